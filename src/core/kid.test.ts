import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isKid, makeKid, mod10, mod11 } from './kid.ts'

const payloads = fc.stringMatching(/^\d{1,24}$/)

describe('check characters', () => {
  test.each([
    ['12345678', '2', '5'],
    ['234567', '6', undefined],
    ['0', '0', undefined],
    ['004455525', '8', undefined],
    ['036532', undefined, '7'],
    ['1234567890', undefined, '3'],
    ['31', undefined, '0'],
    ['40', undefined, '-'],
  ])('of %s are %s by MOD10 and %s by MOD11', (payload, byTen, byEleven) => {
    if (byTen !== undefined) expect(mod10(payload)).toBe(byTen)
    if (byEleven !== undefined) expect(mod11(payload)).toBe(byEleven)
  })

  test.each([
    ['MOD10', mod10],
    ['MOD11', mod11],
  ])('by %s catch every single digit that is wrong', (_, check) => {
    fc.assert(
      fc.property(payloads, fc.nat(23), fc.integer({ min: 1, max: 9 }), (payload, place, shift) => {
        const at = place % payload.length
        const wrong = payload.slice(0, at) + ((Number(payload[at]) + shift) % 10) + payload.slice(at + 1)
        // The weights of MOD11 are all below 8, so that no digit's change comes to eleven.
        expect(check(wrong)).not.toBe(check(payload))
      }),
      { numRuns: 2000 },
    )
  })

  test('by MOD10 catch two neighbours that changed places, but for 0 and 9', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{2,24}$/), fc.nat(22), (payload, place) => {
        const at = place % (payload.length - 1)
        const [a = '', b = ''] = [payload[at], payload[at + 1]]
        fc.pre(a !== b && !['09', '90'].includes(a + b))
        expect(mod10(payload.slice(0, at) + b + a + payload.slice(at + 2))).not.toBe(mod10(payload))
      }),
      { numRuns: 2000 },
    )
    expect(mod10('109')).toBe(mod10('190'))
  })
})

describe('a KID', () => {
  test('that we make is digits only, and one', () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const kid = makeKid(payload)
        expect(kid).toMatch(/^\d{2,25}$/)
        expect(kid.slice(0, -1)).toBe(payload)
        expect(isKid(kid)).toBe(true)
      }),
    )
  })

  test.each(['2345676', '23456767', '0044555258', '0365327', '40-', '12345678903', '008000011688373'])(
    '%s is one',
    (text) => {
      expect(isKid(text)).toBe(true)
    },
  )

  test.each(['', '5', '-', '4-0', '2345674', '0044555251', '12 345678903', '40–', '1'.repeat(26)])(
    '«%s» is none',
    (text) => {
      expect(isKid(text)).toBe(false)
    },
  )

  test.each(['', '12a', '40-', '1'.repeat(25)])('is not made of «%s»', (payload) => {
    expect(() => makeKid(payload)).toThrow(RangeError)
  })
})
