import type { Language } from '#core/language.ts'

/** Why nothing is settled. */
export type SettlementRefusal = 'no-commission-rate' | 'day-not-over' | 'unknown-charger'

/** Why a month is not closed. */
export type ClosingRefusal =
  | 'unknown-staff'
  | 'month-not-over'
  | 'already-closed'
  | 'earlier-month-open'
  | 'work-is-due'
  | 'not-settled'
  | 'control-differs'

export type SettlementTexts = {
  readonly refusals: Readonly<Record<SettlementRefusal | ClosingRefusal, string>>
}

export const SETTLEMENT_TEXTS: Record<Language, SettlementTexts> = {
  nb: {
    refusals: {
      'no-commission-rate': 'Vi vet ikke hvilken godtgjørelse utstederen har denne dagen.',
      'day-not-over': 'Dagen er ikke over.',
      'unknown-charger': 'Vi har ikke noe bompengeselskap med denne koden.',
      'unknown-staff': 'Vi har ingen medarbeider med denne adressen.',
      'month-not-over': 'Måneden er ikke over.',
      'already-closed': 'Måneden er avsluttet fra før.',
      'earlier-month-open': 'En tidligere måned er ikke avsluttet.',
      'work-is-due': 'Det er arbeid fra måneden som ikke er gjort.',
      'not-settled': 'Måneden er ikke gjort opp med bompengeselskapene.',
      'control-differs': 'Dagskontrollen har avvik.',
    },
  },
  nn: {
    refusals: {
      'no-commission-rate': 'Vi veit ikkje kva godtgjersle utferdaren har denne dagen.',
      'day-not-over': 'Dagen er ikkje over.',
      'unknown-charger': 'Vi har ikkje noko bompengeselskap med denne koden.',
      'unknown-staff': 'Vi har ingen medarbeidar med denne adressa.',
      'month-not-over': 'Månaden er ikkje over.',
      'already-closed': 'Månaden er avslutta frå før.',
      'earlier-month-open': 'Ein tidlegare månad er ikkje avslutta.',
      'work-is-due': 'Det er arbeid frå månaden som ikkje er gjort.',
      'not-settled': 'Månaden er ikkje gjord opp med bompengeselskapa.',
      'control-differs': 'Dagskontrollen har avvik.',
    },
  },
  en: {
    refusals: {
      'no-commission-rate': 'We do not know what commission the issuer has on this day.',
      'day-not-over': 'The day is not over.',
      'unknown-charger': 'We have no toll charger with this code.',
      'unknown-staff': 'We have no member of staff with this address.',
      'month-not-over': 'The month is not over.',
      'already-closed': 'The month is closed already.',
      'earlier-month-open': 'An earlier month is not closed.',
      'work-is-due': 'There is work of the month that is not done.',
      'not-settled': 'The month is not settled with the toll chargers.',
      'control-differs': 'The daily control has differences.',
    },
  },
}
