import { maskedAccountNumber } from '#core/account-number.ts'
import type { Language } from '#core/language.ts'
import { type Tiding, type Told, toldEveryWay } from './told.ts'

type Message = { readonly subject: string; readonly body: string }

/** Says which account, so that whoever is led to type it for somebody else sees that it is not theirs. */
export function accountCodeMessage(
  language: Language,
  { code, account, minutes }: { code: string; account: string; minutes: number },
): Message {
  return CODE[language](`${code.slice(0, 4)} ${code.slice(4)}`, maskedAccountNumber(account), minutes)
}

const CODE: Record<Language, (code: string, account: string, minutes: number) => Message> = {
  nb: (code, account, minutes) => ({
    subject: 'Kode til Min side',
    body: `Noen, trolig du, vil at penger du har til gode skal betales til konto ${account}. Koden er ${code}, og gjelder i ${minutes} minutter. Gi den aldri til noen. Har du ikke bedt om den, ta kontakt med bompengeselskapet ditt.`,
  }),
  nn: (code, account, minutes) => ({
    subject: 'Kode til Mi side',
    body: `Nokon, truleg du, vil at pengar du har til gode skal betalast til konto ${account}. Koden er ${code}, og gjeld i ${minutes} minutt. Gi han aldri til nokon. Har du ikkje bede om han, ta kontakt med bompengeselskapet ditt.`,
  }),
  en: (code, account, minutes) => ({
    subject: 'Code for Min side',
    body: `Somebody, probably you, wants money you are owed to be paid to account ${account}. The code is ${code}, valid for ${minutes} minutes. Never give it to anybody. If you did not ask for it, contact your toll company.`,
  }),
}

export function accountChangedTold(language: Language, url: string): Told {
  return toldEveryWay(CHANGED[language], url)
}

const CHANGED: Record<Language, Tiding> = {
  nb: {
    subject: 'Utbetalingskontoen din er endret',
    what: 'Kontoen som penger blir betalt tilbake til, er endret på Min side. De første 72 timene betaler vi ikke ut noe, og verken konto eller adresser kan endres.',
    undo: 'Var det ikke deg, angrer du endringen her:',
    noLink: 'Var det ikke deg, ta kontakt med selskapet du har avtale med.',
  },
  nn: {
    subject: 'Utbetalingskontoen din er endra',
    what: 'Kontoen som pengar blir betalte tilbake til, er endra på Mi side. Dei første 72 timane betaler vi ikkje ut noko, og verken konto eller adresser kan endrast.',
    undo: 'Var det ikkje deg, angrar du endringa her:',
    noLink: 'Var det ikkje deg, ta kontakt med selskapet du har avtale med.',
  },
  en: {
    subject: 'Your account for payments is changed',
    what: 'The account that money is paid back to has been changed on Min side. For the first 72 hours nothing is paid out, and neither account nor addresses can be changed.',
    undo: 'If it was not you, undo the change here:',
    noLink: 'If it was not you, contact the company you have the agreement with.',
  },
}
