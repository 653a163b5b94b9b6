import type { TariffFile } from '#rating/tariff-file.ts'

/**
 * The same projects with the parameters that no project has today: another version in the middle of a month, windows
 * that end before their last instant, half øre, few to a cap, one group in two files.
 */
export function otherReadings(files: readonly TariffFile[]): TariffFile[] {
  return files.map((file) => (CHANGES[file.project] ?? unchanged)(withOddPrices(withFreeLanes(file))))
}

type Change = (file: TariffFile) => TariffFile

const source = 'invented for tests'

const CHANGES: Readonly<Record<string, Change>> = {
  bergen: (file) => ({
    ...file,
    tagDiscounts: [
      {
        from: '2018-06-01',
        to: '2019-09-30',
        source,
        class1Percent: 15,
        class2Percent: 7,
        onPlateRead: false,
        onTagOfAnotherVehicle: false,
      },
      { from: '2019-10-01', source, class1Percent: 13, class2Percent: 0, onPlateRead: true },
    ],
    caps: file.caps.map((cap) => ({ ...cap, class1: 5, class2: 3, requires: [] })),
  }),
  'nord-jaeren': (file) => ({
    ...file,
    hourRules: [
      { ...hourRule(file), to: '2019-01-14', endInclusive: false },
      { ...hourRule(file), from: '2019-01-15', to: '2019-10-15', mode: 'dearest', minutes: 45 },
      { ...hourRule(file), from: '2019-10-16', to: '2020-04-10', mode: 'reverse', requires: ['agreement'] },
      { ...hourRule(file), from: '2020-04-11', mode: 'dearest', endInclusive: false, requires: [] },
    ],
    zeroEmission: file.zeroEmission.map((row) => ({ ...row, rule: { sharePercent: 33 }, requires: ['tag'] })),
    caps: file.caps.flatMap((cap) => [
      { ...cap, to: '2020-05-15', class1: 20, class2: 10 },
      { ...cap, from: '2020-05-16', class1: 8, requires: ['agreement' as const] },
    ]),
  }),
  oslo: (file) => ({
    ...file,
    hourRules: file.hourRules.map((row) => ({ ...row, mode: row.mode === 'first' ? 'dearest' : 'first' })),
    caps: file.caps.map((cap) => ({ ...cap, class1: 7, class2: undefined })),
    exemptions: file.exemptions.map((row) => ({ ...row, requires: [] })),
  }),
  trondheim: (file) => ({
    ...file,
    hourRules: file.hourRules.map((row) => ({ ...row, mode: 'dearest', minutes: 25 })),
    pairRules: file.pairRules.flatMap((row) => [
      { ...row, to: '2019-04-30' },
      { ...row, from: '2019-05-01', minutes: 45, requires: [] },
    ]),
  }),
  grenland: (file) => ({
    ...file,
    pairRules: [
      {
        from: '2018-10-01',
        source,
        kind: 'free-if-paid',
        stations: codes(file, 0, 5),
        frees: codes(file, 5, 13),
        minutes: 100,
        requires: ['agreement'],
      },
    ],
    caps: [{ ...capOf(file), perStation: true, class1: 2 }],
  }),
  bomlo: (file) => ({ ...file, hourRules: [{ ...hourRule(file), group: 'shared', mode: 'dearest' }] }),
  forde: (file) => ({
    ...file,
    hourRules: [{ ...hourRule(file), to: '2030-12-31', group: 'shared', minutes: 90, requires: [] }],
    caps: file.caps.map((cap) => ({ ...cap, group: 'bomlo', class1: 6, class2: 2 })),
  }),
  kvammapakken: (file) => ({
    ...file,
    hourRules: [{ ...hourRule(file), group: 'nord-jaeren', mode: 'reverse', endInclusive: false }],
  }),
}

function unchanged(file: TariffFile): TariffFile {
  return file
}

function withFreeLanes(file: TariffFile): TariffFile {
  return {
    ...file,
    stations: file.stations.map((station, i) => (i % 5 === 0 ? { ...station, freeLanes: ['9'] } : station)),
  }
}

/** Prices in odd øre, so that every share of them must be rounded. */
function withOddPrices(file: TariffFile): TariffFile {
  const odd = (prices: TariffFile['tariffs'][number]['class1']) =>
    Object.fromEntries(
      Object.entries(prices).map(([column, bands]) => [
        column,
        Object.fromEntries(
          Object.entries(bands).map(([band, kroner]) => [
            band,
            kroner === 0 ? 0 : (Math.round(kroner * 100) + 37) / 100,
          ]),
        ),
      ]),
    )
  return {
    ...file,
    tariffs: file.tariffs.map((row) => ({
      ...row,
      class1: odd(row.class1),
      ...(row.class2 ? { class2: odd(row.class2) } : {}),
    })),
  }
}

function hourRule(file: TariffFile): TariffFile['hourRules'][number] {
  const [row] = file.hourRules
  if (!row) throw new Error(`${file.project} has no hour rule to vary`)
  return row
}

function capOf(file: TariffFile): TariffFile['caps'][number] {
  return {
    from: '2018-10-01',
    source,
    group: file.project,
    stations: 'all',
    perStation: false,
    requires: [],
  }
}

function codes(file: TariffFile, from: number, to: number): string[] {
  return file.stations.slice(from, to).map((station) => station.code)
}
