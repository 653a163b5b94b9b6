import type { Refusal } from '#core/refusal.ts'
import { dueFaultOf, type EhfDocument, type EhfFault, faultOf } from './ehf-document.ts'
import { invoiceLines } from './ehf-lines.ts'
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

/** EHF Billing 3.0, type 380. */
export function writeEhfInvoice(document: EhfDocument): string | Refusal<EhfFault> {
  const fault = faultOf(document) ?? dueFaultOf(document)
  if (fault) return fault
  const totals = totalsOf(document)
  return textOf(xml`<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>${EHF_INVOICE.customization}</cbc:CustomizationID>
<cbc:ProfileID>${EHF_INVOICE.profile}</cbc:ProfileID>
<cbc:ID>${required(document.number, 'a number')}</cbc:ID>
<cbc:IssueDate>${document.issuedOn}</cbc:IssueDate>
${optional(
  document.dueOn ?? undefined,
  (day) => xml`<cbc:DueDate>${day}</cbc:DueDate>
`,
)}<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
${optional(
  present(document.note),
  (text) => xml`<cbc:Note>${text}</cbc:Note>
`,
)}<cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode>
${buyerReference(document, document.orderReference)}${period(document)}${orderReference(document)}${document.corrects.map(earlierInvoice)}${agreement(document.agreementNumber)}${document.attachments.map(attachment)}${seller(document.seller)}${buyer(document.buyer)}${payment(document)}${sums(totals, document.exemptionReason, 1)}${invoiceLines(document, totals)}</Invoice>
`)
}
