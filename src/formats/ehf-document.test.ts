import { describe, expect, test } from 'vitest'
import { NO_MONEY, ore } from '#core/money.ts'
import {
  anEhfCreditNote,
  anEhfDocument,
  anEhfReminder,
  CREDIT_NOTES,
  fare,
  INVOICES,
  toll,
} from '#test/ehf/documents.ts'
import { at, readTree, textAt } from '#test/ehf/ubl-tree.ts'
import { writeEhfCreditNote } from './ehf-credit-note.ts'
import type { EhfDocument } from './ehf-document.ts'
import { writeEhfInvoice } from './ehf-invoice.ts'
import { writeEhfReminder } from './ehf-reminder.ts'

describe('an e-invoice', () => {
  test('asks for exactly what the ledger asks for', () => {
    for (const document of Object.values(INVOICES))
      expect(payableOf(invoice(document))).toBe(document.payable)
    for (const document of Object.values(CREDIT_NOTES))
      expect(payableOf(creditNote(document))).toBe(-document.payable || 0)
  })

  test('has tolls exempt and fares with the rate of their day, each rate summed once', () => {
    const root = invoice(
      anEhfDocument({ lines: [toll(3_100), fare(11_200, 12), fare(10_600, 6), fare(5_600, 12)] }),
    )
    const rows = at(root, 'cac:TaxTotal/cac:TaxSubtotal').map((subtotal) => [
      textAt(subtotal, 'cac:TaxCategory/cbc:ID'),
      textAt(subtotal, 'cac:TaxCategory/cbc:Percent'),
      textAt(subtotal, 'cbc:TaxableAmount'),
      textAt(subtotal, 'cbc:TaxAmount'),
    ])
    expect(rows).toEqual([
      ['E', '0', '31.00', '0.00'],
      ['S', '6', '100.00', '6.00'],
      ['S', '12', '150.00', '18.00'],
    ])
  })

  test('gives the øre that no net and VAT come to as a rounding', () => {
    // 5 øre with 12 %: 4 øre net has 0 øre VAT, 5 øre net would have 1.
    const root = invoice(anEhfDocument({ lines: [fare(5)] }))
    expect(textAt(root, 'cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount')).toBe('0.04')
    expect(textAt(root, 'cac:LegalMonetaryTotal/cbc:PayableRoundingAmount')).toBe('0.01')
    expect(payableOf(root)).toBe(5)
  })

  test('carries the KID and the account', () => {
    const root = invoice(anEhfDocument())
    expect(textAt(root, 'cac:PaymentMeans/cbc:PaymentID')).toBe('310000000010426')
    expect(textAt(root, 'cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID')).toBe('12345678903')
  })

  test.each([
    [{ buyerReference: 'Avdeling 7', orderReference: null }, 'Avdeling 7', undefined],
    [{ buyerReference: null, orderReference: 'PO-17' }, undefined, 'PO-17'],
    [{ buyerReference: 'Avdeling 7', orderReference: 'PO-17' }, 'Avdeling 7', 'PO-17'],
    [{ buyerReference: null, orderReference: ' ' }, '2019-1042', undefined],
  ])('is marked as the buyer wants, else with its own number: %j', (wanted, reference, order) => {
    const root = invoice(anEhfDocument(wanted))
    expect(textAt(root, 'cbc:BuyerReference')).toBe(reference)
    expect(textAt(root, 'cac:OrderReference/cbc:ID')).toBe(order)
  })

  test('says what a person wrote, without what XML cannot carry', () => {
    const name = 'Å <b> & "x" \u0000\u0008\uFFFE\uD800 ]]> 🚗'
    const root = invoice(anEhfDocument({ lines: [toll(100, { name })] }))
    expect(textAt(root, 'cac:InvoiceLine/cac:Item/cbc:Name')).toBe('Å <b> & "x"  ]]> 🚗')
  })

  test('carries an attachment whole', () => {
    const content = Uint8Array.from({ length: 256 }, (_, i) => i)
    const filename = 'a "b" <c>.pdf'
    const attached = { filename, mime: 'application/pdf', description: null, content } as const
    const root = invoice(anEhfDocument({ attachments: [attached] }))
    const [object] = at(
      root,
      'cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject',
    )
    expect(object?.attributes).toEqual({ mimeCode: 'application/pdf', filename })
    expect(new Uint8Array(Buffer.from(object?.text ?? '', 'base64'))).toEqual(content)
  })

  test('is the same bytes for the same values', () => {
    expect(writeEhfInvoice(anEhfDocument())).toBe(writeEhfInvoice(anEhfDocument()))
  })
})

