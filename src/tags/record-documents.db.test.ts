import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { ratingWorld } from '#test/rating-world.ts'
import { aCompany } from '#test/world.ts'
import { recordDocuments } from './record-documents.ts'

const database = testDatabase()
const MOTORHOME = {
  plate: { country: 'SE', canonical: 'ABC123' },
  category: 'M1',
  totalWeightKg: 4_250,
  from: '2019-12-01',
  by: 'kari@brikke.test',
}

beforeAll(async () => {
  await ratingWorld(database.batch)
  await aCompany(database.batch, { id: 7, code: 'another', name: 'Another AS' })
  await database.batch`
    insert into staff_member (company_id, name, email, role) values (7, 'Per', 'per@another.test', 'case-worker')`
  await database.batch`insert into vehicle (country, plate) values ('SE', 'ABC123')`
})

test('papers of a foreign vehicle hold from their day, and its passages from then on are due for rating', async () => {
  const record = (over: Partial<typeof MOTORHOME>) =>
    recordDocuments(database.batch, { ...MOTORHOME, ...over })
  expect(await record({ by: 'nobody' })).toEqual({ refused: 'unknown-staff' })
  expect(await record({ plate: { country: 'SE', canonical: 'XXX999' } })).toEqual({
    refused: 'unknown-vehicle',
  })
  expect(await record({ plate: { country: 'NO', canonical: 'EL10000' } })).toEqual({
    refused: 'register-decides',
  })
  expect(await record({})).toBeUndefined()
  const [vehicle] = await database.batch`
    select category, total_weight_kg as kg, category_documented as documented from vehicle where plate = 'ABC123'`
  expect(vehicle).toEqual({ category: 'M1', kg: 4_250, documented: true })
  const fromAt = Date.parse('2019-12-01T00:00:00+01:00')
  expect(
    await database.batch`select until_at, category, category_documented, documented_by from vehicle_facts_before`,
  ).toEqual([
    { until_at: fromAt, category: null, category_documented: false, documented_by: 'kari@brikke.test' },
  ])
  expect(await database.batch`select from_at from due_key where from_at = ${fromAt}`).toHaveLength(1)
  expect(await record({ from: '2019-11-01' })).toEqual({ refused: 'facts-changed-since' })
})

test('a vehicle under an agreement is its issuer’s to document; one without, anybody’s', async () => {
  const [mounted] = await database.owner<{ plate: string }[]>`
    update vehicle set country = 'SE'
    where id = (select min(vehicle_id) from tag_assignment where valid @> '2019-12-01'::timestamptz) returning plate`
  const record = (canonical: string, by: string) =>
    recordDocuments(database.batch, {
      ...MOTORHOME,
      plate: { country: 'SE', canonical },
      from: '2019-12-05',
      by,
    })
  expect(await record(mounted!.plate, 'per@another.test')).toEqual({ refused: 'staff-of-another-company' })
  expect(await record(mounted!.plate, 'kari@brikke.test')).toBeUndefined()
  expect(await record('ABC123', 'per@another.test')).toBeUndefined()
})
