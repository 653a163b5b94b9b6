import type { Day } from '#core/dated.ts'
import { easterSunday, isPublicHoliday } from '#core/holidays.ts'
import { kroner, type Ore } from '#core/money.ts'
import { addDays, weekdayOf } from '#core/oslo.ts'
import { countKey } from './cap.ts'
import type { NoPrice, Price } from './price.ts'
import type { Suspicion } from './suspicion-limits.ts'
import type { TariffFile } from './tariff-file.ts'

export type Prices = ReadonlyMap<string, ReadonlyMap<string, Ore>>
type VehicleGroups = TariffFile['vehicleGroups'][number]
type ZeroEmission = TariffFile['zeroEmission'][number]

/** Everything that holds at one station on one Oslo day. Looked up once, used for every passage of the day. */
export type StationDay = {
  /** The rows all of this is taken from. */
  readonly of: { readonly file: TariffFile; readonly station: string; readonly day: Day }
  /** Prices already worked out, by all they depend on (price.ts). */
  readonly workedOut: Map<number, Price | NoPrice>
  readonly freeLanes: ReadonlySet<string>
  /** Undefined: no tariff is known for the day, and none is guessed. */
  readonly prices:
    | {
        readonly class1: Prices
        readonly class2: Prices | undefined
        readonly example: boolean
        readonly exampleColumns: ReadonlySet<string>
        readonly source: TariffSource
      }
    | undefined
  readonly groups: VehicleGroups | undefined
  /** Category M1 of any weight is class 1 under a valid agreement. */
  readonly m1ByAgreement: boolean
  readonly bands: readonly { readonly band: string; readonly fromMinute: number; readonly toMinute: number }[]
  readonly suspended: ReadonlyMap<string, string>
  readonly discount:
    | {
        readonly class1Percent: number
        readonly class2Percent: number
        readonly onPlateRead: boolean
        readonly onTagOfAnotherVehicle?: boolean | undefined
        readonly example?: true | undefined
      }
    | undefined
  readonly zeroEmission: readonly ZeroEmission[]
  readonly motorcyclesFree: boolean
  /** Read by plate alone: charged at the earliest after so many days. */
  readonly plateDelayDays: number
  readonly exemptions: readonly TariffFile['exemptions'][number][]
  readonly hourRule: HourRule | undefined
  readonly pairRules: readonly PairRule[]
  readonly cap: CapRule | undefined
}

/** Where a full price comes from: a dated row of a project's tariff file. */
export type TariffSource = {
  readonly project: string
  readonly from: Day
  readonly to: Day | undefined
  readonly source: string
}

export type Needs = readonly ('tag' | 'agreement')[]

/** The hour rule a station stands under on a day. Groups are not projects: one code is one group, in whatever file. */
export type HourRule = {
  readonly group: string
  readonly mode: 'first' | 'dearest' | 'reverse'
  readonly minutes: number
  readonly endInclusive: boolean
  readonly requires: Needs
  /** Nobody has stated it. */
  readonly example?: true | undefined
}

/** A pair rule as seen from one of its stations. */
export type PairRule = {
  /** The same for all stations of the rule, and for no other rule. */
  readonly rule: string
  readonly kind: 'annul-both' | 'free-if-paid'
  /** Whether a passage here may free another, or may be freed. In annul-both both are true. */
  readonly pays: boolean
  readonly freed: boolean
  readonly minutes: number
  readonly requires: Needs
  readonly example?: true | undefined
}

export type CapRule = {
  readonly group: string
  /** What is counted together: the group, or the station in it, in the Oslo month. */
  readonly countKey: string
  readonly limits: { readonly 1: number | undefined; readonly 2: number | undefined }
  readonly requires: Needs
  readonly example?: true | undefined
}

export type Tariffs = {
  at(stationId: number, day: Day): StationDay | undefined
  /** No window, and no pair, is open for longer: of all rules that ever held, in milliseconds. */
  readonly longestOpenMs: number
  /** Loaded with them, so that whoever rates holds the same passages. Undefined: nothing is suspicious. */
  readonly suspicion?: Suspicion | undefined
}

/** The tariff files as one lookup by station and day. Pure; what it has looked up once it remembers. */
export function compileTariffs(
  files: readonly { file: TariffFile; stationIds: ReadonlyMap<string, number> }[],
): Tariffs {
  const stations = new Map<number, { file: TariffFile; station: TariffFile['stations'][number] }>()
  for (const { file, stationIds } of files) {
    for (const station of file.stations) {
      const id = stationIds.get(station.code)
      if (id !== undefined) stations.set(id, { file, station })
    }
  }
  const days = new Map<number, Map<Day, StationDay>>()
  const workedOut = new Map<string, StationDay['workedOut']>()
  return {
    longestOpenMs: longestOpenMs(files.map(({ file }) => file)),
    at(stationId, day) {
      let ofStation = days.get(stationId)
      if (!ofStation) days.set(stationId, (ofStation = new Map()))
      let found = ofStation.get(day)
      const known = stations.get(stationId)
      if (!found && known) ofStation.set(day, (found = stationDay(known.file, known.station, day, workedOut)))
      return found
    },
  }
}

function longestOpenMs(files: readonly TariffFile[]): number {
  const rules = files.flatMap((file) => [...file.hourRules, ...file.pairRules])
  return 60_000 * Math.max(0, ...rules.map((rule) => rule.minutes))
}

