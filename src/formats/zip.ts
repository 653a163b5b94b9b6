import { constants, crc32, deflateRawSync } from 'node:zlib'

/** An archive on its way out, by pieces: what each call answers is the next of its bytes, and nothing is kept of it. */
export type ZipWriting = {
  /** Begins a file, and ends the one before. */
  part(name: string): Buffer
  /** Some bytes of the file begun last. */
  write(bytes: Uint8Array): Buffer
  end(): Buffer
}

/**
 * Opens a ZIP archive. Sizes stand after each file, as they are not known before. Without the 64-bit additions: no archive
 * of 4 GB or more.
 */
export function openZip(): ZipWriting {
  const entries: Buffer[] = []
  let open: Part | undefined
  let at = 0
  const counted = (...pieces: readonly Buffer[]) => {
    const bytes = Buffer.concat(pieces)
    at += bytes.length
    if (at > MAX_BYTES || (open?.size ?? 0) > MAX_BYTES) throw new RangeError('too large for this ZIP format')
    return bytes
  }
  const close = () => {
    if (!open) return Buffer.alloc(0)
    open.packed += LAST_BLOCK.length
    entries.push(directoryEntry(open))
    return Buffer.concat([LAST_BLOCK, numbers(AFTER_DATA), sumsOf(open)])
  }
  return {
    part(name) {
      const before = counted(close())
      open = { name, start: at, crc: 0, size: 0, packed: 0 }
      return Buffer.concat([before, counted(localHeader(name))])
    },
    write(bytes) {
      if (!open) throw new Error('no file of the archive was begun')
      // Each piece is compressed by itself and ends on a whole byte, so that they can stand after each other.
      const packed = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
      open.crc = crc32(bytes, open.crc)
      open.size += bytes.length
      open.packed += packed.length
      return counted(packed)
    },
    end() {
      const before = counted(close())
      const directory = Buffer.concat(entries)
      return Buffer.concat([before, directory, endOf(entries.length, directory.length, at)])
    },
  }
}

type Part = { readonly name: string; readonly start: number; crc: number; size: number; packed: number }

/** The empty block that says that no more follows. */
const LAST_BLOCK = Buffer.from([3, 0])

const LOCAL_HEADER = 0x04034b50
const AFTER_DATA = 0x08074b50
const DIRECTORY_ENTRY = 0x02014b50
const END = 0x06054b50
const MAX_BYTES = 0xffffffff

// Version 2.0; sizes after the data, names in UTF-8; deflated; at no time of day, so that the same rows are the same bytes.
const HOW = [20, 0x0808, 8, 0, 0x0021]

function localHeader(name: string): Buffer {
  const nameBytes = Buffer.from(name)
  return Buffer.concat([
    numbers(LOCAL_HEADER),
    shorts(...HOW),
    numbers(0, 0, 0),
    shorts(nameBytes.length, 0),
    nameBytes,
  ])
}

function directoryEntry(part: Part): Buffer {
  const nameBytes = Buffer.from(part.name)
  return Buffer.concat([
    numbers(DIRECTORY_ENTRY),
    shorts(20, ...HOW),
    sumsOf(part),
    shorts(nameBytes.length, 0, 0, 0, 0),
    numbers(0, part.start),
    nameBytes,
  ])
}

function endOf(entries: number, size: number, start: number): Buffer {
  return Buffer.concat([numbers(END), shorts(0, 0, entries, entries), numbers(size, start), shorts(0)])
}

function sumsOf({ crc, packed, size }: Part): Buffer {
  return numbers(crc, packed, size)
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => bytes.writeUInt32LE(value, i * 4))
  return bytes
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, i) => bytes.writeUInt16LE(value, i * 2))
  return bytes
}
