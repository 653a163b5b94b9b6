import type { Language } from '#core/language.ts'

type Message = { readonly subject: string; readonly body: string }
type EmailPurpose = 'register' | 'forgotten' | 'confirm-email' | 'find-by-email'

/** The link only opens the page where the code is typed: who follows it elsewhere gives nothing away. */
export function codeMail(
  purpose: EmailPurpose,
  { code, url }: { code: string; url: string },
  language: Language,
): Message {
  const { why, how, ignore } = MAILS[language]
  return { subject: SUBJECTS[language], body: [why[purpose], how(code), url, ignore, ''].join('\n\n') }
}

/** To the one who has the address: the page must not tell whoever asked. */
export function knownAddressMail(
  purpose: 'register' | 'forgotten',
  url: string,
  language: Language,
): Message {
  const { known, unknown, ignore } = MAILS[language]
  const said = purpose === 'register' ? known : unknown
  return { subject: SUBJECTS[language], body: [said, `${url}/uten-elektronisk-id`, ignore, ''].join('\n\n') }
}

/** That the password is another now: told to the address, so that one who did not change it learns of it. */
export function passwordMail(language: Language): Message {
  return PASSWORD_CHANGED[language]
}

/** That the second factor is another now. */
export function factorMail(language: Language): Message {
  return FACTOR_CHANGED[language]
}

/** No link: an SMS of ours never has one. */
export function codeSms(code: string, language: Language): Message {
  return { subject: '', body: SMS[language](code) }
}

const PASSWORD_CHANGED: Record<Language, Message> = {
  nb: {
    subject: 'Passordet ditt er endret',
    body: 'Passordet til Min side er endret, og du er logget ut overalt. Var det ikke deg, lag et nytt passord, og bytt passord på e-posten din.\n',
  },
  nn: {
    subject: 'Passordet ditt er endra',
    body: 'Passordet til Mi side er endra, og du er logga ut overalt. Var det ikkje deg, lag eit nytt passord, og byt passord på e-posten din.\n',
  },
  en: {
    subject: 'Your password is changed',
    body: 'The password for Min side is changed, and you are logged out everywhere. If it was not you, make a new password, and change the password of your e-mail.\n',
  },
}

const FACTOR_CHANGED: Record<Language, Message> = {
  nb: {
    subject: 'Koden til Min side kommer på en ny måte',
    body: 'Det er valgt en ny måte å få kode på når du logger inn på Min side, og du er logget ut alle andre steder. Var det ikke deg, lag et nytt passord, og kontakt selskapet ditt.\n',
  },
  nn: {
    subject: 'Koden til Mi side kjem på ein ny måte',
    body: 'Det er valt ein ny måte å få kode på når du loggar inn på Mi side, og du er logga ut alle andre stader. Var det ikkje deg, lag eit nytt passord, og kontakt selskapet ditt.\n',
  },
  en: {
    subject: 'The code for Min side comes in a new way',
    body: 'A new way of getting the code for logging in to Min side has been chosen, and you are logged out everywhere else. If it was not you, make a new password, and contact your company.\n',
  },
}

const SUBJECTS: Record<Language, string> = {
  nb: 'Kode til Min side',
  nn: 'Kode til Mi side',
  en: 'Code for Min side',
}

const SMS: Record<Language, (code: string) => string> = {
  nb: (code) => `${code} er koden din til Min side. Den virker i ti minutter. Gi den ikke til noen.`,
  nn: (code) => `${code} er koden din til Mi side. Han verkar i ti minutt. Gi han ikkje til nokon.`,
  en: (code) => `${code} is your code for Min side. It works for ten minutes. Give it to nobody.`,
}

const MAILS: Record<
  Language,
  {
    readonly why: Readonly<Record<EmailPurpose, string>>
    readonly how: (code: string) => string
    readonly known: string
    readonly unknown: string
    readonly ignore: string
  }
> = {
  nb: {
    why: {
      register: 'Noen, trolig du, lager en bruker på Min side med denne e-postadressen.',
      'confirm-email': 'Noen, trolig du, blir kunde på Min side og har oppgitt denne e-postadressen.',
      forgotten: 'Noen, trolig du, vil lage nytt passord til Min side.',
      'find-by-email': 'Noen, trolig du, vil finne avtaler som står på denne e-postadressen.',
    },
    how: (code) =>
      `Koden er ${code}. Skriv den i nettleseren der du spurte etter den. Den virker i ti minutter, og bare der. Siden finner du her:`,
    known:
      'Noen, trolig du, ville lage en bruker med denne adressen, men den har en bruker fra før. Logg inn her:',
    unknown:
      'Noen, trolig du, ville lage nytt passord, men denne adressen har ingen bruker med passord. Du kan lage en her:',
    ignore: 'Var det ikke deg, trenger du ikke gjøre noe. Gi ikke koden til noen.',
  },
  nn: {
    why: {
      register: 'Nokon, truleg du, lagar ein brukar på Mi side med denne e-postadressa.',
      'confirm-email': 'Nokon, truleg du, blir kunde på Mi side og har gitt opp denne e-postadressa.',
      forgotten: 'Nokon, truleg du, vil lage nytt passord til Mi side.',
      'find-by-email': 'Nokon, truleg du, vil finne avtalar som står på denne e-postadressa.',
    },
    how: (code) =>
      `Koden er ${code}. Skriv han i nettlesaren der du spurde etter han. Han verkar i ti minutt, og berre der. Sida finn du her:`,
    known:
      'Nokon, truleg du, ville lage ein brukar med denne adressa, men ho har ein brukar frå før. Logg inn her:',
    unknown:
      'Nokon, truleg du, ville lage nytt passord, men denne adressa har ingen brukar med passord. Du kan lage ein her:',
    ignore: 'Var det ikkje deg, treng du ikkje gjere noko. Gi ikkje koden til nokon.',
  },
  en: {
    why: {
      register: 'Somebody, probably you, is making a user on Min side with this e-mail address.',
      'confirm-email':
        'Somebody, probably you, is becoming a customer on Min side and has given this e-mail address.',
      forgotten: 'Somebody, probably you, wants a new password for Min side.',
      'find-by-email': 'Somebody, probably you, wants to find agreements registered on this e-mail address.',
    },
    how: (code) =>
      `The code is ${code}. Type it in the browser where you asked for it. It works for ten minutes, and only there. The page is here:`,
    known:
      'Somebody, probably you, wanted to make a user with this address, but it already has one. Log in here:',
    unknown:
      'Somebody, probably you, wanted a new password, but this address has no user with a password. You can make one here:',
    ignore: 'If it was not you, you need do nothing. Give the code to nobody.',
  },
}
