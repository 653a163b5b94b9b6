import { shownPlate } from '#core/plate.ts'
import type { Owner } from '#customers/owner.ts'
import type { Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import { TAG_ORDER_LETTERS } from '#words/tag-orders.ts'
import type { AskedVehicle } from './ask-vehicle.ts'

type Told = { readonly vehicle: AskedVehicle; readonly key: string }
type By = { readonly partyId: number; readonly now: number }

/**
 * Whoever owns a vehicle is told when somebody else puts it under an agreement: by letter to the register's address,
 * and without the name of the one who did.
 */
export async function tellOwner(tx: Tx, { vehicle, key, ...by }: Told & By): Promise<void> {
  await tellOwners(tx, [{ vehicle, key }], by)
}

export async function tellOwners(tx: Tx, told: readonly Told[], { partyId, now }: By): Promise<void> {
  const [customer] = await tx<Customer[]>`
    select kind, name, organisation_number as "organisationNumber", street, postal_code as "postalCode"
    from party where id = ${partyId}`
  const letters = told.flatMap(({ vehicle: { owner, plate }, key }): readonly OutboxMessage[] => {
    if (!owner || !customer || isCustomer(customer, owner)) return []
    const { name, street, postalCode, place } = owner
    if (street === null || postalCode === null || place === null) return []
    const { subject, body } = TAG_ORDER_LETTERS.nb.owner(shownPlate(plate))
    const recipient = `${name}\n${street}\n${postalCode} ${place}`
    const dedupeKey = `vehicle-owner:${key}`
    return [{ dedupeKey, kind: 'letter', refId: partyId, recipient, subject, body, language: 'nb' }]
  })
  await writeOutbox(tx, letters, now)
}

type Customer = {
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly organisationNumber: string | null
  readonly street: string | null
  readonly postalCode: string | null
}

/** The register's key of a person is its own: name and address say whether it is the customer. In doubt it is told. */
function isCustomer(customer: Customer, owner: Owner): boolean {
  if (customer.kind === 'organisation') return customer.organisationNumber === owner.organisationNumber
  const same = (a: string | null, b: string | null) => a?.toLowerCase() === b?.toLowerCase()
  const { name, street, postalCode } = customer
  return same(name, owner.name) && same(street, owner.street) && postalCode === owner.postalCode
}
