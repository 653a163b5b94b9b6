import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { NOW } from '#test/passages.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'
import { aToll } from '#test/world.ts'
import { readLateMonths } from './find-late-charges.ts'
import { parkAgreements } from './park-agreements.ts'
import { readHolds } from './read-holds.ts'
import { releaseLate, releaseParked, undoRelease } from './release-holds.ts'

const database = testDatabase()
let world: RatingWorld

const LIMITS = {
  samePlateSeconds: 5,
  speedKmhMax: 200,
  clockSecondsMax: 30,
  lookBackMinutes: 120,
  hourPassagesMax: 4,
  dayPassagesMax: 6,
  monthTimesMax: 10,
  monthFloorOre: 100_000,
}
const RELEASED = { by: 'kari@brikke.test', because: 'a bus', now: NOW }

beforeEach(async () => {
  await database.owner`truncate company, party, vehicle, tag, station, passage, charge, staff_member, passage_hold, agreement_hold,
    tariff_file restart identity cascade`
  world = await ratingWorld(database.batch)
})

const toll = (vehicle: number, at: string, amount = 2000) =>
  aToll(database.owner, { ...world.vehicles[vehicle]!, stationId: 1, at, amount })
const park = (vehicles?: readonly number[], limits = LIMITS) =>
  parkAgreements(database.batch, { now: NOW, limits, vehicles })
const parked = async () =>
  (
    await database.owner`select id, parked_because from agreement where parked_because is not null order by id`
  ).map((row) => `${row.id} ${row.parked_because}`)
const holds = async () =>
  (await readHolds(database.batch, 100)).map(({ id, reason, what }) => ({ id, reason, what }))

describe('a passage storm', () => {
  const storm = async (minutes: readonly number[], vehicle = 0) => {
    for (const minute of minutes)
      await toll(vehicle, new Date(Date.parse('2019-12-02T23:00:00+01:00') + minute * 60_000).toISOString())
  }

  test('parks an agreement with more passages of a vehicle in an hour than the limit, over midnight too', async () => {
    await storm([20, 40, 60, 70])
    expect(await park()).toBe(0)
    await storm([75])
    expect(await park()).toBe(1)
    expect(await parked()).toEqual([`${world.vehicles[0]!.agreementId} passage-storm`])
    expect(await holds()).toEqual([
      {
        id: world.vehicles[0]!.agreementId,
        reason: 'passage-storm',
        what: { monthOn: '2019-12-01', measured: 5, limitWas: 4 },
      },
    ])
    expect(await park()).toBe(0)
  })

  test('parks one with more in a day than the limit, counted by vehicle', async () => {
    const everyTwoHours = [-120, -240, -360, -480, -600, -720]
    await storm(everyTwoHours, 0)
    await storm(everyTwoHours, 1)
    await storm([-840], 1)
    expect(await park()).toBe(1)
    expect(await holds()).toMatchObject([
      { id: world.vehicles[1]!.agreementId, what: { measured: 7, limitWas: 6 } },
    ])
  })

  test('of passages that are withdrawn parks nobody, and what it parked is free again', async () => {
    await storm([0, 1, 2, 3, 4])
    expect(await park([world.vehicles[0]!.vehicleId])).toBe(1)
    await database.owner`update passage set ended_because = 'withdrawn' where id = (select max(id) from passage)`
    expect(await park([world.vehicles[0]!.vehicleId])).toBe(0)
    expect(await park()).toBe(1)
    expect(await parked()).toEqual([])
    expect(await holds()).toEqual([])
  })

  test('is looked for among the vehicles given', async () => {
    await storm([0, 1, 2, 3, 4])
    expect(await park([world.vehicles[1]!.vehicleId])).toBe(0)
    expect(await park([])).toBe(0)
    expect(await park([world.vehicles[0]!.vehicleId])).toBe(1)
  })
})

/** Driven in May, charged in December. */
async function late(vehicle: number, at: string, amount = 2000): Promise<number> {
  const { chargeId } = await toll(vehicle, at, amount)
  await database.owner`update charge set created_at = '2019-12-05T12:00:00Z' where id = ${chargeId}`
  return chargeId
}

