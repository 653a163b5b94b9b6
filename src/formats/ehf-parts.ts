import { type Ore, ore } from '#core/money.ts'
import type { EhfAttachment, EhfBuyer, EhfDocument, EhfEarlierInvoice, EhfSeller } from './ehf-document.ts'
import type { EhfSubtotal, EhfTotals } from './ehf-totals.ts'
import { base64, type Xml, xml } from './xml-writing.ts'

// What invoice, credit note and reminder have in common. The order of elements is that of the UBL 2.1 schema.

export const EHF_INVOICE = {
  customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  profile: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
} as const

export const EHF_REMINDER = {
  customization: `${EHF_INVOICE.customization}#conformant#urn:fdc:anskaffelser.no:2019:ehf:reminder:3.0`,
  profile: 'urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:06:1.0',
} as const

/** Kroner with a point and two decimals. */
export function kr(amount: Ore): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Without what XML 1.0 cannot carry. Undefined where nothing is left, for an empty element is not allowed (R008). */
export function present(text: string | null): string | undefined {
  if (text === null) return undefined
  const clean = (NOT_IN_XML.test(text) ? text.replace(ALL_NOT_IN_XML, '') : text).trim()
  return clean === '' ? undefined : clean
}

const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u
const ALL_NOT_IN_XML = new RegExp(NOT_IN_XML.source, 'gu')

/** A text that only we can have left out. */
export function required(text: string | null, what: string): string {
  const found = present(text)
  if (found === undefined) throw new TypeError(`e-invoice without ${what}`)
  return found
}

export function optional<T>(value: T | undefined, write: (value: T) => Xml): Xml | undefined {
  return value === undefined ? undefined : write(value)
}

/** The document's own number stands in where the buyer has asked for nothing: one of the two must be there (R003). */
export function buyerReference(
  document: Pick<EhfDocument, 'number' | 'buyerReference'>,
  order: string | null,
) {
  const text =
    present(document.buyerReference) ?? (present(order) === undefined ? present(document.number) : undefined)
  return optional(
    text,
    (found) => xml`<cbc:BuyerReference>${found}</cbc:BuyerReference>
`,
  )
}

export function orderReference({ orderReference }: EhfDocument): Xml | undefined {
  return optional(
    present(orderReference),
    (text) => xml`<cac:OrderReference><cbc:ID>${text}</cbc:ID></cac:OrderReference>
`,
  )
}

export function agreement(number: string | null): Xml | undefined {
  return optional(
    present(number),
    (text) => xml`<cac:ContractDocumentReference><cbc:ID>${text}</cbc:ID></cac:ContractDocumentReference>
`,
  )
}

export function earlierInvoice({ number, issuedOn }: EhfEarlierInvoice): Xml {
  const on = optional(issuedOn ?? undefined, (day) => xml`<cbc:IssueDate>${day}</cbc:IssueDate>`)
  const id = required(number, 'the number of the earlier invoice')
  return xml`<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${id}</cbc:ID>${on}</cac:InvoiceDocumentReference></cac:BillingReference>
`
}

export function attachment({ filename, mime, description, content }: EhfAttachment): Xml {
  const name = required(filename, 'the name of an attachment')
  const about = optional(
    present(description),
    (text) => xml`<cbc:DocumentDescription>${text}</cbc:DocumentDescription>`,
  )
  if (content.byteLength === 0) throw new TypeError(`e-invoice with nothing in ${name}`)
  return xml`<cac:AdditionalDocumentReference><cbc:ID>${name}</cbc:ID>${about}<cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="${mime}" filename="${name}">${base64(content)}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>
`
}

export function period({ period }: EhfDocument): Xml | undefined {
  if (!period) return undefined
  if (period.to < period.from) throw new RangeError(`e-invoice for ${period.from} to ${period.to}`)
  return xml`<cac:InvoicePeriod><cbc:StartDate>${period.from}</cbc:StartDate><cbc:EndDate>${period.to}</cbc:EndDate></cac:InvoicePeriod>
`
}

export function seller(party: EhfSeller): Xml {
  const number = party.organisationNumber
  const vat = party.vatRegistered
    ? xml`<cac:PartyTaxScheme><cbc:CompanyID>NO${number}MVA</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`
    : undefined
  const name = required(party.name, 'the name of the seller')
  // «Foretaksregisteret»: what the company's letters must say (foretaksregisterloven § 10-2, rule NO-R-002).
  return xml`<cac:AccountingSupplierParty><cac:Party>
<cbc:EndpointID schemeID="0192">${number}</cbc:EndpointID>
${address(party.address)}
${vat}<cac:PartyTaxScheme><cbc:CompanyID>Foretaksregisteret</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName><cbc:CompanyID schemeID="0192">${number}</cbc:CompanyID></cac:PartyLegalEntity>
${contact(party)}</cac:Party></cac:AccountingSupplierParty>
`
}

