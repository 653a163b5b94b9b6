import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { isUuid } from '#core/uuid.ts'
import type { Tx } from '#db/connection.ts'
import type { AttachmentRefusal } from '#words/attachments.ts'
import { type Attachment, type AttachmentKind, type AttachmentState, attachmentOf } from './attachment.ts'
import type { CaseLimits } from './limits.ts'
import { deleteUnsent, saveAttachments } from './store-attachments.ts'

/** Of the customer's, chosen and not sent yet. */
export type KeptAttachment = {
  readonly publicId: string
  readonly name: string
  readonly kind: AttachmentKind
  readonly bytes: number
  readonly state: AttachmentState
}

export type Keeping = {
  readonly kept: readonly KeptAttachment[]
  /** Each file that was not kept, and why. */
  readonly faults: readonly (Refusal<AttachmentRefusal> & { readonly name: string })[]
}

/**
 * Keeps what was chosen now beside what was chosen before, less what is taken away. A good file stays where another one
 * fails. What belongs to somebody else, or has been sent already, is passed by.
 */
export async function keepAttachments(
  tx: Tx,
  asked: {
    readonly partyId: number
    readonly before: readonly string[]
    readonly without: string
    readonly files: readonly { readonly name: string; readonly content: Buffer }[]
    readonly limits: CaseLimits
    readonly now: number
    readonly newId: () => string
  },
): Promise<Keeping> {
  const { partyId, limits, now, newId } = asked
  const before = asked.before.filter((id) => isUuid(id) && id !== asked.without)
  if (isUuid(asked.without)) await deleteUnsent(tx, asked.without)
  const kept = [...(await readUnsent(tx, { partyId, publicIds: before }))]
  const faults: (Refusal<AttachmentRefusal> & { name: string })[] = []
  const fresh: (Attachment & { publicId: string })[] = []
  let bytes = await readBytesOf(tx, partyId)
  for (const file of asked.files) {
    const attachment = attachmentOf(file, limits)
    const refused = isRefusal(attachment)
      ? attachment
      : kept.length + fresh.length >= limits.attachmentsMax
        ? refuse('too-many-files')
        : bytes + attachment.content.length > limits.attachmentsBytesOfCustomerMax
          ? refuse('no-room')
          : undefined
    if (refused || isRefusal(attachment)) {
      faults.push({ ...(refused as Refusal<AttachmentRefusal>), name: file.name })
      continue
    }
    bytes += attachment.content.length
    fresh.push({ ...attachment, publicId: newId() })
  }
  await saveAttachments(tx, fresh, { partyId, now })
  const added = fresh.map(({ publicId, name, kind, content }) => ({
    publicId,
    name,
    kind,
    bytes: content.length,
    state: 'pending' as const,
  }))
  return { kept: [...kept, ...added], faults }
}

/** Those of these that are the party's own and not sent, as they were chosen. */
export async function readUnsent(
  tx: Tx,
  of: { readonly partyId: number; readonly publicIds: readonly string[] },
): Promise<readonly KeptAttachment[]> {
  const publicIds = of.publicIds.filter((id) => isUuid(id))
  if (publicIds.length === 0) return []
  return tx<KeptAttachment[]>`
    select public_id as "publicId", name, kind, size_bytes as bytes, state from case_attachment
    where party_id = ${of.partyId} and message_id is null and public_id = any (${publicIds}::uuid[]) order by id`
}

async function readBytesOf(tx: Tx, partyId: number): Promise<number> {
  const [row] = await tx<{ bytes: number }[]>`
    select coalesce(sum(size_bytes), 0)::bigint as bytes from case_attachment where party_id = ${partyId}`
  return row?.bytes ?? 0
}
