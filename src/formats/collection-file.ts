import { isUtf8 } from 'node:buffer'
import type { Day } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { lastLineOf, linesOf } from './lines.ts'

/** A claim handed to the debt collector, or one that is over. docs/formats/collection-file.md. */
export type CollectionRow =
  | {
      readonly kind: 'claim'
      readonly claimNumber: number
      readonly kid: string
      readonly invoiceNumber: string
      readonly dueOn: Day
      readonly reminderNumber: string
      readonly remindedOn: Day
      readonly noticeUntil: Day
      readonly amount: Ore
      /** Of the amount. */
      readonly fee: Ore
      readonly name: string
      readonly organisationNumber: string | null
      readonly street: string | null
      readonly postalCode: string | null
      readonly place: string | null
      readonly country: string
      readonly language: string
    }
  | {
      readonly kind: 'closed'
      readonly claimNumber: number
      readonly kid: string
      readonly because: 'paid' | 'withdrawn'
      readonly closedOn: Day
    }

export type CollectionFile = {
  readonly issuerCode: string
  readonly fileNumber: number
  readonly madeOn: Day
  readonly rows: readonly CollectionRow[]
}

/** UTF-8 without a mark, semicolons, CR LF. */
export function writeCollectionFile({ issuerCode, fileNumber, madeOn, rows }: CollectionFile): string {
  const lines = [
    ['H', 'brikke-collection', '1', issuerCode, fileNumber, madeOn],
    ...rows.map(cellsOf),
    ['Z', rows.length, sumOfClaims(rows)],
  ]
  return lines.map((cells) => `${cells.map(cell).join(';')}\r\n`).join('')
}

export function sumOfClaims(rows: readonly CollectionRow[]): Ore {
  return sumOre(rows.map((row) => (row.kind === 'claim' ? row.amount : ore(0))))
}

export type CollectionStatus = {
  readonly line: number
  readonly claimNumber: number
  readonly status: 'paid' | 'part-paid' | 'withdrawn'
  /** What the customer has paid the collector so far, all told. */
  readonly paid: Ore
  readonly on: Day
}

export type CollectionStatusFile = {
  readonly issuerCode: string
  readonly rows: readonly CollectionStatus[]
}

export type CollectionFault =
  | 'not-utf8'
  | 'bad-header'
  | 'bad-trailer'
  | 'count-differs'
  | 'wrong-fields'
  | 'bad-claim-number'
  | 'unknown-status'
  | 'bad-amount'
  | 'bad-day'
  | 'claim-twice'

export type CollectionRefusal = Refusal<CollectionFault> & { readonly line: number }

/** A file that is wrong anywhere is refused whole, at its first wrong line. */
export function parseCollectionStatus(bytes: Uint8Array): CollectionStatusFile | CollectionRefusal {
  if (!isUtf8(bytes)) return at(0, 'not-utf8')
  const lines = linesOf(bytes, 'utf8')
  const header = lines.next().value?.text ?? ''
  const [tag, format, version, issuerCode = '', ...more] = header.split(';')
  if (
    tag !== 'H' ||
    format !== 'brikke-collection-status' ||
    version !== '1' ||
    !/^[a-z0-9-]+$/.test(issuerCode) ||
    more.length > 0
  )
    return at(1, 'bad-header')
  const last = lastLineOf(bytes, 'utf8')
  const trailer = /^Z;(\d{1,9})$/.exec(last.text)
  if (!trailer || last.number < 2) return at(last.number, 'bad-trailer')
  if (Number(trailer[1]) !== last.number - 2) return at(last.number, 'count-differs')
  const rows: CollectionStatus[] = []
  const seen = new Set<number>()
  for (const { text, number } of lines) {
    if (number === last.number) break
    const row = parseRow(text, number)
    if ('refused' in row) return row
    if (seen.has(row.claimNumber)) return at(number, 'claim-twice')
    seen.add(row.claimNumber)
    rows.push(row)
  }
  return { issuerCode, rows }
}

function parseRow(text: string, line: number): CollectionStatus | CollectionRefusal {
  const cells = text.split(';')
  const [tag, number = '', status = '', paid = '', on = ''] = cells
  if (tag !== 'S' || cells.length !== 5) return at(line, 'wrong-fields')
  if (!/^[1-9]\d{0,14}$/.test(number)) return at(line, 'bad-claim-number')
  if (!isStatus(status)) return at(line, 'unknown-status')
  // A part is of something, and what is withdrawn is not paid.
  const amount = /^\d{1,12}$/.test(paid) ? Number(paid) : -1
  if (amount < 0 || (status === 'withdrawn') !== (amount === 0)) return at(line, 'bad-amount')
  if (!isDay(on)) return at(line, 'bad-day')
  return { line, claimNumber: Number(number), status, paid: ore(amount), on }
}

function isStatus(text: string): text is CollectionStatus['status'] {
  return text === 'paid' || text === 'part-paid' || text === 'withdrawn'
}

function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}

function at(line: number, refused: CollectionFault): CollectionRefusal {
  return { ...refuse(refused), line }
}

type Cell = string | number | null

function cellsOf(row: CollectionRow): Cell[] {
  if (row.kind === 'closed') return ['X', row.claimNumber, row.kid, row.because, row.closedOn]
  const { claimNumber, kid, invoiceNumber, dueOn, reminderNumber, remindedOn, noticeUntil, amount, fee } = row
  const { name, organisationNumber, street, postalCode, place, country, language } = row
  const claim = [claimNumber, kid, invoiceNumber, dueOn, reminderNumber, remindedOn, noticeUntil, amount, fee]
  return ['C', ...claim, name, organisationNumber, street, postalCode, place, country, language]
}

function cell(value: Cell): string {
  const text = String(value ?? '')
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]+/gu, ' ')
    .trim()
  return /[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
