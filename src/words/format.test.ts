import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import {
  formatCount,
  formatDay,
  formatInstant,
  formatKroner,
  formatMonth,
  formatShortDay,
  formatTime,
  formatWeekday,
} from './format.ts'

describe('money', () => {
  test.each([
    [123450, '1\u00a0234,50\u00a0kr', 'NOK\u00a01,234.50'],
    [0, '0,00\u00a0kr', 'NOK\u00a00.00'],
    [5, '0,05\u00a0kr', 'NOK\u00a00.05'],
    [-1200, '\u221212,00\u00a0kr', '\u2212NOK\u00a012.00'],
    [-123456789, '\u22121\u00a0234\u00a0567,89\u00a0kr', '\u2212NOK\u00a01,234,567.89'],
    [100000000000, '1\u00a0000\u00a0000\u00a0000,00\u00a0kr', 'NOK\u00a01,000,000,000.00'],
  ])('%i øre is %j and %j', (amount, norwegian, english) => {
    expect(formatKroner(ore(amount), 'nb')).toBe(norwegian)
    expect(formatKroner(ore(amount), 'nn')).toBe(norwegian)
    expect(formatKroner(ore(amount), 'en')).toBe(english)
  })

  test('thousands of things do not break over two lines', () => {
    expect(formatCount(60123, 'nb')).toBe('60\u00a0123')
    expect(formatCount(60123, 'en')).toBe('60,123')
    expect(formatCount(999, 'nn')).toBe('999')
  })
})

describe('time', () => {
  test('a day is written out in each language', () => {
    expect(formatDay('2019-12-10', 'nb')).toBe('10. desember 2019')
    expect(formatDay('2019-12-10', 'nn')).toBe('10. desember 2019')
    expect(formatDay('2019-12-01', 'en')).toBe('1 December 2019')
  })

  test('a short day has points in every language, and keeps its zeroes', () => {
    expect(formatShortDay('2019-02-01')).toBe('01.02.2019')
  })

  test('a month is told by a month or by any day in it', () => {
    expect(formatMonth('2019-11', 'nb')).toBe('november 2019')
    expect(formatMonth('2019-11-30', 'en')).toBe('November 2019')
  })

  test('nynorsk has weekdays of its own', () => {
    const week = Array.from({ length: 7 }, (_, i) =>
      formatWeekday(`2019-12-${String(9 + i).padStart(2, '0')}`, 'nn'),
    )
    expect(week.map((day) => day.split(' ')[0])).toEqual([
      'måndag',
      'tysdag',
      'onsdag',
      'torsdag',
      'fredag',
      'laurdag',
      'søndag',
    ])
    expect(formatWeekday('2019-12-10', 'nb')).toBe('tirsdag 10. desember')
    expect(formatWeekday('2019-12-10', 'en')).toBe('Tuesday 10 December')
  })

  test('a time of day is that of Oslo, summer and winter', () => {
    expect(formatTime(Date.parse('2019-12-10T07:04:59Z'))).toBe('08:04')
    expect(formatTime(Date.parse('2019-07-10T22:00:00Z'))).toBe('00:00')
  })

  test('an instant has the day of Oslo, not of Greenwich', () => {
    const lateEvening = Date.parse('2019-12-09T23:30:00Z')
    expect(formatInstant(lateEvening, 'nb')).toBe('10. desember 2019 kl. 00:30')
    expect(formatInstant(lateEvening, 'en')).toBe('10 December 2019 at 00:30')
  })
})
