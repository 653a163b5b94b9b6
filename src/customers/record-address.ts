import type { Tx } from '#db/connection.ts'
import type { AddressFault } from '#words/profile.ts'
import { type Address, addressFaults } from './contact.ts'
import { saveAddress } from './store-contact.ts'

/** From now on. A block for a missing address (terms 2.9) lifts by itself when the address is another. */
export async function recordAddress(
  tx: Tx,
  partyId: number,
  address: Address,
): Promise<{ readonly faults: readonly AddressFault[] }> {
  const faults = addressFaults(address)
  if (faults.length === 0) await saveAddress(tx, partyId, address)
  return { faults }
}
