import { at, type Element, textAt } from './ubl-tree.ts'

// What the rules reckon with, found in any document that was read back.

export const TAX = 'cac:TaxTotal/cbc:TaxAmount'

export function linesOf(root: Element): readonly Element[] {
  return at(root, root.name === 'CreditNote' ? 'cac:CreditNoteLine' : 'cac:InvoiceLine')
}

export function subtotalsOf(root: Element): readonly Element[] {
  return at(root, 'cac:TaxTotal/cac:TaxSubtotal')
}

/** What VAT is reckoned of. */
export function categorisedOf(root: Element): readonly Element[] {
  return [...linesOf(root), ...at(root, 'cac:AllowanceCharge')]
}

/** «S 12», wherever it stands; «O» has no rate. */
export function categoryOf(element: Element): string {
  const category = [
    ...at(element, 'cac:Item/cac:ClassifiedTaxCategory'),
    ...at(element, 'cac:TaxCategory'),
  ][0]
  return category ? [textAt(category, 'cbc:ID'), textAt(category, 'cbc:Percent')].join(' ').trim() : 'none'
}

export function sellerTaxes(root: Element): readonly Element[] {
  return at(root, 'cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme')
}

export function vatNumbers(
  root: Element,
  party: 'cac:AccountingSupplierParty' | 'cac:AccountingCustomerParty' = 'cac:AccountingSupplierParty',
): readonly string[] {
  return at(root, `${party}/cac:Party/cac:PartyTaxScheme`)
    .filter((tax) => textAt(tax, 'cac:TaxScheme/cbc:ID') === 'VAT')
    .map((tax) => textAt(tax, 'cbc:CompanyID') ?? '')
}

export function total(root: Element, name: string): number {
  return oreAt(root, `cac:LegalMonetaryTotal/cbc:${name}Amount`)
}

export function sum(elements: readonly Element[], path: string): number {
  return elements.reduce((so, element) => so + oreAt(element, path), 0)
}

/** Nought where there is none. The point goes, and øre are left. */
export function oreAt(element: Element, path: string): number {
  return Number((textAt(element, path) ?? '0.00').replace('.', ''))
}

/** Whatever their order. */
export function same(one: readonly (string | undefined)[], other: readonly (string | undefined)[]): boolean {
  return JSON.stringify(one.toSorted(inOrder)) === JSON.stringify(other.toSorted(inOrder))
}

function inOrder(one: string | undefined, other: string | undefined): number {
  return (one ?? '').localeCompare(other ?? '')
}
