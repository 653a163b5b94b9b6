import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import { testDatabase } from '#test/database.ts'
import { acceptAll, LIMITS, NOW, passageFile, pLine, receive } from '#test/passages.ts'
import { ratingWorld } from '#test/rating-world.ts'
import { askOwners } from './ask-owners.ts'
import { readOtherIssuers, readOwnerless, readStolenTags, readTagsElsewhere } from './read-listed.ts'

const database = testDatabase()

beforeAll(async () => {
  await ratingWorld(database.batch)
  await database.owner`
    insert into tag_theft (tag_id, during, police_reference, received_at)
    select id, '[2019-12-01,)', '1', '2019-12-01' from tag where tag_number = '57800000001'`
  await receive(
    database.batch,
    passageFile([
      pLine(1, { at: '2019-12-02T12:00:00+01:00', tag: '57800000000', plate: 'EL10000' }),
      pLine(2, { at: '2019-12-02T13:00:00+01:00', tag: '57800000000', plate: 'EL10001' }),
      pLine(4, { at: '2019-12-02T15:00:00+01:00', tag: '57800000001' }),
      pLine(5, { at: '2019-12-02T16:00:00+01:00', plate: 'ABC123', country: 'SE' }),
      pLine(3, { at: '2019-12-02T14:00:00+01:00', tag: '99900000001', plate: 'XX10001' }),
    ]),
  )
  await acceptAll(database.batch)
})

test('a tag read in another vehicle is listed', async () => {
  const listed = await readTagsElsewhere(database.batch, { monthOn: '2019-12-01', limit: 10 })
  expect(listed.map((p) => p.sequence)).toEqual([2])
  expect(listed[0]).toMatchObject({ charger: 'ferde', station: 'bergen-1' })
  expect(await readTagsElsewhere(database.batch, { monthOn: '2019-11-01', limit: 10 })).toEqual([])
})

test('a tag of another issuer is listed', async () => {
  expect((await readOtherIssuers(database.batch, { limit: 10 })).map((p) => p.sequence)).toEqual([3])
})

test('a stolen tag of ours without a plate is nobody’s, and not another issuer’s (terms 2.6)', async () => {
  expect((await readStolenTags(database.batch, { limit: 10 })).map((p) => p.sequence)).toEqual([4])
})

test('a passage whose owner nobody finds is listed after so many tries, with its plate and country', async () => {
  const register: VehicleRegister = {
    owners: (asked) => Promise.resolve(asked.map((one) => ({ ...one, answer: 'unknown' }))),
    vehicles: () => Promise.resolve([]),
  }
  const ask = (now: number) =>
    askOwners(database.batch, register, { now, limit: 10, limits: LIMITS, newId: randomUUID })
  await ask(NOW)
  expect(await readOwnerless(database.batch, { triesMin: 2, limit: 10 })).toEqual([])
  await ask(NOW + LIMITS.ownerRetryMinutes * 60_000)
  expect(await readOwnerless(database.batch, { triesMin: 2, limit: 10 })).toMatchObject([
    { sequence: 5, country: 'SE', plate: 'ABC123', tries: 2 },
  ])
})
