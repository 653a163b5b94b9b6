import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import { NOW, stateHash } from '#test/passages.ts'
import { type Databases, openDatabase } from './databases.ts'
import { MUTANTS, type Mutant } from './mutant-list.ts'
import {
  deliverRound,
  payRound,
  prepareWorld,
  STAGES,
  type Stage,
  startWorker,
  type Worker,
} from './scenario.ts'

export type Verdict = { readonly name: string; readonly caught: string | undefined }

const ROOT = join(import.meta.dirname, '..', '..')
const ATTEMPTS = 6
/** A stage takes a second or two. */
const WORKER_MS = 8_000

/** The table each stage's work begins at: held until every worker stands before it, so that they truly meet. */
const GATES: Record<Stage, string> = {
  import: 'passage_file',
  rating: 'due',
  correction: 'correction',
  invoicing: 'agreement',
  payments: 'payment_file',
}

type Ending = {
  readonly failed: string | undefined
  readonly broken: string | undefined
  readonly state: string
}
type Files = readonly string[]

/**
 * Takes one wall away at a time and lets two workers meet there: each must be noticed, by a worker that fails, by
 * `verify` or by another end state. The whole sources must first come through the same unnoticed.
 */
export async function runMutants(
  of: Databases & { say: (text: string) => void },
): Promise<readonly Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'brikke-mutants-'))
  try {
    const { ends, files } = await runControl(of, folder)
    of.say('control: nothing failed, nothing broken')
    const verdicts: Verdict[] = []
    for (const mutant of MUTANTS) {
      const verdict = {
        name: mutant.name,
        caught: await huntDown(of, mutant, { expected: ends[mutant.stage], folder, files }),
      }
      of.say(`${mutant.name}: ${verdict.caught ?? 'NOT CAUGHT'}`)
      verdicts.push(verdict)
    }
    return verdicts
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The sources as they are, stage by stage. What stands before each stage is kept, for the mutants to begin at. */
async function runControl(
  of: Databases,
  folder: string,
): Promise<{ ends: Record<Stage, Ending>; files: Files }> {
  let from = of.template
  let files: Files = []
  const ends: Partial<Record<Stage, Ending>> = {}
  for (const stage of STAGES) {
    const before = await openDatabase(of, { name: `before_${stage}`, from })
    if (stage === 'import') await deliverTwice(before.batch)
    if (stage === 'rating') await addHourRule(before.batch)
    if (stage === 'payments') files = await twoPaymentFiles(before.batch, folder)
    await before.close()
    from = `after_${stage}`
    const after = await openDatabase(of, { name: from, from: `before_${stage}` })
    const end = await runStage(after, stage, { root: ROOT, files })
    await after.close()
    if (end.failed || end.broken)
      throw new Error(`the control fails in ${stage}: ${end.failed ?? end.broken}`)
    ends[stage] = end
  }
  return { ends: ends as Record<Stage, Ending>, files }
}

/** How it was noticed, or undefined when it never was. */
async function huntDown(
  of: Databases,
  mutant: Mutant,
  at: { expected: Ending; folder: string; files: Files },
): Promise<string | undefined> {
  const root = await mutate(mutant, at.folder)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const database = await openDatabase(of, { name: 'mutant', from: `before_${mutant.stage}` })
    for (const sql of mutant.sql ?? []) await database.owner.unsafe(sql)
    const end = await runStage(database, mutant.stage, { root, files: at.files })
    await database.drop()
    if (end.failed) return `a worker fails: ${end.failed}`
    if (end.broken) return `verify: ${end.broken}`
    if (end.state !== at.expected.state) return `another end: ${end.state} instead of ${at.expected.state}`
  }
  return undefined
}

async function mutate(mutant: Mutant, folder: string): Promise<string> {
  const root = await mkdtemp(join(folder, 'root-'))
  await Promise.all(
    ['src', 'test', 'data', 'package.json'].map((part) =>
      cp(join(ROOT, part), join(root, part), { recursive: true }),
    ),
  )
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  for (const { file, text, becomes } of mutant.edits) {
    const source = await readFile(join(root, file), 'utf8')
    if (source.split(text).length !== 2)
      throw new Error(`${mutant.name}: the text to replace is not once in ${file}`)
    await writeFile(
      join(root, file),
      source.replace(text, () => becomes),
    )
  }
  return root
}

