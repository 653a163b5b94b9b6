import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readBalance } from '#ledger/store.ts'
import { importPayments } from '#payments/import-payments.ts'
import { ocrFile } from '#test/crash/ocr-file.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { runInvoicing } from './invoicing-commands.ts'

const database = testDatabase()
const now = Date.parse('2019-12-10T07:00:00Z')
let partyId = 0
let parked = 0

async function said(...args: string[]) {
  const lines: string[] = []
  const data = join(import.meta.dirname, '../../data')
  const at = { db: database.batch, now, data, newId: randomUUID, park: async () => parked++ }
  const code = await runInvoicing({ ...at, say: (line) => lines.push(line) }, args)
  return { code, lines: lines.map((line) => line.replace(/[\u00a0\u202f]/g, ' ')) }
}

/** An agreement that owes 19,60 kr and its holder who owes 1 000 kr without it, both to Ferde. */
beforeEach(async () => {
  const { owner } = database
  await owner`truncate outbox, payment, payment_file, allocation, customer_credit, posting, balance, invoice_line, unpaid_invoice, invoice,
    invoice_series, charge, passage, tag_assignment, tag, vehicle, agreement, party, station, company restart identity cascade`
  await aCompany(owner)
  await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  partyId = await aPerson(owner)
  const { id: agreementId } = await anAgreement(owner, { partyId, issuerId: 1, number: '1000234' })
  await aVehicle(owner, { plate: 'EK12345', agreementId, partyId })
  const toll = { partyId, vehicleId: 1, stationId: 1 }
  await aToll(owner, { ...toll, agreementId, at: '2019-11-05T07:00:00Z', amount: 1960 })
  await aToll(owner, { ...toll, agreementId: null, at: '2019-10-10T07:00:00Z', amount: 100_000 })
  parked = 0
})

test('a run invoices what has reached its issuer’s sum or age', async () => {
  expect(await said('--as-of', '2019-12-09')).toMatchObject({ code: 0, lines: ['0 invoices, 0,00 kr'] })
  expect((await said('--as-of', '2019-12-10')).lines).toEqual(['1 invoices, 1 000,00 kr'])
  expect((await said('--as-of', '2019-12-10', '--all')).lines).toEqual(['1 invoices, 19,60 kr'])
  expect(parked).toBe(3)
})

test('a preview says the same, and neither invoices nor parks', async () => {
  expect((await said('--as-of', '2019-12-10', '--preview')).lines).toEqual([
    '1 invoices, 1 000,00 kr',
    '  Ferde AS: 1 invoices, 1 000,00 kr',
    'the largest:',
    `  Ferde AS, owner ${partyId}: 1 000,00 kr`,
    'carried, below the trigger: 1, 19,60 kr, the first on 2020-02-05',
  ])
  expect((await said('--as-of', '2019-12-10', '--preview', '--all')).lines[0]).toBe('2 invoices, 1 019,60 kr')
  expect(await database.owner`select id from invoice`).toHaveLength(0)
  expect(parked).toBe(0)
})

test('a day that is none is refused', async () => {
  expect(await said()).toMatchObject({ code: 1 })
  expect(await said('--as-of', '10.12.2019')).toMatchObject({ code: 1 })
  expect(await said('--as-of', '2019-02-30')).toMatchObject({ code: 1 })
})

test('an owner’s invoice is paid like any other, in the books of no agreement', async () => {
  await said('--as-of', '2019-12-10')
  const [invoice] = await database.batch<{ kid: string; total: number }[]>`
    select kid, total_ore as total from invoice`
  const payments = [{ kid: invoice?.kid ?? '', amountOre: 100_700 }]
  await importPayments(
    database.batch,
    Buffer.from(ocrFile({ agreement: '008560001', account: '15030000001', number: 1, payments }), 'latin1'),
    { now },
  )
  expect(await database.owner`select state, allocated_ore from invoice`).toEqual([
    { state: 'paid', allocated_ore: 100_000 },
  ])
  expect(await readBalance(database.batch, partyId, 'customer-credit')).toBe(700)
  const balances = await database.owner`select distinct agreement_id from balance`
  expect(balances).toEqual([{ agreement_id: 0 }])
})
