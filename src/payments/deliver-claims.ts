import type { Db } from '#db/connection.ts'
import { type BankFolder, deliverFiles, type UnsentFile } from './deliver-files.ts'
import { saveSent } from './store.ts'

/** Puts the claim files not sent yet into the bank's folder, oldest first: a deletion never overtakes its claim. */
export async function deliverClaims(db: Db, folder: BankFolder, now: number): Promise<number> {
  const unsent = await db<UnsentFile[]>`
    select t.id, 'avtalegiro-' || c.code || '-' || t.id || '-' || lpad(t.assignment_number::text, 7, '0') || '.txt' as name, t.content
    from claim_transmission t join company c on c.id = t.issuer_id where t.sent_at is null order by t.id`
  return deliverFiles(folder, unsent, (ids) => saveSent(db, ids, now))
}
