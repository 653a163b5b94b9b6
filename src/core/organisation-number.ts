import { type Refusal, refuse } from './refusal.ts'

/** A Norwegian organisation number: nine digits, the last a MOD11 check digit. */
export type OrganisationNumber = string & { readonly [organisationNumberBrand]: 'OrganisationNumber' }
declare const organisationNumberBrand: unique symbol

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]

export function parseOrganisationNumber(
  text: string,
): OrganisationNumber | Refusal<'not-an-organisation-number'> {
  const digits = text.replace(/\s/g, '')
  if (!/^\d{9}$/.test(digits)) return refuse('not-an-organisation-number')
  const rest = WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11
  // A remainder of 1 would ask for the check digit 10: no such number is given out.
  return rest !== 1 && (11 - rest) % 11 === Number(digits[8])
    ? (digits as OrganisationNumber)
    : refuse('not-an-organisation-number')
}
