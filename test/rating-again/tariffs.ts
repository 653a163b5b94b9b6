import type { TariffFile } from '#rating/tariff-file.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import { aTariffFile, tariffsOf } from '#test/tariff.ts'

type HourRule = TariffFile['hourRules'][number]
type PairRule = TariffFile['pairRules'][number]
type Cap = TariffFile['caps'][number]

const SOURCE = 'invented for tests'
const FROM = '2019-01-01'
/** Stations 1 to 5: three of a ring, two of a border. The middle one of the ring is dear. */
export const STATION_COUNT = 5

/** Within the months there is traffic in, so that rules change among the passages. */
const CHANGES = ['2019-03-16', '2019-03-31', '2019-10-16', '2019-10-27'] as const

const RING = ['s-1', 's-2', 's-3']
const BORDER = ['s-4', 's-5']

function aHourRule(over: Partial<HourRule> = {}): HourRule {
  return {
    from: FROM,
    source: SOURCE,
    group: 'ring',
    stations: RING,
    mode: 'first',
    minutes: 60,
    endInclusive: true,
    requires: [],
    ...over,
  }
}

function aPairRule(over: Partial<PairRule> = {}): PairRule {
  return {
    from: FROM,
    source: SOURCE,
    kind: 'annul-both',
    stations: BORDER,
    minutes: 60,
    requires: [],
    ...over,
  }
}

function aCap(over: Partial<Cap> = {}): Cap {
  return {
    from: FROM,
    source: SOURCE,
    group: 'all',
    stations: 'all',
    perStation: false,
    class1: 4,
    class2: 5,
    requires: ['agreement'],
    ...over,
  }
}

/** The same rule in another version on each day rules change. */
function inVersions<Row extends { from: string; to?: string | undefined }>(
  row: Row,
  versions: readonly Partial<Row>[],
): Row[] {
  const days = [FROM, ...CHANGES]
  return days.map((from, i) => {
    const to = CHANGES[i]
    const last = to === undefined ? {} : { to: theDayBefore(to) }
    return { ...row, ...versions[i % versions.length], from, ...last }
  })
}

function theDayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

const SAMPLES: readonly Partial<TariffFile>[] = [
  { hourRules: [aHourRule()], caps: [aCap()] },
  { hourRules: [aHourRule({ mode: 'dearest' })], caps: [aCap({ class1: 3, class2: 3 })] },
  {
    hourRules: [
      aHourRule({ minutes: 90, endInclusive: false, requires: ['tag', 'agreement'] }),
      aHourRule({ group: 'border', stations: BORDER, mode: 'dearest' }),
    ],
    caps: [aCap({ perStation: true, class1: 3, requires: ['tag', 'agreement'] })],
  },
  {
    hourRules: [
      aHourRule({ mode: 'reverse', stations: BORDER, group: 'border' }),
      aHourRule({ minutes: 90, mode: 'dearest' }),
    ],
    caps: [aCap({ stations: RING, group: 'ring', class1: 3 })],
  },
  {
    hourRules: inVersions(aHourRule(), [
      { mode: 'dearest' },
      { minutes: 90 },
      { mode: 'dearest', minutes: 90, endInclusive: false },
      { requires: ['agreement'] },
    ]),
    pairRules: [aPairRule()],
    caps: inVersions(aCap(), [{}, { class1: 3 }, { class1: 5, class2: 3 }]),
  },
  {
    hourRules: [aHourRule({ stations: 'all', mode: 'dearest', minutes: 90 })],
    pairRules: [aPairRule({ kind: 'free-if-paid', stations: ['s-2'], frees: ['s-4', 's-1'], minutes: 90 })],
    caps: [aCap({ class1: 3 })],
  },
  {
    hourRules: [aHourRule({ mode: 'reverse', minutes: 90 })],
    pairRules: inVersions(aPairRule({ stations: ['s-1', 's-4', 's-5'] }), [{}, { minutes: 90 }]),
    caps: inVersions(aCap({ class1: 3 }), [{ perStation: true }, { perStation: false }]),
  },
  {
    hourRules: [aHourRule()],
    caps: [aCap({ class1: 3 })],
    plateReads: [{ from: FROM, source: SOURCE, chargedAfterDays: 2 }],
  },
]

/** Small tariffs, so that a dozen passages meet every rule: caps of three to five, windows of 60 and 90 minutes. */
export const TARIFF_FILES: readonly TariffFile[] = SAMPLES.map(file)
export const TARIFFS: readonly Tariffs[] = TARIFF_FILES.map(tariffsOf)
/** The one whose rules and prices change within the month. */
export const CHANGING = 4

function file(over: Partial<TariffFile>): TariffFile {
  const [tariff] = aTariffFile().tariffs
  const dear = { class1: { normal: { off: 40, rush: 80 } }, class2: { euro6: { off: 90, rush: 180 } } }
  return aTariffFile({
    stations: Array.from({ length: STATION_COUNT }, (_, i) => ({
      code: `s-${i + 1}`,
      name: `Stasjon ${i + 1}`,
      direction: 'both',
      priceGroup: i === 1 ? 'dear' : 'ring',
      open: [{ from: FROM }],
      freeLanes: ['9'],
      source: SOURCE,
    })),
    // Prices change with the rules.
    tariffs: [FROM, ...CHANGES].flatMap((from, i) => [
      { ...tariff!, ...ending(i), from, class1: raised(tariff!.class1, i), class2: tariff!.class2 },
      { ...tariff!, ...ending(i), from, ...dear, priceGroup: 'dear', class1: raised(dear.class1, i) },
    ]),
    ...over,
  })
}

function ending(i: number): { to?: string } {
  const next = CHANGES[i]
  return next === undefined ? {} : { to: theDayBefore(next) }
}

function raised(columns: Record<string, Record<string, number>>, by: number) {
  return Object.fromEntries(
    Object.entries(columns).map(([column, bands]) => [
      column,
      Object.fromEntries(Object.entries(bands).map(([band, amount]) => [band, amount + by])),
    ]),
  )
}
