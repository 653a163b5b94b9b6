import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutboxOnce } from '#db/outbox.ts'
import { noticeMail, noticeSms } from '#words/notice-messages.ts'
import type { NoticeChannel } from '#words/notices.ts'
import { isChosen, type Notice } from './notice.ts'
import { readNoticeChoices } from './read-notices.ts'

/**
 * Tells customers of what happened, by each channel they want it by and are reached by; what was told before is not told
 * again. Neither subject nor link says who anybody is. Returns how many messages were new.
 */
export async function sendNotices(
  tx: Tx,
  notices: readonly Notice[],
  at: { readonly now: number; readonly minSideUrl: string },
): Promise<number> {
  const partyIds = [...new Set(notices.map(({ partyId }) => partyId))].sort((a, b) => a - b)
  if (partyIds.length === 0) return 0
  const choices = await readNoticeChoices(tx, partyIds)
  const reached = await readReached(tx, partyIds)
  const messages = notices.flatMap((notice): readonly OutboxMessage[] => {
    const to = reached.get(notice.partyId)
    if (!to) return []
    const { partyId, event, company } = notice
    const { language } = to
    const about = { refId: partyId, partyId, language }
    const key = `notice:${event}:${notice.key}`
    const wants = (channel: NoticeChannel) => isChosen(choices.get(partyId) ?? [], event, channel)
    const mail = noticeMail(
      event,
      { name: to.name, company, customer: to.publicId, minSideUrl: at.minSideUrl },
      language,
    )
    const sms = noticeSms(event, company, language)
    return [
      ...(to.email !== null && wants('e-mail')
        ? [{ ...about, ...mail, dedupeKey: `${key}:mail`, kind: 'mail' as const, recipient: to.email }]
        : []),
      ...(to.phone !== null && wants('sms')
        ? [{ ...about, ...sms, dedupeKey: `${key}:sms`, kind: 'sms' as const, recipient: to.phone }]
        : []),
    ]
  })
  return writeOutboxOnce(tx, messages, at.now)
}

type Reached = {
  readonly id: number
  readonly publicId: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly language: Language
}

async function readReached(tx: Tx, partyIds: readonly number[]): Promise<ReadonlyMap<number, Reached>> {
  const rows = await tx<Reached[]>`
    select id, public_id as "publicId", name, email, phone, language from party where id = any (${partyIds.map(String)}::bigint[])`
  return new Map(rows.map((row) => [row.id, row]))
}
