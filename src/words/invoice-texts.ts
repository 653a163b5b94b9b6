import type { InvoiceLineKind } from '#core/charge-kind.ts'
/** The texts of the printed invoice. */
export type InvoiceTexts = {
  readonly invoice: string
  readonly title: (number: string, issuer: string) => string
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly agreement: string
  readonly reference: string
  readonly costCentre: string
  readonly organisationNumber: string
  readonly phone: string
  readonly email: string
  readonly toPay: string
  readonly payBy: string
  readonly kid: string
  readonly account: string
  readonly payment: string
  readonly payWithKid: string
  /** Of an invoice without a due date. */
  readonly payWhenYouWish: string
  readonly creditUsed: string
  readonly creditCovers: string
  readonly summary: string
  readonly charger: string
  readonly count: string
  readonly sum: string
  readonly total: string
  readonly vat: string
  readonly vatRate: string
  readonly vatBasis: string
  readonly vatAmount: string
  readonly vatPercent: (percent: number) => string
  readonly vatNone: string
  readonly passages: string
  readonly date: string
  readonly time: string
  readonly station: string
  readonly vehicle: string
  readonly price: string
  readonly kinds: Record<Exclude<InvoiceLineKind, 'toll'>, string>
  readonly askedAgain: (number: string) => string
  readonly paidOutAgain: string
  readonly credited: string
  /** Of a line that corrects one of an earlier invoice. */
  readonly ferryTrips: string
  readonly leg: string
  readonly ferryCompany: string
  readonly correctsTrip: (leg: string, number: string) => string
  readonly correctsPassage: (station: string, number: string) => string
  readonly correctsInvoice: (charger: string, number: string) => string
  readonly aboutCorrections: string
  readonly erased: string
  readonly questions: string
  /** `at`: by which numbers and addresses; empty where none is known. */
  readonly contact: (issuer: string, at: string) => string
  readonly minSide: string
  readonly complaintWithin: (of: ComplaintInWords | undefined) => string
  /** Where the terms are not known to us by their words. */
  readonly complaint: (issuer: string, terms: string) => string
  readonly creditNote: string
  readonly nothingToPay: string
  readonly creditNoteTitle: (number: string, issuer: string) => string
  readonly creditNoteNumber: string
  readonly owed: string
  readonly owedNote: (issuer: string) => string
  readonly creditSummary: string
  readonly totalOwed: string
  /** No terms bind an owner without agreement. */
  readonly ownersComplaint: (issuer: string) => string
  readonly page: (number: string, of: string) => string
}

/** `until`: the last day, had it been delivered on the day it was issued. */
export type ComplaintInWords = {
  readonly issuer: string
  readonly terms: string
  readonly days: number
  readonly issuedOn: string
  readonly until: string
}
