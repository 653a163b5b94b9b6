import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bankDayFrom, isBankDay, nextBankDay } from './bank-days.ts'
import { addDays } from './oslo.ts'

const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2000-01-01', count))

describe('bank days', () => {
  test('of 2020 are 254: 262 weekdays less eight holidays on them', () => {
    const year = Array.from({ length: 366 }, (_, i) => addDays('2020-01-01', i))
    expect(year.filter(isBankDay)).toHaveLength(254)
  })

  test.each([
    ['a Tuesday in December', '2019-12-10', true],
    ['a Saturday', '2019-12-14', false],
    ['a Sunday', '2019-12-15', false],
    ['Christmas Eve, a short day', '2019-12-24', true],
    ['Christmas Day', '2019-12-25', false],
    ['26 December', '2019-12-26', false],
    ['New Year’s Eve, a short day', '2019-12-31', true],
    ['New Year’s Day', '2020-01-01', false],
    ['the Wednesday before Easter', '2020-04-08', true],
    ['Maundy Thursday', '2020-04-09', false],
    ['Good Friday', '2020-04-10', false],
    ['Easter Monday', '2020-04-13', false],
    ['1 May', '2020-05-01', false],
    ['17 May on a Friday', '2019-05-17', false],
    ['Ascension Day', '2020-05-21', false],
    ['Whit Monday', '2020-06-01', false],
  ])('%s, %s: %s', (_, day, expected) => {
    expect(isBankDay(day)).toBe(expected)
  })

  test('begin again on Tuesday after Easter', () => {
    expect(bankDayFrom('2020-04-09')).toBe('2020-04-14')
    expect(bankDayFrom('2020-04-08')).toBe('2020-04-08')
    expect(nextBankDay('2020-04-08')).toBe('2020-04-14')
  })

  test('have none between a day and the next', () => {
    fc.assert(
      fc.property(days, (day) => {
        const next = nextBankDay(day)
        expect(next > day && isBankDay(next)).toBe(true)
        for (let between = addDays(day, 1); between < next; between = addDays(between, 1))
          expect(isBankDay(between)).toBe(false)
      }),
    )
  })
})
