import { describe, expect, test } from 'vitest'
import { aTariffFile } from '#test/tariff.ts'
import { capGroups } from './cap-groups.ts'

const cap = { source: 'invented for tests', perStation: false, requires: [] }
const file = aTariffFile({
  caps: [
    {
      ...cap,
      from: '2019-01-01',
      to: '2019-05-31',
      group: 'ring',
      stations: 'all',
      class1: 60,
      class2: 60,
    },
    {
      ...cap,
      from: '2019-06-01',
      group: 'ring',
      stations: ['bergen-1'],
      class1: 120,
      class2: 40,
    },
    {
      ...cap,
      from: '2019-06-01',
      group: 'bridge',
      stations: ['bergen-2'],
      perStation: true,
      class1: 30,
    },
  ],
})

describe('a cap group', () => {
  const groups = capGroups([file])

  test('has the limits of its month, by class', () => {
    expect(groups.of('ring', '2019-05-01')?.limits).toEqual({ 1: 60, 2: 60 })
    expect(groups.of('ring', '2019-06-01')?.limits).toEqual({ 1: 120, 2: 40 })
    expect(groups.of('bridge Straume', '2019-05-01')).toBeUndefined()
  })

  test('that counts each station for itself names the station', () => {
    expect(groups.of('bridge bergen-2', '2019-07-01')).toEqual({
      group: 'bridge',
      projectName: 'Prøveprosjektet',
      stationName: 'Straume',
      limits: { 1: 30, 2: undefined },
      m1ByAgreement: true,
    })
  })

  test('that no tariff file has is none', () => {
    expect(groups.of('moon', '2019-06-01')).toBeUndefined()
  })

  test('whose limit changes within a month is counted to what held last', () => {
    const changed = capGroups([
      aTariffFile({
        caps: [
          {
            ...cap,
            from: '2019-01-01',
            to: '2019-06-14',
            group: 'ring',
            stations: 'all',
            class1: 60,
          },
          { ...cap, from: '2019-06-15', group: 'ring', stations: 'all', class1: 75 },
        ],
      }),
    ])
    expect(['2019-05-01', '2019-06-01'].map((month) => changed.of('ring', month)?.limits[1])).toEqual([
      60, 75,
    ])
  })
})
