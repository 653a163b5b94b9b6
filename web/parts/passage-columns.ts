import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import type { Column, Value } from '#formats/table.ts'
import type { ShownPassage } from '#payments/read-passages.ts'
import { formatTime } from '#words/format.ts'
import { PASSAGE_LIST_TEXTS, type PassageColumn } from '#words/passage-list.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { priceStepText } from '#words/price-steps.ts'

const COLUMNS: readonly (Omit<Column, 'heading'> & { of: PassageColumn })[] = [
  { of: 'day', key: 'passed_on', kind: 'day', width: 12 },
  { of: 'time', key: 'passed_at_oslo', kind: 'text', width: 12 },
  { of: 'station', key: 'station', kind: 'text', width: 32 },
  { of: 'charger', key: 'toll_charger', kind: 'text', width: 24 },
  { of: 'plate', key: 'plate', kind: 'text', width: 14 },
  { of: 'read', key: 'read_by', kind: 'text', width: 24 },
  { of: 'tariff', key: 'tariff_ore', kind: 'ore', width: 12 },
  { of: 'amount', key: 'amount_ore', kind: 'ore', width: 12 },
  { of: 'state', key: 'state', kind: 'text', width: 16 },
  { of: 'reason', key: 'reason', kind: 'text', width: 80 },
]

export function passageColumns(language: Language): readonly Column[] {
  return COLUMNS.map(({ of, ...column }) => ({
    ...column,
    heading: PASSAGE_LIST_TEXTS[language].columns[of],
  }))
}

/** A passage as a row of a file: what has no price has no amount, and says why. */
export function passageValues(passage: ShownPassage, language: Language): readonly Value[] {
  const texts = PASSAGE_TEXTS[language]
  const { passedAt, price, plate, readBy, hidden } = passage
  const charged = price.state === 'charged' ? price : undefined
  const reasons =
    price.state === 'charged'
      ? (hidden ? [] : price.because).map((step) => priceStepText(step, language))
      : [texts.noPrice[price.reason]]
  return [
    osloDay(passedAt),
    hidden ? undefined : formatTime(passedAt),
    passage.stationName || undefined,
    passage.chargerName,
    plate && shownPlate(plate),
    readBy && texts.read[readBy],
    charged?.tariff,
    charged?.amount,
    price.state === 'charged' ? PASSAGE_LIST_TEXTS[language].charged : texts[price.state],
    [
      ...(hidden ? [texts.hiddenWhy] : []),
      ...reasons,
      ...passage.corrections.map((said) => said[language]),
    ].join(' '),
  ]
}
