import type { Db } from '#db/connection.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import { compileTariffs, type Tariffs } from '#rating/tariffs.ts'

/** A small project with everything in it, invented for tests: two stations, rush on weekdays, both zero-emission forms. */
export function aTariffFile(over: Partial<TariffFile> = {}): TariffFile {
  const source = 'invented for tests'
  const from = '2019-01-01'
  return {
    project: 'bergen',
    name: 'Prøveprosjektet',
    charger: 'ferde',
    attribution: source,
    stations: [
      {
        code: 'bergen-1',
        name: 'Sandviken',
        direction: 'both',
        priceGroup: 'ring',
        open: [{ from }],
        freeLanes: ['9'],
        source,
      },
      {
        code: 'bergen-2',
        name: 'Straume',
        direction: 'both',
        priceGroup: 'ring',
        open: [{ from, to: '2019-11-30' }],
        source,
      },
    ],
    vehicleGroups: [
      {
        from,
        source,
        class1: {
          petrol: 'normal',
          diesel: 'diesel',
          'plugin-hybrid': 'normal',
          electric: 'normal',
          hydrogen: 'normal',
          gas: 'normal',
          other: 'normal',
        },
        class2: {
          energy: { electric: 'zero', 'plugin-hybrid': 'euro6' },
          euro: { euro6: 'euro6', older: 'older' },
        },
      },
    ],
    m1ByAgreement: [{ from, source }],
    timeBands: [
      {
        from,
        source,
        priceGroups: 'all',
        bands: [
          {
            band: 'rush',
            windows: ['06:30-09:00', '14:30-16:30'],
            weekdays: [1, 2, 3, 4, 5],
            notOn: ['public-holiday'],
          },
        ],
      },
    ],
    tariffs: [
      {
        from,
        source,
        priceGroup: 'ring',
        class1: {
          normal: { off: 25, rush: 51 },
          diesel: { off: 30, rush: 56 },
          electric: { off: 10, rush: 20 },
        },
        class2: { older: { off: 70, rush: 123 }, euro6: { off: 37, rush: 75 }, zero: { off: 0, rush: 0 } },
      },
    ],
    suspensions: [{ from: '2019-07-01', to: '2019-07-31', source, band: 'rush', pays: 'off' }],
    tagDiscounts: [{ from, source, class1Percent: 20, class2Percent: 0, onPlateRead: true }],
    zeroEmission: [
      {
        from: '2019-04-06',
        source,
        energies: ['electric'],
        classes: [1],
        requires: ['agreement'],
        rule: { column: 'electric' },
      },
      {
        from,
        source,
        energies: ['hydrogen'],
        classes: [1],
        requires: ['agreement'],
        rule: { sharePercent: 0 },
      },
    ],
    hourRules: [],
    pairRules: [],
    caps: [],
    exemptions: [{ from, source, kind: 'motorcycle-and-moped', requires: [] }],
    ...over,
  }
}

/** The tariff compiled for stations with ids 1, 2, … in the file's order. */
export function tariffsOf(file: TariffFile): Tariffs {
  return compileTariffs([
    { file, stationIds: new Map(file.stations.map((station, i) => [station.code, i + 1])) },
  ])
}

export async function loadTariff(db: Db, file: TariffFile, chargerId = 1): Promise<void> {
  const rows = file.stations.map((s) => ({
    charger_id: chargerId,
    code: s.code,
    project_code: file.project,
    name: s.name,
    source: s.source,
    example: false,
  }))
  await db`insert into station ${db(rows)} on conflict do nothing`
  await db`insert into tariff_file (project_code, charger_id, sha256, example, content, loaded_at)
    values (${file.project}, ${chargerId}, 'test', false, ${db.json(file as never)}, now())`
}
