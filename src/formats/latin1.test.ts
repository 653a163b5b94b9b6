import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLatin1, shortName, toLatin1 } from './latin1.ts'

test.each([
  ['Ærlig Øst på Åsen, é', 'Ærlig Øst på Åsen, é'],
  ['Guovdageaidnu Čáhci Đ Ŋ Š Ŧ Ž', 'Guovdageaidnu Cáhci D N S T Z'],
  ['Łódź – «nå»', 'Lódz - «nå»'],
  ['A\u030asen', 'Åsen'],
  ['to\r\nlinjer\tog', 'to  linjer og'],
  ['Ли 🚗', '?? ?'],
])('%j is written %j', (text, expected) => {
  expect(toLatin1(text)).toBe(expected)
})

test('any text becomes one that a bank can print, and one that is already stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = toLatin1(text)
      expect(isLatin1(written)).toBe(true)
      expect(toLatin1(written)).toBe(written)
      if (isLatin1(text)) expect(written).toBe(text)
    }),
  )
})

test('a short name is the first ten characters without blanks at its ends', () => {
  expect(shortName('  Kari   Nordmann ')).toBe('Kari Nordm')
  expect(shortName('Ingeborga Å')).toBe('Ingeborga')
  expect(shortName('Bo')).toBe('Bo')
})
