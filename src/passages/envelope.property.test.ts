import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { type Envelope, type FileFault, type FileRefusal, readEnvelope } from './envelope.ts'

/** Small, so that lines at the limit are often met. The header is under it. */
const LINE_BYTES_MAX = 80
const HEADER = 'H;brikke-passages;1;ferde;7;2019-12-10T08:00:00+01:00'

describe('the frame of a passage file', () => {
  it('gives every line back as it was, with LF or CRLF, at whatever bytes the file is cut', () => {
    fc.assert(
      fc.property(file, cuts, ({ lines, ends, lastEnds }, at) => {
        const read = readFile(bytesOf(frame(lines), ends, lastEnds), at)
        expect(read).toEqual({
          lines: lines.map((text, index) => ({ number: index + 2, text })),
          envelope: {
            header: { charger: 'ferde', fileNumber: '7', createdAt: Date.parse('2019-12-10T08:00+01:00') },
            count: lines.length,
          },
        })
      }),
      { numRuns: 500 },
    )
  })

  it('is refused at its last line when the trailer is missing, wherever the file breaks off', () => {
    fc.assert(
      fc.property(file, cuts, fc.nat(), ({ lines, ends, lastEnds }, at, kept) => {
        const broken = [HEADER, ...lines].slice(0, 1 + (kept % (lines.length + 1)))
        expect(readFile(bytesOf(broken, ends, lastEnds), at)).toEqual(refused('no-trailer', broken.length))
      }),
    )
  })

  it('is refused at the trailer when that counts other lines than there are', () => {
    fc.assert(
      fc.property(file, cuts, fc.nat(1_000), ({ lines, ends, lastEnds }, at, declared) => {
        fc.pre(declared !== lines.length)
        const all = [HEADER, ...lines, `T;${declared}`]
        expect(readFile(bytesOf(all, ends, lastEnds), at)).toMatchObject(refused('wrong-count', all.length))
      }),
    )
  })

  it('is refused at the first line after the trailer', () => {
    fc.assert(
      fc.property(file, cuts, record, ({ lines, ends, lastEnds }, at, more) => {
        const all = [...frame(lines), more]
        expect(readFile(bytesOf(all, ends, lastEnds), at)).toEqual(refused('lines-after-trailer', all.length))
      }),
    )
  })

  it('is refused at the line that is no record', () => {
    const none = fc.constantFrom('', ' ', 'X;1;2', 'p;1;2', 'P', 'T;x', 'T;', `${HEADER}`)
    fc.assert(
      fc.property(file, cuts, none, fc.nat(), ({ lines, ends, lastEnds }, at, odd, where) => {
        const put = 1 + (where % (lines.length + 1))
        const all = frame(lines).toSpliced(put, 0, odd)
        expect(readFile(bytesOf(all, ends, lastEnds), at)).toEqual(refused('unknown-record', put + 1))
      }),
    )
  })

  it('is refused at the line with a byte that is no UTF-8', () => {
    // Never a byte, a follower without its first, a first without its follower, half a surrogate pair.
    const bad = fc.constantFrom([0xff], [0x80], [0xc3], [0xed, 0xa0, 0x80])
    fc.assert(
      fc.property(file, cuts, bad, fc.nat(), fc.nat(), ({ lines, ends }, at, bytes, where, inside) => {
        const all = frame(lines.map((text) => text.slice(0, 20)))
        const put = where % all.length
        const parts = all.map((text, index) => {
          const place = index === put ? 2 + (inside % (text.length - 1)) : text.length
          const [before, after] = [text.slice(0, place), text.slice(place)]
          const wrong = index === put ? Buffer.from(bytes) : Buffer.alloc(0)
          return Buffer.concat([
            Buffer.from(before),
            wrong,
            Buffer.from(`${after}${ends[index % ends.length]}`),
          ])
        })
        expect(readFile(Buffer.concat(parts), at)).toEqual(refused('not-utf-8', put + 1))
      }),
    )
  })

  it('is refused at the line over the limit, counted in bytes', () => {
    const long = fc.oneof(
      fc.integer({ min: LINE_BYTES_MAX - 1, max: 3_000 }).map((length) => `P;${'x'.repeat(length)}`),
      fc.integer({ min: LINE_BYTES_MAX / 2, max: 500 }).map((length) => `P;${'å'.repeat(length)}`),
    )
    fc.assert(
      fc.property(file, long, fc.nat(), ({ lines, ends }, tooLong, where) => {
        const put = 1 + (where % (lines.length + 1))
        const bytes = bytesOf(frame(lines).toSpliced(put, 0, tooLong), ends, true)
        const byteByByte = Array.from(bytes.keys())
        for (const at of [[], byteByByte]) {
          expect(readFile(bytes, at)).toEqual(refused('line-too-long', put + 1))
        }
      }),
    )
  })

  it('is refused at its first line when the header is another', () => {
    const wrong = fc.oneof(
      record,
      fc.constantFrom('', 'T;0', 'H', `\uFEFF${HEADER}`, `${HEADER};`, HEADER.replace(';1;', ';2;')),
      fc.nat({ max: HEADER.length - 1 }).map((length) => HEADER.slice(0, length)),
    )
    fc.assert(
      fc.property(file, cuts, wrong, ({ lines, ends }, at, first) => {
        const all = frame(lines).with(0, first)
        expect(readFile(bytesOf(all, ends, true), at)).toMatchObject(refused('wrong-header', 1))
      }),
    )
  })

  it('is refused as empty when there is nothing', () => {
    expect(readFile(Buffer.alloc(0), [])).toEqual(refused('empty-file', 1))
  })

  it('is judged and never breaks the reader, whatever bytes come', () => {
    fc.assert(
      fc.property(anyBytes, cuts, (bytes, at) => {
        const read = readFile(Buffer.from(bytes), at)
        if (!isRefusal(read)) return
        expect(FILE_FAULTS).toContain(read.refused)
        expect(read.line).toBeGreaterThanOrEqual(1)
        expect(read.line).toBeLessThanOrEqual(1 + Buffer.from(bytes).toString('latin1').split('\n').length)
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes a line that is exactly as long as the limit, also where the file is cut before its line feed', () => {
    const bytes = bytesOf(frame([`P;${'x'.repeat(LINE_BYTES_MAX - 2)}`]), ['\r\n'], true)
    expect(readFile(bytes, Array.from(bytes.keys()))).toMatchObject({ envelope: { count: 1 } })
  })

  it('names the line over the limit also where the file is cut within it', () => {
    const lines = frame(['P;1', `P;${'x'.repeat(1_000)}`])
    const bytes = bytesOf(lines, ['\n'], true)
    expect(readFile(bytes, [bytes.length - 10])).toEqual(refused('line-too-long', 3))
  })

  it('is answered the same wherever its bytes are cut, also with several faults', () => {
    fc.assert(
      fc.property(anyBytes, cuts, (bytes, at) => {
        expect(readFile(Buffer.from(bytes), at)).toEqual(readFile(Buffer.from(bytes), []))
      }),
      { numRuns: 2_000 },
    )
    const twoFaults = Buffer.concat([Buffer.from(`${HEADER}\nX\n`), Buffer.from([0xff, 10])])
    expect(readFile(twoFaults, [])).toEqual(refused('unknown-record', 2))
  })
})

const FILE_FAULTS: readonly FileFault[] = [
  'empty-file',
  'wrong-header',
  'line-too-long',
  'not-utf-8',
  'unknown-record',
  'no-trailer',
  'lines-after-trailer',
  'wrong-count',
]

/** The frame does not look into a line: anything but a null character after the record's letter, up to the limit in bytes. */
const record = fc
  .tuple(fc.constantFrom('P', 'C', 'W'), fc.string({ unit: 'binary', maxLength: LINE_BYTES_MAX }))
  .map(([letter, text]) => fitting(`${letter};${text.replaceAll(/[\r\n\0]/g, '')}`))

const file = fc.record({
  lines: fc.array(record, { maxLength: 12 }),
  ends: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 1, maxLength: 5 }),
  lastEnds: fc.boolean(),
})

/** Where the bytes are cut into pieces: shares of the file's length, many or few. */
const cuts = fc.array(fc.nat(100_000), { maxLength: 20 })

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .tuple(file, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }))
    .map(([{ lines, ends, lastEnds }, changes]) => {
      const bytes = bytesOf(frame(lines), ends, lastEnds)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return bytes
    }),
)

