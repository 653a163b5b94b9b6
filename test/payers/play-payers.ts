import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Day } from '#core/dated.ts'
import { roundHalfUp } from '#core/money.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { parseDunningTerms } from '#dunning/dunning-terms.ts'
import { receiveCollectionStatus } from '#dunning/receive-collection-status.ts'
import { runDunning } from '#dunning/run-dunning.ts'
import { settleClaims } from '#dunning/settle-claims.ts'
import { writeCollectionFiles } from '#dunning/write-collection-file.ts'
import { parseChannelTerms } from '#invoices/channel-terms.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { verify } from '#jobs/verify.ts'
import { decideQueuedPayment } from '#payments/decide-payment.ts'
import { importPayments } from '#payments/import-payments.ts'
import { readPaymentQueue } from '#payments/read-queue.ts'
import { type Customer, chargeCustomers, prepareCustomers } from '#test/crash/money-world.ts'
import { type Dice, dice } from '#test/traffic.ts'
import { bankFile } from './bank.ts'
import { decideGivenUp } from './decide-given-up.ts'
import { type Planned, pickHabit, planPayments } from './habits.ts'
import { type Balanced, balanceInHledger } from './hledger.ts'

export type PlayedPayers = {
  readonly invoices: number
  /** What happened, and how often. */
  readonly events: Readonly<Record<string, number>>
  readonly broken: readonly string[]
  readonly balanced: Balanced
}

type Year = {
  readonly db: Db
  readonly dice: Dice
  /** Of their own: whoever is with the collector is decided of beside what the payers do. */
  readonly givenUpDice: Dice
  readonly customers: readonly Customer[]
  readonly terms: Awaited<ReturnType<typeof readTerms>>
  readonly planned: Map<Day, Planned[]>
  readonly events: Record<string, number>
  readonly broken: string[]
  lastFile: Buffer | undefined
  files: number
  seenInvoice: number
}

const FIRST_DAY = '2019-01-07'
const DAYS = 365
const DECIDES = 'odd@ferde.example'
/** The file of every ninth day comes again. */
const AGAIN_EVERY = 9

/**
 * A year of customers who pay on time, late, partly, twice or never: charged every month, invoiced by the issuer's
 * trigger, reminded, collected, blocked and let go again. The books are verified every month.
 */
export async function playPayers(
  db: Db,
  of: { customers: number; seed: number; say: (text: string) => void },
): Promise<PlayedPayers> {
  const customers = await prepareCustomers(db, of.customers)
  await db`insert into staff_member (company_id, name, email, role) values (1, 'Odd', ${DECIDES}, 'finance')`
  const year: Year = {
    db,
    dice: dice(of.seed),
    givenUpDice: dice(of.seed + 1_000),
    customers,
    terms: await readTerms(),
    planned: new Map(),
    events: {},
    broken: [],
    lastFile: undefined,
    files: 0,
    seenInvoice: 0,
  }
  for (let i = 0; i < DAYS; i++) {
    const day = addDays(FIRST_DAY, i)
    await playDay(year, day, i)
    if (i % 30 === 29) {
      await look(year, day)
      of.say(`${day}: ${JSON.stringify(year.events)}`)
    }
  }
  await look(year, addDays(FIRST_DAY, DAYS - 1))
  const [row] = await db<{ n: number }[]>`select count(*) as n from invoice`
  return {
    invoices: row?.n ?? 0,
    events: year.events,
    broken: year.broken,
    balanced: await balanceInHledger(db),
  }
}

async function playDay(year: Year, day: Day, number: number): Promise<void> {
  const now = startOfOsloDay(day) + 8 * 3_600_000
  if (number % 30 === 0) await charge(year, now)
  if (number % 30 === 1) await invoice(year, day, now)
  await pay(year, day, now)
  const { reminders, collections } = await runDunning(year.db, {
    asOf: day,
    now,
    newId: randomUUID,
    terms: year.terms.dunning,
    channels: year.terms.channels,
    onProgress: () => {},
  })
  count(year, 'reminded', reminders)
  count(year, 'to collection', collections)
  if (number % 7 === 6) await collect(year, day, now)
  if (number % 7 === 0) await decideClaims(year, now)
  if (number % 14 === 13) await decideQueue(year, now)
}

/** Some drive little: what they owe waits for the trigger's sum or age. Every other has VAT in it, of two rates in turn. */
async function charge({ db, customers, dice: throws }: Year, now: number): Promise<void> {
  const charged = customers.map((customer, i) => {
    const amount =
      throws() < 0.3 ? 500 + Math.floor(throws() * 20_000) : 60_000 + Math.floor(throws() * 90_000)
    const percent = i % 4 === 1 ? 12 : 25
    const vat = i % 2 === 1 ? { percent, amount: roundHalfUp(amount * percent, 100 + percent) } : undefined
    return { ...customer, amount, ...(vat && { vat }) }
  })
  await chargeCustomers(db, charged, now)
}

async function invoice(year: Year, asOf: Day, now: number): Promise<void> {
  const { db, terms } = year
  await issueInvoices(db, {
    asOf,
    now,
    newId: randomUUID,
    terms: terms.invoicing,
    channels: terms.channels,
    of: 'what-is-due',
  })
  const issued = await db<{ id: number; kid: string; totalOre: number; issuedOn: Day }[]>`
    select id, kid, total_ore as "totalOre", issued_on as "issuedOn" from invoice
    where id > ${year.seenInvoice} and kind = 'invoice' order by id`
  year.seenInvoice = issued.at(-1)?.id ?? year.seenInvoice
  count(year, 'invoiced', issued.length)
  for (const one of issued) {
    const habit = pickHabit(year.dice)
    count(year, habit, 1)
    for (const planned of planPayments(habit, one, year.dice)) plan(year, planned)
  }
}

