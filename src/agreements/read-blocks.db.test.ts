import { beforeEach, expect, test } from 'vitest'
import { asParty, inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson } from '#test/world.ts'
import { blockAgreements, unblockAgreements } from './block-agreement.ts'
import { readBlocks } from './read-blocks.ts'

const database = testDatabase()
const NOON = Date.parse('2020-01-22T11:00:00Z')
const HOUR = 3_600_000
let kari = 0
let agreementId = 0

beforeEach(async () => {
  await database.owner`truncate company, party, agreement, agreement_block restart identity cascade`
  await aCompany(database.batch)
  kari = await aPerson(database.batch, { name: 'Kari Testesen', digest: 'digest-of-kari' })
  agreementId = (await anAgreement(database.batch, { partyId: kari, issuerId: 1, number: 'K1' })).id
  await inTransaction(database.batch, (tx) =>
    blockAgreements(tx, { agreementIds: [agreementId], because: 'debt-collection', at: NOON }),
  )
})

async function publicIdOf(partyId: number): Promise<string | undefined> {
  const [party] = await database.batch<
    { id: string }[]
  >`select public_id as id from party where id = ${partyId}`
  return party?.id
}

const blocksOf = (partyId: number, now: number) =>
  asParty(database.app, [partyId], (tx) => readBlocks(tx, [partyId], now))

test('a customer sees the block from its instant, with its reason, and until it is lifted', async () => {
  expect(await blocksOf(kari, NOON - 1)).toEqual([])
  expect(await blocksOf(kari, NOON)).toEqual([
    {
      agreementId,
      customer: await publicIdOf(kari),
      number: 'K1',
      isFerry: false,
      issuerName: 'Ferde AS',
      because: 'debt-collection',
      since: NOON,
    },
  ])
  await inTransaction(database.batch, (tx) =>
    unblockAgreements(tx, { agreementIds: [agreementId], because: 'debt-collection', at: NOON + HOUR }),
  )
  expect(await blocksOf(kari, NOON + HOUR - 1)).toHaveLength(1)
  expect(await blocksOf(kari, NOON + HOUR)).toEqual([])
})

test('each reason is told once, also where the portfolio has blocked for it too', async () => {
  await inTransaction(database.batch, (tx) =>
    blockAgreements(tx, { agreementIds: [agreementId], because: 'address-missing', at: NOON + HOUR }),
  )
  await database.batch`
    insert into agreement_block (agreement_id, because, during, set_by)
    values (${agreementId}, 'debt-collection', tstzrange(${NOON - HOUR}, null), 'portfolio')`
  expect(await blocksOf(kari, NOON + HOUR)).toMatchObject([
    { because: 'debt-collection', since: NOON - HOUR },
    { because: 'address-missing', since: NOON + HOUR },
  ])
})

test('another customer’s block is nobody else’s business', async () => {
  const ola = await aPerson(database.batch, { name: 'Ola Testesen', digest: 'digest-of-ola' })
  expect(await blocksOf(ola, NOON)).toEqual([])
  expect(await asParty(database.app, [ola], (tx) => readBlocks(tx, [kari], NOON))).toEqual([])
})
