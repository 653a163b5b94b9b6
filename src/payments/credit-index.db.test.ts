import { expect, test } from 'vitest'
import { ensureMonths } from '#db/months.ts'
import { testDatabase } from '#test/database.ts'

const database = testDatabase()

test('a customer’s credit is found by the few postings that are of any', async () => {
  await ensureMonths(database.batch, ['2031-05-01'])
  const plan = await database.owner.begin(async (tx) => {
    await tx`set local enable_seqscan = off`
    return tx<{ 'QUERY PLAN': string }[]>`
      explain select sum(amount_ore) from posting
      where party_id = any (array[7, 9]::bigint[]) and 'customer-credit' in (from_account, to_account)`
  })
  const scans = plan.map((row) => row['QUERY PLAN']).filter((line) => line.includes('Scan'))
  expect(scans.length).toBeGreaterThan(0)
  expect(scans.filter((line) => !/party_id/.test(line) || /Seq Scan/.test(line))).toEqual([])
})
