import type { Tx } from '#db/connection.ts'
import type { DueRow } from '#db/due.ts'

/**
 * What the staged assignments change: their tags, and their vehicles where a passage may have brought the plate before.
 * To be asked before they are written; an updated one counts from the earlier of its old and new beginning.
 */
export async function readChangedAssignments(tx: Tx): Promise<readonly DueRow[]> {
  return tx<DueRow[]>`
    with changed as (
      select s.tag_id, s.vehicle_id, v.outcome = 'created' as new_vehicle,
             coalesce(least(lower(s.valid), lower(a.valid)), 'epoch') as from_at
      from portfolio_assignment s
      left join tag_assignment a on a.id = s.assignment_id
      left join portfolio_vehicle v on v.ref = s.vehicle_ref and v.refused is null
      where s.outcome in ('created', 'updated'))
    select 'tag ' || tag_id as key, min(from_at) as "fromAt" from changed where tag_id is not null group by tag_id
    union all
    select 'vehicle ' || vehicle_id, min(from_at) from changed where new_vehicle is not true group by vehicle_id`
}
