import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { allocationPosting, paymentPosting } from '#ledger/posting.ts'
import { book, readAccountTotal, readBalance } from '#ledger/store.ts'
import { parseDepositTerms } from '#tags/deposit.ts'
import { issueTag } from '#tags/issue-tag.ts'
import { type TagEnd, takeBackTag } from '#tags/take-back-tag.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { bookDeposits } from './book-deposits.ts'
import { issueInvoices } from './issue-invoices.ts'
import { allocateToInvoices } from './store.ts'

const database = testDatabase()
const NOW = Date.parse('2019-12-10T07:00:00Z')
const DEPOSITS = parseDepositTerms(
  JSON.parse(readFileSync(new URL('../../data/deposits.json', import.meta.url), 'utf8')),
)
const terms = {
  dueDays: [{ issuer: 'all', from: '2015-01-01', source: 'test', value: 14 }],
  triggers: [],
  creditAfter: [],
}

let partyId = 0
let agreementId = 0

beforeEach(async () => {
  const { owner } = database
  await owner`truncate outbox, due, invoice_line, unpaid_invoice, invoice, invoice_series, charge, posting, balance, tag_deposit, tag_assignment,
    tag, vehicle, agreement, party, company restart identity cascade`
  await aCompany(owner)
  partyId = await aPerson(owner)
  agreementId = (await anAgreement(owner, { partyId, issuerId: 1 })).id
})

const handOut = (tagNumber = '77', plate = 'EK10001', now = NOW) =>
  inTransaction(database.batch, (tx) =>
    issueTag(tx, {
      tagNumber,
      kind: 'light',
      agreementId,
      vehicle: { country: 'NO', canonical: plate },
      now,
      terms: DEPOSITS,
    }),
  )
const takeBack = (end: TagEnd, now = NOW) =>
  inTransaction(database.batch, (tx) => takeBackTag(tx, { tagNumber: '77', end, now, terms: DEPOSITS }))
async function bookAll(now = NOW) {
  let booked = 0
  for (let done = -1; done !== 0; booked += done)
    done = await bookDeposits(database.batch, { now, limit: 10 })
  return booked
}
const invoice = (asOf = '2019-12-10') =>
  issueInvoices(database.batch, { asOf, now: NOW, newId: randomUUID, terms, of: 'everything' })

async function pay(amount = 20_000) {
  const subject = { refId: 1, partyId, agreementId, issuerId: 1, chargerId: 0, amount: ore(amount) }
  await inTransaction(database.batch, async (tx) => {
    await allocateToInvoices(tx, [{ invoiceId: 1, amount: ore(amount) }])
    await book(tx, [paymentPosting(subject), allocationPosting(subject)], NOW)
  })
}

const account = (name: Parameters<typeof readAccountTotal>[1]) => readAccountTotal(database.batch, name)

async function expectBooks(books: { deposit: number; owes: number; credit: number; income: number }) {
  expect({
    deposit: -(await account('deposit')) + 0,
    owes: await readBalance(database.batch, partyId, 'receivable'),
    credit: await readBalance(database.batch, partyId, 'customer-credit'),
    income: -(await account('fee-income')) + 0,
  }).toEqual(books)
}

describe('a tag that is handed out', () => {
  test('has its deposit on the next invoice, held for the customer', async () => {
    expect(await handOut()).toEqual({ tagId: 1, deposit: 20_000 })
    expect(await bookAll()).toBe(1)
    await expectBooks({ deposit: 20_000, owes: 20_000, credit: 0, income: 0 })
    expect(await invoice()).toMatchObject({ issued: 1, totalOre: 20_000 })
    const lines = await database.owner`select kind, amount_ore, vat_ore, plate from invoice_line`
    expect(lines).toEqual([{ kind: 'deposit', amount_ore: 20_000, vat_ore: 0, plate: 'EK 10001' }])
  })

  test('is charged for once, however often it is due', async () => {
    await handOut()
    await database.owner`insert into due (kind, slot, part, keys, from_at) select kind, slot, part, keys, from_at from due where kind = 'deposit'`
    await bookAll()
    await database.owner`insert into due (kind, slot, part, keys, from_at) values ('deposit', 0, 0, '{1}', array[now()])`
    expect(await bookAll()).toBe(1)
    expect(await database.owner`select * from charge`).toHaveLength(1)
  })

  test('sits in its vehicle from then on, also where that had stood without one', async () => {
    await aVehicle(database.owner, { plate: 'EK10001', agreementId, partyId })
    await handOut()
    const sits =
      await database.owner`select tag_id, lower(valid) as at from tag_assignment order by lower(valid)`
    expect(sits).toMatchObject([{ tag_id: null }, { tag_id: 1, at: NOW }])
    expect(await database.owner`select key from due_key where kind = 're-attribute' order by key`).toEqual([
      { key: 'tag 1' },
      { key: 'vehicle 1' },
    ])
  })

  test('costs no deposit when none is asked for any more', async () => {
    expect(await handOut('77', 'EK10001', Date.parse('2024-01-01T00:00:00Z'))).toEqual({
      tagId: 1,
      deposit: undefined,
    })
    expect(await bookAll()).toBe(0)
  })

  test('is refused where it is in use, or the vehicle has one', async () => {
    await handOut()
    expect(await handOut('77', 'EK10002')).toEqual({ refused: 'tag-in-use' })
    expect(await handOut('78')).toEqual({ refused: 'vehicle-has-another-tag' })
    expect(await handOut('seven', 'EK10003')).toEqual({ refused: 'not-a-tag-number' })
  })
})

