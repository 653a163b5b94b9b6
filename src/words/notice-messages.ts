import type { Language } from '#core/language.ts'
import type { NoticeEvent } from './notices.ts'

type Message = { readonly subject: string; readonly body: string }

/** No amount, no plate, no place; the one link leads to where it is turned off for the customer it is about. */
export function noticeMail(
  event: NoticeEvent,
  {
    name,
    company,
    customer,
    minSideUrl,
  }: { name: string; company: string; customer: string; minSideUrl: string },
  language: Language,
): Message {
  const { hello, see, stop, greeting, events } = TEXTS[language]
  const { subject, what } = events[event]
  const body = [
    hello(name),
    what(company),
    see,
    greeting(company),
    '',
    stop,
    `${minSideUrl}/min-side/profil/varsler?kunde=${customer}`,
    '',
  ]
  return { subject, body: body.join('\n') }
}

/** No link: an SMS of ours never has one. */
export function noticeSms(event: NoticeEvent, company: string, language: Language): Message {
  const { see, events } = TEXTS[language]
  return { subject: '', body: `${events[event].what(company)} ${see}` }
}

type Texts = {
  readonly hello: (name: string) => string
  readonly see: string
  readonly stop: string
  readonly greeting: (company: string) => string
  readonly events: Readonly<
    Record<NoticeEvent, { readonly subject: string; readonly what: (company: string) => string }>
  >
}

const TEXTS: Record<Language, Texts> = {
  nb: {
    hello: (name) => `Hei, ${name}.`,
    see: 'Logg inn på Min side for å se mer. Vi sender aldri lenker til betaling.',
    stop: 'Du velger selv hva vi varsler om:',
    greeting: (company) => `Hilsen ${company}`,
    events: {
      invoice: {
        subject: 'Du har fått en ny faktura',
        what: (company) => `Du har fått en ny faktura fra ${company}.`,
      },
      'low-balance': {
        subject: 'Det er lite igjen på kontoen din',
        what: (company) => `Det er lite igjen på den forhåndsbetalte kontoen din hos ${company}.`,
      },
      'payment-failed': {
        subject: 'En betaling gikk ikke gjennom',
        what: (company) => `En betaling mellom deg og ${company} gikk ikke gjennom.`,
      },
      'tag-not-read': {
        subject: 'Brikken din blir ikke lest',
        what: (company) =>
          `Brikken du har fra ${company}, er ikke blitt lest ved de siste passeringene. Se etter at den sitter riktig i frontruten.`,
      },
      'unusual-charge': {
        subject: 'Uvanlige passeringer på avtalen din',
        what: (company) =>
          `Noe ved de siste passeringene dine ser uvanlig ut. ${company} ser på det før du får faktura.`,
      },
    },
  },
  nn: {
    hello: (name) => `Hei, ${name}.`,
    see: 'Logg inn på Mi side for å sjå meir. Vi sender aldri lenkjer til betaling.',
    stop: 'Du vel sjølv kva vi varslar om:',
    greeting: (company) => `Helsing ${company}`,
    events: {
      invoice: {
        subject: 'Du har fått ein ny faktura',
        what: (company) => `Du har fått ein ny faktura frå ${company}.`,
      },
      'low-balance': {
        subject: 'Det er lite att på kontoen din',
        what: (company) => `Det er lite att på den førehandsbetalte kontoen din hos ${company}.`,
      },
      'payment-failed': {
        subject: 'Ei betaling gjekk ikkje gjennom',
        what: (company) => `Ei betaling mellom deg og ${company} gjekk ikkje gjennom.`,
      },
      'tag-not-read': {
        subject: 'Brikka di blir ikkje lesen',
        what: (company) =>
          `Brikka du har frå ${company}, er ikkje blitt lesen ved dei siste passeringane. Sjå etter at ho sit rett i frontruta.`,
      },
      'unusual-charge': {
        subject: 'Uvanlege passeringar på avtalen din',
        what: (company) =>
          `Noko ved dei siste passeringane dine ser uvanleg ut. ${company} ser på det før du får faktura.`,
      },
    },
  },
  en: {
    hello: (name) => `Hello ${name},`,
    see: 'Log in to Min side to see more. We never send links for payment.',
    stop: 'You choose yourself what we notify you of:',
    greeting: (company) => `Kind regards, ${company}`,
    events: {
      invoice: {
        subject: 'You have a new invoice',
        what: (company) => `You have a new invoice from ${company}.`,
      },
      'low-balance': {
        subject: 'There is little left on your account',
        what: (company) => `There is little left on your prepaid account with ${company}.`,
      },
      'payment-failed': {
        subject: 'A payment did not go through',
        what: (company) => `A payment between you and ${company} did not go through.`,
      },
      'tag-not-read': {
        subject: 'Your tag is not being read',
        what: (company) =>
          `The tag you have from ${company} was not read at your latest passages. Check that it sits right in the windscreen.`,
      },
      'unusual-charge': {
        subject: 'Unusual passages on your agreement',
        what: (company) =>
          `Something about your latest passages looks unusual. ${company} looks into it before you get an invoice.`,
      },
    },
  },
}
