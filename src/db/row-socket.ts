import { Socket } from 'node:net'

/**
 * Hands on together what has come of the rows of a COPY. PostgreSQL sends each row in a message of its own (PostgreSQL 18,
 * 54.7, CopyData), and of each message the library makes three views of its bytes and an event: more than its reader does with it.
 * Whoever reads a COPY knows nothing of messages, so that a longer one in place of many says the same.
 */
export class RowSocket extends Socket {
  readonly #framing = framing()

  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    return super.push(chunk && this.#framing(chunk), encoding)
  }
}

/** Takes what the server sends in the pieces in which it comes, and gives it back with fewer messages. Writes over the piece. */
export function framing(): (piece: Buffer) => Buffer {
  /** Bytes still to come of a message whose beginning has been given back. */
  let missing = 0
  /** The beginning of a message that does not say yet how long it is. */
  let begun: Buffer = NOTHING
  let isFirst = true
  return (piece) => {
    // The answer to whether the connection may be encrypted is one character, and no message.
    if (isFirst && piece.length === 1) return piece
    isFirst = false
    const bytes = begun.length === 0 ? piece : Buffer.concat([begun, piece])
    begun = NOTHING
    if (missing >= bytes.length) {
      missing -= bytes.length
      return bytes
    }
    const { read, kept } = joined(bytes, missing)
    const rest = bytes.length - read
    if (rest < HEAD_BYTES) {
      missing = 0
      begun = Buffer.from(bytes.subarray(read))
      return bytes.subarray(0, kept)
    }
    missing = messageBytes(bytes, read) - rest
    bytes.copyWithin(kept, read)
    return bytes.subarray(0, kept + rest)
  }
}

/** Joins the rows among the whole messages from `at`: how far these reach, and how much is left of them. */
function joined(bytes: Buffer, at: number): { read: number; kept: number } {
  let kept = at
  /** Where the message begins that takes rows in, or -1. */
  let rows = -1
  while (at + HEAD_BYTES <= bytes.length) {
    const end = at + messageBytes(bytes, at)
    if (end > bytes.length) break
    const isRow = bytes[at] === COPY_DATA
    if (!isRow) rows = closed(bytes, rows, kept)
    const from = isRow && rows >= 0 ? at + HEAD_BYTES : at
    if (isRow && rows < 0) rows = kept
    if (from !== kept) bytes.copyWithin(kept, from, end)
    kept += end - from
    at = end
  }
  closed(bytes, rows, kept)
  return { read: at, kept }
}

/** Says how long the message has become that took rows in, if there is one. */
function closed(bytes: Buffer, rows: number, end: number): -1 {
  if (rows >= 0) bytes.writeInt32BE(end - rows - 1, rows + 1)
  return -1
}

/** Of a message: a character for its type, and how long it is without that. */
function messageBytes(bytes: Buffer, at: number): number {
  return 1 + ((bytes[at + 1]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 8) | bytes[at + 4]!)
}

const NOTHING = Buffer.alloc(0)
const HEAD_BYTES = 5
const COPY_DATA = 'd'.charCodeAt(0)
