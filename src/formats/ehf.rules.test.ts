import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { CREDIT_NOTES, ehfDocuments, INVOICES, REMINDERS } from '#test/ehf/documents.ts'
import { brokenRules } from '#test/ehf/rules.ts'
import { writeEhfCreditNote } from './ehf-credit-note.ts'
import { writeEhfInvoice } from './ehf-invoice.ts'
import { writeEhfReminder } from './ehf-reminder.ts'

describe('the rules of EN 16931, Peppol and EHF', () => {
  test.each(Object.entries(INVOICES))('find nothing in an invoice: %s', (_, document) => {
    expect(brokenRules(written(writeEhfInvoice(document)))).toEqual([])
  })

  test.each(Object.entries(CREDIT_NOTES))('find nothing in a credit note: %s', (_, document) => {
    expect(brokenRules(written(writeEhfCreditNote(document)))).toEqual([])
  })

  test.each(Object.entries(REMINDERS))('find nothing in a reminder: %s', (_, document) => {
    expect(brokenRules(written(writeEhfReminder(document)))).toEqual([])
  })

  test('find nothing in any invoice', () => {
    fc.assert(
      fc.property(ehfDocuments, (document) => {
        expect(brokenRules(written(writeEhfInvoice(document)))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('find nothing in any credit note', () => {
    fc.assert(
      fc.property(ehfDocuments, (document) => {
        expect(brokenRules(written(writeEhfCreditNote({ ...document, dueOn: null })))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('find nothing in any reminder', () => {
    fc.assert(
      fc.property(ehfDocuments, fc.nat(10_000), (document, fee) => {
        const corrects = [{ number: '2019-1001', issuedOn: null }]
        const reminder = { ...document, corrects, fee: ore(fee), feeReason: 'Purregebyr' }
        const payable = ore(document.payable + fee)
        expect(brokenRules(written(writeEhfReminder({ ...reminder, payable })))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })
})

describe('a document that is tampered with', () => {
  const sound = written(writeEhfInvoice(INVOICES['two rates and tolls'] ?? expect.fail('no such kind')))

  test.each<[string, RegExp, string]>([
    ['BR-CO-10', /(<cac:LegalMonetaryTotal>\s*<cbc:LineExtensionAmount currencyID="NOK">)\d/, '$19'],
    ['BR-CO-13', /(<cbc:TaxExclusiveAmount currencyID="NOK">)\d/, '$19'],
    ['BR-CO-14', /(<cac:TaxTotal><cbc:TaxAmount currencyID="NOK">)\d/, '$19'],
    ['BR-CO-15', /(<cbc:TaxInclusiveAmount currencyID="NOK">)\d/, '$19'],
    ['BR-CO-16', /(<cbc:PayableAmount currencyID="NOK">)\d/, '$19'],
    ['BR-CO-17', /(<\/cbc:TaxableAmount><cbc:TaxAmount currencyID="NOK">)0/, '$11'],
    ['BR-E-08 BR-S-08', /(<cbc:TaxableAmount currencyID="NOK">)\d/, '$19'],
    ['BR-E-05 BR-S-05', /(<cac:ClassifiedTaxCategory><cbc:ID>)E/, '$1O'],
    ['BR-E-10 BR-S-10', /<cbc:TaxExemptionReason>[^<]*<\/cbc:TaxExemptionReason>/, ''],
    ['BR-27', /(<cbc:PriceAmount currencyID="NOK">)/, '$1-'],
    ['BR-CO-25', /<cbc:DueDate>.*<\/cbc:DueDate>/, ''],
    ['PEPPOL-EN16931-R003', /<cbc:BuyerReference>.*<\/cbc:BuyerReference>/, ''],
    ['PEPPOL-EN16931-R001 R007', />380</, '>381<'],
    ['PEPPOL-EN16931-R008 cbc:Name', /<cbc:Name>[^<]*/, '<cbc:Name> '],
    ['PEPPOL-EN16931-R010 R020', /(<cbc:EndpointID schemeID="0192">)\d/, '$10'],
    ['PEPPOL-EN16931-R120', /(<cbc:PriceAmount currencyID="NOK">)/, '$19'],
    ['NO-R-001', /MVA</, '<'],
    ['NO-R-002', /Foretaksregisteret/, 'Registeret'],
    ['BR-61', /<cac:PayeeFinancialAccount>.*<\/cac:PayeeFinancialAccount>/, ''],
    ['BR-DEC', /\.(\d\d)</, '.$10<'],
    ['cbc:ID after cbc:IssueDate', /(<cbc:ID>.*<\/cbc:ID>)\s*(<cbc:IssueDate>.*<\/cbc:IssueDate>)/, '$2$1'],
    ['cbc:Colour in Invoice', /<cbc:IssueDate>/, '<cbc:Colour>x</cbc:Colour>$&'],
  ])('breaks %s', (rule, what, by) => {
    expect(sound).toMatch(what)
    expect(brokenRules(sound.replace(what, by))).toContain(rule)
  })
})

function written(result: ReturnType<typeof writeEhfInvoice>): string {
  if (typeof result !== 'string') throw new TypeError(result.refused)
  return result
}
