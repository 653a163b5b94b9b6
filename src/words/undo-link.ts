import type { Language } from '#core/language.ts'

export type UndoLinkTexts = {
  readonly heading: string
  readonly about: string
  readonly undo: string
  /** Between two numbers. */
  readonly and: string
  readonly undone: (numbers: string) => string
  readonly undoneWhat: string
  readonly outlived: string
  readonly outlivedWhy: string
}

export const UNDO_LINK_TEXTS: Record<Language, UndoLinkTexts> = {
  nb: {
    heading: 'Angre koblingen',
    about:
      'Da kan brukeren ikke lenger se avtalen eller andre avtaler av deg som brukeren har koblet, og blir logget ut.',
    undo: 'Angre koblingen',
    and: 'og',
    undone: (numbers) => `Koblingen til avtale ${numbers} er angret.`,
    undoneWhat:
      'Adresser og utbetalingskonto er fremdeles låst til de 72 timene er gått. Bruker noen e-posten din, bør du bytte passord på den.',
    outlived: 'Det er ingenting å angre her',
    outlivedWhy:
      'Koblingen er angret fra før, eller det er mer enn 72 timer siden. Ta kontakt med selskapet.',
  },
  nn: {
    heading: 'Angre koplinga',
    about:
      'Då kan brukaren ikkje lenger sjå avtalen eller andre avtalar av deg som brukaren har kopla, og blir logga ut.',
    undo: 'Angre koplinga',
    and: 'og',
    undone: (numbers) => `Koplinga til avtale ${numbers} er angra.`,
    undoneWhat:
      'Adresser og utbetalingskonto er framleis låste til dei 72 timane er gått. Bruker nokon e-posten din, bør du byte passord på han.',
    outlived: 'Det er ingenting å angre her',
    outlivedWhy: 'Koplinga er angra frå før, eller det er meir enn 72 timar sidan. Ta kontakt med selskapet.',
  },
  en: {
    heading: 'Undo the link',
    about:
      'Then the user can no longer see the agreement or others of yours that they have linked, and is logged out.',
    undo: 'Undo the link',
    and: 'and',
    undone: (numbers) => `The link to agreement ${numbers} is undone.`,
    undoneWhat:
      'Addresses and payout account stay locked until the 72 hours have passed. If somebody uses your e-mail, change its password.',
    outlived: 'There is nothing to undo here',
    outlivedWhy: 'The link has been undone already, or it is more than 72 hours ago. Contact the company.',
  },
}
