import type { Day } from '#core/dated.ts'
import type { Queryable } from '#db/connection.ts'
import { keptUntil, RETENTION_KINDS, type RetentionKind, type RetentionTerms } from './retention-terms.ts'

export type Overdue = {
  readonly kind: RetentionKind
  readonly count: number
  /** Of the oldest that is still here, though it need not be. */
  readonly oldestOn: Day
}

/**
 * What is older than it is kept, by kind: counted by accounting year, for a year is kept or not as a whole. Counts only:
 * who erases, and what a dispute holds back, is privacy's.
 */
export async function readRetention(
  db: Queryable,
  of: { today: Day; terms: RetentionTerms },
): Promise<readonly Overdue[]> {
  const rows = await db<{ kind: RetentionKind; year: Day; count: number }[]>`
    select kind, year, count(*)::bigint as count from (
      select 'books' as kind, date_trunc('year', month_on)::date as year from posting
      union all
      select 'passages', date_trunc('year', month_on)::date from passage
      union all
      select 'bank-files', date_trunc('year', received_at at time zone 'Europe/Oslo')::date from payment_file
      union all
      select 'settlements', date_trunc('year', settled_on)::date from settlement
      union all
      select 'agreements', date_trunc('year', valid_to at time zone 'Europe/Oslo')::date from agreement where valid_to is not null
    ) kept
    group by 1, 2 order by 1, 2`
  return RETENTION_KINDS.flatMap((kind) => {
    const over = rows.filter((row) => row.kind === kind && isOver(row, of))
    const count = over.reduce((sum, row) => sum + row.count, 0)
    return over[0] ? [{ kind, count, oldestOn: over[0].year }] : []
  })
}

/** By the year's last day: the rule that held then, whichever held when the year began. */
function isOver(
  { kind, year }: { kind: RetentionKind; year: Day },
  { today, terms }: { today: Day; terms: RetentionTerms },
): boolean {
  const last = keptUntil(terms, kind, `${year.slice(0, 4)}-12-31`)
  return last !== undefined && last < today
}
