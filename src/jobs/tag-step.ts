import type { Db } from '#db/connection.ts'
import { fetchSentCards, sendCards } from '#ferry/send-cards.ts'
import type { DepositTerms } from '#tags/deposit.ts'
import { fetchShipped } from '#tags/import-shipped.ts'
import { sendOrders } from '#tags/send-orders.ts'
import type { TagMaker } from '#tags/tag-maker.ts'
import type { Worker } from './work.ts'

export type TagWork = {
  readonly maker: TagMaker
  readonly terms: DepositTerms
  /** Files that were read: spares the maker a question. The truth is the database's. */
  readonly seen: Set<string>
}

/** Orders of tags and ferry cards to the maker, and back from it what has been posted. */
export async function tagStep(
  db: Db,
  { maker, terms, seen, say }: TagWork & Pick<Worker, 'say'>,
  now: number,
): Promise<number> {
  const sent = await sendOrders(db, maker, { now, limit: 500 })
  const cards = await sendCards(db, maker, { now, limit: 500 })
  const { shipped, ofNobody } = await fetchShipped(db, maker, { now, terms, seen })
  for (const one of ofNobody) say('posted tag refused', one)
  return sent + cards + shipped + (await fetchSentCards(db, maker, { now, seen }))
}