describe('a tag that is handed in, in order', () => {
  test('has its deposit given back by a credit note, at once', async () => {
    await handOut()
    await bookAll()
    await invoice()
    await pay()
    expect(await takeBack('returned')).toEqual({ tagId: 1, returned: 20_000 })
    await bookAll()
    await expectBooks({ deposit: 0, owes: -20_000, credit: 0, income: 0 })
    expect(await invoice()).toMatchObject({ issued: 0, creditNotes: 1, creditedOre: 20_000 })
    await expectBooks({ deposit: 0, owes: 0, credit: 20_000, income: 0 })
    const lines = await database.owner`select kind, amount_ore from invoice_line order by id`
    expect(lines).toEqual([
      { kind: 'deposit', amount_ore: 20_000 },
      { kind: 'deposit', amount_ore: -20_000 },
    ])
    expect(await takeBack('returned')).toEqual({ refused: 'tag-ended-already' })
  })

  test('has it taken off what there is to pay', async () => {
    await handOut()
    await bookAll()
    await invoice()
    await handOut('78', 'EK10002')
    await handOut('79', 'EK10003')
    await takeBack('returned')
    await bookAll()
    expect(await invoice()).toMatchObject({ issued: 1, totalOre: 20_000, creditNotes: 0 })
  })

  test('lets a deposit that was not invoiced yet stand on no invoice', async () => {
    await handOut()
    await takeBack('returned')
    await bookAll()
    await expectBooks({ deposit: 0, owes: 0, credit: 0, income: 0 })
    expect(await invoice()).toMatchObject({ issued: 0 })
  })

  test('gets back what the months have not used up', async () => {
    await handOut()
    await bookAll()
    await invoice()
    await pay()
    const in2024 = Date.parse('2024-01-02T12:00:00Z')
    expect(await takeBack('returned', in2024)).toMatchObject({ returned: 15_500 })
    await bookAll(in2024)
    await expectBooks({ deposit: 0, owes: -15_500, credit: 0, income: 4_500 })
  })

  test('leaves its vehicle under the agreement, and can be handed out again', async () => {
    await handOut()
    await takeBack('returned', NOW + 1000)
    const sits = await database.owner`select tag_id from tag_assignment where upper_inf(valid)`
    expect(sits).toEqual([{ tag_id: null }])
    expect(await handOut('77', 'EK10001', NOW + 2000)).toMatchObject({ deposit: 20_000 })
    expect(await database.owner`select * from tag_deposit`).toHaveLength(2)
  })
})

describe.each(['lost', 'damaged'] as const)('a %s tag', (end) => {
  test('makes its deposit the issuer’s', async () => {
    await handOut()
    await bookAll()
    await invoice()
    await pay()
    expect(await takeBack(end)).toEqual({ tagId: 1, returned: 0 })
    await bookAll()
    await expectBooks({ deposit: 0, owes: 0, credit: 0, income: 20_000 })
    const [forfeit] =
      await database.owner`select kind, from_account, to_account from posting where kind = 'forfeit'`
    expect(forfeit).toEqual({ kind: 'forfeit', from_account: 'fee-income', to_account: 'deposit' })
  })

  test('is still to be paid for where it was not', async () => {
    await handOut()
    await takeBack(end)
    await bookAll()
    await expectBooks({ deposit: 0, owes: 20_000, credit: 0, income: 20_000 })
    expect(await invoice()).toMatchObject({ issued: 1, totalOre: 20_000 })
  })
})
