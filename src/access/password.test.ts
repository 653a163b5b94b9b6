import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { codeAt, keyForApp, stepOf } from './authenticator.ts'
import { delayAfter } from './delay.ts'
import { checkPassword } from './password.ts'
import { createPasswordHasher } from './verify-password.ts'

const EMAIL = 'pierre@example.org'
const hasher = createPasswordHasher(randomBytes)

describe('passwords', () => {
  test.each([
    ['kort', 'password-too-short'],
    ['elleve tegn', 'password-too-short'],
    ['a'.repeat(201), 'password-too-long'],
    ['passord123456', 'password-common'],
    ['123456789012', 'password-common'],
    ['qwertyuiopåasdf', 'password-common'],
    ['abababababab', 'password-common'],
    ['pierre@example.org!', 'password-is-email'],
    ['PIERRE123456', 'password-is-email'],
  ])('«%s» is refused', (password, refused) => {
    expect(checkPassword(password, EMAIL)).toEqual({ refused })
  })

  test.each(['fire blå hester i regn', 'tolv tegn ok', 'ÆØÅ æøå 你好 你好', '  spaces   count  '])(
    '«%s» holds',
    (password) => {
      expect(checkPassword(password, EMAIL)).toBeUndefined()
    },
  )

  test('are compared whichever way a sign is written, and never with one of another salt', async () => {
    const hash = await hasher.hash('blå hester i regn\u00e5')
    if (isRefusal(hash)) throw new Error(hash.refused)
    expect(await hasher.isOf('blå hester i regna\u030a', hash)).toBe(true)
    expect(await hasher.isOf('blå hester i regn', hash)).toBe(false)
    expect(await hasher.isOf('', undefined)).toBe(false)
    expect(await hasher.hash('blå hester i regn\u00e5')).not.toBe(hash)
  })

  test('beyond what two at once can do wait, and beyond the queue are told to come back', async () => {
    const many = await Promise.all(Array.from({ length: 60 }, () => hasher.isOf('blå hester', undefined)))
    expect(many.filter((one) => isRefusal(one)).length).toBe(8)
  })
})

describe('codes and delays', () => {
  test('an authenticator’s codes are those of RFC 6238', () => {
    const secret = Buffer.from('12345678901234567890')
    expect([59, 1_111_111_109, 20_000_000_000].map((s) => codeAt(secret, Math.floor(s / 30)))).toEqual([
      '287082',
      '081804',
      '353130',
    ])
    expect(stepOf(secret, '287082', { now: 89_000, lastStep: 0 })).toBe(1)
    expect(stepOf(secret, '287082', { now: 120_000, lastStep: 0 })).toBeUndefined()
    expect(keyForApp(secret, EMAIL).key).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  })

  test('the delay doubles, and ends at an hour', () => {
    expect([1, 2, 3, 4, 5, 40].map(delayAfter)).toEqual([0, 0, 5_000, 10_000, 20_000, 3_600_000])
  })
})
