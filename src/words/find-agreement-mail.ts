import type { Language } from '#core/language.ts'
import { type Tiding, type Told, toldEveryWay } from './told.ts'

type Message = { readonly subject: string; readonly body: string }

/** That an address stands on a business agreement is told here alone. Nothing where there is none. */
export function businessInMail(
  business: readonly { readonly agreementNumber: string; readonly issuerName: string }[],
  language: Language,
): string {
  if (business.length === 0) return ''
  const list = business.map(({ agreementNumber, issuerName }) => `${issuerName}, ${agreementNumber}`)
  return `\n${BUSINESS[language]}\n\n${list.join('\n')}\n`
}

const BUSINESS: Record<Language, string> = {
  nb: 'E-postadressen står også på avtaler som tilhører en virksomhet. Dem kan du ikke koble til deg som privatperson. Logg inn og velg virksomheten. Da må du ha en rolle i den, eller fullmakt i Altinn.',
  nn: 'E-postadressa står òg på avtalar som høyrer til ei verksemd. Dei kan du ikkje kople til deg som privatperson. Logg inn og vel verksemda. Då må du ha ei rolle i ho, eller fullmakt i Altinn.',
  en: 'The e-mail address also stands on agreements that belong to a business. You cannot link them to you as a private person. Log in and choose the business. You need a role in it, or power of attorney in Altinn.',
}

export function letterWithCode(
  { code, agreementNumber, url }: { code: string; agreementNumber: string; url: string },
  language: Language,
): Message {
  return LETTERS[language](code, agreementNumber, url)
}

const LETTERS: Record<Language, (code: string, number: string, url: string) => Message> = {
  nb: (code, number, url) => ({
    subject: 'Kode for å finne avtalen din på Min side',
    body: `Noen, trolig du, vil se avtale ${number} på Min side.\n\nKoden er ${code}. Logg inn på ${url}, velg «Finn avtale» og skriv den inn. Den virker i 30 dager, og bare for den som spurte.\n\nVar det ikke deg, trenger du ikke gjøre noe. Gi ikke koden til noen.\n`,
  }),
  nn: (code, number, url) => ({
    subject: 'Kode for å finne avtalen din på Mi side',
    body: `Nokon, truleg du, vil sjå avtale ${number} på Mi side.\n\nKoden er ${code}. Logg inn på ${url}, vel «Finn avtale» og skriv han inn. Han verkar i 30 dagar, og berre for den som spurde.\n\nVar det ikkje deg, treng du ikkje gjere noko. Gi ikkje koden til nokon.\n`,
  }),
  en: (code, number, url) => ({
    subject: 'Code to find your agreement on Min side',
    body: `Somebody, probably you, wants to see agreement ${number} on Min side.\n\nThe code is ${code}. Log in at ${url}, choose “Find agreement” and type it. It works for 30 days, and only for the one who asked.\n\nIf it was not you, you need do nothing. Give the code to nobody.\n`,
  }),
}

/** To whoever could be reached about the agreement before it was linked. */
export function linkTold(
  { agreementNumber, url }: { agreementNumber: string; url: string },
  language: Language,
): Told {
  const { what, ...texts } = TOLD[language]
  return toldEveryWay({ ...texts, what: what(agreementNumber) }, url)
}

const TOLD: Record<Language, Omit<Tiding, 'what'> & { readonly what: (number: string) => string }> = {
  nb: {
    subject: 'Avtalen din er koblet til en bruker på Min side',
    what: (number) =>
      `Avtale ${number} kan nå ses av en bruker på Min side. De første 72 timene kan verken adresser eller utbetalingskonto endres.`,
    undo: 'Var det ikke deg, angrer du koblingen her:',
    noLink: 'Var det ikke deg, ta kontakt med selskapet du har avtale med.',
  },
  nn: {
    subject: 'Avtalen din er kopla til ein brukar på Mi side',
    what: (number) =>
      `Avtale ${number} kan no sjåast av ein brukar på Mi side. Dei første 72 timane kan verken adresser eller utbetalingskonto endrast.`,
    undo: 'Var det ikkje deg, angrar du koplinga her:',
    noLink: 'Var det ikkje deg, ta kontakt med selskapet du har avtale med.',
  },
  en: {
    subject: 'Your agreement is linked to a user on Min side',
    what: (number) =>
      `Agreement ${number} can now be seen by a user on Min side. For the first 72 hours neither addresses nor payout account can be changed.`,
    undo: 'If it was not you, undo the link here:',
    noLink: 'If it was not you, contact the company you have the agreement with.',
  },
}
