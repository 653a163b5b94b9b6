import type { PriceStep } from '#core/price-step.ts'
import type { Price } from './price.ts'
import type { Counted, StretchPassage, Window } from './stretch.ts'
import type { StationDay } from './tariffs.ts'

/** A priced passage while its neighbours are looked at. */
export type Priced = {
  readonly place: number
  readonly passage: StretchPassage
  readonly day: StationDay
  readonly price: Price
  /** To pay as far as the rules have come. */
  left: number
  /** What the rules took, in order. */
  steps: PriceStep[] | undefined
  window: Window | undefined
  openUntil: number
  counted: Counted | undefined
  countedBefore: boolean
}

/** A rule frees a passage that had something left to pay. */
export function free(priced: Priced, why: Why): void {
  ;(priced.steps ??= []).push({ ...why, amount_ore: -priced.left })
  priced.left = 0
}

/** A step that takes something, but for how much. */
export type Why = WithoutAmount<PriceStep>
type WithoutAmount<Step> = Step extends { amount_ore: number } ? Omit<Step, 'amount_ore'> : never

/** The dearest of an hour whose earlier passages are erased: it pays what they have not, and is counted with them. */
export function payRest(priced: Priced, paid: number, why: Why): void {
  ;(priced.steps ??= []).push({ ...why, amount_ore: -paid })
  priced.left -= paid
  priced.countedBefore = true
}
