export type Line = { readonly text: string; readonly number: number }

/**
 * The lines of a file, one at a time: a hundred million line ends cost no more than their bytes. CR LF or LF; what is
 * blank at the end is no line, and a byte order mark no text. Numbered from 1. Of a line longer than any format has
 * there is only its beginning, which is too long as well.
 */
export function* linesOf(bytes: Uint8Array, encoding: 'utf8' | 'latin1'): Generator<Line> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endOfText(file)
  let number = 0
  let from = encoding === 'utf8' && BYTE_ORDER_MARK.every((byte, i) => file[i] === byte) ? 3 : 0
  while (from < end) {
    const feed = file.indexOf(LF, from)
    const to = feed < 0 || feed > end ? end : feed
    const textTo = Math.min(file[to - 1] === CR ? to - 1 : to, from + LINE_BYTES_MAX)
    yield { text: file.toString(encoding, from, textTo), number: ++number }
    from = to + 1
  }
}

/** How many lines there are is its number. */
export function lastLineOf(bytes: Uint8Array, encoding: 'utf8' | 'latin1'): Line {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endOfText(file)
  let number = 1
  for (let at = 0; at < end; at++) if (file[at] === LF) number++
  const from = file.lastIndexOf(LF, end - 1) + 1
  return { text: file.toString(encoding, from, Math.min(end, from + LINE_BYTES_MAX)), number }
}

const LINE_BYTES_MAX = 100_000
const LF = 0x0a
const CR = 0x0d
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

function endOfText(file: Buffer): number {
  let end = file.length
  while (end > 0 && (file[end - 1] === LF || file[end - 1] === CR)) end--
  return end
}
