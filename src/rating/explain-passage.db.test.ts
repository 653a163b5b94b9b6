import { beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { explainPassage } from './explain-passage.ts'
import { explanationLines } from './explanation.ts'
import { grantExemption } from './grant-exemption.ts'
import { readTariffs } from './read-tariffs.ts'

const database = testDatabase()
const dated = { from: '2019-02-01', source: 'invented for tests' }
let world: RatingWorld

beforeAll(async () => {
  world = await ratingWorld(database.batch, {
    tariff: {
      plateReads: [{ ...dated, chargedAfterDays: 10 }],
      hourRules: [
        {
          ...dated,
          group: 'ring',
          stations: 'all',
          mode: 'first',
          minutes: 60,
          endInclusive: true,
          requires: ['tag'],
        },
      ],
      caps: [{ ...dated, group: 'ring', stations: 'all', perStation: false, class1: 60, requires: ['tag'] }],
      exemptions: [{ ...dated, kind: 'disabled-permit', requires: ['tag', 'agreement'] }],
    },
  })
  await grantExemption(
    database.batch,
    {
      kind: 'disabled-permit',
      country: 'NO',
      plate: 'EL10001',
      chargerId: 1,
      permitExpiresOn: '2023-12-31',
      permitMonthsMin: 24,
    },
    NOW - 20 * 86_400_000,
  )
  await world.deliver([
    { at: '2019-12-02T12:00:00+01:00', vehicle: 0 },
    { at: '2019-12-02T12:10:00+01:00', vehicle: 0 },
    { at: '2019-12-02T12:00:00+01:00', vehicle: 1 },
    { at: '2019-12-09T12:00:00+01:00', vehicle: 2, byPlate: true },
  ])
})

async function explained(place: number) {
  const [passage] = await database.batch<
    { id: number }[]
  >`select id from passage order by id offset ${place} limit 1`
  const { tariffs } = await readTariffs(database.batch)
  const found = await inTransaction(database.batch, (tx) =>
    explainPassage(tx, tariffs, { passageId: passage!.id, partyIds: undefined, now: NOW }),
  )
  if (isRefusal(found)) throw new Error(found.refused)
  return found
}
const lines = async (place: number) => explanationLines(await explained(place), 'nb', { places: true })
const row = (list: string) =>
  expect.stringContaining(`Kilde: invented for tests [data/tolls/bergen.json ${list}[0]]`)

test('each step of a price names the row of data that it rests on', async () => {
  const first = await lines(0)
  expect(first).toEqual(
    expect.arrayContaining([
      row('tariffs'),
      row('timeBands'),
      row('vehicleGroups'),
      row('tagDiscounts'),
      row('caps'),
    ]),
  )
  expect(first).toContain(
    'Månedstaket gjelder fra 1. februar 2019. Kilde: invented for tests [data/tolls/bergen.json caps[0]]',
  )
  expect(await lines(1)).toEqual(expect.arrayContaining([row('hourRules')]))
})

test('an exemption is named by its number, and the customer sees no places in files', async () => {
  const [exemption] = await database.batch<{ id: number }[]>`select id from exemption`
  expect(await lines(2)).toEqual(
    expect.arrayContaining([expect.stringContaining(`[exemption ${exemption!.id}]`), row('exemptions')]),
  )
  expect(explanationLines(await explained(2), 'nb').join()).not.toContain('[')
})

test('a passage read by plate that waits to be charged says so, and until when', async () => {
  expect(await lines(3)).toEqual([
    expect.stringMatching(
      /^Bare kjennemerket er lest\. Passeringen blir tidligst belastet 19\. desember 2019/,
    ),
    'Ikke bokført ennå.',
  ])
})
