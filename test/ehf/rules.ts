import { linesOf, oreAt, same, sellerTaxes, subtotalsOf, sum, TAX, total, vatNumbers } from './amounts.ts'
import { misplaced } from './ubl-order.ts'
import { at, type Element, everyElement, readTree, textAt } from './ubl-tree.ts'
import { VAT_RULES } from './vat-rules.ts'

/**
 * The rules of EN 16931, Peppol BIS Billing 3 and EHF that a document of ours can break, reckoned anew from the written
 * text. Knows nothing of how it was written. The answer is the codes of the broken rules.
 */
export function brokenRules(text: string): readonly string[] {
  const root = readTree(text)
  return [
    ...everyElement(root).flatMap(misplaced),
    ...everyElement(root).flatMap(emptiness),
    ...[...RULES, ...VAT_RULES].flatMap(([code, holds]) => (holds(root) ? [] : [code])),
  ]
}

export type Rule = readonly [code: string, holds: (root: Element) => boolean]

const RULES: readonly Rule[] = [
  [
    'namespace',
    ({ name, attributes }) => attributes.xmlns === `${UBL}${name}-2` && 'xmlns:cac' in attributes,
  ],
  ['BR-02', (root) => !!textAt(root, 'cbc:ID')?.trim()],
  ['BR-03', (root) => isDay(textAt(root, 'cbc:IssueDate'))],
  ['BR-05', (root) => textAt(root, 'cbc:DocumentCurrencyCode') === 'NOK'],
  [
    'BR-07',
    (root) =>
      !!textAt(root, 'cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName'),
  ],
  [
    'BR-06',
    (root) =>
      !!textAt(root, 'cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName'),
  ],
  [
    'BR-09 BR-11 BR-CL-14',
    (root) => PARTIES.every((party) => isCountry(textAt(root, `${party}/${COUNTRY}`))),
  ],
  ['BR-16', (root) => linesOf(root).length > 0],
  ['BR-21', (root) => linesOf(root).every((line, i) => textAt(line, 'cbc:ID') === String(i + 1))],
  [
    'BR-23',
    (root) =>
      linesOf(root).every((line) => line.children.some(({ attributes }) => attributes.unitCode === 'C62')),
  ],
  ['BR-25', (root) => linesOf(root).every((line) => !!textAt(line, 'cac:Item/cbc:Name')?.trim())],
  ['BR-27', (root) => linesOf(root).every((line) => oreAt(line, PRICE) >= 0)],
  ['BR-29', periodHolds],
  ['BR-37 BR-38 R043', (root) => at(root, 'cac:AllowanceCharge').every(chargeHolds)],
  ['BR-52', (root) => at(root, 'cac:AdditionalDocumentReference').every((one) => !!textAt(one, 'cbc:ID'))],
  [
    'BR-55',
    (root) =>
      at(root, 'cac:BillingReference').every((one) => !!textAt(one, 'cac:InvoiceDocumentReference/cbc:ID')),
  ],
  [
    'BR-CL-24',
    (root) => everyElement(root).every(({ attributes }) => MIMES.includes(attributes.mimeCode ?? 'text/csv')),
  ],
  [
    'BR-CO-09',
    (root) =>
      PARTIES.every((party) => vatNumbers(root, party).every((number) => isCountry(number.slice(0, 2)))),
  ],
  ['BR-CO-10', (root) => total(root, 'LineExtension') === sum(linesOf(root), 'cbc:LineExtensionAmount')],
  ['BR-CO-12', (root) => total(root, 'ChargeTotal') === sum(at(root, 'cac:AllowanceCharge'), 'cbc:Amount')],
  [
    'BR-CO-13',
    (root) => total(root, 'TaxExclusive') === total(root, 'LineExtension') + total(root, 'ChargeTotal'),
  ],
  ['BR-CO-14', (root) => oreAt(root, TAX) === sum(subtotalsOf(root), 'cbc:TaxAmount')],
  ['BR-CO-15', (root) => total(root, 'TaxInclusive') === total(root, 'TaxExclusive') + oreAt(root, TAX)],
  ['BR-CO-16', payableHolds],
  ['BR-CO-25', dueHolds],
  ['BR-DEC', (root) => everyElement(root).every(isAmountOrNone)],
  ['PEPPOL-EN16931-R001 R007', identifiersHold],
  ['PEPPOL-EN16931-R002', (root) => at(root, 'cbc:Note').length <= 1],
  [
    'PEPPOL-EN16931-R003',
    (root) => !!textAt(root, 'cbc:BuyerReference') || !!textAt(root, 'cac:OrderReference/cbc:ID'),
  ],
  ['PEPPOL-EN16931-R010 R020', (root) => PARTIES.every((party) => endpointHolds(root, party))],
  [
    'PEPPOL-COMMON-R030',
    (root) => everyElement(root).every(({ name, text }) => !name.endsWith('Date') || isDay(text)),
  ],
  ['PEPPOL-COMMON-R049 EHF-COMMON-R003', (root) => everyElement(root).every(numberHolds)],
  ['EHF-REMINDER', reminderHolds],
  ['PEPPOL-EN16931-R053', (root) => at(root, 'cac:TaxTotal').length === 1],
  ['PEPPOL-EN16931-R120', (root) => linesOf(root).every(lineHolds)],
  ['BR-61', (root) => at(root, 'cac:PaymentMeans').every(paymentHolds)],
  [
    'NO-R-001',
    (root) => vatNumbers(root).every((number) => /^NO\d{9}MVA$/.test(number) && mod11(number.slice(2, 11))),
  ],
  [
    'NO-R-002',
    (root) => sellerTaxes(root).some((tax) => textAt(tax, 'cbc:CompanyID') === 'Foretaksregisteret'),
  ],
]

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'
const BILLING = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'
const PRICE = 'cac:Price/cbc:PriceAmount'
const DUE = 'cbc:DueDate'
const TERMS = 'cac:PaymentTerms/cbc:Note'
const COUNTRY = 'cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode'
const MIMES = ['application/pdf', 'text/csv']
const PARTIES = ['cac:AccountingSupplierParty', 'cac:AccountingCustomerParty'] as const

