import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

export type RefundState = 'asked' | 'approved' | 'sent' | 'paid' | 'rejected' | 'withdrawn' | 'lapsed'

/** Terms 3.3: what is paid out, and nothing else. */
export type RefundReason = 'deposit' | 'balance' | 'overpayment' | 'wrongly-charged-toll'

/** What a refund waits for before it goes to the bank. */
export type RefundWaitsFor =
  | 'second-person'
  | 'account'
  | 'verification'
  | 'account-rest'
  | 'change-pause'
  | 'other-account'
  | 'name'
  | 'credit'

/** Why a refund is not asked for, approved, withdrawn or sent. */
export type RefundRefusal =
  | StaffRefusal
  | 'unknown-party'
  | 'unknown-refund'
  | 'not-a-refund-reason'
  | 'nothing-to-refund'
  | 'claim-lapsed'
  | 'same-person-approves'
  | 'not-to-be-approved'
  | 'not-approved-by-staff'
  | 'already-sent'
  | 'no-payout-account'
  | 'account-not-verified'
  | 'not-an-account-number'
  | 'unknown-proof'
  | 'changes-paused'

/** Why nothing can be paid out of an issuer's account. */
export type PayerRefusal = 'no-organisation-number' | 'no-account-number' | 'no-bic'

export type RefundTexts = {
  readonly states: Readonly<Record<RefundState, string>>
  readonly reasons: Readonly<Record<RefundReason, string>>
  readonly waits: Readonly<Record<RefundWaitsFor, string>>
  readonly refusals: Readonly<Record<RefundRefusal | PayerRefusal, string>>
  /** What the receiver reads on their account statement. */
  readonly onStatement: (of: { issuer: string; refundId: string }) => string
}

