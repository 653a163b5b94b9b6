import type { Db } from '#db/connection.ts'
import type { BankFolder } from './deliver-claims.ts'
import { saveRefundFilesSent } from './store-refunds.ts'

/**
 * Puts the payment orders not sent yet into the bank's folder. Broken off between here and there, it puts the same bytes
 * under the same name again, and the bank refuses an order whose message id it has seen.
 */
export async function deliverRefunds(db: Db, folder: BankFolder, now: number): Promise<number> {
  const unsent = await db<{ id: number; messageId: string; content: Uint8Array }[]>`
    select id, message_id as "messageId", content from refund_file where sent_at is null order by id`
  for (const { messageId, content } of unsent) await folder.put(`refunds-${messageId}.xml`, content)
  await saveRefundFilesSent(
    db,
    unsent.map(({ id }) => id),
    now,
  )
  return unsent.length
}
