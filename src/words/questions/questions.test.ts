import { expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { byCompany, counted, type Figures, type OfCompany } from './figures.ts'
import { QUESTION_PAGE_TEXTS } from './page.ts'
import { QUESTIONS } from './questions.ts'
import { folded, hasAll, searchWords } from './search.ts'
import { sourceText } from './sources.ts'

const one = <Value>(value: Value): OfCompany<Value> => [{ company: 'Selskapet AS', value }]

/** Everything known, so that every question is asked. */
const ALL_KNOWN: Figures = {
  validity: { workingDaysMin: 1, workingDaysMax: 5 },
  changeNoticeWeeks: 4,
  endNoticeMonths: 1,
  inactiveYears: 2,
  heavyAboveKg: 3500,
  deposit: one(ore(20_000)),
  tagMonthly: one(ore(500)),
  moveDaysBack: 3,
  dueDays: one(14),
  frequency: one({ steps: [{ atLeast: ore(50_000), every: { days: 0 } }], latest: { months: 3 } }),
  ownersLatest: one({ months: 2 }),
  channels: one(['efaktura', 'post'] as const),
  unopenedDays: one(3),
  paperFee: one(ore(4900)),
  ladder: one({ reminders: 1, daysAfterDue: 14, noticeDays: 14 }),
  reminderFee: ore(7000),
  lateInterestPercent: 8.5,
  complainDays: 21,
  refundLapseMonths: 36,
  accountRestDays: 1,
  permitMonths: 24,
  kept: {
    books: { yearsAfterYearEnd: 5, monthsMore: 0 },
    passages: { yearsAfterYearEnd: 5, monthsMore: 0 },
    agreements: { yearsAfterYearEnd: 3, monthsMore: 6 },
  },
  ferry: {
    discountPercent: { tag: 10, private: 50, organisation: 40, person: 17 },
    refillSharePercent: 25,
    organisationMinimumPercent: 10,
    cardFee: ore(5000),
    privateVehiclesMax: 2,
    towing: { vehicleMaxCm: 600, weightMaxKg: 3500 },
    classes: [
      { toCm: 800, aboveCm: 0, amount: ore(350_000) },
      { toCm: undefined, aboveCm: 800, amount: undefined },
    ],
  },
  projects: [
    {
      name: 'Prøveprosjektet',
      company: 'Selskapet AS',
      discount: { class1Percent: 20, class2Percent: 0 },
      hourRules: [
        { mode: 'dearest', minutes: 60, asksForTag: true, example: true },
        { mode: 'reverse', minutes: 60, asksForTag: true, example: false },
      ],
      caps: [{ class1: 60, class2: undefined, perStation: true, example: false }],
      electric: { price: { percent: 50 }, example: true },
      rushHours: ['06:30-09:00'],
      noRushInJuly: true,
      disabledFree: true,
    },
  ],
}

const questions = Object.values(QUESTIONS).flat()

test.each(questions.map((question) => [question.key, question] as const))(
  '%s is asked and answered in all three languages, alike, with its sources',
  (_, { key, said, sources }) => {
    expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(sources.length).toBeGreaterThan(0)
    const texts = LANGUAGES.map((language) => {
      const text = said(ALL_KNOWN, language)
      if (!text) throw new Error(`${key} is not asked in ${language}`)
      for (const words of [text.asked, ...text.answer.flat()]) {
        expect(words.trim()).not.toBe('')
        expect(words).not.toMatch(/undefined|NaN|\[object|[Aa]vgiver/)
      }
      return text
    })
    expect(new Set(texts.map(({ asked, answer }) => [asked, ...answer.flat()].join(' '))).size).toBe(3)
    const shapes = texts.map(({ answer }) =>
      answer.map((part) => (typeof part === 'string' ? 'paragraph' : part.length)),
    )
    expect(shapes).toEqual([shapes[0], shapes[0], shapes[0]])
  },
)

test('what is nynorsk has no bokmål in it', () => {
  const bokmal =
    /\b(ikke|jeg|hvorfor|hvordan|hva|hvilke|hvilken|hvem|noen|noe|fra|uten|mer|siden|måned|kjøretøy|passeringer|min side)\b/
  const page = QUESTION_PAGE_TEXTS.nn
  const said = questions.flatMap((question) => {
    const text = question.said(ALL_KNOWN, 'nn')
    return text ? [text.asked, ...text.answer.flat()] : []
  })
  const words = [...said, ...Object.values(page.themes), ...page.noneHelp, page.introduction('i dag')]
  expect(words.filter((text) => bokmal.test(text.toLowerCase()))).toEqual([])
})

test('no two questions have one anchor', () => {
  const keys = questions.map(({ key }) => key)
  expect(keys.filter((key, i) => keys.indexOf(key) < i)).toEqual([])
})

test('a question is left out where its figure is not known', () => {
  const unknown = { ...ALL_KNOWN, deposit: [{ company: 'Selskapet AS', value: undefined }] }
  const depositum = questions.find(({ key }) => key === 'depositum')
  expect(depositum?.said(ALL_KNOWN, 'nb')).toBeDefined()
  expect(depositum?.said(unknown, 'nb')).toBeUndefined()
})

test('what all companies have alike is said once, otherwise by company, and nothing of those it is not known of', () => {
  const rows = (a: number | undefined, b: number | undefined) => [
    { company: 'A', value: a },
    { company: 'B', value: b },
  ]
  expect(byCompany(rows(14, 14), String)).toBe('14')
  expect(byCompany(rows(14, 20), String)).toBe('A: 14, B: 20')
  expect(byCompany(rows(undefined, 14), String)).toBe('B: 14')
  expect(byCompany(rows(undefined, undefined), String)).toBeUndefined()
})

test('one is one, and more are many', () => {
  expect(counted(1, 'day', 'nb')).toBe('1\u00a0dag')
  expect(counted(14, 'day', 'nn')).toBe('14\u00a0dagar')
  expect(counted(2, 'week', 'en')).toBe('2\u00a0weeks')
})

test('a source says which document, and where in it', () => {
  expect(sourceText({ document: 'terms', at: '2.9' }, 'nb')).toBe(
    'AutoPASS-avtalevilkår av 15. januar 2019, punkt 2.9',
  )
  expect(sourceText({ document: 'road', at: '§ 27' }, 'en')).toBe('The Road Act (veglova) § 27')
})

test('a search is folded, its words told apart, and all of them looked for', () => {
  expect(folded('Månedstak på Ærøy é')).toBe('manedstak pa aeroy e')
  expect(searchWords('  Flytte, brikken! flytte ')).toEqual(['flytte', 'brikken'])
  expect(hasAll(['Flytte brikken', 'til en annen bil'], ['bil', 'flytt'])).toBe(true)
  expect(hasAll(['Flytte brikken'], ['flytt', 'buss'])).toBe(false)
})
