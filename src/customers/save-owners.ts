import type { Tx } from '#db/connection.ts'
import type { Owner } from './owner.ts'
import { insertOwners, readOwnerParties, updateOwners } from './store.ts'

/**
 * Makes each owner a party, or finds the party it is, and tells which by the register's key. An organisation that is
 * already a customer is that customer; its contact details are its own and are left as they are.
 */
export async function saveOwners(
  tx: Tx,
  owners: readonly Owner[],
  newId: () => string,
): Promise<ReadonlyMap<string, number>> {
  const distinct = [...new Map(owners.map((owner) => [owner.registerId, owner])).values()]
  if (distinct.length === 0) return new Map()
  await updateOwners(tx, distinct)
  await insertOwners(
    tx,
    distinct.map((owner) => ({ ...owner, publicId: newId() })),
  )
  return readOwnerParties(tx, distinct)
}
