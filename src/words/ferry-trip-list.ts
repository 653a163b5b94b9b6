import type { Language } from '#core/language.ts'

export type TripDiscount = 'none' | 'tag' | 'private' | 'organisation'
export type TripPaidBy = 'account' | 'tag-issuer' | 'other-issuer' | 'invoice'
export type TripColumn = (typeof TRIP_COLUMNS)[number]
export const TRIP_COLUMNS = [
  'day',
  'time',
  'leg',
  'plate',
  'full',
  'discount',
  'toPay',
  'toll',
  'vat',
  'given',
  'paidBy',
  'reference',
] as const

/** A period's ferry trips on Min side, and as a file. */
export type FerryTripListTexts = {
  readonly heading: string
  readonly toFerry: string
  readonly period: (from: string, to: string) => string
  readonly choose: string
  readonly show: string
  readonly count: (count: number, shown: string) => string
  readonly full: string
  readonly discount: string
  readonly toPay: string
  readonly ofWhichToll: string
  readonly ofWhichVat: string
  readonly waiting: (count: number) => string
  readonly none: string
  readonly noneWhy: string
  readonly months: string
  readonly trips: string
  readonly free: string
  readonly wasFull: (full: string) => string
  readonly withToll: (toll: string) => string
  readonly corrected: string
  readonly why: string
  readonly given: Readonly<Record<TripDiscount, string>>
  readonly paidBy: Readonly<Record<TripPaidBy, string>>
  readonly file: string
  readonly columns: Readonly<Record<TripColumn, string>>
}

