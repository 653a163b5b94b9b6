import { type Db, inTransaction } from '#db/connection.ts'
import { saveAnswered } from './store-e-invoices.ts'

/**
 * What became of the e-invoices that were handed over: taken by the access point or the network, or refused for good,
 * with why. Returns how many it was.
 */
export async function settleHandOvers(db: Db): Promise<number> {
  return inTransaction(
    db,
    async (tx) => (await saveAnswered(tx, 'ehf')) + (await saveAnswered(tx, 'efaktura')),
  )
}
