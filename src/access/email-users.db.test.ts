// long because: every test here goes the same way in, from the registration to the second factor.
import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { testDatabase } from '#test/database.ts'
import { codeAt } from './authenticator.ts'
import { finishLogInByEmail, logInByEmail } from './log-in-by-email.ts'
import { readSession } from './read-session.ts'
import {
  beginRegistration,
  beginReset,
  type EmailSender,
  finishRegistration,
  proveReset,
  saveNewPassword,
} from './register-email-user.ts'
import { beginSms, secureByAuthenticator, secureBySms } from './save-second-factor.ts'
import { SESSION_LIMITS } from './session.ts'
import { saveElectronicIdentity } from './store-email-users.ts'
import { takeTry } from './take-try.ts'
import { createPasswordHasher } from './verify-password.ts'

const database = testDatabase()
const hasher = createPasswordHasher(randomBytes)
const BEGINS = Date.parse('2026-11-21T06:00:00Z')
const EMAIL = 'pierre@example.org'
const PASSWORD = 'fire blå hester i regn'
let machineNow = BEGINS

beforeEach(async () => {
  machineNow = BEGINS
  await database.owner`truncate login_session, app_user, try_limit, proof_code, email_attempt, outbox cascade`
})

const by = (): EmailSender => ({
  digestKeyHex: 'ab'.repeat(32),
  machineNow,
  now: Date.parse('2019-12-10T07:00:00Z'),
  random: randomBytes,
  newId: randomUUID,
  language: 'nb',
  hasher,
  minSideUrl: 'https://minside.example',
})

type Sent = { kind: string; recipient: string; body: string }

async function lastSent(): Promise<Sent> {
  const [message] = await database.owner<
    Sent[]
  >`select kind, recipient, body from outbox order by id desc limit 1`
  if (!message) throw new Error('nothing sent')
  return message
}

const codeIn = ({ body }: Sent) => /\b\d{8}\b/.exec(body)?.[0] ?? 'none'

async function begin(password = PASSWORD): Promise<string> {
  const begun = await beginRegistration(database.app, by(), { email: EMAIL, password, returnTo: '/' })
  if (isRefusal(begun)) throw new Error(begun.refused)
  return begun.token
}

async function register(): Promise<void> {
  const token = await begin()
  expect(await finishRegistration(database.app, { ...by(), token, code: codeIn(await lastSent()) })).toBe(
    'registered',
  )
}

const logIn = (password = PASSWORD, email = EMAIL) =>
  logInByEmail(database.app, by(), {
    email,
    password,
    returnTo: '/min-side',
    tokenBefore: undefined,
    limits: SESSION_LIMITS,
  })

const read = (token: string) => readSession(database.app, token, { now: machineNow, limits: SESSION_LIMITS })

async function firstSession(): Promise<{ token: string; userId: number }> {
  await register()
  const entered = await logIn()
  if (isRefusal(entered) || !('session' in entered)) throw new Error('no session')
  const session = await read(entered.session)
  return { token: entered.session, userId: session?.userId ?? 0 }
}

async function secured(): Promise<{ token: string; userId: number }> {
  const { token, userId } = await firstSession()
  await beginSms(database.app, by(), { token, userId, phone: '+4741234567' })
  const opened = await secureBySms(database.app, by(), { token, userId, code: codeIn(await lastSent()) })
  if (isRefusal(opened)) throw new Error(opened.refused)
  return { token: opened.token, userId }
}

async function attempt(): Promise<string> {
  const entered = await logIn()
  if (isRefusal(entered) || !('attempt' in entered)) throw new Error('no attempt')
  return entered.attempt
}

const finish = (token: string, code: string) =>
  finishLogInByEmail(database.app, by(), { token, code, tokenBefore: undefined, limits: SESSION_LIMITS })

