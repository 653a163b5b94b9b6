import { misplaced } from './ubl-order.ts'
import { at, type Element, everyElement, readTree, textAt } from './ubl-tree.ts'

/**
 * The rules of EN 16931, Peppol BIS Billing 3 and EHF that a document of ours can break, reckoned anew from the written
 * text. Knows nothing of how it was written. The answer is the codes of the broken rules.
 */
export function brokenRules(text: string): readonly string[] {
  const root = readTree(text)
  return [
    ...everyElement(root).flatMap(misplaced),
    ...everyElement(root).flatMap(emptiness),
    ...RULES.flatMap(([code, holds]) => (holds(root) ? [] : [code])),
  ]
}

type Rule = readonly [code: string, holds: (root: Element) => boolean]

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
  ['BR-16', (root) => linesOf(root).length > 0],
  ['BR-21', (root) => linesOf(root).every((line, i) => textAt(line, 'cbc:ID') === String(i + 1))],
  ['BR-25', (root) => linesOf(root).every((line) => !!textAt(line, 'cac:Item/cbc:Name')?.trim())],
  ['BR-27', (root) => linesOf(root).every((line) => oreAt(line, PRICE) >= 0)],
  ['BR-29', periodHolds],
  ['BR-CO-10', (root) => total(root, 'LineExtension') === sum(linesOf(root), 'cbc:LineExtensionAmount')],
  ['BR-CO-12', (root) => total(root, 'ChargeTotal') === sum(at(root, 'cac:AllowanceCharge'), 'cbc:Amount')],
  [
    'BR-CO-13',
    (root) => total(root, 'TaxExclusive') === total(root, 'LineExtension') + total(root, 'ChargeTotal'),
  ],
  ['BR-CO-14', (root) => oreAt(root, TAX) === sum(subtotalsOf(root), 'cbc:TaxAmount')],
  ['BR-CO-15', (root) => total(root, 'TaxInclusive') === total(root, 'TaxExclusive') + oreAt(root, TAX)],
  ['BR-CO-16', payableHolds],
  ['BR-CO-17', (root) => subtotalsOf(root).every(taxHolds)],
  ['BR-CO-18', (root) => subtotalsOf(root).length > 0],
  ['BR-CO-25', dueHolds],
  [
    'BR-E-01 BR-S-01',
    (root) => same(subtotalsOf(root).map(categoryOf), [...new Set(categorisedOf(root).map(categoryOf))]),
  ],
  ['BR-E-08 BR-S-08', (root) => subtotalsOf(root).every((subtotal) => taxableHolds(root, subtotal))],
  [
    'BR-S-02',
    (root) => subtotalsOf(root).every((s) => categoryOf(s).startsWith('E') || vatNumbers(root).length === 1),
  ],
  [
    'BR-E-05 BR-S-05',
    (root) => categorisedOf(root).every((line) => /^(E 0|S [1-9]\d?)$/.test(categoryOf(line))),
  ],
  ['BR-E-10 BR-S-10', (root) => subtotalsOf(root).every(reasonHolds)],
  ['BR-DEC', (root) => everyElement(root).every(isAmountOrNone)],
  ['PEPPOL-EN16931-R001 R007', identifiersHold],
  ['PEPPOL-EN16931-R002', (root) => at(root, 'cbc:Note').length <= 1],
  [
    'PEPPOL-EN16931-R003',
    (root) => !!textAt(root, 'cbc:BuyerReference') || !!textAt(root, 'cac:OrderReference/cbc:ID'),
  ],
  ['PEPPOL-EN16931-R010 R020', (root) => PARTIES.every((party) => endpointHolds(root, party))],
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
const TAX = 'cac:TaxTotal/cbc:TaxAmount'
const DUE = 'cbc:DueDate'
const TERMS = 'cac:PaymentTerms/cbc:Note'
const PARTIES = ['cac:AccountingSupplierParty', 'cac:AccountingCustomerParty']

/** R008: no element without content. */
function emptiness({ name, text, children }: Element): readonly string[] {
  return children.length === 0 && text.trim() === '' ? [`PEPPOL-EN16931-R008 ${name}`] : []
}

function linesOf(root: Element): readonly Element[] {
  return at(root, root.name === 'CreditNote' ? 'cac:CreditNoteLine' : 'cac:InvoiceLine')
}

function subtotalsOf(root: Element): readonly Element[] {
  return at(root, 'cac:TaxTotal/cac:TaxSubtotal')
}

/** What VAT is reckoned of. */
function categorisedOf(root: Element): readonly Element[] {
  return [...linesOf(root), ...at(root, 'cac:AllowanceCharge')]
}

/** «S 12», wherever it stands. */
function categoryOf(element: Element): string {
  const category = [
    ...at(element, 'cac:Item/cac:ClassifiedTaxCategory'),
    ...at(element, 'cac:TaxCategory'),
  ][0]
  return category ? `${textAt(category, 'cbc:ID')} ${textAt(category, 'cbc:Percent')}` : 'none'
}

function taxableHolds(root: Element, subtotal: Element): boolean {
  const mine = categorisedOf(root).filter((element) => categoryOf(element) === categoryOf(subtotal))
  const amounts = mine.map(
    (element) => oreAt(element, 'cbc:LineExtensionAmount') + oreAt(element, 'cbc:Amount'),
  )
  return oreAt(subtotal, 'cbc:TaxableAmount') === amounts.reduce((one, other) => one + other, 0)
}

/** Half an øre is rounded away from zero; the product is exact in whole numbers. */
function taxHolds(subtotal: Element): boolean {
  const percent = Number(textAt(subtotal, 'cac:TaxCategory/cbc:Percent'))
  const exact = oreAt(subtotal, 'cbc:TaxableAmount') * percent
  const off = Math.abs(oreAt(subtotal, 'cbc:TaxAmount') * 100 - exact)
  return off < 50 || (off === 50 && Math.abs(oreAt(subtotal, 'cbc:TaxAmount') * 100) > Math.abs(exact))
}

function reasonHolds(subtotal: Element): boolean {
  const reason = textAt(subtotal, 'cac:TaxCategory/cbc:TaxExemptionReason')
  return categoryOf(subtotal).startsWith('E') ? !!reason?.trim() : reason === undefined
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

function paymentHolds(means: Element): boolean {
  return (
    textAt(means, 'cbc:PaymentMeansCode') === '30' &&
    /^\d{11}$/.test(textAt(means, 'cac:PayeeFinancialAccount/cbc:ID') ?? '')
  )
}

function sellerTaxes(root: Element): readonly Element[] {
  return at(root, 'cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme')
}

function vatNumbers(root: Element): readonly string[] {
  return sellerTaxes(root)
    .filter((tax) => textAt(tax, 'cac:TaxScheme/cbc:ID') === 'VAT')
    .map((tax) => textAt(tax, 'cbc:CompanyID') ?? '')
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

function total(root: Element, name: string): number {
  return oreAt(root, `cac:LegalMonetaryTotal/cbc:${name}Amount`)
}

function sum(elements: readonly Element[], path: string): number {
  return elements.reduce((so, element) => so + oreAt(element, path), 0)
}

/** Nought where there is none. The point goes, and øre are left. */
function oreAt(element: Element, path: string): number {
  return Number((textAt(element, path) ?? '0.00').replace('.', ''))
}

/** Whatever their order. */
function same(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): boolean {
  return JSON.stringify(one.toSorted(inOrder)) === JSON.stringify(other.toSorted(inOrder))
}

function inOrder(one: string | undefined, other: string | undefined): number {
  return (one ?? '').localeCompare(other ?? '')
}
