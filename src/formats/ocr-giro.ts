import type { Day } from '#core/dated.ts'
import { type Ore, ore } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'

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
  | 'empty-file'
  | 'wrong-line-length'
  | 'unknown-record'
  | 'wrong-order'
  | 'not-a-number'
  | 'not-a-sign'
  | 'not-a-date'
  | 'unknown-transaction-type'
  | 'repeated-transaction'
  | 'zero-amount'
  | 'count-disagrees'
  | 'records-disagree'
  | 'sum-disagrees'
  | 'no-end-record'

/** The line is counted from 1. */
export type OcrRefusal = Refusal<OcrFault> & { readonly line: number }

/** Reads a whole file, ISO 8859-1; refuses it whole at the first thing that does not agree. */
export function parseOcrGiro(bytes: Uint8Array): OcrFile | OcrRefusal {
  const lines = Buffer.from(bytes).toString('latin1').split(/\r?\n/)
  while (lines.at(-1) === '') lines.pop()
  if (lines.length === 0) return { ...refuse('empty-file'), line: 1 }
  try {
    return readLines(lines)
  } catch (error) {
    if (error instanceof Fault) return { ...refuse(error.code, error.detail), line: error.line }
    throw error
  }
}

/** Thrown inside this file only, so that a record reads as a list of its fields. */
class Fault extends Error {
  readonly code: OcrFault
  readonly line: number
  readonly detail: string | undefined
  constructor(code: OcrFault, line: number, detail?: string) {
    super(code)
    this.code = code
    this.line = line
    this.detail = detail
  }
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
  readonly transactions: Set<string>
  /** The first half of a payment, waiting for the other. */
  pending: Item | undefined
}
type Item = Omit<OcrPayment, 'paidOn' | 'debitAccount'>
type Line = { readonly text: string; readonly number: number }

function readLines(lines: readonly string[]): OcrFile {
  const file: Reading = { transmissionNumber: undefined, assignments: [], open: undefined, ended: false }
  lines.forEach((text, i) => readLine(file, { text, number: i + 1 }))
  if (!file.ended) throw new Fault('no-end-record', lines.length)
  const payments = file.assignments.flatMap((assignment) => assignment.payments)
  return {
    transmissionNumber: file.transmissionNumber ?? '',
    assignments: file.assignments,
    count: payments.length,
    sum: counted(payments),
  }
}

function readLine(file: Reading, line: Line): void {
  const { text, number } = line
  if (text.length !== 80) throw new Fault('wrong-line-length', number, `${text.length} characters`)
  const begins = text.startsWith('NY000010')
  if (file.ended || begins !== (file.transmissionNumber === undefined)) throw new Fault('wrong-order', number)
  const record = text.slice(0, 8)
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
    transactions: new Set(),
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
  const key = `${netsOn} ${transactionNumber}`
  if (open.transactions.has(key)) throw new Fault('repeated-transaction', line.number, key)
  open.transactions.add(key)
  const amount = numberOf(line, 33, 49)
  if (amount === 0) throw new Fault('zero-amount', line.number)
  open.pending = {
    transactionNumber,
    transactionType,
    netsOn,
    kid: line.text.slice(49, 74).trim(),
    amount: ore(isReversal(line, transactionType) ? -amount : amount),
  }
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
  const paidOn = field(line, 42, 47) === '000000' ? item.netsOn : dayOf(line, 42)
  open.payments.push({ ...item, paidOn, debitAccount: /^0*$/.test(account) ? undefined : account })
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
  agree(line, { payments, records: line.number - open.firstLine + 1 })
  file.open = undefined
  return { agreement, assignmentNumber, account, payments }
}

function endTransmission(file: Reading, line: Line): void {
  if (file.open) throw new Fault('wrong-order', line.number)
  agree(line, {
    payments: file.assignments.flatMap((assignment) => assignment.payments),
    records: line.number,
  })
  file.ended = true
}

/** What an end record declares: transactions, records with the first and the last, sum. */
function agree(line: Line, found: { payments: readonly OcrPayment[]; records: number }): void {
  const fault = (code: OcrFault, declared: number, counted: number) =>
    new Fault(code, line.number, `declared ${declared}, found ${counted}`)
  const [count, records, sum] = [numberOf(line, 9, 16), numberOf(line, 17, 24), numberOf(line, 25, 41)]
  if (count !== found.payments.length) throw fault('count-disagrees', count, found.payments.length)
  if (records !== found.records) throw fault('records-disagree', records, found.records)
  if (sum !== counted(found.payments)) throw fault('sum-disagrees', sum, counted(found.payments))
}

function counted(payments: readonly OcrPayment[]): Ore {
  return ore(payments.reduce((sum, { amount }) => sum + Math.abs(amount), 0))
}

/** Digits. Positions as the manual counts them: from 1, both inside. */
function field({ text, number }: Line, from: number, to: number): string {
  const digits = text.slice(from - 1, to)
  if (!/^\d+$/.test(digits)) throw new Fault('not-a-number', number, `positions ${from}–${to}`)
  return digits
}

/** Seventeen digits may hold more than a number can be trusted with. */
function numberOf(line: Line, from: number, to: number): number {
  const number = Number(field(line, from, to))
  if (!Number.isSafeInteger(number)) throw new Fault('not-a-number', line.number, `positions ${from}–${to}`)
  return number
}

/** DDMMYY. The century is of this file's own making: OCR giro is younger than 1989. */
function dayOf(line: Line, from: number): Day {
  const [, day = '', month = '', yy = ''] = /^(..)(..)(..)$/.exec(field(line, from, from + 5)) ?? []
  const text = `${Number(yy) >= 89 ? '19' : '20'}${yy}-${month}-${day}`
  const date = new Date(`${text}T00:00:00Z`)
  // A day that is none either is no date at all or slides into the next month.
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text)
    throw new Fault('not-a-date', line.number, `positions ${from}–${from + 5}`)
  return text
}
