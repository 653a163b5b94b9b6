import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { type OrderedCard, parseSentCards, writeCardOrderFile } from '#formats/card-order-file.ts'
import type { TagMaker } from '#tags/tag-maker.ts'
import { ferryVehicleTexts } from '#words/ferry-vehicle-messages.ts'
import { markCardFileDelivered, saveCardFile, saveCardsSent } from './store-cards.ts'
import { messagesTo, readHolders } from './tell-holders.ts'

/**
 * Cards that are released become a file to whoever posts them, kept before it is delivered. A card is released when the
 * whole amount has come in, so that none is posted before. Returns how many files were delivered.
 */
export async function sendCards(
  db: Db,
  maker: TagMaker,
  at: { now: number; limit: number },
): Promise<number> {
  await inTransaction(db, (tx) => makeFile(tx, at))
  let delivered = 0
  const waiting = await db<{ id: number; content: string }[]>`
    select id, content from ferry_card_file where delivered_at is null order by id limit 20`
  for (const { id, content } of waiting) {
    if (!(await maker.deliver(`cards-${id}.csv`, content))) break
    await inTransaction(db, (tx) => markCardFileDelivered(tx, id, at.now))
    delivered++
  }
  return delivered
}

/** Fetches what is new of posted cards. Returns how many. */
export async function fetchSentCards(
  db: Db,
  maker: TagMaker,
  at: { now: number; seen: Set<string> },
): Promise<number> {
  let sent = 0
  for (const name of (await maker.list()) ?? []) {
    if (!name.startsWith('cards-') || at.seen.has(`card ${name}`)) continue
    const bytes = await maker.fetch(name)
    if (!bytes) break
    const imported = await importSentCards(db, bytes, at)
    if (!isRefusal(imported)) sent += imported.sent
    at.seen.add(`card ${name}`)
  }
  return sent
}

/** Each card is told of once; one that was blocked meanwhile is passed over, and the same file again changes nothing. */
export async function importSentCards(
  db: Db,
  bytes: Uint8Array,
  { now }: { now: number },
): Promise<{ readonly sent: number } | Refusal<string>> {
  const file = parseSentCards(bytes)
  if ('refused' in file) return file
  return inTransaction(db, async (tx) => {
    const cards = await saveCardsSent(
      tx,
      file.rows.map(({ cardNumber, sentAt }) => ({ cardNumber, at: Math.min(sentAt, now) })),
    )
    const holders = await readHolders(tx, [...new Set(cards.map(({ partyId }) => partyId))])
    const messages = cards.flatMap(({ cardNumber, country, plate, agreementId, partyId }) => {
      const holder = holders.get(partyId)
      if (!holder) return []
      const text = ferryVehicleTexts('card-sent', shownPlate({ country, canonical: plate }), holder.language)
      const key = `ferry-card-sent:${cardNumber}`
      // Who has neither mail nor telephone has the card itself by the same post.
      return messagesTo(holder, { refId: agreementId, ...text }, key)
    })
    await writeOutbox(tx, messages, now)
    return { sent: cards.length }
  })
}

async function makeFile(tx: Tx, { now, limit }: { now: number; limit: number }): Promise<void> {
  const cards = await tx<(OrderedCard & { id: number })[]>`
    select c.id, c.card_number as "cardNumber", p.name, p.street, p.postal_code as "postalCode", p.place, p.country, p.language
    from ferry_card c join party p on p.id = c.party_id
    where c.file_id is null and c.state = 'released' order by c.id limit ${limit} for no key update of c skip locked`
  if (cards.length === 0) return
  const content = (fileNumber: number) => writeCardOrderFile({ fileNumber, madeOn: osloDay(now), cards })
  await saveCardFile(tx, { content, cardIds: cards.map(({ id }) => id), now })
}
