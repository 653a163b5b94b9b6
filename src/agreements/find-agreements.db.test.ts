import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { readOwnParties } from '#access/find-parties.ts'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import {
  askByEmail,
  askByNumber,
  linkByEmail,
  linkByLetter,
  offerByEmail,
  undoLink,
} from './find-agreements.ts'
import { PAUSE_MS } from './linking.ts'
import { readChangePause } from './store-links.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T07:00:00Z')
const MACHINE = Date.parse('2026-11-21T06:00:00Z')
const EMAIL = 'kari@example.org'
let machineNow = MACHINE
let userId: number

beforeEach(async () => {
  machineNow = MACHINE
  await database.owner`
    truncate app_user, party, agreement, user_agreement, tag_assignment, vehicle, company, outbox, try_limit, proof_code, change_pause cascade`
  await aCompany(database.owner)
  const [user] = await database.owner<{ id: number }[]>`
    insert into app_user (national_id_digest, name, first_login_at) values ('me', 'Me', ${MACHINE}) returning id`
  userId = user?.id ?? 0
})

const by = () => ({
  digestKeyHex: 'ab'.repeat(32),
  machineNow,
  now: NOW,
  random: randomBytes,
  newId: randomUUID,
  language: 'nb' as const,
  minSideUrl: 'https://minside.example',
})
const who = () => ({ token: 'my session', userId })

async function messages(): Promise<{ kind: string; recipient: string; body: string }[]> {
  return database.owner`select kind, recipient, body from outbox order by id`
}

const codeIn = (body = '') => /\b\d{8}\b/.exec(body)?.[0] ?? 'none'

async function offered(email = EMAIL) {
  await askByEmail(database.app, by(), { ...who(), email })
  const sent = (await messages()).at(-1)
  const found = await offerByEmail(database.app, by(), { ...who(), code: codeIn(sent?.body) })
  if (isRefusal(found)) throw new Error(found.refused)
  return found
}

const link = (proof: string, agreementIds: readonly number[], over: { token?: string } = {}) =>
  inTransaction(database.app, (tx) => linkByEmail(tx, by(), { ...who(), ...over, proof, agreementIds }))

async function anOrganisation(): Promise<number> {
  const [row] = await database.owner<{ id: number }[]>`
    insert into party (public_id, kind, name, organisation_number, email)
    values (${randomUUID()}, 'organisation', 'Haug Transport AS', '314000001', ${EMAIL}) returning id`
  return row?.id ?? 0
}

/** The customer has a user of their own, with a password and a second factor: a mailbox or a letter is less than that. */
async function hasOwnUser(partyId: number): Promise<void> {
  await database.owner`
    insert into app_user (email, password_hash, name, first_login_at, party_id)
    values (${EMAIL}, 'hash', 'Kari Nordmann', ${MACHINE}, ${partyId})`
}

