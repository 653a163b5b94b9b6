import { randomUUID } from 'node:crypto'
import type { Db } from '#db/connection.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { CUSTOMER_PID, digestOf } from './site.ts'

/** What a station charges, with its reasons, as rating writes them. */
const RUSH = {
  amount: 3920,
  tariff: 4900,
  because: [
    { step: 'tariff', class: 1, column: 'normal', band: 'rush', amount_ore: 4900 },
    { step: 'tag-discount', percent: 20, amount_ore: -980 },
  ],
}
const ELECTRIC = {
  amount: 1000,
  tariff: 2400,
  because: [
    { step: 'tariff', class: 1, column: 'normal', band: 'off', amount_ore: 2400, example: true },
    { step: 'zero-emission-price', amount_ore: 1000 },
  ],
}

/** What the first station's prices follow from. Of the other one's nothing is known on its last days. */
const TARIFF = aTariffFile({
  name: 'Bypakke Bergen',
  stations: aTariffFile().stations.map((station, i) => ({
    ...station,
    code: i === 0 ? '11' : '7',
    open: [{ from: '2019-01-01', to: i === 0 ? '2019-12-31' : '2019-06-30' }],
  })),
  tariffs: aTariffFile().tariffs.map((row) => ({ ...row, class1: { normal: { off: 24, rush: 49 } } })),
  caps: [
    {
      from: '2019-01-01',
      source: 'invented for tests',
      group: 'bergen',
      stations: 'all',
      perStation: false,
      class1: 60,
      class2: 60,
      requires: ['tag', 'agreement'],
    },
  ],
})

export type Customers = {
  readonly partyId: number
  /** Sent and due, sent and overdue, paid. */
  readonly invoices: { readonly sent: string; readonly overdue: string; readonly paid: string }
  /** Somebody else's. */
  readonly strangersInvoice: string
  /** Where their prices are worked out: one that was charged, one that is held, and somebody else's. */
  readonly prices: { readonly charged: string; readonly held: string; readonly stranger: string }
}

/** A customer with two vehicles and three months of driving, and a stranger with one passage. */
export async function someCustomers({ owner, batch }: { owner: Db; batch: Db }): Promise<Customers> {
  await aCompany(owner)
  await aCompany(owner, { id: 3, code: 'vegfinans', name: 'Vegfinans AS' })
  const stationId = await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  const otherStation = await aStation(owner, {
    chargerId: 3,
    code: '7',
    name: 'Nordre gate ved Nygårdsbroen',
  })
  const partyId = await aPerson(owner, { digest: digestOf(CUSTOMER_PID), name: 'Kari Nordmann' })
  const { id: agreementId } = await anAgreement(owner, { partyId, issuerId: 1 })
  const petrol = await aVehicle(owner, {
    plate: 'EK12345',
    agreementId,
    partyId,
    tagNumber: '9578010000001234',
  })
  const electric = await aVehicle(owner, { plate: 'EL55555', agreementId, partyId, energy: 'electric' })
  await owner`update vehicle set make = 'Volvo', model = 'V60' where plate = 'EK12345'`
  const drive = (at: string) =>
    aToll(owner, { partyId, agreementId, vehicleId: petrol.vehicleId, stationId, at, ...RUSH })
  const driveElectric = (at: string) =>
    aToll(owner, {
      partyId,
      agreementId,
      vehicleId: electric.vehicleId,
      stationId: otherStation,
      chargerId: 3,
      at,
      ...ELECTRIC,
    })
  const september = await drive('2019-09-11T06:40:00Z')
  await drive('2019-09-12T06:41:00Z')
  const paid = await invoiceUntil(batch, '2019-09-30')
  await owner`update invoice set state = 'paid', allocated_ore = total_ore where public_id = ${paid[0] ?? ''}`
  await owner`delete from unpaid_invoice`
  await drive('2019-10-01T06:40:00Z')
  await driveElectric('2019-10-15T10:12:00Z')
  const overdue = await invoiceUntil(batch, '2019-10-31')
  await becameCheaper(owner, september)
  for (const day of ['04', '05', '06', '07', '08', '11', '12'])
    await drive(`2019-11-${day}T06:4${day[1]}:00Z`)
  await driveElectric('2019-11-30T22:58:00Z')
  const sent = await invoiceUntil(batch, '2019-11-30')
  await drive('2019-12-09T07:04:00Z')
  const charged = await drive('2019-12-09T14:41:00Z')
  await driveElectric('2019-12-08T11:20:00Z')
  const held = await unpriced(owner, { partyId, agreementId, vehicleId: electric.vehicleId, stationId })
  await loadTariff(owner, TARIFF)
  await owner`
    insert into rating_checkpoint (vehicle_id, party_id, agreement_id, month_on, rated_to, resume_at, open_until, counts_before, counts_after)
    values (${petrol.vehicleId}, ${partyId}, ${agreementId}, '2019-12-01', '2019-12-09T14:41:00Z', '2019-12-09T14:41:00Z',
            '2019-12-09T15:41:00Z', 'bergen|2019-12-01=37', 'bergen|2019-12-01=38')`
  const stranger = await aStranger({ owner, batch }, stationId)
  const price = ({ passageId, month }: { passageId: number; month: string }) =>
    `/min-side/passeringer/${month.slice(0, 7)}/${passageId}`
  return {
    partyId,
    invoices: { sent: sent[0] ?? '', overdue: overdue[0] ?? '', paid: paid[0] ?? '' },
    strangersInvoice: stranger.invoice,
    prices: { charged: price(charged), held: price(held), stranger: price(stranger.toll) },
  }
}

