import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { readBalance } from '#ledger/store.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { issueInvoices } from './issue-invoices.ts'
import { readInvoiceDocument } from './read-invoice-document.ts'

const database = testDatabase()
const ofAll = { issuer: 'all', from: '2015-01-01', source: 'test' }
const terms = {
  dueDays: [{ ...ofAll, value: 14 }],
  triggers: [],
  creditAfter: [{ ...ofAll, value: { months: 3 } }],
}
let partyId = 0
let agreementId = 0

function run(asOf: string) {
  const now = Date.parse(`${asOf}T07:00:00Z`)
  return issueInvoices(database.batch, { asOf, now, newId: randomUUID, terms, of: 'everything' })
}

async function charged(amount: number, on: string) {
  await aToll(database.owner, {
    partyId,
    agreementId,
    vehicleId: 1,
    stationId: 1,
    at: `${on}T07:00:00Z`,
    amount,
  })
}

beforeEach(async () => {
  const { owner } = database
  await owner`truncate outbox, invoice_line, unpaid_invoice, invoice, invoice_series, charge, passage, tag_assignment, tag, vehicle,
    posting, balance, agreement, party, station, company restart identity cascade`
  await aCompany(owner)
  await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  partyId = await aPerson(owner)
  agreementId = (await anAgreement(owner, { partyId, issuerId: 1 })).id
  await aVehicle(owner, { plate: 'EK12345', agreementId, partyId })
})

test('what was carried for three months becomes a credit note in the same series, without a day to pay', async () => {
  await charged(1960, '2019-09-01')
  await run('2019-09-02')
  await charged(-500, '2019-09-10')
  await charged(-39, '2019-10-10')
  expect(await run('2019-12-09')).toMatchObject({ issued: 0, creditNotes: 0 })
  expect(await run('2019-12-10')).toEqual({ issued: 0, totalOre: 0, creditNotes: 1, creditedOre: 539 })
  const [note] = await database.owner`select * from invoice where kind = 'credit-note'`
  expect(note).toMatchObject({
    series: 'ferde-2019',
    invoice_number: 2,
    total_ore: -539,
    allocated_ore: 0,
    state: 'sent',
    due_on: null,
    agreement_id: agreementId,
  })
  expect(await run('2020-12-10')).toMatchObject({ issued: 0, creditNotes: 0 })
})

test('its amount is the customer’s credit, and no longer waits among the charges', async () => {
  await charged(-500, '2019-09-10')
  await run('2019-12-10')
  expect(await readBalance(database.batch, partyId, 'customer-credit')).toBe(500)
  expect(await readBalance(database.batch, partyId, 'receivable')).toBe(500)
  const postings = await database.owner`select kind, from_account, to_account, amount_ore from posting`
  expect(postings).toEqual([
    { kind: 'credit-note', from_account: 'customer-credit', to_account: 'receivable', amount_ore: 500 },
  ])
  await charged(2000, '2019-12-11')
  expect(await run('2019-12-12')).toMatchObject({ issued: 1, totalOre: 2000 })
})

test('at the end of an agreement nothing is carried', async () => {
  await charged(-500, '2019-12-01')
  await database.owner`update agreement set valid_to = '2019-12-10T00:00:00+01:00'`
  expect(await run('2019-12-09')).toMatchObject({ creditNotes: 0 })
  expect(await run('2019-12-10')).toMatchObject({ creditNotes: 1, creditedOre: 500 })
})

test('is told about, as what it is', async () => {
  await charged(-500, '2019-09-10')
  await run('2019-12-10')
  const [mail] = await database.owner`select * from outbox`
  expect(mail).toMatchObject({ dedupe_key: 'invoice:1', subject: 'Ny kreditnota fra Ferde AS' })
  expect(mail?.body).toContain('Du skal ikke betale noe')
  expect(await readInvoiceDocument(database.batch, 1)).toMatchObject({ total: -500, dueOn: null })
})

test('a sum of nothing is carried for ever', async () => {
  await charged(-500, '2019-01-10')
  await charged(500, '2019-01-10')
  expect(await run('2020-12-10')).toMatchObject({ issued: 0, creditNotes: 0 })
})
