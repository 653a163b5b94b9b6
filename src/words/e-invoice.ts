import type { InvoiceLineKind } from '#core/charge-kind.ts'
import type { Language } from '#core/language.ts'

/** What a person reads in an e-invoice and in the file of passages beside it. */
export type EInvoiceTexts = {
  readonly note: (agreement: string) => string
  readonly exempt: string
  readonly reminderExempt: string
  readonly reminderFee: string
  readonly noDueDay: string
  readonly passages: (charger: string, count: string) => string
  readonly corrects: (charger: string, number: string) => string
  readonly kinds: Record<Exclude<InvoiceLineKind, 'toll' | 'asked-again'>, string>
  readonly askedAgain: (number: string) => string
  readonly paidOutAgain: string
  readonly askedAgainExempt: string
  readonly attachment: string
  readonly terms: (within: string) => string
  readonly columns: Record<'day' | 'time' | 'charger' | 'station' | 'plate' | 'amount' | 'vat', string>
}

export const E_INVOICE_TEXTS: Record<Language, EInvoiceTexts> = {
  nb: {
    note: (agreement) => `Gjelder AutoPASS-avtale ${agreement}`,
    exempt: 'Bompenger er unntatt fra merverdiavgift',
    reminderExempt: 'Krav som er fakturert før: en purring har ikke merverdiavgift',
    reminderFee: 'Purregebyr',
    noDueDay: 'Betales når du vil',
    passages: (charger, count) => `Bompasseringer, ${charger}: ${count}`,
    corrects: (charger, number) => `${charger}: retting av faktura ${number}`,
    kinds: {
      deposit: 'Depositum for brikke',
      fee: 'Gebyr',
      interest: 'Renter',
      correction: 'Retting',
      prepayment: 'Forskudd',
      'ferry-fare': 'Ferjetur',
      'ferry-toll': 'Bompenger på ferje',
      reminded: 'Ubetalt beløp fra tidligere faktura',
    },
    askedAgain: (number) => `Faktura ${number}: banken tok betalingen tilbake`,
    paidOutAgain: 'Utbetalt av en betaling som banken tok tilbake',
    askedAgainExempt: 'Krav som er fakturert før: uten merverdiavgift',
    attachment: 'Passeringene på fakturaen',
    terms: (within) => `Betales innen ${within}`,
    columns: {
      day: 'Dato',
      time: 'Tid',
      charger: 'Bompengeselskap',
      station: 'Bomstasjon',
      plate: 'Kjøretøy',
      amount: 'Beløp',
      vat: 'Herav mva.',
    },
  },
  nn: {
    note: (agreement) => `Gjeld AutoPASS-avtale ${agreement}`,
    exempt: 'Bompengar er unnatekne frå meirverdiavgift',
    reminderExempt: 'Krav som er fakturert før: ei purring har ikkje meirverdiavgift',
    reminderFee: 'Purregebyr',
    noDueDay: 'Betal når du vil',
    passages: (charger, count) => `Bompasseringar, ${charger}: ${count}`,
    corrects: (charger, number) => `${charger}: retting av faktura ${number}`,
    kinds: {
      deposit: 'Depositum for brikke',
      fee: 'Gebyr',
      interest: 'Renter',
      correction: 'Retting',
      prepayment: 'Forskot',
      'ferry-fare': 'Ferjetur',
      'ferry-toll': 'Bompengar på ferje',
      reminded: 'Ubetalt beløp frå tidlegare faktura',
    },
    askedAgain: (number) => `Faktura ${number}: banken tok betalinga tilbake`,
    paidOutAgain: 'Utbetalt av ei betaling som banken tok tilbake',
    askedAgainExempt: 'Krav som er fakturert før: utan meirverdiavgift',
    attachment: 'Passeringane på fakturaen',
    terms: (within) => `Skal betalast innan ${within}`,
    columns: {
      day: 'Dato',
      time: 'Tid',
      charger: 'Bompengeselskap',
      station: 'Bomstasjon',
      plate: 'Køyretøy',
      amount: 'Beløp',
      vat: 'Av dette mva.',
    },
  },
  en: {
    note: (agreement) => `Concerns AutoPASS agreement ${agreement}`,
    exempt: 'Road tolls are exempt from VAT',
    reminderExempt: 'A claim invoiced before: a reminder has no VAT',
    reminderFee: 'Reminder fee',
    noDueDay: 'To be paid when you wish',
    passages: (charger, count) => `Toll passages, ${charger}: ${count}`,
    corrects: (charger, number) => `${charger}: correction of invoice ${number}`,
    kinds: {
      deposit: 'Deposit for a tag',
      fee: 'Fee',
      interest: 'Interest',
      correction: 'Correction',
      prepayment: 'Prepayment',
      'ferry-fare': 'Ferry trip',
      'ferry-toll': 'Toll on the ferry',
      reminded: 'Unpaid amount of an earlier invoice',
    },
    askedAgain: (number) => `Invoice ${number}: the bank took the payment back`,
    paidOutAgain: 'Paid out from a payment that the bank took back',
    askedAgainExempt: 'A claim invoiced before: without VAT',
    attachment: 'The passages on this invoice',
    terms: (within) => `To be paid by ${within}`,
    columns: {
      day: 'Day',
      time: 'Time',
      charger: 'Toll company',
      station: 'Toll station',
      plate: 'Vehicle',
      amount: 'Amount',
      vat: 'Of which VAT',
    },
  },
}
