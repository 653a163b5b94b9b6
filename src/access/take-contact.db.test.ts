import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readProfile } from '#customers/read-profile.ts'
import { asParty, type Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { readContactCodes, sendContactCode, takeContact } from './take-contact.ts'

const database = testDatabase()
const MINUTE = 60_000
const MACHINE = Date.parse('2026-01-01T12:00:00Z')
let kari: number
let userId: number
/** Another customer of the same user. */
let linked: number

beforeAll(async () => {
  kari = await aPerson(database.owner)
  linked = await aPerson(database.owner, { name: 'K. Nordmann', email: 'gammel@example.org' })
  await database.owner`
    insert into app_user (email, password_hash, name, first_login_at)
    values ('other@example.org', 'hash', 'Ola', ${MACHINE})`
  const [user] = await database.owner<{ id: number }[]>`
    insert into app_user (email, password_hash, name, first_login_at, party_id)
    values ('kari@example.org', 'hash', 'Kari', ${MACHINE}, ${kari}) returning id`
  userId = user?.id ?? 0
})

beforeEach(async () => {
  await database.owner`delete from proof_code`
  await database.owner`delete from outbox`
  await database.owner`delete from login_session`
  await database.owner`delete from email_attempt`
  await database.owner`update app_user set email = 'kari@example.org', party_id = ${kari} where id = ${userId}`
  await database.owner`update party set email = 'kari@example.org', confirmed_email = null, phone = null where id = ${kari}`
})

const tokenOf = (session: string) => createHash('sha256').update(session).digest('base64url')
const by = (at = 0) => ({
  digestKeyHex: 'ab'.repeat(32),
  machineNow: MACHINE + at,
  now: Date.parse('2019-12-10T08:00:00+01:00'),
  random: randomBytes,
  newId: randomUUID,
  language: 'nb' as const,
})
type Channel = 'e-mail' | 'phone'
const as = <T>(work: (tx: Tx) => Promise<T>) => asParty(database.app, [kari, linked], work)

/** Asks, and reads the code where it was sent. */
async function ask(to: string, channel: Channel = 'e-mail', partyId = kari): Promise<string> {
  await as((tx) => sendContactCode(tx, by(), { token: tokenOf('one'), partyId, channel, to }))
  const last = (await told()).at(-1)
  expect(last?.recipient).toBe(to)
  return /\d{4} \d{4}/.exec(last?.body ?? '')?.[0] ?? ''
}
const take = (
  code: string,
  of: { at?: number; session?: string; channel?: Channel; partyId?: number } = {},
) =>
  as((tx) =>
    takeContact(tx, by(of.at), {
      token: tokenOf(of.session ?? 'one'),
      channel: of.channel ?? 'e-mail',
      partyId: of.partyId ?? kari,
      userId,
      code,
    }),
  )
const reached = async () =>
  (
    await database.owner<
      { email: string; phone: string | null }[]
    >`select email, phone from party where id = ${kari}`
  )[0]
const told = () => database.owner<{ kind: string; recipient: string; body: string }[]>`
  select kind, recipient, body from outbox order by id`

describe('a new e-mail address', () => {
  test('counts when its code comes back, once, and the old one is told', async () => {
    const code = await ask('ny@example.org')
    expect((await reached())?.email).toBe('kari@example.org')
    expect(await take(code)).toEqual({ changed: true })
    expect((await reached())?.email).toBe('ny@example.org')
    const messages = await told()
    expect(messages.map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['mail', 'ny@example.org'],
      ['mail', 'kari@example.org'],
    ])
    expect(messages[1]?.body).not.toContain('ny@example.org')
    expect(await take(code)).toEqual({ refused: 'code-outlived' })
  })

  test('is confirmed by it; one that came with a portfolio is not, before and after', async () => {
    const isConfirmed = () => as(async (tx) => (await readProfile(tx, kari))?.isEmailConfirmed)
    expect(await isConfirmed()).toBe(false)
    await take(await ask('kari@example.org'))
    expect(await isConfirmed()).toBe(true)
    await database.owner`update party set email = 'fra.en.fil@example.org' where id = ${kari}`
    expect(await isConfirmed()).toBe(false)
  })

  test('does not count for another session, however right the code', async () => {
    const code = await ask('ny@example.org')
    expect(await take(code, { session: 'two' })).toEqual({ refused: 'code-outlived' })
    expect((await reached())?.email).toBe('kari@example.org')
  })

  test('does not count after ten minutes', async () => {
    const code = await ask('ny@example.org')
    expect(await take(code, { at: 10 * MINUTE })).toEqual({ refused: 'code-outlived' })
  })

  test('does not count after five wrong codes, though the sixth is right', async () => {
    const code = await ask('ny@example.org')
    for (let i = 0; i < 5; i++) expect(await take('wrong')).toEqual({ refused: 'wrong-code' })
    expect(await take(code)).toEqual({ refused: 'code-outlived' })
    expect((await reached())?.email).toBe('kari@example.org')
  })

  test('counts for the customer it was asked for, of several that are the same user’s', async () => {
    const emails = async () =>
      (await database.owner<{ email: string }[]>`select email from party order by id = ${linked}`).map(
        ({ email }) => email,
      )
    const forLinked = await ask('ny@example.org', 'e-mail', linked)
    expect(await take(forLinked)).toEqual({ refused: 'code-outlived' })
    const forOwn = await ask('annen@example.org')
    expect(await take(forOwn, { partyId: linked })).toEqual({ refused: 'wrong-code' })
    expect(await emails()).toEqual(['kari@example.org', 'gammel@example.org'])
    expect(await take(forLinked, { partyId: linked })).toEqual({ changed: true })
    expect(await emails()).toEqual(['kari@example.org', 'ny@example.org'])
    expect((await told()).at(-1)?.recipient).toBe('gammel@example.org')
    expect(await take(forOwn)).toEqual({ changed: true })
    expect(await emails()).toEqual(['annen@example.org', 'ny@example.org'])
  })

  test('takes the place of the one asked for before, whose code is void', async () => {
    const first = await ask('ny@example.org')
    const second = await ask('annen@example.org')
    expect(await take(first)).toEqual({ refused: 'wrong-code' })
    expect(await take(second)).toEqual({ changed: true })
    expect((await reached())?.email).toBe('annen@example.org')
  })
})

