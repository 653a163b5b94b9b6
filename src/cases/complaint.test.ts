import { expect, test } from 'vitest'
import { type Complainable, complainBy, complaintFault, decisionOf, findingsOf, isLate } from './complaint.ts'

const within = { within: [{ terms: '2019-01-15', days: 21 }] }
const invoice = { id: 1, number: '2019-3', termsVersion: '2019-01-15', deliveredOn: '2019-11-30' }
const passage: Complainable = {
  passageId: 1,
  monthOn: '2019-11-01',
  partyId: 7,
  companyId: 1,
  company: 'Ferde AS',
  passedAt: 0,
  station: 'Sandviken',
  plate: null,
  amount: null,
  invoice,
  openCase: null,
}

test('the time to complain is three weeks from the delivery of the invoice (terms 6.3), its last day included', () => {
  const by = complainBy(invoice, within)
  expect(by).toBe('2019-12-21')
  expect([isLate(by, '2019-12-21'), isLate(by, '2019-12-22')]).toEqual([false, true])
})

test('it has not begun without an invoice that has come, and is not known under other terms', () => {
  expect(complainBy(null, within)).toBeUndefined()
  expect(complainBy({ ...invoice, deliveredOn: null }, within)).toBeUndefined()
  expect(complainBy({ ...invoice, termsVersion: null }, within)).toBeUndefined()
  expect(isLate(undefined, '2029-01-01')).toBe(false)
})

test('one complaint is about passages that are not complained of, and goes to one company', () => {
  expect(complaintFault([passage, { ...passage, passageId: 2 }])).toBeUndefined()
  expect(complaintFault([])).toEqual({ refused: 'no-passages' })
  expect(complaintFault([passage, { ...passage, companyId: 2 }])).toEqual({ refused: 'several-companies' })
  expect(complaintFault([passage, { ...passage, partyId: 8 }])).toEqual({ refused: 'several-companies' })
  expect(complaintFault([passage, { ...passage, openCase: 10_001 }])).toEqual({
    refused: 'complained-already',
  })
})

test('of each passage something is found: what is not named stands, and one that is not complained of is none', () => {
  const some = [{ passageId: 2, finding: 'as-if-tag-read' as const }]
  expect(findingsOf([1, 2], some)).toEqual([{ passageId: 1, finding: 'stands' }, ...some])
  expect(findingsOf([1], 'upheld')).toEqual([{ passageId: 1, finding: 'not-charged' }])
  expect(findingsOf([1], some)).toBeUndefined()
})

test('a complaint is upheld when nothing is left to pay, dismissed when all is, else upheld in part', () => {
  const of = (...findings: ('not-charged' | 'as-if-tag-read' | 'stands')[]) =>
    decisionOf(findings.map((finding, passageId) => ({ passageId, finding })))
  expect([of('not-charged', 'not-charged'), of('stands', 'stands')]).toEqual(['upheld', 'dismissed'])
  expect([of('not-charged', 'stands'), of('as-if-tag-read')]).toEqual(['partly-upheld', 'partly-upheld'])
})
