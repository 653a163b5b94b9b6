import type { Language } from '#core/language.ts'

/** The pages of toll tariffs, and of what a trip would cost. */
export type TariffPageTexts = {
  readonly heading: string
  readonly introduction: string
  readonly day: string
  readonly show: string
  readonly noSuchDay: string
  readonly projects: (day: string) => string
  readonly stations: (count: number) => string
  readonly unknownProject: string
  readonly example: string
  readonly exampleWhy: string
  readonly toList: string
  readonly pricesOf: (project: string) => string
  readonly onDay: (day: string) => string
  readonly fullPrices: string
  readonly fullPricesWhy: string
  readonly vehicleKind: string
  readonly class: Readonly<Record<1 | 2, string>>
  readonly source: (source: string) => string
  readonly unknownStations: string
  readonly none: string
  readonly trip: string
  readonly tripWhy: string
  readonly vehicle: string
  readonly vehicles: Readonly<Record<AskedVehicle, string>>
  readonly reading: string
  readonly readings: Readonly<Record<AskedReading, string>>
  readonly station: (number: number) => string
  readonly noStation: string
  readonly time: (number: number) => string
  readonly noSuchTime: string
  readonly chooseStation: string
  readonly work: string
  readonly answer: string
  readonly total: string
  readonly notAll: string
  readonly capNotKnown: string
}

/** Vehicles as somebody who asks for a price tells them apart. */
export const ASKED_VEHICLES = [
  'petrol',
  'diesel',
  'plugin-hybrid',
  'electric',
  'hydrogen',
  'heavy-euro6',
  'heavy-older',
  'heavy-electric',
  'motorcycle',
] as const
export type AskedVehicle = (typeof ASKED_VEHICLES)[number]

/** Who pays, and how the vehicle is read. */
export const ASKED_READINGS = ['tag', 'plate', 'none'] as const
export type AskedReading = (typeof ASKED_READINGS)[number]