/** What an invoiced passage cost is taken back, and booked anew at half past the rush. */
async function becameCheaper(owner: Db, { chargeId, month }: { chargeId: number; month: string }) {
  const [reversal, anew] = [chargeId + 1, chargeId + 2]
  await owner`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore,
                        amount_ore, because, reverses, created_at)
    select ${reversal}, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, -tariff_ore,
           -amount_ore, because, id, '2019-11-15'::timestamptz
    from charge where id = ${chargeId} and month_on = ${month}`
  await owner`update charge set reversed_by = ${reversal} where id = ${chargeId} and month_on = ${month}`
  await owner`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore,
                        amount_ore, because, created_at)
    select ${anew}, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, 2400, 1920,
           because, '2019-11-15'::timestamptz
    from charge where id = ${chargeId} and month_on = ${month}`
}

/** Held for want of a tariff, free, and not rated yet. */
async function unpriced(
  owner: Db,
  of: { partyId: number; agreementId: number; vehicleId: number; stationId: number },
): Promise<{ passageId: number; month: string }> {
  const [held, free, received] = [
    await aToll(owner, { ...of, at: '2019-12-07T09:00:00Z', amount: 1 }),
    await aToll(owner, { ...of, at: '2019-12-07T10:00:00Z', amount: 1 }),
    await aToll(owner, { ...of, at: '2019-12-10T05:30:00Z', amount: 1 }),
  ]
  const ids = [held, free, received].map(({ passageId }) => passageId)
  await owner`delete from charge where passage_id = any(${ids.map(String)}::bigint[])`
  await owner`
    insert into uncharged_passage (passage_id, month_on, party_id, vehicle_id, state, reason, rated_at)
    values (${held.passageId}, ${held.month}, ${of.partyId}, ${of.vehicleId}, 'held', 'no-tariff', now()),
           (${free.passageId}, ${free.month}, ${of.partyId}, ${of.vehicleId}, 'free', 'lane-does-not-charge', now())`
  return held
}

async function aStranger({ owner, batch }: { owner: Db; batch: Db }, stationId: number) {
  const partyId = await aPerson(owner, { name: 'Ola Fremmed' })
  const { id: agreementId } = await anAgreement(owner, { partyId, issuerId: 1 })
  const { vehicleId } = await aVehicle(owner, { plate: 'DN11111', agreementId, partyId })
  const at = '2019-11-05T10:00:00Z'
  const toll = await aToll(owner, { partyId, agreementId, vehicleId, stationId, at, amount: 2400 })
  const [invoice = ''] = await invoiceUntil(batch, '2019-12-01')
  return { invoice, toll }
}

export async function invoiceUntil(batch: Db, asOf: string): Promise<readonly string[]> {
  const before = await batch<{ id: string }[]>`select public_id as id from invoice`
  await issueInvoices(batch, {
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
  const after = await batch<{ id: string }[]>`select public_id as id from invoice order by id`
  return after.map(({ id }) => id).filter((id) => !before.some((known) => known.id === id))
}
