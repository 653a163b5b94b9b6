import type { Language } from '#core/language.ts'

type Reason = 'kept' | 'lost' | 'not-open' | 'not-here' | 'no-card' | 'former-version'
export type TripState =
  | 'received'
  | 'posted'
  | 'duplicate'
  | 'superseded'
  | 'cancelled'
  | 'no-account'
  | 'queued'
  | 'rejected'

/** A ferry trip and all that became of it: why it costs that. */
export type FerryTripPageTexts = {
  readonly heading: string
  readonly toTrips: string
  readonly calculation: string
  readonly discountWhy: string
  readonly becauseOf: (of: { balance: string; limit: string }) => Readonly<Record<Reason, string>>
  readonly measured: (metres: string) => string
  readonly versions: string
  readonly versionsWhy: string
  readonly version: (number: number) => string
  readonly states: Readonly<Record<TripState, string>>
  readonly cost: (amount: string) => string
  readonly takenBack: (amount: string) => string
  readonly nothingNow: string
  readonly notYet: string
  readonly reference: (company: string, reference: string) => string
  readonly connection: string
  readonly wrong: string
  readonly wrongWhy: (company: string) => string
}

export const FERRY_TRIP_PAGE_TEXTS: Record<Language, FerryTripPageTexts> = {
  nb: {
    heading: 'Hvorfor denne prisen?',
    toTrips: 'Ferjeturer',
    calculation: 'Slik er prisen regnet ut',
    discountWhy: 'Hvorfor denne rabatten',
    becauseOf: ({ balance, limit }) => ({
      kept: `Saldoen før turen var ${balance}. Det var nok til rabatt med ferjeavtale.`,
      lost: `Rabatten med ferjeavtale var falt bort, fordi saldoen før turen var ${balance}. Grensen var ${limit}.`,
      'not-open': 'Hele forskuddet var ikke kommet inn, og kontoen ga derfor ikke rabatt med ferjeavtale.',
      'not-here': `Saldoen før turen var ${balance} og nok til rabatt, men sambandet gir ingen rabatt med ferjeavtale slik turen ble betalt.`,
      'no-card': `Saldoen før turen var ${balance} og nok til rabatt, men her gis rabatten med ferjekort, og kjøretøyet hadde ikke noe da turen ble registrert.`,
      'former-version': 'Turen er rettet. Rabatten er den som ble bestemt da turen først ble ført.',
    }),
    measured: (metres) => `Målt lengde ${metres} m`,
    versions: 'Det som er sendt inn om turen',
    versionsWhy: 'Rederiet kan rette en tur. Da gis det som var trukket, tilbake, og den nye prisen trekkes.',
    version: (number) => `Versjon ${number}`,
    states: {
      received: 'Kommet inn, ikke ført ennå',
      posted: 'Ført',
      duplicate: 'Samme kjøretøy og avgang er ført fra før, og koster ingenting mer',
      superseded: 'Erstattet av en senere versjon',
      cancelled: 'Avlyst av rederiet',
      'no-account': 'Hørte ikke til en ferjeavtale',
      queued: 'Noe mangler, og en person ser på den',
      rejected: 'Avvist',
    },
    cost: (amount) => `Kostet ${amount}`,
    takenBack: (amount) => `Kostet ${amount}, og er gitt tilbake`,
    nothingNow: 'Turen koster ingenting nå.',
    notYet: 'Turen er ikke ført ennå, og har ingen pris.',
    reference: (company, reference) => `${company}, referanse ${reference}`,
    connection: 'Priser på strekningen',
    wrong: 'Er noe feil?',
    wrongWhy: (company) =>
      `${company} måler kjøretøyet og sender turen inn. Er lengden eller prisen feil, spør dem, og oppgi referansen. Retter de turen, kommer rettingen hit av seg selv.`,
  },
  nn: {
    heading: 'Kvifor denne prisen?',
    toTrips: 'Ferjeturar',
    calculation: 'Slik er prisen rekna ut',
    discountWhy: 'Kvifor denne rabatten',
    becauseOf: ({ balance, limit }) => ({
      kept: `Saldoen før turen var ${balance}. Det var nok til rabatt med ferjeavtale.`,
      lost: `Rabatten med ferjeavtale var fallen bort, fordi saldoen før turen var ${balance}. Grensa var ${limit}.`,
      'not-open': 'Heile forskotet var ikkje kome inn, og kontoen gav difor ikkje rabatt med ferjeavtale.',
      'not-here': `Saldoen før turen var ${balance} og nok til rabatt, men sambandet gir ingen rabatt med ferjeavtale slik turen vart betalt.`,
      'no-card': `Saldoen før turen var ${balance} og nok til rabatt, men her blir rabatten gitt med ferjekort, og køyretøyet hadde ikkje noko då turen vart registrert.`,
      'former-version': 'Turen er retta. Rabatten er den som vart bestemt då turen først vart ført.',
    }),
    measured: (metres) => `Målt lengd ${metres} m`,
    versions: 'Det som er sendt inn om turen',
    versionsWhy:
      'Reiarlaget kan rette ein tur. Då får du att det som var trekt, og den nye prisen blir trekt.',
    version: (number) => `Versjon ${number}`,
    states: {
      received: 'Komen inn, ikkje ført enno',
      posted: 'Ført',
      duplicate: 'Same køyretøy og avgang er ført frå før, og kostar ingenting meir',
      superseded: 'Erstatta av ein seinare versjon',
      cancelled: 'Avlyst av reiarlaget',
      'no-account': 'Høyrde ikkje til ein ferjeavtale',
      queued: 'Noko manglar, og ein person ser på han',
      rejected: 'Avvist',
    },
    cost: (amount) => `Kosta ${amount}`,
    takenBack: (amount) => `Kosta ${amount}, og er gitt tilbake`,
    nothingNow: 'Turen kostar ingenting no.',
    notYet: 'Turen er ikkje ført enno, og har ingen pris.',
    reference: (company, reference) => `${company}, referanse ${reference}`,
    connection: 'Prisar på strekninga',
    wrong: 'Er noko feil?',
    wrongWhy: (company) =>
      `${company} måler køyretøyet og sender turen inn. Er lengda eller prisen feil, spør dei, og oppgi referansen. Rettar dei turen, kjem rettinga hit av seg sjølv.`,
  },
  en: {
    heading: 'Why this price?',
    toTrips: 'Ferry trips',
    calculation: 'How the price was worked out',
    discountWhy: 'Why this discount',
    becauseOf: ({ balance, limit }) => ({
      kept: `The balance before this trip was ${balance}. That was enough for the discount of the ferry agreement.`,
      lost: `The discount of the ferry agreement had lapsed because the balance before this trip was ${balance}. The limit was ${limit}.`,
      'not-open':
        'The whole prepayment had not come in, so the account gave no discount of a ferry agreement.',
      'not-here': `The balance before this trip was ${balance} and enough for a discount, but the connection gives the ferry agreement none, as the trip was paid.`,
      'no-card': `The balance before the trip was ${balance} and enough for the discount, but here it is given by ferry card, and the vehicle had none when the trip was registered.`,
      'former-version': 'The trip is corrected. The discount is the one decided when it was first entered.',
    }),
    measured: (metres) => `Measured length ${metres} m`,
    versions: 'What was sent in of the trip',
    versionsWhy:
      'The ferry company may correct a trip. What was drawn is then given back, and the new price is drawn.',
    version: (number) => `Version ${number}`,
    states: {
      received: 'Come in, not entered yet',
      posted: 'Entered',
      duplicate: 'The same vehicle and departure was entered before, and costs nothing more',
      superseded: 'Replaced by a later version',
      cancelled: 'Cancelled by the ferry company',
      'no-account': 'Belonged to no ferry agreement',
      queued: 'Something is missing, and a person looks at it',
      rejected: 'Rejected',
    },
    cost: (amount) => `Cost ${amount}`,
    takenBack: (amount) => `Cost ${amount}, and was given back`,
    nothingNow: 'The trip costs nothing now.',
    notYet: 'The trip is not entered yet, and has no price.',
    reference: (company, reference) => `${company}, reference ${reference}`,
    connection: 'Prices on this leg',
    wrong: 'Is something wrong?',
    wrongWhy: (company) =>
      `${company} measures the vehicle and sends the trip in. If the length or the price is wrong, ask them, and quote the reference. If they correct the trip, the correction comes here by itself.`,
  },
}
