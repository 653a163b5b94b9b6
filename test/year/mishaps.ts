import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { osloDay } from '#core/oslo.ts'
import { connect } from '#db/connection.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { parkSuspicious } from '#rating/park-agreements.ts'
import { killAfter, type Worker as WorkerProcess } from '#test/crash/scenario.ts'
import type { Dice } from '../../sandbox/dice.ts'
import { readInvoicingTerms, settle, workerOf } from './business.ts'
import { CUSTOMER_STEPS } from './customer-steps.ts'
import { planPayments } from './pay-invoices.ts'
import { count, type Year } from './year.ts'

/** The month's invoices go out on this day of the next. */
export const INVOICE_DAY = '02'

/** What goes wrong while the night's work is done; whatever it was, another worker finishes it. */
export const MISHAPS: readonly Mishap[] = [
  { name: 'worker killed', share: 0.08, kills: 1, play: killWorker },
  { name: 'connections cut', share: 0.06, kills: 1, play: cutConnections },
  { name: 'two workers at once', share: 0.08, kills: 0, play: besideAnother },
  { name: 'vehicle register down', share: 0.04, kills: 0, play: withoutRegister },
]

type Mishap = {
  readonly name: string
  /** Of all nights. */
  readonly share: number
  readonly kills: number
  readonly play: (year: Year, throws: Dice) => Promise<void>
}

/** Power goes at some moment of its work. */
async function killWorker(year: Year, throws: Dice): Promise<void> {
  const name = `year-victim-${osloDay(year.now)}`
  const fell = await killAfter(startWorker(year, 'work', name), throws.share() * 350, {
    admin: year.admin,
    name,
  })
  if (fell === 'in-transaction') count(year, 'worker killed inside a transaction')
}

/**
 * The database lets go of a worker, wherever it is. In a process of its own, for postgres 3.4.9 may fall with its
 * connection where nobody can catch it (porsager/postgres, issue 1208).
 */
async function cutConnections(year: Year, throws: Dice): Promise<void> {
  const name = 'year-cut'
  const worker = startWorker(year, 'work', name)
  await worker.ready
  await pause(throws.share() * 350)
  const cut = await year.admin`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name} and xact_start is not null`
  count(year, 'connection cut inside a transaction', cut.length)
  const fell = await Promise.race([worker.gone.then(() => true), pause(FALL_MS).then(() => false)])
  if (fell) count(year, 'worker fell with its connection')
  worker.process.kill('SIGKILL')
  await worker.gone
}

const FALL_MS = 60

/** While three workers are at it, customers move tags and sell cars, and now and then invoices are issued. */
async function besideAnother(year: Year, throws: Dice): Promise<void> {
  const other = startWorker(year, 'work', 'year-beside')
  await other.ready
  const db = connect(year.world.url, { name: 'year-third', max: 4 })
  await Promise.all([
    settle(year.worker),
    settle(await workerOf(db, year.world, () => year.now)),
    changeMuch(year, throws),
    throws.chance(0.3) && !osloDay(year.now).endsWith(INVOICE_DAY) ? issueMeanwhile(year) : undefined,
  ])
  other.process.kill('SIGTERM')
  const { code, stderr } = await other.gone
  await db.end()
  if (code !== 0 || stderr.includes('step failed'))
    throw new Error(`a worker beside another failed: ${stderr}`)
}

const OFTEN = CUSTOMER_STEPS.filter(({ perDay }) => perDay > 0.1)

async function changeMuch(year: Year, throws: Dice): Promise<void> {
  for (let i = 0; i < 6; i++) {
    const { name, play } = throws.pick(OFTEN)
    count(year, `${name} while workers work: ${await play(year, throws)}`)
  }
}

async function issueMeanwhile(year: Year): Promise<void> {
  await issueInvoices(year.db, await invoiceRun(year))
  count(year, 'invoice run while workers work')
  count(year, 'invoice', await planPayments(year))
}

/** Owners are asked for in vain, and again an hour later. */
async function withoutRegister(year: Year): Promise<void> {
  await tellRegister(year, true)
  try {
    await settle(year.worker)
  } finally {
    await tellRegister(year, false)
  }
  year.now += 2 * 3_600_000
}

async function tellRegister({ world }: Year, down: boolean): Promise<void> {
  await fetch(`${world.register.url}/down`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ down }),
  })
}

/** The month's invoices: in one run, in two at once, or with a run that is killed on the way. */
export async function runInvoices(year: Year, throws: Dice): Promise<void> {
  const run = await invoiceRun(year)
  await parkSuspicious(year.db, year.now)
  const how = throws.share()
  if (how < 0.35) {
    count(year, 'invoice run killed')
    const name = 'year-invoices'
    await killAfter(startWorker(year, 'invoices', name), throws.share() * 60, { admin: year.admin, name })
  } else if (how < 0.7) {
    count(year, 'two invoice runs at once')
    await Promise.all([issueInvoices(year.db, run), issueInvoices(year.db, run)])
  }
  await issueInvoices(year.db, run)
  count(year, 'invoice run')
}

async function invoiceRun({ now }: Year) {
  const terms = await readInvoicingTerms()
  return { asOf: osloDay(now), now, newId: randomUUID, terms, of: 'everything' as const, batchSize: 10 }
}

function startWorker(year: Year, what: 'work' | 'invoices', name: string): WorkerProcess {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'worker.ts'), what, name, JSON.stringify(year.world), String(year.now)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let stderr = ''
  child.stderr.on('data', (part: Buffer) => (stderr = (stderr + part.toString()).slice(-2_000)))
  const gone = new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.once('exit', (code) => resolve({ code, stderr })),
  )
  const ready = new Promise<void>((resolve) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => resolve())
  })
  return { process: child, ready, gone }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
