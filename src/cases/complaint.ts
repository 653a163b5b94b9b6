import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { type ComplaintTerms, complainWithin } from '#invoices/complaint-terms.ts'
import type { ComplaintDecision, ComplaintFault, Finding } from '#words/complaints.ts'

/** A passage that its customer can complain of. */
export type Complainable = {
  readonly passageId: number
  readonly monthOn: Day
  readonly partyId: number
  readonly companyId: number
  readonly company: string
  readonly passedAt: number
  /** Null: not shown, nor at which hour (docs/decisions/035). */
  readonly station: string | null
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

/** What was found of a passage that is complained of. */
export type Found = { readonly passageId: number; readonly finding: Finding }

/** Of each passage what was found; undefined: one that was found is none of the complaint's. What is not named stands. */
export function findingsOf(
  complained: readonly number[],
  decided: 'upheld' | 'dismissed' | readonly Found[],
): readonly Found[] | undefined {
  if (decided === 'upheld' || decided === 'dismissed') {
    const finding = decided === 'upheld' ? 'not-charged' : 'stands'
    return complained.map((passageId) => ({ passageId, finding }))
  }
  if (decided.some(({ passageId }) => !complained.includes(passageId))) return undefined
  const named = new Map(decided.map(({ passageId, finding }) => [passageId, finding]))
  return complained.map((passageId) => ({ passageId, finding: named.get(passageId) ?? 'stands' }))
}

/** Upheld is a complaint of which nothing is left to pay, dismissed one of which all is. */
export function decisionOf(found: readonly Found[]): ComplaintDecision {
  if (found.every(({ finding }) => finding === 'not-charged')) return 'upheld'
  return found.every(({ finding }) => finding === 'stands') ? 'dismissed' : 'partly-upheld'
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
