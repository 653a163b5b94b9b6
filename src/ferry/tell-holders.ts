import type { Language } from '#core/language.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { OutboxMessage } from '#db/outbox.ts'
import type { NoticeChannel } from '#words/notices.ts'

export type Holder = {
  readonly id: number
  readonly language: Language
  readonly email: string | null
  readonly phone: string | null
}

export async function readHolders(tx: Tx, partyIds: readonly number[]): Promise<ReadonlyMap<number, Holder>> {
  const rows = await tx<Holder[]>`
    select id, language, email, phone from party where id = any (${numberArray(partyIds)}::bigint[])`
  return new Map(rows.map((row) => [row.id, row]))
}

/** By mail and SMS, where there is an address and it is wanted there. */
export function messagesTo(
  holder: Holder,
  text: { readonly refId: number; readonly subject: string; readonly body: string },
  dedupeKey: string,
  isWanted: (channel: NoticeChannel) => boolean = () => true,
): readonly OutboxMessage[] {
  const { id: partyId, language, email, phone } = holder
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
