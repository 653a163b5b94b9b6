import type { Ore } from '#core/money.ts'

/**
 * The ledger accounts.
 * `receivable` what a customer owes · `customer-credit` what we owe a customer · `toll-payable` what we owe a toll
 * charger · `bank` · `vipps` money Vipps has not paid out yet · `unallocated` money in that no invoice has claimed yet: must drain to zero · `deposit` held for
 * tags · `prepaid` asked for ahead, and held until it is used · `collector-abroad` what owners abroad have paid the collector
 * and it has not paid us · `ferry-payable` what we owe a ferry company · `payment-cost` what Vipps and the collector keep · `fee-income` · `commission-income` what an issuer keeps of the tolls it settles ·
 * `write-off` what an issuer has given up asking for · `vat-payable` VAT that the state owes back of it: other VAT stands in the amounts.
 */
export type Account =
  | 'receivable'
  | 'customer-credit'
  | 'toll-payable'
  | MoneyAccount
  | 'unallocated'
  | 'deposit'
  | 'prepaid'
  | 'collector-abroad'
  | 'fee-income'
  | 'commission-income'
  | 'payment-cost'
  | 'ferry-payable'
  | 'write-off'
  | 'vat-payable'

/** Where money in stands. */
export type MoneyAccount = 'bank' | 'vipps'

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
  | 'forfeit'
  | 'settlement'
  | 'refund'
  | 'refund-returned'
  | 'set-off'
  | 'credit-used'
  | 'credit-used-undone'
  | 'bulk-payment'
  | 'bulk-payment-fee'
  | 'collected-abroad'
  | 'charger-payout'
  | 'charger-payout-returned'
  | 'ferry-trip'
  | 'ferry-card'
  | 'payment-returned'
  | 'payment-return-rejected'
  | 'lost-vat'

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
  const { amount, against } = charge
  if (amount === 0) return undefined
  return amount > 0
    ? between('charge', charge, against, 'receivable')
    : between('charge', charge, 'receivable', against)
}

/** Money came in and waits for its invoice; a reversal takes it out again. */
export function paymentPosting(payment: Subject & { amount: Ore }, account: MoneyAccount = 'bank'): Posting {
  const [kind, from, to]: [PostingKind, Account, Account] =
    payment.amount > 0 ? ['payment', 'unallocated', account] : ['payment-reversal', account, 'unallocated']
  return between(kind, payment, from, to)
}

