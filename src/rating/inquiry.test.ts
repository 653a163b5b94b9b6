import { describe, expect, test } from 'vitest'
import { aTariffFile } from '#test/tariff.ts'
import { isExamplePrice } from '#words/price-steps.ts'
import { pricesOn, priceTrip, type Trip } from './inquiry.ts'

const FILE = aTariffFile({
  hourRules: [
    {
      from: '2019-01-01',
      source: 'invented for tests',
      group: 'ring',
      stations: 'all',
      mode: 'dearest',
      minutes: 60,
      endInclusive: true,
      requires: ['tag', 'agreement'],
    },
  ],
})

const TRIP: Trip = {
  day: '2019-11-20',
  vehicle: 'petrol',
  reading: 'tag',
  stops: [
    { station: 'bergen-2', minuteOfDay: 12 * 60 + 30 },
    { station: 'bergen-1', minuteOfDay: 12 * 60 },
  ],
}

const amounts = (trip: Partial<Trip>) =>
  priceTrip(FILE, { ...TRIP, ...trip }).map(({ outcome }) =>
    outcome.outcome === 'charged' ? outcome.amount : outcome.reason,
  )

describe('a trip that is asked about', () => {
  test('is rated in the order it is driven, as real passages are', () => {
    const [first, second] = priceTrip(FILE, TRIP)
    expect([first?.stop.station, second?.stop.station]).toEqual(['bergen-1', 'bergen-2'])
    expect(first?.tariff?.source).toBe('invented for tests')
    const [alone] = amounts({ stops: TRIP.stops.slice(1) })
    expect(amounts({})).toEqual([alone, 0])
    expect(alone).toBeGreaterThan(0)
  })

  test('costs more without agreement and tag, and nothing on a motorcycle', () => {
    const [withTag = 0] = amounts({})
    const without = amounts({ reading: 'none' })
    expect(without[0]).toBeGreaterThan(Number(withTag))
    expect(without[1]).toBe(without[0])
    expect(amounts({ vehicle: 'motorcycle' })).toEqual(['exempt-vehicle-type', 'exempt-vehicle-type'])
  })

  test('has no price past a station, or on a day, of which none is known', () => {
    expect(amounts({ day: '2018-06-01' })).toEqual(['no-tariff', 'no-tariff'])
    expect(amounts({ day: '2019-12-02' })[1]).toBe('no-tariff')
    expect(amounts({ stops: [{ station: 'of-another-project', minuteOfDay: 0 }] })).toEqual([])
  })

  test('that is freed by a rule nobody has stated is told to be an example, and the one that pays is not', () => {
    const [row] = FILE.hourRules
    const caps = { from: '2019-01-01', source: 'an example', example: true as const }
    const cap = {
      ...caps,
      group: 'ring',
      stations: 'all' as const,
      perStation: false,
      class1: 1,
      requires: [],
    }
    for (const file of [
      { ...FILE, hourRules: [{ ...row!, example: true as const }] },
      { ...FILE, hourRules: [], caps: [cap] },
    ]) {
      const marked = priceTrip(file, TRIP).map(
        ({ outcome }) => outcome.outcome === 'charged' && isExamplePrice(outcome.because),
      )
      expect(marked).toEqual([false, true])
    }
  })

  test('keeps its hours on the days the clock is moved', () => {
    for (const day of ['2019-03-31', '2019-10-27']) expect(amounts({ day })[1]).toBe(0)
  })
})

test('a project lists the prices of the stations that are open, and names those without', () => {
  const before = pricesOn(FILE, '2019-11-30')
  expect(before.groups).toMatchObject([{ stations: ['Sandviken', 'Straume'], source: 'invented for tests' }])
  expect(before.groups[0]?.rows.find((row) => row.class === 1)?.prices.length).toBeGreaterThan(1)
  expect(pricesOn(FILE, '2019-12-01').groups).toMatchObject([{ stations: ['Sandviken'] }])
  expect(pricesOn({ ...FILE, tariffs: [] }, '2019-12-01')).toEqual({ groups: [], unknown: ['Sandviken'] })
  expect(pricesOn(FILE, '2018-12-31')).toEqual({ groups: [], unknown: [] })
})
