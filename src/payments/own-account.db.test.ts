import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { PAUSE_MS } from '#agreements/linking.ts'
import { maskedAccountNumber } from '#core/account-number.ts'
import { asParty, type Tx } from '#db/connection.ts'
import { aPerson } from '#test/world.ts'
import { NOW } from './payments.test-world.ts'
import { readPayoutAccount } from './read-payout-account.ts'
import { recordPayoutAccount } from './record-payout-account.ts'
import { anAccount, LIV, refundableDatabase, terms } from './refunds.test-world.ts'
import { sendAccountCode, takeOwnAccount, undoOwnAccount } from './take-own-account.ts'

const { database, hasOverpaid, asked, send, statesOf } = refundableDatabase()
const MACHINE = Date.parse('2026-01-01T12:00:00Z')
let partyId: number
let userId: number

beforeEach(async () => {
  partyId = (await hasOverpaid(500)).partyId
  await database.owner`delete from outbox`
  await database.owner`delete from proof_code`
  await database.owner`update party set phone = '+4798765432' where id = ${partyId}`
  const [user] = await database.owner<{ id: number }[]>`
    insert into app_user (national_id_digest, name, party_id, first_login_at)
    values (${randomUUID()}, 'Kari', ${partyId}, ${MACHINE}) returning id`
  userId = user?.id ?? 0
})

const tokenOf = (session: string) => createHash('sha256').update(session).digest('base64url')
const by = (now = NOW, at = 0) => ({
  digestKeyHex: 'ab'.repeat(32),
  machineNow: MACHINE + at,
  now,
  random: randomBytes,
  newId: randomUUID,
  language: 'nb' as const,
  minSideUrl: 'https://minside.example',
})
const as = <T>(work: (tx: Tx) => Promise<T>) => asParty(database.app, [partyId], work)
const askFor = (typed: string, now = NOW) =>
  as((tx) => sendAccountCode(tx, by(now), { token: tokenOf('one'), partyId, typed }))
const take = (code: string, of: { session?: string; now?: number; at?: number } = {}) =>
  as((tx) =>
    takeOwnAccount(tx, by(of.now, of.at), { token: tokenOf(of.session ?? 'one'), partyId, userId, code }),
  )
const account = () => as((tx) => readPayoutAccount(tx, [partyId]))
const told = () => database.owner<{ kind: string; recipient: string; body: string }[]>`
  select kind, recipient, body from outbox order by id`
const lastCode = async () => /\d{4} \d{4}/.exec((await told()).at(-1)?.body ?? '')?.[0] ?? ''
const undoToken = async () =>
  /nokkel=(\S+)/.exec((await told()).find(({ kind }) => kind === 'mail')?.body ?? '')?.[1] ?? ''

/** Asks for it and types the code. */
async function change(number: string, now = NOW) {
  await database.owner`delete from outbox`
  expect(await askFor(number, now)).toEqual({ sent: true })
  return take(await lastCode(), { now })
}