describe('a user by e-mail', () => {
  test('is made by a code that comes to the address and is typed where it was asked for, once', async () => {
    const token = await begin()
    const sent = await lastSent()
    expect(sent).toMatchObject({ kind: 'mail', recipient: EMAIL })
    const code = codeIn(sent)
    const other = await begin()
    // Of the other browser: its own code, and not this one.
    expect(await finishRegistration(database.app, { ...by(), token: other, code })).toEqual({
      refused: 'wrong-code',
    })
    expect(await finishRegistration(database.app, { ...by(), token, code })).toBe('registered')
    expect(await finishRegistration(database.app, { ...by(), token, code })).toEqual({
      refused: 'code-outlived',
    })
    const users = await database.owner<{ email: string; hash: string }[]>`
      select email, password_hash as hash from app_user`
    expect(users).toEqual([
      { email: EMAIL, hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) },
    ])
  })

  test('is not made by a code of eleven minutes ago, or after five wrong ones', async () => {
    const late = await begin()
    const lateCode = codeIn(await lastSent())
    machineNow += 10 * 60_000
    const of = (token: string, code: string) => finishRegistration(database.app, { ...by(), token, code })
    expect(await of(late, lateCode)).toEqual({ refused: 'code-outlived' })
    const token = await begin()
    const code = codeIn(await lastSent())
    for (let i = 0; i < 5; i++) expect(await of(token, '00000000')).toEqual({ refused: 'wrong-code' })
    expect(await of(token, code)).toEqual({ refused: 'code-outlived' })
  })

  test('who exists already is told by mail alone: the one who asks sees the same', async () => {
    await register()
    const token = await begin('et helt annet passord')
    expect(await lastSent()).toMatchObject({ body: expect.stringContaining('har en bruker fra før') })
    expect(codeIn(await lastSent())).toBe('none')
    const rows = await database.owner`select purpose from email_attempt`
    expect(rows).toEqual([{ purpose: 'register' }])
    expect(await finishRegistration(database.app, { ...by(), token, code: '' })).toMatchObject({
      refused: 'wrong-code',
    })
    expect(await logIn()).toHaveProperty('session')
  })

  test('can be asked for a few times, and then less and less often', async () => {
    for (let i = 0; i < 3; i++) await begin()
    await expect(begin()).rejects.toThrow('try-later')
    machineNow += 5_000
    await begin()
    machineNow += 5_000
    await expect(begin()).rejects.toThrow('try-later')
  })
})

describe('a log-in by e-mail', () => {
  test('without a second factor leads to where one is made', async () => {
    const { token } = await firstSession()
    expect(await read(token)).toMatchObject({ secured: false, email: EMAIL, partyIds: [] })
  })

  test('answers a wrong password and an unknown address alike', async () => {
    await register()
    expect(await logIn('feil passord her')).toEqual({ refused: 'wrong-email-or-password' })
    expect(await logIn(PASSWORD, 'nobody@example.org')).toEqual({ refused: 'wrong-email-or-password' })
  })

  test('waits longer for each try in vain, at that address alone, and begins anew when it succeeds', async () => {
    await register()
    for (let i = 0; i < 3; i++) await logIn('feil passord her')
    expect(await logIn()).toEqual({ refused: 'try-later' })
    expect(await logIn(PASSWORD, 'other@example.org')).toEqual({ refused: 'wrong-email-or-password' })
    machineNow += 5_000
    expect(await logIn()).toHaveProperty('session')
    expect(await logIn('feil passord her')).toEqual({ refused: 'wrong-email-or-password' })
  })

  test('asks for the second factor by SMS, and lets nobody in without', async () => {
    const { userId } = await secured()
    const token = await attempt()
    const sms = await lastSent()
    expect(sms).toMatchObject({ kind: 'sms', recipient: '+4741234567' })
    expect(sms.body).not.toMatch(/http/)
    expect(await finish(token, '00000000')).toEqual({ refused: 'wrong-code' })
    const entered = await finish(token, codeIn(sms))
    if (isRefusal(entered)) throw new Error(entered.refused)
    expect(await read(entered.session)).toMatchObject({ secured: true, userId })
    expect(await finish(token, codeIn(sms))).toEqual({ refused: 'code-outlived' })
  })

  test('with an authenticator takes each code once', async () => {
    const { token, userId } = await firstSession()
    const secret = randomBytes(20)
    const step = Math.floor(machineNow / 30_000)
    const typed = { token, userId, secret }
    expect(await secureByAuthenticator(database.app, by(), { ...typed, code: '000000' })).toEqual({
      refused: 'wrong-code',
    })
    const opened = await secureByAuthenticator(database.app, by(), { ...typed, code: codeAt(secret, step) })
    expect(isRefusal(opened)).toBe(false)
    const again = await attempt()
    expect(await finish(again, codeAt(secret, step))).toEqual({ refused: 'wrong-code' })
    machineNow += 30_000
    expect(await finish(again, codeAt(secret, step + 1))).toHaveProperty('session')
    const [row] = await database.owner<
      { sealed: Buffer }[]
    >`select secret_sealed as sealed from second_factor`
    expect(row?.sealed.includes(secret)).toBe(false)
  })
})

describe('a second factor', () => {
  test('gives the session a new token and ends the user’s others', async () => {
    const first = await firstSession()
    const other = await logIn()
    if (isRefusal(other) || !('session' in other)) throw new Error('no session')
    await beginSms(database.app, by(), { ...first, phone: '+4741234567' })
    const code = codeIn(await lastSent())
    // The code is the asking session's.
    expect(
      await secureBySms(database.app, by(), { token: other.session, userId: first.userId, code }),
    ).toEqual({
      refused: 'code-outlived',
    })
    const opened = await secureBySms(database.app, by(), { ...first, code })
    if (isRefusal(opened)) throw new Error(opened.refused)
    expect(await read(first.token)).toBeUndefined()
    expect(await read(other.session)).toBeUndefined()
    expect(await read(opened.token)).toMatchObject({ secured: true })
  })
})

