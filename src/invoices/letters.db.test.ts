import { hash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import {
  aCustomer,
  at,
  choose,
  emptyBooks,
  issue,
  mailsAreSent,
  print,
  returnedFile,
  TERMS,
  tries,
} from './channels.test-world.ts'
import { resendInvoice, undoResend } from './decide-delivery.ts'
import { handOverLetters } from './hand-over-letters.ts'
import { readUndeliverable } from './read-undeliverable.ts'
import { takeReturnedLetters } from './take-returned-letters.ts'

const database = testDatabase()
const issued = at('2019-12-10')

beforeEach(() => emptyBooks(database))

const fees = () =>
  database.owner<{ amount_ore: number; party_id: number }[]>`
    select amount_ore, party_id from charge where kind = 'fee' order by id`

describe('letters', () => {
  test('are handed over once, their pages before the file that names them', async () => {
    await aCustomer(database, { email: null })
    await issue(database)
    const { names, put } = await print(database, issued)
    expect(names).toEqual(['print-ferde-1.csv'])
    const [pages, file] = put
    expect(pages?.name).toMatch(/^1-[0-9a-f-]{36}\.pdf$/)
    expect(pages?.content.subarray(0, 5).toString()).toBe('%PDF-')
    const lines = file?.content.toString().split('\r\n') ?? []
    expect(lines[0]).toBe('H;brikke-print;1;ferde;1;2019-12-10')
    expect(lines[1]).toBe(
      `L;1;invoice;2019-1;${pages?.name};${hash('sha256', pages?.content ?? '', 'hex')};${pages?.content.length};Kari Nordmann;Bryggen 3;5003;Bergen;NO;nb`,
    )
    expect(lines.slice(2)).toEqual(['Z;1', ''])
    expect(await tries(database)).toEqual(['post handed-over'])
    expect((await print(database, issued)).put).toEqual([])
  })

  test('that a crash kept back are put out again, the same to the byte, with no number more', async () => {
    await aCustomer(database, { email: null })
    await issue(database)
    const kept: string[] = []
    const folder = {
      put: async (name: string, content: Uint8Array) => {
        kept.push(`${name} ${hash('sha256', content, 'hex')}`)
        if (name.endsWith('.csv') && kept.length < 3) throw new Error('the disk is full')
      },
    }
    const how = { now: issued, terms: TERMS }
    await expect(handOverLetters(database.batch, folder, how)).rejects.toThrow('the disk is full')
    await handOverLetters(database.batch, folder, how)
    expect(kept).toHaveLength(4)
    expect(kept.slice(2)).toEqual(kept.slice(0, 2))
    const [files] =
      await database.owner`select count(*)::int as n, max(file_number)::int as last from print_file`
    expect(files).toEqual({ n: 1, last: 1 })
  })

  test('are each in one file when two hand over at once', async () => {
    for (let i = 0; i < 6; i++) await aCustomer(database, { email: null })
    await issue(database)
    const how = { now: issued, terms: TERMS, limit: 2 }
    const folder = { put: async () => {} }
    await Promise.all([1, 2].map(() => handOverLetters(database.batch, folder, how)))
    const [files] = await database.owner`
      select sum(letter_count)::int as letters, count(*)::int as files, max(file_number)::int as last from print_file`
    expect(files).toEqual({ letters: 6, files: 3, last: 3 })
  })

  test('are not sent for what was paid meanwhile', async () => {
    await aCustomer(database, { email: null })
    await issue(database)
    await database.owner`update invoice set allocated_ore = total_ore, state = 'paid'`
    expect((await print(database, issued)).put).toEqual([])
    expect(await tries(database)).toEqual(['post refused'])
    expect(await choose(database, issued)).toMatchObject({ looked: 0 })
  })
})

describe('what a letter costs', () => {
  const day = '2019-12-11'

  test('is a fee on the next invoice, in the books', async () => {
    const { partyId, agreementId, passes } = await aCustomer(database, { email: null })
    await issue(database, day)
    await print(database, at(day))
    expect(await fees()).toEqual([{ amount_ore: 4900, party_id: partyId }])
    const posted = await database.owner`
      select from_account, to_account, amount_ore, agreement_id from posting`
    expect(posted).toEqual([
      { from_account: 'fee-income', to_account: 'receivable', amount_ore: 4900, agreement_id: agreementId },
    ])
    await passes('2019-12-12')
    await issue(database, '2019-12-14')
    const totals = await database.owner`select total_ore from invoice order by id`
    expect(totals).toEqual([{ total_ore: 1960 }, { total_ore: 1960 + 4900 }])
  })

  test('is nothing on a day for which no fee is known', async () => {
    await aCustomer(database, { email: null })
    await issue(database)
    await print(database, at(day))
    expect(await fees()).toEqual([])
  })

  test('is nothing to an owner without agreement', async () => {
    const { partyId } = await aCustomer(database, { email: null })
    await database.owner`update charge set agreement_id = null where party_id = ${partyId}`
    await issue(database, day)
    expect((await print(database, at(day))).names).toHaveLength(1)
    expect(await fees()).toEqual([])
  })

  test('is asked once, however many letters an invoice takes', async () => {
    await aCustomer(database, { email: null })
    await issue(database, day)
    await print(database, at(day))
    await takeReturnedLetters(database.batch, returnedFile(1), { now: at(day) })
    await database.owner`update party set street = 'Nygata 4'`
    await choose(database, at(day))
    expect((await print(database, at(day))).names).toHaveLength(1)
    expect(await fees()).toHaveLength(1)
  })

  test('makes no letter that costs: an invoice of a fee alone is free', async () => {
    await aCustomer(database, { email: null })
    await issue(database, day)
    await print(database, at(day))
    await issue(database, '2019-12-20')
    expect((await print(database, at('2019-12-20'))).names).toHaveLength(1)
    expect(await fees()).toHaveLength(1)
  })
})

describe('the queue of what reaches nobody', () => {
  const by = { invoiceId: 1, by: 'ola@ferde.example', because: 'rang the customer', now: issued }

  async function nobodyIsReached() {
    await database.owner`
      insert into staff_member (company_id, name, email, role) values (1, 'Ola', 'ola@ferde.example', 'finance')`
    await aCustomer(database)
    await issue(database)
    await mailsAreSent(database, issued)
    await database.owner`update party set street = null`
    await choose(database, at('2019-12-14'))
  }

  test('shows the invoice with what was tried', async () => {
    await nobodyIsReached()
    expect(await readUndeliverable(database.batch, { limit: 10 })).toMatchObject([
      {
        invoiceId: 1,
        invoiceNumber: '2019-1',
        open: 1960,
        tries: [{ channel: 'e-mail', state: 'unopened', because: 'not-opened' }],
        addressMissing: true,
      },
    ])
  })

  test('is left by a decision to send once more, and come back to by undoing it', async () => {
    await nobodyIsReached()
    await database.owner`update party set street = 'Nygata 4'`
    await database.owner`update missing_address set mended_at = now()`
    expect(await resendInvoice(database.batch, { ...by, channel: 'post' })).toEqual({ sent: 'post' })
    expect(await readUndeliverable(database.batch, { limit: 10 })).toEqual([])
    expect(await resendInvoice(database.batch, { ...by, channel: 'post' })).toMatchObject({
      refused: 'delivery-under-way',
    })
    expect(await undoResend(database.batch, by)).toEqual({ undone: 'post' })
    expect(await readUndeliverable(database.batch, { limit: 10 })).toHaveLength(1)
    expect(await undoResend(database.batch, by)).toEqual({ refused: 'nothing-to-undo' })
    expect(await choose(database, at('2019-12-30'))).toMatchObject({ looked: 0 })
    expect(await tries(database)).toEqual(['e-mail unopened', 'post refused'])
  })

  test('has a mail of its own for one more try by e-mail, which is not undone', async () => {
    await nobodyIsReached()
    expect(await resendInvoice(database.batch, { ...by, channel: 'e-mail' })).toEqual({ sent: 'e-mail' })
    const mails =
      await database.owner`select dedupe_key from outbox where dedupe_key like 'invoice:%' order by id`
    expect(mails).toEqual([{ dedupe_key: 'invoice:1' }, { dedupe_key: 'invoice:1:2' }])
    expect(await undoResend(database.batch, by)).toMatchObject({ refused: 'already-sent' })
  })

  test.each([
    ['unknown-invoice', { invoiceId: 9 }],
    ['no-reason-given', { because: ' ' }],
    ['unknown-staff', { by: 'nobody@ferde.example' }],
    ['channel-not-possible', { channel: 'post' as const }],
  ])('refuses: %s', async (refused, over) => {
    await nobodyIsReached()
    expect(await resendInvoice(database.batch, { ...by, channel: 'e-mail', ...over })).toMatchObject({
      refused,
    })
  })

  test('refuses what is paid', async () => {
    await nobodyIsReached()
    await database.owner`update invoice set allocated_ore = total_ore, state = 'paid'`
    expect(await resendInvoice(database.batch, { ...by, channel: 'e-mail' })).toMatchObject({
      refused: 'invoice-settled',
    })
    expect(await readUndeliverable(database.batch, { limit: 10 })).toEqual([])
  })
})
