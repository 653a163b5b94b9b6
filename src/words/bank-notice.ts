import type { Language } from '#core/language.ts'

/** What the payer's bank tells before it pays an invoice. Lines of at most 80 characters. */
export function bankNotice(
  language: Language,
  { issuer, number }: { issuer: string; number: number },
): readonly string[] {
  return [`${INVOICE[language]} ${number}`, issuer.slice(0, 80)]
}

const INVOICE: Readonly<Record<Language, string>> = { nb: 'Faktura', nn: 'Faktura', en: 'Invoice' }
