import type { Language } from '#core/language.ts'
import { sumOre } from '#core/money.ts'
import type { StationPrices, TripPrice } from '#rating/inquiry.ts'
import { EXPLANATION_TEXTS } from '#words/explanation.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { isExamplePrice, priceStepAmount, priceStepText, tariffName } from '#words/price-steps.ts'
import { TARIFF_PAGE_TEXTS } from '#words/tariff-page.ts'

export type PricesInWords = {
  readonly stations: readonly string[]
  readonly source: string
  readonly example: boolean
  readonly bands: readonly string[]
  readonly rows: readonly {
    readonly kind: string
    readonly example: boolean
    readonly prices: readonly string[]
  }[]
}

/** A column for each band of the day, a row for each kind of vehicle. */
export function pricesInWords(
  groups: readonly StationPrices[],
  language: Language,
): readonly PricesInWords[] {
  const texts = TARIFF_PAGE_TEXTS[language]
  return groups.map(({ stations, source, rows }) => {
    const bands = [...new Set(rows.flatMap(({ prices }) => prices.map(({ band }) => band)))]
    return {
      stations,
      source: texts.source(source),
      example: rows.some((row) => row.example),
      bands: bands.map((band) =>
        bands.length === 1 ? texts.fullPrices : tariffName(language, 'band', band),
      ),
      rows: rows.map((row) => ({
        kind: [texts.class[row.class], tariffName(language, 'column', row.column)]
          .filter((part) => part !== '')
          .join(', '),
        example: row.example,
        prices: bands.map((band) => {
          const price = row.prices.find((one) => one.band === band)
          return price ? formatKroner(price.amount, language) : ''
        }),
      })),
    }
  })
}

/** A trip's price with its reasons: the same sentences as those of a real passage. */
export function tripInWords(
  prices: readonly TripPrice[],
  { stations }: { readonly stations: readonly { readonly code: string; readonly name: string }[] },
  language: Language,
) {
  const texts = EXPLANATION_TEXTS[language]
  const charged = prices.flatMap(({ outcome }) => (outcome.outcome === 'charged' ? [outcome] : []))
  return {
    total: formatKroner(sumOre(charged.map(({ amount }) => amount)), language),
    allKnown: prices.every(({ outcome }) => outcome.outcome !== 'held'),
    capped: charged.some(({ counted }) => counted !== undefined),
    stops: prices.map(({ stop, outcome, tariff }) => ({
      station: stations.find(({ code }) => code === stop.station)?.name ?? '',
      time: `${pad(Math.floor(stop.minuteOfDay / 60))}:${pad(stop.minuteOfDay % 60)}`,
      price:
        outcome.outcome === 'charged'
          ? formatKroner(outcome.amount, language)
          : PASSAGE_TEXTS[language][outcome.outcome],
      example: outcome.outcome === 'charged' && isExamplePrice(outcome.because),
      steps:
        outcome.outcome === 'charged'
          ? outcome.because.map((step) => ({
              text: priceStepText(step, language),
              amount: priceStepAmount(step, language),
            }))
          : [{ text: PASSAGE_TEXTS[language].noPrice[outcome.reason], amount: undefined }],
      source:
        tariff === undefined || outcome.outcome !== 'charged'
          ? undefined
          : isExamplePrice(outcome.because)
            ? texts.example(formatDay(tariff.from, language))
            : texts.source(tariff.source, formatDay(tariff.from, language)),
    })),
  }
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
