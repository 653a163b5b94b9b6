import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { asParty } from '#db/connection.ts'
import { invoiceLayout } from '#formats/invoice-layout.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { readInvoiceDocument } from '#invoices/read-invoice-document.ts'
import { readInvoice } from '#payments/read-invoice.ts'
import { readPassage, readPassages } from '#payments/read-passages.ts'
import { askUnproven } from '#tags/ask-unproven.ts'
import type { AskedVehicle } from '#tags/ask-vehicle.ts'
import { orderTag } from '#tags/order-tag.ts'
import { recordHolding } from '#tags/record-holding.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import { watchOwners } from '#tags/watch-owners.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll } from '#test/world.ts'
import { readAbout } from './read-about.ts'
import { readComplainable } from './read-complainable.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-02T08:00:00+01:00')
const OLA = {
  registerId: '9',
  kind: 'person' as const,
  name: 'Ola Fremmed',
  organisationNumber: null,
  street: 'Torget 1',
  postalCode: '5003',
  place: 'Bergen',
  country: 'NO',
}
let kari: { partyId: number; agreementId: number; publicId: string }
let stationId: number

beforeAll(async () => {
  const { owner } = database
  await aCompany(owner)
  stationId = await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  const partyId = await aPerson(owner, { name: 'Kari Nordmann', digest: 'kari' })
  const { id, public_id } = await anAgreement(owner, { partyId, issuerId: 1, number: '900001' })
  await owner`update agreement set detailed_invoice = true where id = ${id}`
  kari = { partyId, agreementId: id, publicId: public_id }
})

const as = <T>(work: Parameters<typeof asParty<T>>[2]) => asParty(database.app, [kari.partyId], work)

/** A tag is ordered for a plate, as the register has it then. */
async function order(plate: string, over: Partial<AskedVehicle>): Promise<number> {
  const vehicle: AskedVehicle = {
    plate: { country: 'NO', canonical: plate },
    register: 'found',
    facts: undefined,
    owner: undefined,
    ...over,
  }
  const { partyId, agreementId } = kari
  const asked = {
    publicId: randomUUID(),
    partyId,
    agreementId,
    vehicle,
    heavy: false,
    termsVersion: '2019-01-15',
    now: NOW,
  }
  expect(await as((tx) => orderTag(tx, asked))).toEqual({ ordered: true })
  const [row] = await database.owner<{ id: number }[]>`select id from vehicle where plate = ${plate}`
  return row?.id ?? 0
}

/** Driven twice: the tag is read, then the plate alone. */
async function drive(vehicleId: number, day: string): Promise<{ byTag: number; byPlate: number }> {
  const toll = (at: string) =>
    aToll(database.owner, { ...kari, vehicleId, stationId, at: `${day}T${at}:00Z`, amount: 2400 })
  const [byTag, byPlate] = [await toll('05:10'), await toll('06:41')]
  await database.owner`update passage set read_by = 'plate' where id = ${byPlate.passageId}`
  return { byTag: byTag.passageId, byPlate: byPlate.passageId }
}

const issue = (asOf: string) =>
  issueInvoices(database.batch, {
    asOf,
    now: Date.parse(`${asOf}T18:00:00Z`),
    newId: randomUUID,
    terms: {
      dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
      triggers: [],
      creditAfter: [],
    },
    of: 'everything',
  })

const seen = (passageId: number) =>
  as(async (tx) => {
    const passage = await readPassage(tx, [kari.partyId], { month: '2019-12-01', passageId })
    return passage && { hidden: passage.hidden, station: passage.stationName }
  })

