import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { asParty } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { issueInvoices } from './issue-invoices.ts'
import { readInvoiceDocument, renderInvoice } from './read-invoice-document.ts'

const database = testDatabase()
let partyId = 0

beforeAll(async () => {
  const { owner, batch } = database
  await aCompany(owner)
  partyId = await aPerson(owner, { language: 'nn' })
  const agreement = await anAgreement(owner, { partyId, issuerId: 1 })
  const { vehicleId } = await aVehicle(owner, { plate: 'EK12345', agreementId: agreement.id, partyId })
  const stationId = await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  const toll = { partyId, agreementId: agreement.id, vehicleId, stationId }
  await aToll(owner, { ...toll, at: '2019-11-06T07:00:00Z', amount: 3600 })
  await aToll(owner, { ...toll, at: '2019-11-05T07:00:00Z', amount: 1960 })
  await issueInvoices(batch, {
    asOf: '2019-12-10',
    now: Date.parse('2019-12-10T07:00:00Z'),
    newId: randomUUID,
    terms: {
      dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
      triggers: [],
      creditAfter: [],
    },
    of: 'everything',
  })
})

describe('the invoice document', () => {
  test('is read from the frozen rows, passages in the order they were made', async () => {
    expect(await readInvoiceDocument(database.batch, 1)).toMatchObject({
      language: 'nn',
      number: '2019-1',
      kid: '31012019000000019',
      issuedOn: '2019-12-10',
      dueOn: '2019-12-24',
      total: 5560,
      issuer: { name: 'Ferde AS', accountNumber: '15030000001' },
      recipient: { name: 'Kari Nordmann', street: 'Bryggen 3' },
      lines: [
        { amount: 1960, plate: 'EK 12345', stationName: 'Sandviken' },
        { amount: 3600, plate: 'EK 12345', stationName: 'Sandviken' },
      ],
    })
  })

  test('is seen by the customer it belongs to and by nobody else', async () => {
    const read = (who: number) => asParty(database.app, [who], (tx) => readInvoiceDocument(tx, 1))
    expect((await read(partyId))?.lines).toHaveLength(2)
    expect(await read(partyId + 1)).toBeUndefined()
  })

  test('prints the same bytes after the customer has moved', async () => {
    const before = await renderInvoice(database.batch, 1)
    await database.owner`update party set name = 'Kari Flyttet', place = 'Oslo', language = 'en'`
    const after = await renderInvoice(database.batch, 1)
    expect(Buffer.from(before.subarray(0, 5)).toString()).toBe('%PDF-')
    expect(Buffer.from(after).equals(Buffer.from(before))).toBe(true)
  })

  test('of an invoice that is not there is a bug of the caller’s', async () => {
    await expect(renderInvoice(database.batch, 99)).rejects.toThrow('no invoice 99')
  })
})
