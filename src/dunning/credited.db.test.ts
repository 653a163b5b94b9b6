import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import { inTransaction } from '#db/connection.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { settleFromCredit } from '#invoices/settle-from-credit.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book, readBalance } from '#ledger/store.ts'
import {
  drove,
  INVOICING_TERMS,
  invoiceAfter,
  NOW,
  pay,
  payableDatabase,
} from '#payments/payments.test-world.ts'
import { COLLECTED_ON, dun, REMINDED_ON, reminderOf, settle } from './dunning.test-world.ts'

const { database, invoices } = payableDatabase()

/** What the invoice run of a day makes, by each issuer's own triggers. */
function run(asOf: string) {
  const now = startOfOsloDay(asOf) + 6 * 3_600_000
  return issueInvoices(database.batch, {
    asOf,
    now,
    newId: randomUUID,
    terms: INVOICING_TERMS,
    of: 'what-is-due',
  })
}

async function stateOf(id: number) {
  const [row] = await database.batch`
    select state, total_ore - allocated_ore - carried_ore as open from invoice where id = ${id}`
  return row
}

/** What rating writes when a passage is not to be charged after all, or only so much of it. */
async function takeBack(invoiceId: number, anew = 0): Promise<void> {
  const [of] = await database.owner<Taken[]>`
    select c.id, c.party_id as "partyId", c.agreement_id as "agreementId", c.issuer_id as "issuerId", c.amount_ore as amount
    from invoice_line l join charge c on c.id = l.charge_id where l.invoice_id = ${invoiceId} and c.kind = 'toll'`
  if (!of) throw new Error('no toll on the invoice')
  const row = (id: number, amount: number, reverses: number | null) => database.owner`
    insert into charge select (jsonb_populate_record(c, ${database.owner.json({ id, amount_ore: amount, reverses, reversed_by: null })})).*
    from charge c where c.id = ${of.id}`
  await row(of.id + 1, -of.amount, of.id)
  await database.owner`update charge set reversed_by = ${of.id + 1} where id = ${of.id}`
  if (anew > 0) await row(of.id + 2, anew, null)
  const postings = [
    [of.id + 1, -of.amount],
    [of.id + 2, anew],
  ] as const
  await inTransaction(database.batch, (tx) =>
    book(
      tx,
      postings.flatMap(
        ([refId, amount]) =>
          chargePosting({ ...of, refId, chargerId: 1, amount: ore(amount), against: 'toll-payable' }) ?? [],
      ),
      NOW,
    ),
  )
}

type Taken = { id: number; partyId: number; agreementId: number; issuerId: number; amount: number }

test('what is taken back of an invoice is a line of the next one, until it is overdue', async () => {
  const [invoice] = await invoices([20_000])
  await takeBack(invoice!.id)
  expect(await run('2019-12-24')).toMatchObject({ issued: 0, creditNotes: 0 })
  expect(await run('2019-12-25')).toMatchObject({ issued: 0, creditNotes: 1, creditedOre: 20_000 })
})

test('what is taken back of all that an invoice asks for leaves nothing to be reminded of, collected or blocked for', async () => {
  const [invoice] = await invoices([20_000])
  await takeBack(invoice!.id)
  expect(await run(REMINDED_ON)).toMatchObject({ issued: 0, creditNotes: 1, creditedOre: 20_000 })
  expect(await stateOf(invoice!.id)).toEqual({ state: 'credited', open: 0 })
  for (const day of [REMINDED_ON, COLLECTED_ON])
    expect(await dun(database.batch, day)).toMatchObject({ reminders: 0, collections: 0, waiting: {} })
  expect(await readBalance(database.batch, invoice!.partyId, 'receivable')).toBe(0)
  expect(await readBalance(database.batch, invoice!.partyId, 'customer-credit')).toBe(0)
})

test('what costs less than was invoiced leaves a reminder of what it costs', async () => {
  const [invoice] = await invoices([20_000])
  await takeBack(invoice!.id, 15_000)
  await run(REMINDED_ON)
  expect(await stateOf(invoice!.id)).toEqual({ state: 'partly-paid', open: 15_000 })
  await dun(database.batch, REMINDED_ON)
  expect(await reminderOf(database.batch, invoice!.id)).toMatchObject({ total: 22_000 })
})

test('it waits for nothing beside what is driven meanwhile, which waits for its own invoice', async () => {
  const [invoice] = await invoices([20_000])
  await drove(database.batch, invoice!, 8_000)
  await takeBack(invoice!.id, 15_000)
  expect(await run('2019-12-26')).toMatchObject({ issued: 0, creditNotes: 1, creditedOre: 5_000 })
  expect(await stateOf(invoice!.id)).toMatchObject({ open: 15_000 })
  expect(await run('2020-03-10')).toMatchObject({ issued: 1, totalOre: 8_000 })
})

test('what is taken back of a claim in collection leaves the fee; that paid, the claim is closed', async () => {
  const [invoice] = await invoices([20_000])
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  const { id, kid } = await reminderOf(database.batch, invoice!.id)
  await takeBack(invoice!.id)
  await run('2020-01-23')
  expect(await stateOf(id)).toEqual({ state: 'partly-paid', open: 7_000 })
  await pay(database.batch, [{ kid, amount: 7_000 }])
  expect(await settle(database.batch, startOfOsloDay('2020-01-24'))).toBe(1)
  const [claim] =
    await database.batch`select state, closed_by from collection_claim where reminder_id = ${id}`
  expect(claim).toEqual({ state: 'paid', closed_by: 'issuer' })
})

test('what was paid too much of one invoice is used on another before anybody is reminded of it, and once', async () => {
  const [first, second] = await invoices([20_000, 15_000], { oneCustomer: true })
  // Of the same agreement: the second is moved to it, as an invoice of the next month would be.
  await database.owner`update invoice set agreement_id = (select agreement_id from invoice where id = ${first!.id}) where id = ${second!.id}`
  await database.owner`update posting set agreement_id = (select agreement_id from invoice where id = ${first!.id}) where party_id = ${first!.partyId}`
  await pay(database.batch, [{ kid: first!.kid, amount: 30_000 }])
  const at = startOfOsloDay(REMINDED_ON)
  expect(await settleFromCredit(database.batch, at)).toBe(1)
  expect(await settleFromCredit(database.batch, at)).toBe(0)
  expect(await invoiceAfter(database.batch, second!)).toMatchObject({ state: 'partly-paid' })
  await dun(database.batch, REMINDED_ON)
  expect(await reminderOf(database.batch, second!.id)).toMatchObject({ total: 12_000 })
})
