import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import type { Contact } from './contact.ts'
import { fillInParty, makeOrganisationParty, makeOwnParty } from './store.ts'

/** How a party is reached, as far as it is known. */
export type Known = { readonly [Field in keyof Contact]: Contact[Field] | undefined }

type Registering = { readonly contact: Contact; readonly language: Language; readonly publicId: string }

/** A person becomes a party, once; one who is a party already is told what was missing. */
export async function registerPerson(
  tx: Tx,
  asked: Registering & { readonly userId: number; readonly ownPartyId: number | undefined },
): Promise<number> {
  if (asked.ownPartyId === undefined) return makeOwnParty(tx, asked)
  await fillInParty(tx, asked.ownPartyId, asked.contact)
  return asked.ownPartyId
}

/** An organisation becomes a party, by somebody who may act for it. */
export async function registerOrganisation(
  tx: Tx,
  asked: Registering & { readonly organisationNumber: string; readonly partyId: number | undefined },
): Promise<number> {
  if (asked.partyId === undefined) return makeOrganisationParty(tx, asked)
  await fillInParty(tx, asked.partyId, asked.contact)
  return asked.partyId
}

/** What is known of a party that may be seen. */
export async function readKnown(tx: Tx, partyId: number | undefined): Promise<Known | undefined> {
  if (partyId === undefined) return undefined
  const [row] = await tx<{ [Field in keyof Contact]: string | null }[]>`
    select name, email, phone, street, postal_code as "postalCode", place, country from party where id = ${partyId}`
  return (
    row && {
      name: row.name ?? undefined,
      email: row.email ?? undefined,
      phone: row.phone ?? undefined,
      street: row.street ?? undefined,
      postalCode: row.postalCode ?? undefined,
      place: row.place ?? undefined,
      country: row.country ?? undefined,
    }
  )
}
