import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { EXPLANATION_TEXTS } from '#words/explanation.ts'
import { formatDay, formatInstant, formatKroner } from '#words/format.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { priceStepAmount, priceStepText } from '#words/price-steps.ts'
import type { Explanation } from './explain-passage.ts'
import type { RuleSource } from './sources.ts'

/**
 * The steps of an explanation in words, in order: the same for customer, case worker and command line. `places`: with each
 * row's place in its file, for whoever can look there.
 */
export function explanationLines(
  explained: Explanation,
  language: Language,
  { places } = { places: false },
): readonly string[] {
  const texts = EXPLANATION_TEXTS[language]
  const { rated, opener, sources, cap, exemptionId, waitsUntil, charges, agrees } = explained
  const from = (rows: readonly RuleSource[]) =>
    rows.map((row) => `${sourceText(row, language)}${places ? ` [${placeOf(row)}]` : ''}`)
  const lines: string[] = []
  if (waitsUntil !== undefined) lines.push(texts.waits(formatInstant(waitsUntil, language)))
  else if (!rated) lines.push(texts.ended)
  else if (rated.outcome === 'charged') {
    rated.because.forEach((step, i) => {
      const amount = priceStepAmount(step, language)
      const granted = places && step.step === 'exemption' ? ` [exemption ${exemptionId}]` : ''
      lines.push(`${priceStepText(step, language)}${amount === undefined ? '' : ` ${amount}`}${granted}`)
      lines.push(...from(sources[i] ?? []))
    })
    if (opener) lines.push(texts.opener(opener.stationName, formatInstant(opener.passedAt, language)))
    if (rated.counted) lines.push(texts.counted(rated.counted.number, rated.counted.limit), ...from(cap))
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

/** Of a row that nobody has stated, the source only says so, and in English. */
function sourceText({ list, source, from, example }: RuleSource, language: Language): string {
  const texts = EXPLANATION_TEXTS[language]
  const since = formatDay(from, language)
  if (list !== 'tariffs') return example ? texts.exampleRule(list, since) : texts.rule(list, source, since)
  return example ? texts.example(since) : texts.source(source, since)
}

function placeOf({ project, list, number }: RuleSource): string {
  return `data/tolls/${project}.json ${list}[${number}]`
}
