import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { key, keyedDigest } from '#core/seal.ts'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { beginLogIn, type Proven, proveIdentity, startSession } from './log-in.ts'
import { logOut, logOutFromOutside } from './log-out.ts'
import type { Identity, IdentityProvider } from './provider.ts'
import { readSession } from './read-session.ts'
import type { SessionLimits } from './session.ts'
import { saveSessionLanguage } from './store.ts'
import { tokenDigest } from './token.ts'

const database = testDatabase()
const LIMITS: SessionLimits = { idleMs: 30 * 60_000, absoluteMs: 8 * 3_600_000, attemptMs: 15 * 60_000 }
const NOW = Date.parse('2026-11-21T06:00:00Z')
const DIGEST_KEY = 'ab'.repeat(32)
const ISSUER = 'https://id.example'
const KARI: Identity = {
  pid: '20914695016',
  name: 'Kari Testesen',
  acr: 'idporten-loa-substantial',
  sid: 'sid-1',
  idToken: 'header.20914695016.signature',
}

beforeEach(async () => {
  await database.owner`truncate login_attempt, login_session, user_agreement, app_user cascade`
})

describe('the way back', () => {
  test('proves who it is, once', async () => {
    const { state } = await begin()
    const proven = await back({ state })
    expect(proven).toMatchObject({
      returnTo: '/min-side',
      nationalIdDigest: keyedDigest(DIGEST_KEY, 'national-id:20914695016'),
    })
    expect(await back({ state })).toEqual({ refused: 'log-in-outlived' })
  })

  test('walked twice at the same moment lets one through', async () => {
    const { state } = await begin()
    const ways = await Promise.all([back({ state }), back({ state }), back({ state })])
    expect(ways.filter((way) => !isRefusal(way))).toHaveLength(1)
  })

  test.each([
    ['that of another browser', 'other'],
    ['none', undefined],
  ])(
    'is refused where the cookie is %s, and the attempt stays with its own browser',
    async (_, stateInCookie) => {
      const { state } = await begin()
      expect(await back({ state, stateInCookie })).toEqual({ refused: 'log-in-outlived' })
      expect(isRefusal(await back({ state }))).toBe(false)
    },
  )

  test('is refused without a state, with one we never gave, and when it took too long', async () => {
    expect(await back({ state: undefined })).toEqual({ refused: 'log-in-outlived' })
    expect(await back({ state: 'made-up' })).toEqual({ refused: 'log-in-outlived' })
    const { state } = await begin()
    expect(await back({ state, now: NOW + LIMITS.attemptMs })).toEqual({ refused: 'log-in-outlived' })
  })

  test.each([
    ['a level too low', { acr: 'idporten-loa-low' }, 'level-too-low'],
    ['no level', { acr: undefined }, 'level-too-low'],
    ['no national identity number', { pid: undefined }, 'no-national-id'],
    ['a number that is none', { pid: '20914695017' }, 'log-in-failed'],
  ])('is refused with %s', async (_, over, code) => {
    const { state } = await begin()
    expect(await back({ state, identity: { ...KARI, ...over } })).toMatchObject({ refused: code })
  })

  test('holds nonce and verifier that never were in the browser', async () => {
    const { asked, state } = await begin()
    expect(new Set([state, asked?.nonce, asked?.codeVerifier]).size).toBe(3)
    const [row] = await database.owner`select encode(state_digest, 'hex') as digest from login_attempt`
    expect(row?.digest).toBe(tokenDigest(state).toString('hex'))
  })
})

describe('a session', () => {
  test('is found by its token, and the table holds neither token nor national identity number', async () => {
    const token = await logIn()
    expect(await read(token)).toMatchObject({ name: 'Kari Testesen', language: 'nn', partyIds: [] })
    const [row] = await database.owner`
      select row_to_json(s)::text || coalesce((select row_to_json(u)::text from app_user u), '') as all_of_it
      from login_session s`
    expect(row?.all_of_it).not.toContain(token)
    expect(row?.all_of_it).not.toContain('20914695016')
    expect(await read(`${token}x`)).toBeUndefined()
    expect(await read(undefined)).toBeUndefined()
  })

  test('ends when idle, and is gone from the table', async () => {
    const token = await logIn()
    expect(await read(token, NOW + LIMITS.idleMs)).toBeUndefined()
    expect(await database.owner`select from login_session`).toHaveLength(0)
  })

  test('that is used goes on, and ends all the same when it is old', async () => {
    const token = await logIn()
    const step = LIMITS.idleMs - 1
    for (let at = NOW; at < NOW + LIMITS.absoluteMs; at += step) expect(await read(token, at)).toBeDefined()
    expect(await read(token, NOW + LIMITS.absoluteMs)).toBeUndefined()
  })

  test('is written to once a minute at most', async () => {
    const token = await logIn()
    await read(token, NOW + 59_000)
    expect(await lastSeen()).toBe(NOW)
    await read(token, NOW + 61_000)
    expect(await lastSeen()).toBe(NOW + 61_000)
  })

  test('of before is worth nothing after a new log-in, which has another token', async () => {
    const first = await logIn()
    const second = await logIn({ tokenBefore: first })
    expect(second).not.toBe(first)
    expect(await read(first)).toBeUndefined()
    expect(await read(second)).toBeDefined()
    expect(await database.owner`select from app_user`).toHaveLength(1)
  })

  test('on another machine is left alone by a log-in', async () => {
    const [one, other] = [await logIn(), await logIn()]
    expect(await read(one)).toBeDefined()
    expect(await read(other)).toBeDefined()
  })

  test('remembers the language that was chosen', async () => {
    const token = await logIn()
    await saveSessionLanguage(database.app, tokenDigest(token), 'en')
    expect(await read(token)).toMatchObject({ language: 'en' })
  })
})

