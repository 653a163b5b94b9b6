import type { Db } from '#db/connection.ts'
import { saveSent } from './store.ts'

/** Where the bank fetches our files. A name that is there with the same content is no fault; with another it is. */
export type BankFolder = { put(name: string, content: Uint8Array): Promise<void> }

/**
 * Puts the claim files not sent yet into the bank's folder, oldest first: a deletion never overtakes its claim. Broken
 * off between here and there, it puts the same bytes under the same name again.
 */
export async function deliverClaims(db: Db, folder: BankFolder, now: number): Promise<number> {
  const unsent = await db<{ id: number; code: string; number: number; content: Uint8Array }[]>`
    select t.id, c.code, t.assignment_number as number, t.content
    from claim_transmission t join company c on c.id = t.issuer_id where t.sent_at is null order by t.id`
  for (const { id, code, number, content } of unsent)
    await folder.put(`avtalegiro-${code}-${id}-${String(number).padStart(7, '0')}.txt`, content)
  await saveSent(
    db,
    unsent.map(({ id }) => id),
    now,
  )
  return unsent.length
}
