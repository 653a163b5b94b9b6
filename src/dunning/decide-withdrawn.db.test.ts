import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { readAccountTotal, readBalance } from '#ledger/store.ts'
import {
  DECIDES,
  DECIDES_FOR_FJELLINJEN,
  INVOICING_TERMS,
  pay,
  payableDatabase,
} from '#payments/payments.test-world.ts'
import { decideWithdrawn, undoWithdrawn } from './decide-withdrawn.ts'
import {
  CHANNEL_TERMS,
  COLLECTED_ON,
  dun,
  isBlocked,
  morningOf,
  REMINDED_ON,
  reminderOf,
  settle,
} from './dunning.test-world.ts'
import { readCollectorDifferences } from './read-collector-differences.ts'
import { receiveCollectionStatus } from './receive-collection-status.ts'

const { database, invoices } = payableDatabase()
const GIVEN_UP_ON = '2020-03-02'
const LATER = morningOf(GIVEN_UP_ON)

/** A claim of 100 kr and the fee, that the collector gives up. */
async function aGivenUp() {
  const [invoice] = await invoices([10_000])
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  const [claim] = await database.batch<{ id: number }[]>`
    select id from collection_claim where invoice_id = ${invoice!.id}`
  const row = `S;${claim!.id};withdrawn;0;${GIVEN_UP_ON}`
  const file = ['H;brikke-collection-status;1;ferde', row, 'Z;1', '']
  await receiveCollectionStatus(database.batch, Buffer.from(file.join('\r\n')), { now: LATER })
  const reminder = await reminderOf(database.batch, invoice!.id)
  return { ...invoice!, claimNumber: claim!.id, reminder }
}

function decide(
  claimNumber: number,
  decided: 'credited' | 'taken-back',
  over: { by?: string; because?: string } = {},
) {
  return decideWithdrawn(database.batch, {
    claimNumber,
    decided,
    because: 'nobody there',
    by: DECIDES,
    now: LATER,
    newId: randomUUID,
    terms: INVOICING_TERMS,
    channels: CHANNEL_TERMS,
    ...over,
  })
}

function undo(claimNumber: number, over: { by?: string } = {}) {
  return undoWithdrawn(database.batch, {
    claimNumber,
    because: 'it was another',
    by: DECIDES,
    now: LATER,
    ...over,
  })
}

async function listed(claimNumber: number) {
  const found = await readCollectorDifferences(database.batch)
  return found.some((one) => one.claimNumber === claimNumber)
}

test('what the collector gave up is credited by a note of its own, and is the issuer’s loss alone', async () => {
  const { claimNumber, partyId, reminder } = await aGivenUp()
  const before = await readAccountTotal(database.batch, 'toll-payable')
  const lost = await readAccountTotal(database.batch, 'write-off')
  expect(await listed(claimNumber)).toBe(true)
  expect(await decide(claimNumber, 'credited')).toEqual({ decided: 'credited', amount: 17_000 })
  expect(await listed(claimNumber)).toBe(false)
  const [note] = await database.batch`
    select n.total_ore, n.kind, n.due_on, l.kind as line, d.channel
    from invoice n join invoice_line l on l.invoice_id = n.id join delivery d on d.invoice_id = n.id
    where n.party_id = ${partyId} and n.kind = 'credit-note'`
  expect(note).toMatchObject({ total_ore: -17_000, due_on: null, line: 'correction' })
  const [stands] = await database.batch`select state, allocated_ore from invoice where id = ${reminder.id}`
  expect(stands).toEqual({ state: 'credited', allocated_ore: 17_000 })
  expect(await readBalance(database.batch, partyId, 'receivable')).toBe(0)
  expect(await readBalance(database.batch, partyId, 'customer-credit')).toBe(0)
  expect(await readAccountTotal(database.batch, 'write-off')).toBe(lost + 17_000)
  expect(await readAccountTotal(database.batch, 'toll-payable')).toBe(before)
  expect(await dun(database.batch, '2020-04-01')).toMatchObject({ reminders: 0, collections: 0 })
})

test('of what was paid in part the rest is credited, and what the bank takes back later as well', async () => {
  const { claimNumber, kid, reminder } = await aGivenUp()
  await pay(database.batch, [{ kid, amount: 6_000 }])
  expect(await decide(claimNumber, 'credited')).toEqual({ decided: 'credited', amount: 11_000 })
  const [stands] = await database.batch`select state from invoice where id = ${reminder.id}`
  expect(stands).toEqual({ state: 'paid' })
  await pay(database.batch, [{ kid, amount: -6_000 }])
  expect(await listed(claimNumber)).toBe(true)
  expect(await decide(claimNumber, 'credited')).toEqual({ decided: 'credited', amount: 6_000 })
  expect(await listed(claimNumber)).toBe(false)
})

