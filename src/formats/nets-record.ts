import type { Day } from '#core/dated.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { type Line, linesOf } from './lines.ts'

/** What may be wrong with any file of Nets': lines of 80 characters in ISO 8859-1, framed by counts. */
export type NetsFault =
  | 'empty-file'
  | 'wrong-line-length'
  | 'unknown-record'
  | 'wrong-order'
  | 'not-a-number'
  | 'not-a-date'
  | 'count-disagrees'
  | 'records-disagree'
  | 'sum-disagrees'
  | 'no-end-record'

/** The line is counted from 1. */
export type NetsRefusal<Code extends string> = Refusal<NetsFault | Code> & { readonly line: number }

/** Reads a whole file with a reader that throws a Fault of its own codes at the first thing that does not agree. */
export function readNetsFile<Read, Code extends string>(
  bytes: Uint8Array,
  readLines: (lines: Iterable<Line>) => Read,
): Read | NetsRefusal<Code> {
  try {
    return readLines(linesOf(bytes, 'latin1'))
  } catch (error) {
    if (error instanceof Fault) return { ...refuse(error.code as Code, error.detail), line: error.line }
    throw error
  }
}

/** Thrown by the readers only, and caught above, so that a record reads as a list of its fields. */
export class Fault extends Error {
  readonly code: string
  readonly line: number
  readonly detail: string | undefined
  constructor(code: string, line: number, detail?: string) {
    super(code)
    this.code = code
    this.line = line
    this.detail = detail
  }
}

/** `NY`, service, type and record. */
export function recordOf({ text, number }: Line): string {
  if (text.length !== 80) throw new Fault('wrong-line-length', number, `${text.length} characters`)
  // No text of the database can hold it.
  if (text.includes('\0')) throw new Fault('unknown-record', number, 'a null character')
  return text.slice(0, 8)
}

/** What an end record declares: entries, records with the first and the last, sum. */
export function agree(line: Line, found: { count: number; records: number; sum: number }): void {
  const fault = (code: NetsFault, declared: number, counted: number) =>
    new Fault(code, line.number, `declared ${declared}, found ${counted}`)
  const [count, records, sum] = [numberOf(line, 9, 16), numberOf(line, 17, 24), numberOf(line, 25, 41)]
  if (count !== found.count) throw fault('count-disagrees', count, found.count)
  if (records !== found.records) throw fault('records-disagree', records, found.records)
  if (sum !== found.sum) throw fault('sum-disagrees', sum, found.sum)
}

/** Digits. Positions as the manual counts them: from 1, both inside. */
export function field(line: Line, from: number, to: number): string {
  for (let at = from; at <= to; at++) digitAt(line, at, from, to)
  return line.text.slice(from - 1, to)
}

/** Seventeen digits may hold more than a number can be trusted with. */
export function numberOf(line: Line, from: number, to: number): number {
  let number = 0
  for (let at = from; at <= to; at++) number = 10 * number + digitAt(line, at, from, to)
  if (!Number.isSafeInteger(number)) throw notANumber(line, from, to)
  return number
}

/** Sign by sign: a file has millions, and a pattern or a text for each costs more than the rest of it. */
function digitAt(line: Line, at: number, from: number, to: number): number {
  const digit = line.text.charCodeAt(at - 1) - ZERO
  if (digit >= 0 && digit <= 9) return digit
  throw notANumber(line, from, to)
}

const ZERO = 48

function notANumber({ number }: Line, from: number, to: number): Fault {
  return new Fault('not-a-number', number, `positions ${from}–${to}`)
}

/** DDMMYY. The century is of these files' own making: they are younger than 1989. */
export function dayOf(line: Line, from: number): Day {
  const short = line.text.slice(from - 1, from + 5)
  // A file's payments are of a few days.
  const known = DAYS.get(short)
  if (known !== undefined) return known
  const [, day = '', month = '', yy = ''] = /^(..)(..)(..)$/.exec(field(line, from, from + 5)) ?? []
  const text = `${Number(yy) >= 89 ? '19' : '20'}${yy}-${month}-${day}`
  if (!isDay(text)) throw new Fault('not-a-date', line.number, `positions ${from}–${from + 5}`)
  DAYS.set(short, text)
  return text
}

/** As they are written, and as they are: at most those of a century. */
const DAYS = new Map<string, Day>()

/** Whether a day can be told by two digits of its year: one that is read again as itself. */
export function isShortDay(day: Day): boolean {
  return day >= '1989-01-01' && day <= '2088-12-31' && isDay(day)
}

/** DDMMYY. */
export function shortDay(day: Day): string {
  return day.slice(8, 10) + day.slice(5, 7) + day.slice(2, 4)
}

/** One record of exactly 80 characters: its fields, and zeros behind. */
export function record(...fields: readonly string[]): string {
  const text = fields.join('')
  if (text.length > 80) throw new RangeError(`a record of ${text.length} characters`)
  return text.padEnd(80, '0')
}

/** A number to the right with zeros in front. */
export function digits(value: number | string, width: number): string {
  const text = String(value).padStart(width, '0')
  if (text.length !== width || !/^\d+$/.test(text)) throw new RangeError(`not ${width} digits: ${text}`)
  return text
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  // A day that is none either is no date at all or slides into the next month.
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}
