import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAccountNumber, shownAccountNumber } from './account-number.ts'
import { isRefusal } from './refusal.ts'

describe('an account number', () => {
  test.each(['12345678903', '86011117947', '76940512057'])('may be %s', (number) => {
    expect(parseAccountNumber(number)).toBe(number)
  })

  test.each(['1234 56 78903', '1234.56.78903', ' 12345678903 '])('may be written «%s»', (text) => {
    expect(parseAccountNumber(text)).toBe('12345678903')
  })

  test.each(['', '1234567890', '123456789030', '12345678904', '1234567890X', '1234-56-78903'])(
    'is not «%s»',
    (text) => {
      expect(parseAccountNumber(text)).toEqual({ refused: 'not-an-account-number' })
    },
  )

  test('has no check digit where it would be 10', () => {
    // 5·1 + 4·1 + 3·1 = 12, which leaves 1.
    for (const digit of '0123456789') expect(isRefusal(parseAccountNumber(`1110000000${digit}`))).toBe(true)
  })

  test('is shown as banks print it, and read back as it was', () => {
    expect(shownAccountNumber('12345678903')).toBe('1234 56 78903')
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), (payload) => {
        const valid = Array.from('0123456789').flatMap((digit) => {
          const parsed = parseAccountNumber(payload + digit)
          return isRefusal(parsed) ? [] : [parsed]
        })
        expect(valid.length).toBeLessThanOrEqual(1)
        for (const number of valid) expect(parseAccountNumber(shownAccountNumber(number))).toBe(number)
      }),
    )
  })
})
