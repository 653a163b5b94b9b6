import { type Db, inTransaction } from '#db/connection.ts'
import { INVARIANTS } from './invariants.ts'

export type Broken = {
  readonly code: string
  readonly says: string
  readonly count: number
  readonly ids: readonly number[]
}

const HOURS_TO_SETTLE = 24

/** Checks every invariant over one snapshot of the books. What comes back is what broke, with the first ids. */
export async function verify(
  db: Db,
  at: { now: number },
): Promise<{ checked: number; broken: readonly Broken[] }> {
  const settledBefore = new Date(at.now - HOURS_TO_SETTLE * 3_600_000).toISOString()
  return inTransaction(db, async (tx) => {
    await tx`set transaction isolation level repeatable read, read only`
    const broken: Broken[] = []
    for (const { code, says, sql } of INVARIANTS) {
      const rows = await tx.unsafe<{ id: number }[]>(sql, sql.includes('$1') ? [settledBefore] : [])
      if (rows.length > 0)
        broken.push({ code, says, count: rows.length, ids: rows.slice(0, 5).map((row) => row.id) })
    }
    return { checked: INVARIANTS.length, broken }
  })
}
