import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll, aVehicle } from '#test/world.ts'
import { type InvoiceRun, issueInvoices } from './issue-invoices.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T07:00:00Z')
const terms = {
  dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
  triggers: [],
  creditAfter: [],
}

function run(over: Partial<InvoiceRun> = {}) {
  return issueInvoices(database.batch, {
    asOf: '2019-12-10',
    now: NOW,
    newId: randomUUID,
    terms,
    of: 'everything',
    ...over,
  })
}

let stationId = 0

beforeEach(async () => {
  await database.owner`truncate outbox, invoice_line, unpaid_invoice, invoice, invoice_series, charge, passage, tag_assignment, tag, vehicle,
    agreement, party, station, company restart identity cascade`
  await aCompany(database.owner)
  stationId = await aStation(database.owner, { chargerId: 1, code: '11', name: 'Sandviken' })
})

async function aDriver(
  over: { language?: string; deletes?: boolean; plate?: string; issuerId?: number } = {},
) {
  const partyId = await aPerson(database.owner, { language: over.language ?? 'nb' })
  const issuerId = over.issuerId ?? 1
  const agreement = await anAgreement(database.owner, { partyId, issuerId, deletes: over.deletes ?? false })
  const { vehicleId } = await aVehicle(database.owner, {
    plate: over.plate ?? 'EK12345',
    agreementId: agreement.id,
    partyId,
  })
  const pass = (at: string, amount: number) =>
    aToll(database.owner, { partyId, agreementId: agreement.id, vehicleId, stationId, at, amount, issuerId })
  return { partyId, agreementId: agreement.id, vehicleId, pass }
}

/** As rating does it: a row that takes the charge back, and the charge pointing at it. */
async function reverse(chargeId: number, at: string) {
  const id = chargeId + 1
  await database.owner`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id,
                        tariff_ore, amount_ore, because, reverses, created_at)
    select ${id}, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id,
           -tariff_ore, -amount_ore, because, id, ${at}::timestamptz from charge where id = ${chargeId}`
  await database.owner`update charge set reversed_by = ${id} where id = ${chargeId}`
  return id
}

describe('an invoice run', () => {
  test('counts the months of a price made anew from the first, and from the new one where the first was told', async () => {
    const quarterly = {
      ...terms,
      triggers: (['agreements', 'owners'] as const).map((of) => ({
        issuer: 'all',
        of,
        from: '2015-01-01',
        source: 'test',
        value: { steps: [{ atLeast: ore(90_001), every: { days: 0 } }], latest: { months: 3 } },
      })),
    }
    const again = async (driver: Awaited<ReturnType<typeof aDriver>>) => {
      const { chargeId } = await driver.pass('2019-09-05T07:13:00Z', 1960)
      return async () => {
        await reverse(chargeId, '2019-12-01T07:00:00Z')
        await database.owner`
          insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id,
                              tariff_ore, amount_ore, because, created_at)
          select id + 2, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore, 3600,
                 because, '2019-12-01T07:00:00Z' from charge where id = ${chargeId}`
      }
    }
    const told = await again(await aDriver({ plate: 'EK12346' }))
    expect(await run({ asOf: '2019-09-30', now: Date.parse('2019-09-30T07:00:00Z') })).toMatchObject({
      issued: 1,
    })
    const untold = await again(await aDriver())
    await told()
    await untold()
    expect(await run({ terms: quarterly, of: 'what-is-due' })).toMatchObject({ issued: 1, totalOre: 3600 })
    expect(await run({ terms: quarterly, of: 'what-is-due', asOf: '2020-03-01' })).toMatchObject({
      issued: 1,
      totalOre: 1640,
    })
  })

  test('makes one invoice of everything an agreement owes, kept as issued', async () => {
    const driver = await aDriver()
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    await driver.pass('2019-11-05T15:20:00Z', 3600)
    expect(await run()).toMatchObject({ issued: 1, totalOre: 5560 })
    const [invoice] = await database.owner`select * from invoice`
    expect(invoice).toMatchObject({
      series: 'ferde-2019',
      invoice_number: 1,
      kid: '31012019000000019',
      state: 'sent',
      total_ore: 5560,
      issued_on: '2019-12-10',
      issued_at: NOW,
      due_on: '2019-12-24',
      language: 'nb',
      detailed: true,
      recipient_name: 'Kari Nordmann',
      recipient_street: 'Bryggen 3',
      issuer_name: 'Ferde AS',
      issuer_account_number: '15030000001',
      terms_version: '2019-01-15',
    })
    const lines = await database.owner`select * from invoice_line order by passed_at`
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatchObject({
      charger_name: 'Ferde AS',
      station_name: 'Sandviken',
      passed_at: Date.parse('2019-11-05T07:13:00Z'),
      plate: 'EK 12345',
      amount_ore: 1960,
    })
  })

  test('issues nothing more when it runs again', async () => {
    const driver = await aDriver()
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    await run()
    expect(await run()).toMatchObject({ issued: 0, totalOre: 0 })
  })

  test('leaves charges made after its day to the next', async () => {
    const driver = await aDriver()
    await driver.pass('2019-12-10T22:59:59Z', 1000)
    await driver.pass('2019-12-10T23:00:00Z', 2000)
    expect(await run()).toMatchObject({ issued: 1, totalOre: 1000 })
    expect(await run({ asOf: '2019-12-11' })).toMatchObject({ issued: 1, totalOre: 2000 })
  })

  test('starts the numbers again each year', async () => {
    const driver = await aDriver()
    await driver.pass('2019-12-05T07:00:00Z', 1000)
    await run({ asOf: '2019-12-31' })
    await driver.pass('2020-01-01T07:00:00Z', 1000)
    await run({ asOf: '2020-01-02' })
    const numbers = await database.owner`select series, invoice_number from invoice order by id`
    expect(numbers).toEqual([
      { series: 'ferde-2019', invoice_number: 1 },
      { series: 'ferde-2020', invoice_number: 1 },
    ])
  })

  test('passes a parked agreement by', async () => {
    const driver = await aDriver()
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    await database.owner`update agreement set parked_because = 'test'`
    expect(await run()).toMatchObject({ issued: 0, totalOre: 0 })
  })

  test('stops when the issuer cannot be paid, rather than pass its customers by', async () => {
    const driver = await aDriver()
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    await database.owner`update company set account_number = null`
    await expect(run()).rejects.toThrow('cannot invoice')
    expect(await database.owner`select * from invoice_series`).toHaveLength(0)
  })
})

