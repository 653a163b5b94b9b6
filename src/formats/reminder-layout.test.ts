import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { aReminder, readBack } from './invoice.test-world.ts'
import { invoiceLayout } from './invoice-layout.ts'
import { createInvoicePrinter, type InvoiceDocument } from './invoice-pdf.ts'

const printer = createInvoicePrinter()

function printed(document: InvoiceDocument): string {
  return readBack(printer.print(document)).text.replace(/ +/g, ' ')
}

describe('a printed reminder', () => {
  test('names the invoice with number and date, what was paid of it, and the fee', () => {
    const { rows, total } = invoiceLayout(aReminder()).summary
    expect([...rows, total].map((row) => row.join(': ').replaceAll('\u00a0', ' '))).toEqual([
      'Faktura 2019-1042 av 10. desember 2019: 844,00 kr',
      'Betalt på 2019-1042: −100,00 kr',
      'Purregebyr: 70,00 kr',
      'Sum å betale: 814,00 kr',
    ])
  })

  test('says what happens next, and by when', () => {
    const text = printed(aReminder()).replace(/\s+/g, ' ')
    expect(text).toContain('Er det ikke betalt etter 21. januar 2020, sender Ferde AS kravet til inkasso.')
    expect(text).toContain('Avtalen din blir da sperret.')
    expect(text).toContain('Fakturaen skal ikke betales.')
  })

  test('of a second time shows each step on the way', () => {
    const replaces = [
      {
        number: '2019-1',
        issuedOn: '2019-12-10',
        dueOn: '2019-12-24',
        total: ore(10_000),
        carried: ore(10_000),
      },
      {
        number: '2020-2',
        issuedOn: '2020-01-07',
        dueOn: '2020-01-21',
        total: ore(13_500),
        carried: ore(5000),
      },
    ]
    const lines = aReminder().lines.map((line) => ({
      ...line,
      amount: ore(line.kind === 'fee' ? 3500 : 5000),
    }))
    const { rows, total } = invoiceLayout(aReminder({ replaces, lines, total: ore(8500) })).summary
    expect([...rows, total].map((row) => row.join(': ').replaceAll('\u00a0', ' '))).toEqual([
      'Faktura 2019-1 av 10. desember 2019: 100,00 kr',
      'Betalt på 2019-1: 0,00 kr',
      'Gebyr i purring 2020-2 av 7. januar 2020: 35,00 kr',
      'Betalt på 2020-2: −85,00 kr',
      'Purregebyr: 35,00 kr',
      'Sum å betale: 85,00 kr',
    ])
  })

  test('threatens an owner without agreement with no block', () => {
    const owners = aReminder({ agreementNumber: null, termsVersion: null })
    expect(printed(owners)).not.toContain('sperret')
  })

  test('is one page without passages, and asks to be paid by its own KID, in each language', () => {
    for (const language of LANGUAGES) {
      const { text, info } = readBack(printer.print(aReminder({ language })))
      expect(info.Pages).toBe('1')
      expect(text).toContain('31012020000000554')
      expect(text).toContain('2019-1042')
      expect(invoiceLayout(aReminder({ language })).passages).toBeNull()
    }
  })
})
