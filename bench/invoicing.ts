import { type ChildProcess, fork } from 'node:child_process'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { ocrFile } from '#test/crash/ocr-file.ts'
import { NOW } from '#test/passages.ts'
import { benchServer, type OpenDatabase } from './database.ts'
import { ACCOUNT, LINES, makeRatedMonth } from './invoicing-data.ts'
import type { Done, Step } from './invoicing-worker.ts'
import type { Figure, Options } from './main.ts'
import { serverCpuSeconds } from './measure.ts'
import { copySeconds, type FloorTable } from './rating-floor.ts'
import { makeOnce, perSecond, within } from './rating-run.ts'

const AGREEMENTS = 100_000
const DOCUMENTS = 2_000

type Say = (text: string) => void

/** From charges to invoices, their documents, and the payments of them. */
export async function invoicing(say: Say, { folder, scale, clean }: Options): Promise<readonly Figure[]> {
  const agreements = Math.max(100, Math.round(AGREEMENTS * scale))
  const home = join(folder, `invoicing-${agreements}`)
  if (clean) await clear(folder)
  const server = await benchServer(home)
  try {
    await makeOnce(server, 'rated', say, async (name) => {
      await server.create(name)
      await within(server, name, ({ owner }) => makeRatedMonth(owner, agreements))
    })
    await server.copy('rated', 'run')
    return await within(server, 'run', async (db) => {
      const workers = startWorkers(db.batchUrl, { home, say })
      try {
        await workers.all([{ step: 'ready' }, { step: 'ready' }])
        const figures = [
          await invoices(db, workers, agreements),
          await documents(db, workers, 'documents', Math.ceil(DOCUMENTS * Math.min(1, scale * 10))),
          await documents(db, workers, 'e-invoices', agreements),
          await payments(db, workers, home),
        ]
        say(`the largest worker has used ${workers.peakMb()} MB`)
        await mustHold(db, say)
        return figures
      } finally {
        await workers.stop()
      }
    })
  } finally {
    await server.stop()
    if (clean) await clear(folder)
  }
}

async function mustHold({ owner, batch }: OpenDatabase, say: Say): Promise<void> {
  await owner`analyze`
  const { checked, broken } = await verify(batch, { now: NOW })
  if (broken.length > 0) throw new Error(`the books are broken: ${JSON.stringify(broken)}`)
  say(`verified: ${checked} invariants`)
}

async function clear(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => each.startsWith('invoicing-')))
    await rm(join(folder, name), { recursive: true })
}

/** Composed, numbered and stored; what they are of was booked when it was rated. */
async function invoices(db: OpenDatabase, workers: Workers, agreements: number): Promise<Figure> {
  const { count, seconds } = await workers.all([{ step: 'invoices' }, { step: 'invoices' }])
  if (count !== agreements) throw new Error(`${count} invoices of ${agreements} agreements`)
  const [lines] = await db.owner<{ n: number }[]>`select count(*) as n from invoice_line`
  if (lines?.n !== agreements * LINES) throw new Error(`${lines?.n} lines`)
  await db.owner`analyze invoice, invoice_line`
  const floor = await copySeconds(db.owner, [
    { table: 'invoice', rows: 'true', by: 'id' },
    { table: 'invoice_line', rows: 'true', by: 'invoice_id' },
  ])
  return perSecond('invoicing.invoices_per_second', { count, seconds, floor })
}

/** Nothing is written: the floor is to read the rows that they are made of. */
async function documents(
  { owner }: OpenDatabase,
  workers: Workers,
  step: 'documents' | 'e-invoices',
  atMost: number,
): Promise<Figure> {
  const rows = await owner<{ id: number }[]>`
    select id from invoice where recipient_organisation_number is not null = ${step === 'e-invoices'}
    order by id limit ${atMost}`
  const ids = rows.map(({ id }) => id)
  const halves = [0, 1].map((half) => ({ step, ids: ids.filter((_, i) => i % 2 === half) }))
  const { count, seconds } = await workers.all(halves)
  if (count !== ids.length) throw new Error(`${count} documents of ${ids.length}`)
  const name = step === 'documents' ? 'invoicing.pdf_per_second' : 'invoicing.ehf_per_second'
  return perSecond(name, { count, seconds, floor: await readSeconds(owner, ids) })
}

async function readSeconds(owner: Db, ids: readonly number[]): Promise<number> {
  const begun = performance.now()
  const list = ids.map(String)
  await Promise.all([
    owner`select * from invoice where id = any (${list}::bigint[])`,
    owner`select * from invoice_line where invoice_id = any (${list}::bigint[]) order by invoice_id, id`,
  ])
  return (performance.now() - begun) / 1000
}

