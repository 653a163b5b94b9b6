import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { movedFrom, parseTagTerms, tagTermsOn } from './move.ts'

const terms = tagTermsOn(
  parseTagTerms(JSON.parse(readFileSync(join(import.meta.dirname, '../../data/tags.json'), 'utf8'))),
  '2019-05-10',
)
const noon = Date.parse('2019-05-10T12:00:00+02:00')

describe('a tag moved on 10 May 2019', () => {
  test.each([
    ['2019-05-07', Date.parse('2019-05-07T00:00:00+02:00')],
    ['2019-05-09', Date.parse('2019-05-09T00:00:00+02:00')],
    ['2019-05-10', noon],
  ])('with effect %s holds from then', (day, from) => {
    expect(movedFrom(day, noon, terms)).toBe(from)
  })

  test.each([
    ['2019-05-06', 'move-too-far-back'],
    ['2019-05-11', 'move-in-the-future'],
  ])('with effect %s is refused', (day, code) => {
    expect(movedFrom(day, noon, terms)).toEqual({ refused: code })
  })

  test('counts days in Oslo, where it is the next one already', () => {
    const lateInUtc = Date.parse('2019-05-10T22:30:00Z')
    expect(movedFrom('2019-05-11', lateInUtc, terms)).toBe(lateInUtc)
    expect(movedFrom('2019-05-07', lateInUtc, terms)).toEqual({ refused: 'move-too-far-back' })
  })

  test('begins at midnight also on the day the clocks change', () => {
    const now = Date.parse('2019-03-31T20:00:00+02:00') + 86_400_000
    expect(movedFrom('2019-03-31', now, terms)).toBe(Date.parse('2019-03-31T00:00:00+01:00'))
  })
})
