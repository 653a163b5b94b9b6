import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why what somebody decides of a payment that waits is not done. */
export type PaymentQueueRefusal =
  | StaffRefusal
  | 'payment-not-queued'
  | 'unknown-invoice'
  | 'invoice-already-paid'
  | 'invoice-takes-no-payment'
  | 'invoice-takes-payment'
  | 'nothing-to-credit'
  | 'no-payment-to-reverse'
  | 'payment-not-allocated'
  | 'credit-refunded'
  | 'return-asked'
  | 'no-return-asked'
  | 'nothing-to-return'
  | 'no-account-to-return-to'
  | 'no-name-given'
  | 'no-reason-given'
  | 'same-person-approves'

export const PAYMENT_QUEUE_REFUSALS: Record<Language, Readonly<Record<PaymentQueueRefusal, string>>> = {
  nb: {
    ...STAFF_REFUSALS.nb,
    'payment-not-queued': 'Betalingen venter ikke på noen.',
    'unknown-invoice': 'Selskapet som fikk betalingen, har ingen faktura med dette nummeret.',
    'invoice-already-paid': 'Fakturaen er betalt. Velg en annen.',
    'invoice-takes-no-payment': 'Fakturaen er kreditert eller erstattet, og kan ikke betales.',
    'invoice-takes-payment': 'Fakturaen kan betales. Sett betalingen på den.',
    'nothing-to-credit': 'Banken har tatt pengene tilbake selv: det er ingenting å godskrive.',
    'no-payment-to-reverse': 'Fakturaen har ingen betaling på dette beløpet som banken kan ha tatt tilbake.',
    'payment-not-allocated': 'Betalingen står ikke på noen faktura.',
    'credit-refunded':
      'Det som ble til overs av betalingen, er betalt ut. Da kan ikke fordelingen gjøres om.',
    'return-asked': 'Det er bedt om at betalingen sendes tilbake. Trekk det først.',
    'no-return-asked': 'Ingen har bedt om at betalingen sendes tilbake, eller den er sendt.',
    'nothing-to-return': 'Banken har tatt pengene tilbake selv: det er ingenting å sende.',
    'no-account-to-return-to': 'Banken har ikke sagt hvilken konto pengene kom fra.',
    'no-name-given': 'Skriv hvem kontoen tilhører.',
    'no-reason-given': 'Skriv hvorfor.',
    'same-person-approves': 'Den som ba om at pengene sendes tilbake, kan ikke godkjenne det.',
  },
  nn: {
    ...STAFF_REFUSALS.nn,
    'payment-not-queued': 'Betalinga ventar ikkje på nokon.',
    'unknown-invoice': 'Selskapet som fekk betalinga, har ingen faktura med dette nummeret.',
    'invoice-already-paid': 'Fakturaen er betalt. Vel ein annan.',
    'invoice-takes-no-payment': 'Fakturaen er kreditert eller bytt ut, og kan ikkje betalast.',
    'invoice-takes-payment': 'Fakturaen kan betalast. Set betalinga på han.',
    'nothing-to-credit': 'Banken har teke pengane attende sjølv: det er ingenting å godskrive.',
    'no-payment-to-reverse': 'Fakturaen har inga betaling på dette beløpet som banken kan ha teke attende.',
    'payment-not-allocated': 'Betalinga står ikkje på nokon faktura.',
    'credit-refunded':
      'Det som blei til overs av betalinga, er betalt ut. Då kan ikkje fordelinga gjerast om.',
    'return-asked': 'Det er bede om at betalinga blir send attende. Trekk det først.',
    'no-return-asked': 'Ingen har bede om at betalinga blir send attende, eller ho er send.',
    'nothing-to-return': 'Banken har teke pengane attende sjølv: det er ingenting å sende.',
    'no-account-to-return-to': 'Banken har ikkje sagt kva konto pengane kom frå.',
    'no-name-given': 'Skriv kven kontoen høyrer til.',
    'no-reason-given': 'Skriv kvifor.',
    'same-person-approves': 'Den som bad om at pengane blir sende attende, kan ikkje godkjenne det.',
  },
  en: {
    ...STAFF_REFUSALS.en,
    'payment-not-queued': 'The payment waits for nobody.',
    'unknown-invoice': 'The company that was paid has no invoice with this number.',
    'invoice-already-paid': 'The invoice is paid. Choose another.',
    'invoice-takes-no-payment': 'The invoice is credited or replaced, and takes no payment.',
    'invoice-takes-payment': 'The invoice can be paid. Put the payment on it.',
    'nothing-to-credit': 'The bank has taken the money back itself: there is nothing to credit.',
    'no-payment-to-reverse': 'The invoice has no payment of this amount that the bank can have taken back.',
    'payment-not-allocated': 'The payment stands on no invoice.',
    'credit-refunded':
      'What was left of the payment has been paid out, so that the decision cannot be undone.',
    'return-asked': 'Somebody has asked for the payment to be returned. Withdraw that first.',
    'no-return-asked': 'Nobody has asked for the payment to be returned, or it has been sent.',
    'nothing-to-return': 'The bank has taken the money back itself: there is nothing to send.',
    'no-account-to-return-to': 'The bank has not said which account the money came from.',
    'no-name-given': 'Write whose account it is.',
    'no-reason-given': 'Write why.',
    'same-person-approves': 'Whoever asked for the money to be returned cannot approve it.',
  },
}

/** What the receiver reads on their account; nobody knows their language. */
export const RETURN_ON_STATEMENT: Record<Language, (returned: string) => string> = {
  nb: (returned) => `Retur av betaling, ${returned}`,
  nn: (returned) => `Retur av betaling, ${returned}`,
  en: (returned) => `Payment returned, ${returned}`,
}
