import { beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { asParty } from '#db/connection.ts'
import { bookCorrection } from '#rating/book-correction.ts'
import { decideCorrection } from '#rating/decide-correction.ts'
import { explainPassage } from '#rating/explain-passage.ts'
import { explanationLines } from '#rating/explanation.ts'
import { previewCorrection } from '#rating/preview-correction.ts'
import { readCapGroups } from '#rating/read-cap-groups.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { requestCorrection } from '#rating/request-correction.ts'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { readCaps } from './read-caps.ts'
import { readWithdrawals } from './read-correction-texts.ts'
import { readMonths } from './read-months.ts'
import { readPassage, readPassageRows, readPassages } from './read-passages.ts'

const DECEMBER = '2019-12-01'
const SAYS = {
  nb: 'Stasjonen leste feil.',
  nn: 'Stasjonen las feil.',
  en: 'The station misread.',
}

/** A cap of two and an hour rule; the first vehicle meets both, and the second one neither. */
describe('a month as its customer sees it', () => {
  const database = testDatabase()
  let world: RatingWorld

  beforeAll(async () => {
    const dated = { from: '2019-01-01', source: 'invented for tests', group: 'ring', requires: [] }
    world = await ratingWorld(database.batch, {
      tariff: {
        hourRules: [{ ...dated, stations: 'all', mode: 'dearest', minutes: 60, endInclusive: true }],
        caps: [{ ...dated, stations: 'all', perStation: false, class1: 2, class2: 2 }],
      },
    })
    await world.deliver([
      { at: '2019-11-20T12:00:00+01:00', vehicle: 0 },
      { at: '2019-12-02T12:00:00+01:00', vehicle: 0 },
      { at: '2019-12-02T12:30:00+01:00', vehicle: 0, station: 'bergen-2' },
      { at: '2019-12-03T12:00:00+01:00', vehicle: 0 },
      { at: '2019-12-04T12:00:00+01:00', vehicle: 0 },
      { at: '2019-12-02T12:00:00+01:00', vehicle: 1 },
    ])
  })

  const as = <T>(vehicle: number, work: Parameters<typeof asParty<T>>[2]) =>
    asParty(database.app, [partyOf(vehicle)], work)
  const partyOf = (vehicle: number) => world.vehicles[vehicle]?.partyId ?? 0
  const month = (vehicle: number) =>
    as(vehicle, (tx) => readPassages(tx, [partyOf(vehicle)], { from: DECEMBER, to: '2019-12-31', page: 1 }))

  test('says how many were free, and why', async () => {
    expect(await month(0)).toMatchObject({ count: 4, sum: 4000, free: { byHourRule: 1, byCap: 1 } })
    expect(await month(1)).toMatchObject({ count: 1, sum: 2000, free: { byHourRule: 0, byCap: 0 } })
  })

  test('says how far each vehicle has come towards the cap, and no other customer’s', async () => {
    const { capGroups } = await readCapGroups(database.app)
    const caps = (vehicle: number, of: { partyIds: readonly number[]; month: string }) =>
      as(vehicle, (tx) => readCaps(tx, capGroups, of))
    expect(await caps(0, { partyIds: [partyOf(0)], month: DECEMBER })).toEqual([
      {
        group: 'ring',
        projectName: 'Prøveprosjektet',
        stationName: undefined,
        plate: { country: 'NO', canonical: 'EL10000' },
        number: 2,
        limit: 2,
      },
    ])
    expect(await caps(0, { partyIds: [partyOf(0)], month: '2019-11-01' })).toMatchObject([{ number: 1 }])
    expect(await caps(0, { partyIds: [partyOf(0)], month: '2019-10-01' })).toEqual([])
    expect(await caps(0, { partyIds: [partyOf(1)], month: DECEMBER })).toEqual([])
  })

  test('stands beside the months before it, newest first', async () => {
    const months = (vehicle: number) => as(vehicle, (tx) => readMonths(tx, [partyOf(vehicle)], '2019-12-01'))
    expect(await months(0)).toMatchObject([
      { month: DECEMBER, count: 4, sum: 4000 },
      { month: '2019-11-01', count: 1, sum: 2000 },
      ...Array.from({ length: 10 }, () => ({ count: 0, sum: 0 })),
    ])
    expect((await months(1)).map(({ count }) => count)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  })

  test('any period is counted by its days in Oslo, and of one vehicle or toll charger alone', async () => {
    const period = (of: Omit<Parameters<typeof readPassages>[2], 'page'>, vehicle = 0) =>
      as(vehicle, (tx) => readPassages(tx, [partyOf(vehicle)], { page: 1, ...of }))
    const across = await period({ from: '2019-11-20', to: '2019-12-02' })
    expect(across).toMatchObject({ count: 3, sum: 4000, free: { byHourRule: 1 } })
    expect(across.passages).toHaveLength(3)
    expect(await period({ from: '2019-11-21', to: '2019-12-01' })).toMatchObject({ count: 0, passages: [] })
    expect(across.vehicles).toMatchObject([{ plate: { canonical: 'EL10000' } }])
    const [{ id: vehicleId } = { id: 0 }] = across.vehicles
    const [{ id: chargerId } = { id: 0 }] = across.chargers
    const days = { from: '2019-11-01', to: '2019-12-31' }
    expect(await period({ ...days, vehicleId, chargerId })).toMatchObject({ count: 5 })
    // What there is to choose from stays when something is chosen.
    expect(await period({ ...days, chargerId: chargerId + 1 })).toMatchObject({
      count: 0,
      ...choices(across),
    })
    expect(await period({ ...days, vehicleId }, 1)).toMatchObject({ count: 0, sum: 0, passages: [] })
  })

  test('what was erased is in the sum of its whole month, and in no part of it', async () => {
    const erased = (from: string, to: string) =>
      asParty(database.app, [partyOf(2)], (tx) => readPassages(tx, [partyOf(2)], { from, to, page: 1 }))
    const { partyId, vehicleId } = world.vehicles[2] ?? { partyId: 0, vehicleId: 0 }
    await world.deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 2 }])
    await database.owner`
      update passage set erased = true, passed_at = null, vehicle_id = null, tag_id = null, station_id = null, lane = null, picture_ref = null
      where party_id = ${partyId} and vehicle_id = ${vehicleId}`
    const whole = await erased('2019-11-15', '2019-12-31')
    expect(whole).toMatchObject({ count: 1, sum: 2000, erased: { count: 1, sum: 2000 }, passages: [] })
    expect(await erased('2019-12-01', '2019-12-30')).toMatchObject({ count: 0, erased: { count: 0 } })
  })

  test('a long list is read from after the last passage, each once', async () => {
    const of = { from: '2019-11-01', to: '2019-12-31', limit: 2 }
    const read = (after?: { passedAt: number; id: number }) =>
      as(0, (tx) => readPassageRows(tx, [partyOf(0)], after ? { ...of, after } : of))
    const found: number[] = []
    for (let rows = await read(); rows.length > 0; rows = await read(rows.at(-1)))
      found.push(...rows.map(({ id }) => id))
    const all = await as(0, (tx) => readPassageRows(tx, [partyOf(0)], { ...of, limit: 99 }))
    expect(found).toEqual(all.map(({ id }) => id))
    expect(found).toHaveLength(5)
  })

  test('has passages whose price is explained by the same steps, to their customer and to nobody else', async () => {
    const { tariffs } = await readTariffs(database.app)
    const [, beyond] = (await month(0)).passages
    const passageId = beyond?.id ?? 0
    const explain = (vehicle: number) =>
      as(vehicle, (tx) => explainPassage(tx, tariffs, { passageId, partyIds: [partyOf(vehicle)], now: NOW }))
    const explained = await explain(0)
    if (isRefusal(explained)) throw new Error(explained.refused)
    expect(explained.agrees).toBe(true)
    expect(explanationLines(explained, 'nb')).toContain('Passering 2 av 2 før månedstaket er nådd.')
    expect(await explain(1)).toEqual({ refused: 'unknown-passage' })
    const read = (vehicle: number) =>
      as(vehicle, (tx) => readPassage(tx, [partyOf(vehicle)], { month: DECEMBER, passageId }))
    expect(await read(0)).toMatchObject({ id: passageId, stationName: 'Sandviken', ended: false })
    expect(await read(1)).toBeUndefined()
  })

  test('says what was put right for many: on the passage, and of those that are gone', async () => {
    await correct({ kind: 'clock-error', shiftSeconds: 60 }, '2019-12-03')
    const said = (await month(0)).passages.map(({ corrections }) => corrections.map(({ nb }) => nb))
    expect(said).toEqual([[], [SAYS.nb], [], []])
    const gone = (vehicle: number) => as(vehicle, (tx) => readWithdrawals(tx, [partyOf(vehicle)], DECEMBER))
    expect(await gone(0)).toEqual([])
    await correct({ kind: 'withdrawal' }, '2019-12-04')
    expect(await gone(0)).toEqual([{ ...SAYS, count: 1 }])
    expect(await gone(1)).toEqual([])
    expect(await month(0)).toMatchObject({ count: 3 })
  })

  async function correct(fault: Parameters<typeof requestCorrection>[1]['fault'], day: string) {
    const of = {
      project: undefined,
      stationId: 1,
      from: Date.parse(`${day}T00:00:00+01:00`),
      to: Date.parse(`${day}T23:00:00+01:00`),
    }
    const asked = await requestCorrection(database.batch, {
      fault,
      of,
      says: SAYS,
      by: 'kari@brikke.test',
      now: NOW,
    })
    if (isRefusal(asked)) throw new Error(asked.refused)
    const { correctionId } = asked
    await previewCorrection(database.batch, correctionId, { now: NOW, progress: () => {} })
    await decideCorrection(database.batch, {
      correctionId,
      state: 'approved',
      by: 'ola@brikke.test',
      now: NOW,
    })
    while ((await bookCorrection(database.batch, { now: NOW, vehicles: 10 })) > 0);
    await world.rate()
  }
})

function choices({
  vehicles,
  chargers,
}: Pick<Awaited<ReturnType<typeof readPassages>>, 'vehicles' | 'chargers'>) {
  return { vehicles, chargers }
}
