import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseTariffFile, type TariffFile, tariffJsonSchema } from '#rating/tariff-file.ts'

const TOLLS = join(import.meta.dirname, '../data/tolls')
const names = readdirSync(TOLLS).filter((name) => name.endsWith('.json') && name !== 'tariff.schema.json')
const files = new Map(names.map((name) => [name.replace('.json', ''), read(name)]))

test.each(names)('%s is a tariff file without errors, named after its project', (name) => {
  const parsed = parseTariffFile(name, read(name))
  expect(parsed).not.toHaveProperty('errors')
  expect(read(name).project).toBe(name.replace('.json', ''))
})

test('the JSON Schema beside the files is the one the code checks by', () => {
  const kept: unknown = JSON.parse(readFileSync(join(TOLLS, 'tariff.schema.json'), 'utf8'))
  expect(kept).toEqual(JSON.parse(JSON.stringify(tariffJsonSchema())))
})

test('the example in docs/formats/tariff-file.md is a tariff file without errors', () => {
  const text = readFileSync(join(TOLLS, '../../docs/formats/tariff-file.md'), 'utf8')
  const example: unknown = JSON.parse(/```json\n(.+?)```/s.exec(text)?.[1] ?? 'null')
  expect(parseTariffFile('tariff-file.md', example)).not.toHaveProperty('errors')
})

test('no station code is used twice by one toll charger', () => {
  const codes = [...files.values()].flatMap((file) => file.stations.map((s) => `${file.charger} ${s.code}`))
  expect(codes.filter((code, i) => codes.indexOf(code) < i)).toEqual([])
})

test('no NVDB object is two stations', () => {
  const ids = [...files.values()].flatMap((file) => file.stations.flatMap((s) => s.nvdbId ?? []))
  expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([])
})

test('every charger is a company', () => {
  const chargers = new Set(companies().flatMap((company) => (company.tollCharger ? [company.code] : [])))
  expect([...files.values()].filter((file) => !chargers.has(file.charger))).toEqual([])
})

test('the national rules are in every file: motorcycles free, Statens vegvesen named', () => {
  for (const file of files.values()) {
    const first = file.tariffs.map((tariff) => tariff.from).sort()[0] ?? ''
    expect(file.attribution).toContain(
      'norsk lisens for offentlige data (NLOD) tilgjengeliggjort av Statens vegvesen',
    )
    expect(file.exemptions).toContainEqual(
      expect.objectContaining({ kind: 'motorcycle-and-moped', requires: [] }),
    )
    const free = file.exemptions.find((row) => row.kind === 'motorcycle-and-moped')?.from ?? 'never'
    expect(free <= first).toBe(true)
  }
})

describe('every station of a project is there', () => {
  test.each([
    ['oslo', '2018-01-01', 31],
    ['oslo', '2019-12-10', 83],
    ['bergen', '2019-01-07', 14],
    ['bergen', '2019-12-10', 29],
    ['nord-jaeren', '2019-12-10', 38],
    ['e6-gardermoen-moelv', '2018-03-01', 6],
    ['e18-vestfold', '2018-06-01', 7],
    ['grenland', '2018-10-01', 13],
    ['tresfjord', '2015-10-24', 4],
  ])('%s on %s: %i', (project, day, count) => {
    expect(
      tollProject(project).stations.filter((s) => s.open.some((period) => holds(period, day))),
    ).toHaveLength(count)
  })

  test('Oslo has 22 stations in Osloringen, 38 in Indre ring, 23 on Bygrensen in 2019', () => {
    const open = tollProject('oslo').stations.filter((s) =>
      s.open.some((period) => holds(period, '2019-12-10')),
    )
    const counts = Map.groupBy(open, (s) => s.priceGroup)
    expect([...counts].map(([group, stations]) => [group, stations.length])).toEqual([
      ['osloringen', 22],
      ['indre-ring', 38],
      ['bygrensen', 23],
    ])
  })

  test('Trondheim has seven cuts, and each station is in one of them', () => {
    const { stations, hourRules } = tollProject('trondheim')
    const rules = hourRules.filter((rule) => holds(rule, '2019-12-10'))
    expect(rules).toHaveLength(7)
    expect(rules.flatMap((rule) => rule.stations).sort()).toEqual(stations.map((s) => s.code).sort())
  })
})