describe('of a vehicle the register says is another’s', () => {
  let driven: { byTag: number; byPlate: number }

  beforeAll(async () => {
    driven = await drive(await order('EV55555', { owner: OLA }), '2019-12-03')
  })

  test('a passage read by plate shows its day and price, and one read by tag shows all', async () => {
    expect(await seen(driven.byPlate)).toEqual({ hidden: true, station: '' })
    expect(await seen(driven.byTag)).toEqual({ hidden: false, station: 'Sandviken' })
    const { passages, sum } = await as((tx) =>
      readPassages(tx, [kari.partyId], { from: '2019-12-03', to: '2019-12-03', page: 1 }),
    )
    expect(passages.map(({ hidden, stationName }) => [hidden, stationName])).toEqual([
      [true, ''],
      [false, 'Sandviken'],
    ])
    expect(sum).toBe(4800)
  })

  test('neither a complaint nor a case says where it was', async () => {
    const [complained] = await as((tx) => readComplainable(tx, [kari.partyId], [driven.byPlate]))
    expect(complained?.station).toBeNull()
    const about = await as((tx) => readAbout(tx, [kari.partyId], `passering-${driven.byPlate}`))
    expect(about?.subject.nb).toBe('Passering Sted og klokkeslett vises ikke 3. desember 2019')
  })

  test('the invoice, and its paper, have the day alone', async () => {
    await issue('2019-12-31')
    const [row] = await database.owner<{ id: number; publicId: string }[]>`
      select id, public_id as "publicId" from invoice where party_id = ${kari.partyId}`
    const invoice = await as((tx) =>
      readInvoice(tx, [kari.partyId], { publicId: row?.publicId ?? '', page: 1 }),
    )
    expect(
      invoice?.lines.map(({ stationName, passedAt }) => [stationName, new Date(passedAt ?? 0).toISOString()]),
    ).toEqual([
      ['Sandviken', '2019-12-03T05:10:00.000Z'],
      [undefined, '2019-12-02T23:00:00.000Z'],
    ])
    const document = await as((tx) => readInvoiceDocument(tx, row?.id ?? 0))
    const rows = document && invoiceLayout(document).passages?.rows.map((cells) => cells.slice(0, 3))
    expect(rows).toEqual([
      ['03.12.2019', '–', '–'],
      ['03.12.2019', '06:10', 'Sandviken'],
    ])
  })

  test('papers shown to staff open what comes from their day on', async () => {
    await database.owner`
      insert into staff_member (email, name, company_id, role) values ('per@brikke.test', 'Per', 1, 'case-worker')
      on conflict do nothing`
    const prove = (by: string) =>
      recordHolding(database.batch, {
        plate: { country: 'NO', canonical: 'EV55555' },
        agreementId: kari.agreementId,
        fromAt: Date.parse('2019-12-04T00:00:00+01:00'),
        by,
      })
    expect(await prove('nobody@brikke.test')).toEqual({ refused: 'unknown-staff' })
    expect(await prove('per@brikke.test')).toEqual({ proven: true })
    expect(await prove('per@brikke.test')).toEqual({ refused: 'nothing-to-prove' })
    expect((await seen(driven.byPlate))?.hidden).toBe(true)
    const [vehicle] = await database.owner<{ id: number }[]>`select id from vehicle where plate = 'EV55555'`
    expect((await seen((await drive(vehicle?.id ?? 0, '2019-12-05')).byPlate))?.hidden).toBe(false)
  })
})

test('of the customer’s own vehicle everything is shown', async () => {
  const own = { ...OLA, name: 'Kari Nordmann', street: 'Bryggen 3' }
  const driven = await drive(await order('EV66666', { owner: own }), '2019-12-06')
  expect(await seen(driven.byPlate)).toEqual({ hidden: false, station: 'Sandviken' })
})

describe('where the register was silent', () => {
  const answering = (owner: typeof OLA | undefined): VehicleRegister => ({
    vehicles: async () => [],
    owners: async (questions) =>
      questions.map((question) =>
        owner ? { ...question, answer: 'found', owner } : { ...question, answer: 'no-answer' },
      ),
  })
  const letters = () => database.owner`select from outbox where kind = 'letter' and body like '%EV 77777%'`

  test('nothing is shown until it answers, and then the owner is told, once', async () => {
    const driven = await drive(await order('EV77777', { register: 'pending' }), '2019-12-07')
    expect((await seen(driven.byPlate))?.hidden).toBe(true)
    expect(await letters()).toHaveLength(0)
    expect(await askUnproven(database.batch, answering(undefined), { now: NOW, limit: 10 })).toBe(0)
    expect(await askUnproven(database.batch, answering(OLA), { now: NOW, limit: 10 })).toBe(1)
    expect(await askUnproven(database.batch, answering(OLA), { now: NOW, limit: 10 })).toBe(0)
    expect(await letters()).toHaveLength(1)
    expect((await seen(driven.byPlate))?.hidden).toBe(true)
  })

  test('it is shown from the first day when it is the customer’s own', async () => {
    const driven = await drive(await order('EV88888', { register: 'pending' }), '2019-12-08')
    const own = { ...OLA, name: 'Kari Nordmann', street: 'Bryggen 3' }
    await askUnproven(database.batch, answering(own), { now: NOW, limit: 10 })
    expect(await seen(driven.byPlate)).toEqual({ hidden: false, station: 'Sandviken' })
  })
})

