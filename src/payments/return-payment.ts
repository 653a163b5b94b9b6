import { type Decider, findDecider, whyNotFor } from '#access/find-decider.ts'
import { parseAccountNumber } from '#core/account-number.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { PaymentQueueRefusal } from '#words/payment-queue.ts'
import { saveReturn, saveReturnApproval, saveReturnsWithdrawn } from './store-returns.ts'

type Deciding = { readonly paymentId: number; readonly by: string; readonly now: number }

/** Asks that a payment which is nobody's goes back to the account it came from (rules: it is returned, and not kept). */
export async function askReturn(
  db: Db,
  asked: Deciding & { readonly name: string; readonly because: string },
): Promise<{ state: 'asked' } | Refusal<PaymentQueueRefusal>> {
  if (asked.name.trim() === '') return refuse('no-name-given')
  if (asked.because.trim() === '') return refuse('no-reason-given')
  return inTransaction(db, async (tx) => {
    const held = await holdFor(tx, asked)
    if (isRefusal(held)) return held
    const { staff, payment, live } = held
    if (payment.state !== 'queued') return refuse('payment-not-queued')
    if (live) return refuse('return-asked')
    if (payment.amount <= 0) return refuse('nothing-to-return')
    if (isRefusal(parseAccountNumber(payment.account ?? ''))) return refuse('no-account-to-return-to')
    await saveReturn(tx, { ...asked, staffId: staff.id })
    return { state: 'asked' } as const
  })
}

/** Another member of staff than the one who asked: whatever the sum. */
export async function approveReturn(
  db: Db,
  asked: Deciding,
): Promise<{ state: 'approved' } | Refusal<PaymentQueueRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdFor(tx, asked)
    if (isRefusal(held)) return held
    const { staff, live } = held
    if (live?.state !== 'asked') return refuse('no-return-asked')
    if (live.requestedBy === staff.id) return refuse('same-person-approves')
    await saveReturnApproval(tx, { id: live.id, staffId: staff.id, now: asked.now })
    return { state: 'approved' } as const
  })
}

/** While the money is here. The payment waits for another decision. */
export async function withdrawReturn(
  db: Db,
  asked: Deciding,
): Promise<{ state: 'withdrawn' } | Refusal<PaymentQueueRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdFor(tx, asked)
    if (isRefusal(held)) return held
    const { live } = held
    if (live?.state !== 'asked' && live?.state !== 'approved') return refuse('no-return-asked')
    await saveReturnsWithdrawn(tx, [live.id], asked.now)
    return { state: 'withdrawn' } as const
  })
}

type Held = {
  readonly staff: Decider
  readonly payment: { issuerId: number; amount: number; state: string; account: string | null }
  /** Its return that lives. */
  readonly live:
    | { id: number; state: 'asked' | 'approved' | 'sent' | 'paid'; requestedBy: number }
    | undefined
}

async function holdFor(tx: Tx, { paymentId, by }: Deciding): Promise<Held | Refusal<PaymentQueueRefusal>> {
  const staff = await findDecider(tx, by)
  if (isRefusal(staff)) return staff
  const [payment] = await tx<Held['payment'][]>`
    select issuer_id as "issuerId", amount_ore as amount, state, debit_account as account from payment
    where id = ${paymentId} for no key update`
  if (!payment) return refuse('payment-not-queued')
  const [live] = await tx<NonNullable<Held['live']>[]>`
    select id, state, requested_by as "requestedBy" from payment_return
    where payment_id = ${paymentId} and state in ('asked', 'approved', 'sent', 'paid')`
  return whyNotFor(staff, payment.issuerId) ?? { staff, payment, live }
}
