import { expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { parsePayoutTerms, payoutTermsOn } from './payout-terms.ts'
import { isLapsed, proposeRefunds, type Refundable, waitsFor } from './refund.ts'

const DAY = '2019-12-10'
const source = { from: '2019-01-01', source: 'test' }
const terms = payoutTermsOn(
  parsePayoutTerms({
    approvalAboveOre: [{ ...source, value: 1_000 }],
    accountRestDays: [{ ...source, value: 1 }],
    lapseMonths: [{ ...source, value: 36 }],
    accountPaidInvoices: [{ from: '2015-01-01', source: 'test', value: 2 }],
    banks: [
      { ...source, issuer: 'ferde', value: 'TESTNOK0' },
      { ...source, issuer: 'ferde', from: '2019-12-11', value: 'TESTNOK0XXX' },
    ],
  }),
  DAY,
)

let credits = 0
const credit = (amount: number, over: Partial<Refundable> = {}): Refundable => ({
  partyId: 1,
  agreementId: 10,
  issuerId: 2,
  reason: 'overpayment',
  creditId: ++credits,
  creditNoteId: undefined,
  amount: ore(amount),
  claimedOn: '2019-12-01',
  ...over,
})
const propose = (credits: readonly Refundable[], left: number, waiting = 0) =>
  proposeRefunds(credits, {
    left: new Map([
      ['1 10 2', ore(left)],
      ['1 10 1', ore(left)],
    ]),
    waiting: new Map([[1, ore(waiting)]]),
    approvalAbove: terms.approvalAbove,
  }).map(({ amount, needsSecond }) => ({ amount, needsSecond }))

test('a customer is offered what the ledger holds and no more, the oldest first', () => {
  const newer = credit(300)
  const older = credit(500, { claimedOn: '2019-11-01' })
  expect(propose([newer, older], 600)).toEqual([
    { amount: 500, needsSecond: false },
    { amount: 100, needsSecond: false },
  ])
  expect(propose([newer, older], 0)).toEqual([])
})

test('credit with one issuer is not paid out of another’s account', () => {
  expect(propose([credit(300, { issuerId: 3 })], 600)).toEqual([])
})

test('the limit is for all of a customer’s refunds together, those that wait too', () => {
  expect(propose([credit(1_000)], 5_000)).toEqual([{ amount: 1_000, needsSecond: false }])
  expect(propose([credit(600), credit(401)], 5_000)).toEqual([
    { amount: 600, needsSecond: true },
    { amount: 401, needsSecond: true },
  ])
  expect(propose([credit(600)], 5_000, 401)).toEqual([{ amount: 600, needsSecond: true }])
})

test('a claim lapses when three years are over, and not on their last day (terms 7.1)', () => {
  expect(isLapsed('2016-12-10', terms, DAY)).toBe(false)
  expect(isLapsed('2016-12-09', terms, DAY)).toBe(true)
})

test('an issuer’s bank is the one of the day, and an issuer without one has none', () => {
  expect(terms.bicOf('ferde')).toBe('TESTNOK0')
  expect(terms.bicOf('vegamot')).toBeUndefined()
})

const account = {
  id: 5,
  changedAt: Date.parse('2019-12-09T22:59:00Z'),
  verifiedAt: Date.parse('2019-12-09T22:59:00Z'),
  isRejected: false,
  isPaused: false,
}
const small = {
  state: 'approved' as const,
  needsSecond: false,
  approvedAccountId: undefined,
  hasName: true,
  account,
}

test('a small refund to an account that was verified and changed before waits for nothing', () => {
  expect(waitsFor(small, terms, DAY)).toBeUndefined()
})

test.each([
  ['account', { ...small, account: undefined }],
  ['verification', { ...small, account: { ...account, verifiedAt: undefined } }],
  ['other-account', { ...small, account: { ...account, isRejected: true } }],
  ['name', { ...small, hasName: false }],
  ['second-person', { ...small, state: 'asked' as const, needsSecond: true }],
  ['second-person', { ...small, needsSecond: true, approvedAccountId: 4 }],
  // One minute later, and it is the same day in Oslo.
  ['change-pause', { ...small, account: { ...account, isPaused: true } }],
  ['account-rest', { ...small, account: { ...account, changedAt: Date.parse('2019-12-09T23:00:00Z') } }],
] as const)('a refund waits for %s', (what, refund) => {
  expect(waitsFor(refund, terms, DAY)).toBe(what)
})

test('terms with a rest of no days, or a BIC that is none, are refused', () => {
  const of = (rest: number, bic: string) => () =>
    parsePayoutTerms({
      approvalAboveOre: [],
      accountRestDays: [{ ...source, value: rest }],
      lapseMonths: [],
      accountPaidInvoices: [{ from: '2015-01-01', source: 'test', value: 2 }],
      banks: [{ ...source, issuer: 'ferde', value: bic }],
    })
  expect(of(1, 'TESTNOK0')).not.toThrow()
  expect(of(0, 'TESTNOK0')).toThrow()
  expect(of(1, 'DNB')).toThrow()
})
