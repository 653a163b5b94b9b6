import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { type Db, inTransaction, type Tx } from './connection.ts'
import { keepingKeyPlans } from './key-plans.ts'

const database = testDatabase()

async function settings(db: Db | Tx): Promise<readonly string[]> {
  const [row] = await db<{ plans: string; scans: string }[]>`
    select current_setting('plan_cache_mode') as plans, current_setting('enable_seqscan') as scans`
  return [row!.plans, row!.scans]
}

test('plans are kept while it inserts, and made anew before and afterwards', async () => {
  const seen = await inTransaction(database.batch, async (tx) => {
    const before = await settings(tx)
    const meanwhile = await keepingKeyPlans(tx, () => settings(tx))
    return [before, meanwhile, await settings(tx)]
  })
  expect(seen).toEqual([
    ['force_custom_plan', 'on'],
    ['force_generic_plan', 'off'],
    ['force_custom_plan', 'on'],
  ])
})

test('what breaks off leaves the connection as it was', async () => {
  const broken = inTransaction(database.batch, (tx) => keepingKeyPlans(tx, () => tx`select 1 / 0`))
  await expect(broken).rejects.toThrow('division by zero')
  expect(await settings(database.batch)).toEqual(['force_custom_plan', 'on'])
})

test('a key that nothing stands under is refused all the same', async () => {
  const stray = inTransaction(database.batch, (tx) =>
    keepingKeyPlans(
      tx,
      () => tx`
        insert into delivery (invoice_id, party_id, turn, channel, state, chosen_at)
        values (999999, 1, 1, 'post', 'chosen', now())`,
    ),
  )
  await expect(stray).rejects.toThrow('foreign key')
})
