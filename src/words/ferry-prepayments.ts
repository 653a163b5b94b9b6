import type { Language } from '#core/language.ts'

/** As in the database: why an amount was asked ahead. */
export type FerryPrepaymentReason = 'opening' | 'refill' | 'difference' | 'top-up'

/** What was asked ahead of a ferry account, and a top-up of one's own will. */
export type FerryPrepaymentTexts = {
  readonly askedAhead: string
  readonly askedAheadWhy: string
  readonly because: Readonly<Record<FerryPrepaymentReason, string>>
  readonly askedOn: (day: string) => string
  readonly stillToPay: (amount: string) => string
  readonly paidNotEntered: string
  readonly paidAndEntered: string
  readonly pay: string
  readonly invoice: (number: string) => string
  /** What an account waits for before it opens. */
  readonly awaited: AwaitedTexts
  readonly topUp: string
  readonly topUpWhy: string
  readonly amount: string
  readonly amountAbout: string
  /** Ticked, where an amount is unusual. */
  readonly amountIsRight: (amount: string) => string
  readonly topUpAtMost: (most: string) => string
  readonly order: string
  readonly beingInvoiced: (amount: string) => string
}

type AwaitedTexts = {
  readonly heading: string
  readonly asked: (amount: string) => string
  /** Before what is left to pay. */
  readonly part: (paid: string) => string
  /** After that all is paid, and not entered. */
  readonly opensThen: string
  readonly noDueDate: string
  readonly topUpLater: string
}

export const FERRY_PREPAYMENT_TEXTS: Record<Language, FerryPrepaymentTexts> = {
  nb: {
    askedAhead: 'Forskudd og påfyll',
    askedAheadWhy:
      'Disse fakturaene har ingen forfallsdato, og du får ingen purring. Det du betaler, er på saldoen etter neste føring, som er om natten.',
    because: {
      opening: 'Forskudd som åpner kontoen',
      refill: 'Påfyll fordi det var lite igjen',
      difference: 'Mer i forskudd for nytt eller lengre kjøretøy',
      'top-up': 'Påfyll som du har bestilt',
    },
    askedOn: (day) => `Sendt ${day}`,
    stillToPay: (amount) => `Gjenstår ${amount}`,
    paidNotEntered: 'Betalt. Står på saldoen etter neste føring.',
    paidAndEntered: 'Betalt og ført',
    pay: 'Betal',
    invoice: (number) => `Faktura ${number}`,
    awaited: {
      heading: 'Dette venter kontoen på',
      asked: (amount) => `Forskuddet på ${amount}.`,
      part: (paid) => `${paid} er betalt.`,
      opensThen: 'Føringen er om natten, og da åpner kontoen.',
      noDueDate:
        'Fakturaen har ingen forfallsdato, og du får ingen purring. Det du betaler, er på saldoen etter neste føring, som er om natten.',
      topUpLater: 'Når kontoen er åpnet, kan du fylle på med et beløp du velger selv.',
    },
    topUp: 'Fyll på konto',
    topUpWhy: 'Velg beløpet selv. Du får en faktura med KID som du betaler når du vil.',
    amount: 'Beløp i kroner',
    amountAbout: 'For eksempel 500.',
    amountIsRight: (amount) => `Ja, beløpet stemmer: ${amount}`,
    topUpAtMost: (most) => `Du kan fylle på inntil ${most} om gangen.`,
    order: 'Lag faktura',
    beingInvoiced: (amount) => `Faktura på ${amount} lages nå.`,
  },
  nn: {
    askedAhead: 'Forskot og påfyll',
    askedAheadWhy:
      'Desse fakturaene har ingen forfallsdato, og du får inga purring. Det du betaler, er på saldoen etter neste føring, som er om natta.',
    because: {
      opening: 'Forskot som opnar kontoen',
      refill: 'Påfyll fordi det var lite att',
      difference: 'Meir i forskot for nytt eller lengre køyretøy',
      'top-up': 'Påfyll som du har bestilt',
    },
    askedOn: (day) => `Send ${day}`,
    stillToPay: (amount) => `Står att ${amount}`,
    paidNotEntered: 'Betalt. Står på saldoen etter neste føring.',
    paidAndEntered: 'Betalt og ført',
    pay: 'Betal',
    invoice: (number) => `Faktura ${number}`,
    awaited: {
      heading: 'Dette ventar kontoen på',
      asked: (amount) => `Forskotet på ${amount}.`,
      part: (paid) => `${paid} er betalt.`,
      opensThen: 'Føringa er om natta, og då opnar kontoen.',
      noDueDate:
        'Fakturaen har ingen forfallsdato, og du får inga purring. Det du betaler, er på saldoen etter neste føring, som er om natta.',
      topUpLater: 'Når kontoen er opna, kan du fylle på med eit beløp du vel sjølv.',
    },
    topUp: 'Fyll på konto',
    topUpWhy: 'Vel beløpet sjølv. Du får ein faktura med KID som du betaler når du vil.',
    amount: 'Beløp i kroner',
    amountAbout: 'Til dømes 500.',
    amountIsRight: (amount) => `Ja, beløpet stemmer: ${amount}`,
    topUpAtMost: (most) => `Du kan fylle på inntil ${most} om gongen.`,
    order: 'Lag faktura',
    beingInvoiced: (amount) => `Faktura på ${amount} blir laga no.`,
  },
  en: {
    askedAhead: 'Prepayments and top-ups',
    askedAheadWhy:
      'These invoices have no due date, and you get no reminder. What you pay is in the balance when it is next entered, at night.',
    because: {
      opening: 'Prepayment that opens the account',
      refill: 'Top-up because little was left',
      difference: 'More ahead for a new or longer vehicle',
      'top-up': 'Top-up that you ordered',
    },
    askedOn: (day) => `Sent ${day}`,
    stillToPay: (amount) => `${amount} left to pay`,
    paidNotEntered: 'Paid. In the balance when it is next entered.',
    paidAndEntered: 'Paid and entered',
    pay: 'Pay',
    invoice: (number) => `Invoice ${number}`,
    awaited: {
      heading: 'What the account is waiting for',
      asked: (amount) => `The prepayment of ${amount}.`,
      part: (paid) => `${paid} is paid.`,
      opensThen: 'It is entered at night, and then the account opens.',
      noDueDate:
        'The invoice has no due date, and you get no reminder. What you pay is in the balance when it is next entered, at night.',
      topUpLater: 'When the account is open, you can top it up with an amount of your own choice.',
    },
    topUp: 'Top up account',
    topUpWhy: 'Choose the amount yourself. You get an invoice with a KID that you pay when you wish.',
    amount: 'Amount in kroner',
    amountAbout: 'For example 500.',
    amountIsRight: (amount) => `Yes, the amount is right: ${amount}`,
    topUpAtMost: (most) => `You can top up by ${most} at most at a time.`,
    order: 'Make the invoice',
    beingInvoiced: (amount) => `An invoice of ${amount} is being made.`,
  },
}
