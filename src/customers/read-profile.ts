import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'

export type Profile = {
  readonly partyId: number
  readonly publicId: string
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly organisationNumber: string | null
  readonly email: string | null
  /** A code has come back from it. */
  readonly isEmailConfirmed: boolean
  readonly phone: string | null
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
  readonly language: Language
}

/** Undefined: there is no such customer, or it is not one that may be seen. */
export async function readProfile(tx: Tx, partyId: number | undefined): Promise<Profile | undefined> {
  const [profile] = partyId === undefined ? [] : await readProfiles(tx, [partyId])
  return profile
}

/** Of those that may be seen, the oldest first. */
export async function readProfiles(tx: Tx, partyIds: readonly number[]): Promise<readonly Profile[]> {
  return tx<Profile[]>`
    select id as "partyId", public_id as "publicId", kind, name, organisation_number as "organisationNumber", email,
           coalesce(email = confirmed_email, false) as "isEmailConfirmed", phone, street,
           postal_code as "postalCode", place, country, language
    from party where id = any(${partyIds.map(String)}::bigint[]) order by id`
}
