import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { type InvoiceRun, issueInvoices } from './issue-invoices.ts'
import { previewInvoices } from './preview-invoices.ts'

const database = testDatabase()
const ofAll = { issuer: 'all', from: '2015-01-01', source: 'test' }
const value = { steps: [{ atLeast: ore(90001), every: { days: 0 } }], latest: { months: 3 } }
const terms = {
  dueDays: [{ ...ofAll, value: 14 }],
  triggers: [
    { ...ofAll, of: 'agreements' as const, value },
    { ...ofAll, of: 'owners' as const, value },
  ],
  creditAfter: [{ ...ofAll, value: { months: 3 } }],
}
const asked = { asOf: '2019-12-10', terms, of: 'what-is-due' as const }

function run(over: Partial<InvoiceRun> = {}) {
  const now = Date.parse('2019-12-10T07:00:00Z')
  return issueInvoices(database.batch, { ...asked, now, newId: randomUUID, ...over })
}

let plates = 12345

/** A driver with one toll: the amount, and the day it was charged. */
async function owes(amount: number, on = '2019-11-05', over: { issuerId?: number; owner?: boolean } = {}) {
  const { owner } = database
  const issuerId = over.issuerId ?? 1
  const partyId = await aPerson(owner, { digest: `${plates}` })
  const agreement = await anAgreement(owner, { partyId, issuerId })
  const { vehicleId } = await aVehicle(owner, { plate: `EK${plates++}`, agreementId: agreement.id, partyId })
  const agreementId = over.owner ? null : agreement.id
  const stationId = 1
  await aToll(owner, { partyId, agreementId, vehicleId, stationId, at: `${on}T07:00:00Z`, amount, issuerId })
  return { partyId, agreement }
}

beforeEach(async () => {
  await database.owner`truncate outbox, invoice_line, unpaid_invoice, invoice, invoice_series, charge, passage, tag_assignment, tag, vehicle,
    agreement, party, station, company restart identity cascade`
  await aCompany(database.owner)
  await aCompany(database.owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  await aStation(database.owner, { chargerId: 1, code: '11', name: 'Sandviken' })
})

test('a preview says what would be invoiced, what is carried and why', async () => {
  const large = await owes(200_000)
  await owes(90_001, '2019-11-05', { issuerId: 2 })
  await owes(100_000, '2019-11-05', { owner: true })
  await owes(1000, '2019-11-20')
  await owes(2000, '2019-10-31')
  await owes(-500)
  const parked = await owes(300_000)
  await database.owner`update agreement set parked_because = 'test' where id = ${parked.agreement.id}`
  expect(await previewInvoices(database.batch, { ...asked, batchSize: 2 })).toEqual({
    invoices: 3,
    total: 390_001,
    perIssuer: [
      { issuer: 'Ferde AS', invoices: 2, total: 300_000 },
      { issuer: 'Fjellinjen AS', invoices: 1, total: 90_001 },
    ],
    largest: [
      {
        issuer: 'Ferde AS',
        partyId: large.partyId,
        agreementNumber: large.agreement.agreement_number,
        total: 200_000,
      },
      expect.objectContaining({ agreementNumber: null, total: 100_000 }),
      expect.objectContaining({ issuer: 'Fjellinjen AS', total: 90_001 }),
    ],
    creditNotes: 0,
    credited: 0,
    carried: [
      { because: 'below-trigger', count: 2, total: 3000, next: '2020-01-31' },
      { because: 'negative', count: 1, total: -500, next: '2020-02-05' },
      { because: 'parked', count: 1, total: 300_000, next: undefined },
    ],
  })
})

test('a preview writes nothing, and the run then does what it said', async () => {
  await owes(200_000)
  await owes(1000)
  await owes(95_000, '2019-11-05', { owner: true })
  const preview = await previewInvoices(database.batch, asked)
  expect(await database.owner`select id from invoice`).toHaveLength(0)
  expect(await database.owner`select * from invoice_series`).toHaveLength(0)
  expect(await database.owner`select * from outbox`).toHaveLength(0)
  expect(await run()).toMatchObject({ issued: preview.invoices, totalOre: preview.total })
  expect(await previewInvoices(database.batch, asked)).toMatchObject({ invoices: 0, total: 0 })
})

test('a run by trigger leaves the little and young, and takes it when it is old', async () => {
  await owes(1000)
  expect(await run()).toMatchObject({ issued: 0, totalOre: 0 })
  expect(await run({ asOf: '2020-02-04' })).toMatchObject({ issued: 0, totalOre: 0 })
  expect(await run({ asOf: '2020-02-05' })).toMatchObject({ issued: 1, totalOre: 1000 })
})

test('a month counts from the last invoice', async () => {
  const monthly = { steps: [{ atLeast: ore(1), every: { months: 1 } }], latest: { months: 3 } }
  const by = { ...terms, triggers: [{ ...ofAll, of: 'agreements' as const, value: monthly }] }
  const { partyId, agreement } = await owes(1000, '2019-10-05')
  expect((await run({ terms: by, asOf: '2019-11-05' })).issued).toBe(1)
  const toll = { partyId, agreementId: agreement.id, vehicleId: 1, stationId: 1, amount: 2000 }
  await aToll(database.owner, { ...toll, at: '2019-11-06T07:00:00Z' })
  expect((await run({ terms: by, asOf: '2019-12-04' })).issued).toBe(0)
  expect((await run({ terms: by, asOf: '2019-12-05' })).issued).toBe(1)
})

test('the twenty largest are named, and no more', async () => {
  for (let n = 1; n <= 23; n++) await owes(90_001 + n)
  const { largest, invoices } = await previewInvoices(database.batch, { ...asked, batchSize: 5 })
  expect(invoices).toBe(23)
  expect(largest.map((one) => one.total)).toEqual(Array.from({ length: 20 }, (_, i) => 90_024 - i))
})
