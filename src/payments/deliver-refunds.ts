import type { Db } from '#db/connection.ts'
import { type BankFolder, deliverFiles, type UnsentFile } from './deliver-files.ts'
import { saveRefundFilesSent } from './store-refunds.ts'

/** Puts the payment orders not sent yet into the bank's folder: the bank refuses an order whose message id it has seen. */
export async function deliverRefunds(db: Db, folder: BankFolder, now: number): Promise<number> {
  const unsent = await db<UnsentFile[]>`
    select id, 'refunds-' || message_id || '.xml' as name, content from refund_file where sent_at is null order by id`
  return deliverFiles(folder, unsent, (ids) => saveRefundFilesSent(db, ids, now))
}
