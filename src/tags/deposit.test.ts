import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { depositLeft, depositOn, parseDepositTerms } from './deposit.ts'

const terms = parseDepositTerms(
  JSON.parse(readFileSync(new URL('../../data/deposits.json', import.meta.url), 'utf8')),
)

function left(issuerCode: string, on: string, askedOn = '2019-05-01') {
  return depositLeft(terms, { issuerCode, amount: ore(20_000), askedOn }, on)
}

describe('the deposit of a tag', () => {
  test('is two hundred kroner until a price by the month took its place', () => {
    expect(depositOn(terms, 'fjellinjen', '2019-12-10')).toBe(20_000)
    expect(depositOn(terms, 'fjellinjen', '2023-10-31')).toBe(20_000)
    expect(depositOn(terms, 'fjellinjen', '2023-11-01')).toBeUndefined()
  })

  test('of an issuer that states its own days is by those alone', () => {
    expect(depositOn(terms, 'ferde', '2023-03-19')).toBe(20_000)
    expect(depositOn(terms, 'ferde', '2023-03-20')).toBeUndefined()
  })

  test('is not known before anything is', () => {
    expect(depositOn(terms, 'ferde', '2014-12-31')).toBeUndefined()
  })

  test('is the customer’s in full while nothing is taken of it', () => {
    expect(left('fjellinjen', '2019-12-10')).toBe(20_000)
    expect(left('fjellinjen', '2023-11-30')).toBe(20_000)
  })

  test('is used up month by month, and never below nothing', () => {
    expect(left('fjellinjen', '2023-12-01')).toBe(19_500)
    expect(left('fjellinjen', '2027-02-28')).toBe(500)
    expect(left('fjellinjen', '2027-03-01')).toBe(0)
    expect(left('fjellinjen', '2040-01-01')).toBe(0)
  })
})
