import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { Couriers } from '#outside/couriers.ts'
import type { Courier, Delivery, Message } from '#outside/message.ts'

/**
 * Hands messages to their couriers, at least once: who dies between the courier's receipt and the commit leaves the
 * message to be delivered again, with the same key. Two workers never have the same message. Returns how many were tried.
 */
export async function deliverOutbox(
  db: Db,
  couriers: Couriers,
  at: { now: number; limit: number },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const messages = await claimMessages(tx, Object.keys(couriers), at)
    const deliveries = await Promise.all(messages.map((message) => deliver(couriers[message.kind], message)))
    await saveDeliveries(tx, messages, deliveries, at.now)
    return messages.length
  })
}

/** Waits grow from a minute to a day: 1, 2, 4 … minutes. After these many tries a person must look. */
const TRIES_MAX = 20
const WAIT_MINUTES_MAX = 24 * 60

type Claimed = Message & { readonly id: number; readonly tries: number }

async function claimMessages(
  tx: Tx,
  kinds: readonly string[],
  at: { now: number; limit: number },
): Promise<readonly Claimed[]> {
  return tx<Claimed[]>`
    select id, tries, dedupe_key as "dedupeKey", kind, recipient, subject, body, language
    from outbox
    where sent_at is null and next_try_at <= ${at.now} and tries < ${TRIES_MAX} and kind = any (${kinds}::text[])
    order by next_try_at, id limit ${at.limit} for update skip locked`
}

async function deliver(courier: Courier | undefined, message: Message): Promise<Delivery> {
  return courier ? courier.deliver(message) : { failed: 'no courier' }
}

async function saveDeliveries(
  tx: Tx,
  messages: readonly Claimed[],
  deliveries: readonly Delivery[],
  now: number,
): Promise<void> {
  const rows = messages.map((message, index) => {
    const delivery = deliveries[index] ?? { failed: 'no answer' }
    const failed = delivery === 'delivered' ? null : delivery.failed
    const wait = Math.min(2 ** message.tries, WAIT_MINUTES_MAX) * 60_000
    return { id: String(message.id), failed, nextTryAt: new Date(now + wait).toISOString() }
  })
  await tx`
    update outbox o
    set tries = o.tries + 1, failed_because = r.failed, next_try_at = r.next_try_at,
        sent_at = case when r.failed is null then ${now}::timestamptz end
    from unnest(${rows.map((r) => r.id)}::bigint[], ${rows.map((r) => r.failed)}::text[],
                ${rows.map((r) => r.nextTryAt)}::timestamptz[]) as r (id, failed, next_try_at)
    where o.id = r.id`
}
