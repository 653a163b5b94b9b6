import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from '#formats/invoice-pdf.ts'
import { brokenRules } from '#test/ehf/rules.ts'
import { eInvoice, eInvoiceKind } from './e-invoice.ts'

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

  test('names the invoice it asks for again, and has no VAT: that was on the first', () => {
    const again = {
      ...LINES[0]!,
      kind: 'asked-again',
      stationName: null,
      passedAt: null,
      plate: null,
    } as const
    const xml = made(anInvoice({ lines: [{ ...again, asksAgain: '2018-77' }] }))
    expect(brokenRules(xml)).toEqual([])
    expect(names(xml)).toEqual(['Faktura 2018-77: banken tok betalingen tilbake'])
    expect(xml).toMatch(/<cac:InvoiceDocumentReference>\s*<cbc:ID>2018-77</)
    expect(xml).toContain('Krav som er fakturert før')
  })

  test('of a claim that is given up has no VAT, and does not say that what it credits is tolls', () => {
    const given = { ...OF_NO_PASSAGE, kind: 'correction', amount: ore(-17_000), corrects: '2020-9' } as const
    const xml = made(anInvoice({ dueOn: null, lines: [given] }))
    expect(brokenRules(xml)).toEqual([])
    expect(subtotals(xml)).toEqual([['170.00', '0.00', 'E', '0']])
    expect(xml).toContain('Krav som er fakturert før')
    expect(xml).not.toContain('Bompenger er unntatt')
  })

  test('is a credit note where the customer is owed', () => {
    const xml = made(anInvoice({ dueOn: null, lines: [{ ...LINES[0]!, amount: ore(-1960) }] }))
    expect(brokenRules(xml)).toEqual([])
    expect(xml).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>')
    expect(xml).toMatch(/<cbc:PayableAmount currencyID="NOK">19\.60</)
  })

  test('has what carries VAT with the rate of its day, beside the tolls without', () => {
    const fare = { ...LINES[0]!, kind: 'correction', chargerName: 'Norled AS', amount: ore(11_200) } as const
    const xml = made(
      anInvoice({
        lines: [
          ...LINES,
          { ...fare, vat: ore(1_200), vatPercent: 12 },
          { ...fare, amount: ore(12_500), vat: ore(2_500), vatPercent: 25 },
        ],
      }),
    )
    expect(brokenRules(xml)).toEqual([])
    expect(subtotals(xml)).toEqual([
      ['59.60', '0.00', 'E', '0'],
      ['100.00', '12.00', 'S', '12'],
      ['100.00', '25.00', 'S', '25'],
    ])
    expect(xml).toContain('<cbc:CompanyID>NO941856543MVA</cbc:CompanyID>')
    expect(xml).toMatch(/<cbc:PayableAmount currencyID="NOK">296\.60</)
    expect(made(anInvoice())).not.toContain('MVA')
  })

  test('without a day to pay by says so in words', () => {
    const xml = made(anInvoice({ dueOn: null }))
    expect(brokenRules(xml)).toEqual([])
    expect(xml).toContain('<cac:PaymentTerms><cbc:Note>Betales når du vil</cbc:Note>')
  })

  test('to a buyer abroad names their country', () => {
    const xml = made(anInvoice({ recipient: { ...anInvoice().recipient, country: 'SE' } }))
    expect(brokenRules(xml)).toEqual([])
    expect(xml).toContain('<cbc:IdentificationCode>SE</cbc:IdentificationCode>')
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

const OF_NO_PASSAGE = {
  chargerName: 'Fjellinjen AS',
  stationName: null,
  passedAt: null,
  plate: null,
  vat: ore(0),
}
const LINES_OF_REMINDER: Record<'reminded' | 'fee', InvoiceDocumentLine> = {
  reminded: { ...OF_NO_PASSAGE, kind: 'reminded', amount: ore(5_960) },
  fee: { ...OF_NO_PASSAGE, kind: 'fee', amount: ore(7_000) },
}

describe('a reminder to an organisation, as an e-invoice', () => {
  const FIRST = {
    number: '2019-1',
    issuedOn: '2019-12-10',
    dueOn: '2019-12-24',
    total: ore(5_960),
    carried: ore(5_960),
  } as const
  const aReminder = (
    lines: readonly InvoiceDocumentLine[],
    replaces: InvoiceDocument['replaces'] = [FIRST],
  ) => anInvoice({ kind: 'reminder', number: '2019-2', lines, replaces })
  const { reminded, fee } = LINES_OF_REMINDER

  test('is an EHF Reminder that names the invoice, has the fee as a charge, and no VAT', () => {
    const reminder = aReminder([reminded, fee])
    const xml = made(reminder)
    expect(brokenRules(xml)).toEqual([])
    expect(eInvoiceKind(reminder)).toBe('reminder')
    expect(xml).toContain('ehf:reminder:3.0')
    expect(xml).toContain('<cbc:ID>2019-1</cbc:ID><cbc:IssueDate>2019-12-10</cbc:IssueDate>')
    expect(xml).toContain('<cbc:AllowanceChargeReason>Purregebyr</cbc:AllowanceChargeReason>')
    expect(names(xml)).toEqual(['Ubetalt beløp fra tidligere faktura'])
    expect(subtotals(xml)).toEqual([['129.60', '0.00', 'E', '0']])
    expect(xml).toMatch(/<cbc:PayableAmount currencyID="NOK">129\.60</)
  })

  test('without a fee has none', () => {
    const xml = made(aReminder([reminded]))
    expect(brokenRules(xml)).toEqual([])
    expect(xml).not.toContain('AllowanceCharge')
  })

  test('after another names the first invoice alone: the format has a place for one', () => {
    const xml = made(
      aReminder([reminded, fee], [FIRST, { ...FIRST, number: '2020-7', issuedOn: '2020-01-07' }]),
    )
    expect(brokenRules(xml)).toEqual([])
    expect(xml.match(/<cac:BillingReference>/g)).toHaveLength(1)
    expect(xml).toContain('<cbc:ID>2019-1</cbc:ID><cbc:IssueDate>2019-12-10</cbc:IssueDate>')
  })

  test('of nothing is our own mistake', () => {
    expect(() => eInvoice(aReminder([reminded], []))).toThrow(/reminds of nothing/)
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

/** Taxable amount, VAT, category and rate of each. */
function subtotals(xml: string): string[][] {
  return [...xml.matchAll(/<cac:TaxSubtotal>(.*?)<\/cac:TaxSubtotal>/gs)].map(([, inside = '']) =>
    [...inside.matchAll(/<cbc:(?:TaxableAmount|TaxAmount|ID|Percent)[^>]*>([^<]+)</g)]
      .map(([, value = '']) => value)
      .slice(0, 4),
  )
}
