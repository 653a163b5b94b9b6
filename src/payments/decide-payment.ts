import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { NO_MONEY } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { findInvoicesByKid } from '#invoices/store.ts'
import type { PaymentQueueRefusal } from '#words/payment-queue.ts'
import { allocate, type IncomingPayment } from './allocation.ts'
import { holdPayment, holdReversible } from './hold-payments.ts'
import { saveDecisions, undoDecisions } from './save-decisions.ts'
import { savePaymentDecision } from './store.ts'
import { isRefunded } from './take-back-refunds.ts'

type Deciding = {
  readonly paymentId: number
  /** A member of staff's address. */
  readonly by: string
  readonly now: number
}
type Choice = Deciding & { readonly invoiceId: number }

/**
 * A person says which invoice a queued payment is for; what is more than owed becomes the customer's credit. Of a
 * reversal: which invoice's payment the bank took back.
 */
export async function decideQueuedPayment(
  db: Db,
  choice: Choice,
): Promise<{ allocatedOre: number } | Refusal<PaymentQueueRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdQueued(tx, choice)
    if (isRefusal(held)) return held
    const { staff, payment } = held
    const decided =
      payment.amount < 0
        ? await decideReversal(tx, payment, choice)
        : await decidePayment(tx, payment, choice.now)
    if (!isRefusal(decided))
      await savePaymentDecision(tx, { ...choice, decided: 'allocated', staffId: staff.id })
    return decided
  })
}

/**
 * A person says that a queued payment is of the customer of an invoice which takes none: credited, replaced or paid. All of it
 * is that customer's credit, to be used or paid out like any other.
 */
export async function creditQueuedPayment(
  db: Db,
  choice: Choice,
): Promise<{ creditOre: number } | Refusal<PaymentQueueRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdQueued(tx, choice)
    if (isRefusal(held)) return held
    const { staff, payment } = held
    if (payment.amount < 0) return refuse('nothing-to-credit')
    const invoices = await findInvoicesByKid(tx, [payment.kid])
    const [decision] = allocate([payment], { invoices, earlier: [] })
    if (decision?.state === 'allocated' || (decision?.state === 'partly' && decision.allocated > 0))
      return refuse('invoice-takes-payment')
    const invoice = invoices.find(({ id }) => id === choice.invoiceId)
    if (!invoice) throw new Error(`invoice ${choice.invoiceId} is not of its KID`)
    const credit = { paymentId: payment.id, state: 'partly', invoice, allocated: NO_MONEY } as const
    await saveDecisions(tx, [{ ...credit, credit: payment.amount }], { decidedBy: 'person', now: choice.now })
    await savePaymentDecision(tx, { ...choice, decided: 'credited', staffId: staff.id })
    return { creditOre: payment.amount }
  })
}

/** Takes a decision back: the invoice is open again, and the payment waits in the queue for another. */
export async function undoAllocation(
  db: Db,
  choice: Deciding,
): Promise<{ undone: true } | Refusal<PaymentQueueRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdFor(tx, choice)
    if (isRefusal(held)) return held
    const { staff, payment } = held
    if (payment?.state !== 'allocated' && payment?.state !== 'partly') return refuse('payment-not-allocated')
    // The money is not here to be decided on anew; when the bank itself takes it back, the customer owes it.
    if (await isRefunded(tx, payment.id)) return refuse('credit-refunded')
    await undoDecisions(tx, [payment.id], choice.now)
    await savePaymentDecision(tx, { ...choice, decided: 'undone', staffId: staff.id })
    return { undone: true } as const
  })
}

/** A payment that waits and is not on its way back, as if with the KID of the invoice chosen for it. */
async function holdQueued(tx: Tx, choice: Choice) {
  const held = await holdFor(tx, choice)
  if (isRefusal(held)) return held
  const { staff, payment } = held
  if (payment?.state !== 'queued') return refuse('payment-not-queued')
  const returning = await tx`
    select from payment_return where payment_id = ${payment.id} and state in ('asked', 'approved')`
  if (returning.length > 0) return refuse('return-asked')
  const kid = await readKid(tx, choice.invoiceId, payment.issuerId)
  return kid === undefined ? refuse('unknown-invoice') : { staff, payment: { ...payment, kid } }
}

/** A payment, for somebody of the company it came to who may decide. */
async function holdFor(tx: Tx, { paymentId, by }: Deciding) {
  const staff = await findDecider(tx, by)
  if (isRefusal(staff)) return staff
  const payment = await holdPayment(tx, paymentId)
  return (payment && whyNotFor(staff, payment.issuerId)) ?? { staff, payment }
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
