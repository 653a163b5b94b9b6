import { type Refusal, refuse } from '#core/refusal.ts'
import type { AddressFault, ContactFault } from '#words/profile.ts'

export type ContactChannel = 'e-mail' | 'phone'

/**
 * A code that comes by mail or SMS: of more than 20 bits, ten minutes, once, in the session that asked for it
 * (OWASP ASVS 5.0, 6.5.1 and 6.5.4). After these many wrong ones it is void; a new one can be had after a minute.
 */
export const CONTACT_CODE = { digits: 8, validMs: 10 * 60_000, triesMax: 5, againAfterMs: 60_000 } as const

/** Dice make the code; every number is as likely. */
export function contactCode(random: (bytes: number) => Buffer): string {
  const most = 10 ** CONTACT_CODE.digits
  return String(random(6).readUIntBE(0, 6) % most).padStart(CONTACT_CODE.digits, '0')
}

/** What is typed, in the form it is kept in. Telephones without a country are Norwegian. */
export function contactOf(channel: ContactChannel, typed: string): string | Refusal<ContactFault> {
  return channel === 'e-mail' ? emailOf(typed) : phoneOf(typed)
}

const EMAIL = /^[^\s@<>"(),:;[\]\\]+@[^\s@<>"(),:;[\]\\.]+(\.[^\s@<>"(),:;[\]\\.]+)+$/
const EMAIL_LENGTH_MAX = 254

function emailOf(typed: string): string | Refusal<ContactFault> {
  const email = typed.trim()
  return email.length <= EMAIL_LENGTH_MAX && EMAIL.test(email) ? email : refuse('no-email')
}

function phoneOf(typed: string): string | Refusal<ContactFault> {
  const digits = typed.replace(/[\s().-]/g, '').replace(/^00/, '+')
  if (/^[2-9]\d{7}$/.test(digits)) return `+47${digits}`
  if (/^\+47[2-9]\d{7}$/.test(digits)) return digits
  return /^\+(?!47)[1-9]\d{6,14}$/.test(digits) ? digits : refuse('no-phone')
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