describe('of a vehicle that has got another owner, and nobody has said so', () => {
  const KARI = { ...OLA, registerId: '1', name: 'Kari Nordmann', street: 'Bryggen 3' }
  const SOLD_AT = Date.parse('2019-12-06T12:00:00+01:00')
  const DAY = 86_400_000
  let isSilent = true
  /** Kari's until she sells it. */
  const register: VehicleRegister = {
    vehicles: async () => [],
    owners: async (questions) =>
      questions.map((question) =>
        isSilent
          ? { ...question, answer: 'no-answer' }
          : { ...question, answer: 'found', owner: question.at < SOLD_AT ? KARI : OLA },
      ),
  }
  const watch = (now: number) => watchOwners(database.batch, register, { now, limit: 100, days: 7 })
  const mails = () => database.owner<{ body: string }[]>`
    select body from outbox where kind = 'mail' and party_id = ${kari.partyId} and dedupe_key like 'vehicle-sold:%'`
  let before: { byTag: number; byPlate: number }
  let after: typeof before

  beforeAll(async () => {
    await database.owner`delete from owner_watch`
    const vehicleId = await order('EV44444', { owner: KARI })
    before = await drive(vehicleId, '2019-12-05')
    after = await drive(vehicleId, '2019-12-07')
  })

  test('the register is asked after some days, and again where it was silent', async () => {
    expect(await watch(NOW + 6 * DAY)).toBe(0)
    isSilent = false
    expect(await watch(NOW + 6 * DAY)).toBe(0)
    isSilent = true
    expect(await watch(NOW + 7 * DAY)).toBe(0)
    expect((await seen(after.byPlate))?.hidden).toBe(false)
  })

  test('from the day of the sale the former holder sees day and price, whatever was read, and is told once', async () => {
    isSilent = false
    expect(await watch(NOW + 8 * DAY)).toBe(1)
    expect(await watch(NOW + 8 * DAY)).toBe(0)
    for (const id of [before.byTag, before.byPlate])
      expect(await seen(id)).toEqual({ hidden: false, station: 'Sandviken' })
    for (const id of [after.byTag, after.byPlate])
      expect(await seen(id)).toEqual({ hidden: true, station: '' })
    const [holding] = await database.owner`select owner, from_at from unproven_holding where owner = 'sold'`
    expect(holding).toEqual({ owner: 'sold', from_at: Date.parse('2019-12-06T00:00:00+01:00') })
    const told = await mails()
    expect(told).toHaveLength(1)
    expect(told[0]?.body).toContain('2.8')
    expect(told[0]?.body).not.toMatch(/44444|Ola|Sandviken/)
  })

  test('what is not invoiced yet comes on the invoice with the day alone', async () => {
    await issue('2020-01-31')
    const [row] = await database.owner<{ publicId: string }[]>`
      select public_id as "publicId" from invoice where party_id = ${kari.partyId} order by id desc limit 1`
    const publicId = row?.publicId ?? ''
    const invoice = await as((tx) => readInvoice(tx, [kari.partyId], { publicId, page: 1 }))
    const lines = invoice?.lines.filter(({ plate }) => plate?.endsWith('44444'))
    const day = (at: number | undefined) => new Date(at ?? 0).toISOString()
    expect(lines?.map(({ stationName, passedAt }) => [stationName, day(passedAt)])).toEqual([
      [undefined, '2019-12-06T23:00:00.000Z'],
      [undefined, '2019-12-06T23:00:00.000Z'],
      ['Sandviken', '2019-12-05T06:41:00.000Z'],
      ['Sandviken', '2019-12-05T05:10:00.000Z'],
    ])
  })

  test('the same owner as before is asked about no more than that, and what stands under no agreement is forgotten', async () => {
    expect(await watch(NOW + 16 * DAY)).toBe(1)
    expect(await mails()).toHaveLength(1)
    await database.owner`update tag_assignment set valid = tstzrange(lower(valid), ${new Date(NOW + 17 * DAY).toISOString()})
      where vehicle_id = (select id from vehicle where plate = 'EV44444')`
    expect(await watch(NOW + 24 * DAY)).toBe(1)
    expect(await database.owner`select from owner_watch`).toHaveLength(0)
  })
})
