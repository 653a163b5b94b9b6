import type { TariffFile } from '#rating/tariff-file.ts'

export const GONE = Symbol('gone')

/** The whole file with other values at some places; GONE takes one away. */
export function broken(changes: Record<string, unknown>): unknown {
  const file: unknown = structuredClone(ring())
  for (const [at, put] of Object.entries(changes)) {
    const keys = at.split('.')
    const last = keys.pop() ?? ''
    const place = keys.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], file)
    if (put === GONE) delete (place as Record<string, unknown>)[last]
    else (place as Record<string, unknown>)[last] = put
  }
  return file
}

/** A small tariff file without errors, with a row of every kind. */
export function ring(): TariffFile {
  const source = 'invented for this test'
  const dated = { from: '2019-01-01', source }
  const normal = { normal: { off: 22, rush: 44 } }
  const station = {
    direction: 'inbound',
    priceGroup: 'ring',
    open: [{ from: '2019-01-01' }],
    source,
  } as const
  return {
    project: 'ring',
    name: 'A ring',
    charger: 'ferde',
    attribution: 'none needed',
    stations: [
      { ...station, code: 'north', name: 'North', open: [...station.open] },
      { ...station, code: 'south', name: 'South', open: [...station.open] },
    ],
    vehicleGroups: [
      {
        ...dated,
        class1: {
          petrol: 'normal',
          diesel: 'normal',
          'plugin-hybrid': 'normal',
          electric: 'normal',
          hydrogen: 'normal',
          gas: 'normal',
          other: 'normal',
        },
        class2: { euro: { euro6: 'normal', older: 'normal' } },
      },
    ],
    timeBands: [
      {
        ...dated,
        priceGroups: 'all',
        bands: [
          { band: 'rush', windows: ['07:00-09:00'], weekdays: [1, 2, 3, 4, 5], notOn: ['public-holiday'] },
        ],
      },
    ],
    tariffs: [
      {
        ...dated,
        to: '2019-12-31',
        priceGroup: 'ring',
        class1: structuredClone(normal),
        class2: structuredClone(normal),
      },
      {
        ...dated,
        from: '2020-01-01',
        priceGroup: 'ring',
        class1: structuredClone(normal),
        class2: structuredClone(normal),
      },
    ],
    suspensions: [{ ...dated, to: '2019-03-24', band: 'rush', pays: 'off' }],
    tagDiscounts: [{ ...dated, class1Percent: 20, class2Percent: 0, onPlateRead: true }],
    zeroEmission: [
      { ...dated, energies: ['electric'], classes: [1], requires: ['agreement'], rule: { sharePercent: 50 } },
    ],
    hourRules: [
      {
        ...dated,
        group: 'ring',
        stations: 'all',
        mode: 'first',
        minutes: 60,
        endInclusive: true,
        requires: ['tag', 'agreement'],
      },
    ],
    pairRules: [
      {
        ...dated,
        kind: 'free-if-paid',
        stations: ['north'],
        frees: ['south'],
        minutes: 60,
        requires: ['tag'],
      },
    ],
    caps: [
      {
        ...dated,
        group: 'ring',
        stations: 'all',
        perStation: false,
        class1: 75,
        requires: ['tag', 'agreement'],
      },
    ],
    exemptions: [{ ...dated, kind: 'motorcycle-and-moped', requires: [] }],
  }
}
