import { dice } from './dice.ts'
import type { Assignment, Vehicle } from './fleet.ts'
import { addDays, dayNumber, osloInstant, osloMoment } from './oslo.ts'
import { isOpen, type Station } from './stations.ts'
import { tripsOn } from './trips.ts'
import type { World } from './world.ts'

/** The day the sandbox's roadside was switched on. */
export const TRAFFIC_BEGINS = '2019-10-10'

/** A line of a passage file, and the day whose file it comes in. */
export type Seen = {
  readonly charger: string
  readonly sequence: number
  readonly line: string
  readonly passedAt: number
  readonly by: 'tag' | 'plate'
  readonly deliveredOn: string
  /** 1 out of 200 lines comes once more. */
  readonly againOn: string | undefined
}

export type PassageFile = {
  readonly name: string
  readonly charger: string
  readonly day: string
  readonly lines: number
  readonly text: string
}

export type Roadside = { readonly world: World; readonly stations: ReadonlyMap<string, Station> }

const LATE_SHARE = 0.01
const LATE_DAYS_MAX = 20
const TWICE_SHARE = 0.005
const AGAIN_DAYS_MAX = 5
/** Of those that have a tag; with the vehicles that have none, 9 of 100 passages are read by plate only. */
const TAG_MISSED_SHARE = 0.038
const PLATE_MISSED_SHARE = 0.03

/** Pure traffic from the seed: the same days give the same lines, in whatever order they are asked for. */
export function makeTraffic({ world, stations }: Roadside) {
  const days = new Map<string, readonly Seen[]>()
  const assignments = Map.groupBy(world.assignments, ({ vehicle }) => vehicle.ref)
  const charges = (code: string) => (stations.get(code)?.direction === 'both' ? 'both' : 'one-way')

  function passagesOn(day: string): readonly Seen[] {
    const known = days.get(day)
    if (known) return known
    const made = day < TRAFFIC_BEGINS ? [] : makeDay(day)
    days.set(day, made)
    return made
  }

  function makeDay(day: string): Seen[] {
    const readings = world.vehicles
      .flatMap((vehicle) =>
        tripsOn(vehicle, { day, seed: world.seed, charges }).flatMap(({ station, second }) => {
          const at = stations.get(station)
          const passedAt = osloMoment(day, second)
          return at && isOpen(at, day) && exists(vehicle, passedAt)
            ? [{ vehicle, station: at, passedAt }]
            : []
        }),
      )
      .sort((a, b) => a.passedAt - b.passedAt || (a.vehicle.ref < b.vehicle.ref ? -1 : 1))
    const next = new Map<string, number>()
    return readings.map((reading) => {
      const { charger } = reading.station
      const index = (next.get(charger) ?? 0) + 1
      next.set(charger, index)
      const sequence = dayNumber(day) * 100_000 + index
      return seen(reading, {
        day,
        sequence,
        seed: world.seed,
        assignments: assignments.get(reading.vehicle.ref) ?? [],
      })
    })
  }

  /** A day's files: what passed that day, what passed earlier and comes late, and some lines once more. */
  function filesOn(day: string): PassageFile[] {
    const recent = Array.from({ length: LATE_DAYS_MAX + AGAIN_DAYS_MAX + 1 }, (_, i) =>
      passagesOn(addDays(day, -i)),
    ).flat()
    const lines = recent.filter(({ deliveredOn, againOn }) => deliveredOn === day || againOn === day)
    const chargers = Map.groupBy(lines, ({ charger }) => charger)
    return [...chargers.keys()].sort().map((charger) => {
      const inOrder = (chargers.get(charger) ?? []).toSorted((a, b) => a.sequence - b.sequence)
      return {
        name: `${charger}-${day}.txt`,
        charger,
        day,
        lines: inOrder.length,
        text: fileOf({
          charger,
          number: day.replaceAll('-', ''),
          createdAt: osloMoment(addDays(day, 1), 2 * 3600),
          lines: inOrder,
        }),
      }
    })
  }

  return { passagesOn, filesOn }
}

export type Traffic = ReturnType<typeof makeTraffic>

export function fileOf(of: {
  readonly charger: string
  readonly number: string
  readonly createdAt: number
  readonly lines: readonly Pick<Seen, 'line'>[]
}): string {
  const header = `H;brikke-passages;1;${of.charger};${of.number};${osloInstant(of.createdAt)}`
  return `${[header, ...of.lines.map(({ line }) => line), `T;${of.lines.length}`].join('\n')}\n`
}

/** One reading as a P line. An empty tag is one that was not read. */
export function passageLine(of: {
  readonly sequence: number
  readonly station: Station
  readonly lane: number
  readonly passedAt: number
  readonly tagNumber: string | undefined
  readonly vehicle: Pick<Vehicle, 'country' | 'plate' | 'classSeen'> | undefined
  readonly classSeen: 1 | 2
  readonly certainty: number
}): string {
  const { sequence, station, tagNumber, vehicle } = of
  const picture = tagNumber === undefined ? `${station.charger}/${sequence}.jpg` : ''
  return [
    'P',
    sequence,
    station.code,
    of.lane,
    osloInstant(of.passedAt),
    tagNumber ?? '',
    tagNumber === undefined ? '' : 'ok',
    vehicle?.country ?? '',
    vehicle?.plate ?? '',
    vehicle ? of.certainty : '',
    of.classSeen,
    picture,
  ].join(';')
}

function seen(
  {
    vehicle,
    station,
    passedAt,
  }: { readonly vehicle: Vehicle; readonly station: Station; readonly passedAt: number },
  of: {
    readonly day: string
    readonly sequence: number
    readonly seed: number
    readonly assignments: readonly Assignment[]
  },
): Seen {
  const { day, sequence } = of
  const throws = dice(of.seed, 'reading', station.charger, sequence)
  const mounted = tagAt(vehicle, of.assignments, passedAt)
  const tagNumber = throws.chance(TAG_MISSED_SHARE) ? undefined : mounted
  const plateRead = tagNumber === undefined || !throws.chance(PLATE_MISSED_SHARE)
  const deliveredOn = throws.chance(LATE_SHARE) ? addDays(day, throws.whole(1, LATE_DAYS_MAX)) : day
  return {
    charger: station.charger,
    sequence,
    passedAt,
    by: tagNumber === undefined ? 'plate' : 'tag',
    deliveredOn,
    againOn: throws.chance(TWICE_SHARE) ? addDays(deliveredOn, throws.whole(1, AGAIN_DAYS_MAX)) : undefined,
    line: passageLine({
      sequence,
      station,
      lane: throws.whole(1, 3),
      passedAt,
      tagNumber,
      vehicle: plateRead ? vehicle : undefined,
      classSeen: vehicle.classSeen,
      certainty: throws.whole(82, 99),
    }),
  }
}

export function tagAt(vehicle: Vehicle, assignments: readonly Assignment[], at: number): string | undefined {
  const now = assignments.find(({ from, to }) => from <= at && (to === null || at < to))
  return now?.tag?.tagNumber ?? vehicle.foreignTag
}

function exists({ owners, firstRegisteredOn }: Vehicle, at: number): boolean {
  return at >= (owners[0]?.from ?? osloMoment(firstRegisteredOn, 0))
}
