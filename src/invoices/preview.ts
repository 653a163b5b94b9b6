import type { Day } from '#core/dated.ts'
import { NO_MONEY, type Ore, ore, sumOre } from '#core/money.ts'
import type { CarriedBecause, Decision } from './decision.ts'
import type { Issuer, Recipient } from './invoice.ts'

/** What an invoice run would do. It names agreements and parties by number: who drove is not the reader's business. */
export type InvoicePreview = {
  readonly invoices: number
  readonly total: Ore
  readonly perIssuer: readonly { readonly issuer: string; readonly invoices: number; readonly total: Ore }[]
  readonly largest: readonly PreviewedInvoice[]
  readonly creditNotes: number
  /** Positive: what the customers are owed. */
  readonly credited: Ore
  readonly carried: readonly Carried[]
}

export type PreviewedInvoice = {
  readonly issuer: string
  readonly partyId: number
  /** Null: an owner without agreement. */
  readonly agreementNumber: string | null
  readonly total: Ore
}

export type Carried = {
  readonly because: CarriedBecause
  readonly count: number
  readonly total: Ore
  /** When the first of them will be invoiced if nothing more comes. */
  readonly next: Day | undefined
}

type Decided = { readonly issuer: Issuer; readonly recipient: Recipient; readonly decision: Decision }

export function emptyPreview(): InvoicePreview {
  return {
    invoices: 0,
    total: NO_MONEY,
    perIssuer: [],
    largest: [],
    creditNotes: 0,
    credited: NO_MONEY,
    carried: [],
  }
}

/** Keeps the twenty largest and forgets the rest: a run may be of a hundred thousand. */
export function withPreviewed(soFar: InvoicePreview, decided: readonly Decided[]): InvoicePreview {
  const invoiced = decided
    .filter(({ decision }) => decision.becomes === 'invoice')
    .map(({ issuer, recipient: { partyId, agreementNumber }, decision }) => ({
      issuer: issuer.name,
      partyId,
      agreementNumber,
      total: decision.total,
    }))
  const notes = decided.filter(({ decision }) => decision.becomes === 'credit-note')
  return {
    invoices: soFar.invoices + invoiced.length,
    total: sumOre([soFar.total, ...invoiced.map((one) => one.total)]),
    perIssuer: perIssuer([...soFar.perIssuer, ...invoiced.map((one) => ({ ...one, invoices: 1 }))]),
    largest: [...soFar.largest, ...invoiced].sort((a, b) => b.total - a.total).slice(0, LARGEST),
    creditNotes: soFar.creditNotes + notes.length,
    credited: ore(soFar.credited - sumOre(notes.map(({ decision }) => decision.total))),
    carried: carriedTogether([...soFar.carried, ...decided.flatMap(({ decision }) => carriedOf(decision))]),
  }
}

const LARGEST = 20

function perIssuer(parts: InvoicePreview['perIssuer']): InvoicePreview['perIssuer'] {
  return [...Map.groupBy(parts, (part) => part.issuer)]
    .map(([issuer, own]) => ({
      issuer,
      invoices: own.reduce((sum, part) => sum + part.invoices, 0),
      total: sumOre(own.map((part) => part.total)),
    }))
    .sort((a, b) => (a.issuer < b.issuer ? -1 : 1))
}

function carriedOf(decision: Decision): readonly Carried[] {
  if (decision.becomes !== 'carried') return []
  const { because, total, until } = decision
  return [{ because, count: 1, total, next: until }]
}

function carriedTogether(parts: readonly Carried[]): readonly Carried[] {
  return [...Map.groupBy(parts, (part) => part.because)]
    .map(([because, own]) => ({
      because,
      count: own.reduce((sum, part) => sum + part.count, 0),
      total: sumOre(own.map((part) => part.total)),
      next: own.flatMap((part) => part.next ?? []).sort()[0],
    }))
    .sort((a, b) => (a.because < b.because ? -1 : 1))
}
