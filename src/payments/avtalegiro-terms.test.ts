import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { claimTermsOn, parseAvtaleGiroTerms } from './avtalegiro-terms.ts'

const row = { from: '2019-01-01', source: 'test', daysAhead: 4, deliveredBy: '14:00', monthsAhead: 12 }

test('the terms of a day are those of the latest row before it', () => {
  const later = { ...row, from: '2020-01-01', daysAhead: 3, deliveredBy: '09:30' }
  const terms = parseAvtaleGiroTerms({ claims: [row, later] })
  expect(claimTermsOn(terms, '2019-12-31')).toEqual({
    daysAhead: 4,
    deliveredByMinute: 840,
    monthsAhead: 12,
  })
  expect(claimTermsOn(terms, '2020-01-01')).toMatchObject({ daysAhead: 3, deliveredByMinute: 570 })
})

test('a day before the first row has no terms, and none are guessed', () => {
  expect(() => claimTermsOn(parseAvtaleGiroTerms({ claims: [row] }), '2018-12-31')).toThrow(
    'no AvtaleGiro terms known',
  )
})

test.each([
  ['an hour there is not', { ...row, deliveredBy: '24:00' }],
  ['no days ahead', { ...row, daysAhead: 0 }],
  ['no source', { ...row, source: undefined }],
  ['a field nobody reads', { ...row, days: 4 }],
])('a row with %s is an error', (_, wrong) => {
  expect(() => parseAvtaleGiroTerms({ claims: [wrong] })).toThrow()
})

test('the data of the repository asks for four days, by 14:00, within a year', async () => {
  const json = await readFile(new URL('../../data/avtalegiro.json', import.meta.url), 'utf8')
  expect(claimTermsOn(parseAvtaleGiroTerms(JSON.parse(json)), '2019-12-10')).toEqual({
    daysAhead: 4,
    deliveredByMinute: 14 * 60,
    monthsAhead: 12,
  })
})
