import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { addressChanged } from '#words/address-changed.ts'
import type { AddressFault } from '#words/profile.ts'
import { type Address, addressFaults, everyWay } from './contact.ts'
import { type Profile, readProfile } from './read-profile.ts'
import { saveAddress } from './store-contact.ts'

/**
 * From now on. Every way the customer was reached before is told. A block for a missing address (terms 2.9) lifts by itself
 * when the address is another.
 */
export async function recordAddress(
  tx: Tx,
  by: { readonly now: number; readonly newId: () => string },
  partyId: number,
  address: Address,
): Promise<{ readonly faults: readonly AddressFault[] }> {
  const faults = addressFaults(address)
  const former = await readProfile(tx, partyId)
  if (faults.length > 0 || !former || isSame(former, address)) return { faults }
  await saveAddress(tx, partyId, address)
  const messages = everyWay(former, addressChanged(former.language, former.name)).map((one) => ({
    dedupeKey: `address-changed:${by.newId()}`,
    refId: partyId,
    partyId,
    language: former.language,
    ...one,
  }))
  await writeOutbox(tx, messages, by.now)
  return { faults }
}

function isSame(former: Profile, { street, postalCode, place, country }: Address): boolean {
  return (
    former.street === street &&
    (former.postalCode ?? '') === postalCode &&
    former.place === place &&
    former.country === country
  )
}
