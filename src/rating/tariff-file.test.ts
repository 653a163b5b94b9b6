import { describe, expect, test } from 'vitest'
import { broken, GONE, ring } from '#test/ring.ts'
import { parseTariffFile } from './tariff-file.ts'

test('a whole file is read as it stands', () => {
  expect(parseTariffFile('ring.json', ring())).toEqual(ring())
})

describe('a file of the wrong shape is answered with file, path and reason', () => {
  test.each<[what: string, at: string, put: unknown, path: string, reason: RegExp]>([
    ['a misspelt field', 'tariffs.0.prise', 1, 'tariffs[0]', /prise/],
    ['a missing source', 'tariffs.0.source', GONE, 'tariffs[0].source', /expected string/],
    ['a day that is none', 'tariffs.0.from', '2019-02-30', 'tariffs[0].from', /ISO date/],
    [
      'a price finer than an øre',
      'tariffs.0.class1.normal.off',
      22.001,
      'tariffs[0].class1.normal.off',
      /0.01/,
    ],
    [
      'a window without minutes',
      'timeBands.0.bands.0.windows.0',
      '7-9',
      'timeBands[0].bands[0].windows[0]',
      /pattern/,
    ],
    [
      'an energy without a column',
      'vehicleGroups.0.class1.gas',
      GONE,
      'vehicleGroups[0].class1.gas',
      /expected string/,
    ],
    ['a file without stations', 'stations', [], 'stations', />=1 items/],
  ])('%s', (_what, at, put, path, reason) => {
    const parsed = parseTariffFile('ring.json', broken({ [at]: put }))
    const errors = 'errors' in parsed ? parsed.errors : []
    expect(errors).toContainEqual({ file: 'ring.json', path, reason: expect.stringMatching(reason) })
  })

  test('what is no object at all', () => {
    expect(parseTariffFile('ring.json', null)).toEqual({
      errors: [{ file: 'ring.json', path: '', reason: expect.stringContaining('expected object') }],
    })
  })
})
