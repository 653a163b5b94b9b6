import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import type { Address, ContactChannel } from './contact.ts'

/** An address or a number that a code has come back from. */
export async function saveContact(
  tx: Tx,
  partyId: number,
  { channel, value }: { readonly channel: ContactChannel; readonly value: string },
): Promise<void> {
  if (channel === 'e-mail')
    await tx`update party set email = ${value}, confirmed_email = ${value} where id = ${partyId}`
  else await tx`update party set phone = ${value} where id = ${partyId}`
}

export async function saveAddress(tx: Tx, partyId: number, address: Address): Promise<void> {
  const { street, postalCode, place, country } = address
  await tx`
    update party set street = ${street}, postal_code = ${postalCode || null}, place = ${place}, country = ${country}
    where id = ${partyId}`
}

export async function saveLanguage(tx: Tx, partyId: number, language: Language): Promise<void> {
  await tx`update party set language = ${language} where id = ${partyId}`
}
