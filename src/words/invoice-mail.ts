import type { Language } from '#core/language.ts'

/**
 * The mail that tells of an invoice. No amount, and no link: customers should learn that a toll company never mails them
 * one to pay by.
 */
export function invoiceMail(
  language: Language,
  to: { name: string; issuer: string },
): { subject: string; body: string } {
  return MAIL[language](to)
}

const MAIL: Record<Language, (to: { name: string; issuer: string }) => { subject: string; body: string }> = {
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
