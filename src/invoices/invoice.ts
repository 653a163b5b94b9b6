import type { ChargeKind } from '#core/charge-kind.ts'
import type { Day } from '#core/dated.ts'
import { type Kid, makeKid } from '#core/kid.ts'
import type { Language } from '#core/language.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'

/** `credited` and `replaced-by-reminder` are ends: whatever is paid afterwards does not make the invoice «paid». */
export type InvoiceState = 'sent' | 'partly-paid' | 'paid' | 'credited' | 'replaced-by-reminder'

/** A live charge that stands on no invoice yet, with what is still known of its passage. */
export type UninvoicedCharge = {
  readonly id: number
  readonly kind: ChargeKind
  readonly chargerName: string
  /** Null: erased (terms 5.9), or not a passage. */
  readonly stationName: string | null
  readonly passedAt: number | null
  readonly plate: string | null
  readonly tariff: Ore
  readonly amount: Ore
  readonly vatPercent: number
  readonly vat: Ore
  readonly chargedAt: number
  /** Whose it is; absent where it is of no vehicle, or the vehicle is no longer known. */
  readonly vehicle?: ChargedVehicle
}

/** With what its holder had said of it when it passed. */
export type ChargedVehicle = {
  readonly id: number
  readonly plate: string
  readonly costCentre: string | null
  readonly reference: string | null
}

/** Whom the invoice goes to, as it was on the day of issue. */
export type Recipient = {
  /** Null, with its number and terms: an owner who drove without. */
  readonly agreementId: number | null
  readonly partyId: number
  readonly issuerId: number
  readonly agreementNumber: string | null
  readonly invoiceReference: string | null
  readonly termsVersion: string | null
  readonly detailed: boolean
  readonly language: Language
  readonly name: string
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
  readonly organisationNumber: string | null
  readonly email: string | null
  /** Of the part of the agreement that it is for. */
  readonly costCentre?: string | null
  readonly plate?: string | null
}

/** Who sends the invoice and is paid, as it was on the day of issue. */
export type Issuer = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly organisationNumber: string | null
  readonly accountNumber: string
  readonly kidPrefix: string
  readonly phone: string | null
  readonly email: string | null
  readonly dueDays: number
}

export type ComposedInvoice = {
  readonly series: string
  readonly invoiceNumber: number
  readonly kid: Kid
  readonly issuer: Issuer
  readonly recipient: Recipient
  readonly issuedOn: Day
  readonly kind: 'invoice' | 'credit-note'
  /** Null on a credit note, which asks for nothing, and on an offer to pay ahead, which is never reminded. */
  readonly dueOn: Day | null
  readonly total: Ore
  /** What the customer had to good already: the rest is to be paid. Absent: nothing. */
  readonly creditUsed?: Ore
  readonly lines: readonly UninvoicedCharge[]
}

/** Everything that does not change afterwards is decided here; the caller brings the number, which only the series can. */
export function composeInvoice(from: {
  issuer: Issuer
  recipient: Recipient
  charges: readonly UninvoicedCharge[]
  invoiceNumber: number
  issuedOn: Day
  /** The customer pays when they wish, and nothing follows if they do not. */
  withoutDueDay?: boolean
}): ComposedInvoice {
  const { issuer, recipient, charges, invoiceNumber, issuedOn, withoutDueDay = false } = from
  const total = totalOf(charges)
  return {
    kind: total < 0 ? 'credit-note' : 'invoice',
    series: seriesOf(issuer.code, issuedOn),
    invoiceNumber,
    kid: invoiceKid(issuer.kidPrefix, issuedOn, invoiceNumber),
    issuer,
    recipient,
    issuedOn,
    dueOn: total < 0 || withoutDueDay ? null : addDays(issuedOn, issuer.dueDays),
    total,
    lines: charges,
  }
}

export function totalOf(charges: readonly UninvoicedCharge[]): Ore {
  return sumOre(charges.map((charge) => charge.amount))
}

/** Numbers have no gap within one issuer and year. */
export function seriesOf(issuerCode: string, issuedOn: Day): string {
  return `${issuerCode}-${yearOf(issuedOn)}`
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

/** As people read and quote it, «2019-1042»: a number alone comes again every year. */
export function shownInvoiceNumber(series: string, invoiceNumber: number): string {
  return `${series.slice(-4)}-${invoiceNumber}`
}

/** Says nothing of the customer: whoever sees a KID learns neither agreement nor party from it. */
export function invoiceKid(prefix: string, issuedOn: Day, invoiceNumber: number): Kid {
  const digits = String(invoiceNumber).padStart(KID_NUMBER_DIGITS, '0')
  if (digits.length > KID_NUMBER_DIGITS) throw new RangeError(`invoice number too long for a KID: ${digits}`)
  return makeKid(`${prefix}${yearOf(issuedOn)}${digits}`)
}

/** Fixed, so that two invoices of one prefix can never share a KID. */
const KID_NUMBER_DIGITS = 8

/** Sums several moves on one invoice, in the order of the invoices: two workers must not lock them crosswise. */
export function sumByInvoice(
  moves: readonly { invoiceId: number; amount: Ore }[],
): { invoiceId: number; amount: Ore }[] {
  const sums = new Map<number, number>()
  for (const { invoiceId, amount } of moves) sums.set(invoiceId, (sums.get(invoiceId) ?? 0) + amount)
  return [...sums]
    .map(([invoiceId, amount]) => ({ invoiceId, amount: ore(amount) }))
    .sort((a, b) => a.invoiceId - b.invoiceId)
}
