import type { FerryMedium } from '#core/ferry-step.ts'
import { type Ore, ore } from '#core/money.ts'
import type { FerryDiscount } from './fare.ts'
import type { FerryLimits } from './limits.ts'
import type { AgreementKind } from './prepaid-amount.ts'

/**
 * What a vehicle of an open account is given on its next trip, by the balance before it: the trip that takes the
 * balance below the limit keeps its discount. Below it a tag still gives what it gives everybody, where tags are read.
 */
export function discountFor(
  balance: Ore,
  agreed: Ore,
  kind: AgreementKind,
  medium: FerryMedium,
  limits: FerryLimits,
): FerryDiscount {
  const by = limits.discountBy[medium]
  if (by.agreement && keepsDiscount(balance, agreed, kind, limits)) return kind
  return by.tagAlone ? 'tag' : 'none'
}

/** Private customers while something is left; organisations while their share of the whole agreed amount is. */
export function keepsDiscount(balance: Ore, agreed: Ore, kind: AgreementKind, limits: FerryLimits): boolean {
  if (kind === 'private') return balance > limits.privateAboveOre
  return balance > 0 && balance * 100 >= agreed * limits.organisationMinimumPercent
}

/** R8: time for the refill invoice. */
export function refillIsDue(balance: Ore, agreed: Ore, limits: FerryLimits): boolean {
  return balance * 100 <= agreed * limits.refillSharePercent
}

/** What the refill invoice asks for, of what is agreed that day. */
export function refillAmount(balance: Ore, agreed: Ore, limits: FerryLimits): Ore {
  return limits.refillAsks === 'up-to' ? ore(agreed - balance) : agreed
}

/** What is drawn from the account for ferry cards. */
export function cardFees(cards: number, limits: FerryLimits): Ore {
  return ore(cards * limits.cardFeeOre)
}
