import { type Db, inTransaction, type Queryable } from '#db/connection.ts'
import { INVARIANTS } from './invariants.ts'

export type Broken = {
  readonly code: string
  readonly says: string
  readonly count: number
  readonly ids: readonly number[]
}

/** A passage received before this long ago must have found its end. */
const HOURS_TO_SETTLE = 24

/** Checks every invariant over one snapshot of the books. What comes back is what broke, with the first ids. */
export async function verify(
  db: Db,
  at: { now: number },
): Promise<{ checked: number; broken: readonly Broken[] }> {
  return inTransaction(db, async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    // Whole tables against whole tables: with statistics of a minute ago a nested loop can be chosen, and never end.
    await tx`set local enable_nestloop = off`
    await tx`set local work_mem = '256MB'`
    return { checked: INVARIANTS.length, broken: await brokenInvariants(tx, at) }
  })
}

export async function brokenInvariants(db: Queryable, at: { now: number }): Promise<readonly Broken[]> {
  const settledBefore = new Date(at.now - HOURS_TO_SETTLE * 3_600_000).toISOString()
  const broken: Broken[] = []
  // Twenty-five questions, one after another: they are the loop, not the rows.
  for (const { code, says, sql } of INVARIANTS) {
    const rows = await db.unsafe<{ id: number }[]>(sql, sql.includes('$1') ? [settledBefore] : [])
    if (rows.length > 0) {
      broken.push({ code, says, count: rows.length, ids: rows.slice(0, 5).map((row) => row.id) })
    }
  }
  return broken
}
