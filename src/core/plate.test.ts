import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalPlate, shownPlate } from './plate.ts'

describe('a plate', () => {
  test.each([
    ['EK 12345', 'EK12345'],
    ['ek12345', 'EK12345'],
    [' ek-12345 ', 'EK12345'],
    ['CD·12 345', 'CD12345'],
    ['kårøæ', 'KÅRØÆ'],
    ['B-ÄÖ 77', 'BÄÖ77'],
    ['I', 'I'],
  ])('written «%s» is %s', (text, canonical) => {
    expect(canonicalPlate(text)).toBe(canonical)
  })

  test.each(['', ' - ', '1'.repeat(16)])('is not «%s»', (text) => {
    expect(canonicalPlate(text)).toBeUndefined()
  })

  test('that is canonical stays as it is, whatever was written first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const canonical = canonicalPlate(text)
        if (canonical === undefined) return
        expect(canonicalPlate(canonical)).toBe(canonical)
        expect(canonical).toMatch(/^[A-ZÆØÅÄÖÜ0-9]{1,15}$/)
      }),
    )
  })

  test.each([
    ['NO', 'EK12345', 'EK 12345'],
    ['NO', 'AB1234', 'AB 1234'],
    ['NO', 'BRIKKE', 'BRIKKE'],
    ['NO', 'EK123456', 'EK123456'],
    ['SE', 'AB12345', 'AB12345'],
  ])('of %s, %s, is shown as %s and read back as it was', (country, canonical, shown) => {
    expect(shownPlate({ country, canonical })).toBe(shown)
    expect(canonicalPlate(shown)).toBe(canonical)
  })
})

test('a letter written as two code points is the same letter', () => {
  expect(canonicalPlate('A\u030a1234')).toBe('Å1234')
})
