import type { Language } from '#core/language.ts'
import { type Tiding, type Told, toldEveryWay } from './told.ts'

type Message = { readonly subject: string; readonly body: string }

export function lostFactorLetter({ code, url }: { code: string; url: string }, language: Language): Message {
  return LETTERS[language](code, url)
}

export function lostFactorTold(language: Language, url: string): Told {
  return toldEveryWay(TOLD[language], url)
}

const LETTERS: Record<Language, (code: string, url: string) => Message> = {
  nb: (code, url) => ({
    subject: 'Kode for å komme inn på Min side',
    body: `Noen, trolig du, har logget inn på Min side med e-post og passord, men har mistet telefonen eller appen som koden kommer til.\n\nKoden er ${code}. Den virker fra 72 timer etter at den ble bedt om, og i 30 dager. Gå til ${url}, logg inn uten elektronisk ID, velg «Jeg har mistet telefonen eller appen» og skriv den inn.\n\nVar det ikke deg, bytt passord på Min side og på e-posten din, og ta kontakt med selskapet. Gi ikke koden til noen.\n`,
  }),
  nn: (code, url) => ({
    subject: 'Kode for å kome inn på Mi side',
    body: `Nokon, truleg du, har logga inn på Mi side med e-post og passord, men har mista telefonen eller appen som koden kjem til.\n\nKoden er ${code}. Han verkar frå 72 timar etter at han blei bede om, og i 30 dagar. Gå til ${url}, logg inn utan elektronisk ID, vel «Eg har mista telefonen eller appen» og skriv han inn.\n\nVar det ikkje deg, byt passord på Mi side og på e-posten din, og ta kontakt med selskapet. Gi ikkje koden til nokon.\n`,
  }),
  en: (code, url) => ({
    subject: 'Code to come in to Min side',
    body: `Somebody, probably you, has logged in to Min side with e-mail and password, but has lost the telephone or app that the code comes to.\n\nThe code is ${code}. It works from 72 hours after it was asked for, and for 30 days. Go to ${url}, log in without electronic ID, choose “I have lost the telephone or the app” and type it.\n\nIf it was not you, change your passwords for Min side and for your e-mail, and contact the company. Give the code to nobody.\n`,
  }),
}

const TOLD: Record<Language, Tiding> = {
  nb: {
    subject: 'Noen har bedt om å komme inn på Min side uten koden din',
    what: 'Noen med passordet ditt har sagt at telefonen eller appen er mistet. Et brev med kode er på vei til adressen vi har. Koden virker først om 72 timer.',
    undo: 'Var det ikke deg, stopper du det her. Bytt passord etterpå:',
    noLink: 'Var det ikke deg, bytt passord og ta kontakt med selskapet.',
  },
  nn: {
    subject: 'Nokon har bede om å kome inn på Mi side utan koden din',
    what: 'Nokon med passordet ditt har sagt at telefonen eller appen er mista. Eit brev med kode er på veg til adressa vi har. Koden verkar først om 72 timar.',
    undo: 'Var det ikkje deg, stoppar du det her. Byt passord etterpå:',
    noLink: 'Var det ikkje deg, byt passord og ta kontakt med selskapet.',
  },
  en: {
    subject: 'Somebody has asked to come in to Min side without your code',
    what: 'Somebody with your password has said that the telephone or app is lost. A letter with a code is on its way to the address we have. The code works in 72 hours, and not before.',
    undo: 'If it was not you, stop it here. Change your password afterwards:',
    noLink: 'If it was not you, change your password and contact the company.',
  },
}
