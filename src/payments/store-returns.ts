import type { Queryable, Tx } from '#db/connection.ts'
import type { MadeOrder } from './order.ts'

/** Of the payment's own sum, to the account it came from. */
export async function saveReturn(
  tx: Tx,
  of: { paymentId: number; name: string; because: string; staffId: number; now: number },
): Promise<void> {
  await tx`
    insert into payment_return (payment_id, issuer_id, amount_ore, account_number, name, because, state, requested_by, requested_at)
    select id, issuer_id, amount_ore, debit_account, ${of.name}, ${of.because}, 'asked', ${of.staffId}, ${of.now}
    from payment where id = ${of.paymentId}`
}

export async function saveReturnApproval(
  tx: Tx,
  of: { id: number; staffId: number; now: number },
): Promise<void> {
  await tx`
    update payment_return set state = 'approved', approved_by = ${of.staffId}, approved_at = ${of.now} where id = ${of.id}`
}

export async function saveReturnsWithdrawn(tx: Tx, ids: readonly number[], now: number): Promise<void> {
  if (ids.length === 0) return
  await tx`update payment_return set state = 'withdrawn', ended_at = ${now} where id = any (${ids.map(String)}::bigint[])`
}

/** The orders, and their payments, which wait for nobody any more. */
export async function saveReturnOrders(tx: Tx, orders: readonly MadeOrder[], now: number): Promise<void> {
  if (orders.length === 0) return
  const rows = orders.map(({ content, ...order }) => ({
    ...order,
    content: Buffer.from(content, 'utf8').toString('hex'),
  }))
  await tx`
    update payment_return r
    set state = 'sent', message_id = o."messageId", order_id = o."paymentId", end_to_end_id = o."endToEndId",
        content = decode(o.content, 'hex'), made_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as o (
      id bigint, "messageId" text, "paymentId" text, "endToEndId" text, content text)
    where r.id = o.id`
  await tx`
    update payment p set state = 'returned', queued_because = null from payment_return r
    where r.payment_id = p.id and r.id = any (${orders.map(({ id }) => String(id))}::bigint[])`
}

export async function saveReturnsSent(db: Queryable, ids: readonly number[], now: number): Promise<void> {
  if (ids.length === 0) return
  await db`update payment_return set sent_at = ${now} where id = any (${ids.map(String)}::bigint[]) and sent_at is null`
}

/** Of one that the bank rejects the payment waits for somebody again. */
export async function saveReturnAnswer(
  tx: Tx,
  of: { id: number; became: 'paid' | 'rejected'; because: string | undefined; now: number },
): Promise<void> {
  await tx`
    update payment_return set state = ${of.became}, rejected_because = ${of.because ?? null}, answered_at = ${of.now}
    where id = ${of.id}`
  if (of.became === 'rejected')
    await tx`
      update payment p set state = 'queued', queued_because = 'return-rejected' from payment_return r
      where r.payment_id = p.id and r.id = ${of.id}`
}
