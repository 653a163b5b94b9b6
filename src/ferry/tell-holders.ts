import { postalAddress, type ReachedParty } from '#customers/contact.ts'
import { NOTICE_CHANNELS } from '#customers/notice.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { OutboxMessage } from '#db/outbox.ts'
import type { NoticeChannel } from '#words/notices.ts'

export async function readHolders(
  tx: Tx,
  partyIds: readonly number[],
): Promise<ReadonlyMap<number, ReachedParty>> {
  const rows = await tx<ReachedParty[]>`
    select id as "partyId", name, email, phone, street, postal_code as "postalCode", place, country, language
    from party where id = any (${numberArray(partyIds)}::bigint[])`
  return new Map(rows.map((row) => [row.partyId, row]))
}

type Text = { readonly refId: number; readonly subject: string; readonly body: string }
type IsWanted = (channel: NoticeChannel) => boolean

/** By mail and SMS, where there is an address and it is wanted there. */
export function messagesTo(
  { partyId, language, email, phone }: ReachedParty,
  text: Text,
  dedupeKey: string,
  isWanted: IsWanted = () => true,
): readonly OutboxMessage[] {
  const one = { ...text, partyId, language }
  return [
    ...(email && isWanted('e-mail')
      ? [{ ...one, kind: 'mail' as const, recipient: email, dedupeKey: `${dedupeKey}:mail` }]
      : []),
    ...(phone && isWanted('sms')
      ? [{ ...one, kind: 'sms' as const, recipient: phone, dedupeKey: `${dedupeKey}:sms` }]
      : []),
  ]
}

/** The same; and by letter to who has neither mail nor telephone, unless it is wanted nowhere. */
export function messagesOrLetterTo(
  holder: ReachedParty,
  text: Text,
  dedupeKey: string,
  isWanted: IsWanted = () => true,
): readonly OutboxMessage[] {
  const { partyId, language, email, phone, street } = holder
  if (email || phone) return messagesTo(holder, text, dedupeKey, isWanted)
  if (street === null || !NOTICE_CHANNELS.some(isWanted)) return []
  const recipient = postalAddress(holder)
  return [{ ...text, partyId, language, kind: 'letter', recipient, dedupeKey: `${dedupeKey}:letter` }]
}