function frame(lines: readonly string[]): string[] {
  return [HEADER, ...lines, `T;${lines.length}`]
}

function bytesOf(lines: readonly string[], ends: readonly string[], lastEnds: boolean): Buffer {
  const texts = lines.map((text, index) => {
    const last = index === lines.length - 1
    return last && !lastEnds ? text : text + ends[index % ends.length]
  })
  return Buffer.from(texts.join(''))
}

type Read = { readonly lines: readonly { number: number; text: string }[]; readonly envelope: Envelope }

function readFile(bytes: Buffer, at: readonly number[]): Read | FileRefusal {
  const reader = readEnvelope({ lineBytesMax: LINE_BYTES_MAX })
  const lines: { number: number; text: string }[] = []
  const keep = (block: { firstLine: number; bytes: Buffer }) =>
    block.bytes
      .toString()
      .split('\n')
      .forEach((text, index) => lines.push({ number: block.firstLine + index, text }))
  const edges = [0, ...at.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  for (const [index, from] of edges.entries()) {
    const block = reader.take(bytes.subarray(from, edges[index + 1] ?? from))
    if (block && isRefusal(block)) return block
    if (block) keep(block)
  }
  const ended = reader.end()
  if (isRefusal(ended)) return ended
  if (ended.block) keep(ended.block)
  return { lines, envelope: ended.envelope }
}

function refused(code: FileFault, line: number) {
  return { refused: code, line }
}

/** As many whole characters as the limit takes. */
function fitting(text: string): string {
  let bytes = 0
  let fits = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > LINE_BYTES_MAX) break
    fits += character
  }
  return fits
}
