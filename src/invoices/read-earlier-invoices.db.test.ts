import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { asParty, inTransaction } from '#db/connection.ts'
import { invoiceLayout } from '#formats/invoice-layout.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { issueInvoices } from './issue-invoices.ts'
import { readInvoiceDocument, renderInvoice } from './read-invoice-document.ts'
import { saveReminders } from './store.ts'

const database = testDatabase()
let partyId = 0
let drive: (at: string, amount: number) => Promise<unknown>

async function issue(asOf: string): Promise<void> {
  const dueDays = [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }]
  await issueInvoices(database.batch, {
    asOf,
    now: Date.parse(`${asOf}T07:00:00Z`),
    newId: randomUUID,
    terms: { dueDays, triggers: [], creditAfter: [] },
    of: 'everything',
  })
}

async function latest(): Promise<number> {
  const [row] = await database.batch<{ id: number }[]>`select max(id) as id from invoice`
  return row?.id ?? 0
}

beforeAll(async () => {
  const { owner } = database
  await aCompany(owner)
  partyId = await aPerson(owner)
  const agreement = await anAgreement(owner, { partyId, issuerId: 1 })
  const { vehicleId } = await aVehicle(owner, { plate: 'EK12345', agreementId: agreement.id, partyId })
  const stationId = await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  drive = (at, amount) =>
    aToll(owner, { partyId, agreementId: agreement.id, vehicleId, stationId, at, amount })
  await drive('2019-10-05T07:00:00Z', 2000)
  await issue('2019-10-31')
})

describe('the invoice that another is held against', () => {
  test('is none, for the first', async () => {
    const document = await readInvoiceDocument(database.batch, await latest())
    expect(document).toMatchObject({ kind: 'invoice', complainWithinDays: 21 })
    expect(document?.previous).toBeUndefined()
  })

  test('is the last one of an earlier day; the customer’s own role sees it too', async () => {
    await drive('2019-11-05T07:00:00Z', 2500)
    await drive('2019-11-06T07:00:00Z', 2500)
    await issue('2019-11-30')
    const id = await latest()
    const document = await asParty(database.app, [partyId], (tx) => readInvoiceDocument(tx, id))
    expect(document?.previous).toMatchObject({ number: '2019-1', issuedOn: '2019-10-31', total: 2000 })
    expect(document && invoiceLayout(document).changes?.total.slice(1, 3)).toEqual(['1', '2'])
  })

  test('stays the same whatever comes later, and so does the paper', async () => {
    const id = await latest()
    const before = await renderInvoice(database.batch, id)
    await drive('2019-12-05T07:00:00Z', 2000)
    await issue('2019-12-31')
    expect(Buffer.from(await renderInvoice(database.batch, id)).equals(Buffer.from(before))).toBe(true)
  })
})

describe('a reminder', () => {
  test('has what it replaces, with what was open then, and no invoice to be held against', async () => {
    const invoiceId = await latest()
    const { owner, batch } = database
    await owner`update invoice set allocated_ore = 500, state = 'partly-paid' where id = ${invoiceId}`
    const remind = (replacesId: number, invoiceNumber: number, carried: number) =>
      inTransaction(batch, async (tx) => {
        const [id] = await saveReminders(
          tx,
          [
            {
              replacesId,
              publicId: randomUUID(),
              series: 'ferde-2020',
              invoiceNumber,
              kid: `3101202000000${invoiceNumber}` as never,
              issuedOn: `2020-02-0${invoiceNumber}`,
              dueOn: `2020-02-1${invoiceNumber}`,
              carried: ore(carried),
              fee: undefined,
            },
          ],
          Date.parse('2020-02-01T07:00:00Z'),
        )
        return id ?? 0
      })
    const first = await remind(invoiceId, 1, 1500)
    const second = await remind(first, 2, 1500)
    const document = await readInvoiceDocument(batch, second)
    expect(document?.kind).toBe('reminder')
    expect(document?.previous).toBeUndefined()
    expect(document?.replaces).toEqual([
      { number: '2019-3', issuedOn: '2019-12-31', dueOn: '2020-01-14', total: 2000, carried: 1500 },
      { number: '2020-1', issuedOn: '2020-02-01', dueOn: '2020-02-11', total: 1500, carried: 1500 },
    ])
  })
})
