import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { impurities, readsTheMachine, TWO_WORD_NOUNS, unexplainedNouns } from './architecture/purity.ts'
import { againstTheCurrent, RIVER, sandboxImports } from './architecture/river.ts'
import {
  barrels,
  defaultExports,
  drawers,
  hopefulTests,
  silenced,
  tooLong,
  unlikeOtherReadmes,
  withoutWhy,
} from './architecture/shape.ts'
import { filesUnder, parse, ROOT, readSources } from './architecture/source.ts'
import { foreignWrites, OWNERS, ownerlessTables, sqlInPages, tablesWritten } from './architecture/tables.ts'
import { refusedWords, wrongWords, wrongWordsInSql } from './architecture/words.ts'

const ours = readSources(['src', 'web'])
const sandbox = readSources(['sandbox'])
const everything = [...ours, ...sandbox, ...readSources(['test', 'bench'])]
const migrations = filesUnder('src/db/migrations').map((path) => ({ path, sql: read(path) }))
const refused = refusedWords(read('docs/glossary.md'))

describe('the river', () => {
  test('a file imports only from its own folder and from folders before it', () => {
    expect(ours.flatMap(againstTheCurrent)).toEqual([])
  })

  test('the sandbox imports nothing of ours', () => {
    expect(sandbox.flatMap(sandboxImports)).toEqual([])
  })

  test('package.json lists the folders in the order of the river', () => {
    const { imports } = JSON.parse(read('package.json')) as { imports: Record<string, string> }
    expect(Object.keys(imports)).toEqual([...RIVER, 'test'].map((folder) => `#${folder}/*`))
  })

  test('each folder of src is in it', () => {
    const folders = new Set(ours.map(({ folder }) => folder).filter((folder) => folder !== 'main'))
    expect([...folders].filter((folder) => !(RIVER as readonly string[]).includes(folder))).toEqual([])
  })

  test.each([
    ['src/passages/passage.ts', "import { rate } from '#rating/charge.ts'"],
    ['src/passages/passage.ts', "export const late = await import('#rating/charge.ts')"],
    ['src/passages/passage.ts', "import type { Tag } from '../tags/tag.ts'"],
    ['src/passages/passage.ts', "import { aPerson } from '#test/world.ts'"],
    ['src/passages/passage.ts', "import { owners } from '#dunning/owners.ts'"],
    ['src/api/start-demo.ts', "import { bank } from '../../sandbox/bank.ts'"],
  ])('an import against the current in %s is caught: %s', (path, text) => {
    expect(againstTheCurrent(parse(path, text))).toHaveLength(1)
  })

  test('with the current, and within a folder, imports are free', () => {
    const text = "import '#core/money.ts'\nimport './store.ts'\nimport 'zod'"
    expect(againstTheCurrent(parse('src/rating/charge.ts', text))).toEqual([])
    expect(againstTheCurrent(parse('src/main.ts', "import '#web/min-side/server.ts'"))).toEqual([])
  })

  test('a sandbox that knows our code is caught', () => {
    expect(sandboxImports(parse('sandbox/bank.ts', "import '#core/kid.ts'"))).toHaveLength(1)
    expect(sandboxImports(parse('sandbox/bank.ts', "import '../src/core/kid.ts'"))).toHaveLength(1)
    expect(sandboxImports(parse('sandbox/bank.ts', "import './inbox.ts'"))).toEqual([])
  })
})

