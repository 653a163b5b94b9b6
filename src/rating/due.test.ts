import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DueVehicle, earliestOf, partTogether } from './due.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

test('a vehicle with a late line is asked for alone, those of the day together', () => {
  const of = (vehicleId: number, daysAgo: number): DueVehicle => ({ vehicleId, fromAt: -daysAgo * DAY_MS })
  const { together, alone } = partTogether([of(9, 0), of(4, 20), of(7, 0.5), of(2, 0.1), of(5, 0.9)])
  expect(together.map(({ vehicleId }) => vehicleId)).toEqual([2, 5, 7, 9])
  expect(alone.map(({ vehicleId }) => vehicleId)).toEqual([4])
})

test('nobody due: nothing to read', () => {
  expect(partTogether([])).toEqual({ together: [], alone: [] })
})

test('whatever is due: each once, by vehicle, and half at most read from more than a day before they ask', () => {
  let late = 0
  fc.assert(
    fc.property(fc.uniqueArray(due, { selector: ({ vehicleId }) => vehicleId, minLength: 1 }), (asked) => {
      const { together, alone } = partTogether(asked)
      const byVehicle = asked.toSorted((a, b) => a.vehicleId - b.vehicleId)
      expect([...together, ...alone].toSorted((a, b) => a.vehicleId - b.vehicleId)).toEqual(byVehicle)
      expect(together).toEqual(byVehicle.filter((one) => together.includes(one)))
      const earliest = earliestOf(together)
      for (const one of alone) expect(one.fromAt).toBeLessThan(earliest)
      const longBefore = together.filter(({ fromAt }) => fromAt - earliest > DAY_MS)
      expect(longBefore.length).toBeLessThanOrEqual(asked.length / 2)
      const middle = asked.map(({ fromAt }) => fromAt).sort((a, b) => a - b)[asked.length >> 1]!
      const ofTheDay = alone.filter(({ fromAt }) => fromAt >= middle - DAY_MS)
      expect(ofTheDay.length).toBeLessThanOrEqual(asked.length / 10)
      if (alone.length > 0) late++
    }),
    { numRuns: 500 },
  )
  expect(late).toBeGreaterThan(50)
})

const due = fc.record({
  vehicleId: fc.integer({ min: 1, max: 200 }),
  fromAt: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 24 }).map((hours) => hours * HOUR_MS) },
    fc.integer({ min: -60, max: 0 }).map((days) => days * DAY_MS),
  ),
})
