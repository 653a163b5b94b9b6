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
