import type { Language } from '#core/language.ts'

export type PaymentTexts = {
  readonly heading: string
  readonly about: string
  readonly none: string
  readonly table: string
  readonly paidOn: string
  readonly amount: string
  readonly what: string
  readonly way: Readonly<Record<'bank' | 'vipps', string>>
  readonly invoice: (number: string, amount: string) => string
  readonly credit: (amount: string) => string
  readonly takenBack: string
  readonly paidBack: Readonly<Record<'bank' | 'vipps' | 'account', string>>
}

export const PAYMENT_TEXTS: Record<Language, PaymentTexts> = {
  nb: {
    heading: 'Betalinger',
    about: 'Alt du har betalt inn, og det som er betalt tilbake. Nyeste øverst.',
    none: 'Vi har ikke fått noen betalinger fra deg ennå. Når vi får en, står den her.',
    table: 'Betalingene dine',
    paidOn: 'Dato',
    amount: 'Beløp',
    what: 'Betaling',
    way: { bank: 'Betalt i bank', vipps: 'Betalt med Vipps' },
    invoice: (number, amount) => `Faktura ${number}: ${amount}`,
    credit: (amount) => `Til gode: ${amount}`,
    takenBack: 'Denne betalingen er siden betalt tilbake.',
    paidBack: {
      bank: 'Trukket tilbake av banken',
      vipps: 'Betalt tilbake med Vipps',
      account: 'Utbetalt til kontoen din',
    },
  },
  nn: {
    heading: 'Betalingar',
    about: 'Alt du har betalt inn, og det som er betalt attende. Det nyaste øvst.',
    none: 'Vi har ikkje fått nokon betalingar av deg enno. Når vi får ei, står ho her.',
    table: 'Betalingane dine',
    paidOn: 'Dato',
    amount: 'Beløp',
    what: 'Betaling',
    way: { bank: 'Betalt i bank', vipps: 'Betalt med Vipps' },
    invoice: (number, amount) => `Faktura ${number}: ${amount}`,
    credit: (amount) => `Til gode: ${amount}`,
    takenBack: 'Denne betalinga er sidan betalt attende.',
    paidBack: {
      bank: 'Trekt attende av banken',
      vipps: 'Betalt attende med Vipps',
      account: 'Utbetalt til kontoen din',
    },
  },
  en: {
    heading: 'Payments',
    about: 'All you have paid in, and what has been paid back. Newest on top.',
    none: 'We have not received any payments from you yet. When we do, they stand here.',
    table: 'Your payments',
    paidOn: 'Date',
    amount: 'Amount',
    what: 'Payment',
    way: { bank: 'Paid by bank', vipps: 'Paid with Vipps' },
    invoice: (number, amount) => `Invoice ${number}: ${amount}`,
    credit: (amount) => `To your credit: ${amount}`,
    takenBack: 'This payment has since been paid back.',
    paidBack: {
      bank: 'Taken back by the bank',
      vipps: 'Paid back with Vipps',
      account: 'Paid out to your account',
    },
  },
}
