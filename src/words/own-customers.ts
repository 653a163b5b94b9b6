import type { Language } from '#core/language.ts'

export type OwnCustomersTexts = {
  readonly heading: string
  readonly about: string
  readonly agreement: (number: string, issuer: string) => string
  readonly noAgreement: string
}

/** Said to one who has several customers: which of them a page is about, and how to come to another. */
export const OWN_CUSTOMERS_TEXTS: Record<Language, OwnCustomersTexts> = {
  nb: {
    heading: 'Hvilken kunde siden gjelder',
    about:
      'Du er kunde flere ganger, og hver av dem har sine egne opplysninger. Velg den du vil se og endre.',
    agreement: (number, issuer) => `avtale ${number} hos ${issuer}`,
    noAgreement: 'ingen avtale om brikke',
  },
  nn: {
    heading: 'Kva kunde sida gjeld',
    about:
      'Du er kunde fleire gonger, og kvar av dei har sine eigne opplysningar. Vel den du vil sjå og endre.',
    agreement: (number, issuer) => `avtale ${number} hos ${issuer}`,
    noAgreement: 'ingen avtale om brikke',
  },
  en: {
    heading: 'Which customer the page is about',
    about:
      'You are a customer more than once, and each has details of its own. Choose the one you want to see and change.',
    agreement: (number, issuer) => `agreement ${number} with ${issuer}`,
    noAgreement: 'no agreement on a tag',
  },
}
