import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { addMonths } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'

/** An Oslo month's passages, counted and summed. */
export type MonthTotal = { readonly month: Day; readonly count: number; readonly sum: Ore }

/** The year until a month, month by month, newest first: also those in which nobody drove. */
export async function readMonths(
  tx: Tx,
  partyIds: readonly number[],
  last: Day,
): Promise<readonly MonthTotal[]> {
  const months = Array.from({ length: MONTHS_SHOWN }, (_, i) => addMonths(last, -i))
  const rows = await tx<MonthTotal[]>`
    select p.month_on as month, count(*)::int as count, coalesce(sum(c.amount_ore), 0)::bigint as sum
    from passage p
    left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                      and c.month_on = any(${months}::date[]) and c.reverses is null and c.reversed_by is null
    where p.party_id = any(${partyIds.map(String)}::bigint[]) and p.month_on = any(${months}::date[])
      and p.ended_because is null
    group by p.month_on`
  const found = new Map(rows.map((row) => [row.month, row]))
  return months.map((month) => found.get(month) ?? { month, count: 0, sum: ore(0) })
}

// A year of them, as the page has room for.
export const MONTHS_SHOWN = 12
