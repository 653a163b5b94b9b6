import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why nothing is settled. */
export type SettlementRefusal = 'no-commission-rate' | 'day-not-over' | 'unknown-charger'

/** Why a month is not closed. */
export type ClosingRefusal =
  | StaffRefusal
  | 'month-not-over'
  | 'already-closed'
  | 'earlier-month-open'
  | 'work-is-due'
  | 'not-settled'
  | 'control-differs'

/** Why a toll charger is not paid. */
export type PayoutRefusal =
  | StaffRefusal
  | 'unknown-payout'
  | 'nothing-to-pay'
  | 'same-person-approves'
  | 'not-to-be-approved'
  | 'already-sent'
  | 'account-changed'
  | 'account-not-verified'
  | 'account-rests'
  | 'verifier-approves'

/** Why a toll charger's account is not verified, or not any longer. */
export type AccountRefusal =
  | StaffRefusal
  | 'unknown-charger'
  | 'no-reason-given'
  | 'account-differs'
  | 'account-already-verified'
  | 'account-not-verified'

export type SettlementTexts = {
  /** What a toll charger reads on its account. */
  readonly onStatement: (payout: string) => string
  readonly refusals: Readonly<
    Record<SettlementRefusal | ClosingRefusal | PayoutRefusal | AccountRefusal, string>
  >
}

export const SETTLEMENT_TEXTS: Record<Language, SettlementTexts> = {
  nb: {
    onStatement: (payout) => `Bompenger, oppgjør ${payout}`,
    refusals: {
      'no-commission-rate': 'Vi vet ikke hvilken godtgjørelse utstederen har denne dagen.',
      'day-not-over': 'Dagen er ikke over.',
      'unknown-charger': 'Vi har ikke noe bompengeselskap med denne koden.',
      ...STAFF_REFUSALS.nb,
      'month-not-over': 'Måneden er ikke over.',
      'already-closed': 'Måneden er avsluttet fra før.',
      'earlier-month-open': 'En tidligere måned er ikke avsluttet.',
      'work-is-due': 'Det er arbeid fra måneden som ikke er gjort.',
      'not-settled': 'Måneden er ikke gjort opp med bompengeselskapene.',
      'control-differs': 'Dagskontrollen har avvik.',
      'unknown-payout': 'Vi har ingen slik utbetaling.',
      'nothing-to-pay': 'Ingen oppgjør venter på utbetaling.',
      'same-person-approves': 'Den som ba om utbetalingen, kan ikke godkjenne den.',
      'not-to-be-approved': 'Utbetalingen venter ikke på godkjenning.',
      'already-sent': 'Utbetalingen er sendt til banken.',
      'account-changed':
        'Bompengeselskapet har fått en annen konto siden utbetalingen ble godkjent. Godkjenn den på nytt.',
      'account-not-verified': 'Ingen har bekreftet kontoen med bompengeselskapet.',
      'account-rests': 'Kontoen ble bekreftet i dag. Det kan betales til den fra neste dag.',
      'verifier-approves': 'Den som bekreftet kontoen, kan ikke godkjenne utbetalingen.',
      'no-reason-given': 'Skriv hvordan kontoen er bekreftet.',
      'account-differs': 'Bompengeselskapet står med en annen konto hos oss.',
      'account-already-verified': 'Kontoen er bekreftet fra før.',
    },
  },
  nn: {
    onStatement: (payout) => `Bompengar, oppgjer ${payout}`,
    refusals: {
      'no-commission-rate': 'Vi veit ikkje kva godtgjersle utferdaren har denne dagen.',
      'day-not-over': 'Dagen er ikkje over.',
      'unknown-charger': 'Vi har ikkje noko bompengeselskap med denne koden.',
      ...STAFF_REFUSALS.nn,
      'month-not-over': 'Månaden er ikkje over.',
      'already-closed': 'Månaden er avslutta frå før.',
      'earlier-month-open': 'Ein tidlegare månad er ikkje avslutta.',
      'work-is-due': 'Det er arbeid frå månaden som ikkje er gjort.',
      'not-settled': 'Månaden er ikkje gjord opp med bompengeselskapa.',
      'control-differs': 'Dagskontrollen har avvik.',
      'unknown-payout': 'Vi har inga slik utbetaling.',
      'nothing-to-pay': 'Ingen oppgjer ventar på utbetaling.',
      'same-person-approves': 'Den som bad om utbetalinga, kan ikkje godkjenne henne.',
      'not-to-be-approved': 'Utbetalinga ventar ikkje på godkjenning.',
      'already-sent': 'Utbetalinga er send til banken.',
      'account-changed':
        'Bompengeselskapet har fått ein annan konto sidan utbetalinga blei godkjend. Godkjenn henne på nytt.',
      'account-not-verified': 'Ingen har stadfesta kontoen med bompengeselskapet.',
      'account-rests': 'Kontoen blei stadfesta i dag. Det kan betalast til han frå neste dag.',
      'verifier-approves': 'Den som stadfesta kontoen, kan ikkje godkjenne utbetalinga.',
      'no-reason-given': 'Skriv korleis kontoen er stadfesta.',
      'account-differs': 'Bompengeselskapet står med ein annan konto hos oss.',
      'account-already-verified': 'Kontoen er stadfesta frå før.',
    },
  },
  en: {
    onStatement: (payout) => `Tolls, settlement ${payout}`,
    refusals: {
      'no-commission-rate': 'We do not know what commission the issuer has on this day.',
      'day-not-over': 'The day is not over.',
      'unknown-charger': 'We have no toll charger with this code.',
      ...STAFF_REFUSALS.en,
      'month-not-over': 'The month is not over.',
      'already-closed': 'The month is closed already.',
      'earlier-month-open': 'An earlier month is not closed.',
      'work-is-due': 'There is work of the month that is not done.',
      'not-settled': 'The month is not settled with the toll chargers.',
      'control-differs': 'The daily control has differences.',
      'unknown-payout': 'We have no such payout.',
      'nothing-to-pay': 'No settlement waits to be paid.',
      'same-person-approves': 'Whoever asked for the payout cannot approve it.',
      'not-to-be-approved': 'The payout does not wait to be approved.',
      'already-sent': 'The payout is at the bank.',
      'account-changed':
        'The toll charger has another account since the payout was approved. Approve it anew.',
      'account-not-verified': 'Nobody has verified the account with the toll charger.',
      'account-rests': 'The account was verified today. It can be paid to from the next day.',
      'verifier-approves': 'Whoever verified the account cannot approve the payout.',
      'no-reason-given': 'Write how the account was verified.',
      'account-differs': 'The toll charger has another account with us.',
      'account-already-verified': 'The account is verified already.',
    },
  },
}
