import { type Db, inTransaction } from '#db/connection.ts'
import { deleteForgotten } from './store-attachments.ts'

/** What was chosen and never sent is not kept. */
export async function eraseUnsent(
  db: Db,
  { now, unsentHours }: { readonly now: number; readonly unsentHours: number },
): Promise<number> {
  return inTransaction(db, (tx) => deleteForgotten(tx, now - unsentHours * 3_600_000))
}
