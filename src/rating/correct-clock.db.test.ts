import { beforeAll, describe, expect, test } from 'vitest'
import { correctionsIn } from '#test/corrections.ts'
import { testDatabase } from '#test/database.ts'
import { type RatingWorld, ratingWorld } from '#test/rating-world.ts'

const OF = {
  project: undefined,
  stationId: 1,
  from: Date.parse('2019-12-02T00:00:00+01:00'),
  to: Date.parse('2019-12-03T00:00:00+01:00'),
}
const FAST = { kind: 'clock-error', shiftSeconds: -420 } as const

describe('a clock seven minutes fast', () => {
  const database = testDatabase()
  const staff = correctionsIn(database, () => world)
  let world: RatingWorld
  let first: number
  beforeAll(async () => {
    world = await ratingWorld(database.batch)
    await world.deliver([{ at: '2019-12-02T12:00:00+01:00', vehicle: 0 }])
  })
  const times = async () => {
    const rows = await database.batch<{ time: string }[]>`
      select to_char(passed_at at time zone 'Europe/Oslo', 'HH24:MI') as time from passage
      where ended_because is null order by passed_at`
    return rows.map(({ time }) => time)
  }

  test('is put right once, however often it is asked for; what came late is put right by asking again', async () => {
    const asked = await staff.ask(FAST, OF)
    // Both are chosen before either is booked.
    const again = await staff.ask(FAST, OF)
    first = (await staff.through(asked)).correctionId
    expect(await times()).toEqual(['11:53'])
    expect(await staff.through(again)).toMatchObject({ passages: 1, passedOver: 1 })
    expect(await times()).toEqual(['11:53'])
    await world.deliver([{ at: '2019-12-02T13:00:00+01:00', vehicle: 1 }])
    const late = await staff.through(await staff.ask(FAST, OF))
    expect(late).toMatchObject({ passages: 2, passedOver: 1 })
    expect(await times()).toEqual(['11:53', '12:53'])
    await staff.through(await staff.askUndoing(late.correctionId))
    expect(await times()).toEqual(['11:53', '13:00'])
  })

  test('is taken back once, unless taking it back was rejected', async () => {
    const rejected = await staff.askUndoing(first)
    expect(await staff.askUndoing(first)).toEqual({ refused: 'already-undone' })
    expect(await staff.reject(rejected)).toBeUndefined()
    await staff.through(await staff.askUndoing(first))
    expect(await times()).toEqual(['12:00', '13:00'])
    expect(await staff.askUndoing(first)).toEqual({ refused: 'already-undone' })
    // Right again, it may be found to be wrong again.
    await staff.through(await staff.ask(FAST, OF))
    expect(await times()).toEqual(['11:53', '12:53'])
    expect(await world.broken()).toEqual([])
  })
})