type Opened = { readonly owner: Db; readonly batch: Db; readonly url: string }

async function runStage(
  { owner, batch, url }: Opened,
  stage: Stage,
  of: { root: string; files: Files },
): Promise<Ending> {
  const workers = () =>
    (stage === 'payments' ? of.files : ['', '']).map((argument, i) =>
      startWorker({ stage, url, name: `meeting-${i}`, root: of.root, argument }),
    )
  const started = await owner.begin(async (tx) => {
    await tx.unsafe(`lock table ${GATES[stage]} in access exclusive mode`)
    const those = workers()
    await standBefore(batch, those.length)
    return those
  })
  const ended = await Promise.all(started.map(inTime))
  const failures = ended
    .filter((end) => end.code !== 0)
    .map((end) => /(?:\w*Error: .*)/.exec(end.stderr)?.[0] ?? end.stderr)
  const { broken } = await verify(batch, { now: NOW })
  return {
    failed: failures[0],
    broken: broken.map(({ code, count }) => `${code} × ${count}`).join(', ') || undefined,
    state: await endState(batch, stage),
  }
}

/** A worker that hangs is killed, and has failed. */
async function inTime(worker: Worker): Promise<{ code: number | null; stderr: string }> {
  let hung = false
  const timer = setTimeout(() => {
    hung = true
    worker.process.kill('SIGKILL')
  }, WORKER_MS)
  const end = await worker.gone
  clearTimeout(timer)
  return hung ? { code: null, stderr: `hung: ${end.stderr}` } : end
}

async function standBefore(db: Db, workers: number): Promise<void> {
  for (let tries = 0; tries < 1_000; tries++) {
    const [row] = await db<{ n: number }[]>`
      select count(*) as n from pg_stat_activity
      where datname = current_database() and application_name like 'meeting-%' and wait_event_type = 'Lock'`
    if (row?.n === workers) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the workers never came to the gate')
}

/** Which invoice is paid short depends on which worker made it; how many rows there are does not. */
async function endState(db: Db, stage: Stage): Promise<string> {
  const [row] = await db<{ counts: string }[]>`
    select format('%s invoices of %s øre, %s payments in %s files', (select count(*) from invoice), (select sum(total_ore) from invoice),
                  (select count(*) from payment), (select count(*) from payment_file)) as counts`
  return `${row?.counts}${stage === 'payments' ? '' : `, ${await stateHash(db)}`}`
}

/** The same lines in two files: two workers can meet over each of them. */
async function deliverTwice(db: Db): Promise<void> {
  await prepareWorld(db)
  await deliverRound(db, 0)
  await deliverRound(db, 0)
}

/** So that what a passage costs hangs on its neighbours, and two workers that each see a part of them would err. */
async function addHourRule(db: Db): Promise<void> {
  const every = { from: '2019-01-01', source: 'invented for tests', group: 'ring', stations: 'all' } as const
  const rules: Partial<TariffFile> = {
    hourRules: [{ ...every, mode: 'dearest', minutes: 90, endInclusive: true, requires: [] }],
    caps: [{ ...every, perStation: false, class1: 2, requires: [] }],
  }
  await db`update tariff_file set content = content || ${db.json(rules as never)}, sha256 = 'with an hour rule'`
}

/** One file for two workers, and for a third one the same payments in other bytes. */
async function twoPaymentFiles(db: Db, folder: string): Promise<Files> {
  const path = await payRound(db, 0, folder)
  if (path === undefined) throw new Error('nothing is open to be paid')
  const text = await readFile(path, 'latin1')
  const other = `${path}.other`
  // The number of the transmission; it is no part of the bank's key of a payment.
  await writeFile(other, `${text.slice(0, 16)}9999999${text.slice(23)}`, 'latin1')
  return [path, path, other]
}
