import { bankDayFrom, isBankDay, nextBankDay } from '#core/bank-days.ts'
import type { Day } from '#core/dated.ts'
import { isKid } from '#core/kid.ts'
import type { Ore } from '#core/money.ts'
import { addDays, osloTime, sameDayLater } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { type AvtaleGiroTerms, claimTermsOn } from './avtalegiro-terms.ts'

/** The days a claim delivered now may be due on, both inside. */
export type DueWindow = { readonly first: Day; readonly last: Day }

export type ClaimAsked = {
  readonly invoice: {
    readonly dueOn: Day
    readonly amount: Ore
    readonly kid: string
    /** Disputed, held by somebody, or of an agreement that is parked. */
    readonly isHeld: boolean
  }
  /** The payer's, unless withdrawn. */
  readonly mandate: { readonly wantsNotice: boolean } | undefined
}

export type ClaimDecision = {
  readonly dueOn: Day
  /** Who tells the payer beforehand: the bank when the payer has asked it to, otherwise our own invoice. */
  readonly notice: 'bank' | 'own'
}

export type WhyNoClaim =
  | 'no-mandate'
  | 'on-hold'
  | 'nothing-owed'
  | 'not-a-kid'
  | 'due-too-soon'
  | 'due-too-far-ahead'

/**
 * The due date is the invoice's, or the first bank day after it, where the bank would move it to itself. It is never
 * moved later to catch a file: the invoice would be overdue by our own doing, and goes by another channel instead.
 */
export function decideClaim(
  { invoice, mandate }: ClaimAsked,
  within: DueWindow,
): ClaimDecision | Refusal<WhyNoClaim> {
  if (!mandate) return refuse('no-mandate')
  if (invoice.isHeld) return refuse('on-hold')
  if (invoice.amount <= 0) return refuse('nothing-owed')
  if (!isKid(invoice.kid)) return refuse('not-a-kid')
  const dueOn = bankDayFrom(invoice.dueOn)
  if (dueOn < within.first) return refuse('due-too-soon')
  if (dueOn > within.last) return refuse('due-too-far-ahead')
  return { dueOn, notice: mandate.wantsNotice ? 'bank' : 'own' }
}

export function dueWindow(terms: AvtaleGiroTerms, now: number): DueWindow {
  const { daysAhead, monthsAhead } = claimTermsOn(terms, osloTime(now).day)
  const delivered = deliveredOn(terms, now)
  return { first: addDays(delivered, daysAhead), last: sameDayLater(delivered, monthsAhead) }
}

/** A file that comes after the hour, or on a day the bank is closed, is delivered on the bank's next day. */
export function deliveredOn(terms: AvtaleGiroTerms, now: number): Day {
  const { day, minuteOfDay } = osloTime(now)
  const { deliveredByMinute } = claimTermsOn(terms, day)
  return minuteOfDay < deliveredByMinute && isBankDay(day) ? day : nextBankDay(day)
}
