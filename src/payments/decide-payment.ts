import { type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { findInvoicesByKid } from '#invoices/store.ts'
import { allocate, type IncomingPayment } from './allocation.ts'
import { holdPayment, holdReversible } from './hold-payments.ts'
import { saveDecisions, undoDecisions } from './save-decisions.ts'
import { isRefunded } from './take-back-refunds.ts'

export type DecideRefusal =
  | 'payment-not-queued'
  | 'unknown-invoice'
  | 'invoice-already-paid'
  | 'invoice-takes-no-payment'
  | 'no-payment-to-reverse'

type Choice = { readonly paymentId: number; readonly invoiceId: number; readonly now: number }

/**
 * A person says which invoice a queued payment is for; what is more than owed becomes the customer's credit. Of a
 * reversal: which invoice's payment the bank took back.
 */
export async function decideQueuedPayment(
  db: Db,
  choice: Choice,
): Promise<{ allocatedOre: number } | Refusal<DecideRefusal>> {
  return inTransaction(db, async (tx) => {
    const payment = await holdPayment(tx, choice.paymentId)
    if (payment?.state !== 'queued') return refuse('payment-not-queued')
    const kid = await readKid(tx, choice.invoiceId, payment.issuerId)
    if (kid === undefined) return refuse('unknown-invoice')
    return payment.amount < 0
      ? decideReversal(tx, { ...payment, kid }, choice)
      : decidePayment(tx, { ...payment, kid }, choice.now)
  })
}

/** Takes a decision back: the invoice is open again, and the payment waits in the queue for another. */
export async function undoAllocation(
  db: Db,
  choice: { paymentId: number; now: number },
): Promise<{ undone: true } | Refusal<'payment-not-allocated' | 'credit-refunded'>> {
  return inTransaction(db, async (tx) => {
    const payment = await holdPayment(tx, choice.paymentId)
    if (payment?.state !== 'allocated' && payment?.state !== 'partly') return refuse('payment-not-allocated')
    // The money is not here to be decided on anew; when the bank itself takes it back, the customer owes it.
    if (await isRefunded(tx, payment.id)) return refuse('credit-refunded')
    await undoDecisions(tx, [payment.id], choice.now)
    return { undone: true } as const
  })
}

async function decidePayment(tx: Tx, payment: IncomingPayment, now: number) {
  const invoices = await findInvoicesByKid(tx, [payment.kid])
  const [decision] = allocate([payment], { invoices, earlier: [] })
  if (decision?.state !== 'allocated' && decision?.state !== 'partly')
    return refuse('invoice-takes-no-payment')
  // By KID a double payment is credit; a person who picks a paid invoice has more likely picked the wrong one.
  if (decision.allocated === 0) return refuse('invoice-already-paid')
  await saveDecisions(tx, [decision], { decidedBy: 'person', now })
  return { allocatedOre: decision.allocated }
}

async function decideReversal(tx: Tx, reversal: IncomingPayment, { invoiceId, now }: Choice) {
  const reversible = await holdReversible(tx, { reversals: [reversal], invoiceIds: [invoiceId] })
  const earlier = reversible.map((payment) => ({ ...payment, kid: reversal.kid }))
  const [decision] = allocate([reversal], { invoices: [], earlier })
  if (decision?.state !== 'reversal') return refuse('no-payment-to-reverse')
  await saveDecisions(tx, [decision], { decidedBy: 'person', now })
  return { allocatedOre: -decision.takesBack.allocated }
}

async function readKid(tx: Tx, invoiceId: number, issuerId: number): Promise<string | undefined> {
  const [row] = await tx<{ kid: string }[]>`
    select kid from invoice where id = ${invoiceId} and issuer_id = ${issuerId}`
  return row?.kid
}
