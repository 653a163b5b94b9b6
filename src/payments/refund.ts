import type { Day } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { addDays, osloDay, sameDayLater } from '#core/oslo.ts'
import type { RefundReason, RefundWaitsFor } from '#words/refunds.ts'
import type { PayoutTermsOnDay } from './payout-terms.ts'

export const REFUND_REASONS: readonly RefundReason[] = [
  'deposit',
  'balance',
  'overpayment',
  'wrongly-charged-toll',
]

/** Whose credit with which issuer: never paid out beyond what the ledger says of it. */
export type Creditor = { readonly partyId: number; readonly agreementId: number; readonly issuerId: number }

/** What a customer has to good from one payment or one credit note, and no refund that lives is of. */
export type Refundable = Creditor & {
  readonly reason: RefundReason
  readonly creditId: number | undefined
  readonly creditNoteId: number | undefined
  readonly amount: Ore
  /** Since when it is the customer's. */
  readonly claimedOn: Day
}

export type Proposal = Refundable & { readonly needsSecond: boolean }

export function creditorKey({ partyId, agreementId, issuerId }: Creditor): string {
  return `${partyId} ${agreementId} ${issuerId}`
}

/**
 * What may be paid out, oldest first, and of no customer more than the ledger holds. The limit is for all of a customer's
 * refunds together: many small ones are a large one.
 */
export function proposeRefunds(
  refundable: readonly Refundable[],
  known: { left: ReadonlyMap<string, Ore>; waiting: ReadonlyMap<number, Ore>; approvalAbove: Ore },
): readonly Proposal[] {
  const left = new Map(known.left)
  const oldestFirst = refundable.toSorted((a, b) => (a.claimedOn < b.claimedOn ? -1 : 1))
  const found = oldestFirst.flatMap((one) => {
    const key = creditorKey(one)
    const amount = ore(Math.min(one.amount, left.get(key) ?? 0))
    if (amount <= 0) return []
    left.set(key, ore((left.get(key) ?? 0) - amount))
    return [{ ...one, amount }]
  })
  return found.map((one) => {
    const others = found.filter(({ partyId }) => partyId === one.partyId)
    const all = sumOre([known.waiting.get(one.partyId) ?? ore(0), ...others.map(({ amount }) => amount)])
    return { ...one, needsSecond: all > known.approvalAbove }
  })
}

/** Terms 7.1. The last day of the three years is still in time. */
export function isLapsed(claimedOn: Day, { lapseMonths }: PayoutTermsOnDay, today: Day): boolean {
  return sameDayLater(claimedOn, lapseMonths) < today
}

export type PayoutAccount = {
  readonly id: number
  readonly changedAt: number
  readonly verifiedAt: number | undefined
  /** The bank has said that nothing can be paid to it. */
  readonly isRejected: boolean
  /** What was changed or linked lately may be undone still (docs/decisions/024). */
  readonly isPaused: boolean
}

/** What must come before it goes to the bank. Undefined: nothing. */
export function waitsFor(
  refund: {
    state: 'asked' | 'approved'
    needsSecond: boolean
    approvedAccountId: number | undefined
    hasName: boolean
    account: PayoutAccount | undefined
  },
  terms: PayoutTermsOnDay,
  today: Day,
): RefundWaitsFor | undefined {
  const { account } = refund
  if (!account) return 'account'
  if (account.isRejected) return 'other-account'
  if (account.verifiedAt === undefined) return 'verification'
  if (!refund.hasName) return 'name'
  if (account.isPaused) return 'change-pause'
  // Who approved it approved an account, too: with another one it is approved anew.
  if (refund.state === 'asked' || (refund.needsSecond && refund.approvedAccountId !== account.id))
    return 'second-person'
  return addDays(osloDay(account.changedAt), terms.accountRestDays) > today ? 'account-rest' : undefined
}
