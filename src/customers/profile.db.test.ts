import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asParty, type Tx } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { acceptContactCode } from './accept-contact-code.ts'
import { askContactCode } from './ask-contact-code.ts'
import { readProfile } from './read-profile.ts'
import { recordAddress } from './record-address.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T08:00:00+01:00')
const MINUTE = 60_000
const MACHINE = Date.parse('2026-01-01T12:00:00Z')
let kari: number
let ola: number

beforeAll(async () => {
  kari = await aPerson(database.owner)
  ola = await aPerson(database.owner, { name: 'Ola Fremmed', email: 'ola@example.org' })
})

beforeEach(async () => {
  await database.owner`delete from contact_code`
  await database.owner`delete from outbox`
  await database.owner`update party set email = 'kari@example.org', phone = null where id = ${kari}`
})

const as = <T>(partyId: number, work: (tx: Tx) => Promise<T>) => asParty(database.app, [partyId], work)
const asking = (over: { at?: number; session?: string; channel?: 'e-mail' | 'phone' } = {}) => ({
  partyId: kari,
  channel: over.channel ?? ('e-mail' as const),
  sessionSecret: over.session ?? 'session one',
  digestKey: 'ab'.repeat(32),
  machineNow: MACHINE + (over.at ?? 0),
  now: NOW,
})
const ask = (typed: string, over: Parameters<typeof asking>[0] = {}, code = '12345678') =>
  as(kari, (tx) => askContactCode(tx, { ...asking(over), typed, code, language: 'nb', id: randomUUID() }))
const accept = (code: string, over: Parameters<typeof asking>[0] = {}) =>
  as(kari, (tx) => acceptContactCode(tx, { ...asking(over), code }))
const emailOf = async () =>
  (await database.owner<{ email: string }[]>`select email from party where id = ${kari}`)[0]?.email
const told = () => database.owner<{ kind: string; recipient: string; body: string }[]>`
  select kind, recipient, body from outbox order by id`

describe('a new e-mail address', () => {
  test('counts when its code comes back, and the old one is told', async () => {
    expect(await ask('ny@example.org')).toEqual({ sentTo: 'ny@example.org' })
    expect(await emailOf()).toBe('kari@example.org')
    expect(await accept('1234 5678')).toEqual({ changed: true })
    expect(await emailOf()).toBe('ny@example.org')
    const messages = await told()
    expect(messages.map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['mail', 'ny@example.org'],
      ['mail', 'kari@example.org'],
    ])
    expect(messages[0]?.body).toContain('1234 5678')
    expect(messages[1]?.body).not.toContain('ny@example.org')
    // Once.
    expect(await accept('12345678')).toEqual({ refused: 'no-code-waiting' })
  })

  test('does not count for another session, however right the code', async () => {
    await ask('ny@example.org')
    expect(await accept('12345678', { session: 'session two' })).toEqual({ refused: 'no-code-waiting' })
    expect(await emailOf()).toBe('kari@example.org')
  })

  test('does not count after ten minutes', async () => {
    await ask('ny@example.org')
    expect(await accept('12345678', { at: 10 * MINUTE })).toEqual({ refused: 'code-too-old' })
    expect(await accept('12345678')).toEqual({ refused: 'no-code-waiting' })
  })

  test('does not count after five wrong codes, though the sixth is right', async () => {
    await ask('ny@example.org')
    for (let i = 0; i < 5; i++) expect(await accept('87654321')).toEqual({ refused: 'wrong-code' })
    expect(await accept('12345678')).toEqual({ refused: 'code-too-old' })
    expect(await emailOf()).toBe('kari@example.org')
  })

  test('is asked for again after a minute, and the first code is void', async () => {
    await ask('ny@example.org')
    expect(await ask('annen@example.org', { at: MINUTE - 1 })).toEqual({ refused: 'asked-too-often' })
    expect(await ask('annen@example.org', { at: MINUTE }, '11112222')).toEqual({
      sentTo: 'annen@example.org',
    })
    expect(await accept('12345678', { at: MINUTE })).toEqual({ refused: 'wrong-code' })
    expect(await accept('11112222', { at: MINUTE })).toEqual({ changed: true })
    expect(await emailOf()).toBe('annen@example.org')
  })

  test('that is none is not written to', async () => {
    expect(await ask('kari')).toEqual({ refused: 'no-email' })
    expect(await told()).toHaveLength(0)
  })
})

test('a telephone gets its code by SMS', async () => {
  await ask('98 76 54 32', { channel: 'phone' })
  expect(await told()).toMatchObject([{ kind: 'sms', recipient: '+4798765432' }])
  expect(await accept('12345678', { channel: 'phone' })).toEqual({ changed: true })
  const [party] = await database.owner`select phone from party where id = ${kari}`
  expect(party).toEqual({ phone: '+4798765432' })
})

test('an address holds when it is whole', async () => {
  const address = { street: 'Strandgaten 1', postalCode: '5004', place: 'Bergen', country: 'NO' }
  expect(await as(kari, (tx) => recordAddress(tx, kari, { ...address, postalCode: '5' }))).toEqual({
    faults: ['no-postal-code'],
  })
  expect(await as(kari, (tx) => recordAddress(tx, kari, address))).toEqual({ faults: [] })
  const profile = await as(kari, (tx) =>
    readProfile(tx, [kari], { sessionSecret: 'session one', machineNow: MACHINE }),
  )
  expect(profile).toMatchObject({ street: 'Strandgaten 1', postalCode: '5004', waiting: [] })
})

test('somebody else’s profile is neither seen nor changed, and nobody’s name is', async () => {
  const address = { street: 'Hos meg 1', postalCode: '5004', place: 'Bergen', country: 'NO' }
  await as(ola, (tx) => recordAddress(tx, kari, address))
  const seen = await as(ola, (tx) =>
    readProfile(tx, [kari], { sessionSecret: 'session one', machineNow: MACHINE }),
  )
  expect(seen).toBeUndefined()
  const [party] = await database.owner<{ street: string }[]>`select street from party where id = ${kari}`
  expect(party?.street).not.toBe('Hos meg 1')
  await expect(
    as(kari, (tx) => tx`update party set name = 'En annen' where id = ${kari}`),
  ).rejects.toMatchObject({ code: '42501' })
})
