import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { logInByEmail } from './log-in-by-email.ts'
import { readSession } from './read-session.ts'
import type { EmailSender } from './register-email-user.ts'
import { SESSION_LIMITS } from './session.ts'
import { insertEmailUser, readEmailUser, saveSecondFactor } from './store-email-users.ts'
import { askForLetter, LOST_FACTOR_WAIT_MS, stopLetter, takeLetter } from './take-lost-factor.ts'
import { createPasswordHasher } from './verify-password.ts'

const database = testDatabase()
const hasher = createPasswordHasher(randomBytes)
const BEGINS = Date.parse('2026-11-21T06:00:00Z')
const BUSINESS = Date.parse('2019-12-10T07:00:00Z')
const EMAIL = 'pierre@example.org'
const PASSWORD = 'fire blå hester i regn'
let machineNow = BEGINS
let partyId: number

beforeEach(async () => {
  machineNow = BEGINS
  await database.owner`truncate login_session, app_user, try_limit, proof_code, email_attempt, outbox, party, change_pause cascade`
  partyId = await aPerson(database.owner, { name: 'Pierre Exemple', email: EMAIL })
  await database.owner`update party set phone = '+33612345678' where id = ${partyId}`
  const passwordHash = await hasher.hash(PASSWORD)
  if (isRefusal(passwordHash)) throw new Error(passwordHash.refused)
  await insertEmailUser(database.app, { email: EMAIL, passwordHash, now: BEGINS })
  await database.owner`update app_user set party_id = ${partyId}`
  const factor = { kind: 'sms' as const, phone: '+33612345678', secretSealed: null, lastStep: 0 }
  await saveSecondFactor(database.app, { ...factor, userId: await userId(), now: BEGINS })
})

const userId = async () => (await readEmailUser(database.app, EMAIL))?.id ?? 0
const by = (): EmailSender => ({
  digestKeyHex: 'ab'.repeat(32),
  machineNow,
  now: BUSINESS,
  random: randomBytes,
  newId: randomUUID,
  language: 'nb',
  hasher,
  minSideUrl: 'https://minside.example',
})
async function attempt(): Promise<string> {
  const typed = { email: EMAIL, password: PASSWORD, returnTo: '/', tokenBefore: undefined }
  const entered = await logInByEmail(database.app, by(), { ...typed, limits: SESSION_LIMITS })
  if (isRefusal(entered) || !('attempt' in entered)) throw new Error('no attempt')
  return entered.attempt
}
const ask = async () => askForLetter(database.app, by(), { token: await attempt() })
const take = async (code: string) =>
  takeLetter(database.app, by(), {
    token: await attempt(),
    code,
    tokenBefore: undefined,
    limits: SESSION_LIMITS,
  })
const sent = () => database.owner<{ kind: string; recipient: string; body: string; party: number | null }[]>`
  select kind, recipient, body, party_id as party from outbox where dedupe_key like 'lost-factor:%' or kind = 'letter' order by id`
const code = async () => /\b\d{8}\b/.exec((await sent())[0]?.body ?? '')?.[0] ?? ''

describe('who has lost the second factor', () => {
  test('gets a code by letter to the address they had, and every other way they are reached is told', async () => {
    expect(await ask()).toBe('asked')
    expect((await sent()).map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['letter', 'Pierre Exemple\nBryggen 3\n5003 Bergen'],
      ['mail', EMAIL],
      ['sms', '+33612345678'],
    ])
    const [, mail, sms] = await sent()
    expect(mail?.body).toContain('https://minside.example/angre-endring?nokkel=')
    expect(sms?.body).not.toContain('http')
    expect(`${mail?.body}${sms?.body}`).not.toContain(await code())
    expect((await sent()).map(({ party }) => party)).toEqual([null, null, null])
  })

  test('comes in by it when 72 hours have passed, to make a new one and nothing else', async () => {
    await ask()
    machineNow = BEGINS + LOST_FACTOR_WAIT_MS - 1
    expect(await take(await code())).toEqual({ refused: 'code-too-early' })
    machineNow++
    expect(await take('00000000')).toEqual({ refused: 'wrong-code' })
    machineNow += 60_000
    const taken = await take(await code())
    if (isRefusal(taken)) throw new Error(taken.refused)
    const session = await readSession(database.app, taken.session, {
      now: machineNow,
      limits: SESSION_LIMITS,
    })
    expect(session).toMatchObject({ userId: await userId(), secured: false })
    expect(await database.owner`select from second_factor`).toHaveLength(0)
    const paused = await database.owner`select party_id, because, until_at from change_pause`
    expect(paused).toEqual([
      { party_id: partyId, because: 'second-factor-lost', until_at: BUSINESS + LOST_FACTOR_WAIT_MS },
    ])
  })

  test('is thrown out everywhere else by it, and uses it once', async () => {
    await ask()
    machineNow = BEGINS + LOST_FACTOR_WAIT_MS
    await database.owner`
      insert into login_session (token_digest, user_id, csrf_token, identity_provider, acr, language, started_at, last_seen_at)
      values (${randomBytes(32)}, ${await userId()}, 'x', 'e-mail', 'x', 'nb', ${machineNow}, ${machineNow})`
    const typed = await code()
    const token = await attempt()
    const again = { token, code: typed, tokenBefore: undefined, limits: SESSION_LIMITS }
    expect(isRefusal(await takeLetter(database.app, by(), again))).toBe(false)
    expect(await database.owner`select from login_session`).toHaveLength(1)
    expect(await takeLetter(database.app, by(), again)).toEqual({ refused: 'code-outlived' })
  })

  test('is stopped by one click of whoever was told', async () => {
    await ask()
    const token = /nokkel=(\S+)/.exec((await sent())[1]?.body ?? '')?.[1] ?? ''
    expect(await stopLetter(database.app, 'another')).toBe(false)
    expect(await stopLetter(database.app, token)).toBe(true)
    expect(await stopLetter(database.app, token)).toBe(false)
    machineNow = BEGINS + LOST_FACTOR_WAIT_MS
    expect(await take(await code())).toEqual({ refused: 'code-outlived' })
    expect(await database.owner`select from second_factor`).toHaveLength(1)
  })

  test('gets no letter where there is no address, and is not told so', async () => {
    await database.owner`update party set street = null`
    expect(await ask()).toBe('asked')
    expect(await sent()).toEqual([])
  })

  test('must have typed the password, and asks a few times and no more', async () => {
    expect(await askForLetter(database.app, by(), { token: 'nobody' })).toEqual({ refused: 'code-outlived' })
    const token = await attempt()
    const answers = []
    for (let i = 0; i < 10; i++) answers.push(await askForLetter(database.app, by(), { token }))
    expect(answers[0]).toBe('asked')
    expect(answers.at(-1)).toEqual({ refused: 'try-later' })
  })
})
