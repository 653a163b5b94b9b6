import { isCountry } from '#core/country.ts'
import type { Language } from '#core/language.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { CustomerFault, CustomerField } from '#words/become-customer.ts'
import type { AddressFault, ContactFault } from '#words/profile.ts'
import type { Told } from '#words/told.ts'

/** How somebody is reached, as it was typed. */
export type Typed = { readonly [Field in CustomerField]: string }

export type Contact = Typed

export type ContactField = CustomerField
export type Faults = Partial<Record<ContactField, CustomerFault>>

/** Reads what was typed; says of each field what is wrong with it. Empty faults: the contact holds. */
export function parseContact(typed: Typed): { readonly contact: Contact; readonly faults: Faults } {
  const phone = parsePhone(typed.phone)
  const email = parseEmail(typed.email)
  const faults: Faults = {
    ...(typed.name === '' && { name: 'name-missing' }),
    ...(typed.email === '' ? { email: 'email-missing' } : email === undefined && { email: 'not-an-email' }),
    ...(typed.phone === '' ? { phone: 'phone-missing' } : phone === undefined && { phone: 'not-a-phone' }),
    ...(typed.street === '' && { street: 'street-missing' }),
    ...postalCodeFault(typed),
    ...(typed.place === '' && { place: 'place-missing' }),
    ...(!isCountry(typed.country) && { country: 'unknown-country' }),
  }
  return { contact: { ...typed, phone: phone ?? typed.phone, email: email ?? typed.email }, faults }
}

/** Small letters: nobody has two addresses that differ in these alone. */
export function parseEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase()
  return email.length <= 254 && /^[^\s@<>"(),:;[\]\\]+@[^\s@.]+(\.[^\s@.]+)+$/.test(email) ? email : undefined
}

/** Eight digits are Norwegian; others say their country. */
export function parsePhone(text: string): string | undefined {
  const digits = text.replaceAll(/[\s().-]/g, '').replace(/^00/, '+')
  if (/^[2-9]\d{7}$/.test(digits)) return `+47${digits}`
  if (/^\+47[2-9]\d{7}$/.test(digits)) return digits
  return /^\+(?!47)[1-9]\d{6,14}$/.test(digits) ? digits : undefined
}

function postalCodeFault({ postalCode, country }: Typed): Faults {
  if (postalCode === '') return { postalCode: 'postal-code-missing' }
  const holds =
    country === 'NO' ? /^\d{4}$/.test(postalCode) : /^[\dA-Za-z][\dA-Za-z -]{1,9}$/.test(postalCode)
  return holds ? {} : { postalCode: 'not-a-postal-code' }
}

export type ContactChannel = 'e-mail' | 'phone'

/** What is typed, in the form it is kept in. Telephones without a country are Norwegian. */
export function contactOf(channel: ContactChannel, typed: string): string | Refusal<ContactFault> {
  return channel === 'e-mail'
    ? (parseEmail(typed) ?? refuse('no-email'))
    : (parsePhone(typed) ?? refuse('no-phone'))
}

export type Address = {
  readonly street: string
  readonly postalCode: string
  readonly place: string
  /** ISO 3166, two letters. */
  readonly country: string
}

const LINE_LENGTH_MAX = 100

/** Every field that must be put right. Abroad a post code may be missing, and has many forms. */
export function addressFaults(address: Address): readonly AddressFault[] {
  const { street, postalCode, place, country } = address
  const isHere = country === 'NO'
  return [
    ...(isLine(street) ? [] : ['no-street' as const]),
    ...((isHere ? /^\d{4}$/ : /^.{0,12}$/u).test(postalCode) ? [] : ['no-postal-code' as const]),
    ...(isLine(place) ? [] : ['no-place' as const]),
    ...(/^[A-Z]{2}$/.test(country) ? [] : ['no-country' as const]),
  ]
}

function isLine(text: string): boolean {
  return text !== '' && text.length <= LINE_LENGTH_MAX && !/\p{C}/u.test(text)
}

/** A customer by every way they are reached. */
export type ReachedParty = {
  readonly partyId: number
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
  readonly language: Language
}

/** The same by mail, SMS and post, wherever there is an address for it: whoever loses something hears of it somewhere. */
export function everyWay(reached: ReachedParty, { mail, sms, letter }: Told) {
  const { email, phone, street } = reached
  return [
    ...(email === null ? [] : [{ kind: 'mail' as const, recipient: email, ...mail }]),
    ...(phone === null ? [] : [{ kind: 'sms' as const, recipient: phone, ...sms }]),
    ...(street === null ? [] : [{ kind: 'letter' as const, recipient: postalAddress(reached), ...letter }]),
  ]
}

/** As it stands on an envelope. */
export function postalAddress(to: Omit<ReachedParty, 'partyId' | 'language' | 'email' | 'phone'>): string {
  const { name, street, postalCode, place, country } = to
  return [name, street, [postalCode, place].filter(Boolean).join(' '), country === 'NO' ? '' : country]
    .filter(Boolean)
    .join('\n')
}
