import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import type { Line } from './lines.ts'
import {
  agree,
  dayOf,
  Fault,
  field,
  type NetsFault,
  type NetsRefusal,
  numberOf,
  readNetsFile,
  recordOf,
} from './nets-record.ts'

/** An OCR giro transmission: what came in to one or more accounts. Layout in docs/formats/ocr-giro.md. */
export type OcrFile = {
  readonly transmissionNumber: string
  readonly assignments: readonly OcrAssignment[]
  readonly count: number
  /** Reversals are added, not deducted, as the bank counts. */
  readonly sum: Ore
}

export type OcrAssignment = {
  readonly agreement: string
  readonly assignmentNumber: string
  readonly account: string
  readonly payments: readonly OcrPayment[]
}

export type OcrPayment = {
  readonly transactionNumber: string
  readonly transactionType: number
  readonly netsOn: Day
  /** Empty where the payer gave none. */
  readonly kid: string
  /** Negative for a reversal. */
  readonly amount: Ore
  readonly paidOn: Day
  /** Undefined when the bank does not tell. */
  readonly debitAccount: string | undefined
}

export type OcrFault =
  | NetsFault
  | 'not-a-sign'
  | 'unknown-transaction-type'
  | 'repeated-transaction'
  | 'zero-amount'
  | 'sum-too-large'

/** The line is counted from 1. */
export type OcrRefusal = NetsRefusal<OcrFault>

/** Reads a whole file, ISO 8859-1; refuses it whole at the first thing that does not agree. */
export function parseOcrGiro(bytes: Uint8Array): OcrFile | OcrRefusal {
  return readNetsFile<OcrFile, OcrFault>(bytes, readLines)
}

/** A transmission as far as it has been read. */
type Reading = {
  transmissionNumber: string | undefined
  readonly assignments: OcrAssignment[]
  open: Open | undefined
  ended: boolean
}
type Open = Omit<OcrAssignment, 'payments'> & {
  readonly firstLine: number
  readonly payments: OcrPayment[]
  /** By day. */
  readonly transactions: Map<Day, Set<number>>
  /** The first half of a payment, waiting for the other. */
  pending: Item | undefined
}
type Item = { -readonly [Field in keyof OcrPayment]: OcrPayment[Field] }

function readLines(lines: Iterable<Line>): OcrFile {
  const file: Reading = { transmissionNumber: undefined, assignments: [], open: undefined, ended: false }
  let last = 0
  for (const line of lines) {
    readLine(file, line)
    last = line.number
  }
  if (last === 0) throw new Fault('empty-file', 1)
  if (!file.ended) throw new Fault('no-end-record', last)
  const payments = file.assignments.flatMap((assignment) => assignment.payments)
  return {
    transmissionNumber: file.transmissionNumber ?? '',
    assignments: file.assignments,
    count: payments.length,
    sum: ore(sumOf(payments)),
  }
}

function readLine(file: Reading, line: Line): void {
  const { number } = line
  const record = recordOf(line)
  const begins = record === 'NY000010'
  if (file.ended || begins !== (file.transmissionNumber === undefined)) throw new Fault('wrong-order', number)
  if (begins) file.transmissionNumber = field(line, 17, 23)
  else if (record === 'NY090020') file.open = beginAssignment(file, line)
  else if (record === 'NY090088') file.assignments.push(endAssignment(file, line))
  else if (record === 'NY000089') endTransmission(file, line)
  else if (/^NY09\d\d30$/.test(record)) readItem1(inside(file, line), line)
  else if (/^NY09\d\d31$/.test(record)) readItem2(inside(file, line), line)
  else if (/^NY09\d\d32$/.test(record)) readItem3(inside(file, line), line)
  else throw new Fault('unknown-record', number, record)
}

function beginAssignment(file: Reading, line: Line): Open {
  if (file.open) throw new Fault('wrong-order', line.number)
  return {
    agreement: field(line, 9, 17),
    assignmentNumber: field(line, 18, 24),
    account: field(line, 25, 35),
    firstLine: line.number,
    payments: [],
    transactions: new Map(),
    pending: undefined,
  }
}

