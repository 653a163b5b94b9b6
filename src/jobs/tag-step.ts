import type { Db } from '#db/connection.ts'
import type { DepositTerms } from '#tags/deposit.ts'
import { fetchShipped } from '#tags/import-shipped.ts'
import { sendOrders } from '#tags/send-orders.ts'
import type { TagMaker } from '#tags/tag-maker.ts'

export type TagWork = {
  readonly maker: TagMaker
  readonly terms: DepositTerms
  /** Files that were read: spares the maker a question. The truth is the database's. */
  readonly seen: Set<string>
}

/** Orders to the maker, and back from it what has been posted. */
export async function tagStep(db: Db, { maker, terms, seen }: TagWork, now: number): Promise<number> {
  const sent = await sendOrders(db, maker, { now, limit: 500 })
  return sent + (await fetchShipped(db, maker, { now, terms, seen }))
}