describe('a credit note', () => {
  test('turns the sign, so that what is owed to the customer is above nought', () => {
    const root = creditNote(anEhfCreditNote({ lines: [toll(-3_100), fare(-11_200), toll(100)] }))
    const lines = at(root, 'cac:CreditNoteLine')
    expect(lines.map((line) => textAt(line, 'cbc:LineExtensionAmount'))).toEqual(['31.00', '100.00', '-1.00'])
    expect(lines.map((line) => textAt(line, 'cbc:CreditedQuantity'))).toEqual(['1', '1', '-1'])
    expect(textAt(root, 'cac:TaxTotal/cbc:TaxAmount')).toBe('12.00')
  })

  test('names the invoice that it corrects', () => {
    const root = creditNote(anEhfCreditNote())
    expect(textAt(root, 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID')).toBe('2019-1001')
  })
})

describe('a reminder', () => {
  const root = readTree(text(writeEhfReminder(anEhfReminder())))

  test('has no type, names the invoice it reminds of, and its fee is a charge REM', () => {
    expect(textAt(root, 'cbc:InvoiceTypeCode')).toBeUndefined()
    expect(textAt(root, 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID')).toBe('2019-1001')
    expect(textAt(root, 'cac:AllowanceCharge/cbc:AllowanceChargeReasonCode')).toBe('REM')
    expect(textAt(root, 'cac:AllowanceCharge/cbc:Amount')).toBe('70.00')
    expect(payableOf(root)).toBe(141_600)
  })

  test('holds nothing that its data model has no place for', () => {
    const extra = { ...anEhfDocument(), ...anEhfReminder(), lines: [toll(134_600, { description: 'x' })] }
    const names = readTree(text(writeEhfReminder(extra))).children.map(({ name }) => name)
    for (const name of ['InvoicePeriod', 'OrderReference', 'AdditionalDocumentReference'])
      expect(names).not.toContain(`cac:${name}`)
    expect(text(writeEhfReminder(extra))).not.toContain('cbc:Description')
  })
})

describe('what cannot be sent', () => {
  const { buyer, seller } = anEhfDocument()

  test.each<[string, Partial<EhfDocument>]>([
    ['no-lines', { lines: [] }],
    ['no-buyer-name', { buyer: { ...buyer, name: ' \u0000\t' } }],
    ['not-an-endpoint', { buyer: { ...buyer, endpoint: { scheme: '0192', value: '987654326' } } }],
    ['not-an-endpoint', { buyer: { ...buyer, endpoint: { scheme: '0007', value: '' } } }],
    ['not-an-endpoint', { buyer: { ...buyer, endpoint: { scheme: '', value: '987654325' } } }],
    ['not-a-country', { buyer: { ...buyer, address: { ...buyer.address, country: 'Norge' } } }],
    ['not-a-country', { seller: { ...seller, address: { ...seller.address, country: '' } } }],
    ['no-due-date', { dueOn: null, payment: null }],
    ['seller-not-vat-registered', { seller: { ...seller, vatRegistered: false } }],
  ])('is refused: %s', (code, wanted) => {
    expect(writeEhfInvoice(anEhfDocument(wanted))).toMatchObject({ refused: code })
    expect(writeEhfReminder(anEhfReminder(reminded(wanted)))).toMatchObject({ refused: code })
  })

  test('is refused on a credit note too', () => {
    expect(writeEhfCreditNote(anEhfCreditNote({ lines: [] }))).toEqual({ refused: 'no-lines' })
  })

  test.each<[string, Partial<EhfDocument>]>([
    ['a sum that is not that of its lines', { payable: ore(1) }],
    ['a line without a name', { lines: [toll(100, { name: ' ' })] }],
    ['tolls without a reason for the exemption', { exemptionReason: null }],
    ['a rate of nought', { lines: [fare(100, 0)] }],
    ['a rate of half a per cent', { lines: [fare(100, 12.5)] }],
    ['a period that ends before it begins', { period: { from: '2019-12-01', to: '2019-11-30' } }],
    ['no number', { number: '' }],
    [
      'an attachment with nothing in it',
      {
        attachments: [{ filename: 'a.csv', mime: 'text/csv', description: null, content: new Uint8Array() }],
      },
    ],
    [
      'an attachment without a name',
      { attachments: [{ filename: '', mime: 'text/csv', description: null, content: new Uint8Array() }] },
    ],
  ])('is our own mistake with %s', (_, wanted) => {
    expect(() => writeEhfInvoice(anEhfDocument(wanted))).toThrow(/e-invoice|VAT/)
  })

  test('is our own mistake in a credit note that falls due and a fee below nought', () => {
    expect(() => writeEhfCreditNote(anEhfCreditNote({ dueOn: '2019-12-24' }))).toThrow(/falls due/)
    expect(() => writeEhfReminder(anEhfReminder({ fee: ore(-1) }))).toThrow(/fee/)
  })
})

function reminded(wanted: Partial<EhfDocument>) {
  const { lines, dueOn, payment, ...rest } = wanted
  const { buyer, seller } = rest
  const due = dueOn === undefined ? {} : { dueOn, payment: payment ?? null }
  const own = lines ? { lines } : seller && !seller.vatRegistered ? { lines: [fare(100)] } : {}
  return { ...(buyer ? { buyer } : {}), ...(seller ? { seller } : {}), ...due, ...own, prepaid: NO_MONEY }
}

function invoice(document: EhfDocument) {
  return readTree(text(writeEhfInvoice(document)))
}

function creditNote(document: EhfDocument) {
  return readTree(text(writeEhfCreditNote(document)))
}

function payableOf(root: ReturnType<typeof readTree>): number {
  return Number(textAt(root, 'cac:LegalMonetaryTotal/cbc:PayableAmount')?.replace('.', ''))
}

function text(result: ReturnType<typeof writeEhfInvoice>): string {
  if (typeof result !== 'string') throw new TypeError(result.refused)
  return result
}