function inside({ open }: Reading, line: Line): Open {
  if (!open) throw new Fault('wrong-order', line.number)
  return open
}

function readItem1(open: Open, line: Line): void {
  if (open.pending) throw new Fault('wrong-order', line.number)
  const transactionType = numberOf(line, 5, 6)
  if (transactionType < 10 || transactionType > 21)
    throw new Fault('unknown-transaction-type', line.number, String(transactionType))
  const transactionNumber = field(line, 9, 15)
  const netsOn = dayOf(line, 16)
  if (isRepeated(open, netsOn, Number(transactionNumber)))
    throw new Fault('repeated-transaction', line.number, `${netsOn} ${transactionNumber}`)
  const amount = numberOf(line, 33, 49)
  if (amount === 0) throw new Fault('zero-amount', line.number)
  open.pending = {
    transactionNumber,
    transactionType,
    netsOn,
    kid: line.text.slice(49, 74).trim(),
    amount: ore(isReversal(line, transactionType) ? -amount : amount),
    // Until the other half has told.
    paidOn: netsOn,
    debitAccount: undefined,
  }
}

function isRepeated({ transactions }: Open, netsOn: Day, transaction: number): boolean {
  const known = transactions.get(netsOn)
  if (known?.has(transaction)) return true
  if (known) known.add(transaction)
  else transactions.set(netsOn, new Set([transaction]))
  return false
}

const REVERSALS = new Set([18, 20])

/** By its type, or by a minus sign before the amount. */
function isReversal({ text, number }: Line, transactionType: number): boolean {
  const sign = text[31]
  if (sign !== '-' && sign !== '0') throw new Fault('not-a-sign', number, 'position 32')
  return sign === '-' || REVERSALS.has(transactionType)
}

function readItem2(open: Open, line: Line): void {
  const item = open.pending
  if (!item || !isSameTransaction(item, line)) throw new Fault('wrong-order', line.number)
  const account = field(line, 48, 58)
  // Zeros where the bank does not tell its day: the settlement day then.
  if (numberOf(line, 42, 47) !== 0) item.paidOn = dayOf(line, 42)
  if (!/^0*$/.test(account)) item.debitAccount = account
  open.payments.push(item)
  open.pending = undefined
}

/** Free text from the payer, with types 20 and 21 only. It is not kept. */
function readItem3(open: Open, line: Line): void {
  const last = open.payments.at(-1)
  if (open.pending || !last || !isSameTransaction(last, line) || last.transactionType < 20)
    throw new Fault('wrong-order', line.number)
}

function isSameTransaction(item: Item, line: Line): boolean {
  return numberOf(line, 5, 6) === item.transactionType && field(line, 9, 15) === item.transactionNumber
}

function endAssignment(file: Reading, line: Line): OcrAssignment {
  const open = inside(file, line)
  if (open.pending) throw new Fault('wrong-order', line.number)
  const { agreement, assignmentNumber, account, payments } = open
  agreeWith(line, payments, line.number - open.firstLine + 1)
  file.open = undefined
  return { agreement, assignmentNumber, account, payments }
}

function endTransmission(file: Reading, line: Line): void {
  if (file.open) throw new Fault('wrong-order', line.number)
  agreeWith(
    line,
    file.assignments.flatMap((assignment) => assignment.payments),
    line.number,
  )
  file.ended = true
}

function agreeWith(line: Line, payments: readonly OcrPayment[], records: number): void {
  const sum = sumOf(payments)
  if (!Number.isSafeInteger(sum)) throw new Fault('sum-too-large', line.number)
  agree(line, { count: payments.length, records, sum })
}

/** Reversals are added, as the bank does. */
function sumOf(payments: readonly OcrPayment[]): number {
  return payments.reduce((sum, { amount }) => sum + Math.abs(amount), 0)
}
