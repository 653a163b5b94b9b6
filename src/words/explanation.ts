import type { Language } from '#core/language.ts'

/** A list of dated rows in a tariff file. */
export type RuleList =
  | 'tariffs'
  | 'timeBands'
  | 'vehicleGroups'
  | 'm1ByAgreement'
  | 'suspensions'
  | 'tagDiscounts'
  | 'zeroEmission'
  | 'exemptions'
  | 'hourRules'
  | 'pairRules'
  | 'caps'

/** What an explanation says beside the steps of the price. */
export type ExplanationTexts = {
  readonly source: (source: string, from: string) => string
  /** Of a tariff that nobody has stated: its «source» only says so, and in English. */
  readonly example: (from: string) => string
  /** The row of another rule that a step was taken by. */
  readonly rule: (list: Exclude<RuleList, 'tariffs'>, source: string, from: string) => string
  /** The same, where nobody has stated the rule. */
  readonly exampleRule: (list: Exclude<RuleList, 'tariffs'>, from: string) => string
  /** Read by plate alone: nothing is charged yet. */
  readonly waits: (until: string) => string
  readonly opener: (station: string, at: string) => string
  readonly counted: (number: number, limit: number) => string
  readonly toPay: (amount: string) => string
  readonly charged: (amount: string, at: string) => string
  readonly takenBack: (amount: string, at: string) => string
  readonly nothingBooked: string
  readonly ended: string
  readonly disagrees: string
}

export const EXPLANATION_TEXTS: Record<Language, ExplanationTexts> = {
  nb: {
    source: (source, from) => `Taksten gjelder fra ${from}. Kilde: ${source}`,
    example: (from) => `Eksempel fra ${from}: Vi har ingen kilde for taksten på denne dagen.`,
    rule: (list, source, from) => `${RULES.nb[list]} gjelder fra ${from}. Kilde: ${source}`,
    exampleRule: (list, from) =>
      `${RULES.nb[list]} er et eksempel fra ${from}: Vi har ingen kilde for denne dagen.`,
    waits: (until) =>
      `Bare kjennemerket er lest. Passeringen blir tidligst belastet ${until}, i tilfelle brikken også er lest.`,
    opener: (station, at) => `Timen begynte da kjøretøyet passerte ${station} ${at}.`,
    counted: (number, limit) => `Passering ${number} av ${limit} før månedstaket er nådd.`,
    toPay: (amount) => `Å betale: ${amount}`,
    charged: (amount, at) => `Bokført ${at}: ${amount}`,
    takenBack: (amount, at) => `Rettet ${at}: ${amount}`,
    nothingBooked: 'Ikke bokført ennå.',
    ended: 'Passeringen er trukket tilbake, byttet ut eller hører til en annen. Den koster ingenting her.',
    disagrees: 'Det som er bokført, er ikke det som blir regnet ut nå.',
  },
  nn: {
    source: (source, from) => `Taksten gjeld frå ${from}. Kjelde: ${source}`,
    example: (from) => `Eksempel frå ${from}: Vi har inga kjelde for taksten på denne dagen.`,
    rule: (list, source, from) => `${RULES.nn[list]} gjeld frå ${from}. Kjelde: ${source}`,
    exampleRule: (list, from) =>
      `${RULES.nn[list]} er eit eksempel frå ${from}: Vi har inga kjelde for denne dagen.`,
    waits: (until) =>
      `Berre kjennemerket er lese. Passeringa blir tidlegast belasta ${until}, i tilfelle brikka òg er lesen.`,
    opener: (station, at) => `Timen tok til då køyretøyet passerte ${station} ${at}.`,
    counted: (number, limit) => `Passering ${number} av ${limit} før månadstaket er nådd.`,
    toPay: (amount) => `Å betale: ${amount}`,
    charged: (amount, at) => `Bokført ${at}: ${amount}`,
    takenBack: (amount, at) => `Retta ${at}: ${amount}`,
    nothingBooked: 'Ikkje bokført enno.',
    ended: 'Passeringa er trekt tilbake, bytt ut eller høyrer til ein annan. Ho kostar ingenting her.',
    disagrees: 'Det som er bokført, er ikkje det som blir rekna ut no.',
  },
  en: {
    source: (source, from) => `The tariff applies from ${from}. Source: ${source}`,
    example: (from) => `Example from ${from}: we have no source for the tariff on this day.`,
    rule: (list, source, from) => `${RULES.en[list]}, from ${from}. Source: ${source}`,
    exampleRule: (list, from) =>
      `${RULES.en[list]}, an example from ${from}: we have no source for this day.`,
    waits: (until) =>
      `Only the plate was read. The passage is charged ${until} at the earliest, in case the tag was read as well.`,
    opener: (station, at) => `The hour began when the vehicle passed ${station} ${at}.`,
    counted: (number, limit) => `Passage ${number} of ${limit} before the monthly cap is reached.`,
    toPay: (amount) => `To pay: ${amount}`,
    charged: (amount, at) => `Booked ${at}: ${amount}`,
    takenBack: (amount, at) => `Corrected ${at}: ${amount}`,
    nothingBooked: 'Not booked yet.',
    ended: 'The passage was withdrawn, replaced or belongs to somebody else. It costs nothing here.',
    disagrees: 'What is booked is not what is worked out now.',
  },
}

const RULES: Record<Language, Readonly<Record<Exclude<RuleList, 'tariffs'>, string>>> = {
  nb: {
    timeBands: 'Rushtiden',
    vehicleGroups: 'Inndelingen av kjøretøy',
    m1ByAgreement: 'Regelen for tunge personbiler',
    suspensions: 'Stansen i takstene',
    tagDiscounts: 'Rabatten',
    zeroEmission: 'Regelen for nullutslipp',
    exemptions: 'Fritaket',
    hourRules: 'Timesregelen',
    pairRules: 'Regelen for to stasjoner',
    caps: 'Månedstaket',
  },
  nn: {
    timeBands: 'Rushtida',
    vehicleGroups: 'Inndelinga av køyretøy',
    m1ByAgreement: 'Regelen for tunge personbilar',
    suspensions: 'Stansen i takstane',
    tagDiscounts: 'Rabatten',
    zeroEmission: 'Regelen for nullutslepp',
    exemptions: 'Fritaket',
    hourRules: 'Timesregelen',
    pairRules: 'Regelen for to stasjonar',
    caps: 'Månadstaket',
  },
  en: {
    timeBands: 'The rush hours',
    vehicleGroups: 'The groups of vehicles',
    m1ByAgreement: 'The rule for heavy passenger cars',
    suspensions: 'The suspension of the tariff',
    tagDiscounts: 'The discount',
    zeroEmission: 'The rule for zero emission',
    exemptions: 'The exemption',
    hourRules: 'The hour rule',
    pairRules: 'The rule for two stations',
    caps: 'The monthly cap',
  },
}
