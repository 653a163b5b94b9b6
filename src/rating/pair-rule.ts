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
  let before: Map<string, Candidate | undefined> | undefined
  for (const one of priced) {
    if (one.price.amount === 0) continue
    for (const rule of one.day.pairRules) {
      if (!meets(rule.requires, stretch, one.passage)) continue
      before ??= new Map()
      const earlier = before.get(rule.rule)
      one.openUntil = Math.max(one.openUntil, one.passage.passedAt + rule.minutes * 60_000)
      const later = { one, rule }
      const paired = earlier !== undefined && pair(earlier, later)
      before.set(rule.rule, paired ? undefined : later)
    }
  }
}

type Candidate = { readonly one: Priced; readonly rule: PairRule }

function pair(earlier: Candidate, later: Candidate): boolean {
  const { kind, minutes } = earlier.rule
  const a = earlier.one
  const b = later.one
  if (b.passage.passedAt - a.passage.passedAt > minutes * 60_000) return false
  const why = { step: 'pair-rule', kind, ...exampleOf(earlier.rule) } as const
  if (kind === 'annul-both') {
    if (a.passage.stationId === b.passage.stationId) return false
    if (a.left > 0) free(a, { ...why, other: b.passage.id })
    if (b.left > 0) free(b, { ...why, other: a.passage.id })
    return true
  }
  const freed = frees(earlier, later) ? b : frees(later, earlier) ? a : undefined
  if (!freed) return false
  const other = freed === a ? b : a
  if (freed.left > 0) free(freed, { ...why, other: other.passage.id })
  return true
}

/** Paid means priced after the hour rule, and before the cap. */
function frees(payer: Candidate, other: Candidate): boolean {
  return payer.rule.pays && payer.one.left > 0 && other.rule.freed
}
