/** One credit to a payee account, as a bank reports it. */
export type Payment = {
  readonly kid: string
  /** The payee's, 11 digits. */
  readonly account: string
  readonly amountOre: number
  /** YYYY-MM-DD */
  readonly paidOn: string
}

export type Assignment = {
  /** The payee's agreement on OCR giro, 9 digits. */
  readonly agreement: string
  readonly number: number
  readonly account: string
  readonly payments: readonly Payment[]
}

/** A file of OCR giro (service 09): one transmission, an assignment for each payee account. ISO 8859-1, CRLF. */
export function writeOcrGiro(transmission: number, assignments: readonly Assignment[]): Buffer {
  const items = assignments.map(assignmentLines)
  const payments = assignments.flatMap((assignment) => assignment.payments)
  const latest = dates(payments).at(-1)
  const records = items.flat().length + 2
  const lines = [
    line(`NY000010${CLEARING_HOUSE}${number(transmission, 7)}${number(RECIPIENT, 8)}`),
    ...items.flat(),
    line(
      `NY000089${number(payments.length, 8)}${number(records, 8)}${number(sum(payments), 17)}${day(latest)}`,
    ),
  ]
  return Buffer.from(lines.map((each) => `${each}\r\n`).join(''), 'latin1')
}

const CLEARING_HOUSE = '00008080'
const RECIPIENT = 10_008_099
/** A giro the payer's own bank forwarded: the commonest kind. */
const GIRO = '10'
const SETTLEMENT_DAY_CODE = '20'

function assignmentLines({ agreement, number: assignment, account, payments }: Assignment): string[] {
  const items = payments.flatMap((payment, index) => itemLines(payment, index + 1))
  const [earliest, latest] = [dates(payments)[0], dates(payments).at(-1)]
  const counts = `${number(payments.length, 8)}${number(items.length + 2, 8)}${number(sum(payments), 17)}`
  return [
    line(`NY090020${number(agreement, 9)}${number(assignment, 7)}${number(account, 11)}`),
    ...items,
    line(`NY090088${counts}${day(latest)}${day(earliest)}${day(latest)}`),
  ]
}

function itemLines({ kid, amountOre, paidOn }: Payment, transaction: number): [string, string] {
  const settled = `${day(paidOn)}13${SETTLEMENT_DAY_CODE}1${number(transaction % 100_000, 5)}`
  return [
    line(
      `NY09${GIRO}30${number(transaction, 7)}${settled}0${number(amountOre, 17)}${kid.padStart(KID_WIDTH, ' ')}`,
    ),
    // The form number tells payments apart; the payer's account is not told, which banks write as zeros.
    line(
      `NY09${GIRO}31${number(transaction, 7)}${number(transaction, 10)}${number(transaction, 9)}0000000${day(paidOn)}`,
    ),
  ]
}

const LINE_WIDTH = 80
const KID_WIDTH = 25

function line(filled: string): string {
  if (filled.length > LINE_WIDTH)
    throw new Error(`an OCR giro line of ${filled.length} characters: ${filled}`)
  return filled.padEnd(LINE_WIDTH, '0')
}

function number(value: number | string, width: number): string {
  const digits = String(value)
  if (!/^\d+$/.test(digits) || digits.length > width)
    throw new Error(`${digits} does not fit in ${width} digits`)
  return digits.padStart(width, '0')
}

/** DDMMYY */
function day(date: string | undefined): string {
  const [, year, month, dayOfMonth] = /^\d\d(\d\d)-(\d\d)-(\d\d)$/.exec(date ?? '') ?? []
  if (dayOfMonth === undefined) throw new Error(`${date} is no date`)
  return `${dayOfMonth}${month}${year}`
}

function dates(payments: readonly Payment[]): string[] {
  return payments.map(({ paidOn }) => paidOn).sort()
}

function sum(payments: readonly Payment[]): number {
  return payments.reduce((total, { amountOre }) => total + amountOre, 0)
}
