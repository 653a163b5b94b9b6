import type { Day } from '#core/dated.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import {
  type Cell,
  type FrameFault,
  isDay,
  isOurNumber,
  parseSemicolonRows,
  type RowRefusal,
  writeSemicolonRows,
} from './semicolon-rows.ts'

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

export function writePrintFile(file: {
  issuerCode: string
  fileNumber: number
  madeOn: Day
  letters: readonly PrintedLetter[]
}): string {
  const { issuerCode, fileNumber, madeOn, letters } = file
  return writeSemicolonRows([
    ['H', 'brikke-print', '1', issuerCode, fileNumber, madeOn],
    ...letters.map(cellsOf),
    ['Z', letters.length],
  ])
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
  | FrameFault
  | 'wrong-fields'
  | 'bad-letter-number'
  | 'unknown-return-reason'
  | 'bad-day'
  | 'letter-twice'

export type ReturnedLettersRefusal = RowRefusal<ReturnedLettersFault>

/** A file that is wrong anywhere is refused whole, at its first wrong line. */
export function parseReturnedLetters(bytes: Uint8Array): readonly ReturnedLetter[] | ReturnedLettersRefusal {
  const read = parseSemicolonRows(bytes, {
    header: (cells) => (cells.join(';') === 'H;brikke-returned-letters;1' ? 'ours' : undefined),
    row: parseRow,
    key: (row) => row.letterNumber,
    twice: 'letter-twice',
  })
  return 'refused' in read ? read : read.rows
}

function parseRow(cells: readonly string[], line: number): ReturnedLetter | Refusal<ReturnedLettersFault> {
  const [tag, number = '', reason = '', on = ''] = cells
  if (tag !== 'R' || cells.length !== 4) return refuse('wrong-fields')
  if (!isOurNumber(number)) return refuse('bad-letter-number')
  if (!isReason(reason)) return refuse('unknown-return-reason')
  if (!isDay(on)) return refuse('bad-day')
  return { line, letterNumber: Number(number), reason, on }
}

function isReason(text: string): text is ReturnReason {
  return (RETURN_REASONS as readonly string[]).includes(text)
}

function cellsOf(letter: PrintedLetter): Cell[] {
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
