import type { Day } from '#core/dated.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { ExemptionRefusal } from '#words/corrections.ts'
import type { PersonalExemption } from './stretch.ts'

export type Granted = Pick<PersonalExemption, 'from' | 'to'>

/**
 * From the beginning of the day after the decision, never earlier; to the end of the permit's last day. A permit for
 * disabled persons has a last day, and must be valid for some time yet (data/exemptions.json).
 */
export function grantedFor(
  of: { kind: PersonalExemption['kind']; decidedOn: Day; permitExpiresOn: Day | undefined },
  terms: { permitMonthsMin: number },
): Granted | Refusal<ExemptionRefusal> {
  const from = startOfOsloDay(addDays(of.decidedOn, 1))
  if (of.permitExpiresOn === undefined)
    return of.kind === 'disabled-permit'
      ? refuse('permit-without-day')
      : { from, to: Number.POSITIVE_INFINITY }
  const to = startOfOsloDay(addDays(of.permitExpiresOn, 1))
  const longEnough =
    of.kind !== 'disabled-permit' || monthsBetween(of.decidedOn, of.permitExpiresOn) >= terms.permitMonthsMin
  return to > from && longEnough ? { from, to } : refuse('permit-expires-too-early')
}

/** Whole months; the day of the month decides the last one. */
function monthsBetween(from: Day, to: Day): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7))
  return to.slice(8) < from.slice(8) ? months - 1 : months
}
