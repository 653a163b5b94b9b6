import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTagNumber } from './tag-number.ts'

describe('a tag number', () => {
  test.each([
    ['9578001234567890123', '9578001234567890123'],
    ['L: 12 345678 9', '123456789'],
    ['l:12 345678 9', '123456789'],
    ['12 345678 9', '123456789'],
    ['12-345678-9', '123456789'],
    [' 200000011 ', '200000011'],
    ['0012', '0012'],
  ])('written «%s» is %s', (text, number) => {
    expect(parseTagNumber(text)).toBe(number)
  })

  test.each(['', 'L:', '12345678901234567890', '12A4', '1,5', 'L: L: 12', 'XL 12'])('is not «%s»', (text) => {
    expect(parseTagNumber(text)).toEqual({ refused: 'not-a-tag-number' })
  })

  test('is the same however it is grouped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/), (digits) => {
        const printed = `L: ${digits.slice(0, 2)} ${digits.slice(2, 8)} ${digits.slice(8)}`
        expect(parseTagNumber(printed)).toBe(digits)
        expect(parseTagNumber(digits)).toBe(digits)
      }),
    )
  })
})
