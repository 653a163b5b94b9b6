import type { Refusal } from '#core/refusal.ts'
import { type EhfDocument, type EhfFault, faultOf } from './ehf-document.ts'
import { creditNoteLines } from './ehf-lines.ts'
import {
  agreement,
  attachment,
  buyer,
  buyerReference,
  EHF_INVOICE,
  earlierInvoice,
  optional,
  orderReference,
  payment,
  period,
  present,
  required,
  seller,
  sums,
} from './ehf-parts.ts'
import { totalsOf } from './ehf-totals.ts'
import { textOf, xml } from './xml-writing.ts'

/**
 * EHF Billing 3.0, type 381. What the customer is owed, negative with us, is positive on a credit note. Nothing falls
 * due on it, and it may be without payment.
 */
export function writeEhfCreditNote(document: EhfDocument): string | Refusal<EhfFault> {
  const fault = faultOf(document)
  if (fault) return fault
  if (document.dueOn !== null) throw new TypeError(`credit note ${document.number} falls due`)
  const totals = totalsOf(document)
  return textOf(xml`<?xml version="1.0" encoding="UTF-8"?>
<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>${EHF_INVOICE.customization}</cbc:CustomizationID>
<cbc:ProfileID>${EHF_INVOICE.profile}</cbc:ProfileID>
<cbc:ID>${required(document.number, 'a number')}</cbc:ID>
<cbc:IssueDate>${document.issuedOn}</cbc:IssueDate>
<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
${optional(
  present(document.note),
  (text) => xml`<cbc:Note>${text}</cbc:Note>
`,
)}<cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
${buyerReference(document, document.orderReference)}${period(document)}${orderReference(document)}${document.corrects.map(earlierInvoice)}${agreement(document.agreementNumber)}${document.attachments.map(attachment)}${seller(document.seller)}${buyer(document.buyer)}${payment(document)}${sums(totals, document.exemptionReason, -1)}${creditNoteLines(document, totals)}</CreditNote>
`)
}
