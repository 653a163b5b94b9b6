import type { Language } from '#core/language.ts'

export type VippsTexts = {
  /** What the one who pays reads in the app; Vipps takes 100 characters. */
  readonly description: (invoiceNumber: string) => string
  readonly pay: string
  readonly payWhat: string
  readonly heading: Readonly<Record<VippsEnding, string>>
  readonly text: Readonly<Record<VippsEnding, string>>
  readonly paid: (amount: string) => string
  readonly lookAgain: string
  readonly toInvoice: string
  readonly cannotPay: string
  readonly refused: Readonly<
    Record<'nothing-to-pay' | 'vipps-not-offered' | 'vipps-under-way' | 'vipps-silent', string>
  >
}

/** What the customer is told came of a payment. */
export type VippsEnding = 'waiting' | 'paid' | 'notPaid' | 'paidBack'

export const VIPPS_TEXTS: Record<Language, VippsTexts> = {
  nb: {
    description: (number) => `Faktura ${number}`,
    pay: 'Betal med Vipps',
    payWhat: 'Du godkjenner beløpet i Vipps og kommer tilbake hit.',
    heading: {
      waiting: 'Vi venter på Vipps',
      paid: 'Betalingen er mottatt',
      notPaid: 'Betalingen ble ikke fullført',
      paidBack: 'Betalingen er betalt tilbake',
    },
    text: {
      waiting:
        'Betalingen er ikke bekreftet ennå. Det tar vanligvis noen sekunder. Du trenger ikke å betale på nytt.',
      paid: 'Takk! Fakturaen er oppdatert.',
      notPaid: 'Ingen penger er trukket fra deg. Du kan prøve igjen fra fakturaen.',
      paidBack: 'Pengene er på vei tilbake til deg gjennom Vipps.',
    },
    paid: (amount) => `Du har betalt ${amount} med Vipps.`,
    lookAgain: 'Sjekk på nytt',
    toInvoice: 'Til fakturaen',
    cannotPay: 'Du kan ikke betale med Vipps nå',
    refused: {
      'nothing-to-pay': 'Det er ingenting å betale på denne fakturaen.',
      'vipps-not-offered': 'Denne fakturaen kan ikke betales med Vipps. Betal i nettbanken med KID.',
      'vipps-under-way':
        'En annen betaling av fakturaen er ikke avsluttet ennå. Vent et minutt, og prøv igjen.',
      'vipps-silent':
        'Vi får ikke kontakt med Vipps. Ingen penger er trukket fra deg. Prøv igjen om litt, eller betal i nettbanken med KID.',
    },
  },
  nn: {
    description: (number) => `Faktura ${number}`,
    pay: 'Betal med Vipps',
    payWhat: 'Du godkjenner beløpet i Vipps og kjem attende hit.',
    heading: {
      waiting: 'Vi ventar på Vipps',
      paid: 'Betalinga er motteken',
      notPaid: 'Betalinga vart ikkje fullført',
      paidBack: 'Betalinga er betalt attende',
    },
    text: {
      waiting:
        'Betalinga er ikkje stadfesta enno. Det tek vanlegvis nokre sekund. Du treng ikkje å betale på nytt.',
      paid: 'Takk! Fakturaen er oppdatert.',
      notPaid: 'Ingen pengar er trekte frå deg. Du kan prøve igjen frå fakturaen.',
      paidBack: 'Pengane er på veg attende til deg gjennom Vipps.',
    },
    paid: (amount) => `Du har betalt ${amount} med Vipps.`,
    lookAgain: 'Sjekk på nytt',
    toInvoice: 'Til fakturaen',
    cannotPay: 'Du kan ikkje betale med Vipps no',
    refused: {
      'nothing-to-pay': 'Det er ingenting å betale på denne fakturaen.',
      'vipps-not-offered': 'Denne fakturaen kan ikkje betalast med Vipps. Betal i nettbanken med KID.',
      'vipps-under-way':
        'Ei anna betaling av fakturaen er ikkje avslutta enno. Vent eit minutt, og prøv igjen.',
      'vipps-silent':
        'Vi får ikkje kontakt med Vipps. Ingen pengar er trekte frå deg. Prøv igjen om litt, eller betal i nettbanken med KID.',
    },
  },
  en: {
    description: (number) => `Invoice ${number}`,
    pay: 'Pay with Vipps',
    payWhat: 'You approve the amount in Vipps and come back here.',
    heading: {
      waiting: 'We are waiting for Vipps',
      paid: 'The payment is received',
      notPaid: 'The payment was not completed',
      paidBack: 'The payment has been paid back',
    },
    text: {
      waiting: 'The payment is not confirmed yet. It usually takes a few seconds. You need not pay again.',
      paid: 'Thank you! The invoice is updated.',
      notPaid: 'No money has been taken from you. You can try again from the invoice.',
      paidBack: 'The money is on its way back to you through Vipps.',
    },
    paid: (amount) => `You have paid ${amount} with Vipps.`,
    lookAgain: 'Check again',
    toInvoice: 'To the invoice',
    cannotPay: 'You cannot pay with Vipps now',
    refused: {
      'nothing-to-pay': 'There is nothing to pay on this invoice.',
      'vipps-not-offered': 'This invoice cannot be paid with Vipps. Pay in your online bank with the KID.',
      'vipps-under-way': 'Another payment of the invoice has not ended yet. Wait a minute, and try again.',
      'vipps-silent':
        'We cannot reach Vipps. No money has been taken from you. Try again soon, or pay in your online bank with the KID.',
    },
  },
}
