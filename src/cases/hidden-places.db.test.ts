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
    await issueInvoices(database.batch, {
      asOf: '2019-12-31',
      now: Date.parse('2019-12-31T18:00:00Z'),
      newId: randomUUID,
      terms: {
        dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
        triggers: [],
        creditAfter: [],
      },
      of: 'everything',
    })
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
