import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { startOfOsloDay } from '#core/oslo.ts'

/** From where on a passage or a month is held for somebody to look at, from `data/suspicion.json`. */
export type SuspicionLimits = {
  /** One plate at one charger twice within this long is one passage. */
  readonly samePlateSeconds: number
  /** As the crow flies: no road is shorter. */
  readonly speedKmhMax: number
  /** Two stations' clocks may differ by so much. */
  readonly clockSecondsMax: number
  /** Passages farther apart than this are not held against each other. */
  readonly lookBackMinutes: number
  /** A vehicle's passages in any hour, and in an Oslo day. */
  readonly hourPassagesMax: number
  readonly dayPassagesMax: number
  /** A month may cost so many times the month before, and always the floor. */
  readonly monthTimesMax: number
  readonly monthFloorOre: number
  /** A passage first charged so many days after it was driven is late. Absent: never. */
  readonly lateDaysMax?: number | undefined
}

const positive = z.number().int().positive()

const row = z.strictObject({
  from: z.iso.date(),
  source: z.string(),
  value: z
    .strictObject({
      samePlateSeconds: positive,
      speedKmhMax: positive,
      clockSecondsMax: z.number().int().nonnegative(),
      lookBackMinutes: positive,
      hourPassagesMax: positive,
      dayPassagesMax: positive,
      monthTimesMax: positive,
      monthFloorOre: positive,
      lateDaysMax: positive.optional(),
    })
    .refine((limits) => limits.samePlateSeconds <= limits.lookBackMinutes * 60, 'looks back too short'),
})

export function parseSuspicionLimits(json: unknown): readonly Dated<SuspicionLimits>[] {
  return z.strictObject({ limits: z.array(row) }).parse(json).limits
}

/** Undefined: nothing is suspicious before the first row. */
export function suspicionLimitsOn(
  rows: readonly Dated<SuspicionLimits>[],
  day: Day,
): SuspicionLimits | undefined {
  return valueOn(rows, day)?.value
}

/** Everything that tells whether a passage is suspicious, beside the passages. */
export type Suspicion = {
  /** The longest of all look-backs, in milliseconds. */
  readonly lookBackMs: number
  /** Latest first. */
  readonly limits: readonly TimedLimits[]
  readonly places: ReadonlyMap<number, Place>
}

/** In what they are held against. */
export type TimedLimits = {
  readonly fromAt: number
  readonly samePlateMs: number
  readonly lookBackMs: number
  readonly kmPerMs: number
  readonly clockMs: number
}

/** Kilometres from the middle of the earth; undefined where nobody knows where the station lies. */
export type Place = {
  readonly chargerId: number
  readonly position: readonly [x: number, y: number, z: number] | undefined
}

export type StationPlace = {
  readonly id: number
  readonly chargerId: number
  readonly latitude: number | null
  readonly longitude: number | null
}

/** Undefined where no limits are loaded: then nothing is suspicious. */
export function compileSuspicion(
  rows: readonly Dated<SuspicionLimits>[],
  stations: readonly StationPlace[],
): Suspicion | undefined {
  if (rows.length === 0) return undefined
  const limits = rows
    .map(({ from, value }) => ({
      fromAt: startOfOsloDay(from),
      samePlateMs: value.samePlateSeconds * 1000,
      lookBackMs: value.lookBackMinutes * 60_000,
      kmPerMs: value.speedKmhMax / 3_600_000,
      clockMs: value.clockSecondsMax * 1000,
    }))
    .sort((a, b) => b.fromAt - a.fromAt)
  return {
    lookBackMs: Math.max(...limits.map((l) => l.lookBackMs)),
    limits,
    places: new Map(stations.map((s) => [s.id, { chargerId: s.chargerId, position: positionOf(s) }])),
  }
}

const EARTH_RADIUS_KM = 6371

/** On a globe: the straight line between two places through it is as good as the way over it within one country. */
function positionOf({ latitude, longitude }: StationPlace): Place['position'] {
  if (latitude === null || longitude === null) return undefined
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
  const outwards = EARTH_RADIUS_KM * Math.cos(north)
  return [outwards * Math.cos(east), outwards * Math.sin(east), EARTH_RADIUS_KM * Math.sin(north)]
}
