import { expect, test } from 'vitest'
import { PAUSE_MS } from '#agreements/linking.ts'
import { NOW } from './payments.test-world.ts'
import { recordPayoutAccount } from './record-payout-account.ts'
import { anAccount, LIV, refundableDatabase, terms } from './refunds.test-world.ts'

const { database, hasOverpaid } = refundableDatabase()

test('where a customer is paid stays as it is while a new link may be undone', async () => {
  const { partyId } = await hasOverpaid(500)
  await database.owner`
    insert into change_pause (party_id, until_at, because, begun_at)
    values (${partyId}, ${NOW + PAUSE_MS}, 'agreement-linked', ${NOW})`
  const record = (now: number) =>
    recordPayoutAccount(database.batch, {
      partyId,
      accountNumber: anAccount(900),
      by: LIV,
      proof: 'document',
      now,
      terms,
    })
  expect(await record(NOW + PAUSE_MS - 1)).toEqual({ refused: 'changes-paused' })
  expect(await record(NOW + PAUSE_MS)).toMatchObject({ isVerified: true })
})
