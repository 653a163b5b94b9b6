import { hash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { roundHalfUp } from '#core/money.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import { verify } from '#jobs/verify.ts'
import { dice } from '#test/traffic.ts'
import { prepareTravellers, sailRound, tripsLeft } from './ferry-world.ts'
import { countDecisions, giveUpSome } from './given-up-world.ts'
import { type Customer, chargeCustomers, giveMandates, payHalf, prepareCustomers } from './money-world.ts'
import {
  APPROVES,
  approveAll,
  bankAnswers,
  chargerOf,
  collectAbroad,
  payoutsLeft,
  prepareChargers,
} from './payout-world.ts'
import { killAfter, MONEY_STAGES, type MoneyStage, startWorker } from './scenario.ts'

export type MoneyKillReport = {
  readonly kills: number
  readonly inTransaction: number
  readonly perStage: Record<MoneyStage, number>
  /** How often each was decided of what the collector gave up. */
  readonly decided: Readonly<Record<string, number>>
  /** What verify found broken. */
  readonly broken: readonly string[]
  /** What had been said or numbered, and was another after a kill. */
  readonly changed: readonly string[]
  /** Invoices that are missing, or too many. */
  readonly lost: number
}

type Killing = {
  /** Of each stage. */
  readonly kills: number
  /** Of the payouts and the ferry trips, where fewer will do. */
  readonly fewerKills?: number
  readonly seed: number
  readonly customers: number
  readonly url: string
  readonly admin: Db
  readonly owner: Db
  readonly batch: Db
  readonly say: (text: string) => void
}

const FIRST_DAY = '2019-02-01'

type Play = Killing & {
  readonly random: () => number
  readonly folder: string
  /** How long a stage takes when nobody disturbs it. Learnt as it goes. */
  readonly spans: Record<MoneyStage, number>
  readonly perStage: Record<MoneyStage, number>
  readonly known: Map<string, string>
  readonly changed: string[]
  readonly broken: string[]
  inTransaction: number
  workers: number
}

/**
 * Kills workers at random moments of the invoice run, the direct debits, the payment import, dunning, the payouts and the ferry
 * accounts, until each has been killed so many times. A worker that was killed is followed by another, until one gets through.
 */
export async function killMoneyWorkers(of: Killing): Promise<MoneyKillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'brikke-money-kills-'))
  await mkdir(join(folder, 'to-bank'))
  const play: Play = {
    ...of,
    random: dice(of.seed),
    folder,
    spans: { invoicing: 150, claims: 80, payments: 150, dunning: 150, payouts: 80, ferry: 300 },
    perStage: { invoicing: 0, claims: 0, payments: 0, dunning: 0, payouts: 0, ferry: 0 },
    known: new Map(),
    changed: [],
    broken: [],
    inTransaction: 0,
    workers: 0,
  }
  const customers = await prepareCustomers(of.batch, of.customers)
  await prepareChargers(of.batch)
  await prepareTravellers(of, startOfOsloDay(FIRST_DAY))
  let round = 0
  while (MONEY_STAGES.some((stage) => play.perStage[stage] < wanted(play, stage))) {
    await playRound(play, customers, round++)
    of.say(`round ${round}: ${JSON.stringify(play.perStage)}, ${play.inTransaction} inside a transaction`)
  }
  await rm(folder, { recursive: true })
  const [row] = await of.batch<
    { n: number }[]
  >`select count(*) as n from invoice i where kind = 'invoice' and issuer_id = 1 and not exists (select from asked_again a where a.invoice_id = i.id)`
  return {
    kills: MONEY_STAGES.reduce((sum, stage) => sum + play.perStage[stage], 0),
    inTransaction: play.inTransaction,
    perStage: play.perStage,
    decided: await countDecisions(of.batch),
    broken: play.broken,
    changed: play.changed,
    lost: Math.abs(of.customers * round - (row?.n ?? 0)),
  }
}

/** Two months: charged and invoiced, claimed from the banks, half of it paid; the rest reminded and collected, and some of it given up; toll chargers paid, ferry trips posted. */
async function playRound(play: Play, customers: readonly Customer[], round: number): Promise<void> {
  const { batch, folder } = play
  const day = addDays(FIRST_DAY, round * 60)
  const at = (days: number) => startOfOsloDay(addDays(day, days)) + 28_800_000
  const amount = (i: number) => 10_000 + ((round * 7 + i) % 90) * 100
  await chargeCustomers(
    batch,
    customers.map((customer, i) => ({
      ...customer,
      amount: amount(i),
      chargerId: chargerOf(i),
      ...vatOf(amount(i)),
    })),
    at(0),
  )
  await killStage(play, 'invoicing', at(1), '25')
  await giveMandates(batch)
  await killStage(play, 'claims', at(2), join(folder, 'to-bank'))
  await killStage(play, 'payments', at(10), await payHalf(batch, round + 1, folder))
  await killStage(play, 'dunning', at(30), '')
  await giveUpSome(batch, at(45))
  await killStage(play, 'dunning', at(46), APPROVES)
  await payChargers(play, round, at(47))
  await killStage(play, 'ferry', at(47), await sailRound(batch, { round, now: at(46), folder }))
  play.broken.push(...(await tripsLeft(batch, round + 1)), ...(await brokenNow(batch, at(48))))
}

