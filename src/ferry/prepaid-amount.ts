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

/** A vehicle on an account, as long as it counts in what is asked for. */
export type Stay = {
  readonly length_cm: number
  readonly from: number
  /** Undefined: it is on it. */
  readonly until?: number | undefined
}

/**
 * What a further vehicle asks for beside what its account has been asked for. Nothing, where it is no dearer than those
 * that have been on it together: what is agreed stays when one leaves, and is not asked for twice when one comes back.
 */
export function differenceFor(
  kind: AgreementKind,
  { stays, added_cm }: { readonly stays: readonly Stay[]; readonly added_cm: number },
  on: Day,
  rules: Amounts,
): Ore | Unknown {
  const present_cm = stays.filter(({ until }) => until === undefined).map(({ length_cm }) => length_cm)
  const before = agreedAmount(kind, present_cm, on, rules)
  if (isRefusal(before)) return before
  const after = agreedAmount(kind, [...present_cm, added_cm], on, rules)
  if (isRefusal(after)) return after
  return ore(Math.max(0, after - Math.max(before, mostTogether(kind, stays, on, rules))))
}

/** By today's amounts. A vehicle that has left, whose amount is not known today, counts for nothing. */
function mostTogether(kind: AgreementKind, stays: readonly Stay[], on: Day, rules: Amounts): number {
  const changes = stays.flatMap(({ length_cm, from, until }) => {
    const amount = amountOf(length_cm, on, rules)
    if (isRefusal(amount)) return []
    return [
      { at: from, amount: Number(amount) },
      ...(until === undefined ? [] : [{ at: until, amount: -amount }]),
    ]
  })
  if (kind === 'private') return Math.max(0, ...changes.map(({ amount }) => amount))
  let [together, most] = [0, 0]
  // At one instant those that leave go first.
  for (const { amount } of changes.toSorted((a, b) => a.at - b.at || a.amount - b.amount)) {
    together += amount
    most = Math.max(most, together)
  }
  return most
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
