import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { formatOcrGiro, ocrFile } from '#test/golden/ocr/format-ocr-giro.ts'
import { type OcrFile, type OcrPayment, parseOcrGiro } from './ocr-giro.ts'

const golden = (name: string) => readFileSync(new URL(`../../test/golden/ocr/${name}`, import.meta.url))
const bytes = golden('two-assignments.txt')
const expected = JSON.parse(golden('two-assignments.json').toString()) as OcrFile & { texts: string[] }
const lines = bytes.toString('latin1').split('\r\n').slice(0, -1)

const parseLines = (changed: readonly string[]) => parseOcrGiro(Buffer.from(changed.join('\n'), 'latin1'))
/** The file with one line changed; lines are counted from 1. */
const withLine = (number: number, change: (line: string) => string) =>
  parseLines(lines.map((line, i) => (i === number - 1 ? change(line) : line)))
/** Other characters from a position on, counted from 1. */
const put = (from: number, text: string) => (line: string) =>
  line.slice(0, from - 1) + text + line.slice(from - 1 + text.length)

describe('an OCR giro file', () => {
  test('with every kind of payment is read', () => {
    const { texts: _, ...file } = expected
    expect(parseOcrGiro(bytes)).toEqual({ ...file, count: 12, sum: 1_000_313_740 })
  })

  test('is written by the bank as we believe it is', () => {
    const withText = expected.assignments
      .flatMap(({ payments }) => payments)
      .filter(({ transactionType }) => transactionType >= 20)
    const texts = (payment: OcrPayment) => expected.texts[withText.indexOf(payment)]
    expect(formatOcrGiro(expected, { texts })).toEqual(bytes)
  })

  test('may end its lines with LF as well, and the last one with nothing', () => {
    const read = parseOcrGiro(bytes)
    expect(parseLines(lines)).toEqual(read)
    expect(parseLines([...lines, '', ''])).toEqual(read)
  })

  test('tells of a reversal by its type or by its sign', () => {
    const amountOf = (file: ReturnType<typeof parseOcrGiro>, at: number) =>
      isRefusal(file) ? file.refused : file.assignments[0]?.payments[at]?.amount
    expect(amountOf(withLine(13, put(32, '0')), 5)).toBe(-124_550)
    expect(amountOf(withLine(3, put(32, '-')), 0)).toBe(-124_550)
  })

  test('without a day of the bank takes the settlement day', () => {
    const file = withLine(4, put(42, '000000'))
    expect(isRefusal(file) || file.assignments[0]?.payments[0]?.paidOn).toBe('2019-12-09')
  })

  test.each([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21])('with a payment of type %i is read', (type) => {
    const read = parseOcrGiro(ofOne({ transactionType: type, amount: ore(type % 2 ? 4200 : -4200) }))
    expect(isRefusal(read) || read.assignments[0]?.payments).toMatchObject([
      { transactionType: type, amount: reversals.includes(type) || type % 2 === 0 ? -4200 : 4200 },
    ])
  })

  test.each([18, 20])('tells of a reversal by type %i without a sign', (type) => {
    const unsigned = ofOne({ transactionType: type }).toString('latin1')
    expect(unsigned.split('\r\n')[2]?.[31]).toBe('0')
    const read = parseOcrGiro(Buffer.from(unsigned, 'latin1'))
    expect(isRefusal(read) || read.assignments[0]?.payments[0]?.amount).toBe(-4200)
    expect(read).toMatchObject({ sum: 4200 })
  })

  test.each([20, 21])('with a text of type %i is read without it', (type) => {
    const payment = ofOne({ transactionType: type }, () => 'Feil beløp, ber om retur')
    expect(payment.toString('latin1')).toContain(`NY09${type}320000001Feil beløp, ber om retur`)
    expect(parseOcrGiro(payment)).toEqual(parseOcrGiro(ofOne({ transactionType: type })))
  })

  test('has a payment of the largest amount that can be counted', () => {
    const read = parseOcrGiro(ofOne({ amount: ore(Number.MAX_SAFE_INTEGER) }))
    expect(read).toMatchObject({ sum: Number.MAX_SAFE_INTEGER })
  })

  test('cannot tell a day of 1900: it is one of 2000', () => {
    const file = withLine(4, put(42, '010100'))
    expect(isRefusal(file) || file.assignments[0]?.payments[0]?.paidOn).toBe('2000-01-01')
  })

  // Whose an account is, and whether it goes with its agreement, is not for the layout to say.
  test('for an account that is nobody’s is read as it stands', () => {
    const file = withLine(2, put(25, '12345678901'))
    expect(isRefusal(file) || file.assignments[0]?.account).toBe('12345678901')
  })

  test('read is what was written, whatever it was', () => {
    fc.assert(
      fc.property(files, fc.constantFrom('\n', '\r\n'), (file, newline) => {
        const texts = ({ transactionType }: OcrPayment) => (transactionType >= 20 ? 'Kjøp' : undefined)
        expect(parseOcrGiro(formatOcrGiro(file, { newline, texts }))).toEqual(file)
      }),
      { numRuns: 300 },
    )
  })

  test('in which one digit of an amount, a count or a sum is another is never taken', () => {
    const numbers = [
      [3, 33, 49],
      [15, 9, 41],
      [31, 9, 41],
      [32, 9, 41],
    ] as const
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (where, place, shift) => {
          const [number, from, to] = where
          const at = from + (place % (to - from + 1))
          const digit = (line: string) => String((Number(line[at - 1]) + shift) % 10)
          expect(isRefusal(withLine(number, (line) => put(at, digit(line))(line)))).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('of any bytes is read or refused, and never an error', () => {
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.nat(79),
        fc.integer({ min: 32, max: 255 }),
        (line, at, code) => {
          const result = withLine(line + 1, put(at + 1, String.fromCharCode(code)))
          if (isRefusal(result)) expect(result.line).toBeGreaterThan(0)
          else expect(result.count).toBe(12)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('an OCR giro file is refused whole', () => {
  const swapped = (a: number, b: number) =>
    parseLines(lines.map((line, i) => (i === a - 1 ? lines[b - 1]! : i === b - 1 ? lines[a - 1]! : line)))
  const without = (...numbers: number[]) => parseLines(lines.filter((_, i) => !numbers.includes(i + 1)))
  const twice = (number: number) =>
    parseLines(lines.flatMap((line, i) => (i === number - 1 ? [line, line] : [line])))

  test.each([
    ['when it is empty', () => parseOcrGiro(new Uint8Array()), 'empty-file', 1],
    ['when it is empty lines', () => parseLines(['', '', '']), 'empty-file', 1],
    ['for a line that is short', () => withLine(5, (line) => line.slice(1)), 'wrong-line-length', 5],
    ['for a line that is long', () => withLine(5, (line) => `${line}0`), 'wrong-line-length', 5],
    ['for an empty line inside', () => withLine(5, () => ''), 'wrong-line-length', 5],
    [
      'for a letter of two bytes',
      () => parseOcrGiro(Buffer.from(lines.join('\n'), 'utf8')),
      'wrong-line-length',
      27,
    ],
    ['for another service', () => withLine(2, put(1, 'NY210020')), 'unknown-record', 2],
    ['for an assignment of another type', () => withLine(2, put(1, 'NY093620')), 'unknown-record', 2],
    ['for another record', () => withLine(4, put(7, '33')), 'unknown-record', 4],
    ['for another format', () => withLine(4, put(1, 'XX')), 'unknown-record', 4],
    ['when it begins otherwise', () => without(1), 'wrong-order', 1],
    ['when it begins twice', () => twice(1), 'wrong-order', 2],
    ['for an assignment inside another', () => twice(2), 'wrong-order', 3],
    ['for an assignment that is not ended', () => without(15), 'wrong-order', 15],
    ['for an end without an assignment', () => without(2), 'wrong-order', 2],
    ['for a payment between assignments', () => swapped(15, 16), 'wrong-order', 15],
    ['for a payment in halves the wrong way round', () => swapped(3, 4), 'wrong-order', 3],
    ['for a first half without its second', () => without(4), 'wrong-order', 4],
    ['for a last half missing', () => without(14), 'wrong-order', 14],
    ['for halves of two payments', () => withLine(4, put(9, '0000002')), 'wrong-order', 4],
    ['for halves of two types', () => withLine(4, put(5, '11')), 'wrong-order', 4],
    ['for a text of another payment', () => withLine(27, put(9, '0000004')), 'wrong-order', 27],
    [
      'for a text with a type that has none',
      () => withLine(5, () => put(5, '10')(lines[26]!)),
      'wrong-order',
      5,
    ],
    ['for an end before the assignment’s', () => swapped(31, 32), 'wrong-order', 31],
    ['for lines after the end', () => parseLines([...lines, lines[31]!]), 'wrong-order', 33],
    ['for two files in one', () => parseLines([...lines, ...lines]), 'wrong-order', 33],
    ['for an amount with blanks', () => withLine(3, put(33, ' ')), 'not-a-number', 3],
    ['for an amount beyond counting', () => withLine(3, put(33, '9'.repeat(17))), 'not-a-number', 3],
    ['for an agreement with a letter', () => withLine(2, put(9, 'A')), 'not-a-number', 2],
    ['for an account with a blank', () => withLine(2, put(25, ' ')), 'not-a-number', 2],
    ['for a transmission without a number', () => withLine(1, put(17, '       ')), 'not-a-number', 1],
    ['for a sign that is none', () => withLine(3, put(32, '+')), 'not-a-sign', 3],
    ['for 31 November', () => withLine(3, put(16, '311119')), 'not-a-date', 3],
    ['for month 13', () => withLine(4, put(42, '011319')), 'not-a-date', 4],
    ['for 29 February of another year', () => withLine(3, put(16, '290219')), 'not-a-date', 3],
    ['for day 0', () => withLine(3, put(16, '000119')), 'not-a-date', 3],
    ['for type 09', () => withLine(3, put(5, '09')), 'unknown-transaction-type', 3],
    ['for type 22', () => withLine(3, put(5, '22')), 'unknown-transaction-type', 3],
    ['for a transaction number used twice', () => withLine(5, put(9, '0000001')), 'repeated-transaction', 5],
    ['for a payment of nothing', () => withLine(7, put(49, '0')), 'zero-amount', 7],
    ['for a count of an assignment', () => withLine(15, put(16, '5')), 'count-disagrees', 15],
    ['for the records of an assignment', () => withLine(15, put(24, '5')), 'records-disagree', 15],
    ['for the sum of an assignment', () => withLine(15, put(41, '2')), 'sum-disagrees', 15],
    ['for an amount that is another', () => withLine(3, put(33, '00000000000124551')), 'sum-disagrees', 15],
    [
      'for a sum with reversals deducted',
      () => withLine(15, put(25, '00000000000019641')),
      'sum-disagrees',
      15,
    ],
    ['for the count of all', () => withLine(32, put(16, '1')), 'count-disagrees', 32],
    ['for the records of all', () => withLine(32, put(24, '1')), 'records-disagree', 32],
    ['for the sum of all', () => withLine(32, put(41, '1')), 'sum-disagrees', 32],
    [
      'for an assignment left out',
      () => without(...Array.from({ length: 14 }, (_, i) => i + 2)),
      'count-disagrees',
      18,
    ],
    ['for an amount of 17 digits', () => withLine(3, put(33, '10000000000000000')), 'not-a-number', 3],
    ['for an amount with a minus sign inside', () => withLine(3, put(33, '-')), 'not-a-number', 3],
    [
      'for amounts beyond counting together',
      () => parseOcrGiro(ofMany(ore(Number.MAX_SAFE_INTEGER), ore(1))),
      'sum-too-large',
      7,
    ],
    ['for a count of none', () => withLine(32, put(9, '00000000')), 'count-disagrees', 32],
    ['for an account of ten digits', () => withLine(2, put(34, ' ')), 'not-a-number', 2],
    ['when it has no end', () => without(32), 'no-end-record', 31],
    ['when it breaks off', () => parseLines(lines.slice(0, 7)), 'no-end-record', 7],
  ] as const)('%s', (_, parsed, refused, line) => {
    expect(parsed()).toMatchObject({ refused, line })
  })
})

function ofOne(change: Partial<OcrPayment>, texts: () => string | undefined = () => undefined): Buffer {
  return formatOcrGiro(fileOf([{ ...ONE, ...change }]), { texts })
}

function ofMany(...amounts: OcrPayment['amount'][]): Buffer {
  return formatOcrGiro(
    fileOf(amounts.map((amount, i) => ({ ...ONE, amount, transactionNumber: `000000${i + 1}` }))),
  )
}

function fileOf(payments: readonly OcrPayment[]) {
  const assignment = { agreement: '990000010', assignmentNumber: '0000001', account: '99990000103' }
  return { transmissionNumber: '0000001', assignments: [{ ...assignment, payments }] }
}

const ONE: OcrPayment = {
  transactionNumber: '0000001',
  transactionType: 10,
  netsOn: '2019-12-10',
  kid: '1010201900000415',
  amount: ore(4200),
  paidOn: '2019-12-09',
  debitAccount: undefined,
}

const days = fc.integer({ min: 0, max: 36_000 }).map((count) => addDays('1989-01-01', count))
const numbers = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const reversals = [18, 20]

const payments = fc
  .array(
    fc.record({
      type: fc.integer({ min: 10, max: 21 }),
      minus: fc.boolean(),
      netsOn: days,
      kid: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,24}[\d-]$/)),
      amount: fc.integer({ min: 1, max: 9_999_999_999 }),
      paidOn: days,
      debitAccount: fc.option(fc.stringMatching(/^[1-9]\d{10}$/), { nil: undefined }),
    }),
    { maxLength: 12 },
  )
  .map((drafts) =>
    drafts.map(
      ({ type, minus, amount, ...rest }, i): OcrPayment => ({
        ...rest,
        transactionNumber: String(i + 1).padStart(7, '0'),
        transactionType: type,
        amount: ore(minus || reversals.includes(type) ? -amount : amount),
      }),
    ),
  )

const files = fc
  .tuple(
    numbers(7),
    fc.array(
      fc.record({ agreement: numbers(9), assignmentNumber: numbers(7), account: numbers(11), payments }),
      { maxLength: 3 },
    ),
  )
  .map(([transmissionNumber, assignments]) => ocrFile(transmissionNumber, assignments))
