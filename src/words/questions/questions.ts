import type { Language } from '#core/language.ts'
import { AGREEMENT_QUESTIONS } from './agreement.ts'
import { COMPLAINT_QUESTIONS } from './complaint.ts'
import { EXEMPTION_QUESTIONS } from './exemption.ts'
import { FERRY_QUESTIONS } from './ferry.ts'
import type { Figures } from './figures.ts'
import { FOREIGN_QUESTIONS } from './foreign.ts'
import { HOUR_RULE_AND_CAP_QUESTIONS } from './hour-rule-and-cap.ts'
import { INVOICE_QUESTIONS } from './invoice.ts'
import { MANDATORY_QUESTIONS } from './mandatory.ts'
import { QUESTION_PAGE_TEXTS } from './page.ts'
import { PAYMENT_QUESTIONS } from './payment.ts'
import { PRICE_QUESTIONS } from './price.ts'
import { PRIVACY_QUESTIONS } from './privacy.ts'
import { type Question, type Said, THEMES, type Theme } from './question.ts'
import { hasAll, searchWords } from './search.ts'
import { type Source, sourceText } from './sources.ts'
import { TAG_QUESTIONS } from './tag.ts'
import { VEHICLE_QUESTIONS } from './vehicle.ts'

export const QUESTIONS: Readonly<Record<Theme, readonly Question[]>> = {
  agreement: AGREEMENT_QUESTIONS,
  tag: TAG_QUESTIONS,
  vehicle: VEHICLE_QUESTIONS,
  invoice: INVOICE_QUESTIONS,
  payment: PAYMENT_QUESTIONS,
  price: PRICE_QUESTIONS,
  'hour-rule-and-cap': HOUR_RULE_AND_CAP_QUESTIONS,
  ferry: FERRY_QUESTIONS,
  exemption: EXEMPTION_QUESTIONS,
  foreign: FOREIGN_QUESTIONS,
  mandatory: MANDATORY_QUESTIONS,
  privacy: PRIVACY_QUESTIONS,
  complaint: COMPLAINT_QUESTIONS,
}

export type AskedTheme = {
  readonly theme: Theme
  readonly name: string
  readonly questions: readonly Asked[]
}
export type Asked = Said & { readonly key: string; readonly sources: readonly ShownSource[] }
/** With the clause, where it is one of the terms we have the words of. */
export type ShownSource = { readonly text: string; readonly clause: string | undefined }

/** The page in one language: the questions that can be answered by these figures, and hold every word searched for. */
export function findQuestions(
  figures: Figures,
  language: Language,
  search: string,
): { readonly themes: readonly AskedTheme[]; readonly found: number; readonly all: number } {
  const all = THEMES.map((theme) => askedTheme(theme, figures, language))
  const words = searchWords(search)
  const themes = all
    .map((theme) => ({
      ...theme,
      questions: theme.questions.filter(({ asked, answer }) =>
        hasAll([theme.name, asked, ...answer.flat()], words),
      ),
    }))
    .filter(({ questions }) => questions.length > 0)
  return { themes, found: count(themes), all: count(all) }
}

function askedTheme(theme: Theme, figures: Figures, language: Language): AskedTheme {
  return {
    theme,
    name: QUESTION_PAGE_TEXTS[language].themes[theme],
    questions: QUESTIONS[theme].flatMap(({ key, sources, said }) => {
      const text = said(figures, language)
      return text ? [{ ...text, key, sources: sources.map((source) => shownSource(source, language)) }] : []
    }),
  }
}

function shownSource(source: Source, language: Language): ShownSource {
  return {
    text: sourceText(source, language),
    clause: source.document === 'terms' ? source.at : undefined,
  }
}

function count(themes: readonly AskedTheme[]): number {
  return themes.reduce((sum, { questions }) => sum + questions.length, 0)
}
