import { osloMonth, startOfOsloDay } from '#core/oslo.ts'
import { instantArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { PriceChange } from './tariff-change.ts'

type Struck = PriceChange & { readonly project: string }

/**
 * Which of these changes would price passages anew that stand already, outside of those that are chosen to be: one a
 * project, the first.
 */
export async function readStruck(
  tx: Tx,
  changes: readonly Struck[],
  chosen: { readonly from: number; readonly to: number } | undefined,
): Promise<readonly Struck[]> {
  if (changes.length === 0) return []
  const from = changes.map((change) => startOfOsloDay(change.from))
  const rows = await tx<Struck[]>`
    select distinct on (c.project) c.project, c.station, c.from_on as "from"
    from unnest(${textArray(changes.map((c) => c.project))}::text[], ${textArray(changes.map((c) => c.station))}::text[],
                ${changes.map((c) => c.from)}::date[], ${instantArray(from)}::timestamptz[],
                ${changes.map((c) => (c.to === undefined ? 'infinity' : new Date(startOfOsloDay(c.to)).toISOString()))}::timestamptz[])
      as c (project, station, from_on, from_at, to_at)
    join station s on s.project_code = c.project and s.code = c.station
    where exists (
      select from passage p
      where p.station_id = s.id and p.passed_at >= c.from_at and p.passed_at < c.to_at and p.ended_because is null
        and p.month_on >= ${osloMonth(Math.min(...from))}
        and not (p.passed_at >= ${chosen?.from ?? 0} and p.passed_at < ${chosen?.to ?? 0}))
    order by c.project, c.from_on, c.station`
  return rows
}
