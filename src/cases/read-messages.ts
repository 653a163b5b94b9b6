import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import type { MessageKind } from '#words/messages.ts'

/** Something that was said to a customer: sent to them, or answered in a case of theirs. */
export type ListedMessage = {
  readonly kind: MessageKind
  /** Of what was sent its number, of an answer the public id of its case. */
  readonly id: string
  /** Empty: an SMS has none. */
  readonly subject: string
  readonly body: string
  readonly at: number
  readonly unread: boolean
}

/** The newest first. */
export async function readMessages(
  tx: Tx,
  partyIds: readonly number[],
  part: { readonly from: number; readonly count: number },
): Promise<{ readonly messages: readonly ListedMessage[]; readonly total: number }> {
  const parties = partyIds.map(String)
  const rows = await tx<(ListedMessage & { total: number })[]>`
    select kind, id, subject, body, at, unread, count(*) over ()::int as total
    from (
      select kind, id::text, subject, body, written_at as at, seen_at is null as unread, id as place
      from outbox where party_id = any (${parties}::bigint[]) and kind in ('mail', 'sms', 'letter')
      union all
      select 'case', k.public_id::text, k.subject, m.body, m.written_at, m.written_at > k.seen_at, m.id
      from case_message m join customer_case k on k.id = m.case_id
      where m.party_id = any (${parties}::bigint[]) and m.author = 'company') said
    order by at desc, place desc limit ${part.count} offset ${part.from}`
  const messages = rows.map(({ kind, id, subject, body, at, unread }) => ({
    kind,
    id,
    subject,
    body,
    at,
    unread,
  }))
  return { messages, total: rows[0]?.total ?? 0 }
}

export type SentMessage = Omit<ListedMessage, 'id'> & { readonly id: number; readonly language: Language }

/** Undefined alike for one that is not there and one that is another's. */
export async function readSentMessage(
  tx: Tx,
  partyIds: readonly number[],
  id: string,
): Promise<SentMessage | undefined> {
  if (!/^[1-9]\d{0,14}$/.test(id)) return undefined
  const [row] = await tx<SentMessage[]>`
    select id, kind, subject, body, language, written_at as at, seen_at is null as unread
    from outbox where id = ${id} and party_id = any (${partyIds.map(String)}::bigint[]) and kind in ('mail', 'sms', 'letter')`
  return row
}
