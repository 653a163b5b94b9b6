import type { Day } from '#core/dated.ts'
import { addDays, osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { importReceipts } from '#ferry/import-receipts.ts'
import { openFerryAccount } from '#ferry/open-account.ts'
import { readFares } from '#ferry/read-fares.ts'
import type { WrittenVehicle } from '#ferry/vehicle.ts'
import { readTerms } from '#jobs/read-terms.ts'
import type { Installation } from './installation.ts'

type FerryCustomer = {
  readonly ref: string
  readonly vehicles: readonly WrittenVehicle[]
  readonly pays: 'everything' | 'the-opening'
}

/** The demo's ferry customers: those whom the sandbox names, each opening an account as anybody would. */
export async function openFerryAccounts(installation: Installation, db: Db, now: number): Promise<void> {
  const customers = await ask<readonly FerryCustomer[]>(`${installation.sandboxUrl}/ferries/customers.json`)
  const { rules } = await readFares(db)
  const { invoicing: terms, channels } = await readTerms(installation.data)
  const run = { now, newId: installation.newId, rules, terms, channels }
  const opened = await inTransaction(db, async (tx) => {
    const parties = await tx<{ ref: string; id: number }[]>`
      select portfolio_ref as ref, id from party where portfolio_ref = any (${customers.map(({ ref }) => ref)}::text[])`
    const idOf = new Map(parties.map(({ ref, id }) => [ref, id]))
    // One account after another: the number series is one.
    let count = 0
    for (const { ref, vehicles } of customers) {
      const asked = { partyId: idOf.get(ref) ?? 0, vehicles, termsVersion: '2019-01-15' }
      const account = await openFerryAccount(tx, asked, run)
      if (isRefusal(account)) throw new Error(`no ferry account for ${ref}: ${account.refused}`)
      count++
    }
    return count
  })
  installation.say(`${opened} ferry accounts opened.`)
}

/** What a day of the demo brings on the ferries: the receipts of the day before, and payments of those who pay. */
export async function liveFerryDay(
  installation: Installation,
  db: Db,
  { now, stop }: { now: number; stop: AbortSignal },
): Promise<void> {
  const day = addDays(osloDay(now), -1)
  const { rules } = await readFares(db)
  const files = await ask<readonly { name: string; text: string }[]>(
    `${installation.sandboxUrl}/ferries/receipts.json?from=${day}&to=${day}`,
  )
  for (const { name, text } of files) {
    const taken = await importReceipts(db, Buffer.from(text), { now, rules })
    if (isRefusal(taken)) throw new Error(`${name}: ${taken.refused}`)
  }
  await payAhead(installation, db, { paidOn: day, stop })
}

/** Openings are paid by all; refills by organisations, and a person's is left open. */
async function payAhead(
  installation: Installation,
  db: Db,
  { paidOn, stop }: { paidOn: Day; stop: AbortSignal },
): Promise<void> {
  const paying = db`
    i.state = 'sent' and p.settled_at is null and (p.because = 'opening' or a.kind = 'organisation') and i.issued_on < ${paidOn}`
  const invoices = await db<{ kid: string; account: string; amountOre: number }[]>`
    select i.kid, i.issuer_account_number as account, i.total_ore as "amountOre"
    from ferry_prepayment p join ferry_account a using (agreement_id) join invoice i on i.id = p.invoice_id where ${paying}`
  if (invoices.length === 0) return
  const payments = invoices.map((invoice) => ({ ...invoice, paidOn }))
  await send(`${installation.sandboxUrl}/bank/payments`, payments)
  await send(`${installation.sandboxUrl}/bank/deliver`, {})
  const isLeft = async () =>
    (
      await db`select from ferry_prepayment p join ferry_account a using (agreement_id) join invoice i on i.id = p.invoice_id
               where ${paying} limit 1`
    ).length > 0
  for (let tries = 0; tries < 200 && !stop.aborted && (await isLeft()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 300))
}

async function ask<Answer>(url: string): Promise<Answer> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return (await answer.json()) as Answer
}

async function send(url: string, body: unknown): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
}
