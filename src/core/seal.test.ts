import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { key, keyedDigest, seal, unseal } from './seal.ts'

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array))
const keys = bytes(32).map(key)
const nonces = bytes(12)
const texts = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array))

describe('what is sealed', () => {
  test('is opened again by its key, and cannot be read without', () => {
    fc.assert(
      fc.property(keys, nonces, texts, (secret, nonce, plain) => {
        const sealed = seal(secret, plain, nonce)
        expect(unseal(secret, sealed)).toEqual(plain)
        if (plain.length >= 8) expect(sealed.includes(plain)).toBe(false)
      }),
    )
  })

  test('and changed in any one bit is not opened', () => {
    fc.assert(
      fc.property(keys, nonces, texts, fc.nat(), fc.nat(7), (secret, nonce, plain, place, bit) => {
        const sealed = seal(secret, plain, nonce)
        const at = place % sealed.length
        sealed.writeUInt8(sealed.readUInt8(at) ^ (1 << bit), at)
        expect(() => unseal(secret, sealed)).toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test('and cut short or lengthened is not opened', () => {
    const secret = key(Buffer.alloc(32, 1))
    for (const plain of [Buffer.alloc(0), Buffer.from('01815000000')]) {
      const sealed = seal(secret, plain, Buffer.alloc(12, 2))
      for (let length = 0; length < sealed.length; length++)
        expect(() => unseal(secret, sealed.subarray(0, length))).toThrow()
      expect(() => unseal(secret, Buffer.concat([sealed, Buffer.alloc(1)]))).toThrow()
    }
  })

  test('is not opened by another key', () => {
    fc.assert(
      fc.property(keys, keys, nonces, texts, (mine, other, nonce, plain) => {
        fc.pre(!mine.equals(other))
        expect(() => unseal(other, seal(mine, plain, nonce))).toThrow()
      }),
    )
  })

  test('asks for a key of 32 bytes', () => {
    for (const length of [0, 16, 31, 33]) expect(() => key(Buffer.alloc(length))).toThrow(RangeError)
  })
})

describe('a keyed digest', () => {
  test('is the same for the same text and key, and another for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(keyedDigest('00ff', a)).toMatch(/^[0-9a-f]{32}$/)
        expect(keyedDigest('00ff', a) === keyedDigest('00ff', b)).toBe(a === b)
        expect(keyedDigest('00ff', a)).not.toBe(keyedDigest('ff00', a))
      }),
    )
  })
})
