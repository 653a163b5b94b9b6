import { parseMobileNumber } from '#core/mobile-number.ts'
import { osloDay } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import { type ChannelTerms, smsOccasionsOn } from '#invoices/channel-terms.ts'
import { DUNNING_TEXTS } from '#words/dunning.ts'
import { DUNNING_SMS, type SmsOccasion, type SmsText } from '#words/dunning-sms.ts'
import type { HeldClaim } from './read-claims.ts'

/** Whom something is told, by mail where there is an address for it, else by post. */
export type Told = Pick<
  HeldClaim,
  'partyId' | 'name' | 'language' | 'email' | 'phone' | 'address' | 'issuerCode' | 'issuerName'
> & {
  readonly id: number
}
type Message = { readonly subject: string; readonly body: string }

/** Without channels nothing is told by SMS. */
export type Announcing = { readonly now: number; readonly channels?: ChannelTerms | undefined }

/** The reminder itself goes by its channel. */
export async function announceReminders(tx: Tx, reminders: readonly Told[], at: Announcing): Promise<void> {
  const messages = reminders.flatMap((one) => smsTo(one, `reminder:${one.id}`, { occasion: 'reminder' }, at))
  await writeOutbox(tx, messages, at.now)
}

/** With what lifts the block. Told anew where a claim came back: so the instant is part of the key. */
export async function announceCollections(
  tx: Tx,
  claims: readonly (Told & Pick<HeldClaim, 'agreementId'>)[],
  at: Announcing,
): Promise<void> {
  const messages = claims.flatMap((claim) => {
    const { language, name, issuerName: issuer } = claim
    const hasAgreement = claim.agreementId !== 0
    const text = DUNNING_TEXTS[language].collection({ name, issuer, hasAgreement })
    const sms = hasAgreement ? 'collection' : 'collection-of-owner'
    return tell(claim, `collection:${claim.id}:${at.now}`, text, { occasion: 'collection', sms, at })
  })
  await writeOutbox(tx, messages, at.now)
}

/** The block is gone; whether the debt is, depends on who ended the claim. */
export async function announceLifted(
  tx: Tx,
  claims: readonly (Told & { readonly isGivenUp: boolean })[],
  at: Announcing,
): Promise<void> {
  const messages = claims.flatMap((claim) => {
    const { lifted, givenUp } = DUNNING_TEXTS[claim.language]
    const text = (claim.isGivenUp ? givenUp : lifted)({ name: claim.name, issuer: claim.issuerName })
    return tell(claim, `collection-lifted:${claim.id}:${at.now}`, text, { occasion: 'opened', at })
  })
  await writeOutbox(tx, messages, at.now)
}

/** Terms 2.9. Here they are known by their agreements. */
export async function announceCreditLimits(
  tx: Tx,
  agreements: readonly Told[],
  at: Announcing,
): Promise<void> {
  const messages = agreements.flatMap((one) => {
    const text = DUNNING_TEXTS[one.language].creditLimit({ name: one.name, issuer: one.issuerName })
    return tell(one, `credit-limit:${one.id}:${at.now}`, text, { occasion: 'blocked', at })
  })
  await writeOutbox(tx, messages, at.now)
}

export async function announceWithinLimit(
  tx: Tx,
  agreements: readonly Told[],
  at: Announcing,
): Promise<void> {
  const messages = agreements.flatMap((one) => {
    const text = DUNNING_TEXTS[one.language].withinLimit({ name: one.name, issuer: one.issuerName })
    return tell(one, `within-limit:${one.id}:${at.now}`, text, { occasion: 'opened', at })
  })
  await writeOutbox(tx, messages, at.now)
}

function tell(
  to: Told,
  dedupeKey: string,
  text: Message,
  { occasion, sms, at }: { occasion: SmsOccasion; sms?: SmsText; at: Announcing },
): readonly OutboxMessage[] {
  return [...messageTo(to, dedupeKey, text), ...smsTo(to, dedupeKey, { occasion, sms }, at)]
}

function messageTo(
  { id: refId, partyId, email, address, language }: Told,
  dedupeKey: string,
  text: Message,
): readonly OutboxMessage[] {
  const about = { dedupeKey, refId, partyId, language }
  if (email !== null) return [{ ...about, kind: 'mail', recipient: email, ...text }]
  if (address !== null) return [{ ...about, kind: 'letter', recipient: address, ...text }]
  return []
}

function smsTo(
  { id: refId, partyId, phone, language, issuerCode, issuerName }: Told,
  dedupeKey: string,
  { occasion, sms = occasion }: { readonly occasion: SmsOccasion; readonly sms?: SmsText | undefined },
  { now, channels }: Announcing,
): readonly OutboxMessage[] {
  const recipient = parseMobileNumber(phone ?? '')
  if (recipient === undefined || !channels) return []
  if (!smsOccasionsOn(channels, issuerCode, osloDay(now)).includes(occasion)) return []
  const body = DUNNING_SMS[language][sms](issuerName)
  return [
    { dedupeKey: `${dedupeKey}:sms`, kind: 'sms', refId, partyId, recipient, subject: '', body, language },
  ]
}
