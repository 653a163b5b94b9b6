import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { saveInvoicing } from '#agreements/save-invoicing.ts'
import { inTransaction } from '#db/connection.ts'
import { recordCostCentre } from '#tags/record-cost-centre.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { eInvoice } from './e-invoice.ts'
import { issueInvoices } from './issue-invoices.ts'
import { previewInvoices } from './preview-invoices.ts'
import { readInvoiceDocument } from './read-invoice-document.ts'

const database = testDatabase()
const AT = '2019-11-05T07:00:00Z'
const terms = {
  dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
  triggers: [],
  creditAfter: [],
}
const run = {
  asOf: '2019-12-10',
  now: Date.parse('2019-12-10T07:00:00Z'),
  newId: randomUUID,
  terms,
  of: 'everything',
} as const

let partyId = 0
let agreementId = 0
const stations: Record<number, number> = {}

beforeEach(async () => {
  const { owner } = database
  await owner`truncate outbox, invoice_line, unpaid_invoice, invoice, invoice_series, charge, passage, cost_centre, tag_assignment, tag, vehicle,
    agreement, party, station, company restart identity cascade`
  await aCompany(owner)
  await aCompany(owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  stations[1] = await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  stations[2] = await aStation(owner, { chargerId: 2, code: '21', name: 'Ryen', project: 'oslo' })
  partyId = await aPerson(owner, { name: 'Fjell Transport AS' })
  await owner`update party set kind = 'organisation', organisation_number = '974760673' where id = ${partyId}`
  const agreement = await anAgreement(owner, { partyId, issuerId: 1, number: '1000234', detailed: false })
  agreementId = agreement.id
})

async function vehicle(plate: string, under = agreementId) {
  const { vehicleId } = await aVehicle(database.owner, { plate, agreementId: under, partyId })
  const pass = (amount: number, over: { at?: string; chargerId?: number } = {}) => {
    const { at = AT, chargerId = 1 } = over
    const stationId = stations[chargerId] ?? 0
    return aToll(database.owner, {
      partyId,
      agreementId: under,
      vehicleId,
      stationId,
      at,
      amount,
      issuerId: 1,
      chargerId,
    })
  }
  return { vehicleId, pass }
}

const choose = (choice: Omit<Parameters<typeof saveInvoicing>[1], 'agreementId'>) =>
  inTransaction(database.batch, (tx) => saveInvoicing(tx, { agreementId, ...choice }))

const say = (
  plate: string,
  costCentre: string | undefined,
  over: { reference?: string; from?: string } = {},
) =>
  inTransaction(database.batch, (tx) =>
    recordCostCentre(tx, {
      agreementId,
      vehicle: { country: 'NO', canonical: plate },
      costCentre,
      reference: over.reference,
      from: Date.parse(over.from ?? '2019-01-15T00:00:00Z'),
    }),
  )

const invoices = () => database.owner`
  select invoice_number as number, total_ore as total, cost_centre, plate, invoice_reference as reference
  from invoice order by invoice_number`

describe('an organisation', () => {
  test('has one invoice for each vehicle where it wants that, numbered without a gap', async () => {
    const [a, b] = [await vehicle('EK10001'), await vehicle('EK10002')]
    await a.pass(1960)
    await b.pass(2450)
    await a.pass(100)
    expect(await choose({ per: 'vehicle' })).toEqual({ saved: true })
    expect(await previewInvoices(database.batch, run)).toMatchObject({ invoices: 2, total: 4510 })
    expect(await issueInvoices(database.batch, run)).toMatchObject({ issued: 2, totalOre: 4510 })
    expect(await invoices()).toEqual([
      { number: 1, total: 2060, cost_centre: null, plate: 'EK 10001', reference: null },
      { number: 2, total: 2450, cost_centre: null, plate: 'EK 10002', reference: null },
    ])
    expect(await issueInvoices(database.batch, run)).toMatchObject({ issued: 0 })
  })

  test('has one for each cost centre, by where the vehicle was when it passed', async () => {
    const [a, b, c] = [await vehicle('EK10001'), await vehicle('EK10002'), await vehicle('EK10003')]
    await choose({ per: 'cost-centre', reference: 'Innkjøp' })
    await say('EK10001', '110', { reference: 'Salg' })
    await say('EK10001', '120', { from: '2019-11-10T00:00:00Z' })
    await say('EK10002', '120')
    await a.pass(1000)
    await a.pass(200, { at: '2019-11-10T07:00:00Z' })
    await b.pass(30)
    await c.pass(4)
    await issueInvoices(database.batch, run)
    expect(await invoices()).toEqual([
      { number: 1, total: 4, cost_centre: null, plate: null, reference: 'Innkjøp' },
      { number: 2, total: 1000, cost_centre: '110', plate: null, reference: 'Salg' },
      { number: 3, total: 230, cost_centre: '120', plate: null, reference: 'Innkjøp' },
    ])
  })

  test('takes a cost centre away again, and what is not invoiced yet follows', async () => {
    const a = await vehicle('EK10001')
    await choose({ per: 'cost-centre' })
    await say('EK10001', '110')
    await a.pass(1000)
    await say('EK10001', undefined)
    await issueInvoices(database.batch, run)
    expect(await invoices()).toMatchObject([{ total: 1000, cost_centre: null }])
  })

  test('reads cost centre and reference on the paper and in the e-invoice', async () => {
    const a = await vehicle('EK10001')
    await choose({ per: 'cost-centre' })
    await say('EK10001', '110', { reference: 'Salg' })
    await database.owner`update company set account_number = '86011117947' where id = 1`
    await a.pass(1000)
    await issueInvoices(database.batch, run)
    const document = await readInvoiceDocument(database.batch, 1)
    expect(document).toMatchObject({ costCentre: '110', reference: 'Salg', plate: null })
    const ehf = eInvoice(document!)
    expect(ehf).toContain('<cbc:BuyerReference>Salg</cbc:BuyerReference>')
    expect(ehf).toContain('<cbc:AccountingCost>110</cbc:AccountingCost>')
  })
})

test('a person has one invoice for everything', async () => {
  await database.owner`update party set kind = 'person', organisation_number = null`
  expect(await choose({ per: 'vehicle' })).toEqual({ refused: 'not-an-organisation' })
  expect(await choose({ per: 'agreement', detailed: true })).toEqual({ saved: true })
})

test('a cost centre is of a vehicle that stands under the agreement', async () => {
  const other = await anAgreement(database.owner, { partyId, issuerId: 1, number: '1000999' })
  await vehicle('EK10001', other.id)
  expect(await say('EK10001', '110')).toEqual({ refused: 'vehicle-not-under-agreement' })
  expect(await say('EK99999', '110')).toEqual({ refused: 'vehicle-not-under-agreement' })
  expect(await database.owner`select * from cost_centre`).toHaveLength(0)
})

test('passages are listed from the invoice after the customer asked for it', async () => {
  const a = await vehicle('EK10001')
  await a.pass(1000)
  await issueInvoices(database.batch, run)
  await choose({ detailed: true })
  await a.pass(200)
  await issueInvoices(database.batch, run)
  expect(await readInvoiceDocument(database.batch, 1)).toMatchObject({ detailed: false })
  expect(await readInvoiceDocument(database.batch, 2)).toMatchObject({ detailed: true })
})

test('passages of several toll chargers stand on one invoice, each named', async () => {
  const a = await vehicle('EK10001')
  await a.pass(1000)
  await a.pass(30, { chargerId: 2 })
  await a.pass(200)
  expect(await issueInvoices(database.batch, run)).toMatchObject({ issued: 1, totalOre: 1230 })
  const document = await readInvoiceDocument(database.batch, 1)
  const sums = Map.groupBy(document!.lines, (line) => line.chargerName)
  expect([...sums].map(([name, own]) => [name, own.reduce((sum, line) => sum + line.amount, 0)])).toEqual([
    ['Ferde AS', 1200],
    ['Fjellinjen AS', 30],
  ])
})

test('a supplementary agreement has an invoice of its own', async () => {
  const supplementary = await anAgreement(database.owner, { partyId, issuerId: 2, number: '2000001' })
  await database.owner`update agreement set kind = 'supplementary', main_agreement_id = ${agreementId} where id = ${supplementary.id}`
  const a = await vehicle('EK10001')
  await a.pass(1000)
  await aToll(database.owner, {
    partyId,
    agreementId: supplementary.id,
    vehicleId: a.vehicleId,
    stationId: stations[2] ?? 0,
    at: AT,
    amount: 500,
    issuerId: 2,
    chargerId: 2,
  })
  await issueInvoices(database.batch, run)
  const made =
    await database.owner`select series, agreement_number, total_ore from invoice order by agreement_number`
  expect(made).toEqual([
    { series: 'ferde-2019', agreement_number: '1000234', total_ore: 1000 },
    { series: 'fjellinjen-2019', agreement_number: '2000001', total_ore: 500 },
  ])
})
