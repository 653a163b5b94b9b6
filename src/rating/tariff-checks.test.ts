import { describe, expect, test } from 'vitest'
import { broken, GONE, ring } from '#test/ring.ts'
import { parseTariffFile } from './tariff-file.ts'

describe('rows that do not fit together are answered with file, path and reason', () => {
  test.each<[what: string, at: string, put: unknown, path: string, reason: RegExp]>([
    [
      'one code for two stations',
      'stations.1.code',
      'north',
      'stations[1].code',
      /north is already stations\[0\]/,
    ],
    [
      'two prices on one day',
      'tariffs.0.to',
      '2020-01-01',
      'tariffs[1].from',
      /overlaps tariffs\[0\], which holds to 2020-01-01/,
    ],
    ['a row without end before another', 'tariffs.0.to', GONE, 'tariffs[1].from', /has no last day/],
    ['rows out of order', 'tariffs', ring().tariffs.toReversed(), 'tariffs[1].from', /not in order/],
    ['a row that ends before it begins', 'tariffs.1.to', '2019-12-31', 'tariffs[1].to', /before it begins/],
    [
      'two discounts on one day',
      'tagDiscounts.1',
      ring().tagDiscounts[0],
      'tagDiscounts[1].from',
      /overlaps/,
    ],
    [
      'two zero-emission rules for one vehicle',
      'zeroEmission.1',
      { ...ring().zeroEmission[0], classes: [1, 2] },
      'zeroEmission[1].from',
      /overlaps/,
    ],
    [
      'a station in two hour groups',
      'hourRules.1',
      { ...ring().hourRules[0], group: 'other', stations: ['north'] },
      'hourRules[1].from',
      /overlaps/,
    ],
    [
      'a station in two caps',
      'caps.1',
      { ...ring().caps[0], group: 'other', stations: ['north'] },
      'caps[1].from',
      /overlaps/,
    ],
    [
      'a station opened twice',
      'stations.0.open.1',
      { from: '2019-05-01' },
      'stations[0].open[1].from',
      /overlaps/,
    ],
    [
      'an hour rule at an unknown station',
      'hourRules.0.stations',
      ['north', 'east'],
      'hourRules[0].stations[1]',
      /no station east/,
    ],
    [
      'a pair rule at an unknown station',
      'pairRules.0.stations',
      ['east'],
      'pairRules[0].stations[0]',
      /no station east/,
    ],
    [
      'a pair rule freeing an unknown station',
      'pairRules.0.frees',
      ['east'],
      'pairRules[0].frees[0]',
      /no station east/,
    ],
    ['a cap at an unknown station', 'caps.0.stations', ['east'], 'caps[0].stations[0]', /no station east/],
    ['a pair rule that frees nothing', 'pairRules.0.frees', GONE, 'pairRules[0].frees', /frees no station/],
    ['a pair of one', 'pairRules.0.kind', 'annul-both', 'pairRules[0].stations', /needs two stations/],
    ['a cap that limits nothing', 'caps.0.class1', GONE, 'caps[0]', /neither class/],
    [
      'a station nobody prices',
      'stations.1.priceGroup',
      'bridge',
      'stations[1].priceGroup',
      /no tariff for bridge/,
    ],
    [
      'a tariff nobody passes',
      'tariffs.2',
      { ...ring().tariffs[1], priceGroup: 'bridge' },
      'tariffs[2].priceGroup',
      /no station of bridge/,
    ],
    [
      'hours for an unknown price group',
      'timeBands.0.priceGroups',
      ['ring', 'bridge'],
      'timeBands[0].priceGroups[1]',
      /no station of bridge/,
    ],
    [
      'a vehicle group without a price',
      'vehicleGroups.0.class1.diesel',
      'diesel',
      'tariffs[0].class1',
      /no price column diesel, which vehicleGroups\[0\] names/,
    ],
    [
      'a Euro class without a price',
      'vehicleGroups.0.class2.euro.older',
      'older',
      'tariffs[1].class2',
      /no price column older/,
    ],
    [
      'an energy of class 2 without a price',
      'vehicleGroups.0.class2.energy',
      { electric: 'zero' },
      'tariffs[1].class2',
      /no price column zero/,
    ],
    [
      'a zero-emission column without a price',
      'zeroEmission.0.rule',
      { column: 'electric' },
      'tariffs[1].class1',
      /no price column electric, which zeroEmission\[0\] names/,
    ],
    [
      'an example column that is not there',
      'tariffs.1.exampleColumns',
      ['diesel'],
      'tariffs[1].exampleColumns[0]',
      /no price column diesel/,
    ],
    [
      'a time band without a price',
      'tariffs.1.class1.normal.rush',
      GONE,
      'tariffs[1].class1.normal',
      /no price for band rush/,
    ],
    [
      'no price outside the bands',
      'tariffs.0.class2.normal.off',
      GONE,
      'tariffs[0].class2.normal',
      /no price for band off/,
    ],
    [
      'a window that ends before it begins',
      'timeBands.0.bands.0.windows.0',
      '17:00-15:00',
      'timeBands[0].bands[0].windows[0]',
      /ends before it begins/,
    ],
    [
      'a suspended band that is none',
      'suspensions.0.band',
      'night',
      'suspensions[0].band',
      /no time band night/,
    ],
    [
      'a suspension to a band that is none',
      'suspensions.0.pays',
      'night',
      'suspensions[0].pays',
      /no time band night/,
    ],
  ])('%s', (_what, at, put, path, reason) => {
    const parsed = parseTariffFile('ring.json', broken({ [at]: put }))
    const errors = 'errors' in parsed ? parsed.errors : []
    expect(errors).toContainEqual({ file: 'ring.json', path, reason: expect.stringMatching(reason) })
  })

  test('every error is listed, not only the first', () => {
    const parsed = parseTariffFile(
      'ring.json',
      broken({ 'tariffs.0.to': '2020-01-01', 'caps.0.stations': ['east'] }),
    )
    expect('errors' in parsed && parsed.errors.map((error) => error.path)).toEqual([
      'tariffs[1].from',
      'caps[0].stations[0]',
    ])
  })
})

test('a zero-emission column may be missing before its rule begins', () => {
  const file = broken({
    'zeroEmission.0.from': '2020-01-01',
    'zeroEmission.0.rule': { column: 'electric' },
    'tariffs.1.class1.electric': { off: 10, rush: 20 },
  })
  expect(parseTariffFile('ring.json', file)).not.toHaveProperty('errors')
})

test('rows of different price groups may hold on the same day', () => {
  const file = broken({
    'stations.1.priceGroup': 'bridge',
    'tariffs.2': { ...ring().tariffs[1], priceGroup: 'bridge' },
  })
  expect(parseTariffFile('ring.json', file)).not.toHaveProperty('errors')
})
