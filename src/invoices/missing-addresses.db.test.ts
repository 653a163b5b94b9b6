import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import {
  aCustomer,
  at,
  choose,
  emptyBooks,
  isBlocked,
  issue,
  mailsAreSent,
  print,
  returnedFile,
  TERMS,
  tries,
} from './channels.test-world.ts'
import { confirmAddress } from './decide-address.ts'
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
    expect(await mendAddresses(database.batch, { now: later + DAY, terms: TERMS })).toBe(0)
    expect(await isBlocked(database, agreementId, later + DAY)).toBe(true)
    await database.owner`update party set street = 'Nygata 4'`
    expect(await mendAddresses(database.batch, { now: later + DAY, terms: TERMS })).toBe(1)
    expect(await isBlocked(database, agreementId, later + DAY)).toBe(false)
    expect(await isBlocked(database, agreementId, later)).toBe(true)
    expect(await tries(database)).toEqual(['post returned', 'post chosen'])
    expect(await outbox()).toHaveLength(2)
    expect(await mendAddresses(database.batch, { now: later + DAY, terms: TERMS })).toBe(0)
    const { put } = await print(database, later + DAY)
    expect(put.at(-1)?.content.toString()).toContain('Nygata 4')
  })

  const mend = (now = later + DAY) => mendAddresses(database.batch, { now, terms: TERMS })

  test('has the block lifted when an e-mail address has come, and the invoice goes by mail', async () => {
    const { agreementId } = await letterCameBack()
    await choose(database, later)
    expect(await mend()).toBe(0)
    await database.owner`update party set email = 'kari@example.org'`
    expect(await mend()).toBe(1)
    expect(await isBlocked(database, agreementId, later + DAY)).toBe(false)
    expect(await tries(database)).toEqual(['post returned', 'e-mail handed-over'])
    expect((await outbox()).at(-1)).toMatchObject({ kind: 'mail', dedupe_key: 'invoice:1:2' })
    expect(await mend()).toBe(0)
  })

  test('has it lifted by another e-mail address than the one that was not opened, and is blocked anew when that is not opened either', async () => {
    const { agreementId } = await aCustomer(database, { street: null })
    await issue(database)
    await mailsAreSent(database, issued)
    expect(await choose(database, later)).toMatchObject({ unreachable: 1 })
    expect(await mend()).toBe(0)
    await database.owner`update party set email = 'ny@example.org'`
    expect(await mend()).toBe(1)
    expect(await isBlocked(database, agreementId, later + DAY)).toBe(false)
    expect(await tries(database)).toEqual(['e-mail unopened', 'e-mail handed-over'])
    await mailsAreSent(database, later + DAY)
    expect(await choose(database, later + 4 * DAY)).toMatchObject({ chosen: 0, unreachable: 1 })
    expect(await mend(later + 5 * DAY)).toBe(0)
    expect(await isBlocked(database, agreementId, later + 5 * DAY)).toBe(true)
  })

  test('has it lifted by an eFaktura agreement, and the invoice goes there', async () => {
    const { partyId, agreementId } = await letterCameBack()
    await choose(database, later)
    await database.owner`
      insert into channel_reach (party_id, channel, receiver, known_at) values (${partyId}, 'efaktura', '1', ${later + DAY})`
    expect(await mend()).toBe(1)
    expect(await isBlocked(database, agreementId, later + DAY)).toBe(false)
    expect(await tries(database)).toEqual(['post returned', 'efaktura chosen'])
  })

  describe('by somebody who knows that the address is right', () => {
    const asked = {
      invoiceId: 1,
      by: 'liv@ferde.example',
      because: 'on holiday',
      now: later + DAY,
      terms: TERMS,
    }
    const confirm = (over: Partial<typeof asked> = {}) =>
      confirmAddress(database.batch, { ...asked, ...over })

    beforeEach(async () => {
      await letterCameBack()
      await choose(database, later)
      await aCompany(database.owner, { id: 2, code: 'flyt', name: 'Flyt' })
      await database.owner`
        insert into staff_member (company_id, name, email, role)
        values (1, 'Liv', 'liv@ferde.example', 'case-worker'), (2, 'Per', 'per@flyt.example', 'case-worker')`
    })

    test('is no longer blocked, and the letter goes there once more; who said so is kept', async () => {
      expect(await confirm()).toEqual({ partyId: 1 })
      expect(await isBlocked(database, 1, later + DAY)).toBe(false)
      expect(await tries(database)).toEqual(['post returned', 'post chosen'])
      const { names } = await print(database, later + DAY)
      expect(names).toHaveLength(1)
      const kept = await database.owner`select confirmed_by, confirmed_because from missing_address`
      expect(kept).toEqual([{ confirmed_by: 'liv@ferde.example', confirmed_because: 'on holiday' }])
      expect(await confirm()).toEqual({ refused: 'address-not-missing' })
    })

    test('is blocked anew when that letter comes back too', async () => {
      await confirm()
      await print(database, later + DAY)
      const [letter] = await database.owner<{ id: number }[]>`select max(delivery_id) as id from print_letter`
      await takeReturnedLetters(database.batch, returnedFile(letter!.id), { now: later + 2 * DAY })
      expect(await choose(database, later + 2 * DAY)).toMatchObject({ chosen: 0, unreachable: 1 })
      expect(await isBlocked(database, 1, later + 2 * DAY)).toBe(true)
    })

    test('has the block lifted though the invoice is paid, and nothing is sent', async () => {
      await database.owner`update invoice set allocated_ore = total_ore, state = 'paid'`
      expect(await confirm()).toEqual({ partyId: 1 })
      expect(await isBlocked(database, 1, later + DAY)).toBe(false)
      expect(await tries(database)).toEqual(['post returned'])
    })

    test.each([
      ['no-reason-given', { because: ' ' }],
      ['unknown-staff', { by: 'nobody@ferde.example' }],
      ['staff-of-another-company', { by: 'per@flyt.example' }],
      ['unknown-invoice', { invoiceId: 9 }],
    ])('is refused: %s', async (refused, over) => {
      expect(await confirm(over)).toEqual({ refused })
      expect(await isBlocked(database, 1, later + DAY)).toBe(true)
    })

    test('is refused where there is no address', async () => {
      await database.owner`update party set street = null`
      expect(await confirm()).toEqual({ refused: 'channel-not-possible', detail: 'post' })
    })
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
