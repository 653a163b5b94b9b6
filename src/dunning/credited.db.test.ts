import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { startOfOsloDay } from '#core/oslo.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { settleFromCredit } from '#invoices/settle-from-credit.ts'
import { readBalance } from '#ledger/store.ts'
import { drove, INVOICING_TERMS, invoiceAfter, pay, payableDatabase } from '#payments/payments.test-world.ts'
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

test('what is taken back of all that an invoice asks for leaves nothing to be reminded of, collected or blocked for', async () => {
  const [invoice] = await invoices([20_000])
  await drove(database.batch, invoice!, -20_000)
  expect(await run('2019-12-11')).toMatchObject({ issued: 0, creditNotes: 1, creditedOre: 20_000 })
  expect(await stateOf(invoice!.id)).toEqual({ state: 'credited', open: 0 })
  for (const day of [REMINDED_ON, COLLECTED_ON])
    expect(await dun(database.batch, day)).toMatchObject({ reminders: 0, collections: 0, waiting: {} })
  expect(await readBalance(database.batch, invoice!.partyId, 'receivable')).toBe(0)
  expect(await readBalance(database.batch, invoice!.partyId, 'customer-credit')).toBe(0)
})

test('what is taken back of a part leaves a reminder of the rest', async () => {
  const [invoice] = await invoices([20_000])
  await drove(database.batch, invoice!, -5_000)
  await run('2019-12-11')
  expect(await stateOf(invoice!.id)).toEqual({ state: 'partly-paid', open: 15_000 })
  await dun(database.batch, REMINDED_ON)
  expect(await reminderOf(database.batch, invoice!.id)).toMatchObject({ total: 22_000 })
})

test('it waits for nothing beside what is driven meanwhile, which waits for its own invoice', async () => {
  const [invoice] = await invoices([20_000])
  await drove(database.batch, invoice!, 8_000)
  await drove(database.batch, invoice!, -5_000)
  expect(await run('2019-12-11')).toMatchObject({ issued: 0, creditNotes: 1, creditedOre: 5_000 })
  expect(await stateOf(invoice!.id)).toMatchObject({ open: 15_000 })
  expect(await run('2020-03-10')).toMatchObject({ issued: 1, totalOre: 8_000 })
})

test('what is taken back of a claim in collection ends it, and the fee is what is left', async () => {
  const [invoice] = await invoices([20_000])
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  const { id } = await reminderOf(database.batch, invoice!.id)
  await drove(database.batch, invoice!, -20_000)
  await run('2020-01-23')
  expect(await stateOf(id)).toEqual({ state: 'partly-paid', open: 7_000 })
  await drove(database.batch, invoice!, -7_000)
  await run('2020-01-24')
  expect(await stateOf(id)).toEqual({ state: 'credited', open: 0 })
  expect(await settle(database.batch, startOfOsloDay('2020-01-24'))).toBe(1)
  const [claim] =
    await database.batch`select state, closed_by from collection_claim where reminder_id = ${id}`
  expect(claim).toEqual({ state: 'withdrawn', closed_by: 'issuer' })
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
