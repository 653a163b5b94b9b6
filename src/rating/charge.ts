import { NO_MONEY, ore } from '#core/money.ts'
import { osloTime } from '#core/oslo.ts'
import { applyCaps, type CapCounts, NOTHING_COUNTED } from './cap.ts'
import { applyHourRules, type ErasedWindows, NOTHING_ERASED } from './hour-rule.ts'
import { applyPairRules } from './pair-rule.ts'
import { type Price, priceAlone } from './price.ts'
import type { Priced } from './priced.ts'
import type { HeldBack, Outcome, Stretch, StretchPassage } from './stretch.ts'
import type { StationDay, Tariffs } from './tariffs.ts'

/**
 * What a stretch's passages cost, and why. Pure: no clock, no database. Takes them in order (instant, charger,
 * sequence), from an instant at which no hour window or pair was open, unless its passages are erased.
 */
export function rateStretch(
  stretch: Stretch,
  passages: readonly StretchPassage[],
  tariffs: Tariffs,
  before: Before = NOTHING_BEFORE,
): Outcome[] {
  const outcomes: Outcome[] = []
  const priced: Priced[] = []
  for (let i = 0; i < passages.length; i++) {
    const passage = passages[i]!
    const time = osloTime(passage.passedAt)
    const day = tariffs.at(passage.stationId, time.day)
    const found = day
      ? priceAlone(asOf(stretch, passage.passedAt), passage, day, time.minuteOfDay)
      : ({ outcome: 'held', reason: 'no-tariff' } as const)
    const back = before.held?.get(passage.id)
    if (back && !('outcome' in found)) outcomes[i] = { passageId: passage.id, ...back }
    else if ('outcome' in found) outcomes[i] = { passageId: passage.id, ...found } as Outcome
    else priced.push(inPlay(i, passage, day!, found))
  }
  // 7.1, steps 10 and 11: the hour rule, then pairs, then the cap; each sees what the one before left to pay.
  applyHourRules(stretch, priced, before.erased)
  applyPairRules(stretch, priced)
  applyCaps(stretch, priced, before.counts)
  for (const p of priced) outcomes[p.place] = chargedOutcome(p)
  return outcomes
}

/** What went before the first passage: what the caps had counted, and windows whose passages are erased. */
export type Before = {
  readonly counts: CapCounts
  readonly erased: ErasedWindows
  /** Suspicious ones, and rejected ones, by passage. */
  readonly held?: ReadonlyMap<number, HeldBack>
}

export const NOTHING_BEFORE: Before = { counts: NOTHING_COUNTED, erased: NOTHING_ERASED }

/** A vehicle is priced by what it was when it passed. */
export function asOf(stretch: Stretch, at: number): Stretch {
  if (!stretch.earlier) return stretch
  for (const { until, facts } of stretch.earlier) if (at < until) return { ...stretch, vehicle: facts }
  return stretch
}

function inPlay(place: number, passage: StretchPassage, day: StationDay, price: Price): Priced {
  return {
    place,
    passage,
    day,
    price,
    left: price.amount,
    steps: undefined,
    window: undefined,
    openUntil: 0,
    counted: undefined,
    countedBefore: false,
  }
}

function chargedOutcome({ passage, price, left, steps, window, openUntil, counted }: Priced): Outcome {
  return {
    passageId: passage.id,
    outcome: 'charged',
    tariff: price.tariff,
    amount: left === 0 ? NO_MONEY : ore(left),
    because: steps ? [...price.steps, ...steps] : price.steps,
    window,
    openUntil,
    counted,
  }
}
