import { describe, expect, test } from 'vitest'
import { aTariffFile } from '#test/tariff.ts'
import { priceChanges } from './tariff-change.ts'
import type { TariffFile } from './tariff-file.ts'

const before = aTariffFile()
const [row] = before.tariffs
const dearer = { ...row!.class1, normal: { off: 26, rush: 51 } }
const change = (after: Partial<TariffFile>) =>
  priceChanges(before, { ...before, ...after }).map(
    ({ station, from, to }) => `${station} ${from} ${to ?? ''}`,
  )

describe('what one tariff file prices otherwise than another', () => {
  test('is nothing where only sources, notes and the order of fields differ', () => {
    const tariffs = before.tariffs.map((of) => ({ example: true as const, ...of, source: 'another' }))
    expect(change({ tariffs, attribution: 'another' })).toEqual([])
  })

  test('is each station’s days of the rows that differ', () => {
    expect(
      change({
        tariffs: [
          { ...row!, to: '2019-06-30' },
          { ...row!, from: '2019-07-01', to: '2019-08-31', class1: dearer },
          { ...row!, from: '2019-09-01' },
        ],
      }),
    ).toEqual(['bergen-1 2019-07-01 2019-09-01', 'bergen-2 2019-07-01 2019-09-01'])
  })

  test('may be any rule, and is of the stations that stand under it', () => {
    const source = 'test'
    const cap = { from: '2019-10-01', source, group: 'ring', perStation: false, class1: 60, requires: [] }
    expect(change({ caps: [{ ...cap, stations: ['bergen-1'] }] })).toEqual(['bergen-1 2019-10-01 '])
    expect(change({ m1ByAgreement: [] })).toHaveLength(2)
  })

  test('is no day that had no price', () => {
    const later = { ...row!, from: '2018-01-01', to: '2018-12-31' }
    expect(change({ tariffs: [later, ...before.tariffs] })).toEqual([])
  })

  test('is a station that is gone', () => {
    expect(change({ stations: [before.stations[0]!] })).toEqual(['bergen-2 2019-01-01 2019-12-01'])
  })
})