describe('log-out', () => {
  test('ends the session and gives the ID token for log-out at the provider', async () => {
    const token = await logIn()
    expect(await logOut(database.app, token)).toBe(KARI.idToken)
    expect(await read(token)).toBeUndefined()
    expect(await logOut(database.app, token)).toBeUndefined()
  })

  test('from outside ends every session of that sid, and no other', async () => {
    const [one, two] = [await logIn(), await logIn()]
    const another = await logIn({ identity: { ...KARI, sid: 'sid-2' } })
    const told = { issuer: ISSUER, sid: 'sid-1' }
    expect(await logOutFromOutside(database.app, provider(), told)).toBe(2)
    expect(await logOutFromOutside(database.app, provider(), told)).toBe(0)
    expect([await read(one), await read(two)]).toEqual([undefined, undefined])
    expect(await read(another)).toBeDefined()
  })

  test.each([
    [{ issuer: 'https://other.example', sid: 'sid-1' }],
    [{ issuer: null, sid: 'sid-1' }],
    [{ issuer: ISSUER, sid: null }],
    [{ issuer: ISSUER, sid: '' }],
  ])('from outside ends nothing when told %j', async (told) => {
    const token = await logIn()
    const noSid = await logIn({ identity: { ...KARI, sid: undefined } })
    expect(await logOutFromOutside(database.app, provider(), told)).toBe(0)
    expect(await read(token)).toBeDefined()
    expect(await read(noSid)).toBeDefined()
  })
})

/** Stands for the party outside: answers as told, and keeps what it was asked. */
function provider(
  identity: Identity = KARI,
): IdentityProvider & { asked: { nonce: string; codeVerifier: string }[] } {
  const asked: { nonce: string; codeVerifier: string }[] = []
  return {
    issuer: ISSUER,
    asked,
    begin: async (request) => {
      asked.push(request)
      return new URL(`${ISSUER}/authorize`)
    },
    finish: async () => identity,
    logOutForm: async () => ({ action: ISSUER, fields: {} }),
    pagesOrigin: async () => ISSUER,
  }
}

async function begin() {
  const at = provider()
  const wish = { returnTo: '/min-side', language: 'nb', now: NOW, random: randomBytes } as const
  const { state } = await beginLogIn(database.app, at, wish)
  return { state, asked: at.asked[0] }
}

async function back(given: {
  state: string | undefined
  stateInCookie?: string | undefined
  identity?: Identity
  now?: number
}) {
  return proveIdentity(database.app, provider(given.identity), {
    cameBackWith: new URLSearchParams(given.state === undefined ? {} : { state: given.state, code: 'c' }),
    stateInCookie: 'stateInCookie' in given ? given.stateInCookie : given.state,
    digestKeyHex: DIGEST_KEY,
    now: given.now ?? NOW,
    limits: LIMITS,
  })
}

async function logIn(over: { tokenBefore?: string; identity?: Identity } = {}): Promise<string> {
  const { state } = await begin()
  const proven = (await back({ state, ...(over.identity ? { identity: over.identity } : {}) })) as Proven
  const { token } = await inTransaction(database.app, (tx) =>
    startSession(tx, proven, {
      name: 'Kari Testesen',
      partyId: undefined,
      mayAct: false,
      language: 'nn',
      issuer: ISSUER,
      tokenBefore: over.tokenBefore,
      now: NOW,
      random: randomBytes,
      limits: LIMITS,
      encryptionKey: key(Buffer.alloc(32, 7)),
    }),
  )
  return token
}

async function read(token: string | undefined, now = NOW) {
  return readSession(database.app, token, { now, limits: LIMITS })
}

async function lastSeen(): Promise<number | undefined> {
  const [row] = await database.owner<{ last_seen_at: number }[]>`select last_seen_at from login_session`
  return row?.last_seen_at
}
