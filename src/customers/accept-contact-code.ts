import type { Language } from '#core/language.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { contactChangedMessage } from '#words/contact-code.ts'
import type { ContactFault } from '#words/profile.ts'
import { type Asking, contactCodeDigest, sessionDigestOf } from './ask-contact-code.ts'
import { CONTACT_CODE } from './contact.ts'
import { deleteContactCode, saveContact, saveWrongCode } from './store-contact.ts'

/**
 * The code has come back to the session that asked: from now on the customer is reached there, and where they were
 * reached before is told. A wrong one counts, also when the caller's transaction is committed with a refusal.
 */
export async function acceptContactCode(
  tx: Tx,
  asked: Asking & { readonly code: string },
): Promise<{ readonly changed: true } | Refusal<ContactFault>> {
  const { partyId, channel } = asked
  const [waiting] = await tx<Waiting[]>`
    select value, code_digest as "codeDigest", session_digest as "sessionDigest", asked_at as "askedAt", tries
    from contact_code where party_id = ${partyId} and channel = ${channel} for update`
  const sessionDigest = sessionDigestOf(asked.sessionSecret)
  if (!waiting || waiting.sessionDigest !== sessionDigest) return refuse('no-code-waiting')
  if (asked.machineNow - waiting.askedAt >= CONTACT_CODE.validMs || waiting.tries >= CONTACT_CODE.triesMax) {
    await deleteContactCode(tx, partyId, channel)
    return refuse('code-too-old')
  }
  const code = asked.code.replace(/\s/g, '')
  if (contactCodeDigest(asked, { sessionDigest, value: waiting.value, code }) !== waiting.codeDigest) {
    await saveWrongCode(tx, partyId, channel)
    return refuse('wrong-code')
  }
  await tellFormer(tx, asked)
  await saveContact(tx, partyId, { channel, value: waiting.value })
  await deleteContactCode(tx, partyId, channel)
  return { changed: true }
}

type Waiting = {
  value: string
  codeDigest: string
  sessionDigest: string
  askedAt: number
  tries: number
}

/** Whoever loses an address should hear of it there. */
async function tellFormer(tx: Tx, { partyId, channel, now, machineNow }: Asking): Promise<void> {
  const [party] = await tx<
    { email: string | null; phone: string | null; name: string; language: Language }[]
  >`
    select email, phone, name, language from party where id = ${partyId}`
  const former = channel === 'e-mail' ? party?.email : party?.phone
  if (!party || !former) return
  const message = {
    dedupeKey: `contact-changed:${partyId}:${channel}:${machineNow}`,
    kind: channel === 'e-mail' ? ('mail' as const) : ('sms' as const),
    refId: partyId,
    recipient: former,
    language: party.language,
    ...contactChangedMessage(party.language, channel, party.name),
  }
  await writeOutbox(tx, [message], now)
}
