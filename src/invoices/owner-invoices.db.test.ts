import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll } from '#test/world.ts'
import { issueInvoices } from './issue-invoices.ts'
import { readInvoiceDocument, renderInvoice } from './read-invoice-document.ts'
import { findInvoicesByKid } from './store.ts'

const database = testDatabase()
let partyId = 0

function run(asOf = '2019-12-10') {
  const now = Date.parse(`${asOf}T07:00:00Z`)
  const terms = {
    dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
    triggers: [],
    creditAfter: [],
  }
  return issueInvoices(database.batch, { asOf, now, newId: randomUUID, terms, of: 'everything' })
}

async function passes(vehicleId: number, at: string, chargerId = 1) {
  const tolls = { partyId, agreementId: null, vehicleId, stationId: chargerId, at, amount: 2450 }
  return aToll(database.owner, { ...tolls, issuerId: chargerId, chargerId })
}

beforeEach(async () => {
  const { owner } = database
  await owner`truncate outbox, invoice_line, unpaid_invoice, invoice, invoice_series, charge, passage, tag_assignment, tag, vehicle,
    agreement, party, station, company restart identity cascade`
  await aCompany(owner)
  await aCompany(owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  await aStation(owner, { chargerId: 2, code: '21', name: 'Ryen', project: 'oslo' })
  partyId = await aPerson(owner)
  await owner`insert into vehicle (country, plate) values ('NO', 'EK12345'), ('NO', 'EK12346')`
})

test('an owner of several vehicles gets one invoice from each toll charger', async () => {
  await passes(2, '2019-11-05T07:00:00Z')
  await passes(1, '2019-11-06T07:00:00Z')
  await passes(1, '2019-11-07T07:00:00Z', 2)
  expect(await run()).toMatchObject({ issued: 2, totalOre: 7350 })
  const invoices = await database.owner`
    select series, invoice_number, kid, agreement_id, agreement_number, terms_version, total_ore, issuer_name
    from invoice order by issuer_id`
  expect(invoices).toEqual([
    {
      series: 'ferde-2019',
      invoice_number: 1,
      kid: '31012019000000019',
      agreement_id: null,
      agreement_number: null,
      terms_version: null,
      total_ore: 4900,
      issuer_name: 'Ferde AS',
    },
    expect.objectContaining({ series: 'fjellinjen-2019', invoice_number: 1, total_ore: 2450 }),
  ])
  const lines = await database.owner`
    select plate from invoice_line where invoice_id = (select min(id) from invoice) order by id`
  expect(lines.map((line) => line.plate)).toEqual(['EK 12345', 'EK 12346'])
  expect(await run('2019-12-11')).toMatchObject({ issued: 0, totalOre: 0 })
})

test('what the owner drove with an agreement is on another invoice', async () => {
  const agreement = await anAgreement(database.owner, { partyId, issuerId: 1 })
  await passes(1, '2019-11-05T07:00:00Z')
  const toll = { partyId, vehicleId: 1, stationId: 1, at: '2019-11-06T07:00:00Z', amount: 1960 }
  await aToll(database.owner, { ...toll, agreementId: agreement.id })
  await run()
  const invoices =
    await database.owner`select agreement_id, total_ore, invoice_number from invoice order by id`
  expect(invoices).toEqual([
    { agreement_id: agreement.id, total_ore: 1960, invoice_number: 1 },
    { agreement_id: null, total_ore: 2450, invoice_number: 2 },
  ])
})

test('runs beside each other give an owner one invoice', async () => {
  await passes(1, '2019-11-05T07:00:00Z')
  await passes(1, '2019-11-06T07:00:00Z', 2)
  const runs = await Promise.all([run(), run(), run()])
  expect(runs.reduce((sum, { issued }) => sum + issued, 0)).toBe(2)
  expect(await database.owner`select * from invoice_line`).toHaveLength(2)
})

test('an invoice without agreement is paid as one of agreement 0, as the ledger has it', async () => {
  await passes(1, '2019-11-05T07:00:00Z')
  await run()
  expect(await findInvoicesByKid(database.batch, ['31012019000000019'])).toMatchObject([
    { partyId, agreementId: 0, issuerId: 1, totalOre: 2450 },
  ])
})

test('its document names no agreement, and where an owner complains', async () => {
  await passes(1, '2019-11-05T07:00:00Z')
  await run()
  expect(await readInvoiceDocument(database.batch, 1)).toMatchObject({
    agreementNumber: null,
    termsVersion: null,
    lines: [{ plate: 'EK 12345', amount: 2450 }],
  })
  expect((await renderInvoice(database.batch, 1)).length).toBeGreaterThan(1000)
})
