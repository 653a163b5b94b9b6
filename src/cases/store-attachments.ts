import type { Queryable, Tx } from '#db/connection.ts'
import type { Attachment, AttachmentState } from './attachment.ts'

/** The bytes are written and read by these functions only: they can move to another store without anybody else knowing. */
export async function saveAttachments(
  tx: Tx,
  attachments: readonly (Attachment & { readonly publicId: string })[],
  of: { partyId: number; now: number },
): Promise<void> {
  if (attachments.length === 0) return
  const rows = await tx<{ id: number; public_id: string }[]>`
    insert into case_attachment (public_id, party_id, name, kind, size_bytes, state, uploaded_at)
    select public_id, ${of.partyId}, name, kind, size_bytes, 'pending', ${of.now}::timestamptz
    from unnest(${attachments.map((a) => a.publicId)}::uuid[], ${attachments.map((a) => a.name)}::text[],
                ${attachments.map((a) => a.kind)}::text[], ${attachments.map((a) => String(a.content.length))}::bigint[])
      as a (public_id, name, kind, size_bytes)
    returning id, public_id`
  const idOf = new Map(rows.map((row) => [row.public_id, row.id]))
  await tx`
    insert into attachment_content (attachment_id, party_id, content)
    select id, ${of.partyId}, decode(content, 'base64')
    from unnest(${attachments.map((a) => String(idOf.get(a.publicId)))}::bigint[],
                ${attachments.map((a) => a.content.toString('base64'))}::text[]) as c (id, content)`
}

/** By id. */
export async function readContents(
  db: Queryable,
  attachmentIds: readonly number[],
): Promise<ReadonlyMap<number, Buffer>> {
  if (attachmentIds.length === 0) return new Map()
  const rows = await db<{ id: number; content: Buffer }[]>`
    select attachment_id as id, content from attachment_content
    where attachment_id = any (${attachmentIds.map(String)}::bigint[])`
  return new Map(rows.map(({ id, content }) => [id, content]))
}

/** They are sent: they belong to a message from now on. */
export async function saveSent(
  tx: Tx,
  publicIds: readonly string[],
  of: { messageId: number; partyId: number },
): Promise<void> {
  if (publicIds.length === 0) return
  await tx`
    update case_attachment set message_id = ${of.messageId}
    where public_id = any (${[...publicIds]}::uuid[]) and party_id = ${of.partyId} and message_id is null`
}

/** Chosen, and taken away again before anything was sent. */
export async function deleteUnsent(db: Queryable, publicId: string): Promise<void> {
  await db`delete from case_attachment where public_id = ${publicId} and message_id is null`
}

export async function deleteForgotten(db: Queryable, before: number): Promise<number> {
  const gone = await db`delete from case_attachment where message_id is null and uploaded_at < ${before}`
  return gone.count
}

export async function saveScanned(
  db: Queryable,
  scanned: readonly { readonly id: number; readonly state: Exclude<AttachmentState, 'pending'> }[],
  now: number,
): Promise<void> {
  if (scanned.length === 0) return
  await db`
    update case_attachment a set state = s.state, scanned_at = ${now}
    from unnest(${scanned.map((s) => String(s.id))}::bigint[], ${scanned.map((s) => s.state)}::text[]) as s (id, state)
    where a.id = s.id and a.state = 'pending'`
}
