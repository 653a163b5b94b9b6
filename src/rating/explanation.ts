import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import { EXPLANATION_TEXTS } from '#words/explanation.ts'
import { formatDay, formatInstant, formatKroner } from '#words/format.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { priceStepAmount, priceStepText } from '#words/price-steps.ts'
import type { Explanation } from './explain-passage.ts'
import type { TariffSource } from './tariffs.ts'

/** The steps of an explanation in words, in order: the same for customer, case worker and command line. */
export function explanationLines(explained: Explanation, language: Language): readonly string[] {
  const texts = EXPLANATION_TEXTS[language]
  const { rated, opener, tariff, charges, agrees } = explained
  const lines: string[] = []
  if (!rated) lines.push(texts.ended)
  else if (rated.outcome === 'charged') {
    for (const step of rated.because) {
      const amount = priceStepAmount(step, language)
      lines.push(`${priceStepText(step, language)}${amount === undefined ? '' : ` ${amount}`}`)
      if (step.step === 'tariff' && tariff) lines.push(sourceText(step, tariff, language))
    }
    if (opener) lines.push(texts.opener(opener.stationName, formatInstant(opener.passedAt, language)))
    if (rated.counted) lines.push(texts.counted(rated.counted.number, rated.counted.limit))
    lines.push(texts.toPay(formatKroner(rated.amount, language)))
  } else lines.push(PASSAGE_TEXTS[language].noPrice[rated.reason])
  if (charges.length === 0) lines.push(texts.nothingBooked)
  for (const { amountOre, createdAt, reverses } of charges) {
    const say = reverses === undefined ? texts.charged : texts.takenBack
    lines.push(say(formatKroner(ore(amountOre), language), formatInstant(createdAt, language)))
  }
  if (!agrees) lines.push(texts.disagrees)
  return lines
}

function sourceText(
  { example }: Extract<PriceStep, { step: 'tariff' }>,
  { source, from }: TariffSource,
  language: Language,
): string {
  const texts = EXPLANATION_TEXTS[language]
  const since = formatDay(from, language)
  return example ? texts.example(since) : texts.source(source, since)
}