export const REFUND_TEXTS: Record<Language, RefundTexts> = {
  nb: {
    states: {
      asked: 'Venter på godkjenning',
      approved: 'Godkjent',
      sent: 'Sendt til banken',
      paid: 'Utbetalt',
      rejected: 'Avvist av banken',
      withdrawn: 'Trukket tilbake',
      lapsed: 'Foreldet',
    },
    reasons: {
      deposit: 'Depositum',
      balance: 'Saldo',
      overpayment: 'For mye betalt',
      'wrongly-charged-toll': 'Bompenger som ikke skulle vært krevd',
    },
    waits: {
      'second-person': 'Venter på en annen medarbeider',
      account: 'Venter på kontonummer',
      verification: 'Venter på at kontonummeret er bekreftet',
      'account-rest': 'Kontonummeret er nylig endret',
      'change-pause': 'Venter til kunden ikke lenger kan angre en endring',
      'other-account': 'Venter på et annet kontonummer: banken avviste det vi har',
      name: 'Venter på mottakerens navn',
      credit: 'Kunden har ikke så mye til gode',
    },
    refusals: {
      ...STAFF_REFUSALS.nb,
      'unknown-party': 'Vi har ingen kunde med dette nummeret.',
      'unknown-refund': 'Vi har ingen refusjon med dette nummeret.',
      'not-a-refund-reason': 'Dette betales ikke tilbake. Se avtalevilkårene punkt 3.3.',
      'nothing-to-refund': 'Kunden har ingenting til gode som kan betales ut.',
      'claim-lapsed': 'Kravet er foreldet etter tre år. Se avtalevilkårene punkt 7.1.',
      'same-person-approves': 'Den som har bedt om refusjonen eller ført kontonummeret, kan ikke godkjenne.',
      'not-to-be-approved': 'Refusjonen venter ikke på godkjenning.',
      'not-approved-by-staff': 'Refusjonen er ikke godkjent av noen, så det er ingenting å gjøre om.',
      'already-sent': 'Refusjonen er sendt til banken eller avsluttet.',
      'no-payout-account': 'Kunden har ikke oppgitt kontonummer.',
      'account-not-verified': 'Kontonummeret er ikke bekreftet.',
      'not-an-account-number': 'Dette er ikke et norsk kontonummer.',
      'changes-paused':
        'Avtalen er nylig koblet til en bruker. Utbetalingskontoen kan ikke endres før 72 timer er gått.',
      'unknown-proof': 'Kontonummeret bekreftes med innlogging eller dokument.',
      'no-organisation-number': 'Utstederen mangler organisasjonsnummer.',
      'no-account-number': 'Utstederen mangler et gyldig kontonummer.',
      'no-bic': 'Utstederens bank mangler BIC i data/refunds.json.',
    },
    onStatement: ({ issuer, refundId }) => `Refusjon fra ${issuer}, ${refundId}`,
  },
  nn: {
    states: {
      asked: 'Ventar på godkjenning',
      approved: 'Godkjend',
      sent: 'Send til banken',
      paid: 'Utbetalt',
      rejected: 'Avvist av banken',
      withdrawn: 'Trekt tilbake',
      lapsed: 'Forelda',
    },
    reasons: {
      deposit: 'Depositum',
      balance: 'Saldo',
      overpayment: 'For mykje betalt',
      'wrongly-charged-toll': 'Bompengar som ikkje skulle vore kravde',
    },
    waits: {
      'second-person': 'Ventar på ein annan medarbeidar',
      account: 'Ventar på kontonummer',
      verification: 'Ventar på at kontonummeret er stadfesta',
      'account-rest': 'Kontonummeret er nyleg endra',
      'change-pause': 'Ventar til kunden ikkje lenger kan angre ei endring',
      'other-account': 'Ventar på eit anna kontonummer: banken avviste det vi har',
      name: 'Ventar på namnet til mottakaren',
      credit: 'Kunden har ikkje så mykje til gode',
    },
    refusals: {
      ...STAFF_REFUSALS.nn,
      'unknown-party': 'Vi har ingen kunde med dette nummeret.',
      'unknown-refund': 'Vi har ingen refusjon med dette nummeret.',
      'not-a-refund-reason': 'Dette blir ikkje betalt tilbake. Sjå avtalevilkåra punkt 3.3.',
      'nothing-to-refund': 'Kunden har ingenting til gode som kan betalast ut.',
      'claim-lapsed': 'Kravet er forelda etter tre år. Sjå avtalevilkåra punkt 7.1.',
      'same-person-approves': 'Den som har bede om refusjonen eller ført kontonummeret, kan ikkje godkjenne.',
      'not-to-be-approved': 'Refusjonen ventar ikkje på godkjenning.',
      'not-approved-by-staff': 'Refusjonen er ikkje godkjend av nokon, så det er ingenting å gjere om.',
      'already-sent': 'Refusjonen er send til banken eller avslutta.',
      'no-payout-account': 'Kunden har ikkje gitt opp kontonummer.',
      'account-not-verified': 'Kontonummeret er ikkje stadfesta.',
      'not-an-account-number': 'Dette er ikkje eit norsk kontonummer.',
      'changes-paused':
        'Avtalen er nyleg kopla til ein brukar. Utbetalingskontoen kan ikkje endrast før 72 timar er gått.',
      'unknown-proof': 'Kontonummeret blir stadfesta med innlogging eller dokument.',
      'no-organisation-number': 'Utstedaren manglar organisasjonsnummer.',
      'no-account-number': 'Utstedaren manglar eit gyldig kontonummer.',
      'no-bic': 'Banken til utstedaren manglar BIC i data/refunds.json.',
    },
    onStatement: ({ issuer, refundId }) => `Refusjon frå ${issuer}, ${refundId}`,
  },
  en: {
    states: {
      asked: 'Waiting for approval',
      approved: 'Approved',
      sent: 'Sent to the bank',
      paid: 'Paid out',
      rejected: 'Rejected by the bank',
      withdrawn: 'Withdrawn',
      lapsed: 'Lapsed',
    },
    reasons: {
      deposit: 'Deposit',
      balance: 'Balance',
      overpayment: 'Paid too much',
      'wrongly-charged-toll': 'Toll that was wrongly charged',
    },
    waits: {
      'second-person': 'Waiting for another member of staff',
      account: 'Waiting for an account number',
      verification: 'Waiting for the account number to be verified',
      'account-rest': 'The account number was changed recently',
      'change-pause': 'Waits until the customer can no longer undo a change',
      'other-account': 'Waiting for another account number: the bank rejected the one we have',
      name: 'Waiting for the receiver’s name',
      credit: 'The customer does not have that much to good',
    },
    refusals: {
      ...STAFF_REFUSALS.en,
      'unknown-party': 'We have no customer with this number.',
      'unknown-refund': 'We have no refund with this number.',
      'not-a-refund-reason': 'This is not paid back. See the terms of agreement, 3.3.',
      'nothing-to-refund': 'The customer has nothing to good that can be paid out.',
      'claim-lapsed': 'The claim has lapsed after three years. See the terms of agreement, 7.1.',
      'same-person-approves':
        'Whoever asked for the refund or entered the account number may not approve it.',
      'not-to-be-approved': 'The refund does not wait for approval.',
      'not-approved-by-staff': 'Nobody has approved the refund, so there is nothing to undo.',
      'already-sent': 'The refund has been sent to the bank or is over.',
      'no-payout-account': 'The customer has given no account number.',
      'account-not-verified': 'The account number has not been verified.',
      'not-an-account-number': 'This is not a Norwegian account number.',
      'changes-paused':
        'The agreement has just been linked to a user. The payout account cannot be changed before 72 hours have passed.',
      'unknown-proof': 'An account number is verified by log-in or by a document.',
      'no-organisation-number': 'The issuer has no organisation number.',
      'no-account-number': 'The issuer has no valid account number.',
      'no-bic': 'The issuer’s bank has no BIC in data/refunds.json.',
    },
    onStatement: ({ issuer, refundId }) => `Refund from ${issuer}, ${refundId}`,
  },
}
