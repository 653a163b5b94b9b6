import type { Language } from '#core/language.ts'

/** What stands around every page, and in the place of one that is not there. */
export type FrameTexts = {
  readonly service: string
  readonly about: string
  readonly skip: string
  readonly menu: string
  readonly overview: string
  readonly balance: string
  readonly vehicles: string
  readonly passages: string
  readonly invoices: string
  readonly ferry: string
  readonly payments: string
  readonly customerService: string
  readonly logIn: string
  readonly logOut: string
  readonly loggedInAs: string
  readonly language: string
  readonly languageBelow: string
  readonly cookies: string
  readonly accessibility: string
  readonly privacy: string
  readonly prices: string
  readonly ferries: string
  readonly questions: string
  readonly contact: string
  readonly logInHelp: string
  readonly terms: string
  readonly notFound: string
  readonly notFoundWhy: string
  readonly failed: string
  readonly failedWhy: string
  readonly errorCode: (id: string) => string
  readonly home: string
}

/** Each language by its own name: one must find home also from a page one cannot read. */
export const LANGUAGE_NAMES: Record<Language, string> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

export const FRAME_TEXTS: Record<Language, FrameTexts> = {
  nb: {
    service: 'Min side',
    about: 'for deg som kjører gjennom bomstasjoner',
    skip: 'Hopp til innholdet',
    menu: 'Meny',
    overview: 'Oversikt',
    balance: 'Saldo',
    vehicles: 'Brikker og kjøretøy',
    passages: 'Passeringer',
    invoices: 'Fakturaer',
    ferry: 'Ferje',
    payments: 'Betalinger',
    customerService: 'Kundeservice',
    logIn: 'Logg inn',
    logOut: 'Logg ut',
    loggedInAs: 'Logget inn som',
    language: 'Språk',
    languageBelow: 'Språk, nederst på siden',
    cookies: 'Vi lagrer bare det som må til for at siden skal virke og være trygg.',
    accessibility: 'Tilgjengelighet',
    privacy: 'Personvern',
    prices: 'Priser',
    ferries: 'Ferjesamband',
    questions: 'Ofte stilte spørsmål',
    contact: 'Kontakt',
    logInHelp: 'Hjelp til innlogging',
    terms: 'Vilkår',
    notFound: 'Vi finner ikke siden',
    notFoundWhy: 'Adressen kan være skrevet feil, eller siden kan være flyttet eller høre til noen andre.',
    failed: 'Noe gikk galt hos oss',
    failedWhy: 'Feilen er vår, og den er meldt til oss. Prøv igjen om noen minutter.',
    errorCode: (id) => `Oppgi feilkode ${id} hvis du kontakter oss om dette.`,
    home: 'Gå til forsiden',
  },
  nn: {
    service: 'Mi side',
    about: 'for deg som køyrer gjennom bomstasjonar',
    skip: 'Hopp til innhaldet',
    menu: 'Meny',
    overview: 'Oversikt',
    balance: 'Saldo',
    vehicles: 'Brikker og køyretøy',
    passages: 'Passeringar',
    invoices: 'Fakturaer',
    ferry: 'Ferje',
    payments: 'Betalingar',
    customerService: 'Kundeservice',
    logIn: 'Logg inn',
    logOut: 'Logg ut',
    loggedInAs: 'Logga inn som',
    language: 'Språk',
    languageBelow: 'Språk, nedst på sida',
    cookies: 'Vi lagrar berre det som må til for at sida skal verke og vere trygg.',
    accessibility: 'Tilgjenge',
    privacy: 'Personvern',
    prices: 'Prisar',
    ferries: 'Ferjesamband',
    questions: 'Ofte stilte spørsmål',
    contact: 'Kontakt',
    logInHelp: 'Hjelp til innlogging',
    terms: 'Vilkår',
    notFound: 'Vi finn ikkje sida',
    notFoundWhy: 'Adressa kan vere skriven feil, eller sida kan vere flytta eller høyre til nokon andre.',
    failed: 'Noko gjekk gale hos oss',
    failedWhy: 'Feilen er vår, og han er meld til oss. Prøv igjen om nokre minutt.',
    errorCode: (id) => `Oppgi feilkode ${id} om du kontaktar oss om dette.`,
    home: 'Gå til framsida',
  },
  en: {
    service: 'Min side',
    about: 'for those who drive through toll stations',
    skip: 'Skip to the content',
    menu: 'Menu',
    overview: 'Overview',
    balance: 'Balance',
    vehicles: 'Tags and vehicles',
    passages: 'Passages',
    invoices: 'Invoices',
    ferry: 'Ferry',
    payments: 'Payments',
    customerService: 'Customer service',
    logIn: 'Log in',
    logOut: 'Log out',
    loggedInAs: 'Logged in as',
    language: 'Language',
    languageBelow: 'Language, at the foot of the page',
    cookies: 'We store only what it takes for the site to work and be safe.',
    accessibility: 'Accessibility',
    privacy: 'Privacy',
    prices: 'Prices',
    ferries: 'Ferries',
    questions: 'Frequently asked questions',
    contact: 'Contact',
    logInHelp: 'Help with logging in',
    terms: 'Terms',
    notFound: 'We cannot find the page',
    notFoundWhy: 'The address may be misspelt, or the page may have moved or belong to somebody else.',
    failed: 'Something went wrong on our side',
    failedWhy: 'The mistake is ours, and it has been reported to us. Try again in a few minutes.',
    errorCode: (id) => `Quote error code ${id} if you contact us about this.`,
    home: 'Go to the front page',
  },
}
