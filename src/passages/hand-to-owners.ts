import type { Owner } from '#customers/owner.ts'
import { saveOwners } from '#customers/save-owners.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import { vehiclesToRate } from './find-places.ts'
import { giveToOwners } from './store.ts'

/** What waited is its owner's from now on, and is to be rated. Returns how many; another worker may have been first. */
export async function handToOwners(
  tx: Tx,
  found: readonly { readonly id: number; readonly owner: Owner }[],
  newId: () => string,
): Promise<number> {
  const parties = await saveOwners(tx, found.map(ownerOf), newId)
  const owned: { id: number; partyId: number }[] = []
  for (const { id, owner } of found) owned.push({ id, partyId: parties.get(owner.registerId)! })
  const given = await giveToOwners(tx, owned)
  await makeDue(tx, 'rate', vehiclesToRate(given.map(touchedBy)))
  return given.length
}

function ownerOf(found: { readonly owner: Owner }): Owner {
  return found.owner
}

function touchedBy(given: { readonly vehicleId: number; readonly passedAt: number }) {
  return { vehicleId: given.vehicleId, at: given.passedAt }
}
