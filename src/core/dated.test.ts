import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dated, type Day, valueOn } from './dated.ts'
import { addDays } from './oslo.ts'

const row = (from: Day, value: number, to?: Day): Dated<number> => ({
  from,
  value,
  source: 'test',
  ...(to === undefined ? {} : { to }),
})

describe('a value on a day', () => {
  const rows = [row('2019-06-01', 2, '2019-11-30'), row('2019-01-01', 1), row('2020-02-01', 3)]

  test.each<[Day, number | undefined, string]>([
    ['2018-12-31', undefined, 'before the first row'],
    ['2019-01-01', 1, 'on the first day'],
    ['2019-05-31', 1, 'until the next row begins'],
    ['2019-06-01', 2, 'on the day of a change'],
    ['2019-11-30', 2, 'on a last day'],
    ['2019-12-01', undefined, 'in a gap: the neighbour’s value is not taken'],
    ['2020-02-01', 3, 'after the gap'],
    ['2099-01-01', 3, 'on in the future'],
  ])('%s is %s, %s', (day, value) => {
    expect(valueOn(rows, day)?.value).toBe(value)
  })

  test('is nothing where nothing is known', () => {
    expect(valueOn([], '2019-12-10')).toBeUndefined()
  })

  test('is that of the last row begun, in whatever order the rows stand', () => {
    const days = fc.integer({ min: 0, max: 400 }).map((count) => addDays('2019-01-01', count))
    const some = fc.uniqueArray(fc.tuple(days, fc.option(fc.nat(60), { nil: undefined })), {
      selector: ([from]) => from,
      maxLength: 12,
    })
    fc.assert(
      fc.property(some, days, (drafts, day) => {
        const unordered = drafts.map(([from, length], i) =>
          row(from, i, length === undefined ? undefined : addDays(from, length)),
        )
        const last = unordered.toSorted((a, b) => (a.from < b.from ? -1 : 1)).findLast((r) => r.from <= day)
        const expected = last && (last.to === undefined || day <= last.to) ? last : undefined
        expect(valueOn(unordered, day)).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })
})
