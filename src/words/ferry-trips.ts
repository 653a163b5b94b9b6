import type { NoFerryPrice } from '#core/ferry-step.ts'
import type { Language } from '#core/language.ts'

/** What a ferry trip would cost: the form, and the answer. */
export type FerryTripTexts = {
  readonly trip: string
  readonly tripWhy: string
  readonly leg: string
  readonly towing: string
  readonly towings: (metres: string, kg: string) => Readonly<Record<AskedTowing, string>>
  readonly discount: string
  readonly discounts: Readonly<Record<AskedDiscount, string>>
  readonly adults: string
  readonly children: string
  readonly seniors: string
  readonly noSuchCount: string
  readonly work: string
  readonly answer: string
  readonly total: string
  readonly noPrice: Readonly<Record<NoFerryPrice, string>>
}

export const ASKED_TOWINGS = ['none', 'light', 'heavy'] as const
export type AskedTowing = (typeof ASKED_TOWINGS)[number]
export const ASKED_DISCOUNTS = ['none', 'tag', 'private', 'organisation'] as const
export type AskedDiscount = (typeof ASKED_DISCOUNTS)[number]

export const FERRY_TRIP_TEXTS: Record<Language, FerryTripTexts> = {
  nb: {
    trip: 'Hva koster turen?',
    tripWhy: 'Utregningen er den samme som for en ekte ferjetur.',
    leg: 'Strekning',
    towing: 'Tilhenger',
    towings: (metres, kg) => ({
      none: 'Ingen tilhenger',
      light: `Tilhenger etter bil på inntil ${metres} m og ${kg}`,
      heavy: 'Tilhenger etter et lengre eller tyngre kjøretøy',
    }),
    discount: 'Avtale',
    discounts: {
      none: 'Ingen avtale',
      tag: 'Brikke uten ferjeavtale',
      private: 'Ferjeavtale, privat',
      organisation: 'Ferjeavtale, bedrift',
    },
    adults: 'Voksne i tillegg til føreren',
    children: 'Barn',
    seniors: 'Honnør',
    noSuchCount: 'Skriv et antall fra 0 til 99.',
    work: 'Regn ut',
    answer: 'Turen koster',
    total: 'Til sammen',
    noPrice: {
      'unknown-leg': 'Velg en strekning.',
      'impossible-length': 'Så langt er ikke noe kjøretøy. Se på lengden en gang til.',
      'before-the-scheme': 'AutoPASS for ferje hadde ikke begynt denne dagen.',
      'no-fare': 'Vi kjenner ingen takst for dette kjøretøyet på strekningen denne dagen.',
      'no-person-fare': 'Personer betaler her, men vi kjenner ikke prisen på en personbillett denne dagen.',
      'no-zero-emission-share': 'Vi vet ikke hva nullutslippskjøretøy betaler her denne dagen.',
      'no-vat-rate': 'Vi kjenner ikke satsen for merverdiavgift denne dagen.',
    },
  },
  nn: {
    trip: 'Kva kostar turen?',
    tripWhy: 'Utrekninga er den same som for ein ekte ferjetur.',
    leg: 'Strekning',
    towing: 'Tilhengar',
    towings: (metres, kg) => ({
      none: 'Ingen tilhengar',
      light: `Tilhengar etter bil på inntil ${metres} m og ${kg}`,
      heavy: 'Tilhengar etter eit lengre eller tyngre køyretøy',
    }),
    discount: 'Avtale',
    discounts: {
      none: 'Ingen avtale',
      tag: 'Brikke utan ferjeavtale',
      private: 'Ferjeavtale, privat',
      organisation: 'Ferjeavtale, bedrift',
    },
    adults: 'Vaksne i tillegg til føraren',
    children: 'Barn',
    seniors: 'Honnør',
    noSuchCount: 'Skriv eit tal frå 0 til 99.',
    work: 'Rekn ut',
    answer: 'Turen kostar',
    total: 'Til saman',
    noPrice: {
      'unknown-leg': 'Vel ei strekning.',
      'impossible-length': 'Så langt er ikkje noko køyretøy. Sjå på lengda ein gong til.',
      'before-the-scheme': 'AutoPASS for ferje hadde ikkje begynt denne dagen.',
      'no-fare': 'Vi kjenner ingen takst for dette køyretøyet på strekninga denne dagen.',
      'no-person-fare': 'Personar betaler her, men vi kjenner ikkje prisen på ein personbillett denne dagen.',
      'no-zero-emission-share': 'Vi veit ikkje kva nullutsleppskøyretøy betaler her denne dagen.',
      'no-vat-rate': 'Vi kjenner ikkje satsen for meirverdiavgift denne dagen.',
    },
  },
  en: {
    trip: 'What does the trip cost?',
    tripWhy: 'It is worked out as a real ferry trip is.',
    leg: 'Leg',
    towing: 'Trailer',
    towings: (metres, kg) => ({
      none: 'No trailer',
      light: `Trailer behind a car of up to ${metres} m and ${kg}`,
      heavy: 'Trailer behind a longer or heavier vehicle',
    }),
    discount: 'Agreement',
    discounts: {
      none: 'No agreement',
      tag: 'Tag without a ferry agreement',
      private: 'Ferry agreement, private',
      organisation: 'Ferry agreement, organisation',
    },
    adults: 'Adults besides the driver',
    children: 'Children',
    seniors: 'Seniors',
    noSuchCount: 'Write a number from 0 to 99.',
    work: 'Work out',
    answer: 'The trip costs',
    total: 'In all',
    noPrice: {
      'unknown-leg': 'Choose a leg.',
      'impossible-length': 'No vehicle is that long. Look at the length once more.',
      'before-the-scheme': 'AutoPASS for ferje had not begun on this day.',
      'no-fare': 'We know no fare for this vehicle on the leg on this day.',
      'no-person-fare': 'Persons pay here, but we do not know the price of a person ticket on this day.',
      'no-zero-emission-share': 'We do not know what zero-emission vehicles pay here on this day.',
      'no-vat-rate': 'We do not know the rate of value added tax on this day.',
    },
  },
}
