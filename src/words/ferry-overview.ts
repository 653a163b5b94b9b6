import type { Language } from '#core/language.ts'

/** «Ferje» on Min side: where the prepaid account stands, and what may be done with it. */
export type FerryOverviewTexts = {
  readonly heading: string
  readonly none: string
  readonly noneWhy: readonly string[]
  readonly become: string
}

export const FERRY_OVERVIEW_TEXTS: Record<Language, FerryOverviewTexts> = {
  nb: {
    heading: 'Ferje',
    none: 'Du har ingen ferjeavtale',
    noneWhy: [
      'Med AutoPASS for ferje betaler du et beløp på forskudd, og turene trekkes fra det med rabatt.',
    ],
    become: 'Bli ferjekunde',
  },
  nn: {
    heading: 'Ferje',
    none: 'Du har ingen ferjeavtale',
    noneWhy: [
      'Med AutoPASS for ferje betaler du eit beløp på førehand, og turane blir trekte frå det med rabatt.',
    ],
    become: 'Bli ferjekunde',
  },
  en: {
    heading: 'Ferry',
    none: 'You have no ferry agreement',
    noneWhy: [
      'With AutoPASS for ferje you pay an amount ahead, and trips are drawn from it with a discount.',
    ],
    become: 'Become a ferry customer',
  },
}
