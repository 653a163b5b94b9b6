import type { Language } from '#core/language.ts'

export type TimeOutTexts = { readonly heading: string; readonly about: string; readonly stay: string }

export const TIME_OUT_TEXTS: Record<Language, TimeOutTexts> = {
  nb: {
    heading: 'Vil du fortsatt være pålogget?',
    about:
      'Du har ikke gjort noe på en stund. Om to minutter blir du logget ut. Det du har fylt ut, går da tapt.',
    stay: 'Hold meg pålogget',
  },
  nn: {
    heading: 'Vil du framleis vere pålogga?',
    about:
      'Du har ikkje gjort noko på ei stund. Om to minutt blir du logga ut. Det du har fylt ut, går då tapt.',
    stay: 'Hald meg pålogga',
  },
  en: {
    heading: 'Do you want to stay logged in?',
    about:
      'You have done nothing for a while. In two minutes you are logged out. What you have filled in is then lost.',
    stay: 'Keep me logged in',
  },
}
