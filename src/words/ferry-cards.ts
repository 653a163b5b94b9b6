import type { Language } from '#core/language.ts'

/** What the holder of a ferry account is told when a card is in the post. Its number pays, and stands in no message. */
export function cardSentTexts(
  plate: string,
  language: Language,
): { readonly subject: string; readonly body: string } {
  const { subject, body } = TEXTS[language]
  return { subject, body: body(plate) }
}

type Texts = { readonly subject: string; readonly body: (plate: string) => string }

const TEXTS: Record<Language, Texts> = {
  nb: {
    subject: 'Ferjekortet er sendt',
    body: (plate) =>
      `Ferjekortet for ${plate} er i posten. Vis det om bord der rabatten gis med ferjekort. Mister du det, må du sperre det.`,
  },
  nn: {
    subject: 'Ferjekortet er sendt',
    body: (plate) =>
      `Ferjekortet for ${plate} er i posten. Vis det om bord der rabatten blir gitt med ferjekort. Misser du det, må du sperre det.`,
  },
  en: {
    subject: 'Your ferry card is in the post',
    body: (plate) =>
      `The ferry card for ${plate} is in the post. Show it on board where the discount is given by card. If you lose it, block it.`,
  },
}