describe('full prices that have a source', () => {
  test.each<[string, string, 1 | 2, string, string, string, number]>([
    ['nord-jaeren', 'nj-hanaveien', 1, 'normal', '2019-04-01', 'off', 22],
    ['nord-jaeren', 'nj-hanaveien', 1, 'normal', '2019-04-01', 'rush', 44],
    ['nord-jaeren', 'nj-hanaveien', 2, 'normal', '2019-04-01', 'off', 55],
    ['nord-jaeren', 'nj-hanaveien', 2, 'normal', '2019-04-01', 'rush', 110],
    ['nord-jaeren', 'nj-bybrua', 1, 'normal', '2018-11-05', 'rush', 44],
    ['bergen', 'bergen-sandviken', 1, 'normal', '2018-06-01', 'rush', 49],
    ['bergen', 'bergen-sandviken', 1, 'normal', '2019-01-07', 'off', 25],
    ['bergen', 'bergen-sandviken', 1, 'normal', '2019-01-07', 'rush', 51],
    ['bergen', 'bergen-sandviken', 1, 'diesel', '2019-04-09', 'rush', 56],
    ['bergen', 'bergen-sandviken', 1, 'electric', '2019-04-09', 'rush', 20],
    ['bergen', 'bergen-sandviken', 1, 'electric', '2019-04-09', 'off', 10],
    ['bergen', 'bergen-sandviken', 2, 'euro6', '2019-04-09', 'rush', 75],
    ['bergen', 'bergen-sandviken', 2, 'older', '2019-04-09', 'rush', 123],
    ['bergen', 'bergen-steinsvikvegen', 1, 'normal', '2019-12-10', 'off', 25],
    ['oslo', 'oslo-e18-fiskevollbukta', 1, 'normal', '2019-09-10', 'off', 21],
    ['oslo', 'oslo-e18-maritim', 1, 'normal', '2019-09-10', 'rush', 28],
    ['oslo', 'oslo-e18-maritim', 1, 'normal', '2020-05-21', 'off', 21],
    ['oslo', 'oslo-uelands-gate', 1, 'normal', '2019-09-10', 'off', 17],
    ['oslo', 'oslo-uelands-gate', 1, 'electric', '2019-12-10', 'rush', 8],
    ['oslo', 'oslo-e18-maritim', 1, 'diesel', '2023-03-01', 'off', 33],
    ['oslo', 'oslo-e18-maritim', 1, 'electric', '2023-03-01', 'rush', 17],
    ['oslo', 'oslo-e18-maritim', 2, 'euro6', '2023-03-01', 'rush', 68],
    ['oslo', 'oslo-e18-maritim', 1, 'normal', '2017-10-02', 'rush', 54],
    ['oslo', 'oslo-e18-maritim', 2, 'older', '2017-10-02', 'rush', 193],
    ['oslo', 'oslo-e18-maritim', 1, 'normal', '2018-07-02', 'rush', 55],
    ['e6-gardermoen-moelv', 'e6gm-hovinmoen-dal', 1, 'normal', '2018-03-01', 'off', 21],
    ['e6-gardermoen-moelv', 'e6gm-hovinmoen-dal', 2, 'normal', '2018-03-01', 'off', 33],
    ['grenland', 'grenland-menstadbrua', 1, 'normal', '2018-10-02', 'off', 17],
    ['grenland', 'grenland-menstadbrua', 2, 'normal', '2018-10-02', 'off', 27],
    ['tresfjord', 'tresfjord-skorgen', 1, 'normal', '2015-11-02', 'off', 45],
    ['tresfjord', 'tresfjord-tresfjordbrua', 1, 'normal', '2015-11-02', 'off', 90],
    ['gausdalsvegen', 'gausdal-faberg', 1, 'normal', '2019-12-10', 'off', 15],
  ])('%s %s class %i %s on %s, %s: %f', (project, station, tariffClass, column, day, band, price) => {
    expect(fullPrice(project, station, tariffClass, column, day, band)).toEqual({ price, example: false })
  })

  test('E18 Vestfold from end to end is 63 kroner', () => {
    const { stations } = tollProject('e18-vestfold')
    const prices = stations.map(
      (s) => fullPrice('e18-vestfold', s.code, 1, 'normal', '2018-06-01', 'off')?.price,
    )
    expect(prices).toEqual([5, 12, 7, 8, 10, 8, 13])
  })
})

