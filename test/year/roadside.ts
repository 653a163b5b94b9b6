import { dice } from '../../sandbox/dice.ts'
import { dayNumber, osloMoment } from '../../sandbox/oslo.ts'
import { isOpen, type Station } from '../../sandbox/stations.ts'
import { passageLine } from '../../sandbox/traffic.ts'
import { tripsOn } from '../../sandbox/trips.ts'
import { type Car, tagBehind } from './country.ts'

/** A P line as it is delivered, one day or another. */
export type Line = {
  readonly charger: string
  readonly sequence: number
  readonly text: string
  readonly passedAt: number
  readonly car: Car
  readonly station: Station
}

export type Seen = Pick<Line, 'passedAt' | 'car' | 'station'>

const TAG_MISSED_SHARE = 0.04
const PLATE_MISSED_SHARE = 0.03
/** A letter taken for another: somebody else's plate, or nobody's. */
const PLATE_MISREAD_SHARE = 0.004
/** Half of the cars are out every day, as a monthly cap wants; the others stay at home on three days of four. */
const RARELY_OUT_SHARE = 0.5
const AT_HOME_SHARE = 0.75
const NIGHT_SHARE = 0.01
const CLOCK_CHANGE_SHARE = 0.2
const HOUR = 3_600_000
const CLOCK_CHANGES = ['2019-03-31', '2019-10-27']

/** Everything that passes on a day, in order, charger by charger, as the roadside read it. */
export function passagesOn(
  day: string,
  of: {
    readonly seed: number
    readonly cars: readonly Car[]
    readonly stations: ReadonlyMap<string, Station>
  },
): Line[] {
  const seen = of.cars
    .flatMap((car) => [...trips(car, day, of), ...night(car, day, of)])
    .filter(({ car, passedAt }) => passedAt >= car.drivesFrom)
    .sort((a, b) => a.passedAt - b.passedAt || (a.car.vehicle.ref < b.car.vehicle.ref ? -1 : 1))
  const next = new Map<string, number>()
  return seen.map((one) => {
    const { charger } = one.station
    const index = (next.get(charger) ?? 0) + 1
    next.set(charger, index)
    return readLine(one, { seed: of.seed, sequence: dayNumber(day) * 100_000 + index })
  })
}

/** The line a camera and an antenna make of a passage. */
export function readLine(
  seen: Seen,
  { seed, sequence }: { readonly seed: number; readonly sequence: number },
): Line {
  const { car, station, passedAt } = seen
  const throws = dice(seed, 'reading', station.charger, sequence)
  const tagNumber = throws.chance(TAG_MISSED_SHARE) ? undefined : tagBehind(car, passedAt)
  const plateRead = tagNumber === undefined || !throws.chance(PLATE_MISSED_SHARE)
  const { country, plate, classSeen } = car.vehicle
  const text = passageLine({
    sequence,
    station,
    lane: throws.whole(1, 3),
    passedAt,
    tagNumber,
    vehicle: plateRead
      ? { country, plate: throws.chance(PLATE_MISREAD_SHARE) ? misread(plate) : plate, classSeen }
      : undefined,
    classSeen,
    certainty: throws.whole(82, 99),
  })
  return { ...seen, charger: station.charger, sequence, text }
}

function misread(plate: string): string {
  return plate.replace(/\d/, (digit) => String((Number(digit) + 3) % 10))
}

type Where = { readonly seed: number; readonly stations: ReadonlyMap<string, Station> }

function trips(car: Car, day: string, { seed, stations }: Where): Seen[] {
  const rarely = dice(seed, 'rarely out', car.vehicle.ref).chance(RARELY_OUT_SHARE)
  if (rarely && dice(seed, 'at home', car.vehicle.ref, day).chance(AT_HOME_SHARE)) return []
  const charges = (code: string) => (stations.get(code)?.direction === 'both' ? 'both' : 'one-way')
  return tripsOn(car.vehicle, { day, seed, charges }).flatMap(({ station: code, second }) => {
    const station = stations.get(code)
    return station && isOpen(station, day) ? [{ car, station, passedAt: osloMoment(day, second) }] : []
  })
}

/** Somebody on their way home around midnight, or while the clocks change: instants, for an hour may come twice. */
function night(car: Car, day: string, { seed, stations }: Where): Seen[] {
  const throws = dice(seed, 'night', car.vehicle.ref, day)
  const changes = CLOCK_CHANGES.includes(day)
  if (!throws.chance(changes ? CLOCK_CHANGE_SHARE : NIGHT_SHARE)) return []
  const open = [...stations.values()].filter(
    (station) => station.project === RINGS[car.vehicle.region] && isOpen(station, day),
  )
  if (open.length === 0) return []
  const first = osloMoment(day, 0) + (changes ? throws.share() * 4 : 23 + throws.share()) * HOUR
  return Array.from({ length: throws.whole(2, 4) }, (_, i) => ({
    car,
    station: throws.pick(open),
    passedAt: Math.floor((first + i * (0.2 + throws.share() * 0.5) * HOUR) / 1_000) * 1_000,
  }))
}

const RINGS: Readonly<Record<string, string>> = {
  oslo: 'oslo',
  bergen: 'bergen',
  'nord-jaeren': 'nord-jaeren',
  trondheim: 'trondheim',
  grenland: 'grenland',
  vestfold: 'grenland',
  innlandet: 'oslo',
  kvam: 'bergen',
  forde: 'bergen',
  helgeland: 'trondheim',
}