describe('an agreement found by e-mail', () => {
  test('is one whose holder’s national identity number is not known; a business one is told in the mail alone', async () => {
    const unknown = await aPerson(database.owner, { email: 'Kari@Example.org' })
    const known = await aPerson(database.owner, { email: EMAIL, digest: 'known' })
    const mine = await anAgreement(database.owner, { partyId: unknown, issuerId: 1, number: '1' })
    await anAgreement(database.owner, { partyId: known, issuerId: 1, number: '2222222' })
    await anAgreement(database.owner, { partyId: await anOrganisation(), issuerId: 1, number: '3333333' })
    const { offers } = await offered()
    expect(offers).toEqual([{ agreementId: mine.id, agreementNumber: '1', issuerName: 'Ferde AS' }])
    const [mail] = await messages()
    expect(mail?.body).toContain('Ferde AS, 3333333')
    expect(mail?.body).not.toContain('2222222')
  })

  test('is linked by choice, to the asking session alone, and within ten minutes', async () => {
    const partyId = await aPerson(database.owner, { email: EMAIL })
    const { id } = await anAgreement(database.owner, { partyId, issuerId: 1 })
    const { proof } = await offered()
    expect(await database.owner`select from user_agreement`).toHaveLength(0)
    expect(await link(proof, [id], { token: 'another session' })).toEqual({ refused: 'code-outlived' })
    expect(await link(`${proof.slice(0, -4)}AAAA`, [id])).toEqual({ refused: 'code-outlived' })
    machineNow += 10 * 60_000
    expect(await link(proof, [id])).toEqual({ refused: 'code-outlived' })
    machineNow -= 1
    expect(await link(proof, [id])).toEqual({ linked: 1 })
    expect(await link(proof, [id])).toEqual({ linked: 0 })
  })

  test('that the proof does not reach is not linked, whatever the form says', async () => {
    const mine = await aPerson(database.owner, { email: EMAIL })
    await anAgreement(database.owner, { partyId: mine, issuerId: 1, number: '1' })
    const known = await aPerson(database.owner, { email: EMAIL, digest: 'known' })
    const other = await aPerson(database.owner, { email: 'ola@example.org' })
    const organisation = await anOrganisation()
    const others = await Promise.all(
      [known, other, organisation].map((partyId) => anAgreement(database.owner, { partyId, issuerId: 1 })),
    )
    const { proof } = await offered()
    expect(
      await link(
        proof,
        others.map(({ id }) => id),
      ),
    ).toEqual({ linked: 0 })
    expect(await database.owner`select from user_agreement`).toHaveLength(0)
  })

  test('is none whose holder has a user: the mailbox alone does not open what a second factor guards', async () => {
    const partyId = await aPerson(database.owner, { email: EMAIL })
    const { id } = await anAgreement(database.owner, { partyId, issuerId: 1 })
    const before = await offered()
    expect(before.offers).toHaveLength(1)
    await hasOwnUser(partyId)
    expect(await link(before.proof, [id])).toEqual({ linked: 0 })
    expect((await offered()).offers).toEqual([])
    expect(await database.owner`select from user_agreement`).toHaveLength(0)
  })

  test('is told to every address it had, pauses changes for 72 hours, and is undone by one click', async () => {
    const partyId = await aPerson(database.owner, { email: EMAIL })
    await database.owner`update party set phone = '+4740000101' where id = ${partyId}`
    const { id } = await anAgreement(database.owner, { partyId, issuerId: 1, number: '77' })
    const { proof } = await offered()
    await link(proof, [id])
    const told = (await messages()).slice(1)
    expect(told.map(({ kind, recipient }) => [kind, recipient])).toEqual([
      ['mail', EMAIL],
      ['sms', '+4740000101'],
      ['letter', 'Kari Nordmann\nBryggen 3\n5003 Bergen'],
    ])
    expect(told[1]?.body).not.toContain('http')
    const paused = (at: number) => readChangePause(database.batch, partyId, at)
    expect(await paused(NOW + PAUSE_MS - 1)).toBe(NOW + PAUSE_MS)
    expect(await paused(NOW + PAUSE_MS)).toBeUndefined()
    const token = /nokkel=(\S+)/.exec(told[0]?.body ?? '')?.[1] ?? ''
    expect(await undoLink(database.app, { token: 'guessed', now: NOW })).toBeUndefined()
    expect(await undoLink(database.app, { token, now: NOW + PAUSE_MS })).toBeUndefined()
    await database.owner`
      insert into login_session (token_digest, user_id, csrf_token, identity_provider, acr, started_at, last_seen_at)
      values ('\\x01', ${userId}, 'c', 'i', 'a', ${MACHINE}, ${MACHINE})`
    expect(await undoLink(database.app, { token, now: NOW + 1 })).toEqual(['77'])
    expect(await database.owner`select from login_session`).toHaveLength(0)
    expect(await database.owner`select from user_agreement where revoked_at is null`).toHaveLength(0)
    expect(await undoLink(database.app, { token, now: NOW + 1 })).toBeUndefined()
    expect(await paused(NOW + 2)).toBe(NOW + PAUSE_MS)
  })

  test('of a customer with several is undone with the others: a page shows by customer, not by agreement', async () => {
    const partyId = await aPerson(database.owner, { email: EMAIL })
    const ofParty = async (number: string, id = partyId) =>
      (await anAgreement(database.owner, { partyId: id, issuerId: 1, number })).id
    const [first, second] = [await ofParty('77'), await ofParty('78')]
    const third = await ofParty('99', await aPerson(database.owner, { email: EMAIL }))
    const { proof } = await offered()
    await link(proof, [first, second, third])
    const mail = (await messages()).find(({ body }) => body.includes('78') && body.includes('nokkel='))
    const token = /nokkel=(\S+)/.exec(mail?.body ?? '')?.[1] ?? ''
    expect(await undoLink(database.app, { token, now: NOW + 1 })).toEqual(['77', '78'])
    expect(await readOwnParties(database.app, userId)).not.toContain(partyId)
    const left = await database.owner`select agreement_id as id from user_agreement where revoked_at is null`
    expect(left).toEqual([{ id: third }])
  })

  test('is looked for a few times, and then less and less often', async () => {
    const ask = () => askByEmail(database.app, by(), { ...who(), email: EMAIL })
    expect([await ask(), await ask(), await ask()]).toEqual(['sent', 'sent', 'sent'])
    expect(await ask()).toEqual({ refused: 'try-later' })
  })
})

