import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { ore, sumOre } from '#core/money.ts'
import type { InvoiceDocument, InvoiceDocumentLine } from './invoice-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'invoice-pdf-'))
afterAll(() => rmSync(folder, { recursive: true }))

const STATIONS = ['Gamle Nygårdsbru', 'Flyplassvegen', 'Sandviken', 'Straume bru ved Kanalveien']

export function passages(count: number): InvoiceDocumentLine[] {
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

export function anInvoice(over: Partial<InvoiceDocument> = {}): InvoiceDocument {
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
    complainWithinDays: 21,
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

/** A charge that is no toll. */
export function aCharge(
  kind: InvoiceDocumentLine['kind'],
  amount: number,
  over: Partial<InvoiceDocumentLine> = {},
): InvoiceDocumentLine {
  const none = { chargerName: 'Ferde AS', stationName: null, passedAt: null, plate: null }
  return { kind, ...none, amount: ore(amount), vat: ore(0), ...over }
}

/** Of 914 kr with the fee, 100 of them paid before. */
export function aReminder(over: Partial<InvoiceDocument> = {}): InvoiceDocument {
  const original = { number: '2019-1042', issuedOn: '2019-12-10', dueOn: '2019-12-24' }
  return anInvoice({
    kind: 'reminder',
    number: '2020-55',
    kid: '31012020000000554',
    issuedOn: '2020-01-07',
    dueOn: '2020-01-21',
    lines: [aCharge('reminded', 74_400), aCharge('fee', 7_000)],
    replaces: [{ ...original, total: ore(84_400), carried: ore(74_400) }],
    ...over,
  })
}

export const read = (command: string, ...args: string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** Reads the PDF back with another program: its words, and what it says of itself. */
export function readBack(pdf: Uint8Array): { text: string; info: Record<string, string>; path: string } {
  const path = join(folder, 'invoice.pdf')
  writeFileSync(path, pdf)
  const info = read('pdfinfo', path)
  return {
    path,
    // Thousands are parted by a no-break space, pages by a form feed.
    text: read('pdftotext', '-layout', path, '-')
      .replace(/[\u00a0\u202f]/g, ' ')
      .replaceAll('\f', '\n'),
    info: Object.fromEntries(info.split('\n').map((line) => line.split(/:\s+/) as [string, string])),
  }
}
