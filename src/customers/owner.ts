import type { Plate } from '#core/plate.ts'

/** A vehicle's registered owner, as the vehicle register tells it: a party we may come to invoice, not yet a customer. */
export type Owner = {
  /** The register's own key of the owner. Two answers with the same key are the same owner. */
  readonly registerId: string
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly organisationNumber: string | null
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
}

/**
 * Who owns a vehicle of another country that no register tells us of: a party of its own for each plate, named by it, so
 * that the collector abroad can ask there.
 */
export function unknownOwner({ country, canonical }: Plate): Owner {
  return {
    registerId: `unknown ${country} ${canonical}`,
    kind: 'person',
    name: `${country} ${canonical}`,
    organisationNumber: null,
    street: null,
    postalCode: null,
    place: null,
    country,
  }
}
