import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { DUNNING_SMS, SMS_TEXTS } from './dunning-sms.ts'

/** GSM 03.38 without its extension: what takes one place of the 160. */
const ONE_PLACE = /^[A-Za-z0-9 .,:;!?()'"«»æøåÆØÅéäöüÄÖÜ\n-]*$/

describe.each(LANGUAGES)('an SMS in %s', (language) => {
  test.each(SMS_TEXTS)('of %s is one message, with no link and no amount', (occasion) => {
    const text = DUNNING_SMS[language][occasion]('Bompengeselskap Nord AS')
    expect(text.length).toBeLessThanOrEqual(160)
    expect(text).toMatch(ONE_PLACE)
    expect(text).not.toMatch(/https?:|www\.|\.no\b|\d/)
  })

  test('to an owner without agreement speaks of none', () => {
    expect(DUNNING_SMS[language]['collection-of-owner']('Ferde AS')).not.toMatch(
      /avtale|sperr|agreement|block/i,
    )
  })
})
