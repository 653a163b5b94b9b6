import { type Plate, shownPlate } from '#core/plate.ts'
import type { Owner } from '#customers/owner.ts'
import type { Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import { TAG_ORDER_LETTERS } from '#words/tag-orders.ts'
import type { AskedVehicle } from './ask-vehicle.ts'
import { provenBy } from './holding.ts'
import { readCustomers } from './read-customers.ts'
import { endUnproven, saveUnproven } from './store-holdings.ts'

type Told = { readonly vehicle: AskedVehicle; readonly vehicleId: number; readonly key: string }
type By = {
  readonly partyId: number
  /** From when the vehicles stand under the party's agreement. */
  readonly from: number
  readonly now: number
}

/** The same for one. */
export async function tellOwner(tx: Tx, { vehicle, vehicleId, key, ...by }: Told & By): Promise<void> {
  await tellOwners(tx, [{ vehicle, vehicleId, key }], by)
}

/**
 * Whoever owns a vehicle is told when somebody else puts it under an agreement: by letter to the register's address,
 * and without the name of the one who did. And as long as it is not shown to be the customer's own, the customer is not
 * shown where its plate was read (docs/decisions/035).
 */
export async function tellOwners(tx: Tx, told: readonly Told[], { partyId, from, now }: By): Promise<void> {
  const customer = (await readCustomers(tx, [partyId])).get(partyId)
  if (!customer) return
  const standing = told.map((one) => ({ ...one, owner: provenBy(customer, one.vehicle) }))
  await endUnproven(
    tx,
    standing.flatMap(({ vehicleId, owner }) =>
      owner === 'customer' ? [{ partyId, vehicleId, at: from }] : [],
    ),
  )
  await saveUnproven(
    tx,
    standing.flatMap(({ vehicleId, owner }) =>
      owner === 'customer' ? [] : [{ partyId, vehicleId, owner, from }],
    ),
  )
  await writeOutbox(
    tx,
    standing.flatMap(({ vehicle, owner, key }) =>
      owner === 'another' && vehicle.owner
        ? lettersTo(vehicle.owner, { plate: vehicle.plate, partyId, key })
        : [],
    ),
    now,
  )
}

/** None where the register has no address. */
export function lettersTo(
  { name, street, postalCode, place }: Owner,
  about: { readonly plate: Plate; readonly partyId: number; readonly key: string },
): readonly OutboxMessage[] {
  if (street === null || postalCode === null || place === null) return []
  const { subject, body } = TAG_ORDER_LETTERS.nb.owner(shownPlate(about.plate))
  const recipient = `${name}\n${street}\n${postalCode} ${place}`
  const dedupeKey = `vehicle-owner:${about.key}`
  return [{ dedupeKey, kind: 'letter', refId: about.partyId, recipient, subject, body, language: 'nb' }]
}
