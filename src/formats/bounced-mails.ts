import { isUtf8 } from 'node:buffer'
import { type Refusal, refuse } from '#core/refusal.ts'
import { linesOf } from './lines.ts'

export type BouncedMailsRefusal = Refusal<'empty-file' | 'not-utf8' | 'not-mail-keys'> & {
  readonly line: number
}

/** Mails that came back, one a line by the key that the mail server was given with each. Blank lines are none. */
export function parseBouncedMails(bytes: Uint8Array): readonly string[] | BouncedMailsRefusal {
  if (!isUtf8(bytes)) return { ...refuse('not-utf8'), line: 0 }
  const keys: string[] = []
  for (const { text, number } of linesOf(bytes, 'utf8')) {
    const key = text.trim()
    if (key === '') continue
    if (!KEY.test(key)) return { ...refuse('not-mail-keys'), line: number }
    keys.push(key)
  }
  return keys.length === 0 ? { ...refuse('empty-file'), line: 1 } : keys
}

/** `invoice:17`, `collection-lifted:4:2`: what it is about, and which. */
const KEY = /^[a-z][a-z-]{0,39}(:[A-Za-z0-9-]{1,40}){1,4}$/
