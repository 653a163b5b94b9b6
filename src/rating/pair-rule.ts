import { exampleOf, meets } from './price.ts'
import { free, type Priced } from './priced.ts'
import type { Stretch } from './stretch.ts'
import type { PairRule } from './tariffs.ts'

/**
 * Pair rules (Trondheim): neighbours among a rule's stations, within its minutes; each passage is in one pair at most.
 * Both are annulled, or the one that is paid after the hour rule frees the other, whichever came first. The earlier
 * passage's version of the rule governs.
 */
export function applyPairRules(stretch: Stretch, priced: readonly Priced[]): void {
  const before = new Map<string, Candidate | undefined>()
  for (const one of priced) {
    if (one.price.amount === 0) continue
    for (const rule of one.day.pairRules) {
      if (!meets(rule.requires, stretch, one.passage)) continue
      const earlier = before.get(rule.rule)
      one.openUntil = Math.max(one.openUntil, one.passage.passedAt + rule.minutes * 60_000)
      const paired = earlier !== undefined && pair(earlier, { one, rule })
      before.set(rule.rule, paired ? undefined : { one, rule })
    }
  }
}

type Candidate = { readonly one: Priced; readonly rule: PairRule }

function pair(earlier: Candidate, later: Candidate): boolean {
  const { kind, minutes } = earlier.rule
  const why = { step: 'pair-rule', kind, ...exampleOf(earlier.rule) } as const
  const [a, b] = [earlier.one, later.one]
  if (b.passage.passedAt - a.passage.passedAt > minutes * 60_000) return false
  if (kind === 'annul-both') {
    if (a.passage.stationId === b.passage.stationId) return false
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const)
      if (one.left > 0) free(one, (took) => ({ ...why, other: other.passage.id, ...took }))
    return true
  }
  const freed = frees(earlier, later) ? b : frees(later, earlier) ? a : undefined
  if (!freed) return false
  const other = freed === a ? b : a
  if (freed.left > 0) free(freed, (took) => ({ ...why, other: other.passage.id, ...took }))
  return true
}

/** Paid means priced after the hour rule, and before the cap. */
function frees(payer: Candidate, other: Candidate): boolean {
  return payer.rule.pays && payer.one.left > 0 && other.rule.freed
}
