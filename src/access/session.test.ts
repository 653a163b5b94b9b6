import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { languageCookie, readCookie, readLanguage, SESSION_COOKIE, secretCookie } from './cookie.ts'
import { checkFormToken, checkOrigin, safeReturn } from './forgery.ts'
import { reaches } from './level.ts'
import { isAlive, isWorthTelling, type SessionLimits } from './session.ts'
import { newToken, sameToken, sealForSession, tokenDigest, unsealForSession } from './token.ts'

const LIMITS: SessionLimits = { idleMs: 30 * 60_000, absoluteMs: 8 * 3_600_000, attemptMs: 60_000 }
const START = Date.parse('2026-11-21T06:00:00Z')

describe('a session', () => {
  test.each([
    ['just begun', 0, 0, true],
    ['a millisecond before it is idle', 0, LIMITS.idleMs - 1, true],
    ['idle', 0, LIMITS.idleMs, false],
    ['old but busy', LIMITS.absoluteMs - 60_001, LIMITS.absoluteMs - 1, true],
    ['too old, however busy', LIMITS.absoluteMs - 1, LIMITS.absoluteMs, false],
  ])('%s is alive or not', (_, lastSeen, now, alive) => {
    const times = { startedAt: START, lastSeenAt: START + lastSeen }
    expect(isAlive(times, START + now, LIMITS)).toBe(alive)
  })

  test('is told to be in use once a minute at most', () => {
    expect(isWorthTelling({ lastSeenAt: START }, START + 59_999)).toBe(false)
    expect(isWorthTelling({ lastSeenAt: START }, START + 60_000)).toBe(true)
  })
})

describe('a token', () => {
  test('is 256 bits, and the table holds another thing', () => {
    const token = newToken(randomBytes)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(tokenDigest(token).toString('hex')).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
    expect(sameToken(token, token)).toBe(true)
    expect(sameToken(token, newToken(randomBytes))).toBe(false)
  })

  test('opens what was sealed for its session, and no other does', () => {
    const token = newToken(randomBytes)
    const sealed = sealForSession('an ID token', token, randomBytes)
    expect(sealed).not.toContain(Buffer.from('an ID token').toString('base64').slice(0, 8))
    expect(unsealForSession(sealed, token)).toBe('an ID token')
    expect(() => unsealForSession(sealed, newToken(randomBytes))).toThrow()
  })
})

test('a level reaches what is asked for, or not; an unknown one never does', () => {
  expect(reaches('idporten-loa-substantial', 'idporten-loa-substantial')).toBe(true)
  expect(reaches('idporten-loa-high', 'idporten-loa-substantial')).toBe(true)
  expect(reaches('idporten-loa-low', 'idporten-loa-substantial')).toBe(false)
  expect(reaches('Level4', 'idporten-loa-substantial')).toBe(false)
  expect(reaches(undefined, 'idporten-loa-low')).toBe(false)
})

describe('a request that changes something', () => {
  const ours = 'https://minside.example'
  const post = (headers: Record<string, string>) =>
    checkOrigin({ method: 'POST', headers: new Headers(headers) }, ours)

  test('comes from a page of ours', () => {
    expect(post({ origin: ours })).toBeUndefined()
    expect(post({ 'sec-fetch-site': 'same-origin' })).toBeUndefined()
  })

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: ours, 'sec-fetch-site': 'cross-site' }],
    [{}],
  ])('is refused from elsewhere: %j', (headers) => {
    expect(post(headers as Record<string, string>)).toEqual({ refused: 'foreign-request' })
  })

  test('carries the token of its session', () => {
    expect(checkFormToken('abc', { csrfToken: 'abc' })).toBeUndefined()
    for (const sent of ['abd', '', undefined, null, ['abc']]) {
      expect(checkFormToken(sent, { csrfToken: 'abc' })).toEqual({ refused: 'foreign-request' })
    }
  })
})

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '',
  '/a\nb',
  '/x\\y',
])('after log-in nobody is sent to %j', (to) => {
  expect(safeReturn(to, '/min-side')).toBe('/min-side')
})

test('after log-in one comes back to the page one asked for', () => {
  expect(safeReturn('/min-side/fakturaer?fra=2019-11-01', '/')).toBe('/min-side/fakturaer?fra=2019-11-01')
})

describe('cookies', () => {
  test('the secret one is for this host and no script', () => {
    const cookie = secretCookie(SESSION_COOKIE, 'abc')
    expect(cookie).toMatch(/^__Host-/)
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(part)
    expect(cookie).not.toContain('Domain')
  })

  test('are found by their whole name', () => {
    const header = `x${SESSION_COOKIE}=no; ${SESSION_COOKIE}=a=b; ${languageCookie('nn').split(';')[0]}`
    expect(readCookie(header, SESSION_COOKIE)).toBe('a=b')
    expect(readLanguage(header)).toBe('nn')
    expect(readLanguage('lang=de')).toBeUndefined()
    expect(readCookie(null, SESSION_COOKIE)).toBeUndefined()
  })
})