/** Every invoice is paid, most of them exactly; one in fifty short, over, twice or by a KID that nobody knows. */
async function payments(db: OpenDatabase, workers: Workers, home: string): Promise<Figure> {
  const rows = await db.owner<{ kid: string; total: number }[]>`
    select kid, total_ore as total from invoice order by id`
  // What is paid twice is paid twice in one file: an issuer's payments of a day are.
  const halves = [0, 1].map((half) =>
    rows.flatMap(({ kid, total }, i) => (Math.floor(i / 2) % 2 === half ? asPaid(kid, total, i) : [])),
  )
  const steps = await Promise.all(
    halves.map(async (own, half) => {
      const file = join(home, `payments-${half}.txt`)
      const bank = { agreement: '008560001', account: ACCOUNT, number: half + 1 }
      await writeFile(file, ocrFile({ ...bank, payments: own }), 'latin1')
      return { step: 'payments', file } as const
    }),
  )
  const { count, seconds } = await workers.all(steps)
  const told = halves.flat().length
  if (count !== told) throw new Error(`${count} payments of ${told}`)
  const floor = await copySeconds(db.owner, PAYMENT_TABLES)
  return perSecond('payments.payments_per_second', { count, seconds, floor })
}

const PAYMENT_TABLES: readonly FloorTable[] = [
  { table: 'payment', rows: 'true', by: 'id' },
  { table: 'allocation', rows: 'true', by: 'payment_id' },
  { table: 'posting', rows: "kind in ('payment', 'allocation', 'credit')", by: 'ref_id' },
]

function asPaid(kid: string, total: number, i: number): readonly { kid: string; amountOre: number }[] {
  const exact = { kid, amountOre: total }
  if (i % 200 === 0) return [{ kid, amountOre: total - 100 }]
  if (i % 200 === 50) return [{ kid, amountOre: total + 100 }]
  if (i % 200 === 100) return [exact, exact]
  return i % 200 === 150 ? [{ kid: '42', amountOre: total }] : [exact]
}

type Workers = {
  /** One step to each; back when the last is done. */
  all(steps: readonly Step[]): Promise<{ readonly count: number; readonly seconds: number }>
  peakMb(): number
  stop(): Promise<void>
}

function startWorkers(databaseUrl: string, { home, say }: { home: string; say: Say }): Workers {
  const file = join(import.meta.dirname, 'invoicing-worker.ts')
  const workers = [0, 1].map(() => watched(fork(file, [databaseUrl])))
  let peak = 0
  return {
    async all(steps) {
      const [begun, served] = [performance.now(), serverCpuSeconds(home)]
      const done = await Promise.all(
        workers.map((worker, i) => {
          const step = steps[i]
          if (!step) throw new Error('a step for each worker')
          return tell(worker, step)
        }),
      )
      const seconds = (performance.now() - begun) / 1000
      peak = Math.max(peak, ...done.map(({ peakMb }) => peakMb))
      const count = done.reduce((sum, one) => sum + one.count, 0)
      const worked = done.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
      if (count > 0) {
        const each = (cpuSeconds: number) => Math.round((cpuSeconds * 1e6) / count)
        const server = each(serverCpuSeconds(home) - served)
        say(`${steps[0]?.step}: CPU µs each: ${each(worked)} in the workers, ${server} in the server`)
      }
      return { count, seconds }
    },
    peakMb: () => peak,
    async stop() {
      for (const { process } of workers) process.kill('SIGTERM')
      await Promise.all(workers.map(({ gone }) => gone))
    },
  }
}

type Worker = { readonly process: ChildProcess; readonly gone: Promise<string> }

/** Looked after from the beginning: one that has died before it is asked is not waited for. */
function watched(process: ChildProcess): Worker {
  const gone = new Promise<string>((resolve) => {
    process.once('exit', (code, signal) => resolve(String(signal ?? code)))
    // Where it cannot be started, or be spoken to any more.
    process.on('error', (error) => resolve(error.message))
  })
  return { process, gone }
}

async function tell({ process, gone }: Worker, step: Step): Promise<Done> {
  const answer = new Promise<Done>((resolve) => process.once('message', (done) => resolve(done as Done)))
  process.send(step)
  const done = await Promise.race([answer, gone])
  if (typeof done === 'string') throw new Error(`a worker died at ${step.step}: ${done}`)
  return done
}
