import type { Day } from '#core/dated.ts'
import { kroner, type Ore } from '#core/money.ts'
import { osloTime, startOfOsloDay } from '#core/oslo.ts'
import type { AskedReading, AskedVehicle } from '#words/tariff-page.ts'
import { rateStretch } from './charge.ts'
import type { Outcome, StretchPassage } from './stretch.ts'
import type { Energy, TariffFile } from './tariff-file.ts'
import { compileTariffs, type TariffSource } from './tariffs.ts'
import type { VehicleFacts } from './vehicle.ts'

/** What stations of one price cost on a day. A price without a source for the day says so. */
export type StationPrices = {
  readonly stations: readonly string[]
  readonly source: string
  readonly rows: readonly {
    readonly class: 1 | 2
    readonly column: string
    readonly example: boolean
    readonly prices: readonly { readonly band: string; readonly amount: Ore }[]
  }[]
}

/** The full prices of a project on a day (terms 1.5). Stations of which no price is known that day are named apart. */
export function pricesOn(
  file: TariffFile,
  day: Day,
): { readonly groups: readonly StationPrices[]; readonly unknown: readonly string[] } {
  const open = file.stations.filter((station) => station.open.some((row) => holds(row, day)))
  const byGroup = Map.groupBy(open, ({ priceGroup }) => priceGroup)
  const groups: StationPrices[] = []
  const unknown: string[] = []
  for (const [priceGroup, stations] of byGroup) {
    const names = stations.map(({ name }) => name)
    const row = file.tariffs.find((one) => one.priceGroup === priceGroup && holds(one, day))
    if (row)
      groups.push({ stations: names, source: row.source, rows: [...rowsOf(row, 1), ...rowsOf(row, 2)] })
    else unknown.push(...names)
  }
  return { groups, unknown }
}

function rowsOf(row: TariffFile['tariffs'][number], group: 1 | 2): StationPrices['rows'] {
  const columns = (group === 1 ? row.class1 : row.class2) ?? {}
  return Object.entries(columns).map(([column, bands]) => ({
    class: group,
    column,
    example: row.example === true || (row.exampleColumns ?? []).includes(column),
    prices: Object.entries(bands).map(([band, amount]) => ({ band, amount: kroner(amount) })),
  }))
}

export type Stop = { readonly station: string; readonly minuteOfDay: number }

export type Trip = {
  readonly day: Day
  readonly vehicle: AskedVehicle
  readonly reading: AskedReading
  readonly stops: readonly Stop[]
}

export type TripPrice = {
  readonly stop: Stop
  readonly outcome: Outcome
  readonly tariff: TariffSource | undefined
}

/**
 * What a trip costs, by the function that rates real passages. In the order it is driven. What came earlier in the month
 * is not known, and so no cap is near.
 */
export function priceTrip(file: TariffFile, trip: Trip): readonly TripPrice[] {
  const ids = new Map(file.stations.map(({ code }, i) => [code, i + 1]))
  const tariffs = compileTariffs([{ file, stationIds: ids }])
  const stops = trip.stops
    .filter(({ station }) => ids.has(station))
    .toSorted((a, b) => a.minuteOfDay - b.minuteOfDay)
  const passages = stops.map(
    ({ station, minuteOfDay }, i): StretchPassage => ({
      id: i + 1,
      stationId: ids.get(station) ?? 0,
      lane: '',
      passedAt: instantOf(trip.day, minuteOfDay),
      readBy: trip.reading === 'tag' ? 'tag' : 'plate',
      tagId: trip.reading === 'tag' ? 1 : undefined,
      classSeen: undefined,
      tagOfAnotherVehicle: false,
      asIfTagRead: false,
    }),
  )
  const stretch = {
    vehicle: FACTS[trip.vehicle],
    validAgreement: trip.reading !== 'none',
    exemptions: [],
  }
  const outcomes = rateStretch(stretch, passages, tariffs)
  return stops.map((stop, i) => ({
    stop,
    outcome: outcomes[i]!,
    tariff: tariffs.at(passages[i]!.stationId, trip.day)?.prices?.source,
  }))
}

/** A time of an Oslo day, also one on which the clock is moved. */
function instantOf(day: Day, minuteOfDay: number): number {
  const at = startOfOsloDay(day) + minuteOfDay * MINUTE
  return at + (minuteOfDay - osloTime(at).minuteOfDay) * MINUTE
}

const MINUTE = 60_000

const light = (energy: Energy): VehicleFacts => ({
  category: 'M1',
  totalWeightKg: 2_000,
  energy,
  euroClass: 6,
  categoryDocumented: true,
})
const heavy = (energy: Energy, euroClass: number): VehicleFacts => ({
  ...light(energy),
  category: 'N3',
  totalWeightKg: 20_000,
  euroClass,
})

const FACTS: Readonly<Record<AskedVehicle, VehicleFacts>> = {
  petrol: light('petrol'),
  diesel: light('diesel'),
  'plugin-hybrid': light('plugin-hybrid'),
  electric: light('electric'),
  hydrogen: light('hydrogen'),
  'heavy-euro6': heavy('diesel', 6),
  'heavy-older': heavy('diesel', 5),
  'heavy-electric': heavy('electric', 6),
  motorcycle: { ...light('petrol'), category: 'L3e' },
}

function holds(row: { readonly from: Day; readonly to?: Day | undefined }, day: Day): boolean {
  return row.from <= day && (row.to === undefined || day <= row.to)
}
