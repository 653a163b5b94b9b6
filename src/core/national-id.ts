import type { Day } from './dated.ts'
import { type Refusal, refuse } from './refusal.ts'

/**
 * A Norwegian national identity number: fødselsnummer, D-number (first digit + 4) or H-number (month + 40), 11 digits.
 * Synthetic ones (month + 80) are for tests and demos, and refused in production.
 */
export type NationalId = string & { readonly [nationalIdBrand]: 'NationalId' }
declare const nationalIdBrand: unique symbol

export type NationalIdRefusal = 'not-a-national-id' | 'synthetic-national-id'

export function parseNationalId(
  text: string,
  options: { synthetic: boolean },
): NationalId | Refusal<NationalIdRefusal> {
  const digits = text.replace(/\s/g, '')
  if (!/^\d{11}$/.test(digits) || !checkDigitsAgree(digits) || !hasADate(digits))
    return refuse('not-a-national-id')
  if (isSynthetic(digits) && !options.synthetic) return refuse('synthetic-national-id')
  return digits as NationalId
}

const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]

/**
 * Skatteetaten's rule for numbers given out from 2032: with its own check digit in, the first weighted sum may leave
 * 0, 1, 2 or 3; until then it leaves 0. Both are accepted side by side. The second is as it was.
 */
function checkDigitsAgree(digits: string): boolean {
  return weightedSum(digits, FIRST_WEIGHTS) % 11 <= 3 && weightedSum(digits, SECOND_WEIGHTS) % 11 === 0
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0)
}

function isSynthetic(digits: string): boolean {
  return Number(digits.slice(2, 4)) > 80
}

/**
 * The date of birth, by the rule that holds for numbers given out until 2032: the three digits after it say the century.
 * For display alone. Undefined: they say nothing of the year.
 */
export function birthDateOf(number: NationalId): Day | undefined {
  const [given = 0, month = 0, year = 0] = [0, 2, 4].map((from) => Number(number.slice(from, from + 2)))
  const century = centuryOf(Number(number.slice(6, 9)), year)
  const day = given > 40 ? given - 40 : given
  const text = `${century}${number.slice(4, 6)}-${twoDigits(month % 40)}-${twoDigits(day)}`
  return century === undefined || !exists(text) ? undefined : text
}

function centuryOf(serial: number, year: number): string | undefined {
  if (serial < 500) return '19'
  if (serial >= 900 && year >= 40) return '19'
  if (year < 40) return '20'
  return serial < 750 && year >= 54 ? '18' : undefined
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

/** 29 February is let pass in every year above. */
function exists(day: string): boolean {
  return !day.endsWith('-02-29') || Temporal.PlainDate.from(`${day.slice(0, 4)}-01-01`).inLeapYear
}

/** The century cannot be told from the number any more, so 29 February is let pass in every year. */
function hasADate(digits: string): boolean {
  const given = Number(digits.slice(0, 2))
  const day = given > 40 ? given - 40 : given
  const month = Number(digits.slice(2, 4)) % 40
  const longest = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month]
  return longest !== undefined && day >= 1 && day <= longest
}
