import { beforeEach, describe, expect, test } from 'vitest'
import { findParties, readPerson } from '#access/find-parties.ts'
import { asParty } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson } from '#test/world.ts'
import { recordProof } from './record-proof.ts'

const database = testDatabase()
const NOW = Date.parse('2026-11-21T06:00:00Z')
let kari = 0
let ola = 0
let userId = 0

beforeEach(async () => {
  await database.owner`truncate company, party, agreement, user_agreement, app_user restart identity cascade`
  await aCompany(database.batch)
  kari = await aPerson(database.batch, { name: 'Kari Testesen', digest: 'digest-of-kari', language: 'nn' })
  ola = await aPerson(database.batch, { name: 'Ola Testesen', digest: 'digest-of-ola' })
  await anAgreement(database.batch, { partyId: kari, issuerId: 1, number: 'K1' })
  await anAgreement(database.batch, { partyId: kari, issuerId: 1, number: 'K2' })
  await anAgreement(database.batch, { partyId: ola, issuerId: 1, number: 'O1' })
  const [user] = await database.app<{ id: number }[]>`
    insert into app_user (national_id_digest, name, first_login_at) values ('digest-of-kari', 'Kari', ${NOW}) returning id`
  userId = user?.id ?? 0
})

describe('a proven national identity number', () => {
  test('finds the party with exactly that one, though the page sees no party', async () => {
    expect(await database.app`select from party`).toHaveLength(0)
    expect(await findParties(database.app, 'digest-of-kari')).toEqual([kari])
    for (const near of ['digest-of-kar', 'digest-of-kari ', '%', '', 'DIGEST-OF-KARI'])
      expect(await findParties(database.app, near)).toEqual([])
  })

  test('links the agreements made with it, and no others; again changes nothing', async () => {
    await record()
    await record()
    expect(await links()).toEqual(['K1', 'K2'])
  })

  test('links an agreement that has come since, and leaves a revoked link revoked until it is proven anew', async () => {
    await record()
    await database.owner`update user_agreement set revoked_at = proof_at`
    expect(await links()).toEqual([])
    await anAgreement(database.batch, { partyId: kari, issuerId: 1, number: 'K3' })
    await record()
    expect(await links()).toEqual(['K1', 'K2', 'K3'])
  })

  test('that nobody has an agreement with links nothing', async () => {
    expect(await findParties(database.app, 'digest-of-nobody')).toEqual([])
    await asParty(database.app, [], (tx) => recordProof(tx, { id: userId, partyIds: [], now: NOW }))
    expect(await links()).toEqual([])
  })

  test('cannot link what the transaction may not see', async () => {
    await asParty(database.app, [kari], (tx) => recordProof(tx, { id: userId, partyIds: [ola], now: NOW }))
    expect(await links()).toEqual([])
  })
})

test('a customer is called by the name and language of the party that may be seen', async () => {
  const read = (visible: readonly number[]) => asParty(database.app, visible, (tx) => readPerson(tx, [kari]))
  expect(await read([kari])).toEqual({ name: 'Kari Testesen', language: 'nn' })
  expect(await read([ola])).toBeUndefined()
})

test('nobody but the page may ask by digest', async () => {
  await expect(database.auditor`select parties_by_national_id('digest-of-kari')`).rejects.toThrow(
    /permission denied/,
  )
})

async function record(): Promise<void> {
  await asParty(database.app, [kari], (tx) => recordProof(tx, { id: userId, partyIds: [kari], now: NOW }))
}

async function links(): Promise<readonly string[]> {
  const rows = await database.owner<{ agreement_number: string }[]>`
    select a.agreement_number from user_agreement l join agreement a on a.id = l.agreement_id
    where l.revoked_at is null and l.proof = 'national-id' order by 1`
  return rows.map(({ agreement_number }) => agreement_number)
}
