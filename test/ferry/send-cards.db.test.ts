import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { aCar, anAccount, at, ferryDatabase, payInvoice, post, RULES } from '#ferry/ferry.test-world.ts'
import { blockCard, orderCard } from '#ferry/order-card.ts'
import { fetchSentCards, importSentCards, sendCards } from '#ferry/send-cards.ts'
import type { TagMaker } from '#tags/tag-maker.ts'
import { openPostOffice } from '../../sandbox/post-office.ts'

const database = ferryDatabase()

/** The post office of the sandbox, on a day. */
const office = openPostOffice(mkdtempSync(join(tmpdir(), 'brikke-cards-')))
const postOfficeOn = (day: string): TagMaker => ({
  deliver: async (name, content) => office.take(name, content, day),
  list: async () => office.shipped(day),
  fetch: async (name) => new TextEncoder().encode(office.read(name)),
})

const send = (day: string) => sendCards(database.batch, postOfficeOn(day), { now: at(day), limit: 10 })
const fetched = (day: string) =>
  fetchSentCards(database.batch, postOfficeOn(day), { now: at(day), seen: new Set() })
const told = () =>
  database.batch`select kind, subject from outbox where dedupe_key like 'ferry-card-sent:%' order by dedupe_key`

test('a card goes to the post office when the whole amount has come in, is posted a day later, and its holder is told once', async () => {
  const { batch } = database
  const account = await anAccount(batch, [aCar({ plate: 'KO10001', card: true })])
  await payInvoice(batch, account.invoiceId, 1_750)
  await post(batch, '2019-12-03')
  expect(await send('2019-12-04')).toBe(0)
  await payInvoice(batch, account.invoiceId, 1_750, at('2019-12-04'))
  await post(batch, '2019-12-04')
  expect(await send('2019-12-05')).toBe(1)
  expect(await send('2019-12-05')).toBe(0)
  expect(await fetched('2019-12-05')).toBe(0)
  expect(await fetched('2019-12-06')).toBe(1)
  expect(await fetched('2019-12-06')).toBe(0)
  expect(await told()).toEqual([{ kind: 'mail', subject: 'Ferjekortet er sendt' }])
  const [card] = await batch<{ sent_at: number }[]>`select sent_at from ferry_card`
  expect(card?.sent_at).toBe(Date.parse('2019-12-06T05:00:00Z'))
})

test('one that is blocked before it is posted is not told of, and another takes its place', async () => {
  const { batch } = database
  const of = {
    agreementId: (await anAccount(batch, [aCar({ plate: 'KO10002' })])).agreementId,
    plate: 'KO10002',
  }
  const [invoice] = await batch<{ id: number }[]>`
    select invoice_id as id from ferry_prepayment where agreement_id = ${of.agreementId}`
  await payInvoice(batch, invoice?.id ?? 0, 3_500, at('2019-12-07', '09:00'))
  const order = (day: string) =>
    inTransaction(batch, (tx) => orderCard(tx, of, { now: at(day, '10:00'), rules: RULES }))
  await order('2019-12-07')
  await post(batch, '2019-12-07')
  await send('2019-12-08')
  await inTransaction(batch, (tx) => blockCard(tx, of, { now: at('2019-12-08') }))
  expect(await order('2019-12-08')).toMatchObject({ vehicleId: expect.any(Number) })
  expect(await fetched('2019-12-09')).toBe(0)
  await post(batch, '2019-12-08')
  await send('2019-12-09')
  expect(await fetched('2019-12-10')).toBe(1)
  expect(await told()).toHaveLength(2)
})

test('a file that is broken anywhere changes nothing', async () => {
  const take = (text: string) =>
    importSentCards(database.batch, new TextEncoder().encode(text), { now: at('2019-12-20') })
  expect(await take('H;brikke-cards-sent;1\r\nS;70000001;never\r\nZ;1\r\n')).toMatchObject({
    refused: 'bad-time',
  })
  expect(await take('H;brikke-cards-sent;1\r\nS;x;2019-12-20T05:00:00Z\r\nZ;1\r\n')).toMatchObject({
    refused: 'bad-card-number',
  })
})
