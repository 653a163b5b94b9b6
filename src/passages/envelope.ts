import { isUtf8 } from 'node:buffer'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { isPassageRecord, type PassageFileHeader, parseHeader, parseTrailer } from '#formats/passage-file.ts'

/** Why a whole file is refused, at which line. Nothing of it is booked, and sent again it is judged again. */
export type FileFault =
  | 'empty-file'
  | 'wrong-header'
  | 'line-too-long'
  | 'not-utf-8'
  | 'unknown-record'
  | 'no-trailer'
  | 'lines-after-trailer'
  | 'wrong-count'
  | 'unknown-charger'
  | 'not-your-charger'

export type FileRefusal = Refusal<FileFault> & { readonly line: number }

/** A run of whole lines of the file, without header and trailer. */
export type Block = { readonly firstLine: number; readonly bytes: Buffer }

export type Envelope = { readonly header: PassageFileHeader; readonly count: number }

/**
 * Checks a file's frame while it flows past, holding no more than a block: header, line lengths, encoding, records,
 * trailer and count. Feed it bytes, take its blocks, and ask `end()` whether the whole held together.
 */
export function readEnvelope(limits: { lineBytesMax: number }) {
  let header: PassageFileHeader | undefined
  let trailer: number | undefined
  let rest = Buffer.alloc(0)
  let line = 0
  let count = 0
  let blockStart = 2
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

  /** Judges the complete lines of the buffer; what follows the last line feed stays for the next bytes. */
  function take(bytes: Buffer, last: boolean): Block | FileRefusal | undefined {
    const buffer = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes
    const end = last ? buffer.length : buffer.lastIndexOf(10) + 1
    rest = Buffer.from(buffer.subarray(end))
    const whole = buffer.subarray(0, end)
    const readable = isUtf8(whole) ? whole : whole.subarray(0, firstUnreadable(whole))
    const lines = decoder.decode(readable).split('\n')
    if (lines.at(-1) === '') lines.pop()
    const kept: string[] = []
    for (const raw of lines) {
      const problem = judge(raw.endsWith('\r') ? raw.slice(0, -1) : raw, kept)
      if (problem) return problem
    }
    // Judged last and by the line alone, so that the answer is the same wherever the bytes were cut.
    const next = readable.length < whole.length ? whole.subarray(readable.length) : rest
    if (next.length > 0 && lengthOfFirst(next) > limits.lineBytesMax) return fault('line-too-long', line + 1)
    if (readable.length < whole.length) return fault('not-utf-8', line + 1)
    if (kept.length === 0) return undefined
    const block = { firstLine: blockStart, bytes: Buffer.from(kept.join('\n')) }
    blockStart += kept.length
    return block
  }

  function judge(text: string, kept: string[]): FileRefusal | undefined {
    line++
    if (
      text.length > limits.lineBytesMax ||
      (text.length * 3 > limits.lineBytesMax && Buffer.byteLength(text) > limits.lineBytesMax)
    ) {
      return fault('line-too-long', line)
    }
    // No text of the database can hold it, and the worker that stores the line would fail for ever.
    if (text.includes('\0')) return fault(line === 1 ? 'wrong-header' : 'unknown-record', line)
    if (line === 1) {
      const parsed = parseHeader(text)
      if (isRefusal(parsed)) return { ...parsed, line }
      header = parsed
      return undefined
    }
    if (trailer !== undefined) return fault('lines-after-trailer', line)
    if (isPassageRecord(text)) {
      count++
      kept.push(text)
      return undefined
    }
    trailer = parseTrailer(text)
    return trailer === undefined ? fault('unknown-record', line) : undefined
  }

  return {
    take: (bytes: Buffer) => take(bytes, false),
    end(): { block: Block | undefined; envelope: Envelope } | FileRefusal {
      const block = take(Buffer.alloc(0), true)
      if (block && isRefusal(block)) return block
      if (line === 0) return fault('empty-file', 1)
      if (header === undefined) return fault('wrong-header', 1)
      if (trailer === undefined) return fault('no-trailer', line)
      if (trailer !== count) return fault('wrong-count', line, `declared ${trailer}, found ${count}`)
      return { block: block as Block | undefined, envelope: { header, count } }
    },
  }
}

function fault(code: FileFault, line: number, detail?: string): FileRefusal {
  return { ...refuse(code, detail), line }
}

/** Where the first unreadable line begins: looked for only when a file is refused. */
function firstUnreadable(bytes: Buffer): number {
  for (let from = 0; ; ) {
    const next = bytes.indexOf(10, from)
    if (next < 0 || !isUtf8(bytes.subarray(from, next))) return from
    from = next + 1
  }
}

/** Bytes of the first line. Of one whose line feed has not come, a last CR is no part yet. */
function lengthOfFirst(bytes: Buffer): number {
  const feed = bytes.indexOf(10)
  const end = feed < 0 ? bytes.length : feed
  return bytes[end - 1] === 13 ? end - 1 : end
}
