import { type Ore, ore, roundHalfUp } from '#core/money.ts'
import type { Rounding } from './limits.ts'

/** A share of an amount, rounded once, half up, to the øre or to the whole krone. */
export function shareOf(amount: Ore, percent: number, to: Rounding): Ore {
  return to === 'ore' ? roundHalfUp(amount * percent, 100) : ore(100 * roundHalfUp(amount * percent, 10_000))
}

/** R6: the VAT that is inside a price. */
export function vatInside(amount: Ore, percent: number): Ore {
  return roundHalfUp(amount * percent, 100 + percent)
}
