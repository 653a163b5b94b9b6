import type { Language } from '#core/language.ts'

type Role = 'reader' | 'case-worker' | 'finance' | 'privacy-officer' | 'engineer'
type Kept = 'books' | 'passages' | 'bank-files' | 'settlements' | 'agreements'

/** Who has looked at a customer, and how long what the law keeps is kept. */
export type LookedTexts = {
  readonly heading: string
  readonly about: string
  readonly logIn: string
  readonly nobody: string
  readonly when: string
  readonly who: string
  readonly why: string
  readonly roles: Readonly<Record<Role, string>>
  readonly caseNumber: (number: number) => string
  readonly keptHeading: string
  readonly keptWhat: string
  readonly kept: Readonly<Record<Kept, string>>
  /** After the end of the year. */
  readonly keptFor: (years: number, months: number) => string
}

export const LOOKED_TEXTS: Record<Language, LookedTexts> = {
  nb: {
    heading: 'Hvem som har sett på opplysningene dine',
    about:
      'Ansatte i et selskap åpner en kunde bare med en sak eller en grunn, og det blir skrevet ned her. Du ser selskapet og rollen, ikke navnet.',
    logIn: 'Logg inn for å se hvem som har sett på opplysningene dine.',
    nobody: 'Ingen har sett på opplysningene dine.',
    when: 'Tidspunkt',
    who: 'Hvem',
    why: 'Grunn',
    roles: {
      reader: 'kan bare se',
      'case-worker': 'saksbehandler',
      finance: 'økonomi',
      'privacy-officer': 'personvernombud',
      engineer: 'teknisk drift',
    },
    caseNumber: (number) => `Sak ${number}`,
    keptHeading: 'Hva loven sier må tas vare på, og hvor lenge',
    keptWhat: 'Hva',
    kept: {
      books: 'Regnskapet: fakturaer og det som er bokført',
      passages: 'Passeringer som er belastet',
      'bank-files': 'Innbetalinger',
      settlements: 'Oppgjør mellom selskapene',
      agreements: 'Avtaler som er avsluttet',
    },
    keptFor: (years, months) =>
      `${years} år${months === 0 ? '' : ` og ${months} måneder`} etter utgangen av året`,
  },
  nn: {
    heading: 'Kven som har sett på opplysningane dine',
    about:
      'Tilsette i eit selskap opnar ein kunde berre med ei sak eller ein grunn, og det blir skrive ned her. Du ser selskapet og rolla, ikkje namnet.',
    logIn: 'Logg inn for å sjå kven som har sett på opplysningane dine.',
    nobody: 'Ingen har sett på opplysningane dine.',
    when: 'Tidspunkt',
    who: 'Kven',
    why: 'Grunn',
    roles: {
      reader: 'kan berre sjå',
      'case-worker': 'saksbehandlar',
      finance: 'økonomi',
      'privacy-officer': 'personvernombod',
      engineer: 'teknisk drift',
    },
    caseNumber: (number) => `Sak ${number}`,
    keptHeading: 'Kva lova seier må takast vare på, og kor lenge',
    keptWhat: 'Kva',
    kept: {
      books: 'Rekneskapen: fakturaer og det som er bokført',
      passages: 'Passeringar som er belasta',
      'bank-files': 'Innbetalingar',
      settlements: 'Oppgjer mellom selskapa',
      agreements: 'Avtalar som er avslutta',
    },
    keptFor: (years, months) =>
      `${years} år${months === 0 ? '' : ` og ${months} månader`} etter utgangen av året`,
  },
  en: {
    heading: 'Who has looked at your information',
    about:
      'The staff of a company open a customer only with a case or for a reason, and it is written down here. You see the company and the role, not the name.',
    logIn: 'Log in to see who has looked at your information.',
    nobody: 'Nobody has looked at your information.',
    when: 'When',
    who: 'Who',
    why: 'Reason',
    roles: {
      reader: 'may only look',
      'case-worker': 'case worker',
      finance: 'finance',
      'privacy-officer': 'data protection officer',
      engineer: 'technical operations',
    },
    caseNumber: (number) => `Case ${number}`,
    keptHeading: 'What the law says must be kept, and for how long',
    keptWhat: 'What',
    kept: {
      books: 'The books: invoices and what is entered',
      passages: 'Passages that have been charged',
      'bank-files': 'Payments',
      settlements: 'Settlement between the companies',
      agreements: 'Agreements that have ended',
    },
    keptFor: (years, months) =>
      `${years} years${months === 0 ? '' : ` and ${months} months`} after the end of the year`,
  },
}
