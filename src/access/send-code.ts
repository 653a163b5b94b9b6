import { hash } from 'node:crypto'
import type { Language } from '#core/language.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { keyedDigest } from '#core/seal.ts'
import type { Queryable } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { deleteCode, type Purpose, saveCode, tryCode } from './store-codes.ts'
import { type Random, tokenDigest } from './token.ts'

/**
 * Who asks, and so alone may type it: a browser's session or attempt, for one customer where there may be several; or a user
 * where the code travels for days.
 */
export type Asker = { readonly token: string; readonly partyId?: number } | { readonly userId: number }

export type Sender = {
  readonly digestKeyHex: string
  /** The block of addresses that asks, by which tries are counted too. Undefined: not by the pages. */
  readonly from?: string | undefined
  /** The machine's time: how long the code holds. */
  readonly machineNow: number
  /** Business time: when it is sent. */
  readonly now: number
  readonly random: Random
  readonly newId: () => string
  readonly language: Language
}

export type Message = { readonly subject: string; readonly body: string }

/** Ten minutes (OWASP ASVS 6.6.2); a letter takes its days. */
export const CODE_LIFETIME_MS = 10 * 60_000
export const LETTER_LIFETIME_MS = 30 * 24 * 60 * 60_000
const TRIES_MAX = 5
/** Ten million times as many as the tries: 26 bits. */
const DIGITS = 8

export type Sending = {
  readonly asker: Asker
  readonly purpose: Purpose
  /** What the code proves when it is typed: the address it went to, or what stands for it. */
  readonly proves: string
  readonly to: { readonly kind: 'mail' | 'sms' | 'letter'; readonly recipient: string }
  readonly message: (code: string) => Message
  /** The message is sent, and no code holds: whoever asks must not see the difference. */
  readonly isVain?: boolean
  /** Whoever has it takes the code back before it is typed. */
  readonly undoToken?: string
}

/** Makes a code and sends it. The table holds its digest, the message the code. */
export async function sendCode(db: Queryable, by: Sender, sending: Sending): Promise<void> {
  const { purpose, proves, to } = sending
  const code = String(by.random(4).readUInt32BE() % 10 ** DIGITS).padStart(DIGITS, '0')
  const asker = digestOf(sending.asker)
  await saveCode(db, {
    asker,
    purpose,
    address: proves,
    digest: sending.isVain ? '' : codeDigest(by.digestKeyHex, asker, code),
    now: by.machineNow,
    expiresAt: by.machineNow + (to.kind === 'letter' ? LETTER_LIFETIME_MS : CODE_LIFETIME_MS),
    undoDigest: sending.undoToken === undefined ? undefined : tokenDigest(sending.undoToken),
  })
  const dedupeKey = `code:${by.newId()}`
  const message = { dedupeKey, ...to, refId: undefined, ...sending.message(code), language: by.language }
  await writeOutbox(db, [message], by.now)
}

export type CodeRefusal = 'wrong-code' | 'code-outlived'

/** What the code proves. It is used once, and given up after a few wrong ones. */
export async function takeCode(
  db: Queryable,
  typed: {
    readonly asker: Asker
    readonly purpose: Purpose
    readonly code: string
    readonly digestKeyHex: string
    readonly now: number
  },
): Promise<{ readonly proves: string } | Refusal<CodeRefusal>> {
  const { purpose, now } = typed
  const asker = digestOf(typed.asker)
  const sent = await tryCode(db, { asker, purpose })
  if (!sent || sent.expiresAt <= now || sent.tries > TRIES_MAX) return refuse('code-outlived')
  const digest = codeDigest(typed.digestKeyHex, asker, typed.code.replaceAll(/\s/g, ''))
  if (digest !== sent.digest) return refuse('wrong-code')
  return (await deleteCode(db, { asker, purpose, digest }))
    ? { proves: sent.address }
    : refuse('code-outlived')
}

export function digestOf(asker: Asker): Buffer {
  if (!('token' in asker)) return hash('sha256', `user ${asker.userId}`, 'buffer')
  const { token, partyId } = asker
  return partyId === undefined ? tokenDigest(token) : hash('sha256', `${token} for ${partyId}`, 'buffer')
}

function codeDigest(digestKeyHex: string, asker: Buffer, code: string): string {
  return keyedDigest(digestKeyHex, `code:${asker.toString('hex')}:${code}`)
}
