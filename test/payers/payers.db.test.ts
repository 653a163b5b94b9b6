import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
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
  expect(Object.keys(played.events)).toEqual(expect.arrayContaining(HAPPENED))
  for (const what of HAPPENED) expect([what, (played.events[what] ?? 0) > 0]).toEqual([what, true])
})

const HAPPENED = [
  'pays on time',
  'pays late',
  'pays the reminder',
  'pays in two parts',
  'pays a part',
  'pays twice',
  'pays too much',
  'pays with a wrong KID',
  'pays a part, which the bank takes back after the reminder',
  'pays, and the bank takes it back',
  'pays when it is in collection',
  'never pays',
  'reminded',
  'to collection',
  'collection files',
  'paid to the collector',
  'partly paid to the collector',
  'withdrawn',
  'decided by a person',
  'files again',
  'blocked',
  'lifted',
  'asked again',
  'credited',
]
