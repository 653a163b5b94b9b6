import type { Language } from '#core/language.ts'

export type InvoiceState = 'sent' | 'partly-paid' | 'paid' | 'credited' | 'replaced-by-reminder'

/** What an invoice's state is called: our word first, and under it the one the customer knows from AutoPASS. */
export type InvoiceStateText = { readonly ours: string; readonly official: string }

/** `overdue` is no state of its own: it is a sent invoice after its day. */
export function invoiceStateText(state: InvoiceState | 'overdue', language: Language): InvoiceStateText {
  return INVOICE_STATES[language][state]
}

/** Colour of the mark beside the words; never alone. */
export const INVOICE_STATE_COLORS = {
  sent: 'info',
  overdue: 'danger',
  'partly-paid': 'warning',
  paid: 'success',
  credited: 'neutral',
  'replaced-by-reminder': 'neutral',
} as const satisfies Record<InvoiceState | 'overdue', string>

const INVOICE_STATES: Record<Language, Record<InvoiceState | 'overdue', InvoiceStateText>> = {
  nb: {
    sent: { ours: 'Ikke betalt', official: 'Faktura sendt' },
    overdue: { ours: 'Forfalt', official: 'Faktura sendt' },
    'partly-paid': { ours: 'Delvis betalt', official: 'Faktura sendt' },
    paid: { ours: 'Betalt', official: 'Faktura betalt' },
    credited: { ours: 'Kreditert', official: 'Faktura kreditert' },
    'replaced-by-reminder': {
      ours: 'Erstattet av purring',
      official: 'Faktura stoppet. Ny purring er laget',
    },
  },
  nn: {
    sent: { ours: 'Ikkje betalt', official: 'Faktura send' },
    overdue: { ours: 'Forfallen', official: 'Faktura send' },
    'partly-paid': { ours: 'Delvis betalt', official: 'Faktura send' },
    paid: { ours: 'Betalt', official: 'Faktura betalt' },
    credited: { ours: 'Kreditert', official: 'Faktura kreditert' },
    'replaced-by-reminder': {
      ours: 'Erstatta av purring',
      official: 'Faktura stoppa. Ny purring er laga',
    },
  },
  en: {
    sent: { ours: 'Not paid', official: 'Invoice sent' },
    overdue: { ours: 'Overdue', official: 'Invoice sent' },
    'partly-paid': { ours: 'Partly paid', official: 'Invoice sent' },
    paid: { ours: 'Paid', official: 'Invoice paid' },
    credited: { ours: 'Credited', official: 'Invoice credited' },
    'replaced-by-reminder': {
      ours: 'Replaced by a reminder',
      official: 'Invoice stopped. A new reminder has been made',
    },
  },
}

/** What became of a passage, as the customer sees it. */
export type PassageState = 'charged' | 'waiting' | 'erased' | FreeReason | HeldReason
export type FreeReason = 'exempt-vehicle-type' | 'lane-does-not-charge'
export type HeldReason = 'no-tariff' | 'unknown-vehicle'

export function passageStateText(state: PassageState, language: Language): string {
  return PASSAGE_STATES[language][state]
}

/** How the vehicle was known at the station. */
export type ReadBy = 'tag' | 'plate'

export function readByText(readBy: ReadBy, language: Language): string {
  return READ_BY[language][readBy]
}

const PASSAGE_STATES: Record<Language, Record<PassageState, string>> = {
  nb: {
    charged: 'Belastet',
    waiting: 'Mottatt. Prisen er ikke regnet ut ennå',
    erased: 'Tid, sted og kjøretøy er slettet',
    'exempt-vehicle-type': 'Gratis: Kjøretøytypen er fritatt',
    'lane-does-not-charge': 'Gratis: Det er ikke betaling i dette kjørefeltet',
    'no-tariff': 'På vent: Vi mangler taksten for denne dagen',
    'unknown-vehicle': 'På vent: Vi mangler opplysninger om kjøretøyet',
  },
  nn: {
    charged: 'Belasta',
    waiting: 'Motteken. Prisen er ikkje rekna ut enno',
    erased: 'Tid, stad og køyretøy er sletta',
    'exempt-vehicle-type': 'Gratis: Køyretøytypen er friteken',
    'lane-does-not-charge': 'Gratis: Det er ikkje betaling i dette køyrefeltet',
    'no-tariff': 'På vent: Vi manglar taksten for denne dagen',
    'unknown-vehicle': 'På vent: Vi manglar opplysningar om køyretøyet',
  },
  en: {
    charged: 'Charged',
    waiting: 'Received. The price is not worked out yet',
    erased: 'Time, place and vehicle are deleted',
    'exempt-vehicle-type': 'Free: this type of vehicle is exempt',
    'lane-does-not-charge': 'Free: this lane does not charge',
    'no-tariff': 'On hold: we do not have the tariff of this day',
    'unknown-vehicle': 'On hold: we do not know enough about the vehicle',
  },
}

const READ_BY: Record<Language, Record<ReadBy, string>> = {
  nb: { tag: 'Brikke lest', plate: 'Kjennemerke lest' },
  nn: { tag: 'Brikke lesen', plate: 'Kjennemerke lese' },
  en: { tag: 'Tag read', plate: 'Plate read' },
}
