import type { Db } from '#db/connection.ts'
import type { DepositTerms } from '#tags/deposit.ts'
import { fetchShipped } from '#tags/import-shipped.ts'
import { sendOrders } from '#tags/send-orders.ts'
import type { TagSupplier } from '#tags/tag-supplier.ts'

export type TagWork = {
  readonly supplier: TagSupplier
  readonly terms: DepositTerms
  /** Files that were read: spares the supplier a question. The truth is the database's. */
  readonly seen: Set<string>
}

/** Orders to the supplier, and back from it what has been posted. */
export async function tagStep(db: Db, { supplier, terms, seen }: TagWork, now: number): Promise<number> {
  const sent = await sendOrders(db, supplier, { now, limit: 500 })
  return sent + (await fetchShipped(db, supplier, { now, terms, seen }))
}
