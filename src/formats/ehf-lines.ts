import { type Ore, ore } from '#core/money.ts'
import type { EhfDocument, EhfLine } from './ehf-document.ts'
import { kr, optional, present, required } from './ehf-parts.ts'
import { type EhfTotals, percentOf } from './ehf-totals.ts'
import { type Xml, xml } from './xml-writing.ts'

/**
 * Each line is one of something, or minus one: a price may not be negative (BR-27), a quantity may. How many passages it
 * is stands in its name, for a price by passage seldom is a whole number of øre.
 */
export function invoiceLines({ lines }: { readonly lines: readonly EhfLine[] }, { nets }: EhfTotals): Xml[] {
  return lines.map((line, i) => {
    const net = netAt(nets, i)
    return xml`<cac:InvoiceLine><cbc:ID>${i + 1}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">${net < 0 ? -1 : 1}</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="NOK">${kr(net)}</cbc:LineExtensionAmount>${costCentre(line)}${item(line)}${price(net)}</cac:InvoiceLine>
`
  })
}

export function creditNoteLines({ lines }: EhfDocument, { nets }: EhfTotals): Xml[] {
  return lines.map((line, i) => {
    const net = ore(-netAt(nets, i))
    return xml`<cac:CreditNoteLine><cbc:ID>${i + 1}</cbc:ID><cbc:CreditedQuantity unitCode="C62">${net < 0 ? -1 : 1}</cbc:CreditedQuantity><cbc:LineExtensionAmount currencyID="NOK">${kr(net)}</cbc:LineExtensionAmount>${costCentre(line)}${item(line)}${price(net)}</cac:CreditNoteLine>
`
  })
}

function netAt(nets: readonly Ore[], i: number): Ore {
  const net = nets[i]
  if (net === undefined) throw new RangeError(`line ${i + 1} of an e-invoice has no net`)
  return net
}

function costCentre({ accountingCost }: EhfLine): Xml | undefined {
  return optional(present(accountingCost), (text) => xml`<cbc:AccountingCost>${text}</cbc:AccountingCost>`)
}

function item(line: EhfLine): Xml {
  const about = optional(present(line.description), (text) => xml`<cbc:Description>${text}</cbc:Description>`)
  const percent = percentOf(line)
  return xml`<cac:Item>${about}<cbc:Name>${required(line.name, 'the name of a line')}</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>${percent === 0 ? 'E' : 'S'}</cbc:ID><cbc:Percent>${percent}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>`
}

function price(net: Ore): Xml {
  return xml`<cac:Price><cbc:PriceAmount currencyID="NOK">${kr(ore(Math.abs(net)))}</cbc:PriceAmount></cac:Price>`
}
