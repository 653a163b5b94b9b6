import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseOrganisationNumber } from './organisation-number.ts'
import { isRefusal } from './refusal.ts'

describe('an organisation number', () => {
  test.each(['123456785', '991825827', '998447356', '988077917', '974760673'])('may be %s', (number) => {
    expect(parseOrganisationNumber(number)).toBe(number)
  })

  test('may be written in groups', () => {
    expect(parseOrganisationNumber('974 760 673')).toBe('974760673')
  })

  test.each(['', '97476067', '9747606733', '974760674', '97476067X', 'NO974760673MVA'])(
    'is not «%s»',
    (text) => {
      expect(parseOrganisationNumber(text)).toEqual({ refused: 'not-an-organisation-number' })
    },
  )

  test('has one check digit at most: where it would be 10, none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{8}$/), (payload) => {
        const valid = Array.from('0123456789').filter(
          (digit) => !isRefusal(parseOrganisationNumber(payload + digit)),
        )
        const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce((total, w, i) => total + w * Number(payload[i]), 0)
        expect(valid).toEqual(sum % 11 === 1 ? [] : [String((11 - (sum % 11)) % 11)])
      }),
    )
  })

  test('of which one digit is wrong is refused', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const right = '974760673'
        const wrong = right.slice(0, at) + ((Number(right[at]) + shift) % 10) + right.slice(at + 1)
        expect(isRefusal(parseOrganisationNumber(wrong))).toBe(true)
      }),
    )
  })
})
