import type { Ore } from '#core/money.ts'

/**
 * The ledger accounts.
 * `receivable` what a customer owes · `customer-credit` what we owe a customer · `toll-payable` what we owe a toll
 * charger · `bank` · `unallocated` money in that no invoice has claimed yet: must drain to zero · `deposit` held for
 * tags · `fee-income`.
 */
export type Account =
  | 'receivable'
  | 'customer-credit'
  | 'toll-payable'
  | 'bank'
  | 'unallocated'
  | 'deposit'
  | 'fee-income'

export type PostingKind =
  | 'charge'
  | 'payment'
  | 'payment-reversal'
  | 'allocation'
  | 'allocation-undone'
  | 'credit'
  | 'credit-undone'
  | 'credit-note'
  | 'deposit'

/** An amount moves from one ledger account to another: one row, balanced by construction. */
export type Posting = {
  readonly kind: PostingKind
  /** What caused it: a charge, a payment, an allocation. Booked once per kind. */
  readonly refId: number
  readonly partyId: number
  /** 0 where no agreement is meant. */
  readonly agreementId: number
  readonly issuerId: number
  /** 0 where no toll is meant. */
  readonly chargerId: number
  readonly from: Account
  readonly to: Account
  /** Always positive. */
  readonly amount: Ore
}

type Subject = Pick<Posting, 'refId' | 'partyId' | 'agreementId' | 'issuerId' | 'chargerId'>

/**
 * A charge makes the customer owe and the toll charger be owed; a negative one takes it back. A charge of 0 øre is
 * a price, but nothing to book (I7).
 */
export function chargePosting(charge: Subject & { amount: Ore; against: Account }): Posting | undefined {
  const { amount, against, ...subject } = charge
  if (amount === 0) return undefined
  return amount > 0
    ? { kind: 'charge', ...subject, from: against, to: 'receivable', amount }
    : { kind: 'charge', ...subject, from: 'receivable', to: against, amount: -amount as Ore }
}

/** Money came in and waits for its invoice; a reversal by the bank takes it out again. */
export function paymentPosting(payment: Subject & { amount: Ore }): Posting {
  const { amount, ...subject } = payment
  return amount > 0
    ? { kind: 'payment', ...subject, from: 'unallocated', to: 'bank', amount }
    : { kind: 'payment-reversal', ...subject, from: 'bank', to: 'unallocated', amount: -amount as Ore }
}

/** A payment finds its invoice: the customer owes less. */
export function allocationPosting(allocation: Subject & { amount: Ore }): Posting {
  return { kind: 'allocation', ...allocation, from: 'receivable', to: 'unallocated' }
}

/** An allocation was wrong, or the bank took the money back: the customer owes again. */
export function allocationUndonePosting(allocation: Subject & { amount: Ore }): Posting {
  return { kind: 'allocation-undone', ...allocation, from: 'unallocated', to: 'receivable' }
}

/** More came in than was owed: the rest is the customer's. */
export function creditPosting(credit: Subject & { amount: Ore }): Posting {
  return { kind: 'credit', ...credit, from: 'customer-credit', to: 'unallocated' }
}

/** What was carried against the customer's coming charges is the customer's to have now. */
export function creditNotePosting(note: Subject & { amount: Ore }): Posting {
  return { kind: 'credit-note', ...note, from: 'customer-credit', to: 'receivable' }
}

/** The payment was taken back or decided anew: the customer's credit with it. */
export function creditUndonePosting(credit: Subject & { amount: Ore }): Posting {
  return { kind: 'credit-undone', ...credit, from: 'unallocated', to: 'customer-credit' }
}
