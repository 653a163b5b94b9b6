import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { parseCompanies } from '#customers/company.ts'
import type { TariffFile } from '#rating/tariff-file.ts'
import { findQuestions, QUESTIONS } from '#words/questions/questions.ts'
import { type FigureData, figuresOn, validityOn } from './figures.ts'
import { readDatedData } from './read-figures.ts'

const DAY = '2019-12-10'
const DATA = new URL('../../data/', import.meta.url)
const data = await theData()

async function theData(): Promise<FigureData> {
  const companies = parseCompanies('companies.json', json('companies.json'))
  if ('errors' in companies) throw new Error('companies.json has errors')
  const names = readdirSync(new URL('tolls/', DATA)).filter((name) => name !== 'tariff.schema.json')
  const tariffs = names.map((name) => json(`tolls/${name}`) as TariffFile)
  return { ...(await readDatedData()), companies, tariffs }
}

function json(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, DATA), 'utf8'))
}

function answer(key: string, language: Language = 'nb', from: Partial<FigureData> = {}, day = DAY) {
  const { themes } = findQuestions(figuresOn({ ...data, ...from }, day), language, '')
  const found = themes.flatMap(({ questions }) => questions).find((question) => question.key === key)
  return found?.answer.flat().join('\n').replaceAll('\u00a0', ' ')
}

