import type { Language } from '#core/language.ts'

/** What a month page says beside its passages: how far the caps have come, and the months before. */
export type MonthTexts = {
  readonly caps: string
  readonly capsWhy: string
  /** «38 av 60 passeringer denne måneden». */
  readonly counted: (number: number, limit: number, when: string) => string
  readonly thisMonth: string
  readonly inMonth: (month: string) => string
  readonly reached: string
  readonly months: string
  readonly month: string
  readonly passages: string
  readonly sum: string
}

export const MONTH_TEXTS: Record<Language, MonthTexts> = {
  nb: {
    caps: 'Månedstak',
    capsWhy:
      'Bare betalte passeringer teller. Når et tak er nådd, er resten av måneden gratis der taket gjelder.',
    counted: (number, limit, when) => `${number} av ${limit} passeringer ${when}`,
    thisMonth: 'denne måneden',
    inMonth: (month) => `i ${month}`,
    reached: 'Taket er nådd.',
    months: 'Måned for måned',
    month: 'Måned',
    passages: 'Passeringer',
    sum: 'Sum',
  },
  nn: {
    caps: 'Månadstak',
    capsWhy:
      'Berre betalte passeringar tel. Når eit tak er nådd, er resten av månaden gratis der taket gjeld.',
    counted: (number, limit, when) => `${number} av ${limit} passeringar ${when}`,
    thisMonth: 'denne månaden',
    inMonth: (month) => `i ${month}`,
    reached: 'Taket er nådd.',
    months: 'Månad for månad',
    month: 'Månad',
    passages: 'Passeringar',
    sum: 'Sum',
  },
  en: {
    caps: 'Monthly cap',
    capsWhy:
      'Only paid passages count. Once a cap is reached, the rest of the month is free where that cap applies.',
    counted: (number, limit, when) => `${number} of ${limit} passages ${when}`,
    thisMonth: 'this month',
    inMonth: (month) => `in ${month}`,
    reached: 'The cap is reached.',
    months: 'Month by month',
    month: 'Month',
    passages: 'Passages',
    sum: 'Sum',
  },
}

/** A cap group as people know it: its project's name, or, where a project has several, what tells it from the others. */
export function capGroupName(
  of: { group: string; projectName: string; stationName: string | undefined },
  language: Language,
): string {
  const name = GROUP_NAMES[language][of.group] ?? of.projectName
  return of.stationName === undefined ? name : `${name}, ${of.stationName}`
}

const GROUP_NAMES: Record<Language, Readonly<Record<string, string>>> = {
  nb: { 'oslo-ring': 'Bomringen i Oslo', 'oslo-bygrensen': 'Bygrensen i Oslo' },
  nn: { 'oslo-ring': 'Bomringen i Oslo', 'oslo-bygrensen': 'Bygrensa i Oslo' },
  en: { 'oslo-ring': 'The toll ring in Oslo', 'oslo-bygrensen': 'The city boundary of Oslo' },
}