describe('an account of the customer’s own', () => {
  test('counts when the code has come back that went where the customer is reached', async () => {
    const number = anAccount(1)
    expect(await askFor(number)).toEqual({ sent: true })
    expect(await told()).toEqual([
      { kind: 'sms', recipient: '+4798765432', body: expect.stringContaining(maskedAccountNumber(number)) },
    ])
    expect((await told())[0]?.body).not.toContain(number)
    expect(await account()).toBeUndefined()
    expect(await take('0000 0000')).toEqual({ refused: 'wrong-code' })
    expect(await take(await lastCode(), { session: 'another' })).toEqual({ refused: 'code-outlived' })
    expect(await take(await lastCode())).toEqual({ payableFrom: NOW + PAUSE_MS })
    expect(await account()).toEqual({ number, changedAt: NOW, isVerified: true })
  })

  test('is of the customer it was asked for, and of no other that is the same user’s', async () => {
    const other = await aPerson(database.owner, { name: 'Kari N.', email: 'k@example.org' })
    await askFor(anAccount(1))
    const code = await lastCode()
    const typed = { token: tokenOf('one'), partyId: other, userId, code }
    const both = <T>(work: (tx: Tx) => Promise<T>) => asParty(database.app, [partyId, other], work)
    expect(await both((tx) => takeOwnAccount(tx, by(), typed))).toEqual({ refused: 'code-outlived' })
    expect(await both((tx) => readPayoutAccount(tx, [other]))).toBeUndefined()
    expect(await take(code)).toEqual({ payableFrom: NOW + PAUSE_MS })
  })

  test('goes by mail where there is no telephone, and is refused where there is neither', async () => {
    await database.owner`update party set phone = null where id = ${partyId}`
    await askFor(anAccount(1))
    expect((await told()).map(({ kind }) => kind)).toEqual(['mail'])
    await database.owner`update party set email = null where id = ${partyId}`
    expect(await askFor(anAccount(1))).toEqual({ refused: 'no-way-to-confirm' })
  })

  test('is refused when it is no account number, or the one it is already', async () => {
    expect(await askFor('1234 56 78901')).toEqual({ refused: 'not-an-account-number' })
    expect(await change(anAccount(2))).toMatchObject({ payableFrom: NOW + PAUSE_MS })
    expect(await askFor(anAccount(2), NOW + PAUSE_MS)).toEqual({ refused: 'same-account' })
  })

  test('every way the customer is reached is told of, and only the mail has a link', async () => {
    await database.owner`delete from outbox`
    await change(anAccount(3))
    const messages = (await told()).slice(1)
    expect(messages.map(({ kind }) => kind)).toEqual(['mail', 'sms', 'letter'])
    expect(messages.map(({ body }) => body.includes('https://'))).toEqual([true, false, false])
    expect(messages.map(({ body }) => body.includes(anAccount(3)))).toEqual([false, false, false])
    const shown = await database.owner`select from outbox where party_id is not null`
    expect(shown).toHaveLength(0)
  })

  test('stays as it is for 72 hours, for the customer and for staff alike', async () => {
    await change(anAccount(4))
    expect(await askFor(anAccount(5), NOW + PAUSE_MS - 1)).toEqual({ refused: 'changes-paused' })
    const byStaff = { partyId, accountNumber: anAccount(5), by: LIV, proof: 'document', now: NOW + 1, terms }
    expect(await recordPayoutAccount(database.batch, byStaff)).toEqual({ refused: 'changes-paused' })
    expect(await askFor(anAccount(5), NOW + PAUSE_MS)).toEqual({ sent: true })
  })

  test('is paid to when the 72 hours have passed, and not before', async () => {
    await change(anAccount(6))
    await asked({ partyId })
    expect((await send(NOW + PAUSE_MS - 1)).waiting).toMatchObject({ 'change-pause': expect.any(Number) })
    expect(await statesOf(partyId)).toEqual(['approved'])
    await send(NOW + PAUSE_MS)
    expect(await statesOf(partyId)).toEqual(['sent'])
  })

  test('is undone by one click, which puts the account before back and logs the changer out', async () => {
    await change(anAccount(7))
    await change(anAccount(8), NOW + PAUSE_MS)
    await database.owner`
      insert into login_session (token_digest, user_id, csrf_token, identity_provider, acr, language, started_at, last_seen_at)
      values (${randomBytes(32)}, ${userId}, 'x', 'e-mail', 'x', 'nb', ${MACHINE}, ${MACHINE})`
    const token = await undoToken()
    expect(await undoOwnAccount(database.app, { token: 'another', now: NOW + PAUSE_MS })).toBe(false)
    expect(await undoOwnAccount(database.app, { token, now: NOW + 2 * PAUSE_MS })).toBe(false)
    expect(await undoOwnAccount(database.app, { token, now: NOW + 2 * PAUSE_MS - 1 })).toBe(true)
    expect(await account()).toMatchObject({ number: anAccount(7), isVerified: true })
    expect(await undoOwnAccount(database.app, { token, now: NOW + 2 * PAUSE_MS - 1 })).toBe(false)
    expect(await database.owner`select from login_session where user_id = ${userId}`).toHaveLength(0)
  })

  test('of somebody else can neither be seen, changed nor ended', async () => {
    await change(anAccount(9))
    const stranger = await aPerson(database.owner)
    const asStranger = <T>(work: (tx: Tx) => Promise<T>) => asParty(database.app, [stranger], work)
    expect(await asStranger((tx) => readPayoutAccount(tx, [partyId]))).toBeUndefined()
    const ended = await asStranger(
      (tx) => tx`update payout_account set ended_at = ${NOW} where party_id = ${partyId}`,
    )
    expect(ended.count).toBe(0)
    await expect(
      asStranger(
        (tx) => tx`
          insert into payout_account (party_id, account_number, changed_at, changed_by_user, verified_at, verified_how, undo_digest, undo_until)
          values (${partyId}, ${anAccount(10)}, ${NOW}, ${userId}, ${NOW}, 'logged-in', ${randomBytes(32)}, ${NOW})`,
      ),
    ).rejects.toThrow(/row-level security/)
  })
})
