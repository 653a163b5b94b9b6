import type { Language } from '#core/language.ts'

/** What an invoice says of the difference to the one before it. Amounts and days come written. */
export type InvoiceChangesTexts = {
  readonly heading: string
  readonly passagesBefore: string
  readonly passagesNow: string
  readonly sumBefore: string
  readonly sumNow: string
  readonly change: string
  readonly total: string
  readonly corrections: string
  readonly higher: (by: string, number: string, day: string) => string
  readonly lower: (by: string, number: string, day: string) => string
  readonly same: (number: string, day: string) => string
  /** The days from the first passage to the last, on this invoice and on the one before. */
  readonly period: (of: { from: string; to: string; days: number; before: number } | undefined) => string
  readonly more: (count: number) => string
  readonly fewer: (count: number) => string
  readonly average: (now: string, before: string) => string
  /** What makes the difference, and how much of it. */
  readonly reason: (what: string, amount: string) => string
}

export const INVOICE_CHANGES_TEXTS: Record<Language, InvoiceChangesTexts> = {
  nb: {
    heading: 'Endret siden forrige faktura',
    passagesBefore: 'Passeringer sist',
    passagesNow: 'Passeringer nå',
    sumBefore: 'Sum sist',
    sumNow: 'Sum nå',
    change: 'Endring',
    total: 'Hele fakturaen',
    corrections: 'Rettinger av tidligere fakturaer',
    higher: (by, number, day) =>
      `Fakturaen er ${by} høyere enn den forrige, ${number} av ${day}. Dette er grunnen:`,
    lower: (by, number, day) =>
      `Fakturaen er ${by} lavere enn den forrige, ${number} av ${day}. Dette er grunnen:`,
    same: (number, day) => `Fakturaen er like stor som den forrige, ${number} av ${day}.`,
    period: (of) =>
      `Passeringene er fra ${of?.from} til ${of?.to} (${counted(of?.days, 'dag', 'dager')}). På forrige faktura gikk de over ${counted(of?.before, 'dag', 'dager')}.`,
    more: (count) => `${counted(count, 'passering', 'passeringer')} mer enn sist`,
    fewer: (count) => `${counted(count, 'passering', 'passeringer')} færre enn sist`,
    average: (now, before) => `Hver passering koster i snitt ${now}, sist ${before}`,
    reason: (what, amount) => `${what}: ${amount}`,
  },
  nn: {
    heading: 'Endra sidan førre faktura',
    passagesBefore: 'Passeringar sist',
    passagesNow: 'Passeringar no',
    sumBefore: 'Sum sist',
    sumNow: 'Sum no',
    change: 'Endring',
    total: 'Heile fakturaen',
    corrections: 'Rettingar av tidlegare fakturaer',
    higher: (by, number, day) =>
      `Fakturaen er ${by} høgare enn den førre, ${number} av ${day}. Dette er grunnen:`,
    lower: (by, number, day) =>
      `Fakturaen er ${by} lågare enn den førre, ${number} av ${day}. Dette er grunnen:`,
    same: (number, day) => `Fakturaen er like stor som den førre, ${number} av ${day}.`,
    period: (of) =>
      `Passeringane er frå ${of?.from} til ${of?.to} (${counted(of?.days, 'dag', 'dagar')}). På førre faktura gjekk dei over ${counted(of?.before, 'dag', 'dagar')}.`,
    more: (count) => `${counted(count, 'passering', 'passeringar')} meir enn sist`,
    fewer: (count) => `${counted(count, 'passering', 'passeringar')} færre enn sist`,
    average: (now, before) => `Kvar passering kostar i snitt ${now}, sist ${before}`,
    reason: (what, amount) => `${what}: ${amount}`,
  },
  en: {
    heading: 'Changed since the last invoice',
    passagesBefore: 'Passages then',
    passagesNow: 'Passages now',
    sumBefore: 'Sum then',
    sumNow: 'Sum now',
    change: 'Change',
    total: 'The whole invoice',
    corrections: 'Corrections of earlier invoices',
    higher: (by, number, day) =>
      `This invoice is ${by} higher than the last one, ${number} of ${day}. This is why:`,
    lower: (by, number, day) =>
      `This invoice is ${by} lower than the last one, ${number} of ${day}. This is why:`,
    same: (number, day) => `This invoice is as large as the last one, ${number} of ${day}.`,
    period: (of) =>
      `The passages are from ${of?.from} to ${of?.to} (${counted(of?.days, 'day', 'days')}). On the last invoice they spanned ${counted(of?.before, 'day', 'days')}.`,
    more: (count) => `${counted(count, 'passage', 'passages')} more than last time`,
    fewer: (count) => `${counted(count, 'passage', 'passages')} fewer than last time`,
    average: (now, before) => `A passage costs ${now} on average, last time ${before}`,
    reason: (what, amount) => `${what}: ${amount}`,
  },
}

function counted(count: number | undefined, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
