import { beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { isExamplePrice } from '#words/price-steps.ts'
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
      by: 'kari@brikke.test',
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

describe('an electric car that is free by a rule nobody has stated', () => {
  const zeroEmission = [
    { classes: [1 as const], example: true as const, source: 'no source: an example' },
    { classes: [2 as const], source: 'class 2, stated' },
  ].map((of) => ({
    from: '2019-02-01',
    energies: ['electric' as const],
    requires: ['agreement' as const],
    rule: { sharePercent: 0 },
    ...of,
  }))
  const electric = testDatabase()

  async function lines(language: 'nb' | 'nn') {
    const { tariffs } = await readTariffs(electric.batch)
    const [passage] = await electric.batch<{ id: number }[]>`select id from passage`
    const found = await inTransaction(electric.batch, (tx) =>
      explainPassage(tx, tariffs, { passageId: passage!.id, partyIds: undefined, now: NOW }),
    )
    if (isRefusal(found)) throw new Error(found.refused)
    return { found, said: explanationLines(found, language) }
  }

  beforeAll(async () => {
    const free = await ratingWorld(electric.batch, { tariff: { zeroEmission }, energy: 'electric' })
    await free.deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 0 }])
    expect(await free.amounts()).toEqual([0])
  })

  test('is told that it is an example, and not of the rule of the other class', async () => {
    const { found, said } = await lines('nn')
    expect(found.agrees).toBe(true)
    const [charge] = await electric.batch<{ because: string }[]>`select because from charge`
    expect(isExamplePrice(JSON.parse(charge!.because))).toBe(true)
    expect(said.filter((line) => line.includes('nullutslepp'))).toEqual([
      'Regelen for nullutslepp er eit eksempel frå 1. februar 2019: Vi har inga kjelde for denne dagen.',
    ])
  })

  test('agrees where it was charged before its steps said so', async () => {
    await electric.owner`update charge set because = replace(because, ',"example":true', '')`
    const [charge] = await electric.batch<{ because: string }[]>`select because from charge`
    expect(isExamplePrice(JSON.parse(charge!.because))).toBe(false)
    expect((await lines('nb')).found.agrees).toBe(true)
  })
})
