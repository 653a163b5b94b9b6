import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { complainWithin, parseComplaintTerms } from './complaint-terms.ts'

const json: unknown = JSON.parse(readFileSync(new URL('../../data/complaints.json', import.meta.url), 'utf8'))

test('a customer has three weeks to complain (terms 6.3)', () => {
  expect(complainWithin(parseComplaintTerms(json), '2019-01-15')).toBe(21)
})

test('of terms whose words we do not know, and of none, no time is known', () => {
  const terms = parseComplaintTerms(json)
  expect([complainWithin(terms, '2031-01-01'), complainWithin(terms, null)]).toEqual([undefined, undefined])
})

test('a row without a source is refused', () => {
  expect(() =>
    parseComplaintTerms({ within: [{ terms: '2019-01-15', from: '2019-01-15', days: 21 }] }),
  ).toThrow()
})
