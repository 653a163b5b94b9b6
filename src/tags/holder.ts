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
  readonly blocked: readonly { readonly from: number; readonly to: number }[]
}

/**
 * Whose passage it is at an instant: the assignment in force then, under an agreement in force then. The schema lets
 * at most one be. A blocked agreement still holds the vehicle; ask `isBlockedAt`.
 */
export function holderAt(assignments: readonly Assignment[], at: number): Assignment | undefined {
  return assignments.find((a) => a.from <= at && at < a.to && a.agreementFrom <= at && at < a.agreementTo)
}

/** Terms 2.9: while the agreement is blocked, the vehicle's owner is invoiced in full. */
export function isBlockedAt(assignment: Assignment, at: number): boolean {
  return assignment.blocked.some((block) => block.from <= at && at < block.to)
}
