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
        const remindsOf = { number: '2019-1001', issuedOn: null }
        const reminder = { ...document, remindsOf, fee: ore(fee), feeReason: 'Purregebyr' }
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
    ['BR-06', /(<cac:AccountingSupplierParty>.*?)<cbc:RegistrationName>[^<]*<\/cbc:RegistrationName>/s, '$1'],
    ['BR-09 BR-11 BR-CL-14', />NO<\/cbc:IdentificationCode>/, '>QQ</cbc:IdentificationCode>'],
    ['BR-23', / unitCode="C62"/, ''],
    ['BR-CO-09', />NO987654325MVA</, '>987654325<'],
    [
      'BR-E-02 BR-Z-02',
      /(<cac:AccountingSupplierParty>.*?)<cac:PartyTaxScheme>.*<\/cac:PartyTaxScheme>(?=.*<cac:AccountingCustomerParty>)/s,
      '$1',
    ],
    ['PEPPOL-COMMON-R030', /(<cbc:IssueDate>)\d/, '$1'],
    ['PEPPOL-COMMON-R049 EHF-COMMON-R003', /(<cbc:CompanyID schemeID="0192">)\d/, '$10'],
    ['BR-DEC', /\.(\d\d)</, '.$10<'],
    ['cbc:ID after cbc:IssueDate', /(<cbc:ID>.*<\/cbc:ID>)\s*(<cbc:IssueDate>.*<\/cbc:IssueDate>)/, '$2$1'],
    ['cbc:Colour in Invoice', /<cbc:IssueDate>/, '<cbc:Colour>x</cbc:Colour>$&'],
  ])('breaks %s', (rule, what, by) => {
    expect(sound).toMatch(what)
    expect(brokenRules(sound.replace(what, by))).toContain(rule)
  })
})

describe('a document with attachments that is tampered with', () => {
  const sound = written(writeEhfInvoice(INVOICES.attachments ?? expect.fail('no such kind')))

  test.each<[string, RegExp, string]>([
    ['BR-52', /(<cac:AdditionalDocumentReference>\s*)<cbc:ID>[^<]*<\/cbc:ID>/, '$1'],
    ['BR-CL-24', /mimeCode="text\/csv"/, 'mimeCode="text/plain"'],
    ['BR-CL-24', / mimeCode="application\/pdf"/, ' mimeCode=""'],
  ])('breaks %s', (rule, what, by) => {
    expect(brokenRules(sound)).toEqual([])
    expect(sound).toMatch(what)
    expect(brokenRules(sound.replace(what, by))).toContain(rule)
  })
})

describe('another category of VAT', () => {
  const tolls = written(writeEhfInvoice(INVOICES['single line'] ?? expect.fail('no such kind')))
  const mixed = written(writeEhfInvoice(INVOICES.ordinary ?? expect.fail('no such kind')))
  const EXEMPT =
    /<cbc:ID>E<\/cbc:ID><cbc:Percent>0<\/cbc:Percent>(<cbc:TaxExemptionReason>[^<]*<\/cbc:TaxExemptionReason>)?/g
  const zeroRated = (xml: string) => xml.replace(EXEMPT, '<cbc:ID>Z</cbc:ID><cbc:Percent>0</cbc:Percent>')
  const outside = (xml: string) =>
    xml
      .replace(EXEMPT, '<cbc:ID>O</cbc:ID>$1')
      .replace(/<cac:PartyTaxScheme><cbc:CompanyID>NO\d{9}MVA<.*?<\/cac:PartyTaxScheme>/gs, '')

  test('that is zero rated may stand alone and beside another', () => {
    expect(brokenRules(zeroRated(tolls))).toEqual([])
    expect(brokenRules(zeroRated(mixed))).toEqual([])
  })

  test('that is outside the law of VAT may stand alone, without a VAT number, and never beside another', () => {
    expect(brokenRules(outside(tolls))).toEqual([])
    expect(brokenRules(tolls.replace(EXEMPT, '<cbc:ID>O</cbc:ID>$1'))).toEqual(['BR-O-02'])
    expect(brokenRules(mixed.replace(EXEMPT, '<cbc:ID>O</cbc:ID>$1'))).toEqual([
      'BR-O-02',
      'BR-O-11',
      'BR-O-12',
    ])
  })
})

describe('a reminder that is tampered with', () => {
  const sound = written(writeEhfReminder(REMINDERS.ordinary ?? expect.fail('no such kind')))

  test.each<[string, RegExp, string]>([
    ['EHF-REMINDER', /<cac:BillingReference>.*<\/cac:BillingReference>/, '$&$&'],
    ['EHF-REMINDER', /<cac:BillingReference>.*<\/cac:BillingReference>/, ''],
    ['BR-37 BR-38 R043', /<cbc:AllowanceChargeReason>[^<]*<\/cbc:AllowanceChargeReason>/, ''],
    ['BR-55', /(<cac:InvoiceDocumentReference>)<cbc:ID>[^<]*<\/cbc:ID>/, '$1'],
  ])('breaks %s', (rule, what, by) => {
    expect(sound).toMatch(what)
    expect(brokenRules(sound.replace(what, by))).toContain(rule)
  })
})

function written(result: ReturnType<typeof writeEhfInvoice>): string {
  if (typeof result !== 'string') throw new TypeError(result.refused)
  return result
}
