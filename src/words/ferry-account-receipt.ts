import type { Language } from '#core/language.ts'

/** What a customer has ordered of a ferry account, how it is paid, and what comes of it. */
const nb = {
  receipt: {
    opening: 'Ferjeavtalen er inngått',
    difference: 'Kjøretøyet er lagt til',
    'top-up': 'Påfyllet er bestilt',
  },
  toPay: 'Å betale',
  agreement: 'Ferjeavtale',
  ordered: 'Bestilt',
  making: 'Vi lager fakturaen nå. Hent siden på nytt om et øyeblikk, så står KID og kontonummer her.',
  reload: 'Hent siden på nytt',
  paid: 'Beløpet er betalt.',
  invoiceLink: (number: string) => `Faktura ${number}`,
  next: 'Hva skjer nå?',
  nextOpening: [
    'Kontoen åpner når hele beløpet er kommet inn. Du kan betale alt på én gang, eller litt om gangen med den samme KID-en.',
    'Betaler du bare en del, står delen på kontoen, men det blir ingen rabatt før resten er betalt.',
    'Pengene er på kontoen dagen etter at banken har ført dem.',
  ],
  nextDifference: [
    'Kjøretøyet er på avtalen fra nå av, og får rabatten avtalen har.',
    'Når du har betalt, er det høyere beløpet det avtalen regnes etter.',
  ],
  nextTopUp: ['Pengene er på kontoen dagen etter at banken har ført dem.'],
  nextCards: 'Ferjekort sendes i posten når kontoen er åpnet.',
  nextTags: 'Brikken virker på ferja så snart kontoen er åpnet. Du trenger ikke gjøre noe med den.',
  toAccount: 'Til ferjekontoen',
}

export type FerryReceiptTexts = typeof nb

export const FERRY_RECEIPT_TEXTS: Record<Language, FerryReceiptTexts> = {
  nb,
  nn: {
    receipt: {
      opening: 'Ferjeavtalen er inngått',
      difference: 'Køyretøyet er lagt til',
      'top-up': 'Påfyllet er tinga',
    },
    toPay: 'Å betale',
    agreement: 'Ferjeavtale',
    ordered: 'Tinga',
    making: 'Vi lagar fakturaen no. Hent sida på nytt om ein augneblink, så står KID og kontonummer her.',
    reload: 'Hent sida på nytt',
    paid: 'Beløpet er betalt.',
    invoiceLink: (number) => `Faktura ${number}`,
    next: 'Kva skjer no?',
    nextOpening: [
      'Kontoen opnar når heile beløpet er kome inn. Du kan betale alt på éin gong, eller litt om gongen med den same KID-en.',
      'Betaler du berre ein del, står delen på kontoen, men det blir ingen rabatt før resten er betalt.',
      'Pengane er på kontoen dagen etter at banken har ført dei.',
    ],
    nextDifference: [
      'Køyretøyet er på avtalen frå no av, og får rabatten avtalen har.',
      'Når du har betalt, er det høgare beløpet det avtalen blir rekna etter.',
    ],
    nextTopUp: ['Pengane er på kontoen dagen etter at banken har ført dei.'],
    nextCards: 'Ferjekort blir sende i posten når kontoen er opna.',
    nextTags: 'Brikka verkar på ferja så snart kontoen er opna. Du treng ikkje gjere noko med henne.',
    toAccount: 'Til ferjekontoen',
  },
  en: {
    receipt: {
      opening: 'The ferry agreement is made',
      difference: 'The vehicle is added',
      'top-up': 'The top-up is ordered',
    },
    toPay: 'To pay',
    agreement: 'Ferry agreement',
    ordered: 'Ordered',
    making:
      'We are making the invoice now. Fetch the page again in a moment, and the KID and account number stand here.',
    reload: 'Fetch the page again',
    paid: 'The amount is paid.',
    invoiceLink: (number) => `Invoice ${number}`,
    next: 'What happens now?',
    nextOpening: [
      'The account opens when the whole amount has come in. You may pay all at once, or some at a time with the same KID.',
      'If you pay a part only, that part is on the account, but there is no discount before the rest is paid.',
      'The money is on the account the day after the bank has booked it.',
    ],
    nextDifference: [
      'The vehicle is on the agreement from now on, and has the discount that the agreement has.',
      'When you have paid, the higher amount is what the agreement is reckoned by.',
    ],
    nextTopUp: ['The money is on the account the day after the bank has booked it.'],
    nextCards: 'Ferry cards are posted when the account has opened.',
    nextTags: 'The tag works on the ferry as soon as the account has opened. You need do nothing with it.',
    toAccount: 'To the ferry account',
  },
}
