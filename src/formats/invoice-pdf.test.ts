import { describe, expect, test } from 'vitest'
import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { aCharge, anInvoice, passages, read, readBack } from './invoice.test-world.ts'
import { createInvoicePrinter, type InvoiceDocumentLine } from './invoice-pdf.ts'

const printer = createInvoicePrinter()

describe('a printed invoice', () => {
  test('has KID, account and amount where one pays by them', () => {
    const { text } = readBack(printer.print(anInvoice()))
    expect(text).toMatch(/Å betale +Betal innen\n +844,00 kr +24\. desember 2019\n/)
    expect(text).toMatch(/KID +Til konto\n +31012019000010424 +1234 56 78903\n/)
  })

  test('is tagged, and names itself and its language', () => {
    const pdf = printer.print(anInvoice())
    const { info, path } = readBack(pdf)
    const structure = read('pdfinfo', '-struct', path)
    expect(info.Tagged).toBe('yes')
    expect(info.Title).toBe('Faktura 2019-1042 fra Ferde AS')
    expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/Lang \(nb/)
    expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
    for (const tag of ['H1', 'H2', 'Table', 'THead', 'TH'])
      expect(structure).toMatch(new RegExp(`^ *${tag}\\b`, 'm'))
  })

  test('holds forty passages on two pages, the headings on both', () => {
    const { text, info } = readBack(printer.print(anInvoice()))
    expect(info.Pages).toBe('2')
    expect(text.match(/^Dato +Tid +Bomstasjon +Kjøretøy +Bompengeselskap +Pris$/gm)).toHaveLength(2)
    expect(text.match(/^\d\d\.\d\d\.2019 +\d\d:\d\d .* kr$/gm)).toHaveLength(40)
  })

  test('shows time as in Oslo, and what each passage cost', () => {
    const { text } = readBack(printer.print(anInvoice({ lines: passages(1) })))
    // 20 October is summer time still: 06:00 UTC.
    expect(text).toMatch(/20\.10\.2019 +08:00 +Gamle Nygårdsbru +EL 20480 +Ferde AS +19,60 kr/)
  })

  test('has the sum of each toll charger', () => {
    const { text } = readBack(printer.print(anInvoice()))
    expect(text).toMatch(/Ferde AS +30 +556,00 kr/)
    expect(text).toMatch(/Bompengeselskap Nord AS +10 +288,00 kr/)
    expect(text).toMatch(/Sum å betale +844,00 kr/)
  })

  test('writes every name as the customer does', () => {
    const { text } = readBack(printer.print(anInvoice()))
    expect(text).toContain('Kåre Bjørnsæter Čáhppe')
    expect(text).toContain('Øvre Bryggen 3')
  })

  test('lists no passages when the customer did not ask for them', () => {
    const { text, info } = readBack(printer.print(anInvoice({ detailed: false })))
    expect(info.Pages).toBe('1')
    expect(text).not.toContain('Nygårdsbru')
    expect(text).toContain('844,00 kr')
  })

  test('says that passages were deleted where they were', () => {
    const lines = passages(3).map((line) => ({ ...line, stationName: null, passedAt: null, plate: null }))
    const { text } = readBack(printer.print(anInvoice({ lines })))
    expect(text).toContain('Avtalen din er med sletting')
    expect(text).not.toMatch(/\d\d\.\d\d\.2019/)
  })

  test('shows a credit as one', () => {
    const [first, second] = passages(2)
    if (!first || !second) throw new Error('two passages expected')
    const { text } = readBack(
      printer.print(anInvoice({ lines: [{ ...first, amount: ore(-1960) }, second, second] })),
    )
    expect(text).toContain('Gamle Nygårdsbru (kreditert)')
    expect(text).toMatch(/Ferde AS +2 +52,40 kr/)
  })

  test('names the earlier invoice that a line corrects, and counts no passage for it', () => {
    const [first, second] = passages(2)
    if (!first || !second) throw new Error('two passages expected')
    const corrects = { ...first, amount: ore(-760), corrects: '2019-977' }
    const { text } = readBack(printer.print(anInvoice({ lines: [corrects, second, second] })))
    expect(text).toMatch(/Ferde AS +2 +72,00 kr\n+Ferde AS, retting av faktura 2019-977 +−7,60 kr/)
    expect(text).toMatch(/Retting av passering ved Gamle .*\n? .*Nygårdsbru, faktura 2019-977/)
  })

  test('says what a correction is, where there is one', () => {
    const [first] = passages(1)
    if (!first) throw new Error('a passage expected')
    const about = (lines: readonly InvoiceDocumentLine[]) =>
      readBack(printer.print(anInvoice({ lines }))).text.includes('Linjer merket «retting»')
    expect([about([first]), about([first, { ...first, corrects: '2019-977' }])]).toEqual([false, true])
  })

  test('says until when one may complain: three weeks from delivery (terms 6.3)', () => {
    const flowing = readBack(printer.print(anInvoice())).text.replace(/\s+/g, ' ')
    expect(flowing).toContain('Fikk du den 10. desember 2019, er siste dag 31. desember 2019.')
  })

  test('has a table of VAT by rate where there is any, and none of tolls alone', () => {
    const ferry = aCharge('toll', 11_200, { vat: ore(1200), vatPercent: 12, passedAt: Date.UTC(2019, 9, 20) })
    const fee = aCharge('fee', 4900, { vat: ore(980), vatPercent: 25 })
    const { text } = readBack(printer.print(anInvoice({ lines: [...passages(2), ferry, fee] })))
    expect(text).toMatch(
      /Sats +Grunnlag +Avgift\n+25 prosent +39,20 kr +9,80 kr\n+12 prosent +100,00 kr +12,00 kr\n+Uten avgift +55,60 kr +0,00 kr/,
    )
    expect(readBack(printer.print(anInvoice())).text).not.toContain('Merverdiavgift')
  })

  test('does not take what a customer wrote for markup', () => {
    const name = '#panic("x") $a$ *b* _c_ \\ <d> @e'
    const { text } = readBack(
      printer.print(
        anInvoice({ reference: '"] + read("/etc/passwd")', recipient: { ...anInvoice().recipient, name } }),
      ),
    )
    expect(text).toContain(name)
    expect(text).toContain('"] + read("/etc/passwd")')
  })

  test.each<[Language, string, string, string]>([
    ['nb', 'Faktura 2019-1042 fra Ferde AS', 'Spørsmål og klage', 'innen 3 uker fra du fikk fakturaen'],
    ['nn', 'Faktura 2019-1042 frå Ferde AS', 'passeringane', 'innan 3 veker frå du fekk fakturaen'],
    ['en', 'Invoice 2019-1042 from Ferde AS', 'Questions and complaints', 'within 3 weeks of receiving'],
  ])('is whole in %s', (language, title, words, complaint) => {
    const { text, info } = readBack(printer.print(anInvoice({ language })))
    const flowing = text.replace(/\s+/g, ' ')
    expect(info.Title).toBe(title)
    expect(flowing).toContain(words)
    expect(flowing).toContain(complaint)
    expect(flowing).toMatch(language === 'nn' ? /På Mi side/ : /Min side/)
    expect(text).toContain('31012019000010424')
  })

  test('is the same to the byte from another printer', () => {
    const invoice = anInvoice()
    const [one, other] = [printer.print(invoice), createInvoicePrinter().print(invoice)]
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
  })
})
