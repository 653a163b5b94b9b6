import { type Day, valueOn } from '#core/dated.ts'
import type { FerryFigures } from '#words/questions/figures.ts'
import type { FerryRules } from './fare.ts'
import { ferryLimitsOn } from './limits.ts'

/** What answers about ferries rest on, on a day. Undefined before the scheme. */
export function ferryFiguresOn(rules: FerryRules, day: Day): FerryFigures | undefined {
  const limits = ferryLimitsOn(rules, day)
  if (!limits) return undefined
  const prepaid = valueOn(rules.prepaidAmounts, day)?.value.classes
  return {
    discountPercent: limits.discountPercent,
    refillSharePercent: limits.refillSharePercent,
    organisationMinimumPercent: limits.organisationMinimumPercent,
    cardFee: limits.cardFeeOre,
    privateVehiclesMax: limits.privateVehiclesMax,
    towing: limits.towing,
    classes: prepaid?.map(({ toCm, amountOre }, i) => ({
      toCm,
      aboveCm: prepaid[i - 1]?.toCm ?? 0,
      amount: amountOre,
    })),
  }
}
