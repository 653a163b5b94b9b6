import type { Language } from '#core/language.ts'

export type OverviewTexts = {
  readonly hello: (name: string) => string
  readonly unpaid: string
  readonly askedAhead: (sum: string) => string
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
  readonly becomeCustomer: string
  readonly todo: string
  readonly emailMissing: string
  readonly toEmail: string
  readonly emailUnconfirmed: string
  readonly toConfirm: string
  readonly addressMissing: string
  readonly toAddress: string
  readonly tagUnread: (plate: string, tag: string, count: number) => string
  readonly tagUnreadWhy: string
  readonly sold: (plate: string) => string
  readonly reportSale: string
}

export const OVERVIEW_TEXTS: Record<Language, OverviewTexts> = {
  nb: {
    hello: (name) => (name === '' ? 'Hei' : `Hei, ${name}`),
    unpaid: 'Å betale',
    askedAhead: (sum) => `Du er bedt om ${sum} på forskudd, uten forfallsdato.`,
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
    becomeCustomer: 'Bli kunde',
    todo: 'Gjør dette nå',
    emailMissing: 'Vi har ingen e-postadresse til deg.',
    toEmail: 'Skriv inn e-postadressen din',
    emailUnconfirmed: 'E-postadressen din er ikke bekreftet, så vi vet ikke om du får meldingene våre.',
    toConfirm: 'Bekreft e-postadressen',
    addressMissing: 'Vi har ingen adresse å sende post til.',
    toAddress: 'Skriv inn adressen din',
    tagUnread: (plate, tag, count) =>
      `Brikke ${tag} i ${plate} ble ikke lest de siste ${count} gangene du passerte.`,
    sold: (plate) =>
      `${plate} har fått ny eier i Kjøretøyregisteret. Du betaler for passeringene til du melder fra om salget.`,
    reportSale: 'Meld salget',
    tagUnreadWhy:
      'Se etter at den sitter riktig i frontruten. Uten brikke kan du miste rabatt, timesregel og månedstak.',
  },
  nn: {
    hello: (name) => (name === '' ? 'Hei' : `Hei, ${name}`),
    unpaid: 'Å betale',
    askedAhead: (sum) => `Du er beden om ${sum} på førehand, utan forfallsdato.`,
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
    becomeCustomer: 'Bli kunde',
    todo: 'Gjer dette no',
    emailMissing: 'Vi har inga e-postadresse til deg.',
    toEmail: 'Skriv inn e-postadressa di',
    emailUnconfirmed: 'E-postadressa di er ikkje stadfesta, så vi veit ikkje om du får meldingane våre.',
    toConfirm: 'Stadfest e-postadressa',
    addressMissing: 'Vi har inga adresse å sende post til.',
    toAddress: 'Skriv inn adressa di',
    tagUnread: (plate, tag, count) =>
      `Brikke ${tag} i ${plate} vart ikkje lesen dei siste ${count} gongene du passerte.`,
    sold: (plate) =>
      `${plate} har fått ny eigar i Køyretøyregisteret. Du betaler for passeringane til du melder frå om salet.`,
    reportSale: 'Meld salet',
    tagUnreadWhy:
      'Sjå etter at ho sit rett i frontruta. Utan brikke kan du miste rabatt, timesregel og månadstak.',
  },
  en: {
    hello: (name) => (name === '' ? 'Hello' : `Hello, ${name}`),
    unpaid: 'To pay',
    askedAhead: (sum) => `You are asked for ${sum} ahead, without a due date.`,
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
    becomeCustomer: 'Become a customer',
    todo: 'Do this now',
    emailMissing: 'We have no e-mail address for you.',
    toEmail: 'Enter your e-mail address',
    emailUnconfirmed:
      'Your e-mail address is not confirmed, so we do not know whether our messages reach you.',
    toConfirm: 'Confirm the e-mail address',
    addressMissing: 'We have no address to send post to.',
    toAddress: 'Enter your address',
    tagUnread: (plate, tag, count) =>
      `Tag ${tag} in ${plate} was not read the last ${count} times you passed.`,
    sold: (plate) =>
      `${plate} has a new owner in the vehicle register. You pay for its passages until you report the sale.`,
    reportSale: 'Report the sale',
    tagUnreadWhy:
      'See that it sits right in the windscreen. Without a tag you may lose discount, hour rule and monthly cap.',
  },
}
