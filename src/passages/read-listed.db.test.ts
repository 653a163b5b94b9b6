import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { acceptAll, passageFile, pLine, receive } from '#test/passages.ts'
import { ratingWorld } from '#test/rating-world.ts'
import { readOtherIssuers, readTagsElsewhere } from './read-listed.ts'

const database = testDatabase()

beforeAll(async () => {
  await ratingWorld(database.batch)
  await receive(
    database.batch,
    passageFile([
      pLine(1, { at: '2019-12-02T12:00:00+01:00', tag: '57800000000', plate: 'EL10000' }),
      pLine(2, { at: '2019-12-02T13:00:00+01:00', tag: '57800000000', plate: 'EL10001' }),
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
