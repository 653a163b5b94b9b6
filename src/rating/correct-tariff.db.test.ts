import { beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { correctionsIn } from '#test/corrections.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aTariffFile, loadTariff } from '#test/tariff.ts'
import { aCompany } from '#test/world.ts'
import { explainPassage } from './explain-passage.ts'
import { readTariffs } from './read-tariffs.ts'
import type { TariffFile } from './tariff-file.ts'

const FILE = aTariffFile({
  stations: aTariffFile().stations.map((s) => ({ ...s, open: [{ from: '2019-01-01' }] })),
})
const day = (date: string) => Date.parse(`${date}T00:00:00+01:00`)
const noon = (date: string) => `${date}T12:00:00+01:00`
const BERGEN = { project: 'bergen', stationId: undefined, from: day('2019-12-02'), to: day('2019-12-06') }

describe('a tariff put right', () => {
  const database = testDatabase()
  const staff = correctionsIn(database, () => world)
  let world: RatingWorld
  beforeAll(async () => {
    world = await ratingWorld(database.batch, { tariff: FILE })
    await world.deliver([{ at: noon('2019-12-02'), vehicle: 0 }])
  })
  const agreed = async () => {
    const { tariffs } = await readTariffs(database.batch)
    const passages = await database.batch<{ id: number }[]>`
      select id from passage where ended_because is null order by id`
    const explain = (passageId: number) =>
      inTransaction(database.batch, (tx) =>
        explainPassage(tx, tariffs, { passageId, partyIds: undefined, now: NOW }),
      )
    return Promise.all(passages.map(async ({ id }) => (await explain(id)) as object))
  }
  let booked: number

  test('is about what has passed before its approval, also where that came after the request', async () => {
    const asked = await staff.ask({ kind: 'tariff', tariff: cheaperFrom('2019-12-02') }, BERGEN)
    await staff.preview(asked)
    await world.deliver([{ at: noon('2019-12-03'), vehicle: 1 }])
    expect(await staff.approve(asked)).toBeUndefined()
    await staff.book()
    expect(await world.amounts()).toEqual([1600, 1600])
    expect(await agreed()).toMatchObject([{ agrees: true }, { agrees: true }])
    const [row] = await database.batch<{ id: number; passages: number }[]>`
      select correction_id as id, count(*)::int as passages from correction_passage where done group by 1`
    expect(row).toMatchObject({ passages: 2 })
    booked = row!.id
  })

  test('and taken back prices anew what has passed by it since, after its period as well', async () => {
    await world.deliver([{ at: noon('2019-12-06'), vehicle: 2 }])
    expect(await world.amounts()).toEqual([1600, 1600, 1600])
    const undoing = await staff.askUndoing(booked)
    expect(undoing).toMatchObject({ passages: 3 })
    expect(await staff.preview(undoing)).toMatchObject({ customers: 3, chargedOre: 1200 })
    await world.deliver([{ at: noon('2019-12-07'), vehicle: 2 }])
    expect(await staff.approve(undoing)).toBeUndefined()
    await staff.book()
    expect(await world.amounts()).toEqual([2000, 2000, 2000, 2000])
    expect(await agreed()).toMatchObject(Array(4).fill({ agrees: true }))
    expect(await world.broken()).toEqual([])
  })
})

describe('a tariff file of a correction', () => {
  const database = testDatabase()
  const staff = correctionsIn(database, () => world)
  let world: RatingWorld
  beforeAll(async () => {
    world = await ratingWorld(database.batch, { tariff: FILE })
    await world.deliver([
      { at: noon('2019-12-02'), vehicle: 0 },
      { at: noon('2019-12-02'), vehicle: 1, station: 'bergen-2' },
    ])
    await aCompany(database.batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
    await loadTariff(database.batch, OSLO, 2)
  })

  test('may not strike another station than the one that is chosen', async () => {
    const tariff = cheaperFrom('2019-12-02')
    const of = { ...BERGEN, project: undefined, stationId: 1 }
    expect(await staff.ask({ kind: 'tariff', tariff }, of)).toEqual({ refused: 'tariff-outside-period' })
    const alone = {
      ...tariff,
      stations: FILE.stations.map((s, i) => (i === 0 ? s : { ...s, priceGroup: 'as-before' })),
    }
    const asBefore = FILE.tariffs.map((row) => ({ ...row, priceGroup: 'as-before' }))
    const bands = FILE.timeBands.map((row) => ({ ...row, priceGroups: 'all' as const }))
    const onlyIt = { ...alone, timeBands: bands, tariffs: [...tariff.tariffs, ...asBefore] }
    expect(await staff.ask({ kind: 'tariff', tariff: onlyIt }, of)).toMatchObject({ passages: 1 })
  })

  test('is of the project that is chosen, or of the project of the chosen station', async () => {
    const fault = { kind: 'tariff' as const, tariff: OSLO }
    const refused = { refused: 'tariff-of-another-project' }
    expect(await staff.ask(fault, BERGEN)).toEqual(refused)
    expect(await staff.ask(fault, { ...BERGEN, project: undefined, stationId: 1 })).toEqual(refused)
  })
})

const OSLO: TariffFile = {
  ...FILE,
  project: 'oslo',
  charger: 'fjellinjen',
  stations: [{ ...FILE.stations[0]!, code: 'oslo-1' }],
}

/** 20 kroner outside the rush from a day on: 16 with a tag. */
function cheaperFrom(from: string): TariffFile {
  const [row] = FILE.tariffs
  const cheaper = { ...row!.class1, normal: { off: 20, rush: 51 } }
  return {
    ...FILE,
    tariffs: [
      { ...row!, to: '2019-12-01' },
      { ...row!, from, class1: cheaper },
    ],
  }
}
