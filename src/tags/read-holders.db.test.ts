import { beforeAll, describe, expect, test } from 'vitest'
import type { Plate } from '#core/plate.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { holderAt, isDuring } from './holder.ts'
import { readHolders } from './read-holders.ts'
import { saveUnknownVehicles } from './store.ts'
import { plateKey } from './vehicle.ts'

const database = testDatabase()
const from = Date.parse('2019-12-01T00:00:00+01:00')
const to = Date.parse('2019-12-10T00:00:00+01:00')
const ek = { country: 'NO', canonical: 'EK12345' }
const named = (plates: readonly Plate[]) => new Map(plates.map((plate) => [plateKey(plate), plate]))
let agreementId: number
let known: { vehicleId: number; tagId: number | undefined }

beforeAll(async () => {
  const { batch } = database
  await aCompany(batch)
  const partyId = await aPerson(batch)
  agreementId = (await anAgreement(batch, { partyId, issuerId: 1, deletes: true })).id
  known = await aVehicle(batch, { plate: 'EK12345', agreementId, partyId, tagNumber: '200000011' })
  await batch`insert into agreement_block (agreement_id, because, during)
    values (${agreementId}, 'credit-limit', '[2019-12-05,2019-12-06)'), (${agreementId}, 'debt-collection', '[2018-01-01,2018-02-01)')`
  await batch`insert into tag (tag_number, issuer_id, kind, state) values ('200000029', 1, 'light', 'waiting')`
  await batch`insert into vehicle (country, plate) values ('SE', 'ABC123')`
})

describe('Holders of a batch of passages', () => {
  test('are found by tag and by plate, with what the agreement says', async () => {
    const holders = await readHolders(database.batch, {
      tagNumbers: ['200000011'],
      plates: named([ek, ek]),
      from,
      to,
    })
    const expected = {
      agreementId,
      vehicleId: known.vehicleId,
      tagId: known.tagId,
      issuerId: 1,
      from: Date.parse('2019-01-15T00:00:00Z'),
      to: Number.POSITIVE_INFINITY,
      agreementFrom: Date.parse('2019-01-15T00:00:00Z'),
      agreementTo: Number.POSITIVE_INFINITY,
      deletesPassages: true,
    }
    expect(holders.byTag.get('200000011')).toMatchObject([expected])
    expect(holders.byPlate.get('NO EK12345')).toMatchObject([expected])
    expect(holders.tags.get('200000011')).toEqual({ tagId: known.tagId, stolen: [] })
    expect(holders.vehicles.get('NO EK12345')).toBe(known.vehicleId)
  })

  test('carry the blocks that touch the time asked for', async () => {
    const holders = await readHolders(database.batch, { tagNumbers: [], plates: named([ek]), from, to })
    const [assignment] = holders.byPlate.get('NO EK12345') ?? []
    expect(assignment?.blocked).toHaveLength(1)
    expect(assignment && isDuring(assignment.blocked, Date.parse('2019-12-05T12:00:00Z'))).toBe(true)
    expect(assignment && isDuring(assignment.blocked, Date.parse('2019-12-06T00:00:00Z'))).toBe(false)
  })

  test('a tag or vehicle that nobody holds is known all the same; a strange one is not', async () => {
    const plates = [
      { country: 'SE', canonical: 'ABC123' },
      { country: 'NO', canonical: 'ABC123' },
    ]
    const holders = await readHolders(database.batch, {
      tagNumbers: ['200000029', '999'],
      plates: named(plates),
      from,
      to,
    })
    expect([...holders.tags.keys()]).toEqual(['200000029'])
    expect([...holders.vehicles.keys()]).toEqual(['SE ABC123'])
    expect(holders.byTag.size + holders.byPlate.size).toBe(0)
  })

  test('one who ended at the first instant asked for is not among them, one who begins at the last is', async () => {
    const at = Date.parse('2019-01-15T00:00:00Z')
    const ask = (range: { from: number; to: number }) =>
      readHolders(database.batch, { tagNumbers: [], plates: named([ek]), ...range })
    expect((await ask({ from: 0, to: at })).byPlate.size).toBe(1)
    expect((await ask({ from: 0, to: at - 1 })).byPlate.size).toBe(0)
    const held = (await ask({ from: 0, to: at })).byPlate.get('NO EK12345') ?? []
    expect([holderAt(held, at - 1), holderAt(held, at)?.agreementId]).toEqual([undefined, agreementId])
  })

  test('nothing asked for is nothing found', async () => {
    const holders = await readHolders(database.batch, { tagNumbers: [], plates: named([]), from, to })
    expect(holders.byTag.size + holders.byPlate.size + holders.tags.size + holders.vehicles.size).toBe(0)
  })
})

describe('A plate never seen', () => {
  test('becomes a vehicle once, also when several meet it at once', async () => {
    const plates = [
      { country: 'NO', canonical: 'AA11111' },
      { country: 'DK', canonical: 'AA11111' },
    ]
    const told = await Promise.all(
      [plates, plates.toReversed(), [...plates, ...plates]].map((some) =>
        database.batch.begin((tx) => saveUnknownVehicles(tx as never, some)),
      ),
    )
    const rows =
      await database.batch`select id, country from vehicle where plate = 'AA11111' order by country`
    expect(rows).toHaveLength(2)
    for (const ids of told) {
      expect(Object.fromEntries(ids)).toEqual({ 'DK AA11111': rows[0]?.id, 'NO AA11111': rows[1]?.id })
    }
  })

  test('that is known already keeps its vehicle and what is known of it', async () => {
    const told = await database.batch.begin((tx) => saveUnknownVehicles(tx as never, [ek]))
    expect(told.get('NO EK12345')).toBe(known.vehicleId)
    expect(await database.batch`select category from vehicle where plate = 'EK12345'`).toEqual([
      { category: 'M1' },
    ])
  })
})
