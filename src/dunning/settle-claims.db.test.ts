import { expect, test } from 'vitest'
import { pay, payableDatabase } from '#payments/payments.test-world.ts'
import { COLLECTED_ON, dun, isBlocked, morningOf, REMINDED_ON, settle, toldTo } from './dunning.test-world.ts'

const { database, invoices } = payableDatabase()
const LATER = morningOf('2020-01-24')

async function collected(amounts: readonly number[]) {
  const made = await invoices(amounts)
  await dun(database.batch, REMINDED_ON)
  return made
}

async function claimIdOf(invoiceId: number): Promise<number> {
  const [row] = await database.batch<{ id: number }[]>`
    select id from collection_claim where invoice_id = ${invoiceId}`
  return row!.id
}

async function blocksOf(partyId: number) {
  const rows = await database.batch<{ setBy: string; open: boolean }[]>`
    select set_by as "setBy", upper_inf(during) as open from agreement_block b join agreement a on a.id = b.agreement_id
    where a.party_id = ${partyId} order by set_by`
  return rows.map(({ setBy, open }) => `${setBy} ${open ? 'open' : 'ended'}`)
}

test('a claim is looked at when money has moved on it, and not else', async () => {
  const [paid, byHand] = await collected([1_000, 2_000])
  await dun(database.batch, COLLECTED_ON)
  await database.owner`
    update invoice set state = 'paid', allocated_ore = total_ore
    where id = (select reminder_id from collection_claim where invoice_id = ${byHand!.id})`
  expect(await settle(database.batch, LATER)).toBe(0)
  await database.owner`
    update invoice set state = 'sent', allocated_ore = 0
    where id = (select reminder_id from collection_claim where invoice_id = ${byHand!.id})`
  await pay(database.batch, [{ kid: paid!.kid, amount: 8_000 }])
  expect(await settle(database.batch, LATER)).toBe(1)
  const due = await database.batch`select from due_key where kind = 'settle'`
  expect(due).toHaveLength(0)
})

test('what is due is settled batch by batch until none is left', async () => {
  const made = await collected([1_000, 2_000, 3_000])
  await dun(database.batch, COLLECTED_ON)
  await pay(
    database.batch,
    made.map(({ kid }, i) => ({ kid, amount: 8_000 + i * 1_000 })),
  )
  expect(await settle(database.batch, LATER, { limit: 1 })).toBe(3)
})

test('money on an invoice that was never reminded makes nothing due', async () => {
  const [invoice] = await invoices([5_000])
  await pay(database.batch, [{ kid: invoice!.kid, amount: 5_000 }])
  expect(await database.batch`select from due_key where kind = 'settle'`).toHaveLength(0)
})

test('a block of the portfolio’s own is not lifted when our claim is paid, and nobody is told that it is', async () => {
  const [invoice] = await collected([1_000])
  const { id: invoiceId, kid, partyId } = invoice!
  await database.batch`
    insert into agreement_block (agreement_id, because, during, set_by)
    select id, 'debt-collection', '[2019-12-20,)', 'portfolio' from agreement where party_id = ${partyId}`
  await dun(database.batch, COLLECTED_ON)
  expect(await blocksOf(partyId)).toEqual(['portfolio open', 'system open'])
  await pay(database.batch, [{ kid, amount: 8_000 }])
  await settle(database.batch, LATER)
  expect(await blocksOf(partyId)).toEqual(['portfolio open', 'system ended'])
  expect(await isBlocked(database.batch, partyId, LATER + 1)).toBe(true)
  expect(await toldTo(database.batch, 'collection-lifted', await claimIdOf(invoiceId))).toEqual([])
})

test('a block for another reason stays, and the customer is not told that the agreement is open', async () => {
  const [invoice] = await collected([1_000])
  const { id: invoiceId, kid, partyId } = invoice!
  await database.batch`
    insert into agreement_block (agreement_id, because, during)
    select id, 'address-missing', '[2019-12-20,)' from agreement where party_id = ${partyId}`
  await dun(database.batch, COLLECTED_ON)
  await pay(database.batch, [{ kid, amount: 8_000 }])
  await settle(database.batch, LATER)
  expect(await isBlocked(database.batch, partyId, LATER + 1)).toBe(false)
  expect(await toldTo(database.batch, 'collection-lifted', await claimIdOf(invoiceId))).toEqual([])
})