describe('what is charged months late', () => {
  const LATE = { ...LIMITS, lateDaysMax: 60 }

  test('parks the agreement, however little it is', async () => {
    await late(0, '2019-05-06T12:00:00Z')
    await late(0, '2019-05-07T12:00:00Z')
    await toll(1, '2019-05-06T12:00:00Z')
    await late(2, '2019-11-06T12:00:00Z')
    expect(await park(undefined, LIMITS)).toBe(0)
    expect(await park(undefined, LATE)).toBe(1)
    expect(await holds()).toEqual([
      {
        id: world.vehicles[0]!.agreementId,
        reason: 'late-charges',
        what: { monthOn: '2019-05-01', measured: 213, limitWas: 60 },
      },
    ])
    expect(await park(undefined, LATE)).toBe(0)
  })

  test('is not what was charged in time and has another price now, nor a row that replaces another', async () => {
    const chargeId = await late(0, '2019-05-06T12:00:00Z')
    await database.owner`
      insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore,
                          amount_ore, because, reversed_by, created_at)
      select id - 1, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore,
             amount_ore, because, id, '2019-05-07' from charge where id = ${chargeId}`
    await late(1, '2019-05-06T12:00:00Z')
    await database.owner`update passage set replaces_passage_id = 1 where party_id = ${world.vehicles[1]!.partyId}`
    expect(await park(undefined, LATE)).toBe(0)
  })

  test('is shown and released for all of a month at once, and parks no more', async () => {
    for (const vehicle of [0, 1]) await late(vehicle, '2019-05-06T12:00:00Z')
    await late(2, '2019-06-06T12:00:00Z')
    await park(undefined, LATE)
    expect(await readLateMonths(database.batch)).toEqual([
      {
        monthOn: '2019-05-01',
        chargers: ['ferde'],
        agreements: 2,
        owners: 0,
        passages: 2,
        chargedOre: 4000,
        daysMax: 213,
      },
      {
        monthOn: '2019-06-01',
        chargers: ['ferde'],
        agreements: 1,
        owners: 0,
        passages: 1,
        chargedOre: 2000,
        daysMax: 182,
      },
    ])
    expect(await releaseLate(database.batch, '2019-04-01', RELEASED)).toEqual({ refused: 'unknown-hold' })
    expect(await releaseLate(database.batch, '2019-05-01', RELEASED)).toEqual({ released: 2 })
    expect(await parked()).toEqual([`${world.vehicles[2]!.agreementId} late-charges`])
    expect(await park(undefined, LATE)).toBe(0)
  })

  test('is parked again when the release of the month is undone, and who undid it is kept', async () => {
    for (const vehicle of [0, 1]) await late(vehicle, '2019-05-06T12:00:00Z')
    await park(undefined, LATE)
    const undone = { by: 'kari@brikke.test', because: 'it was not looked at', now: NOW }
    const undo = (of: Parameters<typeof undoRelease>[1]) => undoRelease(database.batch, of, undone)
    expect(await undo({ monthOn: '2019-05-01' })).toEqual({ refused: 'nothing-released' })
    await releaseLate(database.batch, '2019-05-01', RELEASED)
    expect(await parked()).toEqual([])
    expect(await undo({ monthOn: '2019-05-01' })).toEqual({ heldAgain: 2 })
    expect(await parked()).toHaveLength(2)
    expect(await park(undefined, LATE)).toBe(0)
    const kept = await database.owner`
      select state, decided_by, held_again_by, held_again_because from agreement_hold limit 1`
    expect(kept).toEqual([
      { state: 'held', decided_by: null, held_again_by: undone.by, held_again_because: undone.because },
    ])
    const { agreementId } = world.vehicles[0]!
    await releaseParked(database.batch, { agreementId }, RELEASED)
    expect(await undo({ agreementId })).toEqual({ heldAgain: 1 })
  })

  test('and taken back again parks nobody any longer', async () => {
    const chargeId = await late(0, '2019-05-06T12:00:00Z')
    await park(undefined, LATE)
    await database.owner`update charge set reversed_by = 1 where id = ${chargeId}`
    expect(await park(undefined, LATE)).toBe(1)
    expect(await parked()).toEqual([])
  })

  test('is a storm too, where it is one', async () => {
    for (const minute of [0, 1, 2, 3]) await late(0, `2019-05-06T12:0${minute}:00Z`)
    for (const minute of [0, 1, 2, 3, 4]) await toll(1, `2019-05-06T12:0${minute}:00Z`)
    expect(await park()).toBe(0)
    await late(0, '2019-05-06T12:04:00Z')
    expect(await park()).toBe(1)
    expect(await holds()).toMatchObject([
      {
        id: world.vehicles[0]!.agreementId,
        reason: 'passage-storm',
        what: { monthOn: '2019-05-01', measured: 5 },
      },
    ])
  })
})

