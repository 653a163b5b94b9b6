import type { Tx } from '#db/connection.ts'
import { saveMessageSeen } from '#db/outbox.ts'
import { saveSeen } from './store.ts'

/** The customer has looked: what the company has written until now is read. */
export async function recordSeen(
  tx: Tx,
  seen: { readonly number: number; readonly now: number },
): Promise<void> {
  await saveSeen(tx, seen.number, seen.now)
}

/** The customer has read here what was sent. */
export async function recordMessageSeen(
  tx: Tx,
  seen: { readonly id: number; readonly now: number },
): Promise<void> {
  await saveMessageSeen(tx, seen.id, seen.now)
}
