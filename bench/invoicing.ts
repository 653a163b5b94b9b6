import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { verify } from '#jobs/verify.ts'
import { NOW } from '#test/passages.ts'
import { type BenchServer, benchServer, type OpenDatabase } from './database.ts'
import { documents } from './documents.ts'
import { startWorkers, type Workers } from './invoicing-crew.ts'
import { LINES, makeRatedMonth } from './invoicing-data.ts'
import type { Figure, Options } from './main.ts'
import { payments } from './payments.ts'
import { recipe } from './rating-data.ts'
import { copySeconds } from './rating-floor.ts'
import { type Measured, makeOnce, middle, perSecond, within } from './rating-run.ts'

const AGREEMENTS = 100_000
const DOCUMENTS = 2_000
/** An e-invoice takes a tenth of a millisecond, and a worker is cold for its first thousand. */
const E_INVOICES = 20_000
/** Each figure is the middle one of so many, made of the same data. */
const ROUNDS = 3

/** A measuring of its own, of a copy of what it begins from. */
type Part = {
  readonly figure: string
  readonly from: 'rated' | 'issued'
  /** Whether it writes: then each round has a copy of its own. */
  readonly writes: boolean
  readonly measure: (db: OpenDatabase, workers: Workers, bench: Bench) => Promise<Measured>
}

type Bench = {
  readonly server: BenchServer
  readonly agreements: number
  readonly scale: number
  readonly say: (text: string) => void
  /** The most that any worker has used of memory. */
  readonly memory: { peakMb: number }
}

const PARTS: Readonly<Record<string, Part>> = {
  invoices: {
    figure: 'invoicing.invoices_per_second',
    from: 'rated',
    writes: true,
    measure: (db, workers, { agreements }) => invoices(db, workers, agreements),
  },
  pdf: {
    figure: 'invoicing.pdf_per_second',
    from: 'issued',
    writes: false,
    measure: (db, workers, { scale, say }) =>
      documents(db, workers, {
        step: 'documents',
        count: Math.ceil(DOCUMENTS * Math.min(1, scale * 4)),
        say,
      }),
  },
  ehf: {
    figure: 'invoicing.ehf_per_second',
    from: 'issued',
    writes: false,
    measure: (db, workers, { say }) => documents(db, workers, { step: 'e-invoices', count: E_INVOICES, say }),
  },
  payments: {
    figure: 'payments.payments_per_second',
    from: 'issued',
    writes: true,
    measure: (db, workers, { server }) => payments(db, workers, server.folder),
  },
}

/** From charges to invoices, their documents, and the payments of them. */
export async function invoicing(
  say: (text: string) => void,
  { folder, scale, clean, only }: Options,
): Promise<readonly Figure[]> {
  const parts = Object.entries(PARTS).filter(([name]) => only === undefined || name === only)
  if (parts.length === 0) throw new Error(`--only one of ${Object.keys(PARTS).join(', ')}`)
  const agreements = Math.max(100, Math.round(AGREEMENTS * scale))
  const prefix = `invoicing-${agreements}-`
  const home = join(folder, `${prefix}${await recipe()}`)
  await clear(folder, clean ? 'invoicing-' : prefix, clean ? '' : home)
  const server = await benchServer(home)
  const bench: Bench = { server, agreements, scale, say, memory: { peakMb: 0 } }
  try {
    await makeOnce(server, 'rated', say, async (name) => {
      await server.create(name)
      await within(server, name, ({ owner }) => makeRatedMonth(owner, agreements))
    })
    if (parts.some(([, { from }]) => from === 'issued')) await issueOnce(bench)
    const figures: Figure[] = []
    for (const [, part] of parts) figures.push(await measured(bench, part))
    say(`the largest worker has used ${bench.memory.peakMb} MB`)
    return figures
  } finally {
    await server.stop()
    if (clean) await clear(folder, 'invoicing-', '')
  }
}

/** What was kept by another recipe is of no use. */
async function clear(folder: string, prefix: string, keep: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => each.startsWith(prefix)))
    if (join(folder, name) !== keep) await rm(join(folder, name), { recursive: true })
}

/** The rated month with its invoices: what is printed and paid. */
async function issueOnce(bench: Bench): Promise<void> {
  const { server, say, agreements } = bench
  await makeOnce(server, 'issued', say, async (name) => {
    await server.copy('rated', name)
    await working(bench, name, (db, workers) => issue(db, workers, agreements))
  })
}

async function measured(bench: Bench, { figure, from, writes, measure }: Part): Promise<Figure> {
  const rounds: Measured[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    if (writes) await bench.server.copy(from, 'run')
    const name = writes ? 'run' : from
    const found = await working(bench, name, async (db, workers) => {
      const result = await measure(db, workers, bench)
      // A fast wrong answer is no result.
      if (writes && round === ROUNDS) await mustHold(db, bench.say)
      return result
    })
    bench.say(`${figure}: ${found.count} in ${found.seconds.toFixed(2)} s, floor ${found.floor.toFixed(2)} s`)
    rounds.push(found)
  }
  return perSecond(figure, middle(rounds))
}

/** With two workers that have just started. */
async function working<T>(
  { server, say, memory }: Bench,
  name: string,
  work: (db: OpenDatabase, workers: Workers) => Promise<T>,
): Promise<T> {
  return within(server, name, async (db) => {
    const workers = await startWorkers(db.batchUrl, { home: server.folder, say })
    try {
      return await work(db, workers)
    } finally {
      memory.peakMb = Math.max(memory.peakMb, workers.peakMb())
      await workers.stop()
    }
  })
}

async function mustHold({ owner, batch }: OpenDatabase, say: (text: string) => void): Promise<void> {
  await owner`analyze`
  const { checked, broken } = await verify(batch, { now: NOW })
  if (broken.length > 0) throw new Error(`the books are broken: ${JSON.stringify(broken)}`)
  say(`verified: ${checked} invariants`)
}

async function issue(db: OpenDatabase, workers: Workers, agreements: number) {
  const { count, seconds } = await workers.all([{ step: 'invoices' }, { step: 'invoices' }])
  if (count !== agreements) throw new Error(`${count} invoices of ${agreements} agreements`)
  const [lines] = await db.owner<{ n: number }[]>`select count(*) as n from invoice_line`
  if (lines?.n !== agreements * LINES) throw new Error(`${lines?.n} lines`)
  await db.owner`analyze invoice, invoice_line`
  return { count, seconds }
}

/** Composed, numbered and stored; what they are of was booked when it was rated. */
async function invoices(db: OpenDatabase, workers: Workers, agreements: number): Promise<Measured> {
  const { count, seconds } = await issue(db, workers, agreements)
  const floor = await copySeconds(db.owner, [
    { table: 'invoice', rows: 'true', by: 'id' },
    { table: 'invoice_line', rows: 'true', by: 'invoice_id' },
  ])
  return { count, seconds, floor }
}
