import type { Language } from '#core/language.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { ContactChannel } from '#customers/contact.ts'
import { saveContact } from '#customers/store-contact.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { contactChangedMessage, contactCodeMessage } from '#words/contact-code.ts'
import { CODE_LIFETIME_MS, type CodeRefusal, digestOf, type Sender, sendCode, takeCode } from './send-code.ts'
import { readCodeAddress } from './store-codes.ts'
import { saveUserEmail } from './store-email-users.ts'
import { tokenDigest } from './token.ts'

type Of = { readonly token: string; readonly partyId: number; readonly channel: ContactChannel }

const PURPOSES = { 'e-mail': 'contact-email', phone: 'contact-phone' } as const
const KINDS = { 'e-mail': 'mail', phone: 'sms' } as const

/** Sends a code to where the customer wants to be reached. Nothing changes before it has come back. */
export function sendContactCode(
  tx: Tx,
  by: Sender,
  { token, partyId, channel, to }: Of & { to: string },
): Promise<void> {
  return sendCode(tx, by, {
    asker: { token, partyId },
    purpose: PURPOSES[channel],
    proves: to,
    to: { kind: KINDS[channel], recipient: to },
    message: (code) => contactCodeMessage(by.language, code, CODE_LIFETIME_MS / 60_000),
  })
}

/**
 * The code has come back to the session that asked, for the customer it asked for: from now on they are reached there, and
 * where they were reached before is told. A user's own customer: an e-mail address is also what they log in by (`saveUserEmail`).
 */
export async function takeContact(
  tx: Tx,
  by: Sender,
  typed: Of & { readonly userId: number; readonly code: string },
): Promise<{ readonly changed: true } | Refusal<CodeRefusal>> {
  const { token, channel, partyId, userId, code } = typed
  const { digestKeyHex, machineNow: now } = by
  const asked = { asker: { token, partyId }, purpose: PURPOSES[channel] }
  const proven = await takeCode(tx, { ...asked, code, digestKeyHex, now })
  if (isRefusal(proven)) return proven
  const email = proven.proves
  const loggedInBy =
    channel === 'e-mail'
      ? await saveUserEmail(tx, { userId, partyId, email, keep: tokenDigest(token) })
      : undefined
  await tellFormer(tx, by, { partyId, channel, loggedInBy })
  await saveContact(tx, partyId, { channel, value: proven.proves })
  return { changed: true }
}

/** Where codes of this session for the customer went that may still be typed. */
export async function readContactCodes(
  db: Queryable,
  { token, partyId, machineNow: now }: Omit<Of, 'channel'> & { readonly machineNow: number },
): Promise<readonly { readonly channel: ContactChannel; readonly value: string }[]> {
  const asker = digestOf({ token, partyId })
  const [email, phone] = [
    await readCodeAddress(db, { asker, purpose: PURPOSES['e-mail'], now }),
    await readCodeAddress(db, { asker, purpose: PURPOSES.phone, now }),
  ]
  return [
    ...(email === undefined ? [] : [{ channel: 'e-mail' as const, value: email }]),
    ...(phone === undefined ? [] : [{ channel: 'phone' as const, value: phone }]),
  ]
}

/** Whoever loses an address should hear of it there. */
async function tellFormer(
  tx: Tx,
  by: Sender,
  changed: { partyId: number; channel: ContactChannel; loggedInBy: string | undefined },
): Promise<void> {
  const { partyId, channel, loggedInBy } = changed
  const [party] = await tx<
    { email: string | null; phone: string | null; name: string; language: Language }[]
  >`
    select email, phone, name, language from party where id = ${partyId}`
  const former = channel === 'e-mail' ? party?.email : party?.phone
  if (!party) return
  const isElsewhere = loggedInBy !== undefined && loggedInBy !== former?.toLowerCase()
  const told = [...(former ? [former] : []), ...(isElsewhere ? [loggedInBy] : [])]
  const { language, name } = party
  const texts = contactChangedMessage(language, channel, { name, logsInByIt: loggedInBy !== undefined })
  const messages = told.map((recipient) => ({
    dedupeKey: `contact-changed:${by.newId()}`,
    kind: KINDS[channel],
    refId: partyId,
    partyId,
    recipient,
    language,
    ...texts,
  }))
  await writeOutbox(tx, messages, by.now)
}
