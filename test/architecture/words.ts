import { isTest, type Source } from './source.ts'

/** A word the glossary refuses, and what to say instead. */
export type Refused = { readonly words: readonly string[]; readonly say: string }

/** Reads the glossary's table: what stands in `code` in the column «Never» is refused; the rest is for the eye. */
export function refusedWords(glossary: string): readonly Refused[] {
  return glossary
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .flatMap(([, say = '', , , never = '']) =>
      [...never.matchAll(/`([^`]+)`/g)].map(([, word = '']) => ({
        words: word.toLowerCase().split(/[ -]/),
        say: say.replaceAll('`', ''),
      })),
    )
}

/** Words with an owner elsewhere: what a file speaks to calls it so. */
const SPOKEN_ELSEWHERE: readonly { word: string; where: RegExp }[] = [
  { word: 'transaction', where: /^src\/(db|formats\/(ocr-giro|avtalegiro-\w+)|payments)\b/ },
]
const NAMES_OF_OTHERS = new Set(['inTransaction'])

export function wrongWords(source: Source, refused: readonly Refused[]): readonly string[] {
  if (isTest(source.path)) return []
  const fileName = source.path.replace(/\.tsx?$/, '')
  const names = [...source.names, ...fileName.split('/')].filter((name) => !NAMES_OF_OTHERS.has(name))
  return [...new Set(names)].flatMap((name) =>
    wrongIn(name, refused)
      .filter(
        ({ word }) =>
          !SPOKEN_ELSEWHERE.some((spoken) => spoken.word === word && spoken.where.test(source.path)),
      )
      .map(({ word, say }) => `${source.path}: ${name} says «${word}»; say «${say}» (docs/glossary.md)`),
  )
}

/** The schema's own names: tables, columns and views, not what a comment or a text says. */
export function wrongWordsInSql(path: string, sql: string, refused: readonly Refused[]): readonly string[] {
  const names =
    sql
      .replace(/--.*$/gm, ' ')
      .replace(/'[^']*'/g, ' ')
      .match(/[a-z_]{3,}/g) ?? []
  return [...new Set(names)].flatMap((name) =>
    wrongIn(name, refused).map(
      ({ word, say }) => `${path}: ${name} says «${word}»; say «${say}» (docs/glossary.md)`,
    ),
  )
}

function wrongIn(name: string, refused: readonly Refused[]): readonly { word: string; say: string }[] {
  const spoken = wordsOf(name)
  return refused
    .filter(({ words }) => spoken.some((_, at) => words.every((word, i) => spoken[at + i] === word)))
    .map(({ words, say }) => ({ word: words.join(' '), say }))
}

/** `tollTransits`, `toll_transit` and `toll-transit` all hold the word «transit». */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-zæøå0-9]+/)
    .map((word) => word.replace(/(?<=[a-z]{2}[^s])s$/, ''))
}
