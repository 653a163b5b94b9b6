import type { Language } from '#core/language.ts'

/** What staff are told when the daily control has found something. */
export type ControlTexts = {
  readonly subject: (day: string) => string
  readonly intro: string
  readonly what: string
}

export const CONTROL_TEXTS: Record<Language, ControlTexts> = {
  nb: {
    subject: (day) => `Dagskontrollen for ${day} stemmer ikke`,
    intro: 'Kontrollen av passeringer og belastninger har funnet avvik:',
    what: 'Måneden kan ikke lukkes før dette er rettet. Alle avvik vises med daily-control.',
  },
  nn: {
    subject: (day) => `Dagskontrollen for ${day} stemmer ikkje`,
    intro: 'Kontrollen av passeringar og belastningar har funne avvik:',
    what: 'Månaden kan ikkje lukkast før dette er retta. Alle avvik blir viste med daily-control.',
  },
  en: {
    subject: (day) => `The daily control of ${day} does not add up`,
    intro: 'The control of passages and charges has found differences:',
    what: 'The month cannot be closed until this is put right. daily-control shows all of them.',
  },
}
