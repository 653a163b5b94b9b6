import {
  categorisedOf,
  categoryOf,
  linesOf,
  oreAt,
  same,
  sellerTaxes,
  subtotalsOf,
  vatNumbers,
} from './amounts.ts'
import type { Rule } from './rules.ts'
import { type Element, textAt } from './ubl-tree.ts'

/** The rules of each category of VAT: E exempt, Z zero rated, S with a rate, O outside the law of VAT. */
export const VAT_RULES: readonly Rule[] = [
  ['BR-CO-17', (root) => subtotalsOf(root).every(taxHolds)],
  ['BR-CO-18', (root) => subtotalsOf(root).length > 0],
  [
    'BR-E-01 BR-S-01',
    (root) => same(subtotalsOf(root).map(categoryOf), [...new Set(categorisedOf(root).map(categoryOf))]),
  ],
  ['BR-E-02 BR-Z-02', (root) => !has(root, 'E', 'Z') || sellerTaxes(root).length > 0],
  ['BR-S-02', (root) => !has(root, 'S') || vatNumbers(root).length === 1],
  [
    'BR-O-02',
    (root) =>
      !has(root, 'O') ||
      vatNumbers(root).length + vatNumbers(root, 'cac:AccountingCustomerParty').length === 0,
  ],
  [
    'BR-E-05 BR-S-05',
    (root) => categorisedOf(root).every((line) => /^(E 0|Z 0|S [1-9]\d?|O)$/.test(categoryOf(line))),
  ],
  ['BR-E-08 BR-S-08', (root) => subtotalsOf(root).every((subtotal) => taxableHolds(root, subtotal))],
  ['BR-E-10 BR-S-10', (root) => subtotalsOf(root).every(reasonHolds)],
  ['BR-O-11', (root) => !has(root, 'O') || subtotalsOf(root).length === 1],
  ['BR-O-12', (root) => !has(root, 'O') || linesOf(root).every((line) => categoryOf(line) === 'O')],
]

function has(root: Element, ...categories: readonly string[]): boolean {
  return subtotalsOf(root).some((subtotal) => categories.includes(categoryOf(subtotal).slice(0, 1)))
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
  const percent = Number(textAt(subtotal, 'cac:TaxCategory/cbc:Percent') ?? 0)
  const exact = oreAt(subtotal, 'cbc:TaxableAmount') * percent
  const off = Math.abs(oreAt(subtotal, 'cbc:TaxAmount') * 100 - exact)
  return off < 50 || (off === 50 && Math.abs(oreAt(subtotal, 'cbc:TaxAmount') * 100) > Math.abs(exact))
}

function reasonHolds(subtotal: Element): boolean {
  const reason = textAt(subtotal, 'cac:TaxCategory/cbc:TaxExemptionReason')
  return /^[EO]/.test(categoryOf(subtotal)) ? !!reason?.trim() : reason === undefined
}
