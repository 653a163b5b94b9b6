import { Link, Tag } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { ListedMessage } from '#cases/read-messages.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { formatDay } from '#words/format.ts'
import { MESSAGE_TEXTS } from '#words/messages.ts'

export type MessageInWords = {
  readonly at: string
  readonly subject: string
  readonly when: string
  readonly how: string
  readonly unread: boolean
}

export function messagesInWords(
  messages: readonly ListedMessage[],
  language: Language,
): readonly MessageInWords[] {
  const texts = MESSAGE_TEXTS[language]
  return messages.map(({ kind, id, subject, at, unread }) => ({
    at: kind === 'case' ? `/min-side/kundeservice/saker/${id}` : `/min-side/meldinger/${id}`,
    subject: subject || texts.sms,
    when: formatDay(osloDay(at), language),
    how: texts.kinds[kind],
    unread,
  }))
}

export function Messages({
  language,
  messages,
}: {
  language: Language
  messages: readonly MessageInWords[]
}) {
  return (
    <ul className="messages">
      {messages.map(({ at, subject, when, how, unread }) => (
        <li key={`${at} ${when}`}>
          <span>
            <Link asChild>
              <RouterLink to={at}>{subject}</RouterLink>
            </Link>
            <span className="quiet below">{`${how} · ${when}`}</span>
          </span>
          {unread && (
            <Tag data-color="info" data-size="sm">
              {MESSAGE_TEXTS[language].unread}
            </Tag>
          )}
        </li>
      ))}
    </ul>
  )
}
