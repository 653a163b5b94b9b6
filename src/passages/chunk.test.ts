import { expect, test } from 'vitest'
import { seal } from '#core/seal.ts'
import { TEST_KEY } from '#test/passages.ts'
import { pack, unpack } from './chunk.ts'

const LINES = ['P;1;bergen-1;æøå', 'P;2;bergen-1;', '']
const BYTES = Buffer.from(LINES.join('\n'))
const NONCE = Buffer.alloc(12, 1)

test('the lines of a chunk come back as they were', () => {
  expect(unpack(TEST_KEY, pack(TEST_KEY, BYTES, NONCE))).toEqual(LINES)
  expect(unpack(TEST_KEY, pack(TEST_KEY, Buffer.alloc(0), NONCE))).toEqual([''])
})

test('lines that say nearly the same are kept in a fraction of their bytes', () => {
  const many = Buffer.from(
    Array.from({ length: 5_000 }, (_, i) => `P;${i};bergen-1;1;2019-12-09;578${i}`).join('\n'),
  )
  expect(pack(TEST_KEY, many, NONCE).length).toBeLessThan(many.length / 3)
})

test('a chunk kept before chunks were packed is read', () => {
  expect(unpack(TEST_KEY, seal(TEST_KEY, BYTES, NONCE))).toEqual(LINES)
  expect(unpack(TEST_KEY, seal(TEST_KEY, Buffer.from('P'), NONCE))).toEqual(['P'])
})

test('a chunk whose bytes were changed is not read', () => {
  const changed = pack(TEST_KEY, BYTES, NONCE)
  changed[changed.length - 1]! ^= 1
  expect(() => unpack(TEST_KEY, changed)).toThrow()
})
