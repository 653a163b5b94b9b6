import { addDays, startOfOsloDay, weekdayOf } from '#core/oslo.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import type { Dice } from '#test/traffic.ts'
import { pick } from './vehicles.ts'

export type Stop = { readonly project: string; readonly stationCode: string; readonly passedAt: number }

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

/** Where and when one vehicle drives: each journey is made to stand on the edge of some rule. */
export function journeys(files: readonly TariffFile[]): (random: Dice) => Stop[] {
  const stationsOf = new Map(files.map((file) => [file.project, file.stations.map((s) => s.code)]))
  const known = (codes: readonly string[]) => codes.filter((code) => stationsOf.has(code))
  const rings = known(['bergen', 'oslo', 'nord-jaeren', 'trondheim', 'grenland', 'forde'])
  const stop = (random: Dice, project: string, passedAt: number, among?: readonly string[]): Stop => ({
    project,
    stationCode: pick(random, among ?? stationsOf.get(project) ?? []),
    passedAt: Math.floor(passedAt / SECOND) * SECOND,
  })
  /** One to five passages close together, the next often exactly at, or a second beyond, the end of a window. */
  const burst = (random: Dice, project: string, start: number, among?: readonly string[]): Stop[] => {
    const length = 1 + Math.floor(random() * 5)
    return Array.from({ length }, (_, i) => {
      const edge = pick(random, [0, 60, 60, 90, 10]) * MINUTE + pick(random, [-SECOND, 0, 0, SECOND])
      return stop(random, project, start + (random() < 0.25 ? edge : i * random() * 35 * MINUTE), among)
    })
  }
  const around = (random: Dice, project: string, instants: readonly number[]): Stop[] =>
    instants.flatMap((instant) => burst(random, project, instant - random() * 2 * HOUR))

  const commute = (random: Dice): Stop[] => {
    const project = pick(random, rings)
    const first = aDay(random, '2018-06-01', 1_300)
    return days(first, 3 + Math.floor(random() * 40)).flatMap((day) =>
      [6, 14].flatMap((hour) =>
        random() < 0.8 ? burst(random, project, startOfOsloDay(day) + (hour + random() * 2.5) * HOUR) : [],
      ),
    )
  }
  const capped = (random: Dice): Stop[] => {
    const project = pick(random, known([...rings, 'bomlo', 'fv17-fv720', 'tresfjord']))
    const some = (stationsOf.get(project) ?? []).slice(0, project.startsWith('fv17') ? 1 : 60)
    let at = startOfOsloDay(aDay(random, '2019-01-01', 700)) + random() * 4 * HOUR
    return Array.from({ length: 60 + Math.floor(random() * 90) }, () => {
      at += (random() < 0.1 ? 15 : 61 + random() * 200) * MINUTE
      return stop(random, project, at, some)
    })
  }
  /** The band edges to the second, on any kind of day. */
  const bandEdges = (random: Dice): Stop[] => {
    const project = pick(random, rings)
    const day = pick(random, [...SPECIAL_DAYS, ...weekdays(aDay(random, '2018-06-01', 1_300), 5)])
    return EDGES.flatMap(([hour, minute]) =>
      random() < 0.5
        ? [
            stop(
              random,
              project,
              startOfOsloDay(day) +
                hour * HOUR +
                minute * MINUTE +
                pick(random, [-SECOND, -SECOND, 0, 0, SECOND]),
            ),
          ]
        : [],
    )
  }
  const clockChanges = (random: Dice): Stop[] => around(random, pick(random, rings), CLOCK_CHANGES)
  const monthEnds = (random: Dice): Stop[] =>
    around(
      random,
      pick(random, rings),
      MONTH_STARTS.map((day) => startOfOsloDay(day) + HOUR),
    )
  const newVersions = (random: Dice): Stop[] => {
    const [project, day] = pick(
      random,
      NEW_VERSIONS.filter(([code]) => stationsOf.has(code)),
    )
    return [0, 1, 2].flatMap(() => burst(random, project, startOfOsloDay(day) - random() * 90 * MINUTE))
  }
  const suspension = (random: Dice): Stop[] =>
    SUSPENSION_EDGES.flatMap((day) =>
      burst(random, 'nord-jaeren', startOfOsloDay(day) + (6.5 + random() * 2.5) * HOUR),
    )
  const smallRule = (random: Dice): Stop[] => {
    const [project, among] = pick(
      random,
      SMALL_RULES.filter(([code]) => stationsOf.has(code)),
    )
    return days(aDay(random, '2018-01-01', 900), 6).flatMap((day) =>
      burst(random, project, startOfOsloDay(day) + random() * 22 * HOUR, among),
    )
  }
  /** Two projects by turns within the hour: a group of one code in two files is one group. */
  const neighbours = (random: Dice): Stop[] => {
    const pair = pick(random, [
      known(['bomlo', 'forde']),
      known(['nord-jaeren', 'kvammapakken']),
      known(rings),
    ])
    return days(aDay(random, '2019-01-01', 700), 5).flatMap((day) => {
      const start = startOfOsloDay(day) + random() * 22 * HOUR
      return Array.from({ length: 4 }, () => stop(random, pick(random, pair), start + random() * 2 * HOUR))
    })
  }
  /** Anywhere in the country, also where no tariff is known for the day. */
  const wander = (random: Dice): Stop[] => {
    const first = startOfOsloDay(aDay(random, '2015-01-01', 3_300))
    return Array.from({ length: 1 + Math.floor(random() * 12) }, (_, i) =>
      stop(random, pick(random, [...stationsOf.keys()]), first + i * random() * DAY),
    )
  }
  const many = [commute, capped, bandEdges, bandEdges, clockChanges, monthEnds, newVersions, suspension]
  const some = [smallRule, smallRule, smallRule, smallRule, neighbours, wander, wander]
  return (random) => {
    const stops = pick(random, [...many, ...some])(random)
    return random() < 0.15 ? doubled(random, stops) : stops
  }
}

