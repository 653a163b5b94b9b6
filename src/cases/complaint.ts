import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { type ComplaintTerms, complainWithin } from '#invoices/complaint-terms.ts'
import type { ComplaintFault, ComplaintGround } from '#words/complaints.ts'

export const COMPLAINT_GROUNDS = [
  'not-mine',
  'not-there',
  'counted-twice',
  'wrong-price',
  'sold',
  'other',
] as const satisfies readonly ComplaintGround[]

/** A passage that its customer can complain of. */
export type Complainable = {
  readonly passageId: number
  readonly monthOn: Day
  readonly partyId: number
  readonly companyId: number
  readonly company: string
  readonly passedAt: number
  readonly station: string
  readonly plate: { readonly country: string; readonly canonical: string } | null
  /** Null: not charged. */
  readonly amount: Ore | null
  /** The newest invoice that shows it. */
  readonly invoice: ShowingInvoice | null
  /** The case of a complaint nobody has decided yet. */
  readonly openCase: number | null
}

export type ShowingInvoice = {
  readonly id: number
  readonly number: string
  readonly termsVersion: string | null
  /** Null: it has not reached the customer, as far as we know. */
  readonly deliveredOn: Day | null
}

/**
 * Terms 6.3: the last day to complain, counted from the delivery of the invoice that shows the passage. Undefined while
 * no invoice that shows it has come, and where the terms it was issued under say nothing we know.
 */
export function complainBy(invoice: ShowingInvoice | null, within: ComplaintTerms): Day | undefined {
  if (!invoice || invoice.deliveredOn === null) return undefined
  const days = complainWithin(within, invoice.termsVersion)
  return days === undefined ? undefined : addDays(invoice.deliveredOn, days)
}

/** A late complaint is taken all the same: it may be dismissed for being late, and is not by itself. */
export function isLate(by: Day | undefined, today: Day): boolean {
  return by !== undefined && today > by
}

/** One company answers one complaint, and a passage is complained of once at a time. */
export function complaintFault(passages: readonly Complainable[]): Refusal<ComplaintFault> | undefined {
  const [first] = passages
  if (!first) return refuse('no-passages')
  if (passages.some(({ openCase }) => openCase !== null)) return refuse('complained-already')
  const isOne = passages.every(
    ({ companyId, partyId }) => companyId === first.companyId && partyId === first.partyId,
  )
  return isOne ? undefined : refuse('several-companies')
}
