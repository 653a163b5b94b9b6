import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isOverLimit, parseCreditLimits, smallestLimitOn } from './credit-limit.ts'

const ROW = { issuer: 'all', of: 'person', from: '2019-01-01', source: 'test', ore: 10_000 }
const limits = (...rows: object[]) => parseCreditLimits({ limits: rows.map((over) => ({ ...ROW, ...over })) })
const owing = (owed: number, issuerCode = 'ferde') =>
  ({ issuerCode, of: 'person', owedOre: ore(owed) }) as const

describe('who owes more than the limit', () => {
  test.each([
    [9_999, false],
    [10_000, false],
    [10_001, true],
  ])('%i øre of 10 000: %s', (owed, over) => {
    expect(isOverLimit(limits({}), owing(owed), '2019-12-10')).toBe(over)
  })

  test('an issuer’s own limit goes before the one for all, also where it is none', () => {
    const rows = limits({}, { issuer: 'ferde', ore: 500 }, { issuer: 'fjellinjen', ore: null })
    expect(isOverLimit(rows, owing(501), '2019-12-10')).toBe(true)
    expect(isOverLimit(rows, owing(501, 'vegamot'), '2019-12-10')).toBe(false)
    expect(isOverLimit(rows, owing(99_999_999, 'fjellinjen'), '2019-12-10')).toBe(false)
    expect(smallestLimitOn(rows, '2019-12-10')).toBe(500)
  })

  test('a limit holds from its day to its last, and for persons or organisations alone', () => {
    const rows = limits({ to: '2019-12-31' })
    expect(isOverLimit(rows, owing(10_001), '2018-12-31')).toBe(false)
    expect(isOverLimit(rows, owing(10_001), '2019-12-31')).toBe(true)
    expect(isOverLimit(rows, owing(10_001), '2020-01-01')).toBe(false)
    expect(smallestLimitOn(rows, '2020-01-01')).toBeUndefined()
    expect(isOverLimit(rows, { ...owing(10_001), of: 'organisation' }, '2019-12-10')).toBe(false)
  })
})

describe('an agreement’s own limit', () => {
  const own = (limitOre: number | null, owed: number) => ({
    ...owing(owed),
    own: { limitOre: limitOre === null ? null : ore(limitOre) },
  })

  test('goes before the issuer’s, whichever is the larger', () => {
    expect(isOverLimit(limits({}), own(500, 501), '2019-12-10')).toBe(true)
    expect(isOverLimit(limits({}), own(20_000, 10_001), '2019-12-10')).toBe(false)
    expect(isOverLimit(limits({}), own(20_000, 20_001), '2019-12-10')).toBe(true)
  })

  test('holds where the issuer has none, and may be none', () => {
    expect(isOverLimit(limits(), own(500, 501), '2019-12-10')).toBe(true)
    expect(isOverLimit(limits({}), own(null, 99_999_999), '2019-12-10')).toBe(false)
  })
})

test('data/credit-limits.json says of each limit that it is an example, and has none for fleets', () => {
  const rows = parseCreditLimits(
    JSON.parse(readFileSync(new URL('../../data/credit-limits.json', import.meta.url), 'utf8')),
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ example }) => !example)).toEqual([])
  expect(
    isOverLimit(rows, { issuerCode: 'ferde', of: 'organisation', owedOre: ore(99_999_999) }, '2019-12-10'),
  ).toBe(false)
})

test.each([{ ore: -1 }, { ore: 1.5 }, { of: 'owner' }, { source: '' }, { from: '2019' }, { kroner: 1 }])(
  'a row with %o is refused when it is read',
  (over) => {
    expect(() => limits(over)).toThrow()
  },
)