/** Some passages twice at one instant: only charger and sequence order them. */
function doubled(random: Dice, stops: readonly Stop[]): Stop[] {
  return stops.flatMap((stop) => {
    const other = pick(random, stops)
    return random() < 0.1 ? [stop, { ...other, passedAt: stop.passedAt }] : [stop]
  })
}

const EDGES = [
  [6, 30],
  [7, 0],
  [9, 0],
  [14, 30],
  [15, 0],
  [16, 30],
  [17, 0],
] as const

/** Last Sundays of March and October: 01:00 UTC. */
const CLOCK_CHANGES = ['2019-03-31', '2019-10-27', '2020-03-29', '2020-10-25'].map((day) =>
  Date.parse(`${day}T01:30:00Z`),
)

const MONTH_STARTS = [
  '2019-01-01',
  '2019-05-01',
  '2019-10-01',
  '2020-02-29',
  '2020-03-01',
  '2020-07-01',
  '2020-11-01',
]

/** Oslo days on which another version of a rule or price begins. */
const NEW_VERSIONS = [
  ['oslo', '2019-06-01'],
  ['oslo', '2023-09-01'],
  ['oslo', '2020-01-01'],
  ['bergen', '2019-04-06'],
  ['bergen', '2021-05-01'],
  ['trondheim', '2023-09-01'],
  ['forde', '2023-09-01'],
  ['nord-jaeren', '2020-02-10'],
] as const

const SUSPENSION_EDGES = ['2018-12-07', '2018-12-10', '2018-12-17', '2019-03-22', '2019-03-25'] as const

const SMALL_RULES = [
  ['tresfjord', undefined],
  ['tresfjord', ['tresfjord-skorgen', 'tresfjord-skjeggstad']],
  ['kvammapakken', undefined],
  ['bomlo', undefined],
  ['trondheim', ['trondheim-s63-brosetvegen', 'trondheim-s63-jonsvannsveien']],
  ['trondheim', ['trondheim-s67', 'trondheim-s70', 'trondheim-s55', 'trondheim-s54']],
  ['trondheim', ['trondheim-s67', 'trondheim-s68', 'trondheim-s55', 'trondheim-s53']],
] as const satisfies readonly (readonly [string, readonly string[] | undefined])[]

/** Public holidays, the days some rings leave out, and ordinary days beside them. */
const SPECIAL_DAYS = [
  '2018-12-24',
  '2018-12-31',
  '2019-01-01',
  '2019-04-17',
  '2019-04-18',
  '2019-04-19',
  '2019-04-22',
  '2019-04-23',
  '2019-05-01',
  '2019-05-17',
  '2019-05-30',
  '2019-06-10',
  '2019-07-01',
  '2019-07-31',
  '2019-08-01',
  '2019-12-24',
  '2019-12-26',
  '2020-02-29',
  '2020-04-08',
  '2020-04-09',
  '2020-04-13',
  '2020-05-21',
  '2020-06-01',
  '2021-05-13',
  '2021-05-24',
] as const

function aDay(random: Dice, first: string, within: number): string {
  return addDays(first, Math.floor(random() * within))
}

function days(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => addDays(first, i))
}

function weekdays(first: string, count: number): string[] {
  return days(first, count + 2).filter((day) => weekdayOf(day) <= 5)
}