describe('what the customer is owed', () => {
  test('is carried until there is something to pay', async () => {
    const driver = await aDriver()
    const first = await driver.pass('2019-11-05T07:00:00Z', 3600)
    await run()
    await reverse(first.chargeId, '2019-12-11T08:00:00Z')
    expect(await run({ asOf: '2019-12-12' })).toMatchObject({ issued: 0, totalOre: 0 })
    await driver.pass('2019-12-13T07:00:00Z', 1960)
    expect(await run({ asOf: '2019-12-14' })).toMatchObject({ issued: 0, totalOre: 0 })
    await driver.pass('2019-12-15T07:00:00Z', 1960)
    expect(await run({ asOf: '2019-12-16' })).toMatchObject({ issued: 1, totalOre: 320 })
    const amounts = await database.owner`
      select amount_ore from invoice_line l join invoice i on i.id = l.invoice_id where i.invoice_number = 2 order by 1`
    expect(amounts.map((line) => line.amount_ore)).toEqual([-3600, 1960, 1960])
  })

  test('a charge reversed before it was invoiced is seen on no invoice, and neither is its reversal', async () => {
    const driver = await aDriver()
    const wrong = await driver.pass('2019-11-05T07:00:00Z', 3600)
    await reverse(wrong.chargeId, '2019-11-06T08:00:00Z')
    await driver.pass('2019-11-07T07:00:00Z', 1960)
    expect(await run()).toMatchObject({ issued: 1, totalOre: 1960 })
    expect(await database.owner`select * from invoice_line`).toHaveLength(1)
    expect(await run({ asOf: '2019-12-20' })).toMatchObject({ issued: 0, totalOre: 0 })
  })
})

describe('an invoice once issued', () => {
  test('does not change when the customer moves or the issuer changes its bank', async () => {
    const driver = await aDriver()
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    await run()
    const before = await database.owner`select * from invoice`
    await database.owner`update party set name = 'Kari Flyttet', street = 'Nyveien 1', language = 'en'`
    await database.owner`update company set name = 'Nytt AS', account_number = '99999999999'`
    await database.owner`update agreement set terms_version = '2021-05-01', detailed_invoice = false`
    await database.owner`update station set name = 'Omdøpt'`
    await run()
    expect(await database.owner`select * from invoice`).toEqual(before)
    const [line] = await database.owner`select station_name, charger_name from invoice_line`
    expect(line).toEqual({ station_name: 'Sandviken', charger_name: 'Ferde AS' })
  })

  test('of an agreement with deletion names no place, no time and no vehicle', async () => {
    const driver = await aDriver({ deletes: true })
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    await database.owner`
      update passage set erased = true, passed_at = null, vehicle_id = null, tag_id = null, station_id = null, lane = null`
    expect(await run()).toMatchObject({ issued: 1, totalOre: 1960 })
    const [line] = await database.owner`select station_name, passed_at, plate, amount_ore from invoice_line`
    expect(line).toEqual({ station_name: null, passed_at: null, plate: null, amount_ore: 1960 })
  })
})

describe('the mail that tells of an invoice', () => {
  test('is in the customer’s language and says neither amount nor place', async () => {
    const driver = await aDriver({ language: 'nn' })
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    await run()
    const [mail] = await database.owner`select * from outbox`
    expect(mail).toMatchObject({
      dedupe_key: 'invoice:1',
      kind: 'mail',
      ref_id: 1,
      recipient: 'kari@example.org',
      subject: 'Ny faktura frå Ferde AS',
      language: 'nn',
      sent_at: null,
    })
    expect(mail?.body.split('\n')).toHaveLength(4)
    expect(mail?.body).not.toMatch(/19,60|Sandviken|EK|http|\d/)
  })

  test('is not written to a customer without an address for it', async () => {
    const driver = await aDriver()
    await database.owner`update party set email = null`
    await driver.pass('2019-11-05T07:13:00Z', 1960)
    expect((await run()).issued).toBe(1)
    expect(await database.owner`select * from outbox`).toHaveLength(0)
  })
})
