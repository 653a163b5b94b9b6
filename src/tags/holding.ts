import type { Owner } from '#customers/owner.ts'
import type { AskedVehicle } from './ask-vehicle.ts'

/** Who has put a vehicle under an agreement, as far as it can be held against the register. */
export type Holding = {
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly organisationNumber: string | null
  readonly street: string | null
  readonly postalCode: string | null
  /** The national identity number is known: name and address are not merely what somebody has typed. */
  readonly isIdentified: boolean
}

/** Whose the register says a vehicle is. `unknown`: it has no answer to give. `unasked`: it was silent. */
export type ShownOwner = 'customer' | 'another' | 'unknown' | 'unasked'

/** Why the customer is not shown where it was driven. `sold`: it has got another owner since, and that is whatever was read. */
export type HiddenBecause = Exclude<ShownOwner, 'customer'> | 'sold'

export function provenBy(customer: Holding, { owner, register }: AskedVehicle): ShownOwner {
  if (owner) return isCustomer(customer, owner) ? 'customer' : 'another'
  return register === 'foreign' || register === 'unknown' ? 'unknown' : 'unasked'
}

/** The register's key of a person is its own: name and address say whether it is the customer. In doubt it is another. */
export function isCustomer(customer: Holding, owner: Owner): boolean {
  if (customer.kind === 'organisation') return customer.organisationNumber === owner.organisationNumber
  const same = (a: string | null, b: string | null) => a?.toLowerCase() === b?.toLowerCase()
  const { name, street, postalCode, isIdentified } = customer
  return (
    isIdentified && same(name, owner.name) && same(street, owner.street) && postalCode === owner.postalCode
  )
}
