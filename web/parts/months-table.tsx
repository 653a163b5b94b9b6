import { Heading } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { MONTH_TEXTS } from '#words/months.ts'
import { PASSAGE_LIST_TEXTS } from '#words/passage-list.ts'
import { type MonthRow, MonthRows } from './month-rows.tsx'
import { MonthsBars } from './months-bars.tsx'

export type MonthInWords = MonthRow & {
  readonly short: string
  /** Of the largest sum, from 0 to 1. */
  readonly share: number
}

/** A year, as bars and as a table. Nothing where nobody drove in it. */
export function MonthsTable({ language, months }: { language: Language; months: readonly MonthInWords[] }) {
  const texts = MONTH_TEXTS[language]
  if (months.every(({ count }) => count === '0')) return null
  return (
    <section className="stack" aria-labelledby="months">
      <Heading level={2} data-size="sm" id="months">
        {texts.months}
      </Heading>
      <MonthsBars months={months} label={PASSAGE_LIST_TEXTS[language].bars} />
      <MonthRows
        caption={texts.months}
        names={{ month: texts.month, count: texts.passages, sum: texts.sum }}
        months={months}
      />
    </section>
  )
}
