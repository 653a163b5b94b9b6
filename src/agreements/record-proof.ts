import type { Tx } from '#db/connection.ts'
import { saveProofs } from './store.ts'

/**
 * A person who has shown their national identity number sees the agreements made with it, and no others: an e-mail
 * address or a customer number that happens to agree is no proof. At each log-in, for agreements come and go.
 */
export async function recordProof(
  tx: Tx,
  user: { id: number; partyIds: readonly number[]; now: number },
): Promise<void> {
  if (user.partyIds.length > 0) await saveProofs(tx, { ...user, proof: 'national-id' })
}
