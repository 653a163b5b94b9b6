import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { ladderOn, lateInterest, lateInterestOn, parseDunningTerms, reminderFee } from './dunning-terms.ts'

const json = JSON.parse(readFileSync(new URL('../../data/dunning.json', import.meta.url), 'utf8')) as Shape
type Shape = { ladder: Record<string, unknown>[]; law: unknown[] }
const terms = parseDunningTerms(json)
const withLadder = (over: Record<string, unknown>) => ({
  ...json,
  ladder: [...json.ladder, { ...json.ladder[0], issuer: 'ferde', ...over }],
})

describe('the ladder', () => {
  test('of every issuer is one reminder, which is the collection notice', () => {
    expect(ladderOn(terms, 'ferde', '2019-12-10')).toEqual({
      reminders: 1,
      daysAfterDue: 14,
      noticeDays: 14,
      bankDaysToCollection: 2,
    })
  })

  test('of an issuer goes before the one of all', () => {
    const milder = parseDunningTerms(withLadder({ reminders: 2, daysAfterDue: 20 }))
    expect(ladderOn(milder, 'ferde', '2019-12-10')).toMatchObject({ reminders: 2, daysAfterDue: 20 })
    expect(ladderOn(milder, 'vegamot', '2019-12-10')).toMatchObject({ reminders: 1 })
  })

  test('is not guessed for a day before it is known', () => {
    expect(ladderOn(terms, 'ferde', '2014-12-31')).toBeUndefined()
  })

  test.each([
    ['three reminders', { reminders: 3 }],
    ['a reminder after 13 days', { daysAfterDue: 13 }],
    ['a notice of 13 days', { noticeDays: 13 }],
    ['a time no law is known of', { from: '2010-01-01', to: '2010-12-31' }],
  ])('harder than the law is refused: %s', (_, over) => {
    expect(() => parseDunningTerms(withLadder(over))).toThrow('harder than the law allows')
  })
})

test.each([
  ['2020-09-30', 7_000],
  ['2020-10-01', 3_500],
  ['2017-01-01', 7_000],
  ['2016-12-31', undefined],
])('a claim due on %s costs %s øre to remind of', (dueOn, fee) => {
  expect(reminderFee(terms, dueOn)).toBe(fee)
})

test.each([
  ['2014-12-31', undefined],
  ['2019-12-31', 9.25],
  ['2020-01-01', 9.5],
  ['2020-07-01', 8],
  ['2022-12-31', 9.25],
  ['2023-01-01', 10.75],
  ['2024-07-01', undefined],
  ['2025-01-01', 12.5],
])('late interest on %s is %s percent a year, and unknown where no source says', (day, percent) => {
  expect(lateInterestOn(terms, day)).toBe(percent)
})

describe('late interest', () => {
  const of = (dueOn: string, until: string, amount = 1_000_000) =>
    lateInterest(terms, { amount: ore(amount), dueOn, until })

  test('runs from the day after due, that day and the last included', () => {
    // 8 % of 10 000 kr is 800 kr a year, 2.19 kr a day.
    expect(of('2020-07-01', '2020-07-02')).toBe(219)
    expect(of('2020-07-01', '2020-07-31')).toBe(6_575)
    expect(of('2020-07-01', '2020-07-01')).toBe(0)
  })

  test('is at each half-year’s own rate, and rounded once', () => {
    // 9.25 % for 1 day and 10.75 % for 1 day.
    expect(of('2022-12-30', '2023-01-01')).toBe(548)
  })

  test('is not known where the rate of one of the days is not', () => {
    expect(of('2024-06-29', '2024-06-30')).toBeDefined()
    expect(of('2024-06-29', '2024-07-01')).toBeUndefined()
    expect(of('2024-06-29', '2025-02-01')).toBeUndefined()
  })
})
