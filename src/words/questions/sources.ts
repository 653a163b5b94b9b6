import type { Language } from '#core/language.ts'

/** Where an answer comes from: a document, and where in it, as it is written there. */
export type Source = { readonly document: SourceDocument; readonly at?: string }

export type SourceDocument = keyof (typeof NAMES)['nb']

/** «AutoPASS-avtalevilkår av 15. januar 2019, punkt 2.9». */
export function sourceText({ document, at }: Source, language: Language): string {
  const name = NAMES[language][document]
  if (at === undefined) return name
  return /^\d/.test(at) ? `${name}, ${CLAUSE[language]} ${at}` : `${name} ${at}`
}

export const TERMS_VERSION = '2019-01-15'

/** Of the agreement terms of that day. */
export function terms(clause: string): Source {
  return { document: 'terms', at: clause }
}

const CLAUSE: Record<Language, string> = { nb: 'punkt', nn: 'punkt', en: 'clause' }

const NAMES = {
  nb: {
    terms: 'AutoPASS-avtalevilkår av 15. januar 2019',
    changedTerms: 'Avtalevilkårene, slik de gjelder i dag',
    payment: 'Forskrift om betaling av bompenger (28. november 2016 nr. 1418)',
    road: 'Veglova',
    collection: 'Inkassoloven',
    collectionRegulation: 'Inkassoforskriften',
    lateInterest: 'Forsinkelsesrenten, slik den er fastsatt for halvåret',
    bookkeeping: 'Bokføringsloven',
    privacy: 'Personvernforordningen',
    dispute: 'Tvisteloven',
    heavyTag: 'Forskrift om elektronisk brikke i motorvogner (over 3500 kg)',
    tariffs: 'Takstene og reglene som gjelder for hvert bompengeprosjekt i dag',
    issuers: 'Opplysninger fra selskapene som utsteder brikker',
    exemptions: 'autopass.no om fritak',
    mandatory: 'autopass.no om obligatorisk brikke',
    roadside: 'vegvesen.no om obligatorisk brikke',
    foreign: 'autopass.no om utenlandske kjøretøy',
    easygo: 'easygo.com',
    ferry: 'autopassferje.no om AutoPASS for ferje',
    vat: 'Skatteetatens merverdiavgiftshåndbok',
    minSide: 'Min side, slik den virker',
  },
  nn: {
    terms: 'AutoPASS-avtalevilkår av 15. januar 2019',
    changedTerms: 'Avtalevilkåra, slik dei gjeld i dag',
    payment: 'Forskrift om betaling av bompengar (28. november 2016 nr. 1418)',
    road: 'Veglova',
    collection: 'Inkassolova',
    collectionRegulation: 'Inkassoforskrifta',
    lateInterest: 'Forseinkingsrenta, slik ho er fastsett for halvåret',
    bookkeeping: 'Bokføringslova',
    privacy: 'Personvernforordninga',
    dispute: 'Tvistelova',
    heavyTag: 'Forskrift om elektronisk brikke i motorvogner (over 3500 kg)',
    tariffs: 'Takstane og reglane som gjeld for kvart bompengeprosjekt i dag',
    issuers: 'Opplysningar frå selskapa som ferdar ut brikker',
    exemptions: 'autopass.no om fritak',
    mandatory: 'autopass.no om obligatorisk brikke',
    roadside: 'vegvesen.no om obligatorisk brikke',
    foreign: 'autopass.no om utanlandske køyretøy',
    easygo: 'easygo.com',
    ferry: 'autopassferje.no om AutoPASS for ferje',
    vat: 'Handboka til Skatteetaten om meirverdiavgift',
    minSide: 'Mi side, slik ho verkar',
  },
  en: {
    terms: 'AutoPASS agreement terms of 15 January 2019',
    changedTerms: 'The agreement terms as they are today',
    payment: 'Regulation on the payment of tolls (28 November 2016 no. 1418)',
    road: 'The Road Act (veglova)',
    collection: 'The Debt Collection Act (inkassoloven)',
    collectionRegulation: 'The Debt Collection Regulation (inkassoforskriften)',
    lateInterest: 'The rate of late interest set for the half-year',
    bookkeeping: 'The Bookkeeping Act (bokføringsloven)',
    privacy: 'The General Data Protection Regulation',
    dispute: 'The Dispute Act (tvisteloven)',
    heavyTag: 'Regulation on an electronic tag in motor vehicles (over 3500 kg)',
    tariffs: 'The tariffs and rules of each toll project as they are today',
    issuers: 'What the companies that issue tags have told',
    exemptions: 'autopass.no on exemptions',
    mandatory: 'autopass.no on the mandatory tag',
    roadside: 'vegvesen.no on the mandatory tag',
    foreign: 'autopass.no on foreign vehicles',
    easygo: 'easygo.com',
    ferry: 'autopassferje.no on AutoPASS for ferje',
    vat: 'The Tax Administration’s handbook on value added tax',
    minSide: 'Min side as it works',
  },
} as const
