import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastLineOf, linesOf } from './lines.ts'

const textsOf = (text: string) => [...linesOf(Buffer.from(text), 'utf8')].map((line) => line.text)

describe('the lines of a file', () => {
  test('end in LF or CR LF, and the last one in nothing too', () => {
    expect(textsOf('a\r\nb\nc')).toEqual(['a', 'b', 'c'])
  })

  test('may be blank between others, and are none at the end', () => {
    expect(textsOf('a\n\nb\n\r\n\n')).toEqual(['a', '', 'b'])
    expect(textsOf('\n\r\n')).toEqual([])
    expect(textsOf('')).toEqual([])
  })

  test('are told without the byte order mark, each letter in its encoding', () => {
    expect(textsOf('\uFEFFå')).toEqual(['å'])
    expect([...linesOf(Buffer.from([0xe5]), 'latin1')]).toEqual([{ text: 'å', number: 1 }])
  })

  test('are told only so far where they are longer than any can be', () => {
    expect(textsOf(`${'a'.repeat(200_000)}\nb`).map(({ length }) => length)).toEqual([100_000, 1])
  })

  test('are read by the large block, and none is lost or cut where one block ends and the next begins', () => {
    const told = Array.from({ length: 9_000 }, (_, i) => `${'æ'.repeat(i % 97)}${i}`)
    for (const lineEnd of ['\n', '\r\n']) {
      const file = Buffer.from(told.join(lineEnd), 'latin1')
      expect([...linesOf(file, 'latin1')].map(({ text }) => text)).toEqual(told)
    }
    const long = ['a'.repeat(90_000), 'b', 'c'.repeat(150_000), 'd']
    expect([...linesOf(Buffer.from(long.join('\n')), 'latin1')].map(({ text }) => text)).toEqual(
      long.map((text) => text.slice(0, 100_000)),
    )
  })

  test('are as many as the number of the last one', () => {
    const text = fc
      .array(fc.constantFrom('a', '\n', '\r\n', 'å'), { minLength: 1 })
      .map((some) => some.join(''))
    fc.assert(
      fc.property(text, (some) => {
        const lines = [...linesOf(Buffer.from(some), 'utf8')]
        expect(lastLineOf(Buffer.from(some), 'utf8')).toEqual(lines.at(-1) ?? { text: '', number: 1 })
      }),
    )
  })
})
