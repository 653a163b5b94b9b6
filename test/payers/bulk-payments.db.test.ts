import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import { writeForeignOwnersFiles } from '#invoices/write-foreign-owners-file.ts'
import { INVARIANTS } from '#jobs/invariants.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book, readAccountTotal, readBalance } from '#ledger/store.ts'
import { bookPayments } from '#payments/book-payments.ts'
import { importForeignPayments, importVippsReport } from '#payments/import-bulk-payment.ts'
import { matchBulkPayment, matchBulkPayments } from '#payments/match-bulk-payments.ts'
import { NOW, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { readBulkPayments } from '#payments/read-bulk-payments.ts'
import { readPaymentQueue } from '#payments/read-queue.ts'
import { saveVippsMoney } from '#payments/store-vipps.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany, aPerson, aStation, aToll } from '#test/world.ts'

const STAFF = 'kari@brikke.test'

async function expectSound(db: Db): Promise<void> {
  for (const { code, sql } of INVARIANTS.filter((one) => /^I(1|15|15b|15c|36|38|40)$/.test(one.code)))
    expect({ code, broken: [...(await db.unsafe(sql))] }).toEqual({ code, broken: [] })
}

/** The last payment that nobody owns. */
async function lastQueued(db: Db) {
  return (await readPaymentQueue(db)).at(-1)
}

describe('what Vipps pays out', () => {
  const { database, invoices } = payableDatabase()
  let payouts = 2_000_000
  beforeAll(async () => {
    await database.batch`insert into staff_member (company_id, name, email, role) values (1, 'Kari', ${STAFF}, 'finance')`
  })
  afterEach(() => expectSound(database.batch))

  /** An invoice that was paid in Vipps: the money is captured, and with Vipps. */
  async function captured(amount: number): Promise<string> {
    const [invoice] = await invoices([amount])
    const reference = `brikke-${invoice!.id}-0001`
    const [payment] = await database.owner<{ id: number }[]>`
      insert into vipps_payment (reference, invoice_id, party_id, issuer_id, amount_ore, idempotency_key, state, captured_ore, created_at)
      values (${reference}, ${invoice!.id}, ${invoice!.partyId}, 1, ${amount}, ${reference}, 'captured', ${amount}, ${NOW}) returning id`
    const money = [
      {
        vippsPaymentId: payment!.id,
        issuerId: 1,
        kid: invoice!.kid,
        amount: ore(amount),
        bankRef: `vipps:${reference}:captured:${amount}`,
      },
    ]
    await inTransaction(database.batch, async (tx) => {
      const fresh = await saveVippsMoney(tx, money, '2019-12-09')
      await bookPayments(tx, fresh, { now: NOW, account: 'vipps' })
    })
    return reference
  }

  function report(money: readonly (readonly [string, number])[], fee: number, over: object = {}) {
    const entry = (entryType: string, amount: number, reference: string) => ({
      pspReference: `psp-${reference}-${amount}`,
      ledgerDate: '2019-12-09',
      entryType,
      reference,
      currency: 'NOK',
      amount,
      ...over,
    })
    const sum = money.reduce((total, [, amount]) => total + amount, 0) - fee
    const items = [
      ...money.map(([reference, amount]) => entry('capture', amount, reference)),
      ...(fee > 0 ? [entry('fees-retained', -fee, 'fees')] : []),
      { ...entry('payout-scheduled', -sum, 'payout'), pspReference: String(++payouts) },
    ]
    return Buffer.from(JSON.stringify({ items }))
  }

  const take = (bytes: Uint8Array, issuerCode = 'ferde') =>
    importVippsReport(database.batch, bytes, { issuerCode, now: NOW })

  test('is matched with the sum that came to our account, and nothing is with Vipps any more', async () => {
    const [one, two] = [await captured(30_000), await captured(20_000)]
    const bytes = report(
      [
        [one, 30_000],
        [two, 20_000],
      ],
      450,
    )
    expect(await take(bytes)).toEqual({ alreadyImported: false, amountOre: 49_550, feeOre: 450, count: 2 })
    expect(await take(bytes)).toMatchObject({ alreadyImported: true })
    expect(await readAccountTotal(database.batch, 'vipps')).toBe(49_550)
    expect(await readAccountTotal(database.batch, 'payment-cost')).toBe(450)
    expect(await matchBulkPayments(database.batch, { now: NOW })).toBe(0)
    expect(await readBulkPayments(database.batch)).toMatchObject([
      { from: 'vipps', amountOre: 49_550, issuer: 'ferde' },
    ])
    await pay(database.batch, [{ kid: '', amount: 49_550 }])
    expect(await matchBulkPayments(database.batch, { now: NOW })).toBe(1)
    expect(await matchBulkPayments(database.batch, { now: NOW })).toBe(0)
    expect(await readAccountTotal(database.batch, 'vipps')).toBe(0)
    expect(await readBulkPayments(database.batch)).toEqual([])
    expect(await readPaymentQueue(database.batch)).toEqual([])
  })

  test('is refused whole where it tells of money that we do not know, of another sum, or accounted for before', async () => {
    const one = await captured(10_000)
    expect(await take(report([[one, 9_999]], 0))).toEqual({ refused: 'money-not-known', detail: one })
    expect(
      await take(
        report(
          [
            [one, 10_000],
            ['nobody-00001', 1],
          ],
          0,
        ),
      ),
    ).toMatchObject({ detail: 'nobody-00001' })
    expect(
      await take(
        report(
          [
            [one, 10_000],
            [one, 10_000],
          ],
          0,
        ),
      ),
    ).toMatchObject({ refused: 'money-not-known' })
    expect(await take(report([[one, 10_000]], 0), 'fjellinjen')).toMatchObject({ refused: 'money-not-known' })
    expect(await take(report([[one, 10_000]], 0), 'nobody')).toMatchObject({ refused: 'unknown-company' })
    expect(await take(report([[one, 10_000]], 100))).toMatchObject({ count: 1 })
    expect(await take(report([[one, 10_000]], 0))).toMatchObject({ refused: 'money-not-known' })
    await pay(database.batch, [{ kid: '', amount: 9_900 }])
    expect(await matchBulkPayments(database.batch, { now: NOW })).toBe(1)
  })

  test('where two sums may be it a person says which, and of no other sum', async () => {
    const one = await captured(7_000)
    await take(report([[one, 7_000]], 0))
    await pay(database.batch, [
      { kid: '', amount: 7_000 },
      { kid: '', amount: 7_000 },
      { kid: '', amount: 6_999 },
    ])
    expect(await matchBulkPayments(database.batch, { now: NOW })).toBe(0)
    const queue = await readPaymentQueue(database.batch)
    const [bulk] = await readBulkPayments(database.batch)
    const match = (paymentId: number, by = STAFF, bulkId = bulk?.id ?? 0) =>
      matchBulkPayment(database.batch, { bulkId, paymentId, by, now: NOW })
    const [right, other] = [queue[0]?.paymentId ?? 0, queue[2]?.paymentId ?? 0]
    expect(await match(other)).toEqual({ refused: 'not-its-sum' })
    expect(await match(right, 'nobody@brikke.test')).toEqual({ refused: 'unknown-staff' })
    expect(await match(999_999)).toEqual({ refused: 'payment-not-queued' })
    expect(await match(right, STAFF, 999_999)).toEqual({ refused: 'no-such-bulk-payment' })
    expect(await match(right)).toEqual({ matched: true })
    expect(await match(right)).toEqual({ refused: 'payment-not-queued' })
  })
})

describe('what the collector abroad pays in', () => {
  const database = testDatabase()
  let owner = 0
  let references = 0
  beforeAll(async () => {
    await aCompany(database.batch)
    await aStation(database.batch, { chargerId: 1, code: 'bergen-1', name: 'Sandviken' })
    owner = await aPerson(database.batch, { name: 'Åsa Svensson' })
    await database.owner`update party set country = 'SE' where id = ${owner}`
  })
  afterEach(() => expectSound(database.batch))

  /** What the owner drove without an agreement, and the collector has been told of. */
  async function handedOver(...amounts: number[]): Promise<readonly number[]> {
    const charges: number[] = []
    for (const amount of amounts) {
      const of = { partyId: owner, agreementId: null, vehicleId: 1, stationId: 1, amount }
      const { chargeId } = await aToll(database.owner, { ...of, at: '2019-12-03T12:00:00+01:00' })
      const subject = { refId: chargeId, partyId: owner, agreementId: 0, issuerId: 1, chargerId: 1 }
      const posting = chargePosting({ ...subject, amount: ore(amount), against: 'toll-payable' })
      if (posting) await inTransaction(database.batch, (tx) => book(tx, [posting], NOW))
      charges.push(chargeId)
    }
    await writeForeignOwnersFiles(database.batch, { put: () => Promise.resolve() }, { now: NOW })
    return charges
  }

  function status(fee: number, rows: readonly (readonly [number, number])[]): Buffer {
    const head = `H;brikke-foreign-owners-status;1;ferde;ref-${++references};2019-12-09;${fee}`
    return Buffer.from(
      [head, ...rows.map(([n, amount]) => `S;${n};${amount}`), `Z;${rows.length}`, ''].join('\r\n'),
    )
  }

  const take = (bytes: Uint8Array) => importForeignPayments(database.batch, bytes, { now: NOW })

  test('is owed by the owner no more, and by the collector until it has come', async () => {
    const [one, two, unpaid] = await handedOver(4_400, 2_600, 1_000)
    const bytes = status(700, [
      [one!, 4_400],
      [two!, 2_600],
    ])
    expect(await take(bytes)).toEqual({ alreadyImported: false, amountOre: 6_300, feeOre: 700, count: 2 })
    expect(await take(bytes)).toMatchObject({ alreadyImported: true })
    expect(await readBalance(database.batch, owner, 'receivable')).toBe(1_000)
    expect(await readAccountTotal(database.batch, 'collector-abroad')).toBe(6_300)
    await pay(database.batch, [{ kid: '', amount: 6_300 }])
    expect(await lastQueued(database.batch)).toMatchObject({ amountOre: 6_300 })
    expect(await matchBulkPayments(database.batch, { now: NOW })).toBe(1)
    expect(await readAccountTotal(database.batch, 'collector-abroad')).toBe(0)
    expect(await take(status(0, [[one!, 4_400]]))).toMatchObject({ refused: 'money-not-known' })
    expect(await take(status(0, [[unpaid!, 999]]))).toMatchObject({ refused: 'money-not-known' })
    expect(await take(status(1_000, [[unpaid!, 1_000]]))).toEqual({ refused: 'nothing-comes' })
  })

  test('with a reference that was used before is refused, and so is one of a company we do not have', async () => {
    const [charge] = await handedOver(500)
    references--
    const again = status(0, [[charge!, 500]])
    references++
    expect(await take(status(0, [[charge!, 500]]))).toMatchObject({ count: 1 })
    const used = Buffer.from(
      again
        .toString()
        .replace(/ref-\d+/, `ref-${references}`)
        .replace('2019-12-09', '2019-12-08'),
    )
    expect(await take(used)).toMatchObject({ refused: 'told-before' })
    expect(await take(Buffer.from(again.toString().replace(';ferde;', ';nobody;')))).toMatchObject({
      refused: 'unknown-company',
    })
  })
})
