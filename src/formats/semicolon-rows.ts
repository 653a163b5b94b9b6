import { isUtf8 } from 'node:buffer'
import { type Refusal, refuse } from '#core/refusal.ts'
import { lastLineOf, linesOf } from './lines.ts'

export type Cell = string | number | null

/** Rows of our own files to outside parties: UTF-8 without a mark, semicolons, CR LF; a field has no line of its own. */
export function writeSemicolonRows(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `${cells.map(cellText).join(';')}\r\n`).join('')
}

/** What is wrong with the frame of a file: its coding, first line and last. */
export type FrameFault = 'not-utf8' | 'bad-header' | 'bad-trailer' | 'count-differs'

export type RowRefusal<Fault extends string> = Refusal<Fault> & { readonly line: number }

type Frame<Head, Row extends object, Fault extends string> = {
  /** Undefined: it is not this file's first line. */
  readonly header: (cells: readonly string[]) => Head | undefined
  readonly row: (cells: readonly string[], line: number) => Row | Refusal<Fault>
  /** What stands once in a file, and what is said where it does not. */
  readonly key: (row: Row) => number
  readonly twice: Fault
}

/**
 * Reads the files outside parties send us in the same manner: a header, rows, and `Z;count`. One that is wrong anywhere is
 * refused whole, at its first wrong line.
 */
export function parseSemicolonRows<Head, Row extends object, Fault extends string>(
  bytes: Uint8Array,
  { header, row, key, twice }: Frame<Head, Row, Fault>,
): { readonly head: Head; readonly rows: readonly Row[] } | RowRefusal<Fault | FrameFault> {
  if (!isUtf8(bytes)) return at(0, 'not-utf8')
  const lines = linesOf(bytes, 'utf8')
  const head = header((lines.next().value?.text ?? '').split(';'))
  if (head === undefined) return at(1, 'bad-header')
  const last = lastLineOf(bytes, 'utf8')
  const trailer = /^Z;(\d{1,9})$/.exec(last.text)
  if (!trailer || last.number < 2) return at(last.number, 'bad-trailer')
  if (Number(trailer[1]) !== last.number - 2) return at(last.number, 'count-differs')
  const rows = new Map<number, Row>()
  for (const { text, number } of lines) {
    if (number === last.number) break
    const found = row(text.split(';'), number)
    if ('refused' in found) return { ...found, line: number }
    if (rows.has(key(found))) return at(number, twice)
    rows.set(key(found), found)
  }
  return { head, rows: [...rows.values()] }
}

/** A number of ours in a file that comes back: positive, and no larger than any of them. */
export function isOurNumber(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text)
}

/** A day of this century that there is. */
export function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}

function at<Fault extends string>(line: number, refused: Fault): RowRefusal<Fault> {
  return { ...refuse(refused), line }
}

function cellText(value: Cell): string {
  const text = String(value ?? '')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]+/gu, ' ')
    .trim()
  return /[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
