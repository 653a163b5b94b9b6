import { ore, type Ore } from '#core/money.ts'
import type { PayableInvoice } from '#invoices/store.ts'

/** A payment as the bank told of it, not yet decided. Negative: the bank takes one back. */
export type IncomingPayment = { readonly id: number; readonly kid: string; readonly amount: Ore }

/** An earlier payment a reversal may take back: of the same KID and amount, latest first. */
export type EarlierPayment = {
  readonly id: number
  readonly kid: string
  readonly amount: Ore
  /** Undefined: none of it was allocated, all of it is credit. */
  readonly invoiceId: number | undefined
  readonly allocated: Ore
  readonly partyId: number
}

export type QueuedBecause = 'unknown-kid' | 'invoice-credited' | 'invoice-replaced' | 'reversal-without-payment'

/**
 * What becomes of a payment.
 * `allocated`: all of it found its invoice. `partly`: some or all of it was more than owed and is the customer's
 * credit. `queued`: a person decides. `reversal`: takes an earlier payment back.
 */
export type Decision =
  | { readonly paymentId: number; readonly state: 'allocated' | 'partly'; readonly invoice: PayableInvoice; readonly allocated: Ore; readonly credit: Ore }
  | { readonly paymentId: number; readonly state: 'queued'; readonly because: QueuedBecause }
  | { readonly paymentId: number; readonly state: 'reversal'; readonly takesBack: EarlierPayment }

/**
 * Decides a file's payments in order: exact, short, over, double, unknown, reversal. Never allocates beyond what came
 * in or is owed. Pure; the invoices are locked by the caller.
 */
export function allocate(
  payments: readonly IncomingPayment[],
  known: { invoices: readonly PayableInvoice[]; earlier: readonly EarlierPayment[] },
): Decision[] {
  const byKid = new Map(known.invoices.map((invoice) => [invoice.kid, invoice]))
  const owed = new Map(known.invoices.map((invoice) => [invoice.id, invoice.totalOre - invoice.allocatedOre]))
  const reversible = [...known.earlier]
  return payments.map((payment): Decision => {
    const invoice = byKid.get(payment.kid)
    if (payment.amount < 0) return takeBack(payment, reversible, owed)
    if (!invoice) return { paymentId: payment.id, state: 'queued', because: 'unknown-kid' }
    if (invoice.state === 'credited') return { paymentId: payment.id, state: 'queued', because: 'invoice-credited' }
    if (invoice.state === 'replaced-by-reminder') return { paymentId: payment.id, state: 'queued', because: 'invoice-replaced' }
    const rest = Math.max(0, owed.get(invoice.id) ?? 0)
    const allocated = Math.min(payment.amount, rest)
    owed.set(invoice.id, rest - allocated)
    const credit = ore(payment.amount - allocated)
    reversible.unshift({
      id: payment.id, kid: payment.kid, amount: payment.amount, invoiceId: allocated > 0 ? invoice.id : undefined, allocated: ore(allocated), partyId: invoice.partyId,
    })
    return { paymentId: payment.id, state: credit === 0 ? 'allocated' : 'partly', invoice, allocated: ore(allocated), credit }
  })
}

function takeBack(payment: IncomingPayment, reversible: EarlierPayment[], owed: Map<number, number>): Decision {
  const found = reversible.findIndex((earlier) => earlier.kid === payment.kid && earlier.amount === -payment.amount)
  const takesBack = reversible[found]
  if (!takesBack) return { paymentId: payment.id, state: 'queued', because: 'reversal-without-payment' }
  reversible.splice(found, 1)
  if (takesBack.invoiceId !== undefined) owed.set(takesBack.invoiceId, (owed.get(takesBack.invoiceId) ?? 0) + takesBack.allocated)
  return { paymentId: payment.id, state: 'reversal', takesBack }
}
