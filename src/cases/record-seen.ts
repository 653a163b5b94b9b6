import type { Tx } from '#db/connection.ts'
import { saveSeen } from './store.ts'

/** The customer has looked: what the company has written until now is read. */
export async function recordSeen(
  tx: Tx,
  seen: { readonly number: number; readonly now: number },
): Promise<void> {
  await saveSeen(tx, seen.number, seen.now)
}
