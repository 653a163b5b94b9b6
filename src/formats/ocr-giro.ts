import type { Day } from '#core/dated.ts'
import { ore, type Ore } from '#core/money.ts'
import { refuse, type Refusal } from '#core/refusal.ts'

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
  readonly kid: string
  /** Negative for a reversal (types 18 and 20). */
  readonly amount: Ore
  readonly paidOn: Day
  /** Undefined when the bank does not tell. */
  readonly debitAccount: string | undefined
}

export type OcrFault =
  | 'empty-file' | 'wrong-line-length' | 'unknown-record' | 'wrong-order' | 'not-a-number' | 'not-a-date'
  | 'unknown-transaction-type' | 'zero-amount' | 'count-disagrees' | 'records-disagree' | 'sum-disagrees' | 'no-end-record'

export type OcrRefusal = Refusal<OcrFault> & { readonly line: number }

const REVERSALS = new Set([18, 20])

/** Reads a whole file, ISO 8859-1; refuses it whole at the first thing that does not agree. */
export function parseOcrGiro(bytes: Uint8Array): OcrFile | OcrRefusal {
  const lines = Buffer.from(bytes).toString('latin1').split(/\r?\n/)
  while (lines.at(-1) === '') lines.pop()
  if (lines.length === 0) return { ...refuse('empty-file'), line: 1 }
  try {
    return readFile(lines)
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

type Open = { agreement: string; assignmentNumber: string; account: string; firstLine: number; payments: OcrPayment[]; pending: Item | undefined }
type Item = Omit<OcrPayment, 'paidOn' | 'debitAccount'> & { readonly line: number }

function readFile(lines: readonly string[]): OcrFile {
  const assignments: OcrAssignment[] = []
  let transmissionNumber: string | undefined
  let open: Open | undefined
  let ended = false
  lines.forEach((line, i) => {
    const at = i + 1
    if (line.length !== 80) throw new Fault('wrong-line-length', at, `${line.length} characters`)
    if (ended || (transmissionNumber === undefined) !== line.startsWith('NY000010')) throw new Fault('wrong-order', at)
    const kind = line.slice(0, 4) + line.slice(6, 8)
    if (kind === 'NY0010') transmissionNumber = line.slice(16, 23)
    else if (kind === 'NY0920') open = begin(line, at, open)
    else if (kind === 'NY0930') item1(line, at, inside(open, at))
    else if (kind === 'NY0931') item2(line, at, inside(open, at))
    else if (kind === 'NY0932') item3(line, at, inside(open, at))
    else if (kind === 'NY0988') {
      assignments.push(end(line, at, inside(open, at)))
      open = undefined
    } else if (kind === 'NY0089') {
      if (open) throw new Fault('wrong-order', at)
      agree(line, at, assignments.flatMap((a) => a.payments), lines.length)
      ended = true
    } else throw new Fault('unknown-record', at, line.slice(0, 8))
  })
  if (!ended) throw new Fault('no-end-record', lines.length)
  const payments = assignments.flatMap((a) => a.payments)
  return { transmissionNumber: transmissionNumber ?? '', assignments, count: payments.length, sum: counted(payments) }
}

function inside(open: Open | undefined, line: number): Open {
  if (!open) throw new Fault('wrong-order', line)
  return open
}

function begin(line: string, at: number, open: Open | undefined): Open {
  if (open) throw new Fault('wrong-order', at)
  return { agreement: line.slice(8, 17), assignmentNumber: line.slice(17, 24), account: line.slice(24, 35), firstLine: at, payments: [], pending: undefined }
}

function item1(line: string, at: number, open: Open): void {
  if (open.pending) throw new Fault('wrong-order', at)
  const transactionType = digits(line, 5, 6, at)
  if (transactionType < 10 || transactionType > 21) throw new Fault('unknown-transaction-type', at, String(transactionType))
  const amount = digits(line, 33, 49, at)
  if (amount === 0) throw new Fault('zero-amount', at)
  const reversal = REVERSALS.has(transactionType) || line[31] === '-'
  open.pending = {
    transactionNumber: line.slice(8, 15), transactionType, netsOn: day(line, 16, at), kid: line.slice(49, 74).trim(),
    amount: ore(reversal ? -amount : amount), line: at,
  }
}

function item2(line: string, at: number, open: Open): void {
  const first = open.pending
  if (!first || first.transactionNumber !== line.slice(8, 15)) throw new Fault('wrong-order', at)
  const { line: _, ...item } = first
  const account = line.slice(47, 58)
  // Zeros where the bank does not tell its day: the settlement day then.
  const paidOn = line.slice(41, 47) === '000000' ? item.netsOn : day(line, 42, at)
  open.payments.push({ ...item, paidOn, debitAccount: /^0*$/.test(account) ? undefined : account })
  open.pending = undefined
}

/** Free text comes with types 20 and 21 only; it is not kept. */
function item3(line: string, at: number, open: Open): void {
  const last = open.payments.at(-1)
  if (open.pending || last?.transactionNumber !== line.slice(8, 15) || last.transactionType < 20) throw new Fault('wrong-order', at)
}

function end(line: string, at: number, open: Open): OcrAssignment {
  if (open.pending) throw new Fault('wrong-order', at)
  agree(line, at, open.payments, at - open.firstLine + 1)
  const { agreement, assignmentNumber, account, payments } = open
  return { agreement, assignmentNumber, account, payments }
}

/** What an end record declares: transactions, records, sum. */
function agree(line: string, at: number, payments: readonly OcrPayment[], records: number): void {
  const declared = { count: digits(line, 9, 16, at), records: digits(line, 17, 24, at), sum: digits(line, 25, 41, at) }
  if (declared.count !== payments.length) throw new Fault('count-disagrees', at, `declared ${declared.count}, found ${payments.length}`)
  if (declared.records !== records) throw new Fault('records-disagree', at, `declared ${declared.records}, found ${records}`)
  const sum = counted(payments)
  if (declared.sum !== sum) throw new Fault('sum-disagrees', at, `declared ${declared.sum}, found ${sum}`)
}

function counted(payments: readonly OcrPayment[]): Ore {
  return ore(payments.reduce((sum, payment) => sum + Math.abs(payment.amount), 0))
}

/** Positions as the manual counts them: from 1, both inside. */
function digits(line: string, from: number, to: number, at: number): number {
  const text = line.slice(from - 1, to)
  const number = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) throw new Fault('not-a-number', at, `positions ${from}–${to}`)
  return number
}

/** DDMMYY. The century: OCR giro is younger than 1989. */
function day(line: string, from: number, at: number): Day {
  const text = line.slice(from - 1, from + 5)
  const [d, m, y] = [Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6))]
  const year = y >= 89 ? 1900 + y : 2000 + y
  const date = new Date(Date.UTC(year, m - 1, d))
  if (!/^\d{6}$/.test(text) || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) {
    throw new Fault('not-a-date', at, `positions ${from}–${from + 5}`)
  }
  return date.toISOString().slice(0, 10)
}