describe('an agreement found by number', () => {
  async function anAgreementWithACar(digest?: string) {
    const partyId = await aPerson(database.owner, digest === undefined ? {} : { digest })
    const { id } = await anAgreement(database.owner, { partyId, issuerId: 1, number: '4711' })
    await aVehicle(database.owner, { plate: 'EK12345', agreementId: id, partyId })
    return { partyId, id }
  }

  const ask = (plate: string, agreementNumber = '4711') =>
    askByNumber(database.app, by(), { ...who(), agreementNumber, plate })
  const type = (code: string, user = userId) =>
    inTransaction(database.app, (tx) => linkByLetter(tx, by(), { token: 't', userId: user, code }))

  test('needs a plate under it, and a code that goes by letter to the registered address', async () => {
    const { id } = await anAgreementWithACar()
    expect(await ask('EK99999')).toBe('sent')
    expect(await messages()).toEqual([])
    expect(await ask('EK12345')).toBe('sent')
    const [letter] = await messages()
    expect(letter).toMatchObject({ kind: 'letter', recipient: 'Kari Nordmann\nBryggen 3\n5003 Bergen' })
    machineNow += 5 * 24 * 60 * 60_000
    expect(await type(codeIn(letter?.body), userId + 1)).toEqual({ refused: 'code-outlived' })
    expect(await type('00000000')).toEqual({ refused: 'wrong-code' })
    expect(await type(codeIn(letter?.body))).toEqual({ linked: 1 })
    expect(await database.owner`select agreement_id as id, proof from user_agreement`).toEqual([
      { id, proof: 'letter' },
    ])
  })

  test('is none where the holder’s national identity number is known', async () => {
    await anAgreementWithACar('known')
    expect(await ask('EK12345')).toBe('sent')
    expect(await messages()).toEqual([])
  })

  test('is none where the holder has a user, also one made while the letter was on its way', async () => {
    const { partyId } = await anAgreementWithACar()
    await ask('EK12345')
    const [letter] = await messages()
    await hasOwnUser(partyId)
    expect(await type(codeIn(letter?.body))).toEqual({ linked: 0 })
    expect(await ask('EK12345')).toBe('sent')
    expect(await messages()).toHaveLength(1)
  })

  test('is not guessed: each number, and each user, has few tries', async () => {
    await anAgreementWithACar()
    for (const plate of ['AA10000', 'AA10001', 'AA10002']) expect(await ask(plate)).toBe('sent')
    expect(await ask('EK12345')).toEqual({ refused: 'try-later' })
    expect(await ask('EK12345', 'another')).toEqual({ refused: 'try-later' })
  })
})
