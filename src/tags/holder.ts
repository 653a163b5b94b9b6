/** A vehicle under an agreement for a time, with the tag in it, and what the agreement says about the passages. */
export type Assignment = {
  readonly agreementId: number
  readonly partyId: number
  readonly issuerId: number
  readonly vehicleId: number
  /** Null: the vehicle is registered, but no tag is mounted yet. */
  readonly tagId: number | null
  /** Epoch ms, first instant inside; `to` is the first instant outside, or Infinity. */
  readonly from: number
  readonly to: number
  readonly agreementFrom: number
  readonly agreementTo: number
  readonly deletesPassages: boolean
  readonly blocked: readonly Period[]
  readonly supplementary: readonly Supplementary[]
}

/** An agreement with another company, under the assignment's: that company's passages are its. */
export type Supplementary = Period & {
  readonly agreementId: number
  readonly partyId: number
  readonly issuerId: number
  readonly blocked: readonly Period[]
}

/** Epoch ms, from the first instant inside to the first outside. */
export type Period = { readonly from: number; readonly to: number }

export type Payer = { readonly agreementId: number; readonly partyId: number; readonly blocked: boolean }

/**
 * Whose passage it is at an instant: the assignment in force then, under an agreement in force then. The schema lets
 * at most one be. A blocked agreement still holds the vehicle; ask `payerAt`.
 */
export function holderAt(assignments: readonly Assignment[], at: number): Assignment | undefined {
  for (const held of assignments)
    if (isWithin(held, at) && held.agreementFrom <= at && at < held.agreementTo) return held
  return undefined
}

/**
 * The agreement that pays this charger: its own supplementary agreement where there is one, else the main one. Terms
 * 2.9: while the one or the other is blocked, the vehicle's owner is invoiced in full.
 */
export function payerAt(assignment: Assignment, chargerId: number, at: number): Payer {
  const own = ownOf(assignment, chargerId, at)
  const { agreementId, partyId } = own ?? assignment
  const blocked = isDuring(assignment.blocked, at) || (own !== undefined && isDuring(own.blocked, at))
  return { agreementId, partyId, blocked }
}

function ownOf({ supplementary }: Assignment, chargerId: number, at: number): Supplementary | undefined {
  for (const own of supplementary) if (own.issuerId === chargerId && isWithin(own, at)) return own
  return undefined
}

export function isDuring(periods: readonly Period[], at: number): boolean {
  for (const period of periods) if (isWithin(period, at)) return true
  return false
}

export function isWithin(period: Period, at: number): boolean {
  return period.from <= at && at < period.to
}
