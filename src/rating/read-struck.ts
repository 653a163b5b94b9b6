import { osloMonth, startOfOsloDay } from '#core/oslo.ts'
import { instantArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { Chosen } from './correction.ts'
import { type PriceChange, priceChanges } from './tariff-change.ts'
import type { TariffFile } from './tariff-file.ts'

export type Struck = PriceChange & { readonly project: string }

/**
 * Which of these changes would price passages anew that stand already, outside of those that are chosen to be: one a
 * project, the first.
 */
export async function readStruck(
  tx: Tx,
  changes: readonly Struck[],
  chosen: Pick<Chosen, 'stationId' | 'from' | 'to'> | undefined,
): Promise<readonly Struck[]> {
  if (changes.length === 0) return []
  const rows = await tx<Struck[]>`
    select distinct on (c.project) c.project, c.station, c.from_on as "from"
    from ${changedDays(tx, changes)}
    where exists (
      select from passage p
      where ${isStruck(tx, changes)}
        and not (p.passed_at >= ${chosen?.from ?? 0} and p.passed_at < ${chosen?.to ?? 0}
                 and p.station_id = coalesce(${chosen?.stationId ?? null}::int, p.station_id)))
    order by c.project, c.from_on, c.station`
  return rows
}

/** Where a file would price otherwise than the one of its project that is loaded. */
export async function readPriceChanges(tx: Tx, file: TariffFile): Promise<readonly Struck[]> {
  const { project } = file
  const [loaded] = await tx<{ content: TariffFile }[]>`
    select content from tariff_file where project_code = ${project}`
  return loaded ? priceChanges(loaded.content, file).map((change) => ({ ...change, project })) : []
}

/** Changes as rows `c`, each with its station `s`. */
export function changedDays(tx: Tx, changes: readonly Struck[]) {
  const until = ({ to }: Struck) =>
    to === undefined ? 'infinity' : new Date(startOfOsloDay(to)).toISOString()
  return tx`
    unnest(${textArray(changes.map((c) => c.project))}::text[], ${textArray(changes.map((c) => c.station))}::text[],
           ${changes.map((c) => c.from)}::date[], ${instantArray(changes.map(startOf))}::timestamptz[],
           ${changes.map(until)}::timestamptz[]) as c (project, station, from_on, from_at, to_at)
    join station s on s.project_code = c.project and s.code = c.station`
}

/** Of such a row: a passage `p` that stands, and is priced by what changes. */
export function isStruck(tx: Tx, changes: readonly Struck[]) {
  return tx`p.station_id = s.id and p.passed_at >= c.from_at and p.passed_at < c.to_at and p.ended_because is null
        and p.month_on >= ${osloMonth(Math.min(...changes.map(startOf)))}`
}

function startOf({ from }: Struck): number {
  return startOfOsloDay(from)
}