function plan({ planned }: Year, payment: Planned): void {
  planned.set(payment.on, [...(planned.get(payment.on) ?? []), payment])
}

async function pay(year: Year, day: Day, now: number): Promise<void> {
  const today = year.planned.get(day) ?? []
  if (today.length > 0) {
    year.lastFile = bankFile(++year.files, day, today)
    const imported = await importPayments(year.db, year.lastFile, { now })
    if (isRefusal(imported)) throw new Error(`${imported.refused} ${imported.detail}`)
    count(year, 'payments', imported.payments)
    await settleClaims(year.db, { now, newId: randomUUID, channels: year.terms.channels })
  }
  if (year.lastFile && year.files % AGAIN_EVERY === 0) {
    const again = await importPayments(year.db, year.lastFile, { now })
    if (isRefusal(again) || again.payments > 0) throw new Error('a file was booked twice')
    count(year, 'files again', 1)
  }
}

/** What the collector is told, and what it says: some pay it, some claims are given up. */
async function collect(year: Year, day: Day, now: number): Promise<void> {
  const { db, dice: throws } = year
  const files = await writeCollectionFiles(
    db,
    { put: () => Promise.resolve() },
    { now, terms: year.terms.dunning },
  )
  count(year, 'collection files', files.length)
  const open = await db<{ id: number; kid: string; amount: number }[]>`
    select k.id, i.kid, k.amount_ore as amount from collection_claim k join invoice i on i.id = k.reminder_id
    where k.closed_at is null and k.file_id is not null and k.handed_at < ${now - 21 * 86_400_000} order by k.id`
  const rows = open.flatMap(({ id, kid, amount }) => {
    const what = throws()
    if (what < 0.6) return []
    if (what < 0.7) return [`S;${id};part-paid;${Math.floor(amount / 2)};${day}`]
    if (what < 0.8) return [`S;${id};withdrawn;0;${day}`]
    // The collector pays us what it has got in, a week after it said so.
    plan(year, { on: addDays(day, 7), kid, amountOre: amount })
    return [`S;${id};paid;${amount};${day}`]
  })
  if (rows.length === 0) return
  const lines = ['H;brikke-collection-status;1;ferde', ...rows, `Z;${rows.length}`, '']
  const received = await receiveCollectionStatus(db, Buffer.from(lines.join('\r\n')), { now })
  if (isRefusal(received)) throw new Error(`${received.refused} ${received.detail}`)
  count(year, 'paid to the collector', received.paid)
  count(year, 'partly paid to the collector', received.partPaid)
  count(year, 'withdrawn', received.withdrawn)
}

/** Staff go through what the collector has given up. */
async function decideClaims(year: Year, now: number): Promise<void> {
  const { db, terms, givenUpDice } = year
  const done = await decideGivenUp(db, { by: DECIDES, now, dice: givenUpDice, terms })
  for (const what of done) count(year, what, 1)
}

/** A person finds whose most of the payments without a known KID are: by the amount, as people do. */
async function decideQueue(year: Year, now: number): Promise<void> {
  const queue = await readPaymentQueue(year.db)
  for (const { paymentId, amountOre } of queue) {
    const [meant] = await year.db<{ id: number }[]>`
      select id from invoice where total_ore = ${amountOre} and state in ('sent', 'replaced-by-reminder') order by id limit 1`
    if (!meant) continue
    const decided = await decideQueuedPayment(year.db, { paymentId, invoiceId: meant.id, by: DECIDES, now })
    count(year, isRefusal(decided) ? decided.refused : 'decided by a person', 1)
  }
}

async function look(year: Year, day: Day): Promise<void> {
  const now = startOfOsloDay(day) + 20 * 3_600_000
  const { broken } = await verify(year.db, { now })
  year.broken.push(...broken.map(({ code, count: n, ids }) => `${day} ${code} × ${n}: ${ids.join(', ')}`))
  const [row] = await year.db<Record<string, number>[]>`
    select (select count(*) from agreement_block) as blocked,
      (select count(*) from agreement_block where not upper_inf(during)) as lifted,
      (select count(*) from asked_again) as "asked again",
      (select count(*) from customer_credit) as credited,
      (select count(*) from lost_vat where vat_ore > 0) as "VAT of what was lost",
      (select count(*) from lost_vat where vat_ore < 0) as "VAT owed again",
      (select count(*) from dunning_step where step = 'collection' and step_number > 1) as "collected anew",
      (select count(*) from collection_claim k join invoice n on n.replaced_by is null and n.state = 'paid' and n.id in (
         select replaced_by from invoice where id = k.reminder_id) where k.state = 'taken-back') as "paid when it was ours again"`
  Object.assign(year.events, row)
}

function count({ events }: Year, what: string, by: number): void {
  if (by > 0) events[what] = (events[what] ?? 0) + by
}

async function readTerms() {
  const read = async (name: string) =>
    JSON.parse(await readFile(new URL(`../../data/${name}.json`, import.meta.url), 'utf8')) as unknown
  return {
    invoicing: parseInvoicingTerms(await read('invoicing')),
    dunning: parseDunningTerms(await read('dunning')),
    channels: parseChannelTerms(await read('channels')),
  }
}
