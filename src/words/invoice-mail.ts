import type { Language } from '#core/language.ts'

/**
 * The mail that tells of an invoice, or a credit note. No amount, and no link: customers should learn that a toll company never mails them
 * one to pay by.
 */
export function invoiceMail(
  kind: 'invoice' | 'credit-note',
  language: Language,
  to: { name: string; issuer: string },
): { subject: string; body: string } {
  return (kind === 'invoice' ? MAIL : CREDIT_NOTE_MAIL)[language](to)
}

type Texts = Record<Language, (to: { name: string; issuer: string }) => { subject: string; body: string }>

const MAIL: Texts = {
  nb: ({ name, issuer }) => ({
    subject: `Ny faktura fra ${issuer}`,
    body: [
      `Hei, ${name}.`,
      `Du har fått en ny faktura fra ${issuer}.`,
      'Logg inn på Min side for å se og betale den. Vi sender aldri lenker til betaling.',
      `Hilsen ${issuer}`,
    ].join('\n'),
  }),
  nn: ({ name, issuer }) => ({
    subject: `Ny faktura frå ${issuer}`,
    body: [
      `Hei, ${name}.`,
      `Du har fått ein ny faktura frå ${issuer}.`,
      'Logg inn på Mi side for å sjå og betale han. Vi sender aldri lenkjer til betaling.',
      `Helsing ${issuer}`,
    ].join('\n'),
  }),
  en: ({ name, issuer }) => ({
    subject: `New invoice from ${issuer}`,
    body: [
      `Hello ${name},`,
      `You have a new invoice from ${issuer}.`,
      'Log in to Min side to see it and pay. We never send links for payment.',
      `Kind regards, ${issuer}`,
    ].join('\n'),
  }),
}

const CREDIT_NOTE_MAIL: Texts = {
  nb: ({ name, issuer }) => ({
    subject: `Ny kreditnota fra ${issuer}`,
    body: [
      `Hei, ${name}.`,
      `Du har fått en kreditnota fra ${issuer}. Du skal ikke betale noe: du har penger til gode.`,
      'Logg inn på Min side for å se den.',
      `Hilsen ${issuer}`,
    ].join('\n'),
  }),
  nn: ({ name, issuer }) => ({
    subject: `Ny kreditnota frå ${issuer}`,
    body: [
      `Hei, ${name}.`,
      `Du har fått ein kreditnota frå ${issuer}. Du skal ikkje betale noko: du har pengar til gode.`,
      'Logg inn på Mi side for å sjå han.',
      `Helsing ${issuer}`,
    ].join('\n'),
  }),
  en: ({ name, issuer }) => ({
    subject: `New credit note from ${issuer}`,
    body: [
      `Hello ${name},`,
      `You have a credit note from ${issuer}. There is nothing to pay: you are owed money.`,
      'Log in to Min side to see it.',
      `Kind regards, ${issuer}`,
    ].join('\n'),
  }),
}
