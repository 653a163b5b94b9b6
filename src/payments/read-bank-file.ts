import type { Day } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { type CamtFile, type CamtRefusal, type CamtStatement, parseCamt } from '#formats/camt.ts'
import { type OcrAssignment, type OcrFile, type OcrRefusal, parseOcrGiro } from '#formats/ocr-giro.ts'

/** What came in on accounts of ours, however the bank tells of it. */
export type BankFile = {
  readonly format: PaymentFormat
  readonly transmissionNumber: string
  readonly accounts: readonly BankAccount[]
  readonly count: number
  /** Money taken back, and money out, is added. */
  readonly sum: Ore
}

export type PaymentFormat = 'ocr-giro' | 'camt.053' | 'camt.054'

export type BankAccount = {
  readonly account: string
  /** With Nets, in OCR giro only. */
  readonly agreement: string | undefined
  /** What the bank's keys of its records begin with, in whatever file. */
  readonly keysFrom: string
  readonly payments: readonly BankPayment[]
  readonly movements: readonly BankMovement[]
}

export type BankPayment = {
  /** The bank's own key of a payment, whatever file brings it. */
  readonly bankRef: string
  readonly kid: string
  readonly amount: Ore
  readonly paidOn: Day
  readonly debitAccount: string | undefined
}

/** A record that is no payment in: money of ours that went out or came back, or what cannot be booked. */
export type BankMovement =
  | {
      readonly because: 'debit' | 'returned'
      readonly bankRef: string
      readonly amount: Ore
      readonly bookedOn: Day
      readonly endToEndId: string | undefined
    }
  | {
      readonly because: CamtStatement['rejected'][number]['because']
      readonly bankRef: string | undefined
    }

/** Told apart by what stands in it: XML begins with a bracket, OCR giro with NY. */
export function readBankFile(bytes: Uint8Array): BankFile | OcrRefusal | CamtRefusal {
  if (isXml(bytes)) {
    const file = parseCamt(bytes)
    return isRefusal(file) ? file : ofCamt(file)
  }
  const file = parseOcrGiro(bytes)
  return isRefusal(file) ? file : ofOcrGiro(file)
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d])

function isXml(bytes: Uint8Array): boolean {
  const start = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0
  let at = start
  while (at < bytes.length && BLANKS.has(bytes[at] ?? 0)) at++
  return bytes[at] === 0x3c
}

function ofOcrGiro(file: OcrFile): BankFile {
  const { transmissionNumber, count, sum } = file
  return { format: 'ocr-giro', transmissionNumber, count, sum, accounts: file.assignments.map(ofAssignment) }
}

function ofAssignment({ agreement, assignmentNumber, account, payments }: OcrAssignment): BankAccount {
  return {
    account,
    agreement,
    keysFrom: `ocr ${agreement} ${assignmentNumber}`,
    movements: [],
    payments: payments.map(({ netsOn, transactionNumber, kid, amount, paidOn, debitAccount }) => ({
      // Nets, OCR giro manual.
      bankRef: `ocr ${agreement} ${assignmentNumber} ${netsOn} ${transactionNumber}`,
      kid,
      amount,
      paidOn,
      debitAccount,
    })),
  }
}

function ofCamt({ message, messageId, statements, count, sum }: CamtFile): BankFile {
  const rejected = statements.reduce((total, statement) => total + statement.rejected.length, 0)
  return {
    format: message.startsWith('camt.053') ? 'camt.053' : 'camt.054',
    transmissionNumber: messageId,
    accounts: statements.map(ofStatement),
    count: count + rejected,
    sum,
  }
}

function ofStatement({ account, payments, rejected }: CamtStatement): BankAccount {
  const bankRef = (reference: string) => `camt ${account} ${reference}`
  const [ours, came] = [payments.filter(isOurs), payments.filter((payment) => !isOurs(payment))]
  return {
    account,
    agreement: undefined,
    keysFrom: `camt ${account}`,
    payments: came.map(({ reference, kid, amount, bookedOn, debitAccount }) => ({
      bankRef: bankRef(reference),
      kid,
      amount,
      paidOn: bookedOn,
      debitAccount,
    })),
    movements: [
      ...ours.map(({ reference, kind, amount, bookedOn, endToEndId }) => ({
        because: kind === 'debit' ? ('debit' as const) : ('returned' as const),
        bankRef: bankRef(reference),
        amount,
        bookedOn,
        endToEndId,
      })),
      ...rejected.map(({ because, reference }) => ({
        because,
        bankRef: reference === undefined ? undefined : bankRef(reference),
      })),
    ],
  }
}

function isOurs({ kind }: CamtStatement['payments'][number]): boolean {
  return kind === 'debit' || kind === 'returned'
}
