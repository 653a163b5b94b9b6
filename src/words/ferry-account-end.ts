import type { Language } from '#core/language.ts'

/** The end of a ferry agreement (terms 7.3): what follows, and when what is left comes back. */
const nb = {
  heading: (number: string) => `Avslutt ferjeavtale ${number}`,
  which: 'Hvilken ferjeavtale?',
  about:
    'Du kan avslutte når du vil. Avtalen slutter med en gang, og kan ikke åpnes igjen; du kan inngå en ny.',
  follows: 'Dette skjer',
  vehicles: (plates: string) => `${plates} er av avtalen med en gang.`,
  cards: 'Ferjekortene sperres. Det de kostet, betales ikke tilbake.',
  balance: (amount: string) => `Det står ${amount} på kontoen nå.`,
  back: (day: string) =>
    `Reiser kan komme sent fra ferjeselskapene. Derfor gjør vi opp ${day}: det som er igjen da, betaler vi tilbake.`,
  nothing: (day: string) => `Kontoen er tom. Kommer det reiser fra før i dag, gjør vi dem opp ${day}.`,
  owed: (day: string) => `Kontoen er under null. Det som mangler ${day}, kommer på en faktura.`,
  unpaid: 'Forskuddsfakturaer som ikke er betalt, trenger du ikke å betale.',
  sure: 'Jeg forstår, og vil avslutte ferjeavtalen',
  mustBeSure: 'Kryss av for at du vil avslutte.',
  button: 'Avslutt ferjeavtalen',
  ended: 'Ferjeavtalen er avsluttet',
  endedAt: 'Avsluttet',
  number: 'Ferjeavtale',
  left: 'På kontoen nå',
  settledAt: 'Gjøres opp',
}

export type FerryEndTexts = typeof nb

export const FERRY_END_TEXTS: Record<Language, FerryEndTexts> = {
  nb,
  nn: {
    heading: (number) => `Avslutt ferjeavtale ${number}`,
    which: 'Kva ferjeavtale?',
    about:
      'Du kan avslutte når du vil. Avtalen sluttar med ein gong, og kan ikkje opnast igjen; du kan inngå ein ny.',
    follows: 'Dette skjer',
    vehicles: (plates) => `${plates} er av avtalen med ein gong.`,
    cards: 'Ferjekorta blir sperra. Det dei kosta, blir ikkje betalt tilbake.',
    balance: (amount) => `Det står ${amount} på kontoen no.`,
    back: (day) =>
      `Reiser kan kome seint frå ferjeselskapa. Difor gjer vi opp ${day}: det som er att då, betaler vi tilbake.`,
    nothing: (day) => `Kontoen er tom. Kjem det reiser frå før i dag, gjer vi dei opp ${day}.`,
    owed: (day) => `Kontoen er under null. Det som manglar ${day}, kjem på ein faktura.`,
    unpaid: 'Forskotsfakturaer som ikkje er betalte, treng du ikkje betale.',
    sure: 'Eg forstår, og vil avslutte ferjeavtalen',
    mustBeSure: 'Kryss av for at du vil avslutte.',
    button: 'Avslutt ferjeavtalen',
    ended: 'Ferjeavtalen er avslutta',
    endedAt: 'Avslutta',
    number: 'Ferjeavtale',
    left: 'På kontoen no',
    settledAt: 'Blir gjort opp',
  },
  en: {
    heading: (number) => `End ferry agreement ${number}`,
    which: 'Which ferry agreement?',
    about:
      'You can end it when you like. The agreement ends at once, and cannot be opened again; you can make a new one.',
    follows: 'This happens',
    vehicles: (plates) => `${plates}: off the agreement at once.`,
    cards: 'The ferry cards are blocked. What they cost is not paid back.',
    balance: (amount) => `There is ${amount} on the account now.`,
    back: (day) =>
      `Trips may come late from the ferry companies. So we settle ${day}: what is left then we pay back.`,
    nothing: (day) => `The account is empty. Should trips from before today come, we settle them ${day}.`,
    owed: (day) => `The account is below nothing. What is missing ${day} comes on an invoice.`,
    unpaid: 'Prepayment invoices that are not paid you need not pay.',
    sure: 'I understand, and want to end the ferry agreement',
    mustBeSure: 'Tick that you want to end it.',
    button: 'End the ferry agreement',
    ended: 'The ferry agreement has ended',
    endedAt: 'Ended',
    number: 'Ferry agreement',
    left: 'On the account now',
    settledAt: 'Settled',
  },
}
