import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Day } from '#core/dated.ts'
import { addDays, addMonths, startOfOsloDay } from '#core/oslo.ts'
import { setClock } from '#db/clock.ts'
import type { Db } from '#db/connection.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { parkSuspicious } from '#rating/park-agreements.ts'
import { readChannelTerms } from './channel-commands.ts'
import type { Installation } from './installation.ts'

/**
 * Lets the demo's last two months pass, month by month: the roadside delivers its files over HTTP, the worker stores
 * and rates them, invoices are issued, and most people pay.
 */
export async function liveTwoMonths(
  installation: Installation,
  db: Db,
  until: { today: Day; stop: AbortSignal },
): Promise<void> {
  const { today, stop } = until
  const thisMonth = `${today.slice(0, 7)}-01`
  const months = [addMonths(thisMonth, -2), addMonths(thisMonth, -1)]
  const begun = `${months[0]?.slice(0, 7)}-10`
  for (const month of months) {
    const first = month === months[0] ? begun : month
    const next = addMonths(month, 1)
    await moveClock(installation, db, addDays(next, 1))
    await deliverTraffic(installation, db, { from: first, to: addDays(next, -1), stop })
    await invoice(installation, db, addDays(next, -1))
    await moveClock(installation, db, addDays(next, 8))
    await payMost(installation, db, stop)
  }
  await moveClock(installation, db, today)
  await deliverTraffic(installation, db, { from: thisMonth, to: addDays(today, -1), stop })
}

async function moveClock(installation: Installation, db: Db, day: Day): Promise<void> {
  await setClock(db, { businessAt: startOfOsloDay(day) + 8 * 3_600_000, setAt: installation.machineNow() })
  // Min side follows the clock once a second; the intake must not find tomorrow's passages in the future.
  await new Promise((resolve) => setTimeout(resolve, 1_200))
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
  for (let last = -1; !days.stop.aborted; ) {
    const [left] = await db<{ files: number; due: number; waiting: number; passages: number }[]>`
      select (select count(*) from passage_file where state = 'open') as files, (select count(*) from due) as due,
             (select count(*) from passage_waiting where state = 'waiting-for-owner' and tries = 0) as waiting,
             (select count(*) from passage_key) as passages`
    if (left && left.files + left.due + left.waiting === 0) {
      installation.say(`Passages to ${days.to}: ${left.passages} stored and rated.`)
      return
    }
    if (left && left.passages - last > 10_000) installation.say(`  ${(last = left.passages)} passages so far`)
    await new Promise((resolve) => setTimeout(resolve, 300))
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

/** Three of four pay what they owe; the bank's file comes back as OCR giro and the worker fetches it. */
async function payMost(installation: Installation, db: Db, stop: AbortSignal): Promise<void> {
  const invoices = await db<{ kid: string; account: string; amountOre: number; paidOn: Day }[]>`
    select kid, issuer_account_number as account, total_ore as "amountOre", (issued_on + 6)::date as "paidOn"
    from invoice where kind = 'invoice' and state = 'sent' and id % 4 <> 0 order by id`
  if (invoices.length === 0) return
  await post(`${installation.sandboxUrl}/bank/payments`, invoices)
  await post(`${installation.sandboxUrl}/bank/deliver`, {})
  for (let tries = 0; tries < 200 && !stop.aborted; tries++) {
    const [open] = await db<
      { n: number }[]
    >`select count(*) as n from invoice where kind = 'invoice' and state = 'sent' and id % 4 <> 0`
    if (open?.n === 0) {
      installation.say(`${invoices.length} invoices paid.`)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

async function post(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
}
