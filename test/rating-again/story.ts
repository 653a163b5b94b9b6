import fc from 'fast-check'
import { osloDay, startOfOsloDay } from '#core/oslo.ts'
import type { Change } from './changes.ts'
import type { Line } from './facts.ts'
import { STATION_COUNT, TARIFFS } from './tariffs.ts'

/** A month's passages of three vehicles, how they are delivered, and what is found out afterwards. */
export type Story = {
  readonly tariff: number
  readonly lines: readonly (Line & { readonly comesAgain: number | undefined })[]
  readonly changes: readonly {
    readonly change: Change
    readonly after: number
    readonly undone: boolean
    /** What is taken of what it made due, before anything else happens. */
    readonly taken: Taken
  }[]
  /** After each delivery: what is taken of what is due before the next; undefined: all, and everything is compared. */
  readonly rates: readonly (Taken | undefined)[]
  readonly begins: number
}

export type Taken = { readonly limit: number; readonly newest: boolean }

export const DELIVERIES = 6
const MINUTE = 60_000
const DAY = 86_400_000

/** Where rules meet: the clocks' change, a change of month, a midnight in the month, the beginning of the rush. */
const PLACES = [
  [
    '2019-10-27T01:00:00Z',
    '2019-11-01T00:00:00+01:00',
    '2019-10-16T00:00:00+02:00',
    '2019-10-15T06:30:00+02:00',
  ],
  [
    '2019-03-31T01:00:00Z',
    '2019-04-01T00:00:00+02:00',
    '2019-03-16T00:00:00+01:00',
    '2019-03-15T06:30:00+01:00',
  ],
].map((places) => places.map((at) => Date.parse(at)))

export const CLOCK_CHANGES: readonly number[] = PLACES.map(([change]) => change!)

const offset = fc.oneof(
  fc.integer({ min: -100, max: 150 }),
  fc.constantFrom(-61, -60, -30, 0, 0, 29, 30, 31, 60, 90, 120),
)
const often = <T>(many: T, few: T) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(many) }, { weight: 1, arbitrary: fc.constant(few) })

const drawnLine = fc.record({
  place: fc.nat(2),
  offset,
  stationId: fc.integer({ min: 1, max: STATION_COUNT }),
  lane: often('1', '9'),
  vehicle: fc.oneof(
    { weight: 6, arbitrary: fc.constant(1) },
    { weight: 2, arbitrary: fc.integer({ min: 2, max: 3 }) },
  ),
  reads: fc.constantFrom('tag', 'both', 'both', 'plate', 'odd'),
  /** Undefined: in its turn. */
  arrives: fc.option(fc.nat(DELIVERIES - 1), { nil: undefined, freq: 2 }),
  comesAgain: fc.option(fc.nat(DELIVERIES - 1), { nil: undefined, freq: 3 }),
})

const taken: fc.Arbitrary<Taken> = fc.record({ limit: fc.nat(3), newest: fc.boolean() })
const minutes = fc.constantFrom(-60, -59, -7, -1, 1, 7, 60, 180)
const drawnChange = fc.record({
  kind: fc.constantFrom(
    'tag-moved',
    'tag-moved',
    'blocked',
    'blocked',
    'ended',
    'withdrawn',
    'replaced',
    'clock-error',
    'station-fault',
  ),
  after: fc.nat(DELIVERIES - 1),
  undone: fc.boolean(),
  taken,
  place: fc.nat(2),
  offset,
  lasts: fc.constantFrom(30, 120, 40_000, Number.POSITIVE_INFINITY),
  daysBack: fc.nat(3),
  one: often(1, 2),
  to: often(3, 1),
  stationId: fc.integer({ min: 1, max: STATION_COUNT }),
  shift: minutes,
  pick: fc.nat(50),
})

/** Two or three of a month's places are enough, so that passages meet. */
export const story: fc.Arbitrary<Story> = fc
  .record({
    tariff: fc.nat(TARIFFS.length - 1),
    month: fc.nat(PLACES.length - 1),
    places: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1, maxLength: 3 }),
    lines: fc.array(drawnLine, { minLength: 4, maxLength: 24, size: 'max' }),
    changes: fc.array(drawnChange, { minLength: 0, maxLength: 3, size: 'max' }),
    rates: fc.array(fc.option(taken, { nil: undefined, freq: 1 }), {
      minLength: DELIVERIES,
      maxLength: DELIVERIES,
    }),
  })
  .map((drawn) => {
    const places = drawn.places.map((place) => PLACES[drawn.month]![place]!)
    const at = (of: { place: number; offset: number }) =>
      places[of.place % places.length]! + of.offset * MINUTE
    return {
      tariff: drawn.tariff,
      rates: drawn.rates,
      begins: Math.min(...places),
      lines: delivered(drawn.lines.map((line) => ({ ...line, passedAt: at(line) }))),
      changes: drawn.changes.map((change) => ({
        after: change.after,
        undone: change.undone,
        taken: change.taken,
        change: changeOf(change, at(change)),
      })),
    }
  })

type DrawnLine = typeof drawnLine extends fc.Arbitrary<infer Drawn> ? Drawn & { passedAt: number } : never
type DrawnChange = typeof drawnChange extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** In turn are those of whom nothing else is said: a part of the time to each delivery. */
function delivered(lines: readonly DrawnLine[]): Story['lines'] {
  const turns = lines.map((line) => line.passedAt).sort((a, b) => a - b)
  return lines.map((line, i) => {
    const turn = Math.floor((turns.indexOf(line.passedAt) * DELIVERIES) / turns.length)
    const { stationId, lane, passedAt, comesAgain, vehicle, reads } = line
    const tag = vehicle === 3 || reads === 'plate' ? undefined : vehicle
    // Odd: one customer's tag in another vehicle.
    const plate = reads === 'odd' ? 1 + (vehicle % 3) : reads === 'tag' && tag ? undefined : vehicle
    const arrives = line.arrives ?? turn
    const sequence = 1 + i
    return { sequence, stationId, lane, passedAt, tag, plate, asIfTagRead: false, arrives, comesAgain }
  })
}

function changeOf(drawn: DrawnChange, at: number): Change {
  const { kind, one, to, stationId, pick } = drawn
  const shift = drawn.shift * MINUTE
  switch (kind) {
    case 'tag-moved': {
      // A move of today holds from now; an earlier one from the beginning of its day.
      const day = startOfOsloDay(osloDay(at - drawn.daysBack * DAY))
      return { kind, tagId: one, to, at: drawn.daysBack === 0 ? at : day }
    }
    case 'blocked':
      return { kind, agreementId: one, at, to: at + drawn.lasts * MINUTE }
    case 'ended':
      return { kind, agreementId: one, at }
    case 'withdrawn':
      return { kind, pick }
    case 'replaced':
      return { kind, pick, shift, plate: one }
    case 'clock-error':
      return { kind, stationId, shift, from: at - 60 * MINUTE, to: at + drawn.lasts * MINUTE }
    case 'station-fault':
      return { kind, stationId, from: at - 60 * MINUTE, to: at + drawn.lasts * MINUTE }
  }
}
