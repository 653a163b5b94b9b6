import { hash } from 'node:crypto'
import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { keyedDigest } from '#core/seal.ts'
import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { contactCodeMessage } from '#words/contact-code.ts'
import type { ContactFault } from '#words/profile.ts'
import { CONTACT_CODE, type ContactChannel, contactOf } from './contact.ts'
import { saveContactCode } from './store-contact.ts'

/** Who asks, and in which session: another one has no use for the code. */
export type Asking = {
  readonly partyId: number
  readonly channel: ContactChannel
  /** A secret of the session, of which a digest is kept. */
  readonly sessionSecret: string
  readonly digestKey: string
  /** The machine's time, as all of log-in has. */
  readonly machineNow: number
  /** Business time: when messages are written. */
  readonly now: number
}

/** Sends a code to where the customer wants to be reached. Nothing changes before it has come back. */
export async function askContactCode(
  tx: Tx,
  asked: Asking & {
    readonly typed: string
    readonly code: string
    readonly language: Language
    readonly id: string
  },
): Promise<{ readonly sentTo: string } | Refusal<ContactFault>> {
  const { partyId, channel, code, language, machineNow } = asked
  const value = contactOf(channel, asked.typed)
  if (isRefusal(value)) return value
  const [last] = await tx<{ asked_at: number }[]>`
    select asked_at from contact_code where party_id = ${partyId} and channel = ${channel}`
  if (last && machineNow - last.asked_at < CONTACT_CODE.againAfterMs) return refuse('asked-too-often')
  const sessionDigest = sessionDigestOf(asked.sessionSecret)
  const codeDigest = contactCodeDigest(asked, { sessionDigest, value, code })
  await saveContactCode(tx, { partyId, channel, value, codeDigest, sessionDigest }, machineNow)
  const message = {
    dedupeKey: `contact-code:${asked.id}`,
    kind: channel === 'e-mail' ? ('mail' as const) : ('sms' as const),
    refId: partyId,
    recipient: value,
    language,
    ...contactCodeMessage(language, code, CONTACT_CODE.validMs / 60_000),
  }
  await writeOutbox(tx, [message], asked.now)
  return { sentTo: value }
}

export function sessionDigestOf(secret: string): string {
  return hash('sha256', `contact-code ${secret}`, 'hex')
}

/** Bound to the session, the channel and what it was sent to. */
export function contactCodeDigest(
  { digestKey, partyId, channel }: Pick<Asking, 'digestKey' | 'partyId' | 'channel'>,
  of: { readonly sessionDigest: string; readonly value: string; readonly code: string },
): string {
  return keyedDigest(
    digestKey,
    `contact-code:${partyId}:${channel}:${of.sessionDigest}:${of.value}:${of.code}`,
  )
}
