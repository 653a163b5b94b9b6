import type { Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import { DUNNING_TEXTS } from '#words/dunning.ts'
import type { HeldClaim } from './read-claims.ts'

/** Whom something is told, by mail where there is an address for it, else by post. */
export type Told = Pick<HeldClaim, 'partyId' | 'name' | 'language' | 'email' | 'address' | 'issuerName'> & {
  readonly id: number
}
type Message = { readonly subject: string; readonly body: string }

/** With what lifts the block. Told anew where a claim came back: so the instant is part of the key. */
export async function announceCollections(tx: Tx, claims: readonly Told[], now: number): Promise<void> {
  const messages = claims.flatMap((claim) => {
    const text = DUNNING_TEXTS[claim.language].collection({ name: claim.name, issuer: claim.issuerName })
    return messageTo(claim, `collection:${claim.id}:${now}`, { mail: text, letter: text })
  })
  await writeOutbox(tx, messages, now)
}

export async function announceLifted(tx: Tx, claims: readonly Told[], now: number): Promise<void> {
  const messages = claims.flatMap((claim) => {
    const text = DUNNING_TEXTS[claim.language].lifted({ name: claim.name, issuer: claim.issuerName })
    return messageTo(claim, `collection-lifted:${claim.id}:${now}`, { mail: text, letter: text })
  })
  await writeOutbox(tx, messages, now)
}

/** Terms 2.9. Here they are known by their agreements. */
export async function announceCreditLimits(tx: Tx, agreements: readonly Told[], now: number): Promise<void> {
  const messages = agreements.flatMap((one) => {
    const text = DUNNING_TEXTS[one.language].creditLimit({ name: one.name, issuer: one.issuerName })
    return messageTo(one, `credit-limit:${one.id}:${now}`, { mail: text, letter: text })
  })
  await writeOutbox(tx, messages, now)
}

export async function announceWithinLimit(tx: Tx, agreements: readonly Told[], now: number): Promise<void> {
  const messages = agreements.flatMap((one) => {
    const text = DUNNING_TEXTS[one.language].withinLimit({ name: one.name, issuer: one.issuerName })
    return messageTo(one, `within-limit:${one.id}:${now}`, { mail: text, letter: text })
  })
  await writeOutbox(tx, messages, now)
}

function messageTo(
  { id: refId, partyId, email, address, language }: Told,
  dedupeKey: string,
  texts: { mail: Message; letter: Message },
): OutboxMessage[] {
  const about = { dedupeKey, refId, partyId, language }
  if (email !== null) return [{ ...about, kind: 'mail', recipient: email, ...texts.mail }]
  if (address !== null) return [{ ...about, kind: 'letter', recipient: address, ...texts.letter }]
  return []
}
