import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from '#formats/invoice-pdf.ts'
import { brokenRules } from '#test/ehf/rules.ts'
import { eInvoice } from './e-invoice.ts'

describe('an invoice to an organisation, as an e-invoice', () => {
  test('keeps the rules, asks for what the invoice asks for, and has its KID and the buyer’s reference', () => {
    const xml = made(anInvoice())
    expect(brokenRules(xml)).toEqual([])
    expect(xml).toContain('<cbc:PaymentID>10102019000000014</cbc:PaymentID>')
    expect(xml).toContain('<cbc:BuyerReference>Avd. 7</cbc:BuyerReference>')
    expect(xml).toMatch(/<cbc:PayableAmount currencyID="NOK">59\.60</)
  })

  test('has a line to each toll company, and the passages beside it when they are asked for', () => {
    const xml = made(anInvoice())
    expect(names(xml)).toEqual(['Bompasseringer, Ferde AS: 2', 'Bompasseringer, Fjellinjen AS: 1'])
    const [, file = ''] = /filename="2019-1.csv">([^<]+)</.exec(xml) ?? []
    expect(Buffer.from(file, 'base64').toString('utf8').trim().split('\r\n')).toHaveLength(4)
    expect(made(anInvoice({ detailed: false }))).not.toContain('EmbeddedDocumentBinaryObject')
  })

  test('names the invoice that a line corrects', () => {
    const xml = made(
      anInvoice({ lines: [...LINES, { ...LINES[0]!, amount: ore(-400), corrects: '2018-77' }] }),
    )
    expect(brokenRules(xml)).toEqual([])
    expect(names(xml).at(-1)).toBe('Ferde AS: retting av faktura 2018-77')
    expect(xml).toMatch(/<cac:InvoiceDocumentReference>\s*<cbc:ID>2018-77</)
  })

  test('is a credit note where the customer is owed', () => {
    const xml = made(anInvoice({ dueOn: null, lines: [{ ...LINES[0]!, amount: ore(-1960) }] }))
    expect(brokenRules(xml)).toEqual([])
    expect(xml).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>')
    expect(xml).toMatch(/<cbc:PayableAmount currencyID="NOK">19\.60</)
  })

  test('is written in the customer’s language', () => {
    expect(names(made(anInvoice({ language: 'en' })))[0]).toBe('Toll passages, Ferde AS: 2')
    expect(made(anInvoice({ language: 'nn' }))).toContain('Bompengar er unnatekne frå meirverdiavgift')
  })

  test.each([
    ['seller-without-organisation-number', { issuer: { ...anInvoice().issuer, organisationNumber: null } }],
    [
      'buyer-without-organisation-number',
      { recipient: { ...anInvoice().recipient, organisationNumber: null } },
    ],
    ['not-an-account-number', { issuer: { ...anInvoice().issuer, accountNumber: '99990000201' } }],
    ['vat-without-rate', { lines: [{ ...LINES[0]!, vat: ore(210) }] }],
    ['no-lines', { lines: [] }],
  ] as const)('is none, and says %s', (refused, changed) => {
    expect(eInvoice(anInvoice(changed as Partial<InvoiceDocument>))).toMatchObject({ refused })
  })
})

const LINES: readonly InvoiceDocumentLine[] = [
  passage('Ferde AS', 'Sandviken', 1960),
  passage('Ferde AS', 'Gyldenpris', 1960),
  passage('Fjellinjen AS', 'Ring 3 Ulven', 2040),
]

function passage(chargerName: string, stationName: string, amount: number): InvoiceDocumentLine {
  const passedAt = Date.parse('2019-11-05T07:00:00Z')
  return {
    kind: 'toll',
    chargerName,
    stationName,
    passedAt,
    plate: 'EK 12345',
    amount: ore(amount),
    vat: ore(0),
  }
}

function anInvoice(changed: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const lines = changed.lines ?? LINES
  return {
    language: 'nb',
    number: '2019-1',
    kid: '10102019000000014',
    issuedOn: '2019-12-10',
    dueOn: '2019-12-24',
    total: ore(lines.reduce((sum, line) => sum + line.amount, 0)),
    detailed: true,
    agreementNumber: '2000017',
    reference: 'Avd. 7',
    termsVersion: '2019-01-15',
    issuer: {
      name: 'Fjellinjen AS',
      organisationNumber: '941856543',
      accountNumber: '99990000200',
      phone: null,
      email: null,
    },
    recipient: {
      name: 'Haug Transport & Sønn AS',
      street: 'Industriveien 1',
      postalCode: '5003',
      place: 'Bergen',
      country: 'NO',
      organisationNumber: '912345602',
    },
    lines,
    ...changed,
  }
}

function made(document: InvoiceDocument): string {
  const xml = eInvoice(document)
  if (typeof xml !== 'string') throw new Error(`refused: ${xml.refused}`)
  return xml
}

function names(xml: string): string[] {
  return [...xml.matchAll(/<cac:Item>\s*<cbc:Name>([^<]+)</g)].map(([, name]) => name ?? '')
}
