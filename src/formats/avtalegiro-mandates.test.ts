import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeKid } from '#core/kid.ts'
import { isRefusal } from '#core/refusal.ts'
import { formatMandates } from '#test/golden/avtalegiro/format-mandates.ts'
import { type Mandate, type MandateFile, parseMandates } from './avtalegiro-mandates.ts'

const golden = (name: string) =>
  readFileSync(new URL(`../../test/golden/avtalegiro/${name}`, import.meta.url))
const bytes = golden('mandates.txt')
const expected = JSON.parse(golden('mandates.json').toString()) as MandateFile
const lines = bytes.toString('latin1').split('\r\n').slice(0, -1)

const parseLines = (changed: readonly string[]) => parseMandates(Buffer.from(changed.join('\n'), 'latin1'))
/** The file with one line changed; lines are counted from 1. */
const withLine = (number: number, change: (line: string) => string) =>
  parseLines(lines.map((line, i) => (i === number - 1 ? change(line) : line)))
/** Other characters from a position on, counted from 1. */
const put = (from: number, text: string) => (line: string) =>
  line.slice(0, from - 1) + text + line.slice(from - 1 + text.length)

describe('a file of mandates', () => {
  test('with new ones, withdrawn ones and all there are is read', () => {
    expect(parseMandates(bytes)).toEqual(expected)
  })

  test('is written by the bank as we believe it is', () => {
    expect(formatMandates(expected)).toEqual(bytes)
  })

  test('may end its lines with LF as well, and the last one with nothing', () => {
    expect(parseLines(lines)).toEqual(expected)
    expect(parseLines([...lines, '', ''])).toEqual(expected)
  })

  test('without a mandate is a file too', () => {
    const empty = { transmissionNumber: '0000001', assignments: [], count: 0 }
    expect(parseMandates(formatMandates(empty))).toEqual(empty)
  })

  test('read is what was written, whatever it was', () => {
    fc.assert(
      fc.property(files, fc.constantFrom('\n', '\r\n'), (file, newline) => {
        expect(parseMandates(formatMandates(file, newline))).toEqual(file)
      }),
      { numRuns: 300 },
    )
  })

  test('in which one digit of a KID or a count is another is never taken', () => {
    const numbers = [
      [3, 26, 41],
      [4, 26, 41],
      [6, 9, 24],
      [12, 9, 24],
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
          const result = withLine(number, (line) => put(at, digit(line))(line))
          // A digit wrong under MOD10 may happen to be right under MOD11: then it is another KID, not the same.
          if (isRefusal(result)) expect(result.line).toBe(number)
          else
            expect([number <= 4, kidsOf(result)]).toEqual([
              true,
              expect.not.arrayContaining(kidsOf(expected)),
            ])
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
          else expect(result.count).toBe(4)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('a file of mandates is refused whole', () => {
  const without = (...numbers: number[]) => parseLines(lines.filter((_, i) => !numbers.includes(i + 1)))
  const twice = (number: number) =>
    parseLines(lines.flatMap((line, i) => (i === number - 1 ? [line, line] : [line])))

  test.each([
    ['when it is empty', () => parseMandates(new Uint8Array()), 'empty-file', 1],
    ['for a line that is short', () => withLine(3, (line) => line.slice(1)), 'wrong-line-length', 3],
    ['for an empty line inside', () => withLine(3, () => ''), 'wrong-line-length', 3],
    ['for payments among mandates', () => withLine(2, put(1, 'NY090020')), 'unknown-record', 2],
    ['for claims among mandates', () => withLine(2, put(1, 'NY210020')), 'unknown-record', 2],
    ['when it begins otherwise', () => without(1), 'wrong-order', 1],
    ['when it begins twice', () => twice(1), 'wrong-order', 2],
    ['for an assignment inside another', () => twice(2), 'wrong-order', 3],
    ['for an assignment that is not ended', () => without(11), 'wrong-order', 11],
    ['for a mandate outside an assignment', () => without(2), 'wrong-order', 2],
    ['for lines after the end', () => twice(12), 'wrong-order', 13],
    ['for an account with a blank', () => withLine(2, put(25, ' ')), 'not-a-number', 2],
    ['for a serial with a letter', () => withLine(3, put(9, 'A')), 'not-a-number', 3],
    ['for a serial used twice', () => withLine(4, put(15, '1')), 'repeated-serial', 4],
    ['for registration 3', () => withLine(3, put(16, '3')), 'unknown-registration', 3],
    ['for no KID', () => withLine(3, put(17, ' '.repeat(25))), 'not-a-kid', 3],
    ['for a KID with letters', () => withLine(3, put(30, 'X')), 'not-a-kid', 3],
    ['for a KID with a wrong check digit', () => withLine(3, put(41, '6')), 'not-a-kid', 3],
    ['for notice neither wanted nor not', () => withLine(3, put(42, 'Y')), 'not-a-notice-choice', 3],
    ['for a mandate left out', () => without(4), 'count-disagrees', 5],
    ['for the records of an assignment', () => withLine(6, put(24, '6')), 'records-disagree', 6],
    ['for money in an assignment', () => withLine(6, put(41, '1')), 'sum-disagrees', 6],
    ['for the count of all', () => withLine(12, put(16, '5')), 'count-disagrees', 12],
    ['for an assignment left out', () => without(10, 11), 'records-disagree', 10],
    ['for money in all', () => withLine(12, put(25, '00000000000000001')), 'sum-disagrees', 12],
    ['when it has no end', () => without(12), 'no-end-record', 11],
  ] as const)('%s', (_, parsed, refused, line) => {
    expect(parsed()).toMatchObject({ refused, line })
  })
})

function kidsOf(file: MandateFile): string[] {
  return file.assignments.flatMap(({ mandates }) => mandates.map(({ kid }) => kid))
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const someMandates = fc
  .array(
    fc.record({
      change: fc.constantFrom('listed', 'given', 'withdrawn'),
      kid: fc.stringMatching(/^\d{1,24}$/).map((payload): string => makeKid(payload)),
      wantsNotice: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((drafts) => drafts.map((draft, i): Mandate => ({ serial: i + 1, ...draft })))
const files = fc
  .tuple(
    digits(7),
    fc.array(fc.record({ assignmentNumber: digits(7), account: digits(11), mandates: someMandates }), {
      maxLength: 3,
    }),
  )
  .map(
    ([transmissionNumber, assignments]): MandateFile => ({
      transmissionNumber,
      assignments,
      count: assignments.reduce((count, { mandates }) => count + mandates.length, 0),
    }),
  )
