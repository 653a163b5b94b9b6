import type { Language } from '#core/language.ts'

type Message = { readonly subject: string; readonly body: string }

/** The code, and nothing one could be led astray by. */
export function contactCodeMessage(language: Language, code: string, minutes: number): Message {
  return CODE[language](`${code.slice(0, 4)} ${code.slice(4)}`, minutes)
}

/** To where somebody was reached before. */
export function contactChangedMessage(
  language: Language,
  channel: 'e-mail' | 'phone',
  { name, logsInByIt }: { readonly name: string; readonly logsInByIt: boolean },
): Message {
  return CHANGED[language](name, logsInByIt ? LOGS_IN[language] : '')[channel]
}

const LOGS_IN: Record<Language, string> = {
  nb: ' Fra nå av logger du inn med den nye, og andre steder du var logget inn, er du logget ut.',
  nn: ' Frå no av loggar du inn med den nye, og andre stader du var logga inn, er du logga ut.',
  en: ' From now on you log in by the new one, and you have been logged out everywhere else.',
}

const CODE: Record<Language, (code: string, minutes: number) => Message> = {
  nb: (code, minutes) => ({
    subject: 'Kode til Min side',
    body: `Koden din til Min side er ${code}. Den gjelder i ${minutes} minutter. Gi den aldri til noen. Har du ikke bedt om den, kan du se bort fra denne meldingen.`,
  }),
  nn: (code, minutes) => ({
    subject: 'Kode til Mi side',
    body: `Koden din til Mi side er ${code}. Han gjeld i ${minutes} minutt. Gi han aldri til nokon. Har du ikkje bede om han, kan du sjå bort frå denne meldinga.`,
  }),
  en: (code, minutes) => ({
    subject: 'Code for Min side',
    body: `Your code for Min side is ${code}. It is valid for ${minutes} minutes. Never give it to anybody. If you did not ask for it, ignore this message.`,
  }),
}

const CHANGED: Record<Language, (name: string, logIn: string) => Record<'e-mail' | 'phone', Message>> = {
  nb: (name, logIn) => ({
    'e-mail': {
      subject: 'E-postadressen din er endret',
      body: `Hei, ${name}.\nE-postadressen din på Min side er endret, og meldinger kommer ikke lenger hit.${logIn}\nVar det ikke deg? Kontakt bompengeselskapet ditt med en gang.`,
    },
    phone: {
      subject: 'Telefonnummeret ditt er endret',
      body: 'Telefonnummeret ditt på Min side er endret. Var det ikke deg? Kontakt bompengeselskapet ditt med en gang.',
    },
  }),
  nn: (name, logIn) => ({
    'e-mail': {
      subject: 'E-postadressa di er endra',
      body: `Hei, ${name}.\nE-postadressa di på Mi side er endra, og meldingar kjem ikkje lenger hit.${logIn}\nVar det ikkje deg? Kontakt bompengeselskapet ditt med ein gong.`,
    },
    phone: {
      subject: 'Telefonnummeret ditt er endra',
      body: 'Telefonnummeret ditt på Mi side er endra. Var det ikkje deg? Kontakt bompengeselskapet ditt med ein gong.',
    },
  }),
  en: (name, logIn) => ({
    'e-mail': {
      subject: 'Your e-mail address has been changed',
      body: `Hello ${name},\nYour e-mail address at Min side has been changed, and messages no longer come here.${logIn}\nWas it not you? Contact your toll company at once.`,
    },
    phone: {
      subject: 'Your telephone number has been changed',
      body: 'Your telephone number at Min side has been changed. Was it not you? Contact your toll company at once.',
    },
  }),
}
