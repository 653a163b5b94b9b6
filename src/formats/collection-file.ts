import type { Day } from '#core/dated.ts'
import { type Ore, ore, sumOre } from '#core/money.ts'
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
      /** Late interest on what is neither fee nor interest, until the day of the file. Null: the rate is not known. */
      readonly interest: Ore | null
      readonly interestFrom: Day
      /** Percent a year on the day of the file. */
      readonly interestPercent: number | null
      readonly name: string
      readonly organisationNumber: string | null
      readonly street: string | null
      readonly postalCode: string | null
      readonly place: string | null
      readonly country: string
      readonly language: string
    }
  | {
      /** Of a claim told of before: paid on to us, or taken back by the bank. What is left to ask for, and no sum to add. */
      readonly kind: 'changed'
      readonly claimNumber: number
      readonly kid: string
      readonly amount: Ore
      /** Of the amount. */
      readonly fee: Ore
      readonly changedOn: Day
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

export function writeCollectionFile({ issuerCode, fileNumber, madeOn, rows }: CollectionFile): string {
  return writeSemicolonRows([
    ['H', 'brikke-collection', '3', issuerCode, fileNumber, madeOn],
    ...rows.map(cellsOf),
    ['Z', rows.length, sumOfClaims(rows)],
  ])
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
  | FrameFault
  | 'wrong-fields'
  | 'bad-claim-number'
  | 'unknown-status'
  | 'bad-amount'
  | 'bad-day'
  | 'claim-twice'

export type CollectionRefusal = RowRefusal<CollectionFault>

/** A file that is wrong anywhere is refused whole, at its first wrong line. */
export function parseCollectionStatus(bytes: Uint8Array): CollectionStatusFile | CollectionRefusal {
  const read = parseSemicolonRows(bytes, {
    header: ([tag, format, version, issuerCode = '', ...more]) =>
      tag === 'H' &&
      format === 'brikke-collection-status' &&
      version === '1' &&
      /^[a-z0-9-]+$/.test(issuerCode) &&
      more.length === 0
        ? issuerCode
        : undefined,
    row: parseRow,
    key: (row) => row.claimNumber,
    twice: 'claim-twice',
  })
  return 'refused' in read ? read : { issuerCode: read.head, rows: read.rows }
}

function parseRow(cells: readonly string[], line: number): CollectionStatus | Refusal<CollectionFault> {
  const [tag, number = '', status = '', paid = '', on = ''] = cells
  if (tag !== 'S' || cells.length !== 5) return refuse('wrong-fields')
  if (!isOurNumber(number)) return refuse('bad-claim-number')
  if (!isStatus(status)) return refuse('unknown-status')
  // A part is of something, and what is withdrawn is not paid.
  const amount = /^\d{1,12}$/.test(paid) ? Number(paid) : -1
  if (amount < 0 || (status === 'withdrawn') !== (amount === 0)) return refuse('bad-amount')
  if (!isDay(on)) return refuse('bad-day')
  return { line, claimNumber: Number(number), status, paid: ore(amount), on }
}

function isStatus(text: string): text is CollectionStatus['status'] {
  return text === 'paid' || text === 'part-paid' || text === 'withdrawn'
}

function cellsOf(row: CollectionRow): Cell[] {
  if (row.kind === 'closed') return ['X', row.claimNumber, row.kid, row.because, row.closedOn]
  if (row.kind === 'changed') return ['A', row.claimNumber, row.kid, row.amount, row.fee, row.changedOn]
  const { claimNumber, kid, invoiceNumber, dueOn, reminderNumber, remindedOn, noticeUntil, amount, fee } = row
  const { name, organisationNumber, street, postalCode, place, country, language } = row
  const claim = [claimNumber, kid, invoiceNumber, dueOn, reminderNumber, remindedOn, noticeUntil, amount, fee]
  const { interest, interestFrom, interestPercent } = row
  return [
    'C',
    ...claim,
    interestFrom,
    interestPercent,
    interest,
    name,
    organisationNumber,
    street,
    postalCode,
    place,
    country,
    language,
  ]
}
