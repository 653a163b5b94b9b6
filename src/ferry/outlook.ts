import { type Ore, ore, sumOre } from '#core/money.ts'
import type { FerryLimits } from './limits.ts'
import type { AgreementKind } from './prepaid-amount.ts'
import { limitOf } from './trip.ts'

/** How far what is left of an account reaches. */
export type Outlook = {
  /** Of the agreed amount, from 0 to 1. */
  readonly shareLeft: number
  /** The refill is asked for at this balance, or less. */
  readonly refillAt: Ore
  /** What the balance is held against: see `limitOf`. */
  readonly limit: Ore
  /** By what one's own last trips cost. Undefined: there are none to tell from. */
  readonly trips: { readonly each: Ore; readonly left: number; readonly untilRefill: number } | undefined
}

export function outlookOf(
  { balance, agreed, kind }: { readonly balance: Ore; readonly agreed: Ore; readonly kind: AgreementKind },
  lastTrips: readonly Ore[],
  limits: FerryLimits,
): Outlook {
  const refillAt = ore(Math.floor((agreed * limits.refillSharePercent) / 100))
  return {
    shareLeft: agreed <= 0 ? 0 : Math.min(1, Math.max(0, balance / agreed)),
    refillAt,
    limit: limitOf(kind, agreed, limits),
    trips: tripsOf(balance, refillAt, lastTrips),
  }
}

function tripsOf(balance: Ore, refillAt: Ore, lastTrips: readonly Ore[]): Outlook['trips'] {
  const each = lastTrips.length === 0 ? 0 : Math.round(sumOre(lastTrips) / lastTrips.length)
  if (each <= 0) return undefined
  return {
    each: ore(each),
    left: Math.max(0, Math.floor(balance / each)),
    untilRefill: Math.max(0, Math.ceil((balance - refillAt) / each)),
  }
}
