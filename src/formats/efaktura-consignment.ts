import { parseAccountNumber } from '#core/account-number.ts'
import type { Day } from '#core/dated.ts'
import type { Kid } from '#core/kid.ts'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'

/** Invoices of one issuer, sent together. The identifier is used once, and never for others. */
export type EfakturaConsignment = {
  readonly consignmentId: string
  readonly messageIdentifier: string
  readonly invoices: readonly EfakturaInvoice[]
}

export type EfakturaInvoice = {
  readonly invoiceId: string
  readonly recipient: EfakturaRecipient
  /** Whether the payer's mandate for AvtaleGiro pays it too. */
  readonly paidBy: 'efaktura' | 'efaktura-and-avtalegiro'
  readonly kid: Kid
  readonly accountNumber: string
  readonly amount: Ore
  readonly issuedOn: Day
  readonly dueOn: Day
  /** What the recipient opens in their bank. */
  readonly pdf: Uint8Array
}

/** Exactly one way to say who it is for. */
export type EfakturaRecipient = {
  readonly by: 'efaktura-identifier' | 'efaktura-reference' | 'national-id'
  readonly value: string
}

/** What the issuer is registered with. */
export type EfakturaIssuer = {
  readonly organisationNumber: string
  /** Where in its KIDs the customer is named, both ends counted from 1: «CustomerReferencePosition». */
  readonly customerReference: { readonly from: number; readonly to: number }
}

export type EfakturaCode =
  | 'efaktura-consignment-repeated'
  | 'efaktura-recipient-unknown'
  | 'efaktura-recipient-not-one'
  | 'efaktura-account-invalid'
  | 'efaktura-kid-outside-position'
  | 'efaktura-message-identifier-malformed'
  | 'efaktura-issuer-malformed'
  | 'efaktura-consignment-malformed'
  | 'efaktura-too-many-invoices'
  | 'efaktura-unknown'
  | 'efaktura-cannot-be-cancelled'
  | 'efaktura-not-authorized'
  /** For a reason we know no word for; the detail has its number. */
  | 'efaktura-refused'
  /** It did not say. Ask for the status before anything is sent again. */
  | 'efaktura-unavailable'

export type EfakturaFault = {
  /** Null for what is wrong with the consignment as a whole. */
  readonly invoiceId: string | null
  readonly code: EfakturaCode
}

/** `faults` names every invoice at fault, so that the others can be sent without them. */
export type EfakturaRefusal = Refusal<EfakturaCode> & { readonly faults?: readonly EfakturaFault[] }

/** Their numbers. What 5002 and 5008–5010 are each said of is our reading: no list of them is public. */
export const EFAKTURA_CODES: ReadonlyMap<number, EfakturaCode> = new Map([
  [209, 'efaktura-consignment-repeated'],
  [5002, 'efaktura-recipient-unknown'],
  [5003, 'efaktura-recipient-not-one'],
  [5006, 'efaktura-account-invalid'],
  [5007, 'efaktura-kid-outside-position'],
  [5008, 'efaktura-message-identifier-malformed'],
  [5009, 'efaktura-issuer-malformed'],
  [5010, 'efaktura-consignment-malformed'],
])

/** What would be refused, found before it is sent: one bad invoice has the whole consignment refused. */
export function faultsIn(
  { messageIdentifier, consignmentId, invoices }: EfakturaConsignment,
  issuer: EfakturaIssuer,
): readonly EfakturaFault[] {
  const whole: EfakturaCode[] = []
  if (!hasLength(messageIdentifier, 5, 50)) whole.push('efaktura-message-identifier-malformed')
  if (!/^\d{9}$/.test(issuer.organisationNumber)) whole.push('efaktura-issuer-malformed')
  if (!hasLength(consignmentId, 1, 40)) whole.push('efaktura-consignment-malformed')
  if (invoices.length > INVOICES_MAX) whole.push('efaktura-too-many-invoices')
  return [
    ...whole.map((code) => ({ invoiceId: null, code })),
    ...invoices.flatMap((invoice) =>
      invoiceFaults(invoice, issuer).map((code) => ({ invoiceId: invoice.invoiceId, code })),
    ),
  ]
}

/** So many in one consignment. */
export const INVOICES_MAX = 1000

function invoiceFaults(invoice: EfakturaInvoice, { customerReference }: EfakturaIssuer): EfakturaCode[] {
  const faults: EfakturaCode[] = []
  const { from, to } = customerReference
  if (invoice.recipient.value.trim() === '') faults.push('efaktura-recipient-not-one')
  if (isRefusal(parseAccountNumber(invoice.accountNumber))) faults.push('efaktura-account-invalid')
  // The check digit is nobody's reference: the position ends before it.
  if (from < 1 || to < from || to >= invoice.kid.length) faults.push('efaktura-kid-outside-position')
  return faults
}

function hasLength(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most
}

/** The consignment as the network takes it; made once and kept, it is the same each time it is sent. */
export function efakturaOnTheWire(
  { messageIdentifier, consignmentId, invoices }: EfakturaConsignment,
  issuer: EfakturaIssuer,
) {
  const { from, to } = issuer.customerReference
  return {
    messageIdentifier,
    consignmentId,
    issuer: issuer.organisationNumber,
    customerReferencePosition: `${from}-${to}`,
    invoices: invoices.map(invoiceOnTheWire),
  }
}

const RECIPIENT_FIELDS = {
  'efaktura-identifier': 'efakturaIdentifier',
  'efaktura-reference': 'efakturaReference',
  'national-id': 'nationalId',
} as const
const PAYMENT_TYPES = {
  efaktura: 'EFAKTURA',
  'efaktura-and-avtalegiro': 'EFAKTURA_AND_AVTALEGIRO',
} as const

function invoiceOnTheWire(invoice: EfakturaInvoice) {
  return {
    invoiceId: invoice.invoiceId,
    [RECIPIENT_FIELDS[invoice.recipient.by]]: invoice.recipient.value,
    paymentType: PAYMENT_TYPES[invoice.paidBy],
    kid: invoice.kid,
    account: invoice.accountNumber,
    amountOre: invoice.amount,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    pdf: Buffer.from(invoice.pdf).toString('base64'),
  }
}
