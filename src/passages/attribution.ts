import type { Plate } from '#core/plate.ts'
import { type Assignment, holderAt, isDuring, isWithin, type Period, payerAt } from '#tags/holder.ts'

/** Who pays a passage, by what was read and what held at that instant. */
export type Attribution =
  | {
      readonly to: 'agreement'
      readonly agreementId: number
      readonly partyId: number
      /** The vehicle the tag sits in, or the plate's. */
      readonly vehicleId: number
      readonly readBy: 'tag' | 'plate'
    }
  | { readonly to: 'owner' }
  | { readonly to: 'other-issuer' }

export type Reading = {
  readonly chargerId: number
  readonly tagNumber: string | undefined
  readonly plate: Plate | undefined
  readonly passedAt: number
}

export type Known = {
  readonly byTag: readonly Assignment[] | undefined
  readonly byPlate: readonly Assignment[] | undefined
  /** Undefined: not a tag of ours. */
  readonly tag: { readonly stolen: readonly Period[] } | undefined
}

/**
 * Terms 2.6 and 2.7: a read tag's agreement pays; where no tag of a valid agreement was read, the plate's. A blocked
 * agreement pays nothing (2.9): the registered owner does. Another issuer's tag waits for that issuer, and never
 * becomes an owner's invoice.
 */
export function attribute(reading: Reading, known: Known): Attribution {
  const byTag = isStolen(reading, known) ? undefined : held(known.byTag, reading, 'tag')
  const found = byTag ?? held(known.byPlate, reading, 'plate')
  if (found && found.to !== 'owner') return found
  const tagOfAnother = reading.tagNumber !== undefined && known.tag === undefined
  return tagOfAnother ? { to: 'other-issuer' } : { to: 'owner' }
}

/** The vehicle a tag sat in, whatever its agreement; unknown for a tag that is stolen. */
export function vehicleOfTag(reading: Reading, known: Known): number | undefined {
  if (!known.byTag || isStolen(reading, known)) return undefined
  for (const assignment of known.byTag)
    if (isWithin(assignment, reading.passedAt)) return assignment.vehicleId
  return undefined
}

/** Terms 2.6: reported to the police, so nobody answers for its use. */
function isStolen({ passedAt }: Reading, { tag }: Known): boolean {
  return tag !== undefined && isDuring(tag.stolen, passedAt)
}

function held(
  assignments: readonly Assignment[] | undefined,
  { chargerId, passedAt }: Reading,
  readBy: 'tag' | 'plate',
): Attribution | undefined {
  const holder = assignments && holderAt(assignments, passedAt)
  if (!holder) return undefined
  const { blocked, agreementId, partyId } = payerAt(holder, chargerId, passedAt)
  return blocked
    ? { to: 'owner' }
    : { to: 'agreement', agreementId, partyId, vehicleId: holder.vehicleId, readBy }
}
