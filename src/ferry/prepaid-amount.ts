import { type Dated, type Day, valueOn } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Certainty } from './connection.ts'

/** One amount for each class of length, the shortest first. Of some classes and times the amount is not known. */
export type PrepaidAmounts = {
  readonly classes: readonly PrepaidClass[]
  readonly certainty: Certainty
}

export type PrepaidClass = {
  /** Inclusive. Absent: no limit. */
  readonly toCm?: number | undefined
  readonly amountOre?: Ore | undefined
}

export type AgreementKind = 'private' | 'organisation'

export type Unknown = Refusal<'no-prepaid-amount'>

type Amounts = { readonly prepaidAmounts: readonly Dated<PrepaidAmounts>[] }

/**
 * R7. Private vehicles share one amount, that of the dearest class among them; an organisation pays one for each of
 * its vehicles. No vehicles, no amount.
 */
export function agreedAmount(
  kind: AgreementKind,
  lengths_cm: readonly number[],
  on: Day,
  rules: Amounts,
): Ore | Unknown {
  const amounts: Ore[] = []
  for (const length of lengths_cm) {
    const amount = amountOf(length, on, rules)
    if (isRefusal(amount)) return amount
    amounts.push(amount)
  }
  if (kind === 'organisation') return sumOre(amounts)
  return sumOre(amounts.sort((a, b) => b - a).slice(0, 1))
}

/** What a further vehicle asks for beside what the others are asked today. Nothing, where it is no dearer. */
export function differenceFor(
  kind: AgreementKind,
  { present_cm, added_cm }: { readonly present_cm: readonly number[]; readonly added_cm: number },
  on: Day,
  rules: Amounts,
): Ore | Unknown {
  const before = agreedAmount(kind, present_cm, on, rules)
  if (isRefusal(before)) return before
  const after = agreedAmount(kind, [...present_cm, added_cm], on, rules)
  return isRefusal(after) ? after : ore(after - before)
}

/** 1, 2 or 3: which class of prepayment a vehicle of this length is in. */
export function prepaidClassOf(length_cm: number, on: Day, rules: Amounts): number | Unknown {
  const classes = valueOn(rules.prepaidAmounts, on)?.value.classes ?? []
  const at = classes.findIndex((one) => one.toCm === undefined || length_cm <= one.toCm)
  return at < 0 ? refuse('no-prepaid-amount', on) : at + 1
}

function amountOf(length_cm: number, on: Day, rules: Amounts): Ore | Unknown {
  const found = prepaidClassOf(length_cm, on, rules)
  if (isRefusal(found)) return found
  const amount = valueOn(rules.prepaidAmounts, on)?.value.classes[found - 1]?.amountOre
  return amount ?? refuse('no-prepaid-amount', `class ${found} on ${on}`)
}
