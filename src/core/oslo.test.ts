import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  osloDay,
  osloMonth,
  osloOffset,
  osloTime,
  sameDayLater,
  startOfOsloDay,
  weekdayOf,
} from './oslo.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const [FIRST, LAST] = [Date.UTC(1996, 0, 1), Date.UTC(2040, 11, 31, 23, 59, 59, 999)]

/** What the time zone database says. */
function byTemporal(instant: number) {
  const time = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('Europe/Oslo')
  return {
    offset: time.offsetNanoseconds / 1_000_000,
    time: {
      day: time.toPlainDate().toString(),
      minuteOfDay: time.hour * 60 + time.minute,
      secondOfMinute: time.second,
      weekday: time.dayOfWeek,
    },
  }
}

function agrees(instant: number): void {
  const { offset, time } = byTemporal(instant)
  expect(osloOffset(instant)).toBe(offset)
  expect(osloTime(instant)).toEqual(time)
  expect(osloDay(instant)).toBe(time.day)
  expect(osloMonth(instant)).toBe(`${time.day.slice(0, 7)}-01`)
}

/** Every change of the clock from 1996 to 2040. */
function changes(): number[] {
  const found: number[] = []
  let at = Temporal.Instant.fromEpochMilliseconds(FIRST).toZonedDateTimeISO('Europe/Oslo')
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > LAST) return found
    found.push(next.epochMilliseconds)
    at = next
  }
}

describe('the time in Oslo', () => {
  test('is what the time zone database says, at 20 000 instants from 1996 to 2040', () => {
    fc.assert(fc.property(fc.integer({ min: FIRST, max: LAST }), agrees), { numRuns: 20_000, seed: 1996 })
  })

  test('is so around every change of the clock too', () => {
    const all = changes()
    expect(all).toHaveLength(90)
    const around = [
      -25 * HOUR,
      -2 * HOUR,
      -HOUR,
      -1000,
      -1,
      0,
      1,
      1000,
      30 * MINUTE,
      HOUR,
      2 * HOUR,
      25 * HOUR,
    ]
    for (const change of all) for (const shift of around) agrees(change + shift)
  })

  test('is so around every midnight of New Year', () => {
    for (let year = 1996; year <= 2040; year++)
      for (const shift of [-2 * HOUR, -HOUR, -1, 0, 1, HOUR]) agrees(Date.UTC(year, 0, 1) + shift)
  })
})

describe('a day in Oslo', () => {
  const days = fc.integer({ min: FIRST, max: LAST }).map(osloDay)

  test('begins at its midnight, also when the clock changes', () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(startOfOsloDay(day)).toBe(
          Temporal.PlainDate.from(day).toZonedDateTime('Europe/Oslo').epochMilliseconds,
        )
      }),
      { numRuns: 2000 },
    )
    for (const change of changes()) {
      const day = osloDay(change)
      expect(osloTime(startOfOsloDay(day))).toMatchObject({ day, minuteOfDay: 0 })
      const hours = (startOfOsloDay(addDays(day, 1)) - startOfOsloDay(day)) / HOUR
      expect(hours).toBe(day.slice(5, 7) === '03' ? 23 : 25)
    }
  })

  test('is counted on and back over months and leap years', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
        const date = Temporal.PlainDate.from(day)
        expect(addDays(day, count)).toBe(date.add({ days: count }).toString())
        expect(addMonths(`${day.slice(0, 7)}-01`, count % 500)).toBe(
          date
            .with({ day: 1 })
            .add({ months: count % 500 })
            .toString(),
        )
        expect(weekdayOf(day)).toBe(date.dayOfWeek)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the same day so many months later', () => {
  test.each([
    ['2019-12-10', 1, '2020-01-10'],
    ['2020-01-31', 1, '2020-02-29'],
    ['2019-01-31', 1, '2019-02-28'],
    ['2020-02-29', 12, '2021-02-28'],
    ['2019-10-31', 3, '2020-01-31'],
  ])('of %s, %i months on, is %s', (day, months, expected) => {
    expect(sameDayLater(day, months)).toBe(expected)
  })
})
