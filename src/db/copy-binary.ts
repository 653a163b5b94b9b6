import type { Day } from '#core/dated.ts'
import type { Tx } from './connection.ts'
import { finishCopy, writePart } from './copy.ts'

/**
 * Writes rows by COPY in its binary form: the server has no text to read, and none is made here. By the million it costs
 * two thirds of `copyRows`. Fields stand in the order of the columns; each is the column's exact type.
 */
export async function copyBinary<Row>(
  tx: Tx,
  tableAndColumns: string,
  fields: readonly Field<Row>[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  // All of it before the COPY is open: a value its column cannot hold is then told, and nothing has been begun.
  const parts = encode(fields, rows)
  const stream = await tx`copy ${tx.unsafe(tableAndColumns)} from stdin (format binary)`.writable()
  for (const part of parts) await writePart(stream, part)
  await finishCopy(tx, stream)
}

function encode<Row>(fields: readonly Field<Row>[], rows: readonly Row[]): Buffer[] {
  const parts: Buffer[] = []
  const sink: Sink = { bytes: Buffer.allocUnsafe(BYTES_A_WRITE), at: 0 }
  sink.at = SIGNATURE.copy(sink.bytes)
  for (const row of rows) {
    writeCount(sink, fields.length)
    for (const field of fields) field(sink, row)
    if (sink.at < 0.9 * BYTES_A_WRITE) continue
    parts.push(sink.bytes.subarray(0, sink.at))
    sink.bytes = Buffer.allocUnsafe(BYTES_A_WRITE)
    sink.at = 0
  }
  writeCount(sink, NO_MORE)
  return [...parts, sink.bytes.subarray(0, sink.at)]
}

/** Writes one column of a row; a value that is not there is null. */
export type Field<Row> = (sink: Sink, row: Row) => void

type Sink = { bytes: Buffer; at: number }
type Of<Row, Value> = (row: Row) => Value | null | undefined

export function int8<Row>(of: Of<Row, number>): Field<Row> {
  return (sink, row) => writeInt8(sink, of(row))
}

export function int2<Row>(of: Of<Row, number>): Field<Row> {
  return (sink, row) => {
    const value = of(row)
    if (value === null || value === undefined) return writeNull(sink)
    if (value !== (value << 16) >> 16) throw new RangeError(`not a smallint: ${value}`)
    room(sink, 6)
    const { bytes, at } = sink
    writeLength(bytes, at, 2)
    bytes[at + 4] = value >> 8
    bytes[at + 5] = value
    sink.at = at + 6
  }
}

export function int4<Row>(of: Of<Row, number>): Field<Row> {
  return (sink, row) => {
    const value = of(row)
    if (value === null || value === undefined) return writeNull(sink)
    if (value !== (value | 0)) throw new RangeError(`not an integer: ${value}`)
    writeInt4(sink, value)
  }
}

export function bool<Row>(of: Of<Row, boolean>): Field<Row> {
  return (sink, row) => {
    const value = of(row)
    if (value === null || value === undefined) return writeNull(sink)
    room(sink, 5)
    writeLength(sink.bytes, sink.at, 1)
    sink.bytes[sink.at + 4] = value ? 1 : 0
    sink.at += 5
  }
}

/** Text, and what is sent as its text: json. */
export function text<Row>(of: Of<Row, string>): Field<Row> {
  return (sink, row) => {
    const value = of(row)
    if (value === null || value === undefined) return writeNull(sink)
    room(sink, 4 + 3 * value.length)
    const { bytes, at } = sink
    const length = value.length > SHORT ? bytes.write(value, at + 4) : writeShort(bytes, at + 4, value)
    writeLength(bytes, at, length)
    sink.at = at + 4 + length
  }
}

export function uuid<Row>(of: Of<Row, string>): Field<Row> {
  return (sink, row) => {
    const value = of(row)
    if (value === null || value === undefined) return writeNull(sink)
    room(sink, 20)
    writeLength(sink.bytes, sink.at, 16)
    const written = sink.bytes.write(value.replaceAll('-', ''), sink.at + 4, 'hex')
    if (written !== 16) throw new RangeError(`not a UUID: ${value}`)
    sink.at += 20
  }
}

export function date<Row>(of: Of<Row, Day>): Field<Row> {
  return (sink, row) => {
    const value = of(row)
    if (value === null || value === undefined) return writeNull(sink)
    writeInt4(sink, daysSince2000(value))
  }
}

/** An instant in epoch milliseconds; what is less than one is left out, as where it is sent as text. */
export function timestamptz<Row>(of: Of<Row, number>): Field<Row> {
  return (sink, row) => {
    const value = of(row)
    writeInt8(sink, value === null || value === undefined ? value : (Math.floor(value) - YEAR_2000) * 1000)
  }
}

/** Values of one type, none of them null: what `element` writes of each. */
export function array<Row, Value>(
  elementOid: number,
  element: Field<Value>,
  of: Of<Row, readonly Value[]>,
): Field<Row> {
  return (sink, row) => {
    const values = of(row)
    if (values === null || values === undefined) return writeNull(sink)
    room(sink, 24)
    const begun = sink.at
    const [dimensions, nulls, first] = [1, 0, 1]
    for (const header of [0, dimensions, nulls, elementOid, values.length, first]) {
      writeLength(sink.bytes, sink.at, header)
      sink.at += 4
    }
    for (const value of values) element(sink, value)
    writeLength(sink.bytes, begun, sink.at - begun - 4)
  }
}

/** As the server numbers its types. */
export const TEXT = 25
export const TIMESTAMPTZ = 1184

/** The server counts from the beginning of 2000. */
export const YEAR_2000 = Date.UTC(2000, 0, 1)

const SIGNATURE = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
const BYTES_A_WRITE = 256 * 1024
/** In the place of a row's number of fields. */
const NO_MORE = -1
const TWO_32 = 2 ** 32
const DAY_MS = 86_400_000

function writeInt8(sink: Sink, value: number | null | undefined): void {
  if (value === null || value === undefined) return writeNull(sink)
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a bigint: ${value}`)
  room(sink, 12)
  const { bytes, at } = sink
  const high = Math.floor(value / TWO_32)
  writeLength(bytes, at, 8)
  writeLength(bytes, at + 4, high)
  writeLength(bytes, at + 8, value - high * TWO_32)
  sink.at = at + 12
}

function writeInt4(sink: Sink, value: number): void {
  room(sink, 8)
  writeLength(sink.bytes, sink.at, 4)
  writeLength(sink.bytes, sink.at + 4, value)
  sink.at += 8
}

function writeNull(sink: Sink): void {
  room(sink, 4)
  writeLength(sink.bytes, sink.at, -1)
  sink.at += 4
}

function writeCount(sink: Sink, count: number): void {
  room(sink, 2)
  sink.bytes[sink.at] = count >> 8
  sink.bytes[sink.at + 1] = count
  sink.at += 2
}

/** Four bytes, the highest first. */
function writeLength(bytes: Buffer, at: number, value: number): void {
  bytes[at] = value >>> 24
  bytes[at + 1] = value >>> 16
  bytes[at + 2] = value >>> 8
  bytes[at + 3] = value
}

/** Up to here a loop is quicker than a call out of the engine. */
const SHORT = 24

function writeShort(bytes: Buffer, at: number, value: string): number {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code > 127) return bytes.write(value, at)
    bytes[at + i] = code
  }
  return value.length
}

function room(sink: Sink, bytes: number): void {
  if (sink.at + bytes <= sink.bytes.length) return
  const larger = Buffer.allocUnsafe(2 * (sink.at + bytes))
  sink.bytes.copy(larger, 0, 0, sink.at)
  sink.bytes = larger
}

const DAYS = new Map<Day, number>()

function daysSince2000(day: Day): number {
  let days = DAYS.get(day)
  if (days === undefined) DAYS.set(day, (days = (Date.parse(day) - YEAR_2000) / DAY_MS))
  return days
}
