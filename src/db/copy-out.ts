import { finished } from 'node:stream/promises'
import type { Day } from '#core/dated.ts'
import { instantArray, numberArray, textArray } from './arrays.ts'
import type { Queryable } from './connection.ts'
import { instantText } from './copy.ts'
import { YEAR_2000 } from './copy-binary.ts'

/**
 * Reads rows by COPY in its binary form, a quarter of the cost of a query's rows as text. `take` reads a row's columns in
 * their order. COPY has no parameters: what the query asks for is written into its text, by `numbers`, `number`, `texts`,
 * `instants`, `instant`, `instantOf`, `day`, `days`, `oneOfNumbers` and `oneOfTexts` and by nothing else.
 */
export async function copyOut<Row>(
  db: Queryable,
  query: string,
  take: (from: Source) => Row,
): Promise<Row[]> {
  const parts: Buffer[] = []
  const stream = await db.unsafe(`copy (${query}) to stdout (format binary)`).readable()
  // Flowing, so that nothing waits in it: after a row larger than it would hold the library reads nothing more, ever.
  stream.on('data', parts.push.bind(parts))
  await finished(stream)
  const { bytes, length } = gathered(parts)
  const from: Source = { bytes, at: HEADER_BYTES }
  const rows: Row[] = []
  while (from.at < length) {
    const fields = (bytes[from.at]! << 8) | bytes[from.at + 1]!
    from.at += 2
    if (fields === NO_MORE) return rows
    rows.push(take(from))
  }
  throw new Error('the COPY ended before its end')
}

export type Source = { readonly bytes: Buffer; at: number }

/**
 * All of an answer, in memory that the next one is written over: new memory has to be cleared each time. An answer is read
 * to its end at one go, and of its bytes nothing is kept.
 */
function gathered(parts: readonly Buffer[]): { readonly bytes: Buffer; readonly length: number } {
  let length = 0
  for (const part of parts) length += part.length
  const bytes = length <= ANSWER.length ? ANSWER : Buffer.allocUnsafe(length)
  let at = 0
  for (const part of parts) at += part.copy(bytes, at)
  return { bytes, length }
}

const ANSWER = Buffer.allocUnsafeSlow(4 * 1024 ** 2)

/** Numbers as an array in a query's text. */
export function numbers(values: readonly number[]): string {
  return `'${numberArray(values)}'::bigint[]`
}

export function number(value: number): string {
  return `'${checkedNumber(value)}'::bigint`
}

/** Texts, whoever wrote them: a literal of the server's ends where a quote is not doubled, and nowhere else. */
export function texts(values: readonly string[]): string {
  return `${quoted(textArray(values))}::text[]`
}

