import type { Day } from '#core/dated.ts'
import { addDays } from '#core/oslo.ts'
import type { TariffFile } from './tariff-file.ts'

/** Days on which a station is priced by other rows than before; `to` is the first day after, if any. */
export type PriceChange = { readonly station: string; readonly from: Day; readonly to: Day | undefined }

/**
 * Where a project's file would price passages otherwise than the one before it. A day that had no price, and gets one, is
 * not among them: nothing was charged by it. Sources and notes are not prices.
 */
export function priceChanges(before: TariffFile, after: TariffFile): readonly PriceChange[] {
  const days = turningDays([before, after])
  return before.stations.flatMap((station) => {
    const now = after.stations.find(({ code }) => code === station.code)
    const found: PriceChange[] = []
    days.forEach((day, i) => {
      const was = rulesOn(before, station, day)
      if (was === undefined || was === (now && rulesOn(after, now, day))) return
      const last = found.at(-1)
      const change = { station: station.code, from: day, to: days[i + 1] }
      if (last?.to === day) found[found.length - 1] = { ...last, to: change.to }
      else found.push(change)
    })
    return found
  })
}

type Dated = { readonly from: Day; readonly to?: Day | undefined }
type Station = TariffFile['stations'][number]

/** Every day a row begins, or holds no longer, in order: from one to the next, the same rows hold. */
function turningDays(files: readonly TariffFile[]): readonly Day[] {
  const rows = files.flatMap((file) => [
    ...file.stations.flatMap(({ open }) => open),
    ...Object.values(file).flatMap((value) =>
      Array.isArray(value) ? (value as object[]).filter(isDated) : [],
    ),
  ])
  const turns = rows.flatMap(({ from, to }) => (to === undefined ? [from] : [from, addDays(to, 1)]))
  return [...new Set(turns)].sort()
}

function isDated(row: object): row is Dated {
  return 'from' in row
}

/** What prices a passage there that day, as text to compare; undefined: nothing does. */
function rulesOn(file: TariffFile, station: Station, day: Day): string | undefined {
  const { code, priceGroup } = station
  const tariff = file.tariffs.find((row) => row.priceGroup === priceGroup && holds(row, day))
  if (!tariff || !station.open.some((row) => holds(row, day))) return undefined
  const on = <Row extends Dated>(rows: readonly Row[] | undefined) =>
    (rows ?? []).filter((row) => holds(row, day))
  const stands = ({ stations }: { stations: 'all' | readonly string[] }) =>
    stations === 'all' || stations.includes(code)
  return inOrder([
    station.freeLanes ?? [],
    [tariff.class1, tariff.class2],
    on(file.vehicleGroups).map(bare),
    on(file.m1ByAgreement).length,
    on(file.timeBands)
      .filter((row) => row.priceGroups === 'all' || row.priceGroups.includes(priceGroup))
      .map(({ bands }) => bands),
    on(file.suspensions).map(bare),
    on(file.tagDiscounts).map(bare),
    on(file.zeroEmission).map(bare),
    on(file.hourRules).filter(stands).map(bare),
    on(file.pairRules)
      .filter((row) => stands(row) || (row.frees ?? []).includes(code))
      .map((row) => [row.stations, row.frees, bare(row)]),
    on(file.caps).filter(stands).map(bare),
    on(file.plateReads).map(bare),
    on(file.exemptions).map(bare),
  ])
}

function holds(row: Dated, day: Day): boolean {
  return row.from <= day && (row.to === undefined || day <= row.to)
}

/** A row without its days, its source, and who else stands under it. */
function bare(row: Dated): object {
  const left = Object.entries(row).filter(([name]) => !NO_PRICE.has(name))
  return Object.fromEntries(left)
}

const NO_PRICE: ReadonlySet<string> = new Set(['from', 'to', 'source', 'example', 'stations', 'frees'])

/** The database gives an object's fields in an order of its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
