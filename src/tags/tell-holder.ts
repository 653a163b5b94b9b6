import { postalAddress } from '#customers/contact.ts'
import type { OutboxMessage } from '#db/outbox.ts'
import type { Customer } from './read-customers.ts'

type Way = 'mail' | 'letter' | 'sms'

/**
 * By mail, by letter to who has no address of that kind, and by SMS to who has neither. It is about money: nobody chooses
 * not to be told. Empty: there is no way to tell them.
 */
export function tellHolder(
  customer: Customer,
  { dedupeKey, partyId }: { readonly dedupeKey: string; readonly partyId: number },
  text: (way: Way) => { readonly subject: string; readonly body: string },
): readonly OutboxMessage[] {
  const { email, phone, street, language } = customer
  const about = { dedupeKey, refId: partyId, partyId, language }
  if (email !== null) return [{ ...about, ...text('mail'), kind: 'mail', recipient: email }]
  if (street !== null)
    return [{ ...about, ...text('letter'), kind: 'letter', recipient: postalAddress(customer) }]
  return phone === null ? [] : [{ ...about, ...text('sms'), kind: 'sms', recipient: phone }]
}
