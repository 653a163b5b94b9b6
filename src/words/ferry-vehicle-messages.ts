import type { Language } from '#core/language.ts'

/**
 * What is told of a vehicle on a ferry account. To its holder: a card is in the post; the card's number pays, and stands
 * in no message. To the customer of its toll agreement: it came onto an account that is another's.
 */
export type FerryVehicleMessage = 'card-sent' | 'added-by-another'

export function ferryVehicleTexts(
  message: FerryVehicleMessage,
  plate: string,
  language: Language,
): { readonly subject: string; readonly body: string } {
  const { subject, body } = TEXTS[language][message]
  return { subject, body: body(plate) }
}

type Texts = { readonly subject: string; readonly body: (plate: string) => string }

const TEXTS: Record<Language, Readonly<Record<FerryVehicleMessage, Texts>>> = {
  nb: {
    'card-sent': {
      subject: 'Ferjekortet er sendt',
      body: (plate) =>
        `Ferjekortet for ${plate} er i posten. Vis det om bord der rabatten gis med ferjekort. Mister du det, må du sperre det.`,
    },
    'added-by-another': {
      subject: 'Kjøretøyet ditt er ført opp på en annens ferjeavtale',
      body: (plate) =>
        `${plate} står på avtalen din om bompenger, og er nå ført opp på en ferjeavtale som en annen har. Ferjeturene med kjøretøyet trekkes fra den ferjekontoen, og den som har den, ser turene. Har du ikke gått med på det, skriv til oss på Min side, eller kontakt oss på en annen måte.`,
    },
  },
  nn: {
    'card-sent': {
      subject: 'Ferjekortet er sendt',
      body: (plate) =>
        `Ferjekortet for ${plate} er i posten. Vis det om bord der rabatten blir gitt med ferjekort. Misser du det, må du sperre det.`,
    },
    'added-by-another': {
      subject: 'Køyretøyet ditt er ført opp på ferjeavtalen til ein annan',
      body: (plate) =>
        `${plate} står på avtalen din om bompengar, og er no ført opp på ein ferjeavtale som ein annan har. Ferjeturane med køyretøyet blir trekte frå den ferjekontoen, og den som har han, ser turane. Har du ikkje gått med på det, skriv til oss på Mi side, eller kontakt oss på ein annan måte.`,
    },
  },
  en: {
    'card-sent': {
      subject: 'Your ferry card is in the post',
      body: (plate) =>
        `The ferry card for ${plate} is in the post. Show it on board where the discount is given by card. If you lose it, block it.`,
    },
    'added-by-another': {
      subject: 'Your vehicle is on somebody else’s ferry agreement',
      body: (plate) =>
        `${plate} is on your toll agreement, and is now on a ferry agreement that somebody else has. Ferry trips with the vehicle are drawn from that ferry account, and whoever has it sees the trips. If you have not agreed to that, write to us on Min side, or contact us in another way.`,
    },
  },
}