test('a telephone gets its code by SMS, and the page knows what is waited for', async () => {
  const code = await ask('+4798765432', 'phone')
  expect(await told()).toMatchObject([{ kind: 'sms' }])
  const waiting = await readContactCodes(database.app, {
    token: tokenOf('one'),
    partyId: kari,
    machineNow: MACHINE,
  })
  expect(waiting).toEqual([{ channel: 'phone', value: '+4798765432' }])
  expect(await take(code)).toEqual({ refused: 'code-outlived' })
  expect(await take(code, { channel: 'phone' })).toEqual({ changed: true })
  expect((await reached())?.phone).toBe('+4798765432')
})

describe('a new e-mail address of who logs in by the old one', () => {
  const logsInBy = async () =>
    (await database.owner<{ email: string }[]>`select email from app_user where id = ${userId}`)[0]?.email

  const aSession = (session: string) => database.owner`
    insert into login_session (token_digest, user_id, csrf_token, identity_provider, acr, started_at, last_seen_at)
    values (${createHash('sha256').update(tokenOf(session)).digest()}, ${userId}, 'c', 'e-mail', 'a', ${MACHINE}, ${MACHINE})`

  test('is what they log in by from then on, and what was begun by the old one ends', async () => {
    await aSession('one')
    await aSession('two')
    await database.owner`
      insert into email_attempt (token_digest, purpose, email, user_id, return_to, begun_at)
      values ('\\x01', 'forgotten', 'kari@example.org', ${userId}, '/', ${MACHINE})`
    await take(await ask('ny@example.org'))
    expect(await logsInBy()).toBe('ny@example.org')
    const left = await database.owner<{ digest: Buffer }[]>`select token_digest as digest from login_session`
    expect(left.map(({ digest }) => digest)).toEqual([createHash('sha256').update(tokenOf('one')).digest()])
    expect(await database.owner`select from email_attempt`).toHaveLength(0)
    expect((await told()).at(-1)).toMatchObject({
      recipient: 'kari@example.org',
      body: expect.stringContaining('logger du inn med den nye'),
    })
  })

  test('is told to the address they logged in by, where that was another than they were reached at', async () => {
    await database.owner`update app_user set email = 'innlogging@example.org' where id = ${userId}`
    await take(await ask('ny@example.org'))
    const recipients = (await told()).slice(1).map(({ recipient }) => recipient)
    expect(recipients).toEqual(['kari@example.org', 'innlogging@example.org'])
  })

  test('is not what they log in by where another does, or where the customer is not their own', async () => {
    await take(await ask('other@example.org'))
    expect((await reached())?.email).toBe('other@example.org')
    expect(await logsInBy()).toBe('kari@example.org')
    await database.owner`update app_user set party_id = null where id = ${userId}`
    await take(await ask('ny@example.org'))
    expect((await reached())?.email).toBe('ny@example.org')
    expect(await logsInBy()).toBe('kari@example.org')
    expect((await told()).at(-1)?.body).not.toContain('logger du inn')
  })
})
