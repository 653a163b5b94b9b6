import { shownPlate } from '#core/plate.ts'
import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import type { Owner } from '#customers/owner.ts'
import { TAG_ORDER_LETTERS } from '#words/tag-orders.ts'
import type { AskedVehicle } from './ask-vehicle.ts'

/**
 * Whoever owns a vehicle is told when somebody else puts it under an agreement: by letter to the register's address,
 * and without the name of the one who did.
 */
export async function tellOwner(
  tx: Tx,
  told: { readonly vehicle: AskedVehicle; readonly partyId: number; readonly key: string; readonly now: number },
): Promise<void> {
  const { owner, plate } = told.vehicle
  if (!owner || (await isParty(tx, told.partyId, owner))) return
  const { street, postalCode, place } = owner
  if (street === null || postalCode === null || place === null) return
  const { subject, body } = TAG_ORDER_LETTERS.nb.owner(shownPlate(plate))
  const recipient = `${owner.name}\n${street}\n${postalCode} ${place}`
  const dedupeKey = `vehicle-owner:${told.key}`
  await writeOutbox(
    tx,
    [{ dedupeKey, kind: 'letter', refId: told.partyId, recipient, subject, body, language: 'nb' }],
    told.now,
  )
}

/** The register's key of a person is its own: name and address say whether it is the customer. In doubt it is told. */
async function isParty(tx: Tx, partyId: number, owner: Owner): Promise<boolean> {
  const [same] = await tx<{ same: boolean }[]>`
    select case when kind = 'organisation' then organisation_number is not distinct from ${owner.organisationNumber}
                else lower(name) = lower(${owner.name}) and postal_code is not distinct from ${owner.postalCode}
                     and lower(street) is not distinct from lower(${owner.street}) end as same
    from party where id = ${partyId}`
  return same?.same === true
}
