import type { FerryMedium } from '#core/ferry-step.ts'
import type { Language } from '#core/language.ts'
import { formatCount } from './format.ts'

/** The pages of ferry connections and their fares. What a trip would cost: ferry-trips.ts. */
export type FerryPriceTexts = {
  readonly heading: string
  readonly introduction: string
  readonly search: string
  readonly medium: string
  readonly anyMedium: string
  readonly day: string
  readonly noSuchDay: string
  readonly length: string
  readonly lengthAbout: string
  readonly noSuchLength: string
  readonly vehicle: string
  readonly vehicles: Readonly<Record<AskedFerryVehicle, string>>
  readonly show: string
  readonly found: (count: number, day: string) => string
  readonly none: string
  readonly media: Readonly<Record<FerryMedium | 'unknown', string>>
  readonly personsPay: string
  readonly personsFree: string
  readonly free: string
  readonly someFree: string
  readonly outside: string
  readonly partly: string
  readonly membershipUnknown: string
  readonly price: (from: string, to: string) => string
  readonly fullPrice: string
  readonly priceUnknown: string
  readonly example: string
  readonly toList: string
  readonly company: (name: string) => string
  readonly fares: (day: string) => string
  readonly faresWhy: string
  readonly noFares: string
  readonly zone: (zone: number) => string
  readonly group: string
  readonly upTo: (metres: string) => string
  readonly longer: string
  readonly motorcycle: string
  readonly fare: string
  readonly toll: string
  readonly adult: (price: string) => string
  readonly source: (source: string) => string
}

export const ASKED_FERRY_VEHICLES = [
  'conventional',
  'zero-emission',
  'motorcycle',
  'zero-emission-motorcycle',
] as const
export type AskedFerryVehicle = (typeof ASKED_FERRY_VEHICLES)[number]
export function formatKg(kg: number, language: Language): string {
  return `${formatCount(kg, language)}\u00a0kg`
}

