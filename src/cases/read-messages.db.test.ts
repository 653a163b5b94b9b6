import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { asParty, inTransaction, type Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, aPerson } from '#test/world.ts'
import { readMessages, readSentMessage } from './read-messages.ts'
import { recordMessageSeen, recordSeen } from './record-seen.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
let kari: number
let ola: number

beforeAll(async () => {
  await aCompany(database.owner)
  kari = await aPerson(database.owner)
  ola = await aPerson(database.owner)
  const message = (over: Partial<OutboxMessage>): OutboxMessage => ({
    dedupeKey: randomUUID(),
    kind: 'mail',
    refId: undefined,
    recipient: 'kari@example.org',
    subject: 'Ny faktura',
    body: 'Du har fått en faktura.',
    language: 'nb',
    ...over,
  })
  await inTransaction(database.batch, async (tx) => {
    await writeOutbox(tx, [message({ partyId: kari, subject: 'Den eldste' })], NOW - 3000)
    await writeOutbox(tx, [message({ partyId: kari, kind: 'sms', subject: '' })], NOW - 2000)
    await writeOutbox(tx, [message({ partyId: ola, subject: 'Olas' }), message({ subject: 'En kode' })], NOW)
    await writeOutbox(tx, [message({ partyId: kari, kind: 'efaktura', subject: 'Til banken' })], NOW)
  })
  await database.owner`
    with opened as (
      insert into customer_case (public_id, party_id, company_id, topic, subject, language, state, opened_at, seen_at)
      values (${randomUUID()}, ${kari}, 1, 'other', 'Brikken piper', 'nb', 'answered', ${NOW - 5000}, ${NOW - 4000}) returning id)
    insert into case_message (case_id, party_id, author, staff, body, written_at)
    select id, ${kari}::bigint, 'customer', null, 'Hvorfor?', ${NOW - 5000}::timestamptz from opened
    union all select id, ${kari}, 'company', 'liv@ferde.example', 'Fordi.', ${NOW - 1000} from opened`
})

const as = <T>(party: number, work: (tx: Tx) => Promise<T>) => asParty(database.app, [party], work)
const read = (party = kari, part = { from: 0, count: 10 }) =>
  as(party, (tx) => readMessages(tx, [kari, ola], part))
const shown = async (party?: number, part?: { from: number; count: number }) =>
  (await read(party, part)).messages.map(({ kind, subject, unread }) => [kind, subject, unread])

describe('what was said to a customer', () => {
  test('is what was sent to them and answered in their cases, the newest first, and no code', async () => {
    expect(await shown()).toEqual([
      ['case', 'Brikken piper', true],
      ['sms', '', true],
      ['mail', 'Den eldste', true],
    ])
    expect(await shown(ola)).toEqual([['mail', 'Olas', true]])
  })

  test('comes a page at a time, and says how much there is', async () => {
    expect(await shown(kari, { from: 1, count: 1 })).toEqual([['sms', '', true]])
    expect((await read(kari, { from: 0, count: 1 })).total).toBe(3)
  })

  test('is read when it has been opened, by its customer and nobody else', async () => {
    const id = (await read()).messages.find(({ kind }) => kind === 'mail')?.id ?? ''
    await as(ola, (tx) => recordMessageSeen(tx, { id: Number(id), now: NOW }))
    expect(await as(ola, (tx) => readSentMessage(tx, [kari, ola], id))).toBeUndefined()
    for (const wrong of ['0', '99999999', 'x', '1e3'])
      expect(await as(kari, (tx) => readSentMessage(tx, [kari], wrong))).toBeUndefined()
    expect((await as(kari, (tx) => readSentMessage(tx, [kari], id)))?.unread).toBe(true)
    await as(kari, (tx) => recordMessageSeen(tx, { id: Number(id), now: NOW }))
    expect((await as(kari, (tx) => readSentMessage(tx, [kari], id)))?.unread).toBe(false)
    const [opened] = await database.owner<{ id: number }[]>`select id from customer_case`
    await as(kari, (tx) => recordSeen(tx, { number: opened?.id ?? 0, now: NOW }))
    expect(await shown()).toEqual([
      ['case', 'Brikken piper', false],
      ['sms', '', true],
      ['mail', 'Den eldste', false],
    ])
  })

  test('is not put in another’s by a page', async () => {
    const forged: OutboxMessage = {
      dedupeKey: 'forged',
      kind: 'mail',
      refId: undefined,
      recipient: 'x@example.org',
      subject: 'x',
      body: 'x',
      language: 'nb',
      partyId: ola,
    }
    await expect(as(kari, (tx) => writeOutbox(tx, [forged], NOW))).rejects.toThrow(/row-level security/)
    const recipients = as(kari, (tx) => tx`select recipient from outbox`)
    await expect(recipients).rejects.toThrow(/permission denied/)
  })
})
