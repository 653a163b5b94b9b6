import type { Language } from '#core/language.ts'

export type OverviewTexts = {
  readonly hello: (name: string) => string
  readonly unpaid: string
  readonly pay: string
  readonly dueOn: (day: string) => string
  readonly wasDueOn: (day: string) => string
  readonly nothingToPay: string
  readonly thisMonth: (month: string) => string
  readonly allOfMonth: string
  readonly vehicles: string
  readonly noVehicles: string
  readonly tag: (number: string) => string
  readonly noTag: string
  readonly latest: string
  readonly noPassages: string
  readonly allPassages: string
  readonly noAgreement: string
  readonly noAgreementWhy: string
}

export const OVERVIEW_TEXTS: Record<Language, OverviewTexts> = {
  nb: {
    hello: (name) => (name === '' ? 'Hei' : `Hei, ${name}`),
    unpaid: 'Å betale',
    pay: 'Se hvordan du betaler',
    dueOn: (day) => `Forfaller ${day}`,
    wasDueOn: (day) => `Forfalt ${day}`,
    nothingToPay: 'Du har ingenting å betale nå.',
    thisMonth: (month) => `Så langt i ${month}`,
    allOfMonth: 'Se passeringene i måneden',
    vehicles: 'Kjøretøy og brikker',
    noVehicles: 'Ingen kjøretøy er registrert på avtalene dine.',
    tag: (number) => `Brikke ${number}`,
    noTag: 'Uten brikke',
    latest: 'Siste passeringer',
    noPassages: 'Ingen passeringer ennå. Det kan gå noen dager fra du passerer til det vises her.',
    allPassages: 'Se alle passeringer',
    noAgreement: 'Vi fant ingen avtale',
    noAgreementWhy:
      'Ingen AutoPASS-avtale hos oss er laget med fødselsnummeret ditt. Mener du at du har en, kan bompengeselskapet ditt rette det.',
  },
  nn: {
    hello: (name) => (name === '' ? 'Hei' : `Hei, ${name}`),
    unpaid: 'Å betale',
    pay: 'Sjå korleis du betaler',
    dueOn: (day) => `Forfell ${day}`,
    wasDueOn: (day) => `Forfall var ${day}`,
    nothingToPay: 'Du har ingenting å betale no.',
    thisMonth: (month) => `Så langt i ${month}`,
    allOfMonth: 'Sjå passeringane i månaden',
    vehicles: 'Køyretøy og brikker',
    noVehicles: 'Ingen køyretøy er registrerte på avtalane dine.',
    tag: (number) => `Brikke ${number}`,
    noTag: 'Utan brikke',
    latest: 'Siste passeringar',
    noPassages: 'Ingen passeringar enno. Det kan gå nokre dagar frå du passerer til det viser her.',
    allPassages: 'Sjå alle passeringar',
    noAgreement: 'Vi fann ingen avtale',
    noAgreementWhy:
      'Ingen AutoPASS-avtale hos oss er laga med fødselsnummeret ditt. Meiner du at du har ein, kan bompengeselskapet ditt rette det.',
  },
  en: {
    hello: (name) => (name === '' ? 'Hello' : `Hello, ${name}`),
    unpaid: 'To pay',
    pay: 'See how to pay',
    dueOn: (day) => `Due ${day}`,
    wasDueOn: (day) => `Was due ${day}`,
    nothingToPay: 'You have nothing to pay now.',
    thisMonth: (month) => `So far in ${month}`,
    allOfMonth: 'See the passages of the month',
    vehicles: 'Vehicles and tags',
    noVehicles: 'No vehicles are registered on your agreements.',
    tag: (number) => `Tag ${number}`,
    noTag: 'Without a tag',
    latest: 'Latest passages',
    noPassages: 'No passages yet. It can take a few days from when you pass until it shows here.',
    allPassages: 'See all passages',
    noAgreement: 'We found no agreement',
    noAgreementWhy:
      'No AutoPASS agreement with us was made with your national identity number. If you think you have one, your toll company can put it right.',
  },
}
