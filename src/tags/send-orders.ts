import { osloDay } from '#core/oslo.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { type OrderedTag, writeTagOrderFile } from '#formats/tag-order-file.ts'
import { markDelivered, saveOrderFile } from './store-orders.ts'
import type { TagMaker } from './tag-maker.ts'

/**
 * Tags ordered become a file for each issuer, kept before it is delivered, so that the same goes again where nobody
 * knows whether it came through. Returns how many files were delivered.
 */
export async function sendOrders(
  db: Db,
  maker: TagMaker,
  at: { now: number; limit: number },
): Promise<number> {
  await inTransaction(db, (tx) => makeFiles(tx, at))
  let delivered = 0
  for (const file of await readUndelivered(db)) {
    if (!(await maker.deliver(`tags-${file.id}.csv`, file.content))) break
    await inTransaction(db, (tx) => markDelivered(tx, file.id, at.now))
    delivered++
  }
  return delivered
}

async function makeFiles(tx: Tx, { now, limit }: { now: number; limit: number }): Promise<void> {
  const orders = await tx<(OrderedTag & { issuerId: number; issuerCode: string })[]>`
    select o.id as "orderNumber", o.kind, p.name, p.street, p.postal_code as "postalCode", p.place, p.country, p.language,
           a.issuer_id as "issuerId", c.code as "issuerCode"
    from tag_order o join party p on p.id = o.party_id join agreement a on a.id = o.agreement_id
    join company c on c.id = a.issuer_id
    where o.file_id is null and o.ended_at is null order by o.id limit ${limit} for no key update of o skip locked`
  for (const [issuerId, of] of Map.groupBy(orders, (order) => order.issuerId)) {
    const issuerCode = of[0]?.issuerCode ?? ''
    const content = (fileNumber: number) =>
      writeTagOrderFile({ issuerCode, fileNumber, madeOn: osloDay(now), orders: of })
    await saveOrderFile(tx, { issuerId, content, orderIds: of.map(({ orderNumber }) => orderNumber), now })
  }
}

async function readUndelivered(db: Db): Promise<readonly { id: number; content: string }[]> {
  return db<{ id: number; content: string }[]>`
    select id, content from tag_order_file where delivered_at is null order by id limit 20`
}
