import type { FerryMedium } from '#core/ferry-step.ts'
import type { Ore } from '#core/money.ts'
import type { FerryDiscount } from './fare.ts'
import type { AgreementKind } from './prepaid-amount.ts'

/**
 * Why a trip had the discount it had. `not-here`: there was enough left, but the connection gives the agreement no
 * discount. `no-card`: it does by card, and the vehicle had none. `former-version`: it was decided when the trip was
 * first posted.
 */
export type DiscountReason = 'kept' | 'lost' | 'not-open' | 'not-here' | 'no-card' | 'former-version'

export function discountReason(
  trip: {
    readonly discount: FerryDiscount
    readonly decidedOn: Ore | null
    readonly limit: Ore | null
    readonly wasOpen: boolean
  },
  kind: AgreementKind,
  medium: FerryMedium | undefined,
): DiscountReason {
  const { discount, decidedOn, limit, wasOpen } = trip
  if (decidedOn === null || limit === null) return 'former-version'
  if (discount === kind) return 'kept'
  if (!wasOpen) return 'not-open'
  // As `keepsDiscount` has it, of the limit that was held against.
  const wasEnough = kind === 'private' ? decidedOn > limit : decidedOn > 0 && decidedOn >= limit
  if (!wasEnough) return 'lost'
  return medium === 'card' ? 'no-card' : 'not-here'
}
