import { expect, test } from 'vitest'
import { pay, payableDatabase } from '#payments/payments.test-world.ts'
import {
  CHANNEL_TERMS,
  COLLECTED_ON,
  dun,
  morningOf,
  REMINDED_ON,
  reminderOf,
  settle,
} from './dunning.test-world.ts'
import { receiveCollectionStatus } from './receive-collection-status.ts'

const { database, invoices } = payableDatabase()

/** Somebody with an invoice, and this number. */
async function customer(phone: string | null, over: { language?: string; email?: null } = {}) {
  const [invoice] = await invoices([20_000])
  const { partyId } = invoice!
  await database.owner`
    update party set phone = ${phone}, language = ${over.language ?? 'nb'} where id = ${partyId}`
  if (over.email === null) await database.owner`update party set email = null where id = ${partyId}`
  return invoice!
}

async function toldBySms(): Promise<readonly (readonly [string, string])[]> {
  const rows = await database.batch<{ recipient: string; body: string }[]>`
    select recipient, body from outbox where kind = 'sms' order by id`
  await database.owner`delete from outbox where kind = 'sms'`
  return rows.map(({ recipient, body }) => [recipient, body] as const)
}

test('who has a mobile number is told of reminder and collection by SMS too, in their language; others are not', async () => {
  await customer('400 00 101')
  await customer('+4790000102', { language: 'nn', email: null })
  await customer('55 55 00 00')
  await customer(null)
  await dun(database.batch, REMINDED_ON)
  expect(await toldBySms()).toEqual([
    ['+4740000101', expect.stringMatching(/^Ferde AS har sendt deg en purring\./)],
    ['+4790000102', expect.stringMatching(/^Ferde AS har sendt deg ei purring\./)],
  ])
  await dun(database.batch, REMINDED_ON)
  expect(await toldBySms()).toEqual([])
  await dun(database.batch, COLLECTED_ON)
  const told = await toldBySms()
  // The one by post is known to have opened nothing: its claim waits for its letter.
  expect(told).toContainEqual([
    '+4740000101',
    expect.stringMatching(/sendt til inkasso, og avtalen er sperret/),
  ])
})

test('the agreement that is opened again is told by SMS, whether paid to us or to the collector', async () => {
  const ours = await customer('400 00 103')
  const theirs = await customer('400 00 104')
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  await toldBySms()
  const later = morningOf('2020-02-01')
  const [claim] = await database.batch<{ id: number }[]>`
    select id from collection_claim where invoice_id = ${theirs.id}`
  const file = `H;brikke-collection-status;1;ferde\r\nS;${claim?.id};paid;27000;2020-02-01\r\nZ;1\r\n`
  await receiveCollectionStatus(database.batch, Buffer.from(file), { now: later, channels: CHANNEL_TERMS })
  const { kid } = await reminderOf(database.batch, ours.id)
  await pay(database.batch, [{ kid, amount: 27_000 }])
  await settle(database.batch, later)
  const opened = expect.stringMatching(/^Avtalen hos Ferde AS er åpnet igjen\./)
  expect(await toldBySms()).toEqual([
    ['+4740000104', opened],
    ['+4740000103', opened],
  ])
})

test('an issuer that sends none sends none', async () => {
  await customer('400 00 105')
  await dun(database.batch, REMINDED_ON, { channels: { ...CHANNEL_TERMS, sms: [] } })
  expect(await toldBySms()).toEqual([])
})

test('an owner without agreement is told of collection, and of no agreement that is blocked', async () => {
  const { id } = await customer('400 00 106')
  await database.owner`update invoice set agreement_id = null, agreement_number = null, terms_version = null where id = ${id}`
  await dun(database.batch, REMINDED_ON)
  await database.owner`
    update delivery set state = 'delivered', handed_at = chosen_at
    where invoice_id = (select replaced_by from invoice where id = ${id})`
  await dun(database.batch, COLLECTED_ON)
  const [told] = await database.batch<{ subject: string; body: string }[]>`
    select o.subject, o.body from outbox o join collection_claim k on o.dedupe_key like 'collection:' || k.id || ':%'
    where k.invoice_id = ${id} and o.kind = 'mail'`
  expect(told?.subject).toBe('Kravet fra Ferde AS er sendt til inkasso')
  expect(told?.body).not.toMatch(/avtale|sperr/i)
  const sms = (await toldBySms()).filter(([to, body]) => to === '+4740000106' && body.includes('inkasso'))
  expect(sms).toEqual([['+4740000106', expect.not.stringMatching(/avtale|sperr/i)]])
})
