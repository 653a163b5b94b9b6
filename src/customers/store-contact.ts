import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import type { Address, ContactChannel } from './contact.ts'

export type NewContactCode = {
  readonly partyId: number
  readonly channel: ContactChannel
  readonly value: string
  readonly codeDigest: string
  readonly sessionDigest: string
}

export async function saveContactCode(tx: Tx, code: NewContactCode, machineNow: number): Promise<void> {
  await tx`
    insert into contact_code (party_id, channel, value, code_digest, session_digest, asked_at)
    values (${code.partyId}, ${code.channel}, ${code.value}, ${code.codeDigest}, ${code.sessionDigest}, ${machineNow})
    on conflict (party_id, channel) do update set value = excluded.value, code_digest = excluded.code_digest,
      session_digest = excluded.session_digest, asked_at = excluded.asked_at, tries = 0`
}

export async function saveWrongCode(tx: Tx, partyId: number, channel: ContactChannel): Promise<void> {
  await tx`update contact_code set tries = tries + 1 where party_id = ${partyId} and channel = ${channel}`
}

export async function deleteContactCode(tx: Tx, partyId: number, channel: ContactChannel): Promise<void> {
  await tx`delete from contact_code where party_id = ${partyId} and channel = ${channel}`
}

export async function saveContact(
  tx: Tx,
  partyId: number,
  { channel, value }: { readonly channel: ContactChannel; readonly value: string },
): Promise<void> {
  if (channel === 'e-mail') await tx`update party set email = ${value} where id = ${partyId}`
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
