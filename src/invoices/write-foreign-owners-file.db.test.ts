import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aStation, aToll } from '#test/world.ts'
import { issueInvoices } from './issue-invoices.ts'
import { writeForeignOwnersFiles } from './write-foreign-owners-file.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T07:00:00Z')
let partyId = 0

beforeEach(async () => {
  const { owner } = database
  await owner`truncate outbox, foreign_owner_charge, foreign_owner_file, invoice_line, unpaid_invoice, invoice, invoice_series, charge, passage,
    tag_assignment, tag, vehicle, agreement, party, station, company restart identity cascade`
  await aCompany(owner)
  await aCompany(owner, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  await aStation(owner, { chargerId: 1, code: '11', name: 'Sandviken' })
  await aStation(owner, { chargerId: 2, code: '21', name: 'Ryen', project: 'oslo' })
  partyId = await aPerson(owner, { name: 'Astrid Lindqvist' })
  await owner`update party set country = 'SE', postal_code = '41101', place = 'Göteborg', street = 'Storgatan 1; lgh 2'`
  await owner`insert into vehicle (country, plate) values ('SE', 'ABC123')`
})

async function passes(at: string, over: { chargerId?: number; agreementId?: number | null } = {}) {
  const { chargerId = 1, agreementId = null } = over
  const toll = { partyId, vehicleId: 1, stationId: chargerId, at, amount: 2450 }
  return aToll(database.owner, { ...toll, agreementId, issuerId: chargerId, chargerId })
}

async function reverse(chargeId: number) {
  await database.owner`
    insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id,
                        tariff_ore, amount_ore, because, reverses, created_at)
    select ${chargeId + 1}, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id,
           -tariff_ore, -amount_ore, because, id, created_at from charge where id = ${chargeId}`
  await database.owner`update charge set reversed_by = ${chargeId + 1} where id = ${chargeId}`
}

async function handOver(put?: (name: string, content: string) => Promise<void>) {
  const files = new Map<string, string>()
  const folder = { put: put ?? (async (name: string, content: string) => void files.set(name, content)) }
  const names = await writeForeignOwnersFiles(database.batch, folder, { now: NOW })
  return { names, files }
}

const terms = {
  dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
  triggers: [],
  creditAfter: [],
}
const invoice = () =>
  issueInvoices(database.batch, { asOf: '2019-12-10', now: NOW, newId: randomUUID, terms, of: 'everything' })

describe('what an owner abroad is charged', () => {
  test('is handed to the collector, a file to each toll charger, and is on no invoice', async () => {
    const first = await passes('2019-11-05T07:13:00Z')
    await passes('2019-11-06T07:00:00Z', { chargerId: 2 })
    expect(await invoice()).toMatchObject({ issued: 0 })
    const { names, files } = await handOver()
    expect(names).toEqual(['foreign-owners-ferde-1.csv', 'foreign-owners-fjellinjen-1.csv'])
    expect(files.get('foreign-owners-ferde-1.csv')?.split('\r\n')).toEqual([
      'H;brikke-foreign-owners;1;ferde;1;2019-12-10',
      `C;${first.chargeId};;2019-11-05T07:13:00Z;11;Sandviken;SE;ABC123;2450;${partyId};Astrid Lindqvist;;"Storgatan 1; lgh 2";41101;Göteborg;SE`,
      'Z;1;2450',
      '',
    ])
    expect(await invoice()).toMatchObject({ issued: 0 })
  })

  test('is handed over once', async () => {
    await passes('2019-11-05T07:13:00Z')
    await handOver()
    expect(await handOver()).toEqual({ names: [], files: new Map() })
    await passes('2019-11-07T07:13:00Z')
    expect((await handOver()).names).toEqual(['foreign-owners-ferde-2.csv'])
  })

  test('comes in the same file, to the byte, when the folder could not be reached', async () => {
    await passes('2019-11-05T07:13:00Z')
    let lost = ''
    const unreachable = async (_: string, content: string) => {
      lost = content
      throw new Error('the folder is away')
    }
    await expect(handOver(unreachable)).rejects.toThrow('away')
    await database.owner`update party set name = 'Astrid Gift'`
    await passes('2019-11-06T07:13:00Z')
    const { names, files } = await handOver()
    expect(names).toEqual(['foreign-owners-ferde-1.csv', 'foreign-owners-ferde-2.csv'])
    expect(files.get('foreign-owners-ferde-1.csv')).toBe(lost)
  })

  test('is taken back where it was asked for: in the next file, though the owner has come home', async () => {
    const { chargeId } = await passes('2019-11-05T07:13:00Z')
    await handOver()
    await reverse(chargeId)
    await database.owner`update party set country = 'NO'`
    expect(await invoice()).toMatchObject({ issued: 0 })
    const { files } = await handOver()
    expect(files.get('foreign-owners-ferde-2.csv')).toContain(
      `R;${chargeId + 1};${chargeId};2019-11-05T07:13:00Z`,
    )
    expect(files.get('foreign-owners-ferde-2.csv')).toContain('Z;1;-2450')
  })

  test('and taken back before it was handed over, is nobody’s to collect', async () => {
    const { chargeId } = await passes('2019-11-05T07:13:00Z')
    await reverse(chargeId)
    expect((await handOver()).names).toEqual([])
  })

  test('and invoiced before the owner left the country, is credited by us', async () => {
    await database.owner`update party set country = 'NO'`
    const { chargeId } = await passes('2019-11-05T07:13:00Z')
    expect(await invoice()).toMatchObject({ issued: 1 })
    await database.owner`update party set country = 'SE'`
    await reverse(chargeId)
    expect((await handOver()).names).toEqual([])
    const notes = {
      ...terms,
      creditAfter: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: { days: 1 } }],
    }
    const run = { asOf: '2019-12-20', now: NOW, newId: randomUUID, terms: notes, of: 'everything' } as const
    expect(await issueInvoices(database.batch, run)).toMatchObject({ creditNotes: 1, creditedOre: 2450 })
  })
})

test('an owner in Norway, and a customer abroad with an agreement, are invoiced by us', async () => {
  const agreement = await anAgreement(database.owner, { partyId, issuerId: 1 })
  await passes('2019-11-05T07:13:00Z', { agreementId: agreement.id })
  expect((await handOver()).names).toEqual([])
  expect(await invoice()).toMatchObject({ issued: 1 })
  await database.owner`update party set country = 'NO'`
  await passes('2019-11-06T07:13:00Z')
  expect((await handOver()).names).toEqual([])
  expect(await invoice()).toMatchObject({ issued: 1 })
})