export const FERRY_TRIP_LIST_TEXTS: Record<Language, FerryTripListTexts> = {
  nb: {
    heading: 'Ferjeturer',
    toFerry: 'Ferje',
    period: (from, to) => `Ferjeturer ${from} til ${to}`,
    choose: 'Velg periode',
    show: 'Vis turer',
    count: (count, shown) => (count === 1 ? '1 tur' : `${shown} turer`),
    full: 'Full pris',
    discount: 'Rabatt',
    toPay: 'Å betale',
    ofWhichToll: 'Av dette bompenger',
    ofWhichVat: 'Av dette mva.',
    waiting: (count) =>
      count === 1
        ? '1 tur i perioden er kommet inn, men ikke ført ennå. Turer føres om natten; mangler noe, ser en person på den.'
        : `${count} turer i perioden er kommet inn, men ikke ført ennå. Turer føres om natten; mangler noe, ser en person på dem.`,
    none: 'Ingen ferjeturer i perioden.',
    noneWhy: 'Rederiet sender turene inn etterpå. Det kan ta noen dager før en tur vises her.',
    months: 'Måned for måned',
    trips: 'Turer',
    free: 'Gratis',
    wasFull: (full) => `Full pris ${full}`,
    withToll: (toll) => `herav bompenger ${toll}`,
    corrected: 'Rettet etter at turen først ble ført',
    why: 'Hvorfor denne prisen?',
    given: {
      none: 'Ingen rabatt',
      tag: 'Rabatt med brikke',
      private: 'Rabatt med ferjeavtale',
      organisation: 'Rabatt med ferjeavtale',
    },
    paidBy: {
      account: 'Trukket fra ferjekontoen',
      'tag-issuer': 'På fakturaen for brikken',
      'other-issuer': 'Kreves inn av selskapet brikken er fra',
      invoice: 'På faktura for ferjeavtalen',
    },
    file: 'Last ned turene som CSV',
    columns: {
      day: 'Dato',
      time: 'Avgang',
      leg: 'Strekning',
      plate: 'Kjøretøy',
      full: 'Full pris',
      discount: 'Rabatt',
      toPay: 'Å betale',
      toll: 'Herav bompenger',
      vat: 'Herav mva.',
      given: 'Rabattgrunn',
      paidBy: 'Betalt',
      reference: 'Rederiets referanse',
    },
  },
  nn: {
    heading: 'Ferjeturar',
    toFerry: 'Ferje',
    period: (from, to) => `Ferjeturar ${from} til ${to}`,
    choose: 'Vel periode',
    show: 'Vis turar',
    count: (count, shown) => (count === 1 ? '1 tur' : `${shown} turar`),
    full: 'Full pris',
    discount: 'Rabatt',
    toPay: 'Å betale',
    ofWhichToll: 'Av dette bompengar',
    ofWhichVat: 'Av dette mva.',
    waiting: (count) =>
      count === 1
        ? '1 tur i perioden er komen inn, men ikkje ført enno. Turar blir førte om natta; manglar noko, ser ein person på han.'
        : `${count} turar i perioden er komne inn, men ikkje førte enno. Turar blir førte om natta; manglar noko, ser ein person på dei.`,
    none: 'Ingen ferjeturar i perioden.',
    noneWhy: 'Reiarlaget sender turane inn etterpå. Det kan ta nokre dagar før ein tur kjem hit.',
    months: 'Månad for månad',
    trips: 'Turar',
    free: 'Gratis',
    wasFull: (full) => `Full pris ${full}`,
    withToll: (toll) => `av dette bompengar ${toll}`,
    corrected: 'Retta etter at turen først vart ført',
    why: 'Kvifor denne prisen?',
    given: {
      none: 'Ingen rabatt',
      tag: 'Rabatt med brikke',
      private: 'Rabatt med ferjeavtale',
      organisation: 'Rabatt med ferjeavtale',
    },
    paidBy: {
      account: 'Trekt frå ferjekontoen',
      'tag-issuer': 'På fakturaen for brikka',
      'other-issuer': 'Blir kravd inn av selskapet brikka er frå',
      invoice: 'På faktura for ferjeavtalen',
    },
    file: 'Last ned turane som CSV',
    columns: {
      day: 'Dato',
      time: 'Avgang',
      leg: 'Strekning',
      plate: 'Køyretøy',
      full: 'Full pris',
      discount: 'Rabatt',
      toPay: 'Å betale',
      toll: 'Av dette bompengar',
      vat: 'Av dette mva.',
      given: 'Rabattgrunn',
      paidBy: 'Betalt',
      reference: 'Reiarlaget sin referanse',
    },
  },
  en: {
    heading: 'Ferry trips',
    toFerry: 'Ferry',
    period: (from, to) => `Ferry trips ${from} to ${to}`,
    choose: 'Choose a period',
    show: 'Show trips',
    count: (count, shown) => (count === 1 ? '1 trip' : `${shown} trips`),
    full: 'Full price',
    discount: 'Discount',
    toPay: 'To pay',
    ofWhichToll: 'Of which toll',
    ofWhichVat: 'Of which VAT',
    waiting: (count) =>
      count === 1
        ? '1 trip of the period has come in and is not entered yet. Trips are entered at night; where something is missing, a person looks at it.'
        : `${count} trips of the period have come in and are not entered yet. Trips are entered at night; where something is missing, a person looks at them.`,
    none: 'No ferry trips in the period.',
    noneWhy: 'The ferry company sends the trips in afterwards. It may take some days before a trip is here.',
    months: 'Month by month',
    trips: 'Trips',
    free: 'Free',
    wasFull: (full) => `Full price ${full}`,
    withToll: (toll) => `of which toll ${toll}`,
    corrected: 'Corrected after it was first entered',
    why: 'Why this price?',
    given: {
      none: 'No discount',
      tag: 'Tag discount',
      private: 'Discount with ferry agreement',
      organisation: 'Discount with ferry agreement',
    },
    paidBy: {
      account: 'Drawn from the ferry account',
      'tag-issuer': 'On the invoice of the tag',
      'other-issuer': 'Claimed by the company the tag is from',
      invoice: 'On an invoice of the ferry agreement',
    },
    file: 'Download the trips as CSV',
    columns: {
      day: 'Date',
      time: 'Departure',
      leg: 'Leg',
      plate: 'Vehicle',
      full: 'Full price',
      discount: 'Discount',
      toPay: 'To pay',
      toll: 'Of which toll',
      vat: 'Of which VAT',
      given: 'Discount by',
      paidBy: 'Paid',
      reference: 'Reference of the ferry company',
    },
  },
}
