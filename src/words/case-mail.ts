import type { Language } from '#core/language.ts'

/** That the company has answered. The answer itself stands on Min side: a mail may be read by others. */
export function caseMail(
  language: Language,
  about: { readonly name: string; readonly company: string; readonly number: number },
): { readonly subject: string; readonly body: string } {
  return MAIL[language](about)
}

type Texts = (about: { name: string; company: string; number: number }) => { subject: string; body: string }

const MAIL: Record<Language, Texts> = {
  nb: ({ name, company, number }) => ({
    subject: `${company} har svart på sak ${number}`,
    body: [
      `Hei, ${name}.`,
      `${company} har svart på saken din, nummer ${number}.`,
      'Logg inn på Min side og velg Kundeservice for å lese svaret.',
      `Hilsen ${company}`,
    ].join('\n'),
  }),
  nn: ({ name, company, number }) => ({
    subject: `${company} har svart på sak ${number}`,
    body: [
      `Hei, ${name}.`,
      `${company} har svart på saka di, nummer ${number}.`,
      'Logg inn på Mi side og vel Kundeservice for å lese svaret.',
      `Helsing ${company}`,
    ].join('\n'),
  }),
  en: ({ name, company, number }) => ({
    subject: `${company} has answered case ${number}`,
    body: [
      `Hello ${name},`,
      `${company} has answered your case, number ${number}.`,
      'Log in to Min side and choose Customer service to read the answer.',
      `Kind regards, ${company}`,
    ].join('\n'),
  }),
}