describe('nouns and verbs', () => {
  test('a noun does not wait, look at a clock, throw dice or ask the database', () => {
    expect(ours.flatMap(impurities)).toEqual([])
  })

  test('only src/main.ts reads the environment, the clock and the dice', () => {
    expect([...ours].flatMap(readsTheMachine)).toEqual([])
  })

  test('a two-word noun has its reason', () => {
    expect(ours.flatMap(unexplainedNouns)).toEqual([])
    expect(Object.keys(TWO_WORD_NOUNS).filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  test.each([
    'export async function rate() {}',
    'export const day = new Date()',
    'export const at = Date.now()',
    'export const dice = Math.random()',
    'export const port = process.argv[2]',
    "import type { Tx } from '#db/connection.ts'",
    "import { readFileSync } from 'node:fs'",
  ])('a noun with «%s» is caught', (text) => {
    expect(impurities(parse('src/rating/charge.ts', text)).length).toBeGreaterThan(0)
    expect(impurities(parse('src/core/price-step.ts', text)).length).toBeGreaterThan(0)
    expect(impurities(parse('src/rating/rate-passages.ts', text))).toEqual([])
  })

  test('what a comment says is not done', () => {
    expect(
      impurities(parse('src/rating/charge.ts', '// await Date.now()\nexport const one = new Date(1)')),
    ).toEqual([])
  })

  test.each([
    'process.env.PORT',
    'Date.now()',
    'new Date()',
    'randomUUID()',
    'crypto.randomUUID()',
    'randomBytes()',
  ])('%s outside src/main.ts is caught', (text) => {
    expect(readsTheMachine(parse('src/api/serve.ts', text))).toHaveLength(1)
    expect(readsTheMachine(parse('web/min-side/page.tsx', text))).toHaveLength(1)
    expect(readsTheMachine(parse('src/main.ts', text))).toEqual([])
  })

  test('a two-word noun without a reason is caught', () => {
    expect(unexplainedNouns(parse('src/rating/hour-window.ts', ''))).toHaveLength(1)
    expect(unexplainedNouns(parse('src/rating/rate-passages.ts', ''))).toEqual([])
  })
})

describe('one writer per table', () => {
  test('only the owning folder writes a table, in its store.ts', () => {
    expect(ours.flatMap(foreignWrites)).toEqual([])
  })

  test('each table has an owner, and each owned table exists', () => {
    const sql = migrations.map(({ sql }) => sql)
    expect(ownerlessTables(sql)).toEqual([])
    const made = new Set(
      [...sql, read('src/db/migrate.ts')].join('\n').match(/create table (if not exists )?\w+/g),
    )
    const exists = (table: string) => [...made].some((words) => words.endsWith(` ${table}`))
    expect(
      Object.values(OWNERS)
        .flat()
        .filter((table) => !exists(table)),
    ).toEqual([])
  })

  test('pages hold no SQL', () => {
    expect(ours.flatMap(sqlInPages)).toEqual([])
  })

  test.each([
    ['src/invoices/store.ts', 'tx`insert into charge (id) select 1`'],
    ['src/invoices/store.ts', 'tx`with gone as (delete from posting returning 1) select * from gone`'],
    ['src/rating/rate-passages.ts', 'tx`update charge\n set reversed_by = ${id}`'],
    ['src/rating/rate-passages.ts', "copyRows(tx, 'charge (id, month_on)', rows)"],
    ['src/passages/store.ts', 'tx`insert into due (kind) values (1)`'],
  ])('a write in %s that is not its own is caught: %s', (path, text) => {
    expect(foreignWrites(parse(path, text))).toHaveLength(1)
  })

  test("reading, locking and writing one's own are free", () => {
    const text =
      'tx`insert into charge (id) select id from invoice on conflict do update set id = 1`; tx`select 1 from posting for update of posting`'
    expect(foreignWrites(parse('src/rating/store.ts', text))).toEqual([])
    expect(tablesWritten('select id from due for update skip locked')).not.toContain('due')
  })

  test('a table nobody owns is caught', () => {
    expect(ownerlessTables(['create table wallet (id int);'])).toHaveLength(1)
  })

  test('SQL in a page is caught', () => {
    expect(sqlInPages(parse('web/min-side/page.tsx', 'db`select id from invoice`'))).toHaveLength(1)
  })
})

describe('the words of the glossary', () => {
  test('no name of ours is a word the glossary refuses', () => {
    expect(refused.length).toBeGreaterThan(10)
    expect(ours.flatMap((source) => wrongWords(source, refused))).toEqual([])
    expect(migrations.flatMap(({ path, sql }) => wrongWordsInSql(path, sql, refused))).toEqual([])
  })

  test('a refused word is caught wherever it hides in a name, with the right one', () => {
    const glossary =
      '| `passage` | passering | terms | `transit`, event |\n| invoice run | fakturakjøring | | `bill run` |'
    const words = refusedWords(glossary)
    expect(words.map(({ words }) => words.join(' '))).toEqual(['transit', 'bill run'])
    expect(wrongWords(parse('src/rating/charge.ts', 'const tollTransits = 1'), words)).toEqual([
      'src/rating/charge.ts: tollTransits says «transit»; say «passage» (docs/glossary.md)',
    ])
    expect(wrongWords(parse('src/rating/transit.ts', ''), words)).toHaveLength(1)
    expect(wrongWords(parse('src/rating/charge.ts', 'const event = billRun'), words)).toHaveLength(1)
    expect(wrongWords(parse('src/rating/charge.ts', '// a transit'), words)).toEqual([])
    expect(wrongWordsInSql('0001.sql', 'create table toll_transit (id int); -- transit', words)).toHaveLength(
      1,
    )
  })
})

describe('the shape of files', () => {
  test('no file is longer than it has a reason to be', () => {
    const files = ['src', 'web', 'sandbox', 'test', 'bench', 'tools'].flatMap(filesUnder)
    const code = [...files, 'run.js'].filter(
      (path) => /\.(tsx?|js|css|sql)$/.test(path) && !/\.gen\.|^web\/parts\/theme\//.test(path),
    )
    expect(code.flatMap((path) => tooLong(path, read(path)))).toEqual([])
  })

  test('there are no drawers, barrels, needless default exports or silenced compilers', () => {
    expect(everything.flatMap((source) => drawers(source.path))).toEqual([])
    expect(everything.flatMap(barrels)).toEqual([])
    expect(everything.flatMap(defaultExports)).toEqual([])
    expect(everything.flatMap(silenced)).toEqual([])
  })

  test('a test says what is, not what ought to be', () => {
    expect(everything.flatMap(hopefulTests)).toEqual([])
  })

  test('each folder with code has a README with the four headings', () => {
    const folders = [...new Set(ours.map(({ folder }) => folder))].filter((folder) => folder !== 'main')
    const readmes = folders.map((folder) => (folder === 'web' ? 'web/README.md' : `src/${folder}/README.md`))
    expect(readmes.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
    expect(readmes.flatMap((path) => unlikeOtherReadmes(path, read(path)))).toEqual([])
  })

  test('each migration begins with its why', () => {
    expect(migrations.flatMap(({ path, sql }) => withoutWhy(path, sql))).toEqual([])
  })

  test('what is out of shape is caught', () => {
    expect(tooLong('src/a.ts', 'x\n'.repeat(300))).toEqual([])
    expect(tooLong('src/a.ts', 'x\n'.repeat(301))).toHaveLength(1)
    expect(tooLong('src/a.ts', `// long because: a table of law\n${'x\n'.repeat(400)}`)).toEqual([])
    for (const path of [
      'src/rating/utils.ts',
      'src/invoice-service.ts',
      'web/common/page.tsx',
      'src/types.ts',
    ]) {
      expect(drawers(path)).toHaveLength(1)
    }
    expect(drawers('src/rating/charge.ts')).toEqual([])
    expect(barrels(parse('src/rating/index.ts', ''))).toHaveLength(1)
    expect(barrels(parse('src/rating/all.ts', "export * from './charge.ts'"))).toHaveLength(1)
    expect(barrels(parse('src/rating/all.ts', "export { a } from './charge.ts'"))).toHaveLength(1)
    expect(defaultExports(parse('src/rating/charge.ts', 'export default 1'))).toHaveLength(1)
    expect(defaultExports(parse('web/min-side/page.tsx', 'export default 1'))).toEqual([])
    expect(silenced(parse('src/rating/charge.ts', `// @ts-${'ignore'}\nexport const a = 1`))).toHaveLength(1)
    expect(hopefulTests(parse('src/a.test.ts', "test('a charge should be right', () => {})"))).toHaveLength(1)
    expect(unlikeOtherReadmes('src/a/README.md', '# a\n\n## What it is\n')).toHaveLength(1)
    expect(withoutWhy('0001.sql', 'create table a ();')).toHaveLength(1)
  })
})

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
