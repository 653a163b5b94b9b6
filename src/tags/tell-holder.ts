import type { OutboxMessage } from '#db/outbox.ts'
import type { Customer } from './read-customers.ts'

/** By mail, or by letter to who has no address of that kind. It is about money: nobody chooses not to be told. */
export function byMailOrLetter(
  { name, email, street, postalCode, place, language }: Customer,
  { dedupeKey, partyId }: { readonly dedupeKey: string; readonly partyId: number },
  text: (kind: 'mail' | 'letter') => { readonly subject: string; readonly body: string },
): readonly OutboxMessage[] {
  const about = { dedupeKey, refId: partyId, partyId, language }
  if (email !== null) return [{ ...about, ...text('mail'), kind: 'mail', recipient: email }]
  if (street === null || postalCode === null || place === null) return []
  const recipient = `${name}\n${street}\n${postalCode} ${place}`
  return [{ ...about, ...text('letter'), kind: 'letter', recipient }]
}
