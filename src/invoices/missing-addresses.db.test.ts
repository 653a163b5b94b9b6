import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import {
  aCustomer,
  at,
  choose,
  emptyBooks,
  isBlocked,
  issue,
  print,
  returnedFile,
  tries,
} from './channels.test-world.ts'
import { mendAddresses } from './mend-addresses.ts'
import { takeReturnedLetters } from './take-returned-letters.ts'

const database = testDatabase()
const DAY = 24 * 3_600_000
const issued = at('2019-12-10')
const later = issued + 3 * DAY

beforeEach(() => emptyBooks(database))

const outbox = () =>
  database.owner<{ dedupe_key: string; kind: string; body: string }[]>`
    select dedupe_key, kind, body from outbox order by id`

describe('a customer whom no letter reaches', () => {
  async function letterCameBack() {
    const customer = await aCustomer(database, { email: null })
    await database.owner`update party set phone = '+4790000000'`
    await issue(database)
    await print(database, issued)
    const back = await takeReturnedLetters(database.batch, returnedFile(1), { now: later })
    expect(back).toEqual({ alreadyReceived: false, rows: [{ line: 2, outcome: 'returned' }] })
    return customer
  }

  test('is blocked, told what lifts it, and stands in the queue', async () => {
    const { agreementId } = await letterCameBack()
    expect(await choose(database, later)).toEqual({ looked: 1, chosen: 0, unreachable: 1 })
    expect(await isBlocked(database, agreementId, later)).toBe(true)
    const told = await outbox()
    expect(told).toMatchObject([{ kind: 'sms' }])
    expect(told[0]?.body).toContain('oppheves når vi har fått riktig adresse')
    const due = await database.owner`select kind, key from due_key`
    expect(due).toEqual([{ kind: 're-attribute', key: `agreement ${agreementId}` }])
  })

  test('is not blocked while another way is left', async () => {
    const { agreementId } = await letterCameBack()
    await database.owner`update party set email = 'kari@example.org'`
    await choose(database, later)
    expect(await tries(database)).toEqual(['post returned', 'e-mail handed-over'])
    expect(await isBlocked(database, agreementId, later)).toBe(false)
  })

  test('has the block lifted and the letter sent again when the address is another, and not before', async () => {
    const { agreementId } = await letterCameBack()
    await choose(database, later)
    expect(await mendAddresses(database.batch, { now: later + DAY })).toBe(0)
    expect(await isBlocked(database, agreementId, later + DAY)).toBe(true)
    await database.owner`update party set street = 'Nygata 4'`
    expect(await mendAddresses(database.batch, { now: later + DAY })).toBe(1)
    expect(await isBlocked(database, agreementId, later + DAY)).toBe(false)
    expect(await isBlocked(database, agreementId, later)).toBe(true)
    expect(await tries(database)).toEqual(['post returned', 'post chosen'])
    expect(await outbox()).toHaveLength(2)
    expect(await mendAddresses(database.batch, { now: later + DAY })).toBe(0)
    const { put } = await print(database, later + DAY)
    expect(put.at(-1)?.content.toString()).toContain('Nygata 4')
  })

  test('who has moved meanwhile gets the letter there, and no block', async () => {
    const { agreementId } = await letterCameBack()
    await database.owner`update party set street = 'Nygata 4'`
    await choose(database, later)
    expect(await tries(database)).toEqual(['post returned', 'post chosen'])
    expect(await isBlocked(database, agreementId, later)).toBe(false)
  })

  test('is blocked once for several letters side by side', async () => {
    const { passes } = await aCustomer(database, { email: null })
    await issue(database)
    await passes('2019-12-12')
    await issue(database, '2019-12-13')
    await print(database, at('2019-12-13'))
    await takeReturnedLetters(database.batch, returnedFile(1, 2), { now: later })
    expect(await choose(database, later)).toMatchObject({ unreachable: 2 })
    const [missing] = await database.owner`select count(*)::int as n from missing_address`
    expect(missing?.n).toBe(1)
  })

  test('gets no further letter to the same address', async () => {
    const { passes } = await letterCameBack()
    await choose(database, later)
    await passes('2019-12-14')
    await issue(database, '2019-12-15')
    expect(await tries(database, 2)).toEqual(['post refused'])
  })
})

test('a return file accounts for each row, and the same bytes again change nothing', async () => {
  await aCustomer(database, { email: null })
  await issue(database)
  await print(database, issued)
  await takeReturnedLetters(database.batch, returnedFile(1), { now: later })
  const second = returnedFile(1, 99)
  expect(await takeReturnedLetters(database.batch, second, { now: later })).toEqual({
    alreadyReceived: false,
    rows: [
      { line: 2, outcome: 'already-returned' },
      { line: 3, outcome: 'unknown-letter' },
    ],
  })
  expect(await takeReturnedLetters(database.batch, second, { now: later })).toEqual({
    alreadyReceived: true,
    rows: [],
  })
})
