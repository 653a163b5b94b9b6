import type { Language } from '#core/language.ts'
import { type InvoiceState, invoiceStateText } from './states.ts'

/** What the list of invoices asks by, and how an address says it. */
export const INVOICE_FILTERS = ['ubetalt', 'forfalt', 'betalt', 'purret', 'kreditert'] as const
export type InvoiceFilter = (typeof INVOICE_FILTERS)[number]

/** Called as the state of the invoices it finds. */
export function invoiceFilterText(filter: InvoiceFilter, language: Language): string {
  return invoiceStateText(STATE_OF[filter], language).ours
}

const STATE_OF = {
  ubetalt: 'sent',
  forfalt: 'overdue',
  betalt: 'paid',
  purret: 'replaced-by-reminder',
  kreditert: 'credited',
} as const satisfies Record<InvoiceFilter, InvoiceState | 'overdue'>

export type InvoiceListTexts = {
  readonly status: string
  readonly all: string
  readonly noneSuch: string
  readonly toPay: string
  readonly askedAhead: string
  readonly found: (count: number) => string
  readonly toPassages: string
  readonly passagesOf: (what: string) => string
  readonly toInvoice: string
  readonly noPassages: string
  readonly reminderHasNone: string
  readonly toOriginal: (number: string) => string
  readonly sum: string
  readonly byVehicle: string
  readonly vehicle: string
  readonly passages: string
  readonly inCollection: string
  readonly inCollectionWhy: (issuer: string) => string
}

export const INVOICE_LIST_TEXTS: Record<Language, InvoiceListTexts> = {
  nb: {
    status: 'Status',
    all: 'Alle',
    noneSuch: 'Ingen fakturaer passer med det du har valgt.',
    toPay: 'Til betaling',
    askedAhead: 'Forskudd, uten forfallsdato',
    found: (count) => (count === 1 ? '1 faktura' : `${count} fakturaer`),
    toPassages: 'Gå til passeringer',
    passagesOf: (what) => `Passeringer på ${what.toLowerCase()}`,
    toInvoice: 'Tilbake til fakturaen',
    noPassages: 'Det er ingen passeringer på denne fakturaen.',
    reminderHasNone:
      'En purring har ingen passeringer. De står på den opprinnelige fakturaen, og priser og frister der gjelder fortsatt.',
    toOriginal: (number) => `Gå til passeringene på faktura ${number}`,
    sum: 'Sum av passeringene',
    byVehicle: 'Hvert kjøretøy',
    vehicle: 'Kjøretøy',
    passages: 'Passeringer',
    inCollection: 'Kravet er sendt til inkasso',
    inCollectionWhy: (issuer) =>
      `Inkassoselskapet krever inn beløpet for ${issuer} nå, og det kan ha kommet salær og renter som ikke står her. Betal det som står i brevet derfra, eller beløpet her. Når kravet er betalt, åpnes avtalen igjen av seg selv.`,
  },
  nn: {
    status: 'Status',
    all: 'Alle',
    noneSuch: 'Ingen fakturaer passar med det du har valt.',
    toPay: 'Til betaling',
    askedAhead: 'Forskot, utan forfallsdato',
    found: (count) => (count === 1 ? '1 faktura' : `${count} fakturaer`),
    toPassages: 'Gå til passeringar',
    passagesOf: (what) => `Passeringar på ${what.toLowerCase()}`,
    toInvoice: 'Tilbake til fakturaen',
    noPassages: 'Det er ingen passeringar på denne fakturaen.',
    reminderHasNone:
      'Ei purring har ingen passeringar. Dei står på den opphavlege fakturaen, og prisar og fristar der gjeld framleis.',
    toOriginal: (number) => `Gå til passeringane på faktura ${number}`,
    sum: 'Sum av passeringane',
    byVehicle: 'Kvart køyretøy',
    vehicle: 'Køyretøy',
    passages: 'Passeringar',
    inCollection: 'Kravet er sendt til inkasso',
    inCollectionWhy: (issuer) =>
      `Inkassoselskapet krev inn beløpet for ${issuer} no, og det kan ha kome salær og renter som ikkje står her. Betal det som står i brevet derifrå, eller beløpet her. Når kravet er betalt, blir avtalen opna att av seg sjølv.`,
  },
  en: {
    status: 'Status',
    all: 'All',
    noneSuch: 'No invoices match what you have chosen.',
    toPay: 'To pay',
    askedAhead: 'Prepayments, without a due date',
    found: (count) => (count === 1 ? '1 invoice' : `${count} invoices`),
    toPassages: 'Go to passages',
    passagesOf: (what) => `Passages on ${what.toLowerCase()}`,
    toInvoice: 'Back to the invoice',
    noPassages: 'There are no passages on this invoice.',
    reminderHasNone:
      'A reminder has no passages. They stand on the original invoice, and prices and deadlines there still hold.',
    toOriginal: (number) => `Go to the passages of invoice ${number}`,
    sum: 'Sum of the passages',
    byVehicle: 'Each vehicle',
    vehicle: 'Vehicle',
    passages: 'Passages',
    inCollection: 'The claim is with a debt collector',
    inCollectionWhy: (issuer) =>
      `The debt collector asks for the amount on behalf of ${issuer} now, and there may be fees and interest that do not stand here. Pay what their letter says, or the amount here. When the claim is paid, the agreement opens again by itself.`,
  },
}
