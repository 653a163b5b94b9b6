import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asParty, type Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { readContactCodes, sendContactCode, takeContact } from './take-contact.ts'

const database = testDatabase()
const MINUTE = 60_000
const MACHINE = Date.parse('2026-01-01T12:00:00Z')
let kari: number

beforeAll(async () => {
  kari = await aPerson(database.owner)
})

beforeEach(async () => {
  await database.owner`delete from proof_code`
  await database.owner`delete from outbox`
  await database.owner`update party set email = 'kari@example.org', phone = null where id = ${kari}`
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
const as = <T>(work: (tx: Tx) => Promise<T>) => asParty(database.app, [kari], work)

/** Asks, and reads the code where it was sent. */
async function ask(to: string, channel: Channel = 'e-mail'): Promise<string> {
  await as((tx) => sendContactCode(tx, by(), { token: tokenOf('one'), channel, to }))
  const last = (await told()).at(-1)
  expect(last?.recipient).toBe(to)
  return /\d{4} \d{4}/.exec(last?.body ?? '')?.[0] ?? ''
}
const take = (code: string, of: { at?: number; session?: string; channel?: Channel } = {}) =>
  as((tx) =>
    takeContact(tx, by(of.at), {
      token: tokenOf(of.session ?? 'one'),
      channel: of.channel ?? 'e-mail',
      partyId: kari,
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
  const waiting = await readContactCodes(database.app, { token: tokenOf('one'), machineNow: MACHINE })
  expect(waiting).toEqual([{ channel: 'phone', value: '+4798765432' }])
  expect(await take(code)).toEqual({ refused: 'code-outlived' })
  expect(await take(code, { channel: 'phone' })).toEqual({ changed: true })
  expect((await reached())?.phone).toBe('+4798765432')
})
