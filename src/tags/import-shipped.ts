import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { parseShippedFile, type ShippedTag } from '#formats/tag-order-file.ts'
import type { HandOutRefusal } from '#words/deposits.ts'
import type { DepositTerms } from './deposit.ts'
import { issueTag } from './issue-tag.ts'
import { savePosted, saveShipped } from './store-orders.ts'
import type { TagMaker } from './tag-maker.ts'

export type ShippedImported = {
  readonly shipped: number
  /** Order numbers no longer waiting: shipped before, or taken back; and those whose tag is nobody's. */
  readonly passedOver: readonly number[]
  readonly ofNobody: readonly TagOfNobody[]
}

/** A tag that was posted and is nobody's: somebody has to look at it. The order keeps its number and its time. */
export type TagOfNobody = { readonly orderNumber: number; readonly because: HandOutRefusal }

/**
 * What the maker has posted: each tag is its customer's from then on, sits in the vehicle it was ordered for and is
 * held against its deposit (terms 1.4). What was posted for an order that is taken back is kept: taking back may be undone,
 * and the maker tells of it once. The same file again changes nothing.
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
    const ofNobody: TagOfNobody[] = []
    // One after the other: each takes its vehicle, its tag and its deposit, and a file holds a day's post.
    for (const row of file.rows) {
      const order = waiting.get(row.orderNumber)
      const posted = { ...row, shippedAt: Math.min(row.shippedAt, now) }
      if (order?.isEnded) await savePosted(tx, { ...posted, refused: null })
      const because = order && !order.isEnded ? await issue(tx, order, posted, { now, terms }) : undefined
      if (because) ofNobody.push({ orderNumber: row.orderNumber, because })
      if (!order || order.isEnded || because) passedOver.push(row.orderNumber)
    }
    return { shipped: file.rows.length - passedOver.length, passedOver, ofNobody }
  })
}

/** Issues what was posted for orders that were taken back then and are under way again, or refuses it once. */
async function issuePosted(db: Db, at: { now: number; terms: DepositTerms }): Promise<Fetched> {
  return inTransaction(db, async (tx) => {
    const orders = await lockPosted(tx)
    const ofNobody: TagOfNobody[] = []
    for (const order of orders) {
      const because = await issue(tx, order, order, at)
      if (because) ofNobody.push({ orderNumber: order.orderNumber, because })
    }
    return { shipped: orders.length - ofNobody.length, ofNobody }
  })
}

type Fetched = Pick<ShippedImported, 'shipped' | 'ofNobody'>

/** Fetches what is new at the maker. Returns how many tags were shipped, and which could be issued to nobody. */
export async function fetchShipped(
  db: Db,
  maker: TagMaker,
  at: { now: number; terms: DepositTerms; seen: Set<string> },
): Promise<Fetched> {
  let shipped = 0
  const ofNobody: TagOfNobody[] = []
  for (const name of (await maker.list()) ?? []) {
    if (at.seen.has(name)) continue
    const bytes = await maker.fetch(name)
    if (!bytes) break
    const imported = await importShipped(db, bytes, at)
    if (!isRefusal(imported)) {
      shipped += imported.shipped
      ofNobody.push(...imported.ofNobody)
    }
    at.seen.add(name)
  }
  const posted = await issuePosted(db, at)
  return { shipped: shipped + posted.shipped, ofNobody: [...ofNobody, ...posted.ofNobody] }
}

type Waiting = {
  readonly agreementId: number
  readonly kind: 'light' | 'heavy'
  readonly vehicle: { readonly country: string; readonly canonical: string }
}

/** Why not: the agreement, the vehicle or the tag is no longer as it was ordered. */
async function issue(
  tx: Tx,
  { agreementId, kind, vehicle }: Waiting,
  { orderNumber, tagNumber, shippedAt }: ShippedTag,
  at: { now: number; terms: DepositTerms },
): Promise<HandOutRefusal | undefined> {
  const issued = await issueTag(tx, { agreementId, kind, vehicle, tagNumber, ...at })
  if (isRefusal(issued)) {
    await savePosted(tx, { orderNumber, tagNumber, shippedAt, refused: issued.refused })
    return issued.refused
  }
  await saveShipped(tx, { orderId: orderNumber, tagId: issued.tagId, at: shippedAt })
  return undefined
}

type Row = {
  id: number
  agreementId: number
  kind: 'light' | 'heavy'
  country: string
  plate: string
  isEnded: boolean
}

async function lockWaiting(
  tx: Tx,
  rows: readonly ShippedTag[],
): Promise<ReadonlyMap<number, Waiting & { readonly isEnded: boolean }>> {
  const orders = await tx<Row[]>`${tagOrders(tx)}
    where o.id = any (${rows.map((row) => String(row.orderNumber))}::bigint[]) and o.shipped_at is null
    order by o.id for no key update of o`
  return new Map(orders.map((row) => [row.id, { ...waiting(row), isEnded: row.isEnded }]))
}

async function lockPosted(tx: Tx): Promise<readonly (Waiting & ShippedTag)[]> {
  const orders = await tx<(Row & { tagNumber: string; shippedAt: number })[]>`${tagOrders(tx)}
    where o.posted_at is not null and o.posted_refused is null and o.ended_at is null and o.shipped_at is null
    order by o.id for no key update of o skip locked`
  return orders.map((row) => ({ ...row, ...waiting(row), orderNumber: row.id }))
}

function tagOrders(tx: Tx) {
  return tx`
    select o.id, o.agreement_id as "agreementId", o.kind, v.country, v.plate, o.ended_at is not null as "isEnded",
           o.posted_tag_number as "tagNumber", o.posted_at as "shippedAt"
    from tag_order o join vehicle v on v.id = o.vehicle_id`
}

function waiting({ agreementId, kind, country, plate }: Row): Waiting {
  return { agreementId, kind, vehicle: { country, canonical: plate } }
}