describe('a price jump', () => {
  test('parks a month that costs more than ten times the one before, and more than the floor', async () => {
    await toll(0, '2019-11-05T12:00:00Z', 10_000)
    await toll(0, '2019-12-05T12:00:00Z', 100_000)
    await toll(1, '2019-11-05T12:00:00Z', 10)
    await toll(1, '2019-12-05T12:00:00Z', 99_000)
    expect(await park()).toBe(0)
    await toll(0, '2019-12-06T12:00:00Z', 1)
    expect(await park([world.vehicles[1]!.vehicleId])).toBe(0)
    expect(await park([world.vehicles[0]!.vehicleId])).toBe(1)
    expect(await holds()).toEqual([
      {
        id: world.vehicles[0]!.agreementId,
        reason: 'price-jump',
        what: { monthOn: '2019-12-01', measured: 100_001, limitWas: 100_000 },
      },
    ])
  })

  test('is also what was debited months late, in the month it is charged', async () => {
    await toll(0, '2019-11-05T12:00:00Z', 10_000)
    await toll(1, '2019-11-05T12:00:00Z', 10_000)
    for (const vehicle of [0, 1]) await toll(vehicle, '2019-05-06T12:00:00Z', 100_001)
    await database.owner`update charge set created_at = '2019-12-05T12:00:00Z'
      where month_on = '2019-05-01' and party_id = ${world.vehicles[0]!.partyId}`
    expect(await park([world.vehicles[1]!.vehicleId])).toBe(0)
    expect(await park()).toBe(1)
    expect(await holds()).toMatchObject([
      {
        id: world.vehicles[0]!.agreementId,
        reason: 'price-jump',
        what: { monthOn: '2019-12-01', measured: 100_001 },
      },
    ])
  })

  test('is none in the first month of the books, of which nobody knows the month before', async () => {
    await toll(0, '2019-12-05T12:00:00Z', 200_000)
    expect(await park()).toBe(0)
  })

  test('is none in the first months of an agreement, and is one from nothing in an old one', async () => {
    await toll(2, '2019-11-05T12:00:00Z', 100)
    await toll(0, '2019-12-05T12:00:00Z', 200_000)
    await toll(1, '2019-12-05T12:00:00Z', 200_000)
    await database.owner`update agreement set valid_from = '2019-11-15' where id = ${world.vehicles[0]!.agreementId}`
    await park()
    expect(await parked()).toEqual([`${world.vehicles[1]!.agreementId} price-jump`])
  })
})

describe('releasing a parked agreement', () => {
  test('holds for its month and reason', async () => {
    const { agreementId } = world.vehicles[0]!
    await toll(2, '2019-11-05T12:00:00Z', 100)
    await toll(0, '2019-12-05T12:00:00Z', 200_000)
    await park()
    expect(await releaseParked(database.batch, { agreementId }, RELEASED)).toBeUndefined()
    expect(await releaseParked(database.batch, { agreementId }, RELEASED)).toEqual({
      refused: 'unknown-hold',
    })
    await toll(0, '2019-12-05T13:00:00Z', 200_000)
    expect(await park()).toBe(0)
    expect(await parked()).toEqual([])
    for (const minute of [0, 1, 2, 3, 4]) await toll(0, `2019-12-06T12:0${minute}:00Z`, 1)
    expect(await park()).toBe(1)
    expect(await parked()).toEqual([`${agreementId} passage-storm`])
  })

  test('leaves one parked that somebody parked for another reason', async () => {
    const { agreementId } = world.vehicles[0]!
    await toll(0, '2019-12-05T12:00:00Z', 200_000)
    await park()
    await database.owner`update agreement set parked_because = 'asked by the customer'`
    await releaseParked(database.batch, { agreementId }, RELEASED)
    expect(await parked()).toHaveLength(3)
  })

  test('is refused to a stranger and without a reason', async () => {
    const release = (over: object) =>
      releaseParked(database.batch, { agreementId: 1 }, { ...RELEASED, ...over })
    expect(await release({ by: 'nobody' })).toEqual({ refused: 'unknown-staff' })
    expect(await release({ because: '' })).toEqual({ refused: 'no-reason-given' })
  })
})

test('parking by several workers at once parks once', async () => {
  for (const minute of [0, 1, 2, 3, 4]) await toll(0, `2019-12-06T12:0${minute}:00Z`, 1)
  const made = await Promise.all([park(), park(), park([world.vehicles[0]!.vehicleId])])
  expect(made.reduce((sum, n) => sum + n, 0)).toBe(1)
})
