import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import type { InvoiceDocument } from '#formats/invoice-pdf.ts'
import type { InvoiceState } from './invoice.ts'
import { readInvoiceDocuments } from './read-invoice-document.ts'
import { saveDeliveryAnswers, saveFollowed } from './store-deliveries.ts'
import { saveHandedOver } from './store-e-invoices.ts'

export type HandingOver = {
  readonly now: number
  readonly newId: () => string
  /** Deliveries to one transaction. */
  readonly limit: number
}

/** What it takes of each channel's query, with `invoice i`. */
export type Chosen = {
  readonly deliveryId: number
  readonly invoiceId: number
  readonly state: InvoiceState
}

/**
 * Puts the invoices chosen for a channel into the outbox. The bytes are made here, once: whatever breaks off on the way,
 * the same is sent again. What cannot go this way is refused, and the next channel has its turn. Returns how many.
 */
export async function handOver<Delivery extends Chosen>(
  db: Db,
  how: HandingOver,
  channel: {
    /** The next ones, locked. */
    readonly claim: (tx: Tx, limit: number) => Promise<readonly Delivery[]>
    readonly message: (delivery: Delivery, document: InvoiceDocument) => OutboxMessage | Refusal<string>
  },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const chosen = await channel.claim(tx, how.limit)
    if (chosen.length === 0) return 0
    const needless = chosen.filter((delivery) => !isAskedFor(delivery))
    await endNeedless(tx, needless, how.now)
    const wanted = chosen.filter(isAskedFor)
    const documents = await readInvoiceDocuments(
      tx,
      wanted.map(({ invoiceId }) => invoiceId),
    )
    const made = wanted.map((delivery) => {
      const document = documents.get(delivery.invoiceId)
      if (!document) throw new Error(`delivery ${delivery.deliveryId} is of no invoice`)
      return { deliveryId: delivery.deliveryId, message: channel.message(delivery, document) }
    })
    await writeOutbox(
      tx,
      made.flatMap(({ message }) => (isRefusal(message) ? [] : [message])),
      how.now,
    )
    const handed = made.map(({ deliveryId, message }) => ({
      deliveryId,
      refused: isRefusal(message) ? message.refused : undefined,
    }))
    await saveHandedOver(tx, handed, how.now)
    return chosen.length
  })
}

/**
 * Paid, credited or replaced while it waited: whoever got it now would be asked for what is not owed on it. What lies in the
 * outbox goes all the same: it may have come through already, it is the document that the buyer books and that a credit note
 * after it names, and its number and KID say what has been paid.
 */
export function isAskedFor({ state }: { readonly state: InvoiceState }): boolean {
  return state === 'sent' || state === 'partly-paid'
}

/** No other channel has its turn either. */
export async function endNeedless(
  tx: Tx,
  needless: readonly Pick<Chosen, 'deliveryId' | 'state'>[],
  now: number,
): Promise<void> {
  await saveDeliveryAnswers(
    tx,
    needless.map(({ deliveryId: id, state }) => ({ id, state: 'refused', because: `invoice-${state}` })),
    now,
  )
  await saveFollowed(
    tx,
    needless.map(({ deliveryId }) => deliveryId),
    now,
  )
}
