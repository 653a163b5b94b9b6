import { expect, test } from 'vitest'
import { parseMobileNumber } from './mobile-number.ts'

test.each(['40000101', '+4740000101', '004740000101', '+47 400 00 101', '400-00-101'])(
  '%s takes SMS',
  (text) => {
    expect(parseMobileNumber(text)).toBe('+4740000101')
  },
)

test.each(['', '55 55 00 00', '+4755550000', '+46701234567', '4000010', '400001011', '+47', 'kari'])(
  '«%s» does not, or is another country’s',
  (text) => {
    expect(parseMobileNumber(text)).toBeUndefined()
  },
)
