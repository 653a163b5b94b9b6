import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import type { PriceStep } from '#core/price-step.ts'
import { isExamplePrice, priceStepAmount, priceStepText } from './price-steps.ts'

/** One of each; a kind that is missing does not compile. */
const EVERY_STEP: { [Kind in PriceStep['step']]: Extract<PriceStep, { step: Kind }> } = {
  tariff: { step: 'tariff', class: 1, column: 'diesel', band: 'rush', amount_ore: 5400 },
  'suspended-band': { step: 'suspended-band', band: 'rush', pays: 'off' },
  'class-1-by-agreement': { step: 'class-1-by-agreement' },
  'dearest-in-class': { step: 'dearest-in-class' },
  'tag-discount': { step: 'tag-discount', percent: 20, amount_ore: -1080 },
  'no-tag-discount': { step: 'no-tag-discount', because: 'tag-not-read' },
  'zero-emission-price': { step: 'zero-emission-price', amount_ore: 1000 },
  'zero-emission-share': { step: 'zero-emission-share', percent: 50, amount_ore: -1000 },
  'owner-pays': { step: 'owner-pays' },
  'as-if-tag-read': { step: 'as-if-tag-read' },
  exemption: { step: 'exemption', kind: 'disabled-permit', amount_ore: -2100 },
  'hour-rule': {
    step: 'hour-rule',
    mode: 'dearest',
    group: 'ring',
    minutes: 60,
    opener: 1,
    paid: 2,
    amount_ore: -1680,
  },
  'reverse-hour-rule': { step: 'reverse-hour-rule', group: 'bru', minutes: 60, amount_ore: -4050 },
  'pair-rule': { step: 'pair-rule', kind: 'free-if-paid', other: 1, amount_ore: -1440 },
  'cap-reached': { step: 'cap-reached', group: 'ring', limit: 60, amount_ore: -1680 },
}
const STEPS = Object.values(EVERY_STEP)

describe('the sentence of a step', () => {
  test.each(STEPS)('$step is a sentence in each language, and another in each', (step) => {
    const said = LANGUAGES.map((language) => priceStepText(step, language))
    for (const sentence of said) expect(sentence).toMatch(/^[A-ZÅ0-9].{10,}\.$/)
    const same = step.step === 'tag-discount' || step.step === 'tariff' ? 2 : 3
    expect(new Set(said).size).toBe(same)
  })

  test('a tariff tells group, column and band', () => {
    expect(priceStepText(EVERY_STEP.tariff, 'nb')).toBe('Full takst for takstgruppe 1, diesel, rushtid.')
    const off: PriceStep = { ...EVERY_STEP.tariff, column: 'normal', band: 'off', class: 2 }
    expect(priceStepText(off, 'nn')).toBe('Full takst for takstgruppe 2, utanom rushtid.')
    expect(priceStepText(off, 'en')).toBe('Full tariff for vehicle group 2, outside rush hour.')
  })

  test('a price without a source is called an example', () => {
    const example: PriceStep = { ...EVERY_STEP.tariff, example: true }
    expect(priceStepText(example, 'nb')).toMatch(/^Eksempeltakst for takstgruppe 1/)
    expect(isExamplePrice([EVERY_STEP['tag-discount'], example])).toBe(true)
    expect(isExamplePrice(STEPS)).toBe(false)
    expect(isExamplePrice([EVERY_STEP.tariff, { ...EVERY_STEP['zero-emission-share'], example: true }])).toBe(
      true,
    )
  })

  test('a discount tells its percent, and the amount is shown as less', () => {
    expect(priceStepText(EVERY_STEP['tag-discount'], 'nb')).toContain('20 prosent')
    expect(priceStepAmount(EVERY_STEP['tag-discount'], 'nb')).toBe('\u221210,80\u00a0kr')
    expect(priceStepAmount(EVERY_STEP['owner-pays'], 'nb')).toBeUndefined()
  })

  test('a discount is for the agreement: a plate was read, or the tag is in the post', () => {
    expect(priceStepText(EVERY_STEP['tag-discount'], 'nb')).toBe('20 prosent rabatt fordi du har avtale.')
  })

  test('a cap that is reached frees where it applies, and nowhere else', () => {
    const said = LANGUAGES.map((language) => priceStepText(EVERY_STEP['cap-reached'], language))
    for (const sentence of said) expect(sentence).toMatch(/gratis her\.$|free here\.$/)
  })

  test('a column nobody has named is shown by its code', () => {
    expect(priceStepText({ ...EVERY_STEP.tariff, column: 'biogas' }, 'en')).toContain(', biogas,')
  })
})

test('each column and band of the data has a name, so that no code is shown to a customer', () => {
  const codes = namesInData()
  expect(codes).toContain('older/rush')
  const shown = codes.flatMap((code) => {
    const [column = '', band = ''] = code.split('/')
    const text = priceStepText({ step: 'tariff', class: 1, column, band, amount_ore: 1 }, 'nb')
    return [`, ${band}`, column === 'diesel' || column === 'hydrogen' ? '' : `, ${column}`].filter(
      (raw) => raw !== '' && text.includes(raw) && !raw.startsWith(', rush'),
    )
  })
  expect(shown).toEqual([])
})

type Prices = Record<string, Record<string, number>>

function namesInData(): readonly string[] {
  const folder = new URL('../../data/tolls/', import.meta.url)
  const found = new Set<string>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const { tariffs = [] } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
      tariffs?: readonly { class1?: Prices; class2?: Prices }[]
    }
    for (const prices of tariffs.flatMap(({ class1 = {}, class2 = {} }) => [class1, class2])) {
      for (const [column, bands] of Object.entries(prices)) {
        for (const band of Object.keys(bands)) found.add(`${column}/${band}`)
      }
    }
  }
  return [...found]
}
