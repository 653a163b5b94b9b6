import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { dueDaysOn, parseInvoicingTerms } from './invoicing-terms.ts'

const rows = {
  dueDays: [
    { issuer: 'all', from: '2019-01-01', source: 'test', days: 14 },
    { issuer: 'ferde', from: '2020-01-01', source: 'test', days: 21 },
  ],
  triggers: [],
  creditAfter: [],
}

test('an issuer has the due days of all until it has its own', () => {
  const terms = parseInvoicingTerms(rows)
  expect(dueDaysOn(terms, 'ferde', '2019-12-31')).toBe(14)
  expect(dueDaysOn(terms, 'ferde', '2020-01-01')).toBe(21)
  expect(dueDaysOn(terms, 'vegamot', '2020-01-01')).toBe(14)
})

test('a day before the first row has no due days, and none are guessed', () => {
  expect(() => dueDaysOn(parseInvoicingTerms(rows), 'ferde', '2018-12-31')).toThrow('no due days known')
})

test('the data of the repository gives fourteen days in December 2019', async () => {
  const json = await readFile(new URL('../../data/invoicing.json', import.meta.url), 'utf8')
  expect(dueDaysOn(parseInvoicingTerms(JSON.parse(json)), 'ferde', '2019-12-10')).toBe(14)
})
