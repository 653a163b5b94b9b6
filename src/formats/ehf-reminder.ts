import type { Ore } from '#core/money.ts'
import type { Refusal } from '#core/refusal.ts'
import {
  dueFaultOf,
  type EhfDocument,
  type EhfEarlierInvoice,
  type EhfFault,
  type EhfLine,
  faultOf,
} from './ehf-document.ts'
import { invoiceLines } from './ehf-lines.ts'
import {
  agreement,
  buyer,
  buyerReference,
  EHF_REMINDER,
  earlierInvoice,
  kr,
  optional,
  payment,
  present,
  required,
  seller,
  sums,
} from './ehf-parts.ts'
import { totalsOf } from './ehf-totals.ts'
import { textOf, type Xml, xml } from './xml-writing.ts'

/**
 * What is still owed on the invoice that it reminds of is its lines. The format has a place for one earlier invoice, and
 * none for a period, an order, attachments or descriptions of lines.
 */
export type EhfReminder = Omit<
  EhfDocument,
  'period' | 'orderReference' | 'corrects' | 'attachments' | 'lines'
> & {
  /** The first invoice of the claim: the one that the customer knows it by. */
  readonly remindsOf: EhfEarlierInvoice
  readonly lines: readonly Omit<EhfLine, 'description'>[]
  /** Beside the lines and without VAT; nought is none. Part of what is payable. */
  readonly fee: Ore
  readonly feeReason: string
}

/** EHF Reminder 3.0: an invoice without a type, with the fee as a charge of code REM. */
export function writeEhfReminder(reminder: EhfReminder): string | Refusal<EhfFault> {
  const fault = faultOf(reminder) ?? dueFaultOf(reminder)
  if (fault) return fault
  const totals = totalsOf(reminder)
  const lines = reminder.lines.map((line) => ({ ...line, description: null }))
  return textOf(xml`<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>${EHF_REMINDER.customization}</cbc:CustomizationID>
<cbc:ProfileID>${EHF_REMINDER.profile}</cbc:ProfileID>
<cbc:ID>${required(reminder.number, 'a number')}</cbc:ID>
<cbc:IssueDate>${reminder.issuedOn}</cbc:IssueDate>
${optional(
  reminder.dueOn ?? undefined,
  (day) => xml`<cbc:DueDate>${day}</cbc:DueDate>
`,
)}${optional(
  present(reminder.note),
  (text) => xml`<cbc:Note>${text}</cbc:Note>
`,
)}<cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
${buyerReference(reminder, null)}${earlierInvoice(reminder.remindsOf)}${agreement(reminder.agreementNumber)}${seller(reminder.seller)}${buyer(reminder.buyer)}${payment(reminder)}${fee(reminder)}${sums(totals, reminder.exemptionReason, 1)}${invoiceLines({ lines }, totals)}</Invoice>
`)
}

function fee({ fee, feeReason }: EhfReminder): Xml | undefined {
  if (fee < 0) throw new RangeError(`reminder fee of ${fee} øre`)
  if (fee === 0) return undefined
  return xml`<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>REM</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>${required(feeReason, 'a reason for the fee')}</cbc:AllowanceChargeReason><cbc:Amount currencyID="NOK">${kr(fee)}</cbc:Amount><cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge>
`
}
