import type { Day } from '#core/dated.ts'
import { easterSunday, isPublicHoliday } from '#core/holidays.ts'
import { kroner, type Ore } from '#core/money.ts'
import { addDays, weekdayOf } from '#core/oslo.ts'
import type { TariffFile } from './tariff-file.ts'

export type Prices = ReadonlyMap<string, ReadonlyMap<string, Ore>>
type VehicleGroups = TariffFile['vehicleGroups'][number]
type ZeroEmission = TariffFile['zeroEmission'][number]

/** Everything that holds at one station on one Oslo day. Looked up once, used for every passage of the day. */
export type StationDay = {
  readonly charges: boolean
  readonly freeLanes: ReadonlySet<string>
  /** Undefined: no tariff is known for the day, and none is guessed. */
  readonly prices:
    | {
        readonly class1: Prices
        readonly class2: Prices | undefined
        readonly example: boolean
        readonly exampleColumns: ReadonlySet<string>
      }
    | undefined
  readonly groups: VehicleGroups | undefined
  readonly bands: readonly { readonly band: string; readonly fromMinute: number; readonly toMinute: number }[]
  readonly suspended: ReadonlyMap<string, string>
  readonly discount:
    | { readonly class1Percent: number; readonly class2Percent: number; readonly onPlateRead: boolean }
    | undefined
  readonly zeroEmission: readonly ZeroEmission[]
  readonly motorcyclesFree: boolean
}

export type Tariffs = { at(stationId: number, day: Day): StationDay | undefined }

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
  return {
    at(stationId, day) {
      let ofStation = days.get(stationId)
      if (!ofStation) days.set(stationId, (ofStation = new Map()))
      let found = ofStation.get(day)
      const known = stations.get(stationId)
      if (!found && known) ofStation.set(day, (found = stationDay(known.file, known.station, day)))
      return found
    },
  }
}

function stationDay(file: TariffFile, station: TariffFile['stations'][number], day: Day): StationDay {
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
    charges: open,
    freeLanes: new Set(station.freeLanes ?? []),
    prices:
      open && tariff
        ? {
            class1: inOre(tariff.class1),
            class2: tariff.class2 && inOre(tariff.class2),
            example: (tariff.example ?? station.example ?? file.example) === true,
            exampleColumns: new Set(tariff.exampleColumns),
          }
        : undefined,
    groups: on(file.vehicleGroups, day),
    bands: (bands?.bands ?? [])
      .filter((band) => inForce(band, day))
      .flatMap((band) => band.windows.map((w) => toMinutes(band.band, w))),
    suspended: new Map(
      file.suspensions.filter((s) => s.from <= day && day <= s.to).map((s) => [s.band, s.pays]),
    ),
    discount: on(file.tagDiscounts, day),
    zeroEmission: file.zeroEmission.filter((row) => holds(row, day)),
    motorcyclesFree: file.exemptions.some((row) => row.kind === 'motorcycle-and-moped' && holds(row, day)),
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