export function buyer(party: EhfBuyer): Xml {
  const { endpoint, registration } = party
  const vat = optional(
    present(party.vatNumber),
    (number) =>
      xml`<cac:PartyTaxScheme><cbc:CompanyID>${number}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
`,
  )
  return xml`<cac:AccountingCustomerParty><cac:Party>
<cbc:EndpointID schemeID="${endpoint.scheme}">${endpoint.value}</cbc:EndpointID>
${address(party.address)}
${vat}<cac:PartyLegalEntity><cbc:RegistrationName>${required(party.name, 'a buyer')}</cbc:RegistrationName>${registered(registration)}</cac:PartyLegalEntity>
</cac:Party></cac:AccountingCustomerParty>
`
}

function registered(registration: EhfBuyer['registration']): Xml | undefined {
  const value = present(registration?.value ?? null)
  if (!registration || value === undefined) return undefined
  return registration.scheme === null
    ? xml`<cbc:CompanyID>${value}</cbc:CompanyID>`
    : xml`<cbc:CompanyID schemeID="${registration.scheme}">${value}</cbc:CompanyID>`
}

function address({ street, postalCode, place, country }: EhfSeller['address']): Xml {
  const lines = [
    optional(present(street), (text) => xml`<cbc:StreetName>${text}</cbc:StreetName>`),
    optional(present(place), (text) => xml`<cbc:CityName>${text}</cbc:CityName>`),
    optional(present(postalCode), (text) => xml`<cbc:PostalZone>${text}</cbc:PostalZone>`),
  ]
  return xml`<cac:PostalAddress>${lines}<cac:Country><cbc:IdentificationCode>${country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>`
}

function contact({ phone, email }: EhfSeller): Xml | undefined {
  const ways = [
    optional(present(phone), (text) => xml`<cbc:Telephone>${text}</cbc:Telephone>`),
    optional(present(email), (text) => xml`<cbc:ElectronicMail>${text}</cbc:ElectronicMail>`),
  ]
  return ways.some((way) => way !== undefined)
    ? xml`<cac:Contact>${ways}</cac:Contact>
`
    : undefined
}

/** Code 30 is a credit transfer. The account is a BBAN, so no bank is named beside it. */
export function payment({ payment }: Pick<EhfDocument, 'payment'>): Xml | undefined {
  if (!payment) return undefined
  const kid = optional(payment.kid ?? undefined, (text) => xml`<cbc:PaymentID>${text}</cbc:PaymentID>`)
  const terms = optional(
    present(payment.terms),
    (text) => xml`<cac:PaymentTerms><cbc:Note>${text}</cbc:Note></cac:PaymentTerms>
`,
  )
  return xml`<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>${kid}<cac:PayeeFinancialAccount><cbc:ID>${payment.accountNumber}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
${terms}`
}

/** Tax and sums; on a credit note with the sign turned. */
export function sums(totals: EhfTotals, exemptionReason: string | null, sign: 1 | -1): Xml {
  const signed = (amount: Ore) => kr(ore(sign * amount))
  const { chargeSum, prepaid, rounding } = totals
  const charged = chargeSum === 0 ? undefined : chargeSum
  return xml`<cac:TaxTotal><cbc:TaxAmount currencyID="NOK">${signed(totals.tax)}</cbc:TaxAmount>
${totals.subtotals.map(
  ({ percent, taxable, tax }: EhfSubtotal) =>
    xml`<cac:TaxSubtotal><cbc:TaxableAmount currencyID="NOK">${signed(taxable)}</cbc:TaxableAmount><cbc:TaxAmount currencyID="NOK">${signed(tax)}</cbc:TaxAmount>${taxCategory(percent, exemptionReason)}</cac:TaxSubtotal>
`,
)}</cac:TaxTotal>
<cac:LegalMonetaryTotal>
<cbc:LineExtensionAmount currencyID="NOK">${signed(totals.lineSum)}</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="NOK">${signed(totals.exclusive)}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="NOK">${signed(totals.inclusive)}</cbc:TaxInclusiveAmount>
${optional(
  charged,
  (amount) => xml`<cbc:ChargeTotalAmount currencyID="NOK">${signed(amount)}</cbc:ChargeTotalAmount>
`,
)}${optional(
  prepaid === 0 ? undefined : prepaid,
  (amount) => xml`<cbc:PrepaidAmount currencyID="NOK">${signed(amount)}</cbc:PrepaidAmount>
`,
)}${optional(
  rounding === 0 ? undefined : rounding,
  (amount) => xml`<cbc:PayableRoundingAmount currencyID="NOK">${signed(amount)}</cbc:PayableRoundingAmount>
`,
)}<cbc:PayableAmount currencyID="NOK">${signed(totals.payable)}</cbc:PayableAmount>
</cac:LegalMonetaryTotal>
`
}

/** Never category O, which may not stand beside S (BR-O-11). */
function taxCategory(percent: number, exemptionReason: string | null): Xml {
  const scheme = xml`<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>`
  return percent === 0
    ? xml`<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent><cbc:TaxExemptionReason>${required(exemptionReason, 'a reason for the exemption')}</cbc:TaxExemptionReason>${scheme}</cac:TaxCategory>`
    : xml`<cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>${percent}</cbc:Percent>${scheme}</cac:TaxCategory>`
}
