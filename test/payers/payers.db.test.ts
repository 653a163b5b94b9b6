import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { missing } from './happened.ts'
import { playPayers } from './play-payers.ts'

const database = testDatabase()

test('a year of two hundred customers who pay on time, late, partly, twice or never ends with books that hledger balances', {
  timeout: 240_000,
}, async () => {
  const played = await playPayers(database.batch, { customers: 200, seed: 46, say: () => {} })
  console.log(`${played.invoices} invoices: ${JSON.stringify(played.events)}`)
  expect(played.broken).toEqual([])
  expect(played.balanced).toMatchObject({ complaint: '', total: 0n, differ: [] })
  expect(played.balanced.transactions).toBeGreaterThan(300)
  expect(missing(played)).toEqual([])
})
