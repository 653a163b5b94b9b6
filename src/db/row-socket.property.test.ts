import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { framing } from './row-socket.ts'

type Message = { readonly type: string; readonly body: Buffer }

/** Rows in runs, other messages between them, some without a body. */
const messages = fc.array(
  fc.record({
    type: fc.constantFrom('d', 'd', 'd', 'd', 'D', 'S', 'c'),
    body: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  }),
  { minLength: 5, maxLength: 60 },
)
/** How long the pieces are in which they come, in turn. */
const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 40 })

test('whatever pieces they come in: the same rows, the same messages around them, and nothing kept back', () => {
  const held = { joined: 0, splitHead: 0, splitBody: 0 }
  fc.assert(
    fc.property(messages, lengths, (sent, cuts) => {
      const bytes = Buffer.concat(sent.map(written))
      const take = framing()
      const taken = pieces(bytes, cuts).map((piece) => Buffer.from(take(Buffer.from(piece))))
      const received = read(Buffer.concat(taken))
      expect(asRead(received)).toEqual(asRead(sent))
      if (received.length < sent.length) held.joined++
      for (const rest of restsOf(sent, cuts)) held[rest < 5 ? 'splitHead' : 'splitBody']++
    }),
    { numRuns: 2_000 },
  )
  console.log(
    `of 2000 runs: rows joined in ${held.joined}; ${held.splitHead} heads and ${held.splitBody} bodies cut`,
  )
  expect(Math.min(held.joined, held.splitHead, held.splitBody)).toBeGreaterThan(1_000)
})

test('rows that have come together are one message', () => {
  const rows = ['a', 'bc', '', 'def'].map((text) => ({ type: 'd', body: Buffer.from(text) }))
  const after = { type: 'c', body: Buffer.alloc(0) }
  const taken = framing()(Buffer.concat([...rows, after].map(written)))
  expect(read(taken)).toEqual([{ type: 'd', body: Buffer.from('abcdef') }, after])
})

test('the answer to whether the connection may be encrypted is handed on, and is no message', () => {
  const take = framing()
  const row = written({ type: 'd', body: Buffer.from('row') })
  expect(take(Buffer.from('N')).toString()).toBe('N')
  expect(take(Buffer.concat([row, row]))).toEqual(written({ type: 'd', body: Buffer.from('rowrow') }))
})

function written({ type, body }: Message): Buffer {
  const head = Buffer.alloc(5)
  head.write(type, 'latin1')
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, body])
}

function read(bytes: Buffer): Message[] {
  const found: Message[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + bytes.readInt32BE(at + 1)
    expect(end).toBeLessThanOrEqual(bytes.length)
    found.push({ type: bytes.toString('latin1', at, at + 1), body: bytes.subarray(at + 5, end) })
    at = end
  }
  return found
}

/** As who reads a COPY sees it: of rows that follow each other, only what they say. */
function asRead(of: readonly Message[]): string[] {
  const seen: string[] = []
  let rows = ''
  for (const { type, body } of of) {
    if (type === 'd') rows += body.toString('hex')
    else {
      seen.push(rows, `${type} ${body.toString('hex')}`)
      rows = ''
    }
  }
  return [...seen, rows]
}

/** A first piece of one byte is the answer about encryption, so the first here has two at least. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  return endsOf(bytes.length, cuts).map((end, i, ends) => bytes.subarray(i === 0 ? 0 : ends[i - 1], end))
}

function endsOf(length: number, cuts: readonly number[]): number[] {
  const ends: number[] = []
  for (let at = 0, i = 0; at < length; i++) {
    at = Math.min(length, at + Math.max(i === 0 ? 2 : 1, cuts[i % cuts.length]!))
    ends.push(at)
  }
  return ends
}

/** How much of a message has come where a piece ends inside it. */
function restsOf(sent: readonly Message[], cuts: readonly number[]): number[] {
  const lengths = sent.map(({ body }) => 5 + body.length)
  const length = lengths.reduce((sum, one) => sum + one, 0)
  return endsOf(length, cuts).flatMap((end) => {
    let begin = 0
    for (const one of lengths) {
      if (end > begin && end < begin + one) return [end - begin]
      begin += one
    }
    return []
  })
}
