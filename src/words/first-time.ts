import type { Language } from '#core/language.ts'

export type FirstTimeTexts = {
  readonly heading: string
  readonly about: string
  /** For who is known already, and comes back for another. */
  readonly ofItself: string
  readonly yes: string
  readonly yesWhat: string
  readonly findAgreement: string
  readonly no: string
  readonly noWhat: string
  readonly newAgreement: string
  readonly dontKnow: string
  readonly dontKnowWhat: readonly string[]
  readonly toOverview: string
}

export const FIRST_TIME_TEXTS: Record<Language, FirstTimeTexts> = {
  nb: {
    heading: 'Har du allerede en AutoPASS-avtale?',
    about: 'Vi fant ingen avtale som er laget med fødselsnummeret eller organisasjonsnummeret ditt.',
    ofItself:
      'Avtaler som er laget med fødselsnummeret eller organisasjonsnummeret ditt, kommer fram av seg selv.',
    yes: 'Ja, jeg har allerede en avtale',
    yesWhat: 'Finn den med e-postadressen den står på, eller med avtalenummer og et kjøretøy.',
    findAgreement: 'Finn avtalen',
    no: 'Nei, jeg vil opprette en ny avtale',
    noWhat: 'Vi spør bare om det vi ikke vet fra før. Så legger du til kjøretøyet og bestiller brikke.',
    newAgreement: 'Opprett ny avtale',
    dontKnow: 'Jeg vet ikke',
    dontKnowWhat: [
      'Sitter det en AutoPASS-brikke i frontruten, hører den til en avtale. Avtalenummeret står på fakturaen.',
      'Får du faktura uten å ha brikke, er du trolig fakturert som eier av kjøretøyet og har ingen avtale.',
    ],
    toOverview: 'Gå til oversikten uten avtale',
  },
  nn: {
    heading: 'Har du allereie ein AutoPASS-avtale?',
    about: 'Vi fann ingen avtale som er laga med fødselsnummeret eller organisasjonsnummeret ditt.',
    ofItself:
      'Avtalar som er laga med fødselsnummeret eller organisasjonsnummeret ditt, kjem fram av seg sjølv.',
    yes: 'Ja, eg har allereie ein avtale',
    yesWhat: 'Finn han med e-postadressa han står på, eller med avtalenummer og eit køyretøy.',
    findAgreement: 'Finn avtalen',
    no: 'Nei, eg vil opprette ein ny avtale',
    noWhat: 'Vi spør berre om det vi ikkje veit frå før. Så legg du til køyretøyet og bestiller brikke.',
    newAgreement: 'Opprett ny avtale',
    dontKnow: 'Eg veit ikkje',
    dontKnowWhat: [
      'Sit det ei AutoPASS-brikke i frontruta, høyrer ho til ein avtale. Avtalenummeret står på fakturaen.',
      'Får du faktura utan å ha brikke, er du truleg fakturert som eigar av køyretøyet og har ingen avtale.',
    ],
    toOverview: 'Gå til oversikta utan avtale',
  },
  en: {
    heading: 'Do you already have an AutoPASS agreement?',
    about: 'We found no agreement made with your national identity number or organisation number.',
    ofItself:
      'Agreements made with your national identity number or organisation number show up by themselves.',
    yes: 'Yes, I already have an agreement',
    yesWhat: 'Find it by the e-mail address it is registered on, or by its number and a vehicle.',
    findAgreement: 'Find the agreement',
    no: 'No, I want a new agreement',
    noWhat: 'We only ask what we do not know already. Then you add the vehicle and order a tag.',
    newAgreement: 'Make a new agreement',
    dontKnow: 'I do not know',
    dontKnowWhat: [
      'An AutoPASS tag in the windscreen belongs to an agreement. The agreement number stands on the invoice.',
      'If you get invoices without having a tag, you are probably invoiced as the owner and have no agreement.',
    ],
    toOverview: 'Go to the overview without an agreement',
  },
}
