import { blockAgreements } from '#agreements/block-agreement.ts'
import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { type OutboxMessage, writeOutbox } from '#db/outbox.ts'
import { CHANNEL_TEXTS } from '#words/channels.ts'
import { saveMissingAddresses } from './store-deliveries.ts'

type Lost = { readonly partyId: number; readonly invoiceId: number }

/**
 * Terms 2.9: who cannot be reached by any channel has an incomplete address. All their agreements are blocked, and they
 * are told by what is left, with what lifts it. An owner without agreement has none to block. Of letters that come back
 * side by side the first one does it.
 */
export async function blockMissingAddresses(tx: Tx, lost: readonly Lost[], now: number): Promise<void> {
  if (lost.length === 0) return
  const parties = await tx<{ partyId: number; address: string }[]>`
    select p.id as "partyId", ${addressText(tx)} as address
    from party p where p.id = any (${lost.map((one) => String(one.partyId))}::bigint[]) order by p.id for no key update`
  const missing = parties.flatMap(({ partyId, address }) => {
    const first = lost.find((one) => one.partyId === partyId)
    return first ? [{ partyId, invoiceId: first.invoiceId, address }] : []
  })
  const found = await saveMissingAddresses(tx, missing, now)
  const agreementIds = await readOpenAgreements(tx, found, now)
  const blocked = await blockAgreements(tx, { agreementIds, because: 'address-missing', at: now })
  await tellOfAddresses(tx, blocked, 'addressMissing', now)
}

/** The address as one line, of a query with `party p`. Empty: there is none. */
export function addressText(tx: Tx) {
  return tx`case when p.street is null then ''
    else concat_ws(', ', p.street, concat_ws(' ', p.postal_code, p.place), p.country) end`
}

export async function readOpenAgreements(
  tx: Tx,
  partyIds: readonly number[],
  now: number,
): Promise<readonly number[]> {
  const rows = await tx<{ id: number }[]>`
    select id from agreement
    where party_id = any (${partyIds.map(String)}::bigint[]) and (valid_to is null or valid_to > ${now}) order by id`
  return rows.map(({ id }) => id)
}

/** One message to each customer and issuer, by mail and by SMS where there is an address for it. */
export async function tellOfAddresses(
  tx: Tx,
  agreementIds: readonly number[],
  what: 'addressMissing' | 'addressMended',
  now: number,
): Promise<void> {
  if (agreementIds.length === 0) return
  const told = await tx<Told[]>`
    select distinct on (p.id, c.id) a.id, a.party_id as "partyId", p.name, p.language, p.email, p.phone, c.name as issuer
    from agreement a join party p on p.id = a.party_id join company c on c.id = a.issuer_id
    where a.id = any (${agreementIds.map(String)}::bigint[]) order by p.id, c.id, a.id`
  await writeOutbox(
    tx,
    told.flatMap((one) => messagesTo(one, what, now)),
    now,
  )
}

type Told = {
  readonly id: number
  readonly partyId: number
  readonly name: string
  readonly language: Language
  readonly email: string | null
  readonly phone: string | null
  readonly issuer: string
}

function messagesTo(to: Told, what: 'addressMissing' | 'addressMended', now: number): OutboxMessage[] {
  const { id: refId, partyId, language, email, phone, name, issuer } = to
  const texts = CHANNEL_TEXTS[language][what]
  const subject = texts.subject(issuer)
  const body = texts.body(name, issuer)
  const key = `${what === 'addressMissing' ? 'address-missing' : 'address-mended'}:${refId}:${now}`
  const about = { refId, partyId, subject, language }
  return [
    ...(email === null
      ? []
      : [{ ...about, dedupeKey: `${key}:mail`, kind: 'mail' as const, recipient: email, body }]),
    ...(phone === null
      ? []
      : [
          {
            ...about,
            dedupeKey: `${key}:sms`,
            kind: 'sms' as const,
            recipient: phone,
            body: texts.sms(issuer),
          },
        ]),
  ]
}
