import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { keptUntil, parseRetentionTerms, RETENTION_KINDS } from './retention-terms.ts'

const TERMS = parseRetentionTerms(
  JSON.parse(readFileSync(new URL('../../data/retention.json', import.meta.url), 'utf8')),
)

describe('what is kept', () => {
  test.each([
    ['books', '2019-01-01', '2024-12-31'],
    ['books', '2019-12-31', '2024-12-31'],
    ['books', '2020-01-01', '2025-12-31'],
    ['passages', '2019-08-15', '2024-12-31'],
    ['agreements', '2019-05-05', '2023-06-30'],
  ] as const)('%s of %s: until %s', (kind, day, until) => {
    expect(keptUntil(TERMS, kind, day)).toBe(until)
  })

  test('has no end where no rule is known for the day', () => {
    expect(keptUntil(TERMS, 'passages', '2019-08-14')).toBeUndefined()
    expect(keptUntil(TERMS, 'books', '2014-12-31')).toBeUndefined()
  })

  test('has a rule with a source for each kind', () => {
    expect(new Set(TERMS.map(({ kind }) => kind))).toEqual(new Set(RETENTION_KINDS))
    expect(TERMS.filter(({ source }) => source.length < 20)).toEqual([])
  })

  test('is refused as data where a kind is unknown or a rule has no source', () => {
    const row = { kind: 'books', from: '2019-01-01', source: 'somewhere', yearsAfterYearEnd: 5 }
    expect(() => parseRetentionTerms({ kinds: [{ ...row, kind: 'pictures' }] })).toThrow()
    expect(() => parseRetentionTerms({ kinds: [{ ...row, source: '' }] })).toThrow()
  })
})
