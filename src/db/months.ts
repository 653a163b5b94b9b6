import type { Day } from '#core/dated.ts'
import type { Queryable } from './connection.ts'

/** Makes sure the large tables have a partition for these months. Cheap when they have. */
export async function ensureMonths(db: Queryable, months: Iterable<Day>): Promise<void> {
  const wanted = [...new Set(months)].sort()
  if (wanted.length === 0) return
  await db`
    select ensure_month(month) from unnest(${wanted}::date[]) as month
    where to_regclass('posting' || to_char(month, '_YYYY_MM')) is null`
}