function vatOf(amount: number) {
  return { vat: { percent: 12, amount: roundHalfUp(amount * 12, 112) } }
}

async function payChargers(play: Play, round: number, now: number): Promise<void> {
  const { batch, folder } = play
  const abroad = await collectAbroad(batch, { round, now, folder })
  await killStage(play, 'payouts', now, JSON.stringify({ abroad }))
  await approveAll(batch, now)
  await killStage(play, 'payouts', now, JSON.stringify({ abroad, folder: join(folder, 'to-bank') }))
  await bankAnswers(batch, { now, rejects: (order) => (order + round) % 4 === 0 })
  play.broken.push(...(await payoutsLeft(batch)))
}

function wanted({ kills, fewerKills = kills }: Killing, stage: MoneyStage): number {
  return stage === 'payouts' || stage === 'ferry' ? fewerKills : kills
}

/** One transaction of a stage comes to nothing at each kill: after so many it is let through. */
const KILLS_AT_ONCE = 8

async function killStage(play: Play, stage: MoneyStage, now: number, argument: string): Promise<void> {
  const start = () =>
    startWorker({ stage, url: play.url, name: `money-${play.workers++}`, argument, now, held: true })
  let name = `money-${play.workers}`
  let victim = start()
  for (let killed = 0; ; ) {
    await victim.ready
    const spared = killed >= KILLS_AT_ONCE || play.perStage[stage] >= wanted(play, stage)
    // The next one gets ready meanwhile: to start a process takes longer than what it does.
    const nextName = `money-${play.workers}`
    const next = spared ? undefined : start()
    const begun = performance.now()
    victim.process.stdin?.write('go\n')
    const part = 0.15 + 0.75 * play.random()
    const fell = spared
      ? 'finished'
      : await killAfter(victim, play.spans[stage] * part, { admin: play.admin, name })
    if (fell === 'finished') {
      const { code, stderr } = await victim.gone
      if (code !== 0) throw new Error(`a worker in ${stage} failed: ${stderr}`)
      play.spans[stage] = 0.5 * play.spans[stage] + 0.4 * (performance.now() - begun)
      next?.process.kill('SIGKILL')
      await compare(play, stage)
      return
    }
    killed++
    play.perStage[stage]++
    if (fell === 'in-transaction') play.inTransaction++
    // Missed late, it was aimed at a slower worker; missed early, at a quicker one.
    else play.spans[stage] *= part > 0.5 ? 0.85 : 1.15
    await compare(play, stage)
    if (!next) return
    victim = next
    name = nextName
  }
}

/** What was numbered, written to somebody or put out at the bank never becomes another. */
async function compare(play: Play, stage: MoneyStage): Promise<void> {
  const rows = await play.batch<{ key: string; value: string }[]>`
    select 'invoice ' || id as key, concat_ws(' ', series, invoice_number, kid, issued_on) as value from invoice
    union all
    select 'message ' || dedupe_key, md5(concat_ws('|', kind, recipient, subject, body)) from outbox
    union all
    select 'transmission ' || id, md5(content) from claim_transmission
    union all
    select 'payout ' || id, md5(content) from charger_payout where content is not null`
  const put = await readdir(join(play.folder, 'to-bank'))
  const files = await Promise.all(
    put
      .filter((name) => !name.startsWith('.'))
      .map(async (name) => ({
        key: `file ${name}`,
        value: hash('md5', await readFile(join(play.folder, 'to-bank', name)), 'hex'),
      })),
  )
  const now = new Map([...rows, ...files].map(({ key, value }) => [key, value]))
  for (const [key, value] of play.known)
    if (now.get(key) !== value) play.changed.push(`${stage}: ${key} was ${value}, is ${now.get(key)}`)
  for (const [key, value] of now) play.known.set(key, value)
}

async function brokenNow(db: Db, now: number): Promise<string[]> {
  return (await verify(db, { now })).broken.map(({ code, count }) => `${code} × ${count}`)
}
