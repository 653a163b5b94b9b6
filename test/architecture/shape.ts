import { isTest, type Source } from './source.ts'

const LINES_MAX = 300
const README_LINES_MAX = 60
const README_HEADINGS = [/^what it is/i, /\bowns?\b/i, /always true/i, /^words/i]

/** A file says one thing. One that must be long says why in its first lines. */
export function tooLong(path: string, text: string): readonly string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  if (lines.length <= LINES_MAX || lines.slice(0, 5).some((line) => /long because: \S/.test(line))) return []
  return [`${path} has ${lines.length} lines; split it, or say «long because: …» in its first five`]
}

/** A drawer's name says nothing of what lies in it. */
export function drawers(path: string): readonly string[] {
  const bad = path.split(/[/.]/).find((part) => DRAWER.test(part))
  return bad === undefined ? [] : [`${path}: «${bad}» is a drawer; name it after the thing`]
}

const DRAWER = /(^|-)(utils?|helpers?|services?|managers?|common|types|misc|shared|lib)$/

export function barrels({ path, reExports }: Source): readonly string[] {
  if (/(^|\/)index\.tsx?$/.test(path)) return [`${path} is a barrel; import the file itself`]
  return reExports ? [`${path} passes on what another file exports; import the file itself`] : []
}

/** React Router, Vite and Vitest ask for default exports; nobody else does. */
export function defaultExports({ path, defaultExport }: Source): readonly string[] {
  const asked = /^web\/.+\.tsx$|^web\/.*routes\.ts$|\.config\.ts$|^test\/global-setup\.ts$/.test(path)
  return defaultExport && !asked ? [`${path} has a default export; give it a name`] : []
}

/** Switching off the compiler is not a way to be right. */
export function silenced({ path, text }: Source): readonly string[] {
  return SILENCERS.filter((comment) => text.includes(comment)).map((comment) => `${path} has ${comment}`)
}

const SILENCERS = ['ignore', 'nocheck', 'expect-error'].map((what) => `@ts-${what}`)

/** A test's name is a sentence about what is, not about what ought to be. */
export function hopefulTests({ path, literals, text }: Source): readonly string[] {
  if (!isTest(path)) return []
  return literals
    .filter((literal) => /\bshould\b/.test(literal) && text.includes(`('${literal}'`))
    .map((literal) => `${path}: «${literal}» says should`)
}

/** Every folder's README has the same four headings in the same order, so that one knows where to look. */
export function unlikeOtherReadmes(path: string, text: string): readonly string[] {
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)
  const lines = text.trimEnd().split('\n').length
  const places = README_HEADINGS.map((asked) => headings.findIndex((heading) => asked.test(heading)))
  const alike = places.every((place, i) => place >= 0 && place > (places[i - 1] ?? -1))
  return [
    ...(alike
      ? []
      : [
          `${path}: its headings are not what it is · what it owns · what is always true · words easily mixed`,
        ]),
    ...(lines <= README_LINES_MAX ? [] : [`${path} has ${lines} lines; ${README_LINES_MAX} is the most`]),
  ]
}

export function withoutWhy(path: string, sql: string): readonly string[] {
  return /^-- Why: \S/.test(sql) ? [] : [`${path} does not begin with «-- Why: …»`]
}