describe('what has no source for the day', () => {
  test.each<[string, string, 1 | 2, string, string, string]>([
    ['oslo', 'oslo-e18-maritim', 2, 'euro6', '2019-12-10', 'rush'],
    ['oslo', 'oslo-e18-maritim', 1, 'electric', '2020-06-02', 'off'],
    ['oslo', 'oslo-e18-maritim', 1, 'diesel', '2018-07-02', 'off'],
    ['trondheim', 'trondheim-s58', 1, 'normal', '2019-12-10', 'off'],
    ['fv17-fv720', 'fv17-dyrstad', 1, 'normal', '2019-12-10', 'off'],
    ['bergen', 'bergen-sandviken', 1, 'normal', '2020-01-02', 'off'],
  ])('%s %s class %i %s on %s, %s is an example', (...asked) => {
    expect(fullPrice(...asked)?.example).toBe(true)
  })

  test.each([
    ['oslo', 'oslo-e18-maritim', '2017-09-30'],
    ['oslo', 'oslo-e18-maritim', '2021-12-01'],
    ['oslo', 'oslo-griniveien', '2018-01-02'],
    ['nord-jaeren', 'nj-hanaveien', '2022-01-01'],
  ])('%s %s has no price on %s', (project, station, day) => {
    expect(fullPrice(project, station, 1, 'normal', day, 'off')).toBeUndefined()
  })

  test('every project with a station open in the demo has a price on its days', () => {
    const days = ['2019-10-01', '2019-12-10', '2020-01-31']
    for (const [project, file] of files) {
      for (const station of file.stations) {
        for (const day of days.filter((d) => station.open.some((period) => holds(period, d)))) {
          expect([
            station.code,
            day,
            fullPrice(project, station.code, 1, 'normal', day, 'off')?.price,
          ]).toEqual([station.code, day, expect.any(Number)])
        }
      }
    }
  })
})

describe('companies', () => {
  test.each(['id', 'code', 'accountNumber', 'kidPrefix', 'ocrAgreement'] as const)(
    'no two share %s',
    (field) => {
      const values = companies().flatMap((company) => company[field] ?? [])
      expect(new Set(values).size).toBe(values.length)
    },
  )

  test('a company that takes or sends money has an account, a KID prefix and a place in the bank’s files', () => {
    for (const { issuer, tollCharger, accountNumber, kidPrefix, ocrAgreement } of companies())
      expect([accountNumber, kidPrefix, ocrAgreement].every((one) => one !== null)).toBe(
        issuer || tollCharger,
      )
  })

  test('account and organisation numbers have their check digit', () => {
    for (const { accountNumber, organisationNumber } of companies()) {
      if (accountNumber !== null) expect(mod11(accountNumber, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])).toBe(true)
      if (organisationNumber !== null) expect(mod11(organisationNumber, [3, 2, 7, 6, 5, 4, 3, 2])).toBe(true)
    }
  })
})

type Company = Record<'code' | 'name' | 'source', string> &
  Record<'accountNumber' | 'kidPrefix' | 'ocrAgreement' | 'organisationNumber', string | null> & {
    id: number
    tollCharger: boolean
    issuer: boolean
  }

function companies(): Company[] {
  const text = readFileSync(join(TOLLS, '../companies.json'), 'utf8')
  return (JSON.parse(text) as { companies: Company[] }).companies
}

function read(name: string): TariffFile {
  return JSON.parse(readFileSync(join(TOLLS, name), 'utf8')) as TariffFile
}

function tollProject(project: string): TariffFile {
  const file = files.get(project)
  if (!file) throw new Error(`no project ${project}`)
  return file
}

function fullPrice(
  project: string,
  station: string,
  tariffClass: 1 | 2,
  column: string,
  day: string,
  band: string,
) {
  const file = tollProject(project)
  const found = file.stations.find((s) => s.code === station)
  const open = found?.open.some((period) => holds(period, day))
  const row = file.tariffs.find(
    (tariff) => open && tariff.priceGroup === found?.priceGroup && holds(tariff, day),
  )
  const price = (tariffClass === 1 ? row?.class1 : row?.class2)?.[column]?.[band]
  const example = [found?.example, row?.example, row?.exampleColumns?.includes(column)].includes(true)
  return price === undefined ? undefined : { price, example }
}

function holds(row: { from: string; to?: string | undefined }, day: string): boolean {
  return row.from <= day && (row.to === undefined || day <= row.to)
}

function mod11(digits: string, weights: number[]): boolean {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return digits.length === weights.length + 1 && (11 - (sum % 11)) % 11 === Number(digits.at(-1))
}