export const TARIFF_PAGE_TEXTS: Record<Language, TariffPageTexts> = {
  nb: {
    heading: 'Priser i bomstasjonene',
    introduction:
      'Prisene gjelder dagen du velger. Inne i hvert prosjekt kan du regne ut hva en tur koster med ditt kjøretøy.',
    day: 'Dato',
    show: 'Vis priser',
    noSuchDay: 'Datoen finnes ikke i kalenderen.',
    projects: (day) => `Bompengeprosjekter ${day}`,
    stations: (count) => (count === 1 ? '1 bomstasjon' : `${count} bomstasjoner`),
    unknownProject: 'Vi kjenner ingen takst denne dagen.',
    example: 'Eksempeltakst',
    exampleWhy: 'Eksempeltakst: Vi har ikke funnet en kilde for prisen denne dagen. Den er et eksempel.',
    toList: 'Alle prosjekter',
    pricesOf: (project) => `Priser i ${project}`,
    onDay: (day) => `Priser ${day}`,
    fullPrices: 'Full takst',
    fullPricesWhy: 'Rabatt, timesregel og månedstak kommer i tillegg. Regn ut turen for å se dem.',
    vehicleKind: 'Kjøretøy',
    class: { 1: 'Takstgruppe 1, til og med 3 500 kg', 2: 'Takstgruppe 2, over 3 500 kg' },
    source: (source) => `Kilde: ${source}`,
    unknownStations: 'Vi kjenner ikke taksten denne dagen for:',
    none: 'Ingen bomstasjon i prosjektet har en takst vi kjenner denne dagen.',
    trip: 'Hva koster turen?',
    tripWhy:
      'Velg inntil tre bomstasjoner og når du passerer dem. Utregningen er den samme som for en ekte passering.',
    vehicle: 'Kjøretøy',
    vehicles: {
      petrol: 'Personbil, bensin',
      diesel: 'Personbil, diesel',
      'plugin-hybrid': 'Personbil, ladbar hybrid',
      electric: 'Personbil, elektrisk',
      hydrogen: 'Personbil, hydrogen',
      'heavy-euro6': 'Over 3 500 kg, Euro VI',
      'heavy-older': 'Over 3 500 kg, eldre enn Euro VI',
      'heavy-electric': 'Over 3 500 kg, elektrisk',
      motorcycle: 'Motorsykkel eller moped',
    },
    reading: 'Avtale og brikke',
    readings: {
      tag: 'Avtale, og brikken blir lest',
      plate: 'Avtale, men bare kjennemerket blir lest',
      none: 'Ingen avtale',
    },
    station: (number) => `Bomstasjon ${number}`,
    noStation: 'Ingen',
    time: (number) => `Klokkeslett ${number}`,
    noSuchTime: 'Skriv klokkeslettet som 08:15.',
    chooseStation: 'Velg minst én bomstasjon.',
    work: 'Regn ut',
    answer: 'Turen koster',
    total: 'Til sammen',
    notAll: 'Passeringer uten kjent pris er ikke med i summen.',
    capNotKnown: 'Månedstaket er ikke regnet med: vi vet ikke hva du har kjørt før i måneden.',
  },
  nn: {
    heading: 'Prisar i bomstasjonane',
    introduction:
      'Prisane gjeld dagen du vel. Inne i kvart prosjekt kan du rekne ut kva ein tur kostar med ditt køyretøy.',
    day: 'Dato',
    show: 'Vis prisar',
    noSuchDay: 'Datoen finst ikkje i kalenderen.',
    projects: (day) => `Bompengeprosjekt ${day}`,
    stations: (count) => (count === 1 ? '1 bomstasjon' : `${count} bomstasjonar`),
    unknownProject: 'Vi kjenner ingen takst denne dagen.',
    example: 'Eksempeltakst',
    exampleWhy: 'Eksempeltakst: Vi har ikkje funne ei kjelde for prisen denne dagen. Han er eit eksempel.',
    toList: 'Alle prosjekt',
    pricesOf: (project) => `Prisar i ${project}`,
    onDay: (day) => `Prisar ${day}`,
    fullPrices: 'Full takst',
    fullPricesWhy: 'Rabatt, timesregel og månadstak kjem i tillegg. Rekn ut turen for å sjå dei.',
    vehicleKind: 'Køyretøy',
    class: { 1: 'Takstgruppe 1, til og med 3 500 kg', 2: 'Takstgruppe 2, over 3 500 kg' },
    source: (source) => `Kjelde: ${source}`,
    unknownStations: 'Vi kjenner ikkje taksten denne dagen for:',
    none: 'Ingen bomstasjon i prosjektet har ein takst vi kjenner denne dagen.',
    trip: 'Kva kostar turen?',
    tripWhy:
      'Vel inntil tre bomstasjonar og når du passerer dei. Utrekninga er den same som for ei ekte passering.',
    vehicle: 'Køyretøy',
    vehicles: {
      petrol: 'Personbil, bensin',
      diesel: 'Personbil, diesel',
      'plugin-hybrid': 'Personbil, ladbar hybrid',
      electric: 'Personbil, elektrisk',
      hydrogen: 'Personbil, hydrogen',
      'heavy-euro6': 'Over 3 500 kg, Euro VI',
      'heavy-older': 'Over 3 500 kg, eldre enn Euro VI',
      'heavy-electric': 'Over 3 500 kg, elektrisk',
      motorcycle: 'Motorsykkel eller moped',
    },
    reading: 'Avtale og brikke',
    readings: {
      tag: 'Avtale, og brikka blir lesen',
      plate: 'Avtale, men berre kjennemerket blir lese',
      none: 'Ingen avtale',
    },
    station: (number) => `Bomstasjon ${number}`,
    noStation: 'Ingen',
    time: (number) => `Klokkeslett ${number}`,
    noSuchTime: 'Skriv klokkeslettet som 08:15.',
    chooseStation: 'Vel minst éin bomstasjon.',
    work: 'Rekn ut',
    answer: 'Turen kostar',
    total: 'Til saman',
    notAll: 'Passeringar utan kjend pris er ikkje med i summen.',
    capNotKnown: 'Månadstaket er ikkje rekna med: vi veit ikkje kva du har køyrt før i månaden.',
  },
  en: {
    heading: 'Prices at the toll stations',
    introduction:
      'The prices are those of the day you choose. Within each project you can work out what a trip costs with your vehicle.',
    day: 'Date',
    show: 'Show prices',
    noSuchDay: 'The date is not in the calendar.',
    projects: (day) => `Toll projects on ${day}`,
    stations: (count) => (count === 1 ? '1 toll station' : `${count} toll stations`),
    unknownProject: 'We know of no price for this day.',
    example: 'Example price',
    exampleWhy: 'Example price: we have found no source for the price on this day. It is an example.',
    toList: 'All projects',
    pricesOf: (project) => `Prices in ${project}`,
    onDay: (day) => `Prices on ${day}`,
    fullPrices: 'Full price',
    fullPricesWhy: 'Discount, hour rule and monthly cap come on top. Work out the trip to see them.',
    vehicleKind: 'Vehicle',
    class: { 1: 'Price group 1, up to and including 3 500 kg', 2: 'Price group 2, over 3 500 kg' },
    source: (source) => `Source: ${source}`,
    unknownStations: 'We do not know the price on this day for:',
    none: 'No toll station in the project has a price we know of on this day.',
    trip: 'What does the trip cost?',
    tripWhy:
      'Choose up to three toll stations and when you pass them. The price is worked out as that of a real passage.',
    vehicle: 'Vehicle',
    vehicles: {
      petrol: 'Car, petrol',
      diesel: 'Car, diesel',
      'plugin-hybrid': 'Car, plug-in hybrid',
      electric: 'Car, electric',
      hydrogen: 'Car, hydrogen',
      'heavy-euro6': 'Over 3 500 kg, Euro VI',
      'heavy-older': 'Over 3 500 kg, older than Euro VI',
      'heavy-electric': 'Over 3 500 kg, electric',
      motorcycle: 'Motorcycle or moped',
    },
    reading: 'Agreement and tag',
    readings: {
      tag: 'Agreement, and the tag is read',
      plate: 'Agreement, but only the registration number is read',
      none: 'No agreement',
    },
    station: (number) => `Toll station ${number}`,
    noStation: 'None',
    time: (number) => `Time ${number}`,
    noSuchTime: 'Write the time as 08:15.',
    chooseStation: 'Choose at least one toll station.',
    work: 'Work it out',
    answer: 'The trip costs',
    total: 'In all',
    notAll: 'Passages without a known price are not in the sum.',
    capNotKnown: 'The monthly cap is left out: we do not know what you have driven earlier in the month.',
  },
}
