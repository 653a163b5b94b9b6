import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { acceptAll, KEPT, NOW, passageFile, pLine, receive } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aTariffFile } from '#test/tariff.ts'
import { importTariffs } from './import-tariffs.ts'
import { ratePassages } from './rate-passages.ts'
import { keepTariffs } from './read-tariffs.ts'
import type { TariffFile } from './tariff-file.ts'

const database = testDatabase()
let world: RatingWorld
let folder: string
const open = { stations: aTariffFile().stations.map((s) => ({ ...s, open: [{ from: '2019-01-01' }] })) }
const [row] = aTariffFile(open).tariffs
const dearer = { ...row!.class1, normal: { off: 26, rush: 52 } }

beforeAll(async () => {
  world = await ratingWorld(database.batch)
  await world.deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 0 }])
  folder = await mkdtemp(join(tmpdir(), 'tariffs-'))
  await mkdir(join(folder, 'tolls'))
  await cp('data/companies.json', join(folder, 'companies.json'))
})
afterAll(() => rm(folder, { recursive: true }))

async function load(over: Partial<TariffFile>, struck: 'refuse' | 'keep' = 'refuse', db = database.batch) {
  await writeFile(join(folder, 'tolls/bergen.json'), JSON.stringify(aTariffFile({ ...open, ...over })))
  return importTariffs(db, folder, { now: NOW, struck })
}
const until = (to: string, then: object) => [
  { ...row!, to },
  { ...row!, ...then },
]

test('new prices for days nobody has driven on are loaded', async () => {
  const tariffs = until('2019-12-31', { from: '2020-01-01', class1: dearer })
  expect(await load({ tariffs })).toMatchObject({ projects: 1, changed: ['bergen'], kept: [] })
})

test('other prices for days that are charged are refused: they are a correction, which another approves', async () => {
  const tariffs = until('2019-12-01', { from: '2019-12-02', class1: dearer })
  const refused = await load({ tariffs })
  expect(refused).toMatchObject({
    errors: [
      { file: 'bergen.json', path: 'bergen-1', reason: expect.stringContaining('correct --kind tariff') },
    ],
  })
  const [kept] = await database.batch<{ rows: number }[]>`
    select jsonb_array_length(content -> 'tariffs') as rows from tariff_file where content -> 'tariffs' -> 0 ->> 'to' = '2019-12-31'`
  expect(kept).toEqual({ rows: 2 })
})

test('a start keeps what is loaded, and says so', async () => {
  const started = await load({}, 'keep')
  expect(started).toMatchObject({ changed: ['bergen'], kept: [] })
  expect(await load({ tariffs: [{ ...row!, class1: dearer }] }, 'keep')).toMatchObject({
    changed: [],
    kept: [{ file: 'bergen.json', path: 'bergen-1' }],
  })
})

describe('what is rated while other tariffs are loaded', () => {
  const other = testDatabase()

  test('is stored before they are, and priced by them where it had no price', async () => {
    const shorter = await ratingWorld(other.batch, {
      tariff: { ...open, tariffs: [{ ...row!, to: '2019-11-30' }] },
    })
    const line = pLine(1, { at: '2019-12-02T12:00:00+01:00', tag: '57800000000' })
    await receive(other.batch, passageFile([line], { number: '1' }))
    await acceptAll(other.batch, NOW)
    const [tariffs, rating] = [keepTariffs(), { now: NOW, limit: 10, ...KEPT }]
    const [isRating, goesOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const rated = ratePassages(
      other.batch,
      async (tx) => {
        const held = await tariffs(tx)
        isRating.resolve()
        await goesOn.promise
        return held
      },
      rating,
    )
    await isRating.promise
    const loaded = load({}, 'refuse', other.batch)
    expect(await Promise.race([loaded, setTimeout(500, 'waits')])).toBe('waits')
    goesOn.resolve()
    expect(await rated).toBe(1)
    expect(await loaded).toMatchObject({ changed: ['bergen'] })
    expect(await shorter.amounts()).toEqual([])
    // By one who had read the tariffs before.
    expect(await ratePassages(other.batch, tariffs, rating)).toBe(1)
    expect(await shorter.amounts()).toEqual([2000])
  })
})
