import type { Ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import type { Outcome } from './stretch.ts'

/** What is booked for a passage now. */
export type Booked =
  | {
      readonly state: 'charged'
      readonly chargeId: number
      readonly tariff: Ore
      readonly amount: Ore
      readonly because: readonly PriceStep[]
      readonly windowStart: number | undefined
    }
  | { readonly state: 'free' | 'held' | 'rejected'; readonly reason: string }
  | undefined

export type Difference =
  | { readonly change: 'none' }
  | { readonly change: 'charge'; readonly replaces: Booked }
  /** The same money, for another reason than is told. */
  | { readonly change: 'explain'; readonly replaces: Extract<Booked, { state: 'charged' }> }
  | { readonly change: 'uncharge'; readonly replaces: Booked }
  | { readonly change: 'remove'; readonly replaces: NonNullable<Booked> }

/**
 * What must be booked so that the books say what rating says: nothing, a charge (after the reversal of another), the
 * lack of one, or, where the passage is no longer this stretch's (`undefined`), nothing at all. Rating again is
 * therefore always safe. Where only the reason is another (who opened the window, say), no money moves: what is owed keeps
 * its age and its place on an invoice.
 */
export function difference(outcome: Outcome | undefined, booked: Booked): Difference {
  if (!outcome) return booked ? { change: 'remove', replaces: booked } : { change: 'none' }
  if (outcome.outcome === 'charged') {
    if (booked?.state !== 'charged' || booked.amount !== outcome.amount || booked.tariff !== outcome.tariff)
      return { change: 'charge', replaces: booked }
    const same =
      booked.windowStart === outcome.window?.startedAt && sameSteps(booked.because, outcome.because)
    return same ? { change: 'none' } : { change: 'explain', replaces: booked }
  }
  const same = booked !== undefined && booked.state === outcome.outcome && booked.reason === outcome.reason
  return same ? { change: 'none' } : { change: 'uncharge', replaces: booked }
}

/** Whether the books say what rating says. What was charged before a step said that its row is an example says it nowhere. */
export function agrees(outcome: Outcome | undefined, booked: Booked): boolean {
  return difference(withoutExamples(outcome), withoutExamples(booked)).change === 'none'
}

function withoutExamples<Of extends Outcome | Booked>(of: Of): Of {
  if (!of || !('because' in of)) return of
  const because = of.because.map((step) => {
    const { example: _, ...said } = { example: undefined, ...step }
    return step.step === 'tariff' ? step : said
  })
  return { ...of, because }
}

/** jsonb does not keep the order of an object's keys, so steps are compared key by key. */
function sameSteps(a: readonly PriceStep[], b: readonly PriceStep[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!sameStep(a[i]!, b[i]!)) return false
  return true
}

function sameStep(a: PriceStep, b: PriceStep): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || canonical(a) === canonical(b)
}

function canonical(step: PriceStep): string {
  return JSON.stringify(Object.entries(step).sort(byKey))
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1
}
