import { type Db, inTransaction } from '#db/connection.ts'
import { type ClaimedMessage, claimOutbox, saveOutboxTries } from '#db/outbox.ts'
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
    const messages = await claimOutbox(tx, { ...at, kinds: Object.keys(couriers), triesMax: TRIES_MAX })
    const deliveries = await Promise.all(messages.map((message) => deliver(couriers[message.kind], message)))
    await saveOutboxTries(
      tx,
      messages.map((message, i) => tried(message, deliveries[i], at.now)),
      at.now,
    )
    return messages.length
  })
}

/** Waits grow from a minute to a day: 1, 2, 4 … minutes. After these many tries a person must look: `messages-given-up`. */
export const TRIES_MAX = 20
const WAIT_MINUTES_MAX = 24 * 60

async function deliver(courier: Courier | undefined, message: Message): Promise<Delivery> {
  return courier ? courier.deliver(message) : { failed: 'no courier' }
}

function tried(message: ClaimedMessage, delivery: Delivery | undefined, now: number) {
  const wait = Math.min(2 ** message.tries, WAIT_MINUTES_MAX) * 60_000
  const { id } = message
  if (delivery === 'delivered') return { id, failed: undefined, refused: false, nextTryAt: now + wait }
  if (delivery !== undefined && 'refused' in delivery)
    return { id, failed: delivery.refused, refused: true, nextTryAt: now + wait }
  return { id, failed: delivery?.failed ?? 'no answer', refused: false, nextTryAt: now + wait }
}