/** R008: no element without content. */
function emptiness({ name, text, children }: Element): readonly string[] {
  return children.length === 0 && text.trim() === '' ? [`PEPPOL-EN16931-R008 ${name}`] : []
}

function payableHolds(root: Element): boolean {
  const asked = total(root, 'TaxInclusive') - total(root, 'Prepaid') + total(root, 'PayableRounding')
  // One øre for each rate is all that rounding may come to.
  return (
    total(root, 'Payable') === asked && Math.abs(total(root, 'PayableRounding')) <= subtotalsOf(root).length
  )
}

/** Of invoices only, as the official rules have it. */
function dueHolds(root: Element): boolean {
  if (root.name === 'CreditNote' || total(root, 'Payable') <= 0) return true
  return textAt(root, DUE) !== undefined || !!textAt(root, TERMS)
}

function lineHolds(line: Element): boolean {
  const quantity = Number(textAt(line, 'cbc:InvoicedQuantity') ?? textAt(line, 'cbc:CreditedQuantity'))
  return oreAt(line, 'cbc:LineExtensionAmount') === quantity * oreAt(line, PRICE)
}

function periodHolds(root: Element): boolean {
  const period = at(root, 'cac:InvoicePeriod')[0]
  if (!period) return true
  const [from, to] = [textAt(period, 'cbc:StartDate'), textAt(period, 'cbc:EndDate')]
  return isDay(from) && isDay(to) && (from ?? '') <= (to ?? '')
}

function identifiersHold(root: Element): boolean {
  const type = textAt(root, 'cbc:InvoiceTypeCode') ?? textAt(root, 'cbc:CreditNoteTypeCode')
  const found = [type, textAt(root, 'cbc:CustomizationID'), textAt(root, 'cbc:ProfileID')]
  const reminder = `${BILLING}#conformant#urn:fdc:anskaffelser.no:2019:ehf:reminder:3.0`
  return type === undefined
    ? same(found, [undefined, reminder, 'urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:06:1.0'])
    : same(found, [
        root.name === 'CreditNote' ? '381' : '380',
        BILLING,
        'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
      ])
}

function endpointHolds(root: Element, party: string): boolean {
  const endpoint = at(root, `${party}/cac:Party/cbc:EndpointID`)[0]
  return endpoint?.attributes.schemeID !== '0192' || mod11(endpoint.text)
    ? !!endpoint && /^\d{4}$/.test(endpoint.attributes.schemeID ?? '')
    : false
}

/** Without VAT or with, a charge says how much, why and of what category. */
function chargeHolds(charge: Element): boolean {
  return (
    textAt(charge, 'cbc:ChargeIndicator') === 'true' &&
    textAt(charge, 'cbc:Amount') !== undefined &&
    !!textAt(charge, 'cbc:AllowanceChargeReason')?.trim() &&
    at(charge, 'cac:TaxCategory').length === 1
  )
}

/** Norwegian and Swedish numbers, wherever they stand. */
function numberHolds({ text, attributes: { schemeID } }: Element): boolean {
  if (schemeID === '0192') return /^\d{9}$/.test(text) && mod11(text)
  return schemeID !== '0007' || /^\d{10}$/.test(text)
}

/** EHF Reminder 3.0's data model: one earlier invoice, and nothing of what it has no place for. */
function reminderHolds(root: Element): boolean {
  if (!textAt(root, 'cbc:CustomizationID')?.includes('reminder')) return true
  const without = ['cac:InvoicePeriod', 'cac:OrderReference', 'cac:AdditionalDocumentReference']
  return (
    at(root, 'cac:BillingReference').length === 1 &&
    without.every((name) => at(root, name).length === 0) &&
    linesOf(root).every((line) => at(line, 'cac:Item/cbc:Description').length === 0)
  )
}

function isCountry(code: string | undefined): boolean {
  return /^[A-Z]{2}$/.test(code ?? '') && NAMES.of(code ?? '') !== undefined
}

const NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

function paymentHolds(means: Element): boolean {
  return (
    textAt(means, 'cbc:PaymentMeansCode') === '30' &&
    /^\d{11}$/.test(textAt(means, 'cac:PayeeFinancialAccount/cbc:ID') ?? '')
  )
}

function mod11(digits: string): boolean {
  const sum = [3, 2, 7, 6, 5, 4, 3, 2, 1].reduce((so, weight, i) => so + weight * Number(digits[i]), 0)
  return digits.length === 9 && sum % 11 === 0
}

function isDay(text: string | undefined): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? '')
}

function isAmountOrNone({ name, text, attributes }: Element): boolean {
  return !name.endsWith('Amount') || (/^-?\d+\.\d\d$/.test(text) && attributes.currencyID === 'NOK')
}
