import { type Refusal, refuse } from './refusal.ts'

/** A Norwegian bank account number: eleven digits, the last a MOD11 check digit. */
export type AccountNumber = string & { readonly [accountNumberBrand]: 'AccountNumber' }
declare const accountNumberBrand: unique symbol

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

export function parseAccountNumber(text: string): AccountNumber | Refusal<'not-an-account-number'> {
  const digits = text.replace(/[\s.]/g, '')
  if (!/^\d{11}$/.test(digits)) return refuse('not-an-account-number')
  const rest = WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11
  return rest !== 1 && (11 - rest) % 11 === Number(digits[10])
    ? (digits as AccountNumber)
    : refuse('not-an-account-number')
}

/** Enough to know one's own by, and of no use to others: «•••• •• 78903». */
export function maskedAccountNumber(digits: string): string {
  return `•••• •• ${digits.slice(6)}`
}

/** As banks print it: «1234 56 78903». */
export function shownAccountNumber(digits: string): string {
  return digits.length === 11 ? `${digits.slice(0, 4)} ${digits.slice(4, 6)} ${digits.slice(6)}` : digits
}
