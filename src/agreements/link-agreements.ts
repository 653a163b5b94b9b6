import type { Queryable, Tx } from '#db/connection.ts'
import { saveLinks } from './store.ts'

/** Links a user to each agreement whose holder has the same national identity number. Again changes nothing. */
export async function linkAgreements(
  tx: Tx,
  user: { userId: number; nationalIdDigest: string; machineNow: number },
): Promise<void> {
  await saveLinks(tx, user)
}

/** The parties somebody logged in may see. */
export async function readLinkedParties(db: Queryable, userId: number): Promise<readonly number[]> {
  const rows = await db<{ party_id: number }[]>`select party_id from linked_parties(${userId}) order by party_id`
  return rows.map(({ party_id }) => party_id)
}
