import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'

/** Dunning looks at a claim when money has moved on it: on the reminder, or on the invoice before it. */
export async function makeSettlingDue(tx: Tx, reminded: readonly number[], now: number): Promise<void> {
  await makeDue(
    tx,
    'settle',
    reminded.map((id) => ({ key: String(id), fromAt: now })),
  )
}