export const FERRY_PRICE_TEXTS: Record<Language, FerryPriceTexts> = {
  nb: {
    heading: 'Ferjesamband',
    introduction:
      'Her ser du hvordan du betaler i hvert samband, og hva kjøretøyet ditt koster dagen du velger. Det vi ikke har funnet en kilde for, står som ukjent.',
    search: 'Søk etter sted, veg, fylke eller rederi',
    medium: 'Betaling',
    anyMedium: 'Alle måter å betale på',
    day: 'Dato',
    noSuchDay: 'Datoen finnes ikke i kalenderen.',
    length: 'Lengde i meter',
    lengthAbout:
      'Samlet lengde med last og tilhenger, for eksempel 4,75. Det er lengden som måles om bord som gjelder.',
    noSuchLength: 'Skriv lengden i meter, for eksempel 4,75.',
    vehicle: 'Kjøretøy',
    vehicles: {
      conventional: 'Bensin, diesel eller hybrid',
      'zero-emission': 'Elektrisk eller hydrogen',
      motorcycle: 'Motorsykkel eller moped',
      'zero-emission-motorcycle': 'Elektrisk motorsykkel eller moped',
    },
    show: 'Vis samband',
    found: (count, day) => `${count} samband ${day}`,
    none: 'Ingen samband passer med søket. Prøv færre eller kortere ord.',
    media: {
      tag: 'AutoPASS-brikke',
      card: 'AutoPASS-ferjekort',
      plate: 'Kjennemerket leses',
      manual: 'Betaling om bord',
      unknown: 'Betalingsmåten er ukjent',
    },
    personsPay: 'Personer betaler',
    personsFree: 'Bare kjøretøy betaler',
    free: 'Gratis',
    someFree: 'Noen strekninger er gratis',
    outside: 'Ikke med i AutoPASS for ferje',
    partly: 'Bare delvis med i AutoPASS for ferje',
    membershipUnknown: 'Ukjent om sambandet er med i AutoPASS for ferje',
    price: (from, to) => (from === to ? from : `${from} til ${to}`),
    fullPrice: 'Full pris',
    priceUnknown: 'Prisen er ukjent denne dagen',
    example: 'Eksempeltakst',
    toList: 'Alle ferjesamband',
    company: (name) => `Rederi: ${name}`,
    fares: (day) => `Full pris ${day}`,
    faresWhy: 'Rabatt, nullutslipp og tilhenger kommer i tillegg. Regn ut turen for å se dem.',
    noFares: 'Vi kjenner ingen takst for strekningen denne dagen.',
    zone: (zone) => `Sone ${zone}`,
    group: 'Lengde',
    upTo: (metres) => `Til og med ${metres} m`,
    longer: 'Lengre',
    motorcycle: 'Motorsykkel og moped',
    fare: 'Ferje',
    toll: 'Bompenger',
    adult: (price) => `Voksen ${price}. Barn og honnør betaler en del av det.`,
    source: (source) => `Kilde: ${source}`,
  },
  nn: {
    heading: 'Ferjesamband',
    introduction:
      'Her ser du korleis du betaler i kvart samband, og kva køyretøyet ditt kostar dagen du vel. Det vi ikkje har funne ei kjelde for, står som ukjent.',
    search: 'Søk etter stad, veg, fylke eller reiarlag',
    medium: 'Betaling',
    anyMedium: 'Alle måtar å betale på',
    day: 'Dato',
    noSuchDay: 'Datoen finst ikkje i kalenderen.',
    length: 'Lengd i meter',
    lengthAbout:
      'Samla lengd med last og tilhengar, til dømes 4,75. Det er lengda som blir målt om bord, som gjeld.',
    noSuchLength: 'Skriv lengda i meter, til dømes 4,75.',
    vehicle: 'Køyretøy',
    vehicles: {
      conventional: 'Bensin, diesel eller hybrid',
      'zero-emission': 'Elektrisk eller hydrogen',
      motorcycle: 'Motorsykkel eller moped',
      'zero-emission-motorcycle': 'Elektrisk motorsykkel eller moped',
    },
    show: 'Vis samband',
    found: (count, day) => `${count} samband ${day}`,
    none: 'Ingen samband passar med søket. Prøv færre eller kortare ord.',
    media: {
      tag: 'AutoPASS-brikke',
      card: 'AutoPASS-ferjekort',
      plate: 'Kjennemerket blir lese',
      manual: 'Betaling om bord',
      unknown: 'Betalingsmåten er ukjend',
    },
    personsPay: 'Personar betaler',
    personsFree: 'Berre køyretøy betaler',
    free: 'Gratis',
    someFree: 'Nokre strekningar er gratis',
    outside: 'Ikkje med i AutoPASS for ferje',
    partly: 'Berre delvis med i AutoPASS for ferje',
    membershipUnknown: 'Ukjent om sambandet er med i AutoPASS for ferje',
    price: (from, to) => (from === to ? from : `${from} til ${to}`),
    fullPrice: 'Full pris',
    priceUnknown: 'Prisen er ukjend denne dagen',
    example: 'Eksempeltakst',
    toList: 'Alle ferjesamband',
    company: (name) => `Reiarlag: ${name}`,
    fares: (day) => `Full pris ${day}`,
    faresWhy: 'Rabatt, nullutslepp og tilhengar kjem i tillegg. Rekn ut turen for å sjå dei.',
    noFares: 'Vi kjenner ingen takst for strekninga denne dagen.',
    zone: (zone) => `Sone ${zone}`,
    group: 'Lengd',
    upTo: (metres) => `Til og med ${metres} m`,
    longer: 'Lengre',
    motorcycle: 'Motorsykkel og moped',
    fare: 'Ferje',
    toll: 'Bompengar',
    adult: (price) => `Vaksen ${price}. Barn og honnør betaler ein del av det.`,
    source: (source) => `Kjelde: ${source}`,
  },
  en: {
    heading: 'Ferry connections',
    introduction:
      'Here you see how one pays on each connection, and what your vehicle costs on the day you choose. What we have found no source for is shown as unknown.',
    search: 'Search for place, road, county or ferry company',
    medium: 'Payment',
    anyMedium: 'All ways to pay',
    day: 'Date',
    noSuchDay: 'The date is not in the calendar.',
    length: 'Length in metres',
    lengthAbout:
      'Length of all with load and trailer, for example 4.75. The length measured on board is what counts.',
    noSuchLength: 'Write the length in metres, for example 4.75.',
    vehicle: 'Vehicle',
    vehicles: {
      conventional: 'Petrol, diesel or hybrid',
      'zero-emission': 'Electric or hydrogen',
      motorcycle: 'Motorcycle or moped',
      'zero-emission-motorcycle': 'Electric motorcycle or moped',
    },
    show: 'Show connections',
    found: (count, day) => `${count} connections on ${day}`,
    none: 'No connection matches. Try fewer or shorter words.',
    media: {
      tag: 'AutoPASS tag',
      card: 'AutoPASS ferry card',
      plate: 'The number plate is read',
      manual: 'Payment on board',
      unknown: 'How one pays is not known',
    },
    personsPay: 'Persons pay',
    personsFree: 'Only vehicles pay',
    free: 'Free',
    someFree: 'Some legs are free',
    outside: 'Not part of AutoPASS for ferje',
    partly: 'Only partly in AutoPASS for ferje',
    membershipUnknown: 'Not known whether it is part of AutoPASS for ferje',
    price: (from, to) => (from === to ? from : `${from} to ${to}`),
    fullPrice: 'Full price',
    priceUnknown: 'The price is not known on this day',
    example: 'Example fare',
    toList: 'All ferry connections',
    company: (name) => `Ferry company: ${name}`,
    fares: (day) => `Full price on ${day}`,
    faresWhy: 'Discount, zero emission and trailer come on top. Work out the trip to see them.',
    noFares: 'We know no fare for this leg on this day.',
    zone: (zone) => `Zone ${zone}`,
    group: 'Length',
    upTo: (metres) => `Up to ${metres} m`,
    longer: 'Longer',
    motorcycle: 'Motorcycle and moped',
    fare: 'Ferry',
    toll: 'Toll',
    adult: (price) => `Adult ${price}. Children and seniors pay a part of it.`,
    source: (source) => `Source: ${source}`,
  },
}