function stationDay(
  file: TariffFile,
  station: TariffFile['stations'][number],
  day: Day,
  workedOut: Map<string, StationDay['workedOut']>,
): StationDay {
  const open = station.open.some(
    (period) => period.from <= day && (period.to === undefined || day <= period.to),
  )
  const tariff = on(
    file.tariffs.filter((row) => row.priceGroup === station.priceGroup),
    day,
  )
  const bands = on(
    file.timeBands.filter((row) => row.priceGroups === 'all' || row.priceGroups.includes(station.priceGroup)),
    day,
  )
  return {
    of: { file, station: station.code, day },
    workedOut: shared(workedOut, [file.project, station.priceGroup, station.example, open, day].join(' ')),
    freeLanes: new Set(station.freeLanes ?? []),
    prices:
      open && tariff
        ? {
            class1: inOre(tariff.class1),
            class2: tariff.class2 && inOre(tariff.class2),
            example: (tariff.example ?? station.example ?? file.example) === true,
            exampleColumns: new Set(tariff.exampleColumns),
            source: { project: file.project, from: tariff.from, to: tariff.to, source: tariff.source },
          }
        : undefined,
    groups: on(file.vehicleGroups, day),
    m1ByAgreement: (file.m1ByAgreement ?? []).some((row) => holds(row, day)),
    bands: (bands?.bands ?? [])
      .filter((band) => inForce(band, day))
      .flatMap((band) => band.windows.map((w) => toMinutes(band.band, w))),
    suspended: new Map(
      file.suspensions.filter((s) => s.from <= day && day <= s.to).map((s) => [s.band, s.pays]),
    ),
    discount: on(file.tagDiscounts, day),
    zeroEmission: file.zeroEmission.filter((row) => holds(row, day)),
    motorcyclesFree: file.exemptions.some((row) => row.kind === 'motorcycle-and-moped' && holds(row, day)),
    plateDelayDays: on(file.plateReads ?? [], day)?.chargedAfterDays ?? 0,
    exemptions: file.exemptions.filter((row) => row.kind !== 'motorcycle-and-moped' && holds(row, day)),
    hourRule: file.hourRules.find((row) => stands(row.stations, station.code) && holds(row, day)),
    pairRules: file.pairRules.flatMap((row) => (holds(row, day) ? pairRule(row, station.code) : [])),
    cap: capRule(
      file.caps.find((row) => stands(row.stations, station.code) && holds(row, day)),
      station.code,
      day,
    ),
  }
}

/** Stations of one price group cost the same: what is worked out at one holds at all. */
function shared(all: Map<string, StationDay['workedOut']>, key: string): StationDay['workedOut'] {
  let found = all.get(key)
  if (!found) all.set(key, (found = new Map()))
  return found
}

function stands(stations: 'all' | readonly string[], station: string): boolean {
  return stations === 'all' || stations.includes(station)
}

function pairRule(row: TariffFile['pairRules'][number], station: string): PairRule[] {
  // What its stations are tells a rule from another, also when its minutes change from one year to the next.
  const rule = [row.kind, ...row.stations, ...(row.frees ?? [])].join(' ')
  const both = row.kind === 'annul-both'
  const pays = row.stations.includes(station)
  const freed = both ? pays : (row.frees ?? []).includes(station)
  const { kind, minutes, requires, example } = row
  return pays || freed ? [{ rule, kind, pays, freed, minutes, requires, example }] : []
}

function capRule(
  row: TariffFile['caps'][number] | undefined,
  station: string,
  day: Day,
): CapRule | undefined {
  if (!row) return undefined
  const { group, perStation, class1, class2, requires, example } = row
  return {
    group,
    countKey: countKey(perStation ? `${group} ${station}` : group, `${day.slice(0, 7)}-01`),
    limits: { 1: class1, 2: class2 },
    requires,
    example,
  }
}

/** Half-open: 06:30–09:00 ends before nine. */
function toMinutes(band: string, window: string): StationDay['bands'][number] {
  const [from = '', to = ''] = window.split('-')
  return { band, fromMinute: minute(from), toMinute: minute(to) }
}

function minute(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
}

type Band = TariffFile['timeBands'][number]['bands'][number]

function inForce(band: Band, day: Day): boolean {
  return band.weekdays.includes(weekdayOf(day)) && !band.notOn.some((exception) => isOn(exception, day))
}

function isOn(exception: Band['notOn'][number], day: Day): boolean {
  switch (exception) {
    case 'public-holiday':
      return isPublicHoliday(day)
    case 'july':
      return day.slice(5, 7) === '07'
    case 'christmas-eve':
      return day.endsWith('-12-24')
    case 'new-years-eve':
      return day.endsWith('-12-31')
    case 'wednesday-before-easter':
      return day === addDays(easterSunday(Number(day.slice(0, 4))), -4)
    default:
      return exception === day
  }
}

function inOre(columns: Record<string, Record<string, number>>): Prices {
  return new Map(
    Object.entries(columns).map(([column, bands]) => [
      column,
      new Map(Object.entries(bands).map(([band, amount]) => [band, kroner(amount)])),
    ]),
  )
}

function holds(row: { from: Day; to?: Day | undefined }, day: Day): boolean {
  return row.from <= day && (row.to === undefined || day <= row.to)
}

/** The latest row that holds on the day. */
function on<Row extends { from: Day; to?: Day | undefined }>(
  rows: readonly Row[],
  day: Day,
): Row | undefined {
  let found: Row | undefined
  for (const row of rows) if (row.from <= day && (!found || row.from > found.from)) found = row
  return found && holds(found, day) ? found : undefined
}
