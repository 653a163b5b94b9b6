/**
 * By what somebody shows that an agreement is theirs. `national-id`: it was made with their number. `email` and `letter`
 * reach only agreements whose holder's number is not known (docs/decisions/020).
 */
export type Proof = 'national-id' | 'email' | 'letter'

/** So long nobody changes where the customer is reached and paid, and whoever was reached before may undo it. */
export const PAUSE_MS = 72 * 60 * 60_000

/** What a page shows of an agreement that may be linked. */
export type Offer = {
  readonly agreementId: number
  readonly agreementNumber: string
  readonly issuerName: string
}

/** Everything that stands on an address. */
export type Found = Offer & {
  readonly partyId: number
  readonly mayLink: boolean
  readonly isBusiness: boolean
}
