import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'

/** How much one tops up at a time, in per cent of what is agreed. */
export type TopUpLimits = {
  /** More is unusual: one says that it is right. */
  readonly asksAbovePercent: number
  readonly mostPercent: number
}

type AskedAmount = {
  readonly amount: Ore
  readonly agreed: Ore
  /** The amount that has been said to be right. */
  readonly sureOf: Ore | undefined
}

type TopUpRefusal = 'nothing-to-top-up' | 'unusual-top-up' | 'top-up-too-large' | 'before-the-scheme'

/** Undefined: the amount may be asked for. Of one that is too large the detail is the most, in øre; of an unusual one itself. */
export function refusedTopUp(
  { amount, agreed, sureOf }: AskedAmount,
  on: Day,
  topUps: readonly Dated<TopUpLimits>[],
): Refusal<TopUpRefusal> | undefined {
  if (amount <= 0) return refuse('nothing-to-top-up')
  const limits = valueOn(topUps, on)?.value
  if (!limits) return refuse('before-the-scheme')
  const percent = (of: number) => Math.floor((agreed * of) / 100)
  if (amount > percent(limits.mostPercent))
    return refuse('top-up-too-large', String(percent(limits.mostPercent)))
  if (amount > percent(limits.asksAbovePercent) && amount !== sureOf)
    return refuse('unusual-top-up', String(amount))
  return undefined
}

/** «500», «1 500,50». */
export function typedAmount(typed: string): Ore | Refusal<'not-an-amount' | 'nothing-to-top-up'> {
  const [, sign, kroner = '', decimals = ''] =
    /^([-\u2212]?)(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0]|kr\.?$/gi, '')) ?? []
  if (kroner === '') return refuse('not-an-amount')
  const amount = Number(kroner) * 100 + Number(decimals.padEnd(2, '0'))
  return sign !== '' || amount === 0 ? refuse('nothing-to-top-up') : ore(amount)
}
