import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { type Line, lineKey } from '#passages/read-standing.ts'

/**
 * Which of these lines a correction of their station's clock has shifted, and none shifted back, as keys. Clocks are put
 * right one at a time until the transaction ends: two that are booked at once would each find nothing shifted.
 */
export async function readShifted(tx: Tx, lines: readonly Line[]): Promise<ReadonlySet<string>> {
  if (lines.length === 0) return new Set()
  await tx`select pg_advisory_xact_lock(7301015)`
  const rows = await tx<Line[]>`
    select p.charger_id as "chargerId", p.sequence
    from unnest(${numberArray(lines.map((line) => line.chargerId))}::smallint[], ${numberArray(lines.map((line) => line.sequence))}::bigint[])
      as l (charger_id, sequence)
    join correction_passage p using (charger_id, sequence) join correction c on c.id = p.correction_id
    where p.done and c.kind = 'clock-error'
    group by p.charger_id, p.sequence having sum(c.shift_seconds) <> 0`
  return new Set(rows.map(lineKey))
}
