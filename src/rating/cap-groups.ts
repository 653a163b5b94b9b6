import type { Day } from '#core/dated.ts'
import { addDays, addMonths } from '#core/oslo.ts'
import type { TariffFile } from './tariff-file.ts'

/** What a count of paid passages is held against, and by which name people know it. */
export type CapGroup = {
  readonly group: string
  readonly projectName: string
  /** Where each station counts for itself. */
  readonly stationName: string | undefined
  /** By tariff class; one without a limit is not capped. */
  readonly limits: { readonly 1: number | undefined; readonly 2: number | undefined }
  /** Whether a heavy vehicle of category M1 counts as class 1 (StationDay). */
  readonly m1ByAgreement: boolean
}

export type CapGroups = { of(capKey: string, monthOn: Day): CapGroup | undefined }

/** The caps of all tariff files, by what is counted: `<group>` or `<group> <station>`, in an Oslo month. */
export function capGroups(files: readonly TariffFile[]): CapGroups {
  const caps = files.flatMap((file) => file.caps.map((cap) => ({ file, cap })))
  const byGroup = Map.groupBy(caps, ({ cap }) => cap.group)
  return {
    of(capKey, monthOn) {
      const [group = '', station] = capKey.split(' ')
      const lastDay = addDays(addMonths(monthOn, 1), -1)
      const found = (byGroup.get(group) ?? [])
        .filter(({ cap }) => cap.from <= lastDay && monthOn <= (cap.to ?? lastDay))
        .reduce<(typeof caps)[number] | undefined>(latest, undefined)
      if (!found) return undefined
      const { file, cap } = found
      return {
        group,
        projectName: file.name,
        stationName: file.stations.find(({ code }) => code === station)?.name,
        limits: { 1: cap.class1, 2: cap.class2 },
        m1ByAgreement: (file.m1ByAgreement ?? []).some(
          (row) => row.from <= lastDay && monthOn <= (row.to ?? lastDay),
        ),
      }
    },
  }
}

/** A limit that changes within a month: what held last is what the month is counted to. */
function latest<Row extends { cap: { from: Day } }>(found: Row | undefined, row: Row): Row {
  return found && found.cap.from >= row.cap.from ? found : row
}
