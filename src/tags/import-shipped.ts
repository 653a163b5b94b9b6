import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { parseShippedFile, type ShippedTag } from '#formats/tag-order-file.ts'
import type { DepositTerms } from './deposit.ts'
import { issueTag } from './issue-tag.ts'
import { saveShipped } from './store-orders.ts'
import type { TagMaker } from './tag-maker.ts'

export type ShippedImported = {
  readonly shipped: number
  /** Order numbers no longer waiting: shipped before, or taken back. */
  readonly passedOver: readonly number[]
}

/**
 * What the maker has posted: each tag is its customer's from then on, sits in the vehicle it was ordered for and is
 * held against its deposit (terms 1.4). The same file again changes nothing.
 */
export async function importShipped(
  db: Db,
  bytes: Uint8Array,
  { now, terms }: { now: number; terms: DepositTerms },
): Promise<ShippedImported | (Refusal<string> & { readonly line: number })> {
  const file = parseShippedFile(bytes)
  if ('refused' in file) return file
  return inTransaction(db, async (tx) => {
    const waiting = await lockWaiting(tx, file.rows)
    const passedOver: number[] = []
    // One after the other: each takes its vehicle, its tag and its deposit, and a file holds a day's post.
    for (const row of file.rows) {
      const order = waiting.get(row.orderNumber)
      const issued = order && (await issueTag(tx, { ...order, tagNumber: row.tagNumber, now, terms }))
      if (!order || !issued || isRefusal(issued)) {
        passedOver.push(row.orderNumber)
        continue
      }
      await saveShipped(tx, {
        orderId: row.orderNumber,
        tagId: issued.tagId,
        at: Math.min(row.shippedAt, now),
      })
    }
    return { shipped: file.rows.length - passedOver.length, passedOver }
  })
}

/** Fetches what is new at the maker. Returns how many tags were shipped. */
export async function fetchShipped(
  db: Db,
  maker: TagMaker,
  at: { now: number; terms: DepositTerms; seen: Set<string> },
): Promise<number> {
  let shipped = 0
  for (const name of (await maker.list()) ?? []) {
    if (at.seen.has(name)) continue
    const bytes = await maker.fetch(name)
    if (!bytes) break
    const imported = await importShipped(db, bytes, at)
    if (!isRefusal(imported)) shipped += imported.shipped
    at.seen.add(name)
  }
  return shipped
}

type Waiting = {
  readonly agreementId: number
  readonly kind: 'light' | 'heavy'
  readonly vehicle: { readonly country: string; readonly canonical: string }
}

async function lockWaiting(tx: Tx, rows: readonly ShippedTag[]): Promise<ReadonlyMap<number, Waiting>> {
  const orders = await tx<
    { id: number; agreementId: number; kind: 'light' | 'heavy'; country: string; plate: string }[]
  >`
    select o.id, o.agreement_id as "agreementId", o.kind, v.country, v.plate
    from tag_order o join vehicle v on v.id = o.vehicle_id
    where o.id = any (${rows.map((row) => String(row.orderNumber))}::bigint[]) and o.shipped_at is null and o.ended_at is null
    order by o.id for no key update of o`
  return new Map(
    orders.map(({ id, agreementId, kind, country, plate }) => [
      id,
      { agreementId, kind, vehicle: { country, canonical: plate } },
    ]),
  )
}
