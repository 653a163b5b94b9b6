import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isBankDay } from '#core/bank-days.ts'
import { ore } from '#core/money.ts'
import { addDays, osloDay, startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { decideClaim, dueWindow } from './avtalegiro-claim.ts'
import { parseAvtaleGiroTerms } from './avtalegiro-terms.ts'

const terms = parseAvtaleGiroTerms({
  claims: [{ from: '2019-01-01', source: 'test', daysAhead: 4, deliveredBy: '14:00', monthsAhead: 12 }],
})
const at = (oslo: string) => Date.parse(oslo)
const invoice = { dueOn: '2019-12-24', amount: ore(124_550), kid: '1010201900000415', isHeld: false }
const mandate = { wantsNotice: false }

describe('a claim delivered', () => {
  test.each([
    ['on a Tuesday morning', '2019-12-10T08:00:00+01:00', '2019-12-14', '2020-12-10'],
    ['a second before 14', '2019-12-10T13:59:59+01:00', '2019-12-14', '2020-12-10'],
    ['at 14 sharp, and so on Wednesday', '2019-12-10T14:00:00+01:00', '2019-12-15', '2020-12-11'],
    ['before 14 in summer', '2020-06-10T13:59:00+02:00', '2020-06-14', '2021-06-10'],
    ['after 14 on a Friday, and so on Monday', '2019-12-13T15:00:00+01:00', '2019-12-20', '2020-12-16'],
    ['on a Saturday, and so on Monday', '2019-12-14T08:00:00+01:00', '2019-12-20', '2020-12-16'],
    ['on Christmas Eve', '2019-12-24T10:00:00+01:00', '2019-12-28', '2020-12-24'],
    ['late on Christmas Eve, and so on Friday', '2019-12-24T15:00:00+01:00', '2019-12-31', '2020-12-27'],
    ['on Maundy Thursday, and so after Easter', '2020-04-09T08:00:00+02:00', '2020-04-18', '2021-04-14'],
    ['just after midnight in Oslo', '2019-12-11T00:30:00+01:00', '2019-12-15', '2020-12-11'],
    ['on a leap day', '2024-02-29T08:00:00+01:00', '2024-03-04', '2025-02-28'],
  ])('%s may be due from %s on, from %s to %s', (_, now, first, last) => {
    expect(dueWindow(terms, at(now))).toEqual({ first, last })
  })
})

describe('a claim', () => {
  const window = dueWindow(terms, at('2019-12-10T08:00:00+01:00'))
  const due = (dueOn: string) => decideClaim({ invoice: { ...invoice, dueOn }, mandate }, window)

  test('is due with its invoice', () => {
    expect(due('2019-12-24')).toEqual({ dueOn: '2019-12-24', notice: 'own' })
  })

  test('of an invoice due on a holiday is due on the next bank day', () => {
    expect(due('2019-12-25')).toMatchObject({ dueOn: '2019-12-27' })
    expect(due('2020-01-01')).toMatchObject({ dueOn: '2020-01-02' })
  })

  test('due on the Saturday four days ahead is in time, for it is due on Monday', () => {
    expect(due('2019-12-14')).toMatchObject({ dueOn: '2019-12-16' })
  })

  test('is not made for what is disputed or held', () => {
    expect(decideClaim({ invoice: { ...invoice, isHeld: true }, mandate }, window)).toEqual({
      refused: 'on-hold',
    })
  })

  test('is told of by the bank when the payer has asked for it', () => {
    expect(decideClaim({ invoice, mandate: { wantsNotice: true } }, window)).toMatchObject({ notice: 'bank' })
  })

  test('may be due on the same day next year, and no later', () => {
    expect(due('2020-12-10')).toMatchObject({ dueOn: '2020-12-10' })
    expect(due('2020-12-11')).toMatchObject({ refused: 'due-too-far-ahead' })
  })

  test('that a holiday moves past the year is too far ahead', () => {
    const from = dueWindow(terms, at('2020-05-22T08:00:00+02:00'))
    // 22 May 2021 is a Saturday, and the Monday after it is Whit Monday.
    expect(from.last).toBe('2021-05-22')
    const decided = decideClaim({ invoice: { ...invoice, dueOn: '2021-05-22' }, mandate }, from)
    expect(decided).toEqual({ refused: 'due-too-far-ahead' })
  })

  test.each([
    ['without a mandate', { invoice, mandate: undefined }, 'no-mandate'],
    ['for nothing', { invoice: { ...invoice, amount: ore(0) }, mandate }, 'nothing-owed'],
    ['for what the customer is owed', { invoice: { ...invoice, amount: ore(-1) }, mandate }, 'nothing-owed'],
    ['with a KID that is none', { invoice: { ...invoice, kid: '123' }, mandate }, 'not-a-kid'],
    ['three days ahead', { invoice: { ...invoice, dueOn: '2019-12-13' }, mandate }, 'due-too-soon'],
    ['for an invoice overdue', { invoice: { ...invoice, dueOn: '2019-11-01' }, mandate }, 'due-too-soon'],
  ] as const)('%s is not sent', (_, asked, refused) => {
    expect(decideClaim(asked, window)).toEqual({ refused })
  })

  test('is never due on a day the bank is closed, nor sooner than four days, nor before its invoice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 * 1440 }),
        fc.integer({ min: -10, max: 400 }),
        (minute, ahead) => {
          const now = startOfOsloDay('2019-03-01') + minute * 60_000
          const dueOn = addDays(osloDay(now), ahead)
          const decided = decideClaim({ invoice: { ...invoice, dueOn }, mandate }, dueWindow(terms, now))
          if (isRefusal(decided)) {
            // A fortnight to half a year is in time whatever the holidays.
            expect(ahead < 14 || ahead > 180).toBe(true)
            return
          }
          expect(isBankDay(decided.dueOn)).toBe(true)
          expect(decided.dueOn >= addDays(osloDay(now), 4)).toBe(true)
          expect(decided.dueOn >= dueOn).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})
