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
