import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Day } from '#core/dated.ts'
import { addDays, addMonths, startOfOsloDay } from '#core/oslo.ts'
import type { Db } from '#db/connection.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { liveUntil } from '#jobs/live-until.ts'
import { parkSuspicious } from '#rating/park-agreements.ts'
import { readChannelTerms } from './channel-commands.ts'
import type { Installation } from './installation.ts'
import { liveFerryDay, openFerryAccounts } from './live-ferry.ts'
import { scheduledOf } from './processes.ts'

/**
 * Lets the demo's last two months pass: the roadside delivers its files over HTTP, the worker stores and rates them, each
 * day has what is due on it by the schedule, invoices are issued at each month's end, and most people pay.
 */
export async function liveTwoMonths(
  installation: Installation,
  db: Db,
  until: { today: Day; stop: AbortSignal },
): Promise<void> {
  const { today, stop } = until
  const thisMonth = `${today.slice(0, 7)}-01`
  const liveTo = await lives(installation, db, stop)
  const traffic = (from: Day, to: Day) => deliverTraffic(installation, db, { from, to, stop })
  const first = addMonths(thisMonth, -2)
  // Soon enough that what is invoiced at once, and never paid, is in collection when the demo begins.
  const early = addDays(first, EARLY_DAYS)
  await liveTo(addDays(early, 1))
  await traffic(addDays(first, 9), early)
  for (const month of [first, addMonths(first, 1)]) {
    const next = addMonths(month, 1)
    await liveTo(addDays(next, 1))
    await traffic(month === first ? addDays(early, 1) : month, addDays(next, -1))
    await invoice(installation, db, addDays(next, -1))
    await liveTo(addDays(next, 1 + PAID_AFTER_DAYS))
    await payMost(installation, db, { today: addDays(next, 1 + PAID_AFTER_DAYS), stop })
  }
  await liveTo(today)
  await traffic(thisMonth, addDays(today, -1))
}

/** The traffic of the first eleven days comes by itself. */
const EARLY_DAYS = 19

/** Before an unopened mail is followed by a letter. */
const PAID_AFTER_DAYS = 2

/** To 08:00 of a day, through all that is due on the way. */
async function lives(
  installation: Installation,
  db: Db,
  stop: AbortSignal,
): Promise<(day: Day) => Promise<void>> {
  const { machineNow, say } = installation
  const scheduled = await scheduledOf(installation, db)
  await openFerryAccounts(installation, db, await scheduled.now())
  const between = async () => {
    await allRated(db, stop)
    await liveFerryDay(installation, db, { now: await scheduled.now(), stop })
  }
  return async (day) => {
    const until = startOfOsloDay(day) + 8 * 3_600_000
    await liveUntil(db, { scheduled, until, machineNow, stop, between })
    // Min side follows the clock once a second; the intake must not find tomorrow's passages in the future.
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    say(`It is ${day}.`)
  }
}

async function allRated(db: Db, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && (await readLeft(db)).left > 0) await rest()
}

async function readLeft(db: Db): Promise<{ left: number; passages: number }> {
  const [read] = await db<{ left: number; passages: number }[]>`
    select (select count(*) from passage_file where state = 'open') + (select count(*) from due)
           + (select count(*) from passage_waiting where state = 'waiting-for-owner' and tries = 0) as left,
           (select count(*) from passage_key) as passages`
  return read ?? { left: 0, passages: 0 }
}

async function deliverTraffic(
  installation: Installation,
  db: Db,
  days: { from: Day; to: Day; stop: AbortSignal },
): Promise<void> {
  const delivered = await fetch(
    `${installation.sandboxUrl}/traffic/deliver?from=${days.from}&to=${days.to}`,
    { method: 'POST' },
  )
  if (!delivered.ok)
    throw new Error(`the sandbox could not deliver: ${delivered.status} ${await delivered.text()}`)
  for (let last = -1; !days.stop.aborted; await rest()) {
    const { left, passages } = await readLeft(db)
    if (left === 0) return installation.say(`Passages to ${days.to}: ${passages} stored and rated.`)
    if (passages - last > 10_000) installation.say(`  ${(last = passages)} passages so far`)
  }
}

async function invoice(installation: Installation, db: Db, asOf: Day): Promise<void> {
  const terms = parseInvoicingTerms(
    JSON.parse(await readFile(join(installation.data, 'invoicing.json'), 'utf8')),
  )
  const now = startOfOsloDay(addDays(asOf, 2)) + 8 * 3_600_000
  await parkSuspicious(db, now)
  const run = await issueInvoices(db, {
    asOf: addDays(asOf, 2),
    now,
    newId: installation.newId,
    terms,
    channels: await readChannelTerms(installation.data),
    of: 'everything',
  })
  installation.say(`Invoice run as of ${asOf}: ${run.issued} invoices.`)
}

/**
 * Three of four pay what they owe, one of them twice; the bank's file comes back as OCR giro and the worker fetches it.
 * Whoever was invoiced first never pays.
 */
async function payMost(
  installation: Installation,
  db: Db,
  { today, stop }: { today: Day; stop: AbortSignal },
): Promise<void> {
  const paying = db`
    kind = 'invoice' and due_on is not null and state = 'sent' and id % 4 <> 0 and issued_on <= ${today}::date - ${PAID_AFTER_DAYS}::int
      and id <> (select min(id) from invoice)`
  const invoices = await db<{ kid: string; account: string; amountOre: number; paidOn: Day }[]>`
    select kid, issuer_account_number as account, total_ore as "amountOre",
           (issued_on + ${PAID_AFTER_DAYS}::int)::date as "paidOn"
    from invoice where ${paying} order by id`
  if (invoices.length === 0) return
  const largest = invoices.toSorted((a, b) => b.amountOre - a.amountOre).slice(0, 1)
  await post(`${installation.sandboxUrl}/bank/payments`, [...invoices, ...largest])
  await post(`${installation.sandboxUrl}/bank/deliver`, {})
  for (let tries = 0; tries < 200 && !stop.aborted; tries++) {
    const [open] = await db<{ n: number }[]>`select count(*) as n from invoice where ${paying}`
    if (open?.n === 0) return installation.say(`${invoices.length} invoices paid.`)
    await rest()
  }
}

async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 300))
}

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
}
