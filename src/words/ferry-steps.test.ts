import { describe, expect, test } from 'vitest'
import type { FerryStep } from '#core/ferry-step.ts'
import { LANGUAGES } from '#core/language.ts'
import { FERRY_PRICE_TEXTS } from './ferry-prices.ts'
import { ferryStepAmount, ferryStepText, isExampleFare } from './ferry-steps.ts'
import { FERRY_TRIP_TEXTS } from './ferry-trips.ts'

const FARE: FerryStep = { step: 'fare', table: 'a', group: 'AP1', amount_ore: 7_600, toll_ore: 5_300 }
const STEPS: readonly FerryStep[] = [
  FARE,
  { ...FARE, toll_ore: 0, example: true },
  { step: 'free-leg' },
  { step: 'zero-emission-share', percent: 70, amount_ore: 5_300, toll_percent: 70, toll_ore: 3_700 },
  { step: 'zero-emission-share', percent: 50, amount_ore: 5_300, toll_percent: 100, toll_ore: 0 },
  { step: 'zero-emission-fare', amount_ore: 12_000, toll_ore: 0 },
  { step: 'towing', factor: 2, amount_ore: 9_400, toll_ore: 0 },
  { step: 'towing', factor: 1, amount_ore: 4_700, toll_ore: 0 },
  { step: 'towing-by-length' },
  { step: 'persons', adults: 1, children: 2, seniors: 0, each_ore: 6_200, amount_ore: 12_400 },
  { step: 'persons', adults: 0, children: 0, seniors: 1, each_ore: 6_200, amount_ore: 3_100 },
  { step: 'persons-free' },
  { step: 'ferry-discount', kind: 'tag', percent: 10, amount_ore: -760 },
  { step: 'ferry-discount', kind: 'private', percent: 50, amount_ore: -3_800 },
  { step: 'ferry-discount', kind: 'organisation', percent: 40, amount_ore: -3_040 },
  { step: 'toll-not-discounted' },
  { step: 'person-discount', percent: 17, amount_ore: -1_054 },
  ...(['tag', 'card', 'plate', 'manual', 'outside-the-scheme', 'medium-not-known'] as const).map(
    (because): FerryStep => ({ step: 'no-ferry-discount', because }),
  ),
  { step: 'vat-inside', percent: 12, amount_ore: 814 },
]

describe.each(LANGUAGES)('in %s', (language) => {
  test('each step is a sentence of its own', () => {
    const said = STEPS.map((step) => ferryStepText(step, language))
    for (const text of said) {
      expect(text).toMatch(/^[A-ZÆØÅ0-9].*\.$/)
      expect(text).not.toMatch(/undefined|NaN|\[object/)
    }
    expect(new Set(said).size).toBe(STEPS.length)
  })

  test('the page has a text for everything', () => {
    const texts = Object.values({ ...FERRY_PRICE_TEXTS[language], ...FERRY_TRIP_TEXTS[language] }).flatMap(
      (text) => (typeof text === 'string' ? [text] : typeof text === 'object' ? Object.values(text) : []),
    )
    expect(texts.filter((text) => text.trim() === '')).toEqual([])
  })
})

test('those who travel along are counted, and only those there are', () => {
  const [two, one] = STEPS.filter((step) => step.step === 'persons')
  expect(ferryStepText(two!, 'nb')).toContain('1 voksen og 2 barn')
  expect(ferryStepText(one!, 'en')).toContain('for 1 senior.')
})

test('an amount is fare and toll part together, and an example is told', () => {
  expect(ferryStepAmount(FARE, 'nb')).toBe('129,00\u00a0kr')
  expect(isExampleFare([FARE])).toBe(false)
  expect(isExampleFare(STEPS)).toBe(true)
})
