import { isUuid } from '#core/uuid.ts'
import type { Queryable } from '#db/connection.ts'
import { type AttachmentKind, type AttachmentState, mayBeServed } from './attachment.ts'
import { readContents } from './store-attachments.ts'

export type ServedAttachment = {
  readonly name: string
  readonly kind: AttachmentKind
  readonly content: Buffer
}

/** Undefined alike for one that is not there, one that is another's, and one that nobody may open. */
export async function readAttachment(
  db: Queryable,
  of: {
    readonly partyIds: readonly number[]
    readonly casePublicId: string
    readonly publicId: string
    /** Where files are scanned, none is served before. */
    readonly scanned: boolean
  },
): Promise<ServedAttachment | undefined> {
  if (![of.casePublicId, of.publicId].every((id) => isUuid(id))) return undefined
  const [row] = await db<{ id: number; name: string; kind: AttachmentKind; state: AttachmentState }[]>`
    select a.id, a.name, a.kind, a.state
    from case_attachment a join case_message m on m.id = a.message_id join customer_case k on k.id = m.case_id
    where a.public_id = ${of.publicId} and k.public_id = ${of.casePublicId}
      and a.party_id = any (${of.partyIds.map(String)}::bigint[])`
  if (!row || !mayBeServed(row.state, of.scanned)) return undefined
  const content = (await readContents(db, [row.id])).get(row.id)
  return content && { name: row.name, kind: row.kind, content }
}
