import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { addDays, osloDay } from '#core/oslo.ts'
import { chooseNotices } from '#customers/choose-notices.ts'
import { readNoticeChoices } from '#customers/read-notices.ts'
import { sendNotices } from '#customers/send-notices.ts'
import { asParty, inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { parseNoticeTerms, periodStart } from './notice-terms.ts'
import { tellCustomers } from './tell-customers.ts'

const database = testDatabase()
/** A Tuesday. */
const NOW = Date.parse('2019-12-10T13:00:00Z')
const DAY_MS = 24 * 3_600_000
const minSideUrl = 'https://minside.example'
const terms = parseNoticeTerms(
  JSON.parse(readFileSync(new URL('../../data/notices.json', import.meta.url), 'utf8')),
)
let partyId: number
let agreementId: number
let vehicleId: number
let stationId: number

beforeEach(async () => {
  await database.owner`truncate company, party, agreement, vehicle, tag, tag_assignment, station, passage, charge, outbox, notice_choice,
    passage_hold, agreement_hold restart identity cascade`
  await aCompany(database.owner)
  partyId = await aPerson(database.owner)
  await database.owner`update party set phone = '+4798765432' where id = ${partyId}`
  agreementId = (await anAgreement(database.owner, { partyId, issuerId: 1 })).id
  const vehicle = await aVehicle(database.owner, {
    plate: 'EK12345',
    agreementId,
    partyId,
    tagNumber: '9578010000001234',
  })
  vehicleId = vehicle.vehicleId
  stationId = await aStation(database.owner, { chargerId: 1, code: '11', name: 'Sandviken' })
})

const tell = (now = NOW) => tellCustomers(database.batch, { now, terms, minSideUrl })
const sent = () => database.owner<
  { key: string; kind: string; recipient: string; subject: string; body: string }[]
>`
  select dedupe_key as key, kind, recipient, subject, body from outbox order by dedupe_key`
const keys = async () => (await sent()).map(({ key }) => key)
const choose = (...ticked: string[]) =>
  asParty(database.app, [partyId], (tx) => chooseNotices(tx, { partyId, ticked: new Set(ticked), now: NOW }))
const passed = async (at: string, readBy: 'tag' | 'plate') => {
  const { passageId } = await aToll(database.owner, {
    partyId,
    agreementId,
    vehicleId,
    stationId,
    at,
    amount: 2000,
  })
  await database.owner`update passage set read_by = ${readBy} where id = ${passageId}`
  return passageId
}
const isHeld = (passageId: number, reason = 'impossible-travel-time') => database.owner`
  insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state)
  values (${partyId}, ${passageId}, '2019-12-01', ${vehicleId}, ${reason}, ${NOW - 1}, 'held')`

describe('a tag that is not read', () => {
  const unread = async (...days: string[]) => {
    for (const day of days) await passed(`2019-12-${day}T07:00:00Z`, 'plate')
  }

  test('is told of by mail, once for each vehicle and week, without saying where or which', async () => {
    await unread('09', '09', '10')
    expect(await tell()).toBe(1)
    expect(await tell(NOW + DAY_MS)).toBe(0)
    const [mail] = await sent()
    expect(mail).toMatchObject({ key: `notice:tag-not-read:${vehicleId}:2019-12-09:mail`, kind: 'mail' })
    expect(mail?.recipient).toBe('kari@example.org')
    expect(mail?.body).toContain('Ferde AS')
    expect(`${mail?.subject} ${mail?.body}`).not.toMatch(/EK ?12345|Sandviken|1234\b/)
    const [own] = await database.owner<
      { id: string }[]
    >`select public_id as id from party where id = ${partyId}`
    expect(mail?.body.match(/https:\S+/g)).toEqual([`${minSideUrl}/min-side/profil/varsler?kunde=${own?.id}`])
    await unread('16', '16', '17')
    expect(await tell(Date.parse('2019-12-17T13:00:00Z'))).toBe(1)
  })

  test('is not told of for two readings that failed, nor where one of the week did not', async () => {
    await unread('09', '10')
    expect(await tell()).toBe(0)
    await passed('2019-12-10T08:00:00Z', 'tag')
    await unread('10', '10')
    expect(await tell()).toBe(0)
  })

  test('is not told of where no tag sits in the vehicle', async () => {
    await database.owner`update tag_assignment set tag_id = null`
    await unread('09', '09', '10')
    expect(await tell()).toBe(0)
  })
})

describe('what looks unusual', () => {
  test('is told of once a day, however much is held', async () => {
    await isHeld(await passed('2019-12-10T07:00:00Z', 'tag'))
    await isHeld(await passed('2019-12-10T08:00:00Z', 'tag'))
    expect(await tell()).toBe(1)
    expect(await keys()).toEqual([`notice:unusual-charge:passages:${partyId}:2019-12-10:mail`])
  })

  test('is also a month that costs ten times the month before; a complaint of one’s own is not', async () => {
    const passageId = await passed('2019-12-10T07:00:00Z', 'tag')
    await database.owner`
      insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state, decided_by, decided_because, decided_at)
      values (${partyId}, ${passageId}, '2019-12-01', ${vehicleId}, 'complaint', ${NOW}, 'rejected', 'x', 'x', ${NOW})`
    expect(await tell()).toBe(0)
    await database.owner`
      insert into agreement_hold (party_id, agreement_id, month_on, reason, measured, limit_was, held_at, state)
      values (${partyId}, ${agreementId}, '2019-12-01', 'price-jump', 400000, 300000, ${NOW}, 'held')`
    expect(await tell()).toBe(1)
    expect(await tell()).toBe(0)
    expect(await keys()).toEqual([`notice:unusual-charge:month:${agreementId}:2019-12-01:mail`])
  })
})

describe('what is chosen', () => {
  test('is by mail until the customer says otherwise, and is each customer’s own', async () => {
    const read = (of: number, as: number) => asParty(database.app, [as], (tx) => readNoticeChoices(tx, [of]))
    const wanted = async (of: number, as = of) =>
      ((await read(of, as)).get(of) ?? [])
        .filter((one) => one.wanted)
        .map((one) => `${one.event}:${one.channel}`)
    expect(await wanted(partyId)).toEqual([
      'low-balance:e-mail',
      'payment-failed:e-mail',
      'tag-not-read:e-mail',
      'unusual-charge:e-mail',
    ])
    await choose('invoice:sms', 'tag-not-read:sms', 'tag-not-read:e-mail', 'invoice:e-mail', 'nonsense')
    expect(await wanted(partyId)).toEqual(['invoice:sms', 'tag-not-read:e-mail', 'tag-not-read:sms'])
    const ola = await aPerson(database.owner)
    expect(await wanted(partyId, ola)).toContain('low-balance:e-mail')
    await expect(
      asParty(database.app, [ola], (tx) => chooseNotices(tx, { partyId, ticked: new Set(), now: NOW })),
    ).rejects.toThrow(/row-level security/)
  })

  test('holds: by SMS without a link, by both, by neither, and never where there is no address', async () => {
    await isHeld(await passed('2019-12-10T07:00:00Z', 'tag'))
    await choose()
    expect(await tell()).toBe(0)
    await choose('unusual-charge:sms', 'unusual-charge:e-mail')
    expect(await tell()).toBe(2)
    const sms = (await sent()).find(({ kind }) => kind === 'sms')
    expect(sms).toMatchObject({ recipient: '+4798765432', subject: '' })
    expect(sms?.body).not.toContain('http')
    await database.owner`truncate outbox`
    await database.owner`update party set phone = null, email = null`
    expect(await tell()).toBe(0)
  })
})

test('little on a prepaid account is told of by whoever keeps the account, once', async () => {
  const low = [{ partyId, event: 'low-balance' as const, key: 'account:7:2019-12-10', company: 'Ferde AS' }]
  const send = () => inTransaction(database.batch, (tx) => sendNotices(tx, low, { now: NOW, minSideUrl }))
  expect(await send()).toBe(1)
  expect(await send()).toBe(0)
})

test('a week begins on its Monday, and other periods follow one another without a gap', () => {
  expect(periodStart('2019-12-09', 7)).toBe('2019-12-09')
  expect(periodStart('2019-12-15', 7)).toBe('2019-12-09')
  expect(periodStart('2019-12-08', 7)).toBe('2019-12-02')
  const start = periodStart('2019-12-10', 10)
  expect(periodStart(addDays(start, 9), 10)).toBe(start)
  expect(periodStart(addDays(start, 10), 10)).toBe(addDays(start, 10))
  expect(osloDay(NOW)).toBe('2019-12-10')
})
