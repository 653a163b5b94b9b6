import type { Language } from '#core/language.ts'

/** What a customer is told when a vehicle of their toll agreement came onto a ferry account that is not theirs. */
export function vehicleAddedTexts(
  plate: string,
  language: Language,
): { readonly subject: string; readonly body: string } {
  const { subject, body } = TEXTS[language]
  return { subject, body: body(plate) }
}

type Texts = { readonly subject: string; readonly body: (plate: string) => string }

const TEXTS: Record<Language, Texts> = {
  nb: {
    subject: 'Kjøretøyet ditt er ført opp på en annens ferjeavtale',
    body: (plate) =>
      `${plate} står på avtalen din om bompenger, og er nå ført opp på en ferjeavtale som en annen har. Ferjeturene med kjøretøyet trekkes fra den ferjekontoen, og den som har den, ser turene. Har du ikke gått med på det, skriv til oss på Min side.`,
  },
  nn: {
    subject: 'Køyretøyet ditt er ført opp på ferjeavtalen til ein annan',
    body: (plate) =>
      `${plate} står på avtalen din om bompengar, og er no ført opp på ein ferjeavtale som ein annan har. Ferjeturane med køyretøyet blir trekte frå den ferjekontoen, og den som har han, ser turane. Har du ikkje gått med på det, skriv til oss på Mi side.`,
  },
  en: {
    subject: 'Your vehicle is on somebody else’s ferry agreement',
    body: (plate) =>
      `${plate} is on your toll agreement, and is now on a ferry agreement that somebody else has. Ferry trips with the vehicle are drawn from that ferry account, and whoever has it sees the trips. If you have not agreed to that, write to us on Min side.`,
  },
}