describe('a second factor that is changed', () => {
  test('is told of by mail; the first one is not', async () => {
    const { token, userId } = await secured()
    expect((await lastSent()).kind).toBe('sms')
    const secret = randomBytes(20)
    const code = codeAt(secret, Math.floor(machineNow / 30_000))
    const changed = await secureByAuthenticator(database.app, by(), { token, userId, secret, code })
    expect(isRefusal(changed)).toBe(false)
    expect(await lastSent()).toMatchObject({ kind: 'mail', recipient: EMAIL })
    expect((await lastSent()).body).toContain('ny måte å få kode på')
  })
})

describe('a forgotten password', () => {
  test('is replaced after a code, ends all sessions, and does not get round the second factor', async () => {
    const { token } = await secured()
    const before = await attempt()
    const codeBefore = codeIn(await lastSent())
    const begun = await beginReset(database.app, by(), { email: EMAIL, returnTo: '/' })
    if (isRefusal(begun)) throw new Error(begun.refused)
    const typed = { token: begun.token, password: 'seks gule hester i snø' }
    expect(await saveNewPassword(database.app, by(), typed)).toEqual({ refused: 'code-outlived' })
    const code = codeIn(await lastSent())
    expect(await proveReset(database.app, { ...by(), token: begun.token, code })).toBe('proven')
    expect(await saveNewPassword(database.app, by(), typed)).toBe('saved')
    expect(await lastSent()).toMatchObject({ recipient: EMAIL, body: expect.stringContaining('er endret') })
    expect(await read(token)).toBeUndefined()
    // A log-in begun with the old password does not come to its end.
    expect(await finish(before, codeBefore)).toEqual({ refused: 'code-outlived' })
    expect(await logIn()).toEqual({ refused: 'wrong-email-or-password' })
    expect(await logIn(typed.password)).toHaveProperty('attempt')
  })

  test('of who has an electronic identity by now is none: it is not replaced by a password', async () => {
    const { userId, token } = await secured()
    const identity = { nationalIdDigest: 'pierre', partyId: undefined, name: undefined }
    await saveElectronicIdentity(database.app, { userId, ...identity })
    expect(await read(token)).toBeUndefined()
    await beginReset(database.app, by(), { email: EMAIL, returnTo: '/' })
    expect(codeIn(await lastSent())).toBe('none')
    expect(await logIn()).toEqual({ refused: 'wrong-email-or-password' })
    await begin()
    expect(codeIn(await lastSent())).toBe('none')
  })

  test('of an address nobody uses is told by mail alone', async () => {
    expect(
      await beginReset(database.app, by(), { email: 'nobody@example.org', returnTo: '/' }),
    ).toHaveProperty('token')
    expect((await lastSent()).body).toContain('har ingen bruker')
  })
})

describe('tries', () => {
  test('many tries at the same moment are counted as many', async () => {
    const tried = { what: 'password', at: EMAIL, digestKeyHex: 'ab' }
    const tries = await Promise.all(Array.from({ length: 10 }, () => takeTry(database.app, tried, BEGINS)))
    expect(tries.filter(({ mayTry }) => mayTry)).toHaveLength(3)
    const [row] = await database.owner<{ row: string }[]>`select try_limit::text as row from try_limit`
    expect(row?.row).not.toContain(EMAIL)
  })

  test('of many things from one address are fifty an hour, and one more as each leaks away', async () => {
    const digestKeyHex = 'ab'
    const tryFrom = async (from: string, i: number, at = BEGINS) =>
      (await takeTry(database.app, { what: 'number', at: `${from} ${i}`, digestKeyHex, from }, at)).mayTry
    const block = '2001:db8:0:7::/64'
    const first = await Promise.all(Array.from({ length: 60 }, (_, i) => tryFrom(block, i)))
    expect(first.filter(Boolean)).toHaveLength(50)
    expect(await tryFrom(block, 61, BEGINS + 71_000)).toBe(false)
    expect(await tryFrom(block, 62, BEGINS + 72_000)).toBe(true)
    expect(await tryFrom(block, 63, BEGINS + 72_000)).toBe(false)
    expect(await tryFrom('2001:db8:0:8::/64', 1)).toBe(true)
    const [row] = await database.owner<
      { row: string }[]
    >`select string_agg(try_limit::text, ' ') as row from try_limit`
    expect(row?.row).not.toContain('2001')
  })
})
