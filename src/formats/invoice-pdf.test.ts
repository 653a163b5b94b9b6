import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Language } from '#core/language.ts'
import { ore, sumOre } from '#core/money.ts'
import { createInvoicePrinter, type InvoiceDocument, type InvoiceDocumentLine } from './invoice-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'invoice-pdf-'))
afterAll(() => rmSync(folder, { recursive: true }))

const printer = createInvoicePrinter()
const STATIONS = ['Gamle Nygårdsbru', 'Flyplassvegen', 'Sandviken', 'Straume bru ved Kanalveien']

function passages(count: number): InvoiceDocumentLine[] {
  return Array.from({ length: count }, (_, i) => ({
    kind: 'toll',
    chargerName: i % 4 === 3 ? 'Bompengeselskap Nord AS' : 'Ferde AS',
    stationName: STATIONS[i % STATIONS.length] ?? null,
    passedAt: Date.UTC(2019, 9, 20 + Math.floor(i / 2), i % 2 ? 15 : 6, (i * 7) % 60),
    plate: i % 3 === 0 ? 'EL 20480' : 'EK 12345',
    amount: ore([1960, 3600, 0, 2880][i % 4] ?? 0),
    vat: ore(0),
  }))
}

function anInvoice(over: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const lines = over.lines ?? passages(40)
  return {
    language: 'nb',
    number: '2019-1042',
    kid: '31012019000010424',
    issuedOn: '2019-12-10',
    dueOn: '2019-12-24',
    total: sumOre(lines.map((line) => line.amount)),
    detailed: true,
    agreementNumber: '1000234',
    reference: null,
    termsVersion: '2019-01-15',
    issuer: {
      name: 'Ferde AS',
      organisationNumber: '923456783',
      accountNumber: '12345678903',
      phone: '55 55 00 00',
      email: 'post@ferde.example',
    },
    recipient: {
      name: 'Kåre Bjørnsæter Čáhppe',
      street: 'Øvre Bryggen 3',
      postalCode: '5003',
      place: 'Bergen',
      country: 'NO',
      organisationNumber: null,
    },
    lines,
    ...over,
  }
}

const read = (command: string, ...args: string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** Reads the PDF back with another program: its words, and what it says of itself. */
function readBack(pdf: Uint8Array): { text: string; info: Record<string, string> } {
  const path = join(folder, 'invoice.pdf')
  writeFileSync(path, pdf)
  const info = read('pdfinfo', path)
  return {
    // Thousands are parted by a no-break space, pages by a form feed.
    text: read('pdftotext', '-layout', path, '-')
      .replace(/[\u00a0\u202f]/g, ' ')
      .replaceAll('\f', '\n'),
    info: Object.fromEntries(info.split('\n').map((line) => line.split(/:\s+/) as [string, string])),
  }
}

describe('a printed invoice', () => {
  test('has KID, account and amount where one pays by them', () => {
    const { text } = readBack(printer.print(anInvoice()))
    expect(text).toMatch(/Å betale +Betal innen\n +844,00 kr +24\. desember 2019\n/)
    expect(text).toMatch(/KID +Til konto\n +31012019000010424 +1234 56 78903\n/)
  })

  test('is tagged, and names itself and its language', () => {
    const pdf = printer.print(anInvoice())
    const { info } = readBack(pdf)
    const structure = read('pdfinfo', '-struct', join(folder, 'invoice.pdf'))
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
    ['nb', 'Faktura 2019-1042 fra Ferde AS', 'Spørsmål og klage', 'senest tre uker'],
    ['nn', 'Faktura 2019-1042 frå Ferde AS', 'passeringane', 'seinast tre veker'],
    ['en', 'Invoice 2019-1042 from Ferde AS', 'Questions and complaints', 'within three weeks'],
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
