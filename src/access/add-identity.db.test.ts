import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { key } from '#core/seal.ts'
import { readProfile } from '#customers/read-profile.ts'
import { asParty, inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson } from '#test/world.ts'
import { addIdentity } from './add-identity.ts'
import { findParties } from './find-parties.ts'
import { startSession } from './log-in.ts'
import { readSession } from './read-session.ts'
import { SESSION_LIMITS } from './session.ts'

const database = testDatabase()
const NOW = Date.parse('2026-11-21T06:00:00Z')
const DIGEST = 'of-pierre'
const TOLD = 'Pierre Exemple'
const KEY = key(randomBytes(32))
let own: number
let userId: number

beforeEach(async () => {
  await database.owner`truncate outbox, login_session, user_agreement, app_user, agreement, party, company cascade`
  await aCompany(database.owner)
  own = await aPerson(database.owner, { name: 'P. Exemple', email: 'pierre@example.org' })
  await anAgreement(database.owner, { partyId: own, issuerId: 1, number: '3' })
  const [user] = await database.owner<{ id: number }[]>`
    insert into app_user (email, password_hash, name, first_login_at, party_id)
    values ('pierre@example.org', 'hash', 'P. Exemple', ${NOW}, ${own}) returning id`
  userId = user?.id ?? 0
})

async function anImportedParty(): Promise<number> {
  const partyId = await aPerson(database.owner, { name: TOLD, digest: DIGEST })
  await anAgreement(database.owner, { partyId, issuerId: 1, number: '4' })
  return partyId
}

const add = async (name: string | undefined = TOLD) =>
  inTransaction(database.app, async (tx) => {
    const [partyId] = await findParties(tx, DIGEST)
    const by = { now: NOW, newId: randomUUID, language: 'en' as const }
    return addIdentity(tx, by, { userId, nationalIdDigest: DIGEST, partyId, name })
  })

const told = () => database.owner<{ kind: string; recipient: string; language: string; body: string }[]>`
  select kind, recipient, language, body from outbox order by id`

/** Logs in by the electronic identity, and tells whose rows the session sees and whose own it is. */
async function logIn() {
  const partyIds = await findParties(database.app, DIGEST)
  const identity = { pid: '41819010186', name: TOLD, acr: 'a', sid: 's', idToken: 't' }
  const { token } = await asParty(database.app, partyIds, (tx) =>
    startSession(
      tx,
      { nationalId: '41819010186', nationalIdDigest: DIGEST, identity, returnTo: '/', forUser: undefined },
      {
        name: TOLD,
        partyId: partyIds[0],
        mayAct: false,
        language: 'nb',
        issuer: 'i',
        tokenBefore: undefined,
        now: NOW,
        random: randomBytes,
        limits: SESSION_LIMITS,
        encryptionKey: KEY,
      },
    ),
  )
  const session = await readSession(database.app, token, { now: NOW, limits: SESSION_LIMITS })
  return { partyIds: session?.partyIds, ownPartyId: session?.ownPartyId }
}

describe('an electronic identity added to a user who came by e-mail', () => {
  test('leaves what is theirs already, and shows what was made with their number', async () => {
    const imported = await anImportedParty()
    expect(await add()).toEqual({ added: true })
    expect(await logIn()).toEqual({ partyIds: [own, imported], ownPartyId: own })
    expect(await logIn()).toEqual({ partyIds: [own, imported], ownPartyId: own })
  })

  test('shows an owner with that number who has no agreement, also one who comes later', async () => {
    await add()
    await database.owner`update party set national_id_digest = null where id = ${own}`
    const owner = await aPerson(database.owner, { name: TOLD, digest: DIGEST })
    expect(await logIn()).toEqual({ partyIds: [own, owner], ownPartyId: own })
  })

  test('gives their number, and the name told with it, to the customer they are where no other has it', async () => {
    expect(await add()).toEqual({ added: true })
    expect(await findParties(database.app, DIGEST)).toEqual([own])
    expect(await logIn()).toEqual({ partyIds: [own], ownPartyId: own })
    const [party] = await database.owner<{ sealed: boolean }[]>`
      select national_id_sealed is not null as sealed from party where id = ${own}`
    expect(party).toEqual({ sealed: true })
    const profile = await asParty(database.app, [own], (tx) => readProfile(tx, own))
    expect(profile?.name).toBe(TOLD)
  })

  test('is refused where another user has it, and then nothing is given', async () => {
    await database.owner`
      insert into app_user (national_id_digest, name, first_login_at) values (${DIGEST}, ${randomUUID()}, ${NOW})`
    expect(await add()).toEqual({ refused: 'identity-taken' })
    expect(await findParties(database.app, DIGEST)).toEqual([])
    expect(await told()).toEqual([])
  })

  test('is told where they logged in, and by every way each of their customers was reached, once each', async () => {
    const linked = await aPerson(database.owner, { name: 'P. Gammel', email: 'GAMMEL@example.org' })
    const { id: agreementId } = await anAgreement(database.owner, {
      partyId: linked,
      issuerId: 1,
      number: '5',
    })
    await database.owner`
      insert into user_agreement (user_id, agreement_id, party_id, proof, proof_at)
      values (${userId}, ${agreementId}, ${linked}, 'email', ${NOW})`
    await database.owner`update party set phone = '+33612345678' where id = ${own}`
    await database.owner`update party set language = 'nn', street = null where id = ${linked}`
    const stranger = await anImportedParty()
    await database.owner`update party set email = 'another@example.org' where id = ${stranger}`
    await add()
    expect((await told()).map(({ kind, recipient, language }) => [kind, recipient, language])).toEqual([
      ['mail', 'pierre@example.org', 'nb'],
      ['sms', '+33612345678', 'nb'],
      ['letter', 'P. Exemple\nBryggen 3\n5003 Bergen', 'nb'],
      ['mail', 'GAMMEL@example.org', 'nn'],
    ])
    for (const { body } of await told()) expect(body).not.toContain('http')
  })

  test('is told in the language of the pages to one who is nobody’s customer yet', async () => {
    await database.owner`update app_user set party_id = null where id = ${userId}`
    await add()
    expect(await told()).toMatchObject([
      {
        kind: 'mail',
        recipient: 'pierre@example.org',
        language: 'en',
        body: expect.stringContaining('Was it not you?'),
      },
    ])
  })
})
