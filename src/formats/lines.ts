export type Line = { readonly text: string; readonly number: number }

/**
 * The lines of a file, one at a time: a hundred million line ends cost no more than their bytes. CR LF or LF; what is
 * blank at the end is no line, and a byte order mark no text. Numbered from 1. Of a line longer than any format has
 * there is only its beginning, which is too long as well.
 */
export function* linesOf(bytes: Uint8Array, encoding: 'utf8' | 'latin1'): Generator<Line> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const end = endOfText(file)
  const textOf = encoding === 'latin1' ? latin1By(file, end) : utf8Of(file)
  let number = 0
  let from = encoding === 'utf8' && BYTE_ORDER_MARK.every((byte, i) => file[i] === byte) ? 3 : 0
  while (from < end) {
    const feed = file.indexOf(LF, from)
    const to = feed < 0 || feed > end ? end : feed
    const textTo = Math.min(file[to - 1] === CR ? to - 1 : to, from + LINE_BYTES_MAX)
    yield { text: textOf(from, textTo), number: ++number }
    from = to + 1
  }
}

type Texts = (from: number, to: number) => string

function utf8Of(file: Buffer): Texts {
  return (from, to) => file.toString('utf8', from, to)
}

/**
 * A byte is a letter here, so a line is a part of a larger text: to make one of each line's bytes costs more than all that is
 * then read in it. Asked for from the beginning of the file to its end.
 */
function latin1By(file: Buffer, end: number): Texts {
  let [block, begin] = ['', 0]
  return (from, to) => {
    if (to > begin + block.length) {
      begin = from
      block = file.toString('latin1', from, Math.max(to, Math.min(end, from + BLOCK_BYTES)))
    }
    return block.slice(from - begin, to - begin)
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
const BLOCK_BYTES = 65_536
const LF = 0x0a
const CR = 0x0d
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

function endOfText(file: Buffer): number {
  let end = file.length
  while (end > 0 && (file[end - 1] === LF || file[end - 1] === CR)) end--
  return end
}
