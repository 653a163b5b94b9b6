import { isUtf8 } from 'node:buffer'
import type { Day } from '#core/dated.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { lastLineOf, linesOf } from './lines.ts'

/** A letter for the printer; its pages are the PDF of that name beside the file. docs/formats/print-file.md. */
export type PrintedLetter = {
  readonly letterNumber: number
  readonly kind: 'invoice' | 'credit-note' | 'reminder'
  readonly invoiceNumber: string
  readonly pdf: string
  readonly sha256: string
  readonly bytes: number
  readonly name: string
  readonly street: string | null
  readonly postalCode: string | null
  readonly place: string | null
  readonly country: string
  readonly language: string
}

/** UTF-8 without a mark, semicolons, CR LF. */
export function writePrintFile(file: {
  issuerCode: string
  fileNumber: number
  madeOn: Day
  letters: readonly PrintedLetter[]
}): string {
  const { issuerCode, fileNumber, madeOn, letters } = file
  const lines = [
    ['H', 'brikke-print', '1', issuerCode, fileNumber, madeOn],
    ...letters.map(cellsOf),
    ['Z', letters.length],
  ]
  return lines.map((cells) => `${cells.map(cell).join(';')}\r\n`).join('')
}

export const RETURN_REASONS = ['unknown-address', 'moved', 'not-collected', 'refused', 'other'] as const
export type ReturnReason = (typeof RETURN_REASONS)[number]

export type ReturnedLetter = {
  readonly line: number
  readonly letterNumber: number
  readonly reason: ReturnReason
  readonly on: Day
}

export type ReturnedLettersFault =
  | 'not-utf8'
  | 'bad-header'
  | 'bad-trailer'
  | 'count-differs'
  | 'wrong-fields'
  | 'bad-letter-number'
  | 'unknown-return-reason'
  | 'bad-day'
  | 'letter-twice'

export type ReturnedLettersRefusal = Refusal<ReturnedLettersFault> & { readonly line: number }

/** A file that is wrong anywhere is refused whole, at its first wrong line. */
export function parseReturnedLetters(bytes: Uint8Array): readonly ReturnedLetter[] | ReturnedLettersRefusal {
  if (!isUtf8(bytes)) return at(0, 'not-utf8')
  const lines = linesOf(bytes, 'utf8')
  const header = lines.next().value?.text ?? ''
  if (header !== 'H;brikke-returned-letters;1') return at(1, 'bad-header')
  const last = lastLineOf(bytes, 'utf8')
  const trailer = /^Z;(\d{1,9})$/.exec(last.text)
  if (!trailer || last.number < 2) return at(last.number, 'bad-trailer')
  if (Number(trailer[1]) !== last.number - 2) return at(last.number, 'count-differs')
  const rows: ReturnedLetter[] = []
  const seen = new Set<number>()
  for (const { text, number } of lines) {
    if (number === last.number) break
    const row = parseRow(text, number)
    if ('refused' in row) return row
    if (seen.has(row.letterNumber)) return at(number, 'letter-twice')
    seen.add(row.letterNumber)
    rows.push(row)
  }
  return rows
}

function parseRow(text: string, line: number): ReturnedLetter | ReturnedLettersRefusal {
  const cells = text.split(';')
  const [tag, number = '', reason = '', on = ''] = cells
  if (tag !== 'R' || cells.length !== 4) return at(line, 'wrong-fields')
  if (!/^[1-9]\d{0,14}$/.test(number)) return at(line, 'bad-letter-number')
  if (!isReason(reason)) return at(line, 'unknown-return-reason')
  if (!isDay(on)) return at(line, 'bad-day')
  return { line, letterNumber: Number(number), reason, on }
}

function isReason(text: string): text is ReturnReason {
  return (RETURN_REASONS as readonly string[]).includes(text)
}

function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}

function at(line: number, refused: ReturnedLettersFault): ReturnedLettersRefusal {
  return { ...refuse(refused), line }
}

function cellsOf(letter: PrintedLetter): (string | number | null)[] {
  const { letterNumber, kind, invoiceNumber, pdf, sha256, bytes, language } = letter
  const { name, street, postalCode, place, country } = letter
  return [
    'L',
    letterNumber,
    kind,
    invoiceNumber,
    pdf,
    sha256,
    bytes,
    name,
    street,
    postalCode,
    place,
    country,
    language,
  ]
}

function cell(value: string | number | null): string {
  const text = String(value ?? '')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]+/gu, ' ')
    .trim()
  return /[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
