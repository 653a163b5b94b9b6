import { parseAccountNumber } from '#core/account-number.ts'
import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { Fault, needed, one, type Place, textAt, type XmlElement } from './xml-elements.ts'

/** What may be wrong with the fields that the messages of ISO 20022 have in common. */
export type Iso20022Fault =
  | 'not-an-amount'
  | 'not-a-date'
  | 'not-an-account-number'
  | 'not-a-number'
  | 'not-a-word'

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:'

/** `camt.054.001.08` as the namespace of a document. */
export function namespaceOf(message: string): string {
  return NAMESPACE + message
}

export function messageOf(namespace: string): string {
  return namespace.slice(NAMESPACE.length)
}

/** An amount in 1/100 000 of its currency: the schemas allow eighteen digits, five of them decimals. */
export type Amount = { readonly parts: bigint; readonly currency: string }

/** Digits with a point or without: neither sign nor exponent nor blanks, as the schemas have it. */
export function amountOf(element: XmlElement): Amount {
  const currency = element.attributes.Ccy ?? ''
  if (!/^[A-Z]{3}$/.test(currency)) throw new Fault('not-an-amount', element, 'currency')
  return { parts: partsOf(element), currency }
}

/** As an amount; the sums of a statement come without a currency. */
export function partsOf(element: XmlElement): bigint {
  const [, whole = '', decimals = ''] = /^(\d{1,18})(?:\.(\d{0,5})0*)?$/.exec(element.text) ?? []
  if (whole === '' || whole.length + decimals.length > 18) throw new Fault('not-an-amount', element)
  return BigInt(whole + decimals.padEnd(5, '0'))
}

/** Kroner to øre without rounding. Undefined for what is not whole øre, or more of them than can be counted. */
export function oreOf(parts: bigint): Ore | undefined {
  const amount = Number(parts / PARTS_OF_AN_ORE)
  return parts % PARTS_OF_AN_ORE === 0n && Number.isSafeInteger(amount) ? ore(amount) : undefined
}

const PARTS_OF_AN_ORE = 1000n

/** Kroner with a point and two decimals. */
export function kronerOf(amount: Ore): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** `Dt`, or the Oslo day of `DtTm`. Before 2000 nobody paid us anything, and a day after 2099 is a slip. */
export function dayOf(element: XmlElement): Day {
  const dated = one(element, 'Dt')
  const told = dated ?? needed(element, 'DtTm')
  const day = dated ? dayIn(dated.text) : dayOfTime(told.text)
  if (day === undefined || day < '2000-01-01' || day > '2099-12-31') throw new Fault('not-a-date', told)
  return day
}

const TIME = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/

/** Without an offset the time is the bank's own, and so is the day. */
function dayOfTime(text: string): Day | undefined {
  const [, day, offset] = TIME.exec(text) ?? []
  const instant = Date.parse(offset === undefined ? `${text}Z` : text)
  if (day === undefined || dayIn(day) === undefined || Number.isNaN(instant)) return undefined
  return offset === undefined ? day : osloDay(instant)
}

/** A date may have an offset that says nothing of the day. */
function dayIn(text: string): Day | undefined {
  const [, day] = /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?$/.exec(text) ?? []
  const date = new Date(`${day}T00:00:00Z`)
  // A day that is none either is no date at all or slides into the next month.
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day ? day : undefined
}

/** The eleven digits of a Norwegian account, also when it is told as an IBAN; a foreign one as its IBAN. */
export function accountOf(element: XmlElement): string {
  const account = knownAccount(element)
  if (account === undefined) throw new Fault('not-an-account-number', element)
  return account
}

/** As `accountOf`, of somebody else's account: what cannot be read is not told. */
export function knownAccount(element: XmlElement): string | undefined {
  const iban = textAt(element, 'Id/IBAN')
  if (iban !== undefined) return accountInIban(iban)
  const other = textAt(element, 'Id/Othr/Id') ?? ''
  return norwegian(other) ?? accountInIban(other)
}

function norwegian(digits: string): string | undefined {
  const account = /^\d{11}$/.test(digits) ? parseAccountNumber(digits) : undefined
  return account === undefined || isRefusal(account) ? undefined : account
}

function accountInIban(text: string): string | undefined {
  const iban = text.toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) || !isIban(iban)) return undefined
  return iban.startsWith('NO') ? norwegian(iban.slice(4)) : iban
}

/** ISO 13616: the first four moved to the end, letters as 10–35, the whole modulo 97 is 1. */
function isIban(iban: string): boolean {
  const digits = Array.from(iban.slice(4) + iban.slice(0, 4), (character) => parseInt(character, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

/** One of a few words; another is never taken for the nearest. */
export function wordOf<Word extends string>(element: XmlElement, words: readonly Word[]): Word {
  const word = words.find((known) => known === element.text)
  if (word === undefined) throw new Fault('not-a-word', element, words.join(', '))
  return word
}

export function flagAt(element: XmlElement, path: string): boolean {
  const flag = one(element, path)
  return flag !== undefined && ['true', '1'].includes(wordOf(flag, ['true', 'false', '1', '0']))
}

/** +1 for money in, -1 for money out. */
export function signOf(element: XmlElement): 1n | -1n {
  return wordOf(needed(element, 'CdtDbtInd'), ['CRDT', 'DBIT']) === 'CRDT' ? 1n : -1n
}

/** A count, of at most fifteen digits. */
export function countAt(element: XmlElement, path: string): number | undefined {
  const count = one(element, path)
  if (count && !/^\d{1,15}$/.test(count.text)) throw new Fault('not-a-number', count)
  return count && Number(count.text)
}

/** Amounts against each other, or counts. */
export function disagrees<Found extends bigint | number>(
  code: string,
  place: Place,
  declared: Found,
  found: Found,
): Fault {
  return new Fault(code, place, `declared ${shown(declared)}, found ${shown(found)}`)
}

function shown(value: bigint | number): string {
  if (typeof value === 'number') return String(value)
  const digits = String(value < 0n ? -value : value).padStart(6, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5).replace(/0{1,3}$/, '')}`
}
