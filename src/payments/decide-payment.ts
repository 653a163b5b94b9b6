import { type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { findInvoicesByKid } from '#invoices/store.ts'
import { allocate } from './allocation.ts'
import { saveDecisions, takeBack } from './save-decisions.ts'
import { lockPayment, savePaymentStates } from './store.ts'

export type DecideRefusal = 'payment-not-queued' | 'unknown-invoice' | 'invoice-takes-no-payment' | 'a-reversal-cannot-be-allocated'

/** A person says which invoice a queued payment is for. What is more than owed becomes the customer's credit. */
export async function decideQueuedPayment(
  db: Db,
  choice: { paymentId: number; invoiceId: number; now: number },
): Promise<{ allocatedOre: number } | Refusal<DecideRefusal>> {
  return inTransaction(db, async (tx) => {
    const payment = await lockPayment(tx, choice.paymentId)
    if (payment?.state !== 'queued') return refuse('payment-not-queued')
    if (payment.amount < 0) return refuse('a-reversal-cannot-be-allocated')
    const [row] = await tx<{ kid: string }[]>`select kid from invoice where id = ${choice.invoiceId} and issuer_id = ${payment.issuerId}`
    if (!row) return refuse('unknown-invoice')
    const invoices = await findInvoicesByKid(tx, [row.kid])
    const [decision] = allocate([{ id: payment.id, kid: row.kid, amount: payment.amount }], { invoices, earlier: [] })
    if (!decision || decision.state === 'queued' || decision.state === 'reversal') return refuse('invoice-takes-no-payment')
    await saveDecisions(tx, [decision], { decidedBy: 'person', now: choice.now })
    return { allocatedOre: decision.allocated }
  })
}

export type UndoRefusal = 'payment-not-allocated'

/** Takes a decision back: the invoice is open again, and the payment waits in the queue for another. */
export async function undoAllocation(db: Db, choice: { paymentId: number; now: number }): Promise<{ undone: true } | Refusal<UndoRefusal>> {
  return inTransaction(db, async (tx) => {
    const payment = await lockPayment(tx, choice.paymentId)
    if (payment?.state !== 'allocated' && payment?.state !== 'partly') return refuse('payment-not-allocated')
    await takeBack(tx, [payment.id], choice.now)
    await savePaymentStates(tx, [{ id: payment.id, state: 'queued', because: 'decision-undone', partyId: undefined }])
    return { undone: true } as const
  })
}
