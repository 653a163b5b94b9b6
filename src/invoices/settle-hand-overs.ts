import { type Db, inTransaction } from '#db/connection.ts'
import { saveAnswered } from './store-e-invoices.ts'

/**
 * What became of the e-invoices that were handed over: taken by the access point, or refused for good, with why. What the
 * eFaktura network has taken in is asked about (`follow-efaktura.ts`). Returns how many it was.
 */
export async function settleHandOvers(db: Db): Promise<number> {
  return inTransaction(db, saveAnswered)
}
