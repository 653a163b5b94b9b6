import type { Day } from '#core/dated.ts'
import type { OcrAssignment, OcrFile, OcrPayment } from '#formats/ocr-giro.ts'

type Written = {
  readonly newline?: '\n' | '\r\n'
  /** What the payer wrote, with payments of types 20 and 21. */
  readonly texts?: (payment: OcrPayment) => string | undefined
}

/** The bank's side: a transmission as the layout in docs/formats/ocr-giro.md says, ISO 8859-1. */
export function formatOcrGiro(file: Omit<OcrFile, 'count' | 'sum'>, how: Written = {}): Buffer {
  const newline = how.newline ?? '\r\n'
  return Buffer.from(
    linesOf(file, how.texts ?? (() => undefined))
      .map((text) => text + newline)
      .join(''),
    'latin1',
  )
}

/** Counts and sums of a file, from its assignments. */
export function ocrFile(transmissionNumber: string, assignments: readonly OcrAssignment[]): OcrFile {
  const payments = assignments.flatMap((assignment) => assignment.payments)
  return { transmissionNumber, assignments, count: payments.length, sum: sumOf(payments) as OcrFile['sum'] }
}

type Texts = NonNullable<Written['texts']>

function linesOf(
  { transmissionNumber, assignments }: Pick<OcrFile, 'transmissionNumber' | 'assignments'>,
  texts: Texts,
) {
  const inside = assignments.flatMap((assignment) => assignmentLines(assignment, texts))
  const payments = assignments.flatMap((assignment) => assignment.payments)
  return [
    line('NY000010', '00008080', transmissionNumber, '00010200'),
    ...inside,
    line('NY000089', ...totals(payments, inside.length + 2), shortDay(daysOf(payments)[0])),
  ]
}

function assignmentLines(assignment: OcrAssignment, texts: Texts): string[] {
  const { agreement, assignmentNumber, account, payments } = assignment
  const items = payments.flatMap((payment) => itemLines(payment, texts(payment)))
  const days = daysOf(payments)
  return [
    line('NY090020', agreement, assignmentNumber, account),
    ...items,
    line(
      'NY090088',
      ...totals(payments, items.length + 2),
      shortDay(days[0]),
      shortDay(days[0]),
      shortDay(days.at(-1)),
    ),
  ]
}

function itemLines(payment: OcrPayment, text: string | undefined): string[] {
  const { transactionNumber, transactionType, netsOn, kid, amount, paidOn, debitAccount } = payment
  const settled = shortDay(netsOn)
  const sign = amount < 0 ? '-' : '0'
  const start = (item: number) => `NY09${digits(transactionType, 2)}${item}`
  return [
    line(
      start(30),
      transactionNumber,
      settled,
      '01',
      settled.slice(0, 2),
      '1',
      '00042',
      sign,
      digits(Math.abs(amount), 17),
      kid.padStart(25),
    ),
    line(
      start(31),
      transactionNumber,
      '0000000042',
      '000000007',
      '0000000',
      shortDay(paidOn),
      debitAccount ?? '00000000000',
    ),
    ...(text === undefined ? [] : [line(start(32), transactionNumber, text.padEnd(40).slice(0, 40))]),
  ]
}

function totals(payments: readonly OcrPayment[], records: number): string[] {
  return [digits(payments.length, 8), digits(records, 8), digits(sumOf(payments), 17)]
}

/** Reversals are added, as the bank does. */
function sumOf(payments: readonly OcrPayment[]): number {
  return payments.reduce((sum, { amount }) => sum + Math.abs(amount), 0)
}

function daysOf(payments: readonly OcrPayment[]): Day[] {
  return payments.map(({ netsOn }) => netsOn).sort()
}

function line(...fields: readonly string[]): string {
  const text = fields.join('')
  if (text.length > 80) throw new RangeError(`a record of ${text.length} characters`)
  return text.padEnd(80, '0')
}

function digits(value: number, width: number): string {
  const text = String(value).padStart(width, '0')
  if (text.length > width) throw new RangeError(`${value} in ${width} digits`)
  return text
}

/** DDMMYY; zeros for none. */
function shortDay(day: Day | undefined): string {
  return day === undefined ? '000000' : day.slice(8, 10) + day.slice(5, 7) + day.slice(2, 4)
}