function text(value: string): string {
  return `${quoted(value)}::text`
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

/**
 * That a column is one of these. An index is walked from the least to the greatest, and what of them stands on one of its pages is found
 * together. Behind a select, where planning does not weigh each. Of a table that was never analyzed the planner takes the
 * two bounds for few rows, and goes by the index all the same.
 */
export function oneOfNumbers(column: string, values: readonly number[]): string {
  if (values.length === 0) return 'false'
  const [least, greatest] = boundsOf(values)
  return `${column} between ${number(least)} and ${number(greatest)} and ${column} = any ((select ${numbers(values)})::bigint[])`
}

export function oneOfTexts(column: string, values: readonly string[]): string {
  if (values.length === 0) return 'false'
  const [least, greatest] = boundsOf(values)
  const isOne = `${column} = any ((select ${texts(values)})::text[])`
  if (values.some(hasSurrogates)) return isOne
  return `${column} between ${text(least)} and ${text(greatest)} and ${isOne}`
}

/** Halves of characters, which the server orders by the whole. */
const SURROGATES = /[\ud800-\udfff]/

function hasSurrogates(value: string): boolean {
  return SURROGATES.test(value)
}

function boundsOf<Value extends number | string>(values: readonly Value[]): readonly [Value, Value] {
  let least = values[0]!
  let greatest = least
  for (const value of values) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return [least, greatest]
}

/** Instants in epoch milliseconds. */
export function instants(values: readonly number[]): string {
  return `'${instantArray(values)}'::timestamptz[]`
}

/** An instant of `millis`, a column of numbers: the server need not read a text for each. */
export function instantOf(millis: string): string {
  return `to_timestamp(${millis}::float8 / 1000)`
}

export function instant(at: number): string {
  return `'${instantText(at)}'::timestamptz`
}

export function day(value: Day): string {
  return `'${checked(value)}'::date`
}

export function days(values: readonly Day[]): string {
  return `'{${values.map(checked).join()}}'::date[]`
}

function checkedNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a bigint: ${value}`)
  return value
}

function checked(value: Day): Day {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) throw new RangeError(`not a day: ${value}`)
  return value
}

/** Of any of the integer types. */
export function takeInt(from: Source): number | undefined {
  const { bytes, at } = from
  const length = readInt4(bytes, at)
  if (length < 0) return nothing(from)
  from.at = at + 4 + length
  if (length === 8) return readInt4(bytes, at + 4) * TWO_32 + (readInt4(bytes, at + 8) >>> 0)
  return length === 4 ? readInt4(bytes, at + 4) : ((bytes[at + 4]! << 24) >> 16) | bytes[at + 5]!
}

export function takeBool(from: Source): boolean | undefined {
  const { bytes, at } = from
  const length = readInt4(bytes, at)
  if (length < 0) return nothing(from)
  from.at = at + 4 + length
  return bytes[at + 4] === 1
}

export function takeText(from: Source): string | undefined {
  const { bytes, at } = from
  const length = readInt4(bytes, at)
  if (length < 0) return nothing(from)
  from.at = at + 4 + length
  // Lanes are a character long, and a call out of the engine costs more than they do.
  return length === 1 ? ONE_CHARACTER[bytes[at + 4]!]! : bytes.toString('utf8', at + 4, at + 4 + length)
}

/** A copy: the answer's own bytes are written over. */
export function takeBytes(from: Source): Buffer | undefined {
  const { bytes, at } = from
  const length = readInt4(bytes, at)
  if (length < 0) return nothing(from)
  from.at = at + 4 + length
  return Buffer.from(bytes.subarray(at + 4, from.at))
}

/**
 * Takes a column that mostly says what it said in the row before, and then gives the same string: to compare a text costs less
 * than to make it (lines of e-invoices: 50 and 41 µs a document to read, 2026-11). One to each column and reading.
 */
export function repeatedText(): (from: Source) => string | undefined {
  let text: string | undefined
  let start = 0
  return (from) => {
    const { bytes, at } = from
    const length = readInt4(bytes, at)
    if (length < 0) return nothing(from)
    from.at = at + 4 + length
    if (text === undefined || !isSame(bytes, { start, at, length }))
      text = bytes.toString('utf8', at + 4, from.at)
    start = at
    return text
  }
}

export function takeDay(from: Source): Day | undefined {
  const days = takeInt(from)
  if (days === undefined) return undefined
  let text = DAYS.get(days)
  if (text === undefined)
    DAYS.set(days, (text = new Date(YEAR_2000 + days * DAY_MS).toISOString().slice(0, 10)))
  return text
}

/** Epoch milliseconds. */
export function takeInstant(from: Source): number | undefined {
  const microseconds = takeInt(from)
  return microseconds === undefined ? undefined : microseconds / 1000 + YEAR_2000
}

/** Of one dimension; `take` reads an element. */
export function takeArray<Value>(from: Source, take: (from: Source) => Value): Value[] | undefined {
  const { bytes, at } = from
  if (readInt4(bytes, at) < 0) return nothing(from)
  const [dimensions, count] = [readInt4(bytes, at + 4), readInt4(bytes, at + 16)]
  if (dimensions === 0) {
    from.at = at + 16
    return []
  }
  from.at = at + 24
  const values: Value[] = []
  for (let i = 0; i < count; i++) values.push(take(from))
  return values
}

const HEADER_BYTES = 19
const NO_MORE = 0xffff
const TWO_32 = 2 ** 32
const DAY_MS = 86_400_000
const DAYS = new Map<number, Day>()
const ONE_CHARACTER = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))

/** Length and text alike. */
function isSame(
  bytes: Buffer,
  { start, at, length }: { start: number; at: number; length: number },
): boolean {
  for (let i = 0; i < length + 4; i++) if (bytes[start + i] !== bytes[at + i]) return false
  return true
}

function nothing(from: Source): undefined {
  from.at += 4
}

function readInt4(bytes: Buffer, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
}
