import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { sessionDigestOf } from './ask-contact-code.ts'
import { CONTACT_CODE, type ContactChannel } from './contact.ts'

export type Profile = {
  readonly partyId: number
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly organisationNumber: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
  readonly language: Language
  /** Codes this session has asked for, and where they went. */
  readonly waiting: readonly { readonly channel: ContactChannel; readonly value: string }[]
}

/** Undefined: the session is of nobody who is a customer yet. */
export async function readProfile(
  tx: Tx,
  partyIds: readonly number[],
  { sessionSecret, machineNow }: { readonly sessionSecret: string; readonly machineNow: number },
): Promise<Profile | undefined> {
  const [party] = await tx<Omit<Profile, 'waiting'>[]>`
    select id as "partyId", kind, name, organisation_number as "organisationNumber", email, phone, street,
           postal_code as "postalCode", place, country, language
    from party where id = any (${partyIds.map(String)}::bigint[]) order by id limit 1`
  if (!party) return undefined
  const waiting = await tx<{ channel: ContactChannel; value: string }[]>`
    select channel, value from contact_code
    where party_id = ${party.partyId} and session_digest = ${sessionDigestOf(sessionSecret)}
      and asked_at > ${machineNow - CONTACT_CODE.validMs}`
  return { ...party, waiting }
}
