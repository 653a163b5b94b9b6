import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'

/** An Oslo month's passages, counted and summed. */
export type MonthTotal = { readonly month: Day; readonly count: number; readonly sum: Ore }

/** The latest months with passages, newest first. */
export async function readMonths(tx: Tx, partyIds: readonly number[]): Promise<readonly MonthTotal[]> {
  return tx<MonthTotal[]>`
    select p.month_on as month, count(*)::int as count, coalesce(sum(c.amount_ore), 0)::bigint as sum
    from passage p
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.reverses is null and c.reversed_by is null
    where p.party_id = any(${partyIds.map(String)}::bigint[]) and p.ended_because is null
    group by p.month_on order by p.month_on desc
    limit ${MONTHS_SHOWN}`
}

// A year of them, as the page has room for.
const MONTHS_SHOWN = 12
