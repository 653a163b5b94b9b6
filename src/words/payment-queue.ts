import type { Language } from '#core/language.ts'
import { STAFF_REFUSALS, type StaffRefusal } from './staff.ts'

/** Why what somebody decides of a payment that waits is not done. */
export type PaymentQueueRefusal =
  | StaffRefusal
  | 'payment-not-queued'
  | 'unknown-invoice'
  | 'invoice-already-paid'
  | 'invoice-takes-no-payment'
  | 'no-payment-to-reverse'
  | 'payment-not-allocated'
  | 'credit-refunded'

export const PAYMENT_QUEUE_REFUSALS: Record<Language, Readonly<Record<PaymentQueueRefusal, string>>> = {
  nb: {
    ...STAFF_REFUSALS.nb,
    'payment-not-queued': 'Betalingen venter ikke på noen.',
    'unknown-invoice': 'Selskapet som fikk betalingen, har ingen faktura med dette nummeret.',
    'invoice-already-paid': 'Fakturaen er betalt. Velg en annen.',
    'invoice-takes-no-payment': 'Fakturaen er kreditert eller erstattet, og kan ikke betales.',
    'no-payment-to-reverse': 'Fakturaen har ingen betaling på dette beløpet som banken kan ha tatt tilbake.',
    'payment-not-allocated': 'Betalingen står ikke på noen faktura.',
    'credit-refunded':
      'Det som ble til overs av betalingen, er betalt ut. Da kan ikke fordelingen gjøres om.',
  },
  nn: {
    ...STAFF_REFUSALS.nn,
    'payment-not-queued': 'Betalinga ventar ikkje på nokon.',
    'unknown-invoice': 'Selskapet som fekk betalinga, har ingen faktura med dette nummeret.',
    'invoice-already-paid': 'Fakturaen er betalt. Vel ein annan.',
    'invoice-takes-no-payment': 'Fakturaen er kreditert eller bytt ut, og kan ikkje betalast.',
    'no-payment-to-reverse': 'Fakturaen har inga betaling på dette beløpet som banken kan ha teke attende.',
    'payment-not-allocated': 'Betalinga står ikkje på nokon faktura.',
    'credit-refunded':
      'Det som blei til overs av betalinga, er betalt ut. Då kan ikkje fordelinga gjerast om.',
  },
  en: {
    ...STAFF_REFUSALS.en,
    'payment-not-queued': 'The payment waits for nobody.',
    'unknown-invoice': 'The company that was paid has no invoice with this number.',
    'invoice-already-paid': 'The invoice is paid. Choose another.',
    'invoice-takes-no-payment': 'The invoice is credited or replaced, and takes no payment.',
    'no-payment-to-reverse': 'The invoice has no payment of this amount that the bank can have taken back.',
    'payment-not-allocated': 'The payment stands on no invoice.',
    'credit-refunded':
      'What was left of the payment has been paid out, so that the decision cannot be undone.',
  },
}