test('a credit undone is owed on the next invoice, and the books are as before', async () => {
  const { claimNumber, partyId } = await aGivenUp()
  const lost = await readAccountTotal(database.batch, 'write-off')
  await decide(claimNumber, 'credited')
  expect(await undo(claimNumber)).toEqual({ decided: 'undone', amount: 17_000 })
  expect(await readAccountTotal(database.batch, 'write-off')).toBe(lost)
  expect(await readBalance(database.batch, partyId, 'receivable')).toBe(17_000)
  expect(await undo(claimNumber)).toMatchObject({ refused: 'claim-not-decided' })
  expect(await decide(claimNumber, 'taken-back')).toMatchObject({ refused: 'claim-settled' })
  await issueInvoices(database.batch, {
    asOf: GIVEN_UP_ON,
    now: LATER,
    newId: randomUUID,
    terms: INVOICING_TERMS,
    of: 'everything',
  })
  const [next] = await database.batch`
    select total_ore, state from invoice where party_id = ${partyId} order by id desc limit 1`
  expect(next).toEqual({ total_ore: 17_000, state: 'sent' })
})

test('what is taken back is reminded of once more without a fee, and may then be collected anew', async () => {
  const { claimNumber, id, partyId, kid, reminder } = await aGivenUp()
  expect(await decide(claimNumber, 'taken-back')).toEqual({ decided: 'taken-back', amount: 17_000 })
  expect(await listed(claimNumber)).toBe(false)
  expect(await dun(database.batch, GIVEN_UP_ON)).toMatchObject({ reminders: 1, collections: 0 })
  const again = await reminderOf(database.batch, reminder.id)
  expect(again).toMatchObject({ kind: 'reminder', total: 17_000, dueOn: '2020-03-16', issuedOn: GIVEN_UP_ON })
  expect(await dun(database.batch, '2020-03-17')).toMatchObject({ reminders: 0, collections: 0 })
  expect(await dun(database.batch, '2020-03-18')).toMatchObject({ reminders: 0, collections: 1 })
  expect(await isBlocked(database.batch, partyId, morningOf('2020-03-18'))).toBe(true)
  const claims = await database.batch`
    select state, amount_ore from collection_claim where invoice_id = ${id} order by id`
  expect(claims).toEqual([
    { state: 'taken-back', amount_ore: 17_000 },
    { state: 'in-collection', amount_ore: 17_000 },
  ])
  expect(await undo(claimNumber)).toMatchObject({ refused: 'claim-reminded-again' })
  // By the KID of the first invoice it finds its way to the one that asks now.
  await pay(database.batch, [{ kid, amount: 17_000 }])
  expect(await settle(database.batch, morningOf('2020-03-19'))).toBe(1)
  expect(await isBlocked(database.batch, partyId, morningOf('2020-03-20'))).toBe(false)
})

test('what is taken back is let alone when that is undone before anybody is reminded', async () => {
  const { claimNumber } = await aGivenUp()
  await decide(claimNumber, 'taken-back')
  expect(await undo(claimNumber)).toEqual({ decided: 'undone', amount: 17_000 })
  expect(await dun(database.batch, '2020-03-03')).toMatchObject({ reminders: 0, collections: 0 })
  expect(await listed(claimNumber)).toBe(true)
})

test('a claim is decided once, by the company’s own, and only when the collector has given it up', async () => {
  const [invoice] = await invoices([10_000])
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  const [open] = await database.batch<{ id: number }[]>`
    select id from collection_claim where invoice_id = ${invoice!.id}`
  expect(await decide(open!.id, 'credited')).toMatchObject({ refused: 'claim-not-withdrawn' })
  expect(await undo(open!.id)).toMatchObject({ refused: 'claim-not-decided' })
  expect(await decide(987_654, 'credited')).toMatchObject({ refused: 'unknown-collection-claim' })
  const { claimNumber } = await aGivenUp()
  expect(await decide(claimNumber, 'credited', { because: ' ' })).toMatchObject({
    refused: 'no-reason-given',
  })
  expect(await decide(claimNumber, 'credited', { by: DECIDES_FOR_FJELLINJEN })).toMatchObject({
    refused: 'staff-of-another-company',
  })
  expect(await decide(claimNumber, 'taken-back')).toMatchObject({ decided: 'taken-back' })
  expect(await decide(claimNumber, 'credited')).toMatchObject({ refused: 'claim-already-decided' })
})

test('what the collector says once more of a claim that is decided changes nothing', async () => {
  const { claimNumber } = await aGivenUp()
  await decide(claimNumber, 'credited')
  const say = (row: string) =>
    receiveCollectionStatus(
      database.batch,
      Buffer.from(['H;brikke-collection-status;1;ferde', row, 'Z;1', ''].join('\n')),
      { now: LATER },
    )
  expect(await say(`S;${claimNumber};withdrawn;0;2020-03-03`)).toMatchObject({ unchanged: 1, rejected: [] })
  expect(await say(`S;${claimNumber};paid;17000;2020-03-04`)).toMatchObject({
    rejected: [{ because: 'claim-closed' }],
  })
})
