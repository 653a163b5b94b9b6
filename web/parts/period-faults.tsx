import type { Language } from '#core/language.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { FaultSummary } from './flow.tsx'

export type WrongPeriod = {
  readonly from?: 'noSuchDay' | 'wrongOrder'
  readonly to?: 'noSuchDay' | 'wrongOrder'
}

/** What is wrong with a period that an address asks for, by the field it was typed in. */
export function periodFaults(wrong: WrongPeriod, language: Language) {
  const texts = INVOICE_PAGE_TEXTS[language]
  return {
    ...(wrong.from ? { fra: `${texts.from}: ${texts[wrong.from]}` } : {}),
    ...(wrong.to ? { til: `${texts.to}: ${texts[wrong.to]}` } : {}),
  }
}

/** A form that asks by the address says what is wrong on top, with a way to its field, as one that is sent does. */
export function PeriodFaults({ wrong, language }: { wrong: WrongPeriod; language: Language }) {
  return <FaultSummary faults={periodFaults(wrong, language)} language={language} />
}