describe('on the day the demo begins', () => {
  test.each(LANGUAGES)(
    'there are at least 40 questions in %s, each with an answer and a source',
    (language) => {
      const { themes, found, all } = findQuestions(figuresOn(data, DAY), language, '')
      expect(found).toBeGreaterThanOrEqual(40)
      expect(all).toBe(found)
      expect(themes.map(({ theme }) => theme)).toEqual(Object.keys(QUESTIONS))
      for (const { asked, answer: parts, sources } of themes.flatMap(({ questions }) => questions)) {
        expect(asked).toMatch(/\?$/)
        expect(parts.length).toBeGreaterThan(0)
        for (const text of [asked, ...parts.flat(), ...sources.map((source) => source.text)]) {
          expect(text.trim()).not.toBe('')
          expect(text).not.toMatch(/undefined|NaN|\[object/)
        }
        expect(sources.length).toBeGreaterThan(0)
      }
    },
  )

  test('the same questions are asked in each language', () => {
    const [nb, ...others] = LANGUAGES.map((language) => keys(language))
    expect(others).toEqual([nb, nb])
    expect(new Set(nb).size).toBe(nb?.length)
  })

  test('figures stand in the answers', () => {
    expect(answer('depositum')).toContain('200,00 kr')
    expect(answer('purring')).toContain('70,00 kr')
    expect(answer('purring')).toMatch(/14 dager/)
    expect(answer('betalingsfrist')).toContain('14 dager')
    expect(answer('klagefrist')).toContain('21 dager')
    expect(answer('manedstak')).toContain('Bypakke Bergen: 60\n')
    expect(answer('manedstak')).toContain('Bømlopakken: 30 i takstgruppe 1, 40 i takstgruppe 2')
    expect(answer('timesregel')).toContain('Kvammapakken: 90 minutter, du betaler den første')
    expect(answer('timesregel')).toContain('Oslopakke 3: 60 minutter, du betaler den dyreste')
    expect(answer('omvendt-timesregel')).toContain('E136 Tresfjordbrua: 60 min')
    expect(answer('rabatt')).toMatch(/^20 prosent i takstgruppe 1 og 0 prosent i takstgruppe 2/)
    expect(answer('rushtid')).toContain('Oslopakke 3: 06:30–09:00, 15:00–17:00, ikke i juli')
    expect(answer('hvor-ofte-faktura')).toContain('Fjellinjen AS: med 14 dager mellom fra 50 000,00 kr')
    expect(answer('hvor-lenge-lagres-det')).toContain('3 år og 6 måneder')
  })

  test('what nobody knows is not asked', () => {
    expect(answer('papirfaktura')).toBeUndefined()
    expect(answer('brikke-per-maned')).toBeUndefined()
  })
})

describe('a figure that is changed changes the answer', () => {
  test('another reminder fee', () => {
    const dunning = { ...data.dunning, fees: [{ from: '2019-01-01', source: 'test', value: ore(12_300) }] }
    for (const language of LANGUAGES) {
      expect(answer('purring', language, { dunning })).toMatch(/123[,.]00/)
      expect(answer('purring', language, { dunning })).not.toMatch(/70[,.]00/)
    }
  })

  test('another deposit, at one company alone', () => {
    const own = { issuer: 'vegamot', from: '2019-01-01', source: 'test', value: ore(35_000) }
    const deposits = { ...data.deposits, deposits: [...data.deposits.deposits, own] }
    expect(answer('depositum', 'nb', { deposits })).toMatch(/Ferde AS: 200,00 kr.*Vegamot AS: 350,00 kr/)
  })

  test('another cap and another hour rule', () => {
    const tariffs = data.tariffs.map((file) =>
      file.project === 'bergen'
        ? {
            ...file,
            caps: file.caps.map((cap) => ({ ...cap, class1: 61, class2: 61 })),
            hourRules: file.hourRules.map((rule) => ({ ...rule, minutes: 75 })),
          }
        : file,
    )
    expect(answer('manedstak', 'nb', { tariffs })).toContain('Bypakke Bergen: 61\n')
    expect(answer('timesregel', 'nb', { tariffs })).toContain('Bypakke Bergen: 75 minutter')
  })
})

describe('another day has other answers', () => {
  test('the reminder fee is halved from 1 October 2020', () => {
    expect(answer('purring', 'nb', {}, '2020-09-30')).toContain('70,00 kr')
    expect(answer('purring', 'nb', {}, '2020-10-01')).toContain('35,00 kr')
  })

  test('late interest is told in the half-years it is known for', () => {
    expect(answer('forsinkelsesrente', 'nb', {}, '2022-07-01')).toContain('9,25 prosent')
    expect(answer('forsinkelsesrente', 'en', {}, '2022-07-01')).toContain('9.25 per cent')
    expect(answer('forsinkelsesrente', 'nb', {}, '2024-07-01')).toBeUndefined()
  })

  test('an agreement is valid at once until the terms of 2021, and then within days', () => {
    expect(answer('nar-gjelder-avtalen')).toContain('Straks')
    expect(answer('nar-gjelder-avtalen', 'nb', {}, '2021-05-01')).toContain('1 til 5 virkedager')
  })

  test('a monthly price takes the place of the deposit', () => {
    expect(answer('depositum', 'nb', {}, '2023-11-01')).toBeUndefined()
    expect(answer('brikke-per-maned', 'nb', {}, '2023-11-01')).toContain('5,00 kr')
  })

  test('the hour rule asks for no tag in most projects from 1 September 2023', () => {
    expect(answer('timesregel-uten-brikke')).not.toContain('Ja')
    expect(answer('timesregel-uten-brikke', 'nb', {}, '2023-09-01')).toMatch(
      /Nei[^]*Kvammapakken[^]*Ja, i [^]*Oslopakke 3/,
    )
  })
})

describe('a search', () => {
  const found = (search: string, language: Language = 'nb') =>
    findQuestions(figuresOn(data, DAY), language, search)
      .themes.flatMap(({ questions }) => questions)
      .map(({ key }) => key)

  test('finds what has all its words, in the question, the answer or the name of the theme', () => {
    expect(found('solgt bilen')).toContain('solgt-bilen')
    expect(found('domstol rettskretsen')).toEqual(['domstol'])
    expect(found('solgt domstol')).toEqual([])
  })

  test('takes no notice of capitals, diacritics and Norwegian letters', () => {
    expect(found('MANEDSTAK')).toEqual(found('månedstak'))
    expect(found('manedstak')).toContain('manedstak')
    expect(found('stjalet')).toContain('stjalet-brikke')
    expect(found('kjoretoy')).toEqual(found('kjøretøy'))
  })

  test('searches the language the page is in', () => {
    expect(found('sold', 'en')).toContain('solgt-bilen')
    expect(found('sold the car')).toEqual([])
    expect(found('selt bilen', 'nn')).toContain('solgt-bilen')
  })

  test('finds a figure', () => {
    expect(found('70,00')).toContain('purring')
  })

  test('that has no words shows all', () => {
    expect(found(' ?! ')).toEqual(found(''))
  })
})

function keys(language: Language): readonly string[] {
  return findQuestions(figuresOn(data, DAY), language, '').themes.flatMap(({ questions }) =>
    questions.map(({ key }) => key),
  )
}

test('an issuer with rows of its own has its own time until an agreement is valid', () => {
  const own = {
    issuer: 'ferde',
    from: '2021-05-01',
    source: 'made up',
    value: { workingDaysMin: 0, workingDaysMax: 2 },
  }
  const answers = { ...data.answers, validity: [...data.answers.validity, own] }
  expect(validityOn(answers, 'ferde', '2021-05-03')).toEqual(own.value)
  expect(validityOn(answers, 'ferde', DAY)).toEqual({ workingDaysMin: 0, workingDaysMax: 0 })
  expect(validityOn(answers, 'vegfinans', '2021-05-03')).toEqual({ workingDaysMin: 1, workingDaysMax: 5 })
})
