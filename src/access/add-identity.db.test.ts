import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { key } from '#core/seal.ts'
import { readProfile } from '#customers/read-profile.ts'
import { asParty, inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson } from '#test/world.ts'
import { findParties } from './find-parties.ts'
import { startSession } from './log-in.ts'
import { readSession } from './read-session.ts'
import { SESSION_LIMITS } from './session.ts'
import { saveElectronicIdentity } from './store-email-users.ts'

const database = testDatabase()
const NOW = Date.parse('2026-11-21T06:00:00Z')
const DIGEST = 'of-pierre'
const TOLD = 'Pierre Exemple'
const KEY = key(randomBytes(32))
let own: number
let userId: number

beforeEach(async () => {
  await database.owner`truncate login_session, user_agreement, app_user, agreement, party, company cascade`
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
    return saveElectronicIdentity(tx, { userId, nationalIdDigest: DIGEST, partyId, name })
  })

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
    expect(await add()).toBe(true)
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
    expect(await add()).toBe(true)
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
    expect(await add()).toBe(false)
    expect(await findParties(database.app, DIGEST)).toEqual([])
  })
})
