import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Ore, ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { issueInvoices } from './issue-invoices.ts'
import { allocateToInvoices, findInvoicesByKid } from './store.ts'

const database = testDatabase()

/** Two invoices of 50 kr. */
beforeEach(async () => {
  const { owner, batch } = database
  await owner`truncate outbox, invoice_line, unpaid_invoice, invoice, invoice_series, charge, passage, tag_assignment, tag, vehicle,
    agreement, party, station, company restart identity cascade`
  await aCompany(owner)
  const stationId = await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  for (const [digest, plate] of [
    ['a', 'EK12345'],
    ['b', 'EK12346'],
  ] as const) {
    const partyId = await aPerson(owner, { digest })
    const agreement = await anAgreement(owner, { partyId, issuerId: 1 })
    const { vehicleId } = await aVehicle(owner, { plate, agreementId: agreement.id, partyId })
    const toll = { partyId, agreementId: agreement.id, vehicleId, stationId }
    await aToll(owner, { ...toll, at: '2019-11-05T07:00:00Z', amount: 5000 })
  }
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

const allocate = (...moves: [invoiceId: number, amount: number][]) =>
  inTransaction(database.batch, (tx) =>
    allocateToInvoices(
      tx,
      moves.map(([invoiceId, amount]) => ({ invoiceId, amount: ore(amount) })),
    ),
  )

async function states(): Promise<[string, Ore][]> {
  const rows = await database.owner`select state, allocated_ore from invoice order by id`
  return rows.map((row) => [row.state, row.allocated_ore])
}

describe('money on an invoice', () => {
  test('makes it partly paid, then paid', async () => {
    await allocate([1, 2000])
    expect(await states()).toEqual([
      ['partly-paid', 2000],
      ['sent', 0],
    ])
    await allocate([1, 3000])
    expect(await states()).toEqual([
      ['paid', 5000],
      ['sent', 0],
    ])
  })

  test('is several invoices at once, and several moves on one', async () => {
    await allocate([2, 5000], [1, 4000], [1, 1000])
    expect(await states()).toEqual([
      ['paid', 5000],
      ['paid', 5000],
    ])
  })

  test('taken off again makes it sent', async () => {
    await allocate([1, 5000])
    await allocate([1, -5000])
    expect(await states()).toEqual([
      ['sent', 0],
      ['sent', 0],
    ])
  })

  test('can be neither more than it asks for nor less than nothing', async () => {
    await expect(allocate([1, 5001])).rejects.toThrow('check constraint')
    await expect(allocate([1, -1])).rejects.toThrow('check constraint')
    expect(await states()).toEqual([
      ['sent', 0],
      ['sent', 0],
    ])
  })

  test('does not bring a credited invoice back', async () => {
    await database.owner`update invoice set state = 'credited' where id = 1`
    await allocate([1, 5000])
    expect((await states())[0]).toEqual(['credited', 5000])
  })

  test('must be on an invoice that exists', async () => {
    await expect(allocate([1, 100], [99, 100])).rejects.toThrow('does not exist')
    expect((await states())[0]).toEqual(['sent', 0])
  })

  test('from many sides at once is all there', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 ? allocate([1, 100], [2, 10]) : allocate([2, 10], [1, 100]),
      ),
    )
    expect(await states()).toEqual([
      ['partly-paid', 2000],
      ['partly-paid', 200],
    ])
  })
})

describe('an invoice', () => {
  test('is found by its KID', async () => {
    const [kid = ''] = (await database.owner`select kid from invoice where id = 2`).map((row) => row.kid)
    expect(await findInvoicesByKid(database.batch, [kid, '1234'])).toEqual([
      {
        id: 2,
        kid,
        partyId: 2,
        agreementId: 2,
        issuerId: 1,
        totalOre: 5000,
        allocatedOre: 0,
        state: 'sent',
        replacedBy: null,
      },
    ])
    expect(await findInvoicesByKid(database.batch, [])).toEqual([])
  })
})
