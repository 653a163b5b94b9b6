import { type Ore, ore } from '#core/money.ts'
import type { PayableInvoice } from '#invoices/store.ts'

/** A payment as the bank told of it, not yet decided. Negative: the bank takes one back. */
export type IncomingPayment = {
  readonly id: number
  /** Whose bank account it came in on. */
  readonly issuerId: number
  readonly kid: string
  readonly amount: Ore
}

/** A payment that a reversal may take back, and what became of it. */
export type EarlierPayment = IncomingPayment & {
  /** Undefined: none of it is on an invoice. It is credit, or waits in the queue. */
  readonly invoiceId: number | undefined
  readonly allocated: Ore
  /** Undefined while nobody owns it. */
  readonly partyId: number | undefined
}

export type QueuedBecause =
  | 'unknown-kid'
  | 'invoice-credited'
  | 'invoice-replaced'
  | 'reversal-without-payment'

/**
 * What becomes of a payment.
 * `allocated`: all of it found its invoice. `partly`: some or all of it was more than owed and is the customer's
 * credit. `queued`: a person decides. `reversal`: takes an earlier payment back.
 */
export type Decision = Placed | Queued | Reversal
export type Placed = {
  readonly paymentId: number
  readonly state: 'allocated' | 'partly'
  readonly invoice: PayableInvoice
  readonly allocated: Ore
  readonly credit: Ore
}
export type Queued = {
  readonly paymentId: number
  readonly state: 'queued'
  readonly because: QueuedBecause
}
export type Reversal = {
  readonly paymentId: number
  readonly state: 'reversal'
  readonly takesBack: EarlierPayment
}

/** The earlier payments stand in the order they came; the invoices are locked by the caller. */
type Known = { readonly invoices: readonly PayableInvoice[]; readonly earlier: readonly EarlierPayment[] }

/**
 * Decides a file's payments in its order: exact, short, over, double, unknown, reversal. Never allocates beyond what
 * came in or is owed.
 */
export function allocate(payments: readonly IncomingPayment[], known: Known): Decision[] {
  const invoices = payableByKid(known.invoices)
  const owed = new Map<number, number>()
  for (const { id, totalOre, allocatedOre } of known.invoices) owed.set(id, totalOre - allocatedOre)
  const reversible = stackByKey(known.earlier)
  // Few files have any, and what may be taken back costs as much to keep as all the rest of it.
  const hasReversals = payments.some(({ amount }) => amount < 0)
  return payments.map((payment) => {
    if (payment.amount < 0) return takeBack(payment, reversible, owed)
    const decision = place(payment, invoices.get(payment.kid), owed)
    if (hasReversals) push(reversible, asEarlier(payment, decision))
    return decision
  })
}

/** Under the KID of an invoice that a reminder replaced stands the reminder: the customer pays one debt, by either. */
function payableByKid(invoices: readonly PayableInvoice[]): ReadonlyMap<string, PayableInvoice> {
  const byId = new Map<number, PayableInvoice>()
  // Few files have any.
  if (invoices.some(({ state }) => state === 'replaced-by-reminder'))
    for (const invoice of invoices) byId.set(invoice.id, invoice)
  const payable = (invoice: PayableInvoice): PayableInvoice => {
    const reminder = invoice.state === 'replaced-by-reminder' ? byId.get(invoice.replacedBy ?? 0) : undefined
    return reminder ? payable(reminder) : invoice
  }
  const byKid = new Map<string, PayableInvoice>()
  for (const invoice of invoices) byKid.set(invoice.kid, payable(invoice))
  return byKid
}

function place(
  { id: paymentId, issuerId, amount }: IncomingPayment,
  invoice: PayableInvoice | undefined,
  owed: Map<number, number>,
): Placed | Queued {
  // An invoice of another issuer is none of this one's: the money stands on the wrong bank account.
  if (invoice?.issuerId !== issuerId) return { paymentId, state: 'queued', because: 'unknown-kid' }
  if (invoice.state === 'credited') return { paymentId, state: 'queued', because: 'invoice-credited' }
  if (invoice.state === 'replaced-by-reminder')
    return { paymentId, state: 'queued', because: 'invoice-replaced' }
  const open = Math.max(0, owed.get(invoice.id) ?? 0)
  const allocated = ore(Math.min(amount, open))
  owed.set(invoice.id, open - allocated)
  const credit = ore(amount - allocated)
  return { paymentId, state: credit === 0 ? 'allocated' : 'partly', invoice, allocated, credit }
}

/** The latest payment of the same KID and amount goes first: of a double payment that is the one too many. */
function takeBack(payment: IncomingPayment, reversible: Reversible, owed: Map<number, number>): Decision {
  // Payments without a KID are anybody's, and the amount alone does not tell whose.
  const takesBack = payment.kid === '' ? undefined : reversible.get(keyOf(payment))?.pop()
  if (!takesBack) return { paymentId: payment.id, state: 'queued', because: 'reversal-without-payment' }
  const { invoiceId, allocated } = takesBack
  if (invoiceId !== undefined) owed.set(invoiceId, (owed.get(invoiceId) ?? 0) + allocated)
  return { paymentId: payment.id, state: 'reversal', takesBack }
}

function asEarlier(payment: IncomingPayment, decision: Placed | Queued): EarlierPayment {
  if (decision.state === 'queued')
    return { ...payment, invoiceId: undefined, allocated: ore(0), partyId: undefined }
  const { invoice, allocated } = decision
  return {
    ...payment,
    invoiceId: allocated > 0 ? invoice.id : undefined,
    allocated,
    partyId: invoice.partyId,
  }
}

type Reversible = Map<string, EarlierPayment[]>

function stackByKey(earlier: readonly EarlierPayment[]): Reversible {
  const stacks: Reversible = new Map()
  for (const payment of earlier) push(stacks, payment)
  return stacks
}

function push(stacks: Reversible, payment: EarlierPayment): void {
  const stack = stacks.get(keyOf(payment))
  if (stack) stack.push(payment)
  else stacks.set(keyOf(payment), [payment])
}

function keyOf({ issuerId, kid, amount }: IncomingPayment): string {
  return `${issuerId} ${kid} ${Math.abs(amount)}`
}
