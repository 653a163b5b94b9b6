import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'

export type Profile = {
  readonly partyId: number
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
  if (partyId === undefined) return undefined
  const [party] = await tx<Profile[]>`
    select id as "partyId", kind, name, organisation_number as "organisationNumber", email,
           coalesce(email = confirmed_email, false) as "isEmailConfirmed", phone, street,
           postal_code as "postalCode", place, country, language
    from party where id = ${partyId}`
  return party
}
