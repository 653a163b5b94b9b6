import type { Language } from '#core/language.ts'
import type { Told } from './told.ts'

/** To every way somebody was reached before. The new address stands nowhere in it: whoever reads this may be another. */
export function addressChanged(language: Language, name: string): Told {
  const { subject, hello, what } = TEXTS[language]
  const message = { subject, body: `${hello(name)}\n\n${what}\n` }
  return { mail: message, sms: { subject: '', body: what }, letter: message }
}

const TEXTS: Record<Language, { subject: string; hello: (name: string) => string; what: string }> = {
  nb: {
    subject: 'Postadressen din er endret',
    hello: (name) => `Hei, ${name}.`,
    what: 'Postadressen din på Min side er endret, og brev og brikker kommer til den nye. Var det ikke deg? Kontakt bompengeselskapet ditt med en gang.',
  },
  nn: {
    subject: 'Postadressa di er endra',
    hello: (name) => `Hei, ${name}.`,
    what: 'Postadressa di på Mi side er endra, og brev og brikker kjem til den nye. Var det ikkje deg? Kontakt bompengeselskapet ditt med ein gong.',
  },
  en: {
    subject: 'Your postal address has been changed',
    hello: (name) => `Hello ${name},`,
    what: 'Your postal address at Min side has been changed, and letters and tags go to the new one. Was it not you? Contact your toll company at once.',
  },
}
