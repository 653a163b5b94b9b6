import type { Day } from '#core/dated.ts'
import { ore } from '#core/money.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import {
  type DayCounts,
  type Difference,
  type DifferenceKind,
  emptyCounts,
  sumDifferences,
} from './control.ts'
import { bookedSql, passagesSql } from './control-sql.ts'

export type Control = { readonly days: readonly DayCounts[]; readonly differences: readonly Difference[] }

/** Hours after which a next try that has not been made is a fault (I4). */
const HOURS_TO_TRY = 24

/**
 * Accounts for every passage received, and every charge made, in a span of Oslo days, for each toll charger: of one
 * snapshot, and of whole sets, so that three million passages are some joins and not as many look-ups.
 */
export async function readDailyControl(
  db: Db,
  of: { from: Day; to: Day; now: number; idsMax?: number },
): Promise<Control> {
  return inTransaction(db, async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    return controlIn(tx, of)
  })
}

/** In the caller's transaction. */
export async function controlIn(
  tx: Tx,
  { from, to, now, idsMax = 20 }: { from: Day; to: Day; now: number; idsMax?: number },
): Promise<Control> {
  // As `verify`: with statistics of a minute ago a nested loop can be chosen, and never end.
  await tx`set local enable_nestloop = off`
  await tx`set local work_mem = '256MB'`
  const span = [new Date(startOfOsloDay(from)), new Date(startOfOsloDay(addDays(to, 1)))].map((at) =>
    at.toISOString(),
  )
  const before = new Date(now - HOURS_TO_TRY * 3_600_000).toISOString()
  const passages = await tx.unsafe<Row[]>(passagesSql, [span[0]!, span[1]!, before, idsMax])
  const booked = await tx.unsafe<Row[]>(bookedSql, [span[0]!, span[1]!, idsMax])
  return combined([...passages, ...booked])
}

/** A count, or the ids of a difference, of a toll charger's day. */
type Row = {
  readonly day: Day
  readonly charger: string
  readonly what: string
  readonly amount: number
  readonly ids: readonly string[] | null
}

function combined(rows: readonly Row[]): Control {
  const counts = new Map<string, Record<string, unknown>>()
  const found: Difference[] = []
  for (const { day, charger, what, amount, ids } of rows) {
    const key = `${day} ${charger}`
    if (!counts.has(key)) counts.set(key, { ...emptyCounts(day, charger) })
    if (ids === null) counts.get(key)![what] = what.endsWith('Ore') ? ore(amount) : amount
    else if (amount > 0)
      found.push({ day, charger, kind: what as DifferenceKind, count: amount, ids: ids.map(Number) })
  }
  const days = [...counts.values()].map((row) => row as unknown as DayCounts)
  days.sort((a, b) => compare(a.day, b.day) || compare(a.charger, b.charger))
  const differences = [...found, ...sumDifferences(days, found)]
  return { days, differences }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
