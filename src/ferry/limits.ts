import { type Dated, type Day, valueOn } from '#core/dated.ts'
import type { FerryMedium } from '#core/ferry-step.ts'
import type { Ore } from '#core/money.ts'
import type { FerryRules } from './fare.ts'

/** The numbers of the scheme, from `data/ferry/account.json`: dated, each row with its source. */
export type FerryLimits = {
  readonly discountPercent: {
    readonly tag: number
    readonly private: number
    readonly organisation: number
    /** On person tickets, with an agreement. */
    readonly person: number
  }
  /** Only the connection's own medium gives discount; and only on some is a tag without a ferry agreement enough. */
  readonly discountBy: Readonly<
    Record<FerryMedium, { readonly agreement: boolean; readonly tagAlone: boolean }>
  >
  /** The refill invoice goes out when so much of the agreed amount is left, or less. */
  readonly refillSharePercent: number
  /** What it asks for: the agreed amount anew, or what is lacking up to it. */
  readonly refillAsks: 'whole' | 'up-to'
  /** An organisation keeps its discount while at least so much of the agreed amount is left. */
  readonly organisationMinimumPercent: number
  /** A private customer keeps it while more than this is left. */
  readonly privateAboveOre: Ore
  readonly cardFeeOre: Ore
  readonly privateVehiclesMax: number
  /** Minutes after the Oslo day began, when what was received is posted; 1440 is its end. */
  readonly postingDayEndMinute: number
  /** Whose turnover the toll part is. */
  readonly tollTurnover: 'toll-charger' | 'ferry-company'
  /** Fares of zero emission and of children are printed in whole kroner; whether a discount keeps øre is a reading. */
  readonly rounding: { readonly share: Rounding; readonly discount: Rounding }
  readonly childPercent: number
  readonly seniorPercent: number
  /** A light vehicle no longer than this that tows pays the smallest group so many times. */
  readonly towing: {
    readonly vehicleMaxCm: number
    /** Total weight allowed; above it is not light. */
    readonly weightMaxKg: number
    readonly factors: readonly { readonly toCm?: number | undefined; readonly factor: number }[]
    readonly multipliesToll: boolean
  }
  /** A longer one was measured wrongly. */
  readonly lengthMaxCm: number
}

export type Rounding = 'krone' | 'ore'

export function ferryLimitsOn(
  rules: { readonly limits: FerryRules['limits'] },
  day: Day,
): FerryLimits | undefined {
  return valueOn(rules.limits, day)?.value
}

export type DatedLimits = readonly Dated<FerryLimits>[]
