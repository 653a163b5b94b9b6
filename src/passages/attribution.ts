import type { Plate } from '#core/plate.ts'
import { type Assignment, holderAt, isBlockedAt } from '#tags/holder.ts'

/** Who pays a passage, by what was read and what held at that instant. */
export type Attribution =
  | { readonly to: 'agreement'; readonly assignment: Assignment; readonly readBy: 'tag' | 'plate' }
  | { readonly to: 'owner' }
  | { readonly to: 'other-issuer' }

export type Reading = {
  readonly tagNumber: string | undefined
  readonly plate: Plate | undefined
  readonly passedAt: number
}

export type Known = {
  readonly byTag: readonly Assignment[] | undefined
  readonly byPlate: readonly Assignment[] | undefined
  /** The tag is one of ours, in whatever state. */
  readonly tagIsOurs: boolean
}

/**
 * Terms 2.6 and 2.7: a read tag's agreement pays; where no tag of a valid agreement was read, the plate's. A blocked
 * agreement pays nothing (2.9): the registered owner does. Another issuer's tag waits for that issuer, and never
 * becomes an owner's invoice.
 */
export function attribute(reading: Reading, known: Known): Attribution {
  const byTag = known.byTag && holderAt(known.byTag, reading.passedAt)
  if (byTag)
    return isBlockedAt(byTag, reading.passedAt)
      ? { to: 'owner' }
      : { to: 'agreement', assignment: byTag, readBy: 'tag' }
  const byPlate = known.byPlate && holderAt(known.byPlate, reading.passedAt)
  if (byPlate) {
    return isBlockedAt(byPlate, reading.passedAt)
      ? { to: 'owner' }
      : { to: 'agreement', assignment: byPlate, readBy: 'plate' }
  }
  if (reading.tagNumber !== undefined && !known.tagIsOurs) return { to: 'other-issuer' }
  return { to: 'owner' }
}
