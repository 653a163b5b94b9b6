import type { Day } from '#core/dated.ts'
import type { Tx } from './connection.ts'
import { finishCopy, writePart } from './copy.ts'

/**
 * Writes rows by COPY in its binary form: the server has no text to read, and none is made here. By the million it costs
 * two thirds of `copyRows`. Fields stand in the order of the columns; each is the column's exact type. What all rows have
 * alike is handed in beside them, so that the fields of a table can be made once: the engine forgets what it has learnt of
 * those made for each batch, and then a tenth of a worker's time went to compiling them again (2026-11).
 */
export async function copyBinary<Row, Alike = undefined>(
  tx: Tx,
  tableAndColumns: string,
  fields: readonly Field<Row, Alike>[],
  rows: readonly Row[],
  ...[alike]: Alike extends undefined ? [] : [Alike]
): Promise<void> {
  if (rows.length === 0) return
  // All of it before the COPY is open: a value its column cannot hold is then told, and nothing has been begun.
  const parts = encode(fields, rows, alike as Alike)
  const stream = await tx`copy ${tx.unsafe(tableAndColumns)} from stdin (format binary)`.writable()
  for (const { bytes, at } of parts) await writePart(stream, bytes.subarray(0, at))
  await finishCopy(tx, stream)
  for (const { bytes } of parts) giveBack(bytes)
}

function encode<Row, Alike>(
  fields: readonly Field<Row, Alike>[],
  rows: readonly Row[],
  alike: Alike,
): readonly Sink[] {
  let sink = newSink()
  const parts = [sink]
  sink.at = SIGNATURE.copy(sink.bytes)
  for (const row of rows) {
    writeCount(sink, fields.length)
    for (const field of fields) field(sink, row, alike)
    if (sink.at > 0.9 * BYTES_A_WRITE) parts.push((sink = newSink()))
  }
  writeCount(sink, NO_MORE)
  return parts
}

/** Writes one column of a row; a value that is not there is null. */
export type Field<Row, Alike = undefined> = (sink: Sink, row: Row, alike: Alike) => void

type Sink = { bytes: Buffer; at: number }
type Of<Row, Value, Alike> = (row: Row, alike: Alike) => Value | null | undefined

/** What the server has answered for is written over by the next batch: memory that is new to a process has to be cleared. */
const FREE: Buffer[] = []
const FREE_MAX = 64

function newSink(): Sink {
  return { bytes: FREE.pop() ?? Buffer.allocUnsafeSlow(BYTES_A_WRITE), at: 0 }
}

function giveBack(bytes: Buffer): void {
  if (FREE.length < FREE_MAX && bytes.length === BYTES_A_WRITE) FREE.push(bytes)
}

export function int8<Row, Alike = undefined>(of: Of<Row, number, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => writeInt8(sink, of(row, alike))
}

export function int2<Row, Alike = undefined>(of: Of<Row, number, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
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

export function int4<Row, Alike = undefined>(of: Of<Row, number, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
    if (value === null || value === undefined) return writeNull(sink)
    if (value !== (value | 0)) throw new RangeError(`not an integer: ${value}`)
    writeInt4(sink, value)
  }
}

export function bool<Row, Alike = undefined>(of: Of<Row, boolean, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
    if (value === null || value === undefined) return writeNull(sink)
    room(sink, 5)
    writeLength(sink.bytes, sink.at, 1)
    sink.bytes[sink.at + 4] = value ? 1 : 0
    sink.at += 5
  }
}

/** Text, and what is sent as its text: json. */
export function text<Row, Alike = undefined>(of: Of<Row, string, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
    if (value === null || value === undefined) return writeNull(sink)
    room(sink, 4 + 3 * value.length)
    const { bytes, at } = sink
    const length = value.length > SHORT ? bytes.write(value, at + 4) : writeShort(bytes, at + 4, value)
    writeLength(bytes, at, length)
    sink.at = at + 4 + length
  }
}

export function bytea<Row, Alike = undefined>(of: Of<Row, Buffer, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
    if (value === null || value === undefined) return writeNull(sink)
    room(sink, 4 + value.length)
    writeLength(sink.bytes, sink.at, value.length)
    sink.at += 4 + value.copy(sink.bytes, sink.at + 4)
  }
}

export function uuid<Row, Alike = undefined>(of: Of<Row, string, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
    if (value === null || value === undefined) return writeNull(sink)
    room(sink, 20)
    writeLength(sink.bytes, sink.at, 16)
    const written = sink.bytes.write(value.replaceAll('-', ''), sink.at + 4, 'hex')
    if (written !== 16) throw new RangeError(`not a UUID: ${value}`)
    sink.at += 20
  }
}

export function date<Row, Alike = undefined>(of: Of<Row, Day, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
    if (value === null || value === undefined) return writeNull(sink)
    writeInt4(sink, daysSince2000(value))
  }
}

/** An instant in epoch milliseconds; what is less than one is left out, as where it is sent as text. */
export function timestamptz<Row, Alike = undefined>(of: Of<Row, number, Alike>): Field<Row, Alike> {
  return (sink, row, alike) => {
    const value = of(row, alike)
    writeInt8(sink, value === null || value === undefined ? value : (Math.floor(value) - YEAR_2000) * 1000)
  }
}

/** Values of one type, none of them null: what `element` writes of each. */
export function array<Row, Value, Alike = undefined>(
  elementOid: number,
  element: Field<Value, Alike>,
  of: Of<Row, readonly Value[], Alike>,
): Field<Row, Alike> {
  return (sink, row, alike) => {
    const values = of(row, alike)
    if (values === null || values === undefined) return writeNull(sink)
    room(sink, 24)
    const begun = sink.at
    const [dimensions, nulls, first] = [1, 0, 1]
    for (const header of [0, dimensions, nulls, elementOid, values.length, first]) {
      writeLength(sink.bytes, sink.at, header)
      sink.at += 4
    }
    for (const value of values) element(sink, value, alike)
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
