import type { Language } from '#core/language.ts'
import type { Told } from './told.ts'

/** To every way somebody is reached: from now on it is an electronic identity that opens Min side for them. */
export function identityAdded(language: Language): Told {
  const { subject, what } = TEXTS[language]
  const message = { subject, body: `${what}\n` }
  return { mail: message, sms: { subject: '', body: what }, letter: message }
}

const TEXTS: Record<Language, { subject: string; what: string }> = {
  nb: {
    subject: 'En elektronisk ID er lagt til på Min side',
    what: 'En norsk elektronisk ID er lagt til på Min side. Fra nå av logger du inn med den. Passord og kode virker ikke lenger, og du er logget ut alle andre steder. Var det ikke deg? Kontakt bompengeselskapet ditt med en gang.',
  },
  nn: {
    subject: 'Ein elektronisk ID er lagd til på Mi side',
    what: 'Ein norsk elektronisk ID er lagd til på Mi side. Frå no av loggar du inn med han. Passord og kode verkar ikkje lenger, og du er logga ut alle andre stader. Var det ikkje deg? Kontakt bompengeselskapet ditt med ein gong.',
  },
  en: {
    subject: 'An electronic ID has been added at Min side',
    what: 'A Norwegian electronic ID has been added at Min side. From now on you log in with it. Password and code no longer work, and you have been logged out everywhere else. Was it not you? Contact your toll company at once.',
  },
}
