import type { ReachedParty } from '#customers/contact.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import type { Found, Proof } from './linking.ts'

/** Somebody who could be reached about an agreement before it was linked. */
export type Reached = ReachedParty & {
  readonly agreementId: number
  readonly agreementNumber: string
}

/** Asks past row level security, by exact address only. */
export async function readOnEmail(db: Queryable, email: string, now: number): Promise<readonly Found[]> {
  return db<Found[]>`
    select agreement_id as "agreementId", party_id as "partyId", agreement_number as "agreementNumber",
           issuer_name as "issuerName", may_link as "mayLink", is_business as "isBusiness"
    from agreements_on_email(${email}, ${now})`
}

/** By an agreement's number and a plate under it; nothing where the two do not belong together. */
export async function readByNumber(
  db: Queryable,
  asked: { readonly agreementNumber: string; readonly plate: string; readonly now: number },
): Promise<number | undefined> {
  const [row] = await db<{ id: number | null }[]>`
    select agreement_by_number(${asked.agreementNumber}, ${asked.plate}, ${asked.now}) as id`
  return row?.id ?? undefined
}

/** Where a letter about it goes. */
export async function readReached(db: Queryable, agreementId: number): Promise<Reached | undefined> {
  const [row] = await db<Reached[]>`
    select agreement_id as "agreementId", party_id as "partyId", agreement_number as "agreementNumber", name, email, phone,
           street, postal_code as "postalCode", place, country, language
    from address_of_agreement(${agreementId})`
  return row
}

export async function saveLinks(
  tx: Tx,
  links: {
    readonly userId: number
    readonly agreementIds: readonly number[]
    readonly proof: Exclude<Proof, 'national-id'>
    readonly now: number
    readonly pauseUntil: number
    readonly undoDigests: readonly Buffer[]
  },
): Promise<readonly Reached[]> {
  const { userId, agreementIds, proof, now, pauseUntil, undoDigests } = links
  return tx<Reached[]>`
    select agreement_id as "agreementId", party_id as "partyId", agreement_number as "agreementNumber", name, email, phone,
           street, postal_code as "postalCode", place, country, language
    from link_agreements(${userId}, ${agreementIds.map(String)}::bigint[], ${proof}, ${now}, ${pauseUntil},
                         ${undoDigests.map((digest) => `\\x${digest.toString('hex')}`)}::text[]::bytea[])`
}

/** The numbers of the agreements whose links are gone now. */
export async function saveUndone(
  db: Queryable,
  digest: Buffer,
  now: number,
): Promise<readonly string[] | undefined> {
  const [row] = await db<{ numbers: string[] | null }[]>`select undo_link(${digest}, ${now}) as numbers`
  return row?.numbers ?? undefined
}

/** Until when contact data and payout account of a party stay as they are; nothing: they may be changed. */
export async function readChangePause(
  db: Queryable,
  partyId: number,
  now: number,
): Promise<number | undefined> {
  const [row] = await db<{ until: number | null }[]>`
    select changes_paused_until(${partyId}, ${now}) as until`
  return row?.until ?? undefined
}

/** From now until then nobody changes how the party is reached and where it is paid. */
export async function savePause(
  tx: Tx,
  pause: {
    readonly partyId: number
    readonly because: 'payout-account-changed'
    readonly now: number
    readonly until: number
  },
): Promise<void> {
  await tx`
    insert into change_pause (party_id, until_at, because, begun_at)
    values (${pause.partyId}, ${pause.until}, ${pause.because}, ${pause.now})`
}
