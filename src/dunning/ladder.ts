import { bankDaysLater } from '#core/bank-days.ts'
import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import type { Channel, DeliveryState } from '#invoices/channel.ts'
import type { InvoiceState } from '#invoices/invoice.ts'
import {
  type DunningTerms,
  daysSinceHandedOverOn,
  type Ladder,
  ladderOn,
  leastSumOn,
  reminderFee,
} from './dunning-terms.ts'

/** Why nothing follows for the time being: somebody said so. */
export type HoldReason = 'dispute' | 'death' | 'bankruptcy' | 'unopened-channel' | 'our-fault'

/** A claim as it stands: the invoice that asks for it now, and what went before. */
export type Claim = {
  readonly issuerCode: string
  /** Of the invoice that asks for it now. */
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly state: InvoiceState
  readonly openOre: Ore
  /** Null: a prepayment, which is an offer and never reminded (rules 2.3). */
  readonly dueOn: Day | null
  /** The day the first invoice was due: by it the fee is reckoned. */
  readonly claimDueOn: Day | null
  readonly remindersSent: number
  readonly inCollection: boolean
  /** From the collector, who gave it up: the invoice that asks for it now was the one collected. */
  readonly isTakenBack?: boolean
  readonly held: HoldReason | undefined
  /** The last day that what somebody held, the claim or all of its agreement, went on. Null: nothing was held. */
  readonly releasedOn?: Day | null
  /** How far the invoice that asks for it has come. Undefined: it went out before that was kept. */
  readonly delivery?: LastDelivery | undefined
  readonly parked: boolean
}

/** The last channel that the invoice was to go by. */
export type LastDelivery = {
  readonly channel: Channel
  readonly state: DeliveryState
  readonly handedOn: Day | null
  /** Since when it is opened, or taken by a network. Null: it is neither, or that day is not known. */
  readonly cameOn?: Day | null
  /** Somebody has let the claim go on although nobody has opened it. */
  readonly isLetGo: boolean
}

export type NextStep =
  | {
      readonly step: 'reminder'
      readonly stepNumber: number
      readonly feeOre: Ore
      readonly earliestOn: Day
      readonly dueOn: Day
    }
  | { readonly step: 'collection'; readonly noticeEndsOn: Day; readonly earliestOn: Day }
  | { readonly step: 'none'; readonly because: NoStepBecause; readonly until?: Day }

export type NoStepBecause =
  | 'not-yet'
  | 'nothing-owed'
  | 'paid'
  | 'credited'
  | 'replaced'
  | 'no-due-date'
  | 'in-collection'
  | 'agreement-parked'
  | 'sum-too-small'
  | 'ladder-unknown'
  | 'fee-unknown'
  | HoldReason

/**
 * What follows on a day for a claim that is not paid. Days are Oslo's, and whole: what is due on the 1st is late on the
 * 2nd. Bank holidays change no deadline: one that ends on them has given its days. But a bank that is closed brings no
 * money, so that collection waits for the bank days on which it comes. What was held, or has come late, gives its days anew.
 */
export function nextStep(claim: Claim, today: Day, terms: DunningTerms): NextStep {
  const over = whyOver(claim)
  if (over !== undefined) return none(over)
  const { dueOn, claimDueOn } = claim
  if (dueOn === null || claimDueOn === null) return none('no-due-date')
  if (claim.parked) return none('agreement-parked')
  if (claim.held !== undefined) return none(claim.held)
  if (claim.openOre < (leastSumOn(terms, claim.issuerCode, today) ?? NO_MONEY)) return none('sum-too-small')
  const ladder = ladderOn(terms, claim.issuerCode, today)
  if (!ladder) return none('ladder-unknown')
  if (claim.remindersSent >= ladder.reminders && !claim.isTakenBack) {
    const earliestOn = notBefore(freshDay(claim, ladder), bankDaysLater(dueOn, ladder.bankDaysToCollection))
    if (today < earliestOn) return none('not-yet', earliestOn)
    return unreached(claim, today, terms) ?? { step: 'collection', noticeEndsOn: dueOn, earliestOn }
  }
  const earliestOn = notBefore(freshDay(claim, ladder), addDays(dueOn, ladder.daysAfterDue))
  if (today < earliestOn) return none('not-yet', earliestOn)
  const waits = unreached(claim, today, terms)
  if (waits) return waits
  // The fee of the reminder before stands on it already.
  const feeOre = claim.isTakenBack ? NO_MONEY : reminderFee(terms, claimDueOn)
  if (feeOre === undefined) return none('fee-unknown')
  const stepNumber = claim.remindersSent + 1
  return { step: 'reminder', stepNumber, feeOre, earliestOn, dueOn: addDays(today, ladder.noticeDays) }
}

/**
 * The day after the last of a fresh deadline: while it was held, or had come to nobody, nobody was to pay, and no bank drew
 * it, so that asking costs nothing before there has been time to (inkassoloven § 17: no costs of what there was reason to
 * have looked into). What somebody let go on unopened goes on at once.
 */
function freshDay({ releasedOn, delivery }: Claim, { noticeDays }: Ladder): Day | undefined {
  const cameOn = delivery?.isLetGo ? undefined : delivery?.cameOn
  const last = [releasedOn, cameOn]
    .flatMap((day) => day ?? [])
    .sort()
    .at(-1)
  return last ? addDays(last, noticeDays + 1) : undefined
}

function notBefore(first: Day | undefined, day: Day): Day {
  return first !== undefined && day < first ? first : day
}

/**
 * Whoever has not had an invoice is not reminded of it: what no channel has brought out, and what lies unopened and has
 * not been on its way for long. Opened, or taken by the customer's bank or accounts, it has come; what is to go to those
 * and is not taken has not begun its way.
 */
function unreached({ delivery, issuerCode }: Claim, today: Day, terms: DunningTerms): NextStep | undefined {
  const days = daysSinceHandedOverOn(terms, issuerCode, today)
  if (!delivery || delivery.isLetGo || days === undefined) return undefined
  const { channel, state, handedOn } = delivery
  if (state === 'opened' || state === 'delivered') return undefined
  if (channel === 'ehf' || channel === 'efaktura') return none('unopened-channel')
  if (state !== 'handed-over' || handedOn === null) return none('unopened-channel')
  const until = addDays(handedOn, days)
  return today < until ? none('unopened-channel', until) : undefined
}

function whyOver(claim: Claim): NoStepBecause | undefined {
  if (claim.state === 'paid') return 'paid'
  if (claim.state === 'credited') return 'credited'
  if (claim.state === 'replaced-by-reminder') return 'replaced'
  if (claim.kind === 'credit-note' || claim.openOre <= NO_MONEY) return 'nothing-owed'
  return claim.inCollection ? 'in-collection' : undefined
}

function none(because: NoStepBecause, until?: Day): NextStep {
  return { step: 'none', because, ...(until === undefined ? {} : { until }) }
}
