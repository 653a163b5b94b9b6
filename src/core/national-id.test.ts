import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { birthDateOf, type NationalId, parseNationalId } from './national-id.ts'

const parse = (text: string) => parseNationalId(text, { synthetic: true })
const inProduction = (text: string) => parseNationalId(text, { synthetic: false })

// Published examples of the check digits; they are nobody's.
const BY_KIND = [
  ['a fødselsnummer', '13097248022'],
  ['a fødselsnummer', '29020075838'],
  ['a fødselsnummer', '15021951940'],
  ['a fødselsnummer of 29 February', '29029648784'],
  ['a D-number', '53097248016'],
  ['a D-number by the rule of 2032', '70108299914'],
  ['an H-number', '13527248013'],
  ['a D-number that is an H-number', '68467038838'],
  ['a number by the rule of 2032', '02013299997'],
  ['a number by the rule of 2032', '30108299920'],
  ['a number by the rule of 2032', '30108299939'],
] as const

describe('a national identity number', () => {
  test.each(BY_KIND)('may be %s: %s', (_, number) => {
    expect(inProduction(number)).toBe(number)
    expect(parse(number)).toBe(number)
  })

  test('may be written with a blank in it', () => {
    expect(parse(' 109155 96784')).toBe('10915596784')
  })

  test.each(['10915596784', '50846202355'])('that is synthetic, %s, is refused in production', (number) => {
    expect(parse(number)).toBe(number)
    expect(inProduction(number)).toEqual({ refused: 'synthetic-national-id' })
  })

  test.each([
    ['nothing', ''],
    ['ten digits', '1091559678'],
    ['twelve digits', '109155967840'],
    ['letters', '1091559678A'],
    ['digits of another alphabet', '١٠٩١٥٥٩٦٧٨٤'],
    ['a wrong last check digit', '02013299996'],
    ['a wrong first check digit by both rules', '02013299987'],
    ['zeros only', '00000000000'],
  ])('is not %s', (_, text) => {
    expect(parse(text)).toEqual({ refused: 'not-a-national-id' })
  })

  test.each(['00', '32', '40', '72', '81', '99'])('has no day %s', (day) => {
    expect(parse(withCheckDigits(`${day}8155000`))).toEqual({ refused: 'not-a-national-id' })
  })

  test.each(['00', '13', '40', '53', '80', '93'])('has no month %s', (month) => {
    expect(parse(withCheckDigits(`01${month}55000`))).toEqual({ refused: 'not-a-national-id' })
  })

  test('has no 30 February and no 31 April', () => {
    expect(parse(withCheckDigits('308255000'))).toEqual({ refused: 'not-a-national-id' })
    expect(parse(withCheckDigits('318455000'))).toEqual({ refused: 'not-a-national-id' })
    expect(parse(withCheckDigits('308455000'))).toMatch(/^308455/)
  })

  test('of which one digit is wrong is refused, whichever it is', () => {
    fc.assert(
      fc.property(syntheticNumbers, fc.nat(10), fc.integer({ min: 1, max: 9 }), (number, at, shift) => {
        expect(inProduction(number)).toEqual({ refused: 'synthetic-national-id' })
        const wrong = number.slice(0, at) + ((Number(number[at]) + shift) % 10) + number.slice(at + 1)
        expect(parse(wrong)).toEqual({ refused: 'not-a-national-id' })
      }),
      { numRuns: 2000 },
    )
  })
})

/** Serial numbers that need a check digit of 10 are never given out; the next one is taken here. */
function withCheckDigits(start: string): string {
  for (let serial = Number(start.slice(6)); ; serial++) {
    const nine = start.slice(0, 6) + String(serial).padStart(3, '0')
    const first = checkDigit(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])
    const second = checkDigit(`${nine}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
    if (first < 10 && second < 10) return `${nine}${first}${second}`
  }
}

function checkDigit(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return (11 - (sum % 11)) % 11
}

const syntheticNumbers = fc
  .tuple(
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 81, max: 92 }),
    fc.integer({ min: 0, max: 99 }),
    fc.integer({ min: 0, max: 900 }),
    fc.boolean(),
  )
  .map(([day, month, year, serial, foreigner]) => {
    const two = (number: number) => String(number).padStart(2, '0')
    return withCheckDigits(
      two(foreigner ? day + 40 : day) + two(month) + two(year) + String(serial).padStart(3, '0'),
    )
  })

describe('a date of birth', () => {
  const of = (text: string) => birthDateOf(text as NationalId)
  test.each([
    ['13097248022', '1972-09-13'],
    ['53097248016', '1972-09-13'],
    ['13527248013', '1972-12-13'],
    ['20914695016', '1946-11-20'],
    ['01010550000', '2005-01-01'],
    ['01015450000', '1854-01-01'],
  ])('is told by %s: %s', (number, day) => expect(of(number)).toBe(day))

  test('is not told where the digits say nothing of the century, or the day was none', () => {
    expect(of('01014550000')).toBeUndefined()
    expect(of('29020150000')).toBeUndefined()
  })
})