/** Field by field: by the million, taking an object apart and spreading it is what a posting costs most. */
function between(kind: PostingKind, of: Subject & { amount: Ore }, from: Account, to: Account): Posting {
  const { refId, partyId, agreementId, issuerId, chargerId, amount } = of
  return {
    kind,
    refId,
    partyId,
    agreementId,
    issuerId,
    chargerId,
    from,
    to,
    amount: Math.abs(amount) as Ore,
  }
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

/** What the issuer keeps of a day's tolls is not owed to the toll charger; of a day that took more back, it is again. */
export function commissionPosting(line: Subject & { amount: Ore }): Posting | undefined {
  const { amount, ...subject } = line
  if (amount === 0) return undefined
  return amount > 0
    ? { kind: 'settlement', ...subject, from: 'commission-income', to: 'toll-payable', amount }
    : {
        kind: 'settlement',
        ...subject,
        from: 'toll-payable',
        to: 'commission-income',
        amount: -amount as Ore,
      }
}

/** What the customer has to good is paid out. */
export function refundPosting(refund: Subject & { amount: Ore }): Posting {
  return { kind: 'refund', ...refund, from: 'bank', to: 'customer-credit' }
}

/** The bank did not pay it out: it is the customer's again, or no longer owed back. */
export function refundReturnedPosting(
  refund: Subject & { amount: Ore; against: 'customer-credit' | 'receivable' },
): Posting {
  const { against, ...rest } = refund
  return { kind: 'refund-returned', ...rest, from: against, to: 'bank' }
}

/** Paid out, and then the bank took back the payment it came from: the customer owes it. */
export function refundOwedBackPosting(refund: Subject & { amount: Ore }): Posting {
  return { kind: 'set-off', ...refund, from: 'customer-credit', to: 'receivable' }
}

/** What the customer has to good is used on an invoice: less is owed, both ways. */
export function creditUsedPosting(use: Subject & { amount: Ore }): Posting {
  return { kind: 'credit-used', ...use, from: 'receivable', to: 'customer-credit' }
}

/** The payment that the credit came from was taken back: the invoice is open again, and the credit with it. */
export function creditUsedUndonePosting(use: Subject & { amount: Ore }): Posting {
  return { kind: 'credit-used-undone', ...use, from: 'customer-credit', to: 'receivable' }
}

/** Terms 1.4: the tag is lost or damaged, and what was held for it is the issuer's. */
export function depositForfeitedPosting(deposit: Subject & { amount: Ore }): Posting {
  return { kind: 'forfeit', ...deposit, from: 'fee-income', to: 'deposit' }
}

/** Who holds money of ours: Vipps, or the collector of what owners abroad owe. */
export type Holder = 'vipps' | 'collector-abroad'

/** What was held for us has come to our account, where it waited as nobody's. */
export function bulkPaymentPosting(bulk: Subject & { amount: Ore; holder: Holder }): Posting {
  const { holder, ...rest } = bulk
  return { kind: 'bulk-payment', ...rest, from: holder, to: 'unallocated' }
}

/** What a holder has kept for its trouble. */
export function bulkPaymentFeePosting(fee: Subject & { amount: Ore; holder: Holder }): Posting {
  const { holder, ...rest } = fee
  return { kind: 'bulk-payment-fee', ...rest, from: holder, to: 'payment-cost' }
}

/** An owner abroad has paid the collector; less than nothing where the collector has paid them back. */
export function collectedAbroadPosting(charge: Subject & { amount: Ore }): Posting {
  const { amount, ...subject } = charge
  return amount > 0
    ? { kind: 'collected-abroad', ...subject, from: 'receivable', to: 'collector-abroad', amount }
    : {
        kind: 'collected-abroad',
        ...subject,
        from: 'collector-abroad',
        to: 'receivable',
        amount: -amount as Ore,
      }
}

/** A toll charger is paid what it was told that it is owed. */
export function chargerPayoutPosting(payout: Subject & { amount: Ore }): Posting {
  return { kind: 'charger-payout', ...payout, from: 'bank', to: 'toll-payable' }
}

/** The bank did not pay it: it is owed again. */
export function chargerPayoutReturnedPosting(payout: Subject & { amount: Ore }): Posting {
  return { kind: 'charger-payout-returned', ...payout, from: 'toll-payable', to: 'bank' }
}

/** What nobody knows whose it is goes back where it came from. */
export function paymentReturnedPosting(returned: Subject & { amount: Ore }): Posting {
  return { kind: 'payment-returned', ...returned, from: 'bank', to: 'unallocated' }
}

/** The bank did not send it back: it waits for somebody again. */
export function paymentReturnRejectedPosting(returned: Subject & { amount: Ore }): Posting {
  return { kind: 'payment-return-rejected', ...returned, from: 'unallocated', to: 'bank' }
}

/** A trip is drawn from what was paid ahead, and is the ferry company's; a negative one is given back. */
export function ferryTripPosting(trip: Subject & { amount: Ore }): Posting | undefined {
  const { amount, ...subject } = trip
  if (amount === 0) return undefined
  return amount > 0
    ? { kind: 'ferry-trip', ...subject, from: 'ferry-payable', to: 'prepaid', amount }
    : { kind: 'ferry-trip', ...subject, from: 'prepaid', to: 'ferry-payable', amount: -amount as Ore }
}

/** A ferry card is paid from what was paid ahead. */
export function ferryCardPosting(card: Subject & { amount: Ore }): Posting {
  return { kind: 'ferry-card', ...card, from: 'fee-income', to: 'prepaid' }
}

/** The state bears the VAT of a claim that is lost (merverdiavgiftsloven § 4-7), and not of one that is owed again. */
export function lostVatPosting(lost: Subject & { amount: Ore }): Posting | undefined {
  const { amount } = lost
  if (amount === 0) return undefined
  const [from, to]: [Account, Account] =
    amount > 0 ? ['write-off', 'vat-payable'] : ['vat-payable', 'write-off']
  return between('lost-vat', lost, from, to)
}
