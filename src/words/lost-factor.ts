import type { Language } from '#core/language.ts'

const nb = {
  link: 'Jeg har mistet telefonen eller appen',
  heading: 'Mistet telefonen eller appen',
  about: 'Passordet er riktig. I stedet for koden kan du komme inn med et brev.',
  steps: [
    'Vi sender et brev med en kode til adressen vi har registrert.',
    'Vi sier fra på e-post og SMS, så den det gjelder, kan stoppe det.',
    'Koden virker fra 72 timer etter at du ba om den, og i 30 dager.',
    'Da velger du en ny måte å få kode på. De neste 72 timene kan verken adresser eller utbetalingskonto endres.',
  ],
  ask: 'Send meg et brev',
  asked:
    'Har vi en postadresse til deg, er brevet på vei dit. Når det har kommet, logger du inn med e-post og passord og kommer hit igjen.',
  have: 'Jeg har fått brevet',
  code: 'Kode fra brevet',
  comeIn: 'Gå videre',
  other: 'Har du flyttet og ikke fått meldt adressen, må selskapet du har avtale med, hjelpe deg.',
}

export type LostFactorTexts = typeof nb

export const LOST_FACTOR_TEXTS: Record<Language, LostFactorTexts> = {
  nb,
  nn: {
    link: 'Eg har mista telefonen eller appen',
    heading: 'Mista telefonen eller appen',
    about: 'Passordet er rett. I staden for koden kan du kome inn med eit brev.',
    steps: [
      'Vi sender eit brev med ein kode til adressa vi har registrert.',
      'Vi seier frå på e-post og SMS, så den det gjeld, kan stoppe det.',
      'Koden verkar frå 72 timar etter at du bad om han, og i 30 dagar.',
      'Då vel du ein ny måte å få kode på. Dei neste 72 timane kan verken adresser eller utbetalingskonto endrast.',
    ],
    ask: 'Send meg eit brev',
    asked:
      'Har vi ei postadresse til deg, er brevet på veg dit. Når det har kome, loggar du inn med e-post og passord og kjem hit igjen.',
    have: 'Eg har fått brevet',
    code: 'Kode frå brevet',
    comeIn: 'Gå vidare',
    other: 'Har du flytta og ikkje fått meldt adressa, må selskapet du har avtale med, hjelpe deg.',
  },
  en: {
    link: 'I have lost the telephone or the app',
    heading: 'Lost the telephone or the app',
    about: 'The password is right. Instead of the code you can come in with a letter.',
    steps: [
      'We send a letter with a code to the address we have registered.',
      'We tell of it by e-mail and SMS, so that the person concerned can stop it.',
      'The code works from 72 hours after you asked for it, and for 30 days.',
      'Then you choose a new way to get codes. For the next 72 hours neither addresses nor payout account can be changed.',
    ],
    ask: 'Send me a letter',
    asked:
      'If we have a postal address of yours, the letter is on its way there. When it has come, log in with e-mail and password and come here again.',
    have: 'I have got the letter',
    code: 'Code from the letter',
    comeIn: 'Go on',
    other:
      'If you have moved and not told us your address, the company you have the agreement with must help you.',
  },
}
