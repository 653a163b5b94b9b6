import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { osloDay } from '#core/oslo.ts'
import { type SeenPassage, suspicions } from './suspicion.ts'
import { compileSuspicion, parseSuspicionLimits, suspicionLimitsOn } from './suspicion-limits.ts'

const limits = parseSuspicionLimits(JSON.parse(readFileSync('data/suspicion.json', 'utf8')))
const BERGEN = { id: 1, chargerId: 1, latitude: 60.42, longitude: 5.31 }
const BERGEN_SOUTH = { id: 2, chargerId: 1, latitude: 60.3, longitude: 5.33 }
const OSLO = { id: 3, chargerId: 2, latitude: 59.91, longitude: 10.75 }
const NOBODY_KNOWS = { id: 4, chargerId: 2, latitude: null, longitude: null }
const suspicion = compileSuspicion(limits, [BERGEN, BERGEN_SOUTH, OSLO, NOBODY_KNOWS])!
const NOON = Date.parse('2019-12-02T12:00:00+01:00')

/** Passages by station and seconds after noon, numbered from 1. */
function seen(...places: readonly (readonly [station: { id: number }, seconds: number, vehicle?: number])[]) {
  return places.map(([station, seconds, vehicle = 1], i) => ({
    id: i + 1,
    vehicleId: vehicle,
    partyId: 1,
    stationId: station.id,
    passedAt: NOON + seconds * 1000,
  }))
}

function held(passages: readonly SeenPassage[]) {
  return suspicions(passages, suspicion).map(({ passageId, reason }) => [passageId, reason])
}

describe('the same plate twice', () => {
  test('is the later one of two within five seconds, and not within six', () => {
    expect(held(seen([BERGEN, 0], [BERGEN, 5]))).toEqual([[2, 'same-plate-twice']])
    expect(held(seen([BERGEN, 0], [BERGEN, 6]))).toEqual([])
  })

  test('is each one after the first', () => {
    expect(held(seen([BERGEN, 0], [BERGEN, 3], [BERGEN, 6]))).toEqual([
      [2, 'same-plate-twice'],
      [3, 'same-plate-twice'],
    ])
  })

  test('is within one charger, though another is in between', () => {
    expect(held(seen([BERGEN, 0], [NOBODY_KNOWS, 1], [BERGEN, 2]))).toEqual([[3, 'same-plate-twice']])
    expect(held(seen([BERGEN, 0], [NOBODY_KNOWS, 1]))).toEqual([])
  })

  test('is of one vehicle', () => {
    expect(held(seen([BERGEN, 0, 1], [BERGEN, 1, 2]))).toEqual([])
  })
})

describe('an impossible travel time', () => {
  test('is Bergen to Oslo in an hour, and not in two', () => {
    expect(held(seen([BERGEN, 0], [OSLO, 3600]))).toEqual([[2, 'impossible-travel-time']])
    expect(held(seen([BERGEN, 0], [OSLO, 7200]))).toEqual([])
  })

  test('is told by the limit to the second, clocks allowed for', () => {
    // 13.39 km at 200 km/h are 241 s, of which clocks explain 30.
    expect(held(seen([BERGEN, 0], [BERGEN_SOUTH, 210]))).toEqual([[2, 'impossible-travel-time']])
    expect(held(seen([BERGEN, 0], [BERGEN_SOUTH, 212]))).toEqual([])
  })

  test('holds the one that was elsewhere in between, and not the next', () => {
    expect(held(seen([BERGEN, 0], [OSLO, 600], [BERGEN, 1200]))).toEqual([[2, 'impossible-travel-time']])
  })

  test('holds the first at each end where two go on', () => {
    expect(held(seen([BERGEN, 0], [OSLO, 600], [OSLO, 1200], [BERGEN, 1800]))).toEqual([
      [2, 'impossible-travel-time'],
      [4, 'impossible-travel-time'],
    ])
  })

  test('is never one of a station nobody knows the place of', () => {
    expect(held(seen([BERGEN, 0], [NOBODY_KNOWS, 1]))).toEqual([])
  })
})

describe('a passage after a reported sale', () => {
  const sale = { vehicleId: 1, partyId: 1, noticeAt: NOON, to: Number.POSITIVE_INFINITY }

  test('is one from the notice on, of who reported it', () => {
    const passages = seen([BERGEN, -60], [BERGEN, 0], [BERGEN, 60])
    expect(suspicions(passages, suspicion, [sale]).map((s) => s.passageId)).toEqual([2, 3])
    expect(suspicions(passages, suspicion, [{ ...sale, partyId: 2 }])).toEqual([])
  })

  test('is none after the vehicle is entered again', () => {
    const passages = seen([BERGEN, 0], [BERGEN, 60])
    expect(suspicions(passages, suspicion, [{ ...sale, to: NOON + 60_000 }])).toEqual([
      { passageId: 1, reason: 'after-reported-sale' },
    ])
  })
})

test('nothing is suspicious before the first limits', () => {
  const early = seen([BERGEN, 0], [OSLO, 1]).map((p) => ({ ...p, passedAt: p.passedAt - 6e11 }))
  expect(osloDay(early[0]!.passedAt) < '2015-01-01').toBe(true)
  expect(held(early)).toEqual([])
  expect(suspicionLimitsOn(limits, '2014-12-31')).toBeUndefined()
  expect(compileSuspicion([], [BERGEN])).toBeUndefined()
})

test('limits with a field nobody knows, or that look back too short, are refused', () => {
  const [row] = limits
  expect(() => parseSuspicionLimits({ limits: [{ ...row, value: { ...row!.value, more: 1 } }] })).toThrow()
  expect(() =>
    parseSuspicionLimits({ limits: [{ ...row, value: { ...row!.value, samePlateSeconds: 7201 } }] }),
  ).toThrow('looks back too short')
})

test('from wherever rating goes on, the look-back before it is enough', () => {
  const station = fc.constantFrom(BERGEN, BERGEN_SOUTH, OSLO, NOBODY_KNOWS)
  const gap = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 9000 }))
  let found = 0
  fc.assert(
    fc.property(
      fc.array(fc.tuple(station, gap), { minLength: 2, maxLength: 12 }),
      fc.nat(),
      (steps, pick) => {
        let at = 0
        const passages = seen(...steps.map(([place, seconds]) => [place, (at += seconds)] as const))
        const from = passages[pick % passages.length]!.passedAt
        const near = passages.filter((p) => p.passedAt >= from - suspicion.lookBackMs)
        const asked = new Set(passages.filter((p) => p.passedAt >= from).map((p) => p.id))
        const whole = suspicions(passages, suspicion).filter((s) => asked.has(s.passageId))
        found += whole.length
        expect(suspicions(near, suspicion).filter((s) => asked.has(s.passageId))).toEqual(whole)
      },
    ),
    { numRuns: 1000 },
  )
  expect(found).toBeGreaterThan(1000)
})
