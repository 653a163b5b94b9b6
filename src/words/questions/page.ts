import type { Language } from '#core/language.ts'
import type { Theme } from './question.ts'

/** What stands around the questions. */
export const QUESTION_PAGE_TEXTS: Record<
  Language,
  {
    readonly heading: string
    readonly introduction: (day: string) => string
    readonly searchLabel: string
    readonly search: string
    readonly showAll: string
    readonly showing: (found: number, all: number, search: string) => string
    readonly none: (search: string) => string
    readonly noneHelp: readonly string[]
    readonly contents: string
    readonly source: string
    readonly linkHere: string
    readonly themes: Readonly<Record<Theme, string>>
  }
> = {
  nb: {
    heading: 'Ofte stilte spørsmål',
    introduction: (day) =>
      `Svarene gjelder ${day}. Beløp, frister og regler hentes fra det som er vedtatt for den dagen. Det vi ikke vet, står ikke her.`,
    searchLabel: 'Søk i spørsmål og svar',
    search: 'Søk',
    showAll: 'Vis alle spørsmål',
    showing: (found, all, search) => `${found} av ${all} spørsmål inneholder «${search}».`,
    none: (search) => `Ingen spørsmål inneholder «${search}».`,
    noneHelp: [
      'Prøv færre eller kortere ord. Alle ordene må finnes i spørsmålet eller svaret.',
      'Gjelder det din egen avtale, faktura eller passering, ser du den når du logger inn.',
      'Finner du det ikke, kan du kontakte selskapet. Navn og telefonnummer står på fakturaen.',
    ],
    contents: 'Temaer',
    source: 'Kilde',
    linkHere: 'Lenke til dette svaret',
    themes: {
      agreement: 'Avtale',
      tag: 'Brikke',
      vehicle: 'Kjøretøy og salg av bil',
      invoice: 'Faktura',
      payment: 'Purring, inkasso og penger tilbake',
      price: 'Priser',
      'hour-rule-and-cap': 'Timesregel og månedstak',
      ferry: 'Ferje',
      exemption: 'Fritak',
      foreign: 'Utenlandske biler',
      mandatory: 'Obligatorisk brikke',
      privacy: 'Personvern',
      complaint: 'Klage og domstol',
    },
  },
  nn: {
    heading: 'Ofte stilte spørsmål',
    introduction: (day) =>
      `Svara gjeld ${day}. Beløp, fristar og reglar er henta frå det som er vedteke for den dagen. Det vi ikkje veit, står ikkje her.`,
    searchLabel: 'Søk i spørsmål og svar',
    search: 'Søk',
    showAll: 'Vis alle spørsmål',
    showing: (found, all, search) => `${found} av ${all} spørsmål inneheld «${search}».`,
    none: (search) => `Ingen spørsmål inneheld «${search}».`,
    noneHelp: [
      'Prøv færre eller kortare ord. Alle orda må finnast i spørsmålet eller svaret.',
      'Gjeld det din eigen avtale, faktura eller passering, ser du han når du loggar inn.',
      'Finn du det ikkje, kan du kontakte selskapet. Namn og telefonnummer står på fakturaen.',
    ],
    contents: 'Tema',
    source: 'Kjelde',
    linkHere: 'Lenkje til dette svaret',
    themes: {
      agreement: 'Avtale',
      tag: 'Brikke',
      vehicle: 'Bilar og sal av bil',
      invoice: 'Faktura',
      payment: 'Purring, inkasso og pengar tilbake',
      price: 'Prisar',
      'hour-rule-and-cap': 'Timesregel og månadstak',
      ferry: 'Ferje',
      exemption: 'Fritak',
      foreign: 'Utanlandske bilar',
      mandatory: 'Obligatorisk brikke',
      privacy: 'Personvern',
      complaint: 'Klage og domstol',
    },
  },
  en: {
    heading: 'Frequently asked questions',
    introduction: (day) =>
      `The answers hold on ${day}. Amounts, deadlines and rules are taken from what is decided for that day. What we do not know is not here.`,
    searchLabel: 'Search questions and answers',
    search: 'Search',
    showAll: 'Show all questions',
    showing: (found, all, search) => `${found} of ${all} questions contain “${search}”.`,
    none: (search) => `No question contains “${search}”.`,
    noneHelp: [
      'Try fewer or shorter words. All of them must be in the question or the answer.',
      'If it is about your own agreement, invoice or passage, you see it when you log in.',
      'If you do not find it, contact the company. Its name and telephone are on the invoice.',
    ],
    contents: 'Subjects',
    source: 'Source',
    linkHere: 'Link to this answer',
    themes: {
      agreement: 'Agreement',
      tag: 'Tag',
      vehicle: 'Vehicles and selling a car',
      invoice: 'Invoice',
      payment: 'Reminders, debt collection and money back',
      price: 'Prices',
      'hour-rule-and-cap': 'Hour rule and monthly cap',
      ferry: 'Ferry',
      exemption: 'Exemptions',
      foreign: 'Foreign cars',
      mandatory: 'Mandatory tag',
      privacy: 'Privacy',
      complaint: 'Complaints and courts',
    },
  },
}
