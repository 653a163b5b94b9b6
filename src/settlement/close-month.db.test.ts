import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { chargePosting, type Posting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { testDatabase } from '#test/database.ts'
import { anAgreement } from '#test/world.ts'
import {
  arrive,
  invoice,
  morningOf,
  passes,
  rate,
  SETTLEMENT_TERMS,
  someCustomers,
} from './books.test-world.ts'
import { closeMonth } from './close-month.ts'
import { readRetention } from './read-retention.ts'
import { readVatReport, vatTerm } from './read-vat-report.ts'
import { parseRetentionTerms } from './retention-terms.ts'
import { settleDays } from './settle-days.ts'

const database = testDatabase()
const DECEMBER = morningOf('2019-12-02')

const close = (month = '2019-11', over: { by?: string; now?: number } = {}) =>
  closeMonth(database.batch, { monthOn: `${month}-01`, by: 'ola@brikke.test', now: DECEMBER, ...over })
const settle = () =>
  settleDays(database.batch, { asOf: '2019-12-01', now: DECEMBER, terms: SETTLEMENT_TERMS })
const aToll = (refId: number) =>
  chargePosting({
    refId,
    partyId: 1,
    agreementId: 1,
    issuerId: 2,
    chargerId: 1,
    amount: ore(100),
    against: 'toll-payable',
  }) as Posting
const bookOn = (refId: number, at: number) =>
  inTransaction(database.batch, (tx) => book(tx, [aToll(refId)], at))

beforeAll(async () => {
  await someCustomers(database.batch)
  await arrive(database.batch, '2019-11-26', passes(1, 25), passes(2, 25, { tag: '5780002' }))
})

/** In order: each refusal is mended, and the next is met. */
describe('a month is not closed', () => {
  test('before it is over, on the Oslo clock', async () => {
    const lastSecond = Date.parse('2019-11-30T23:59:59+01:00')
    expect(await close('2019-11', { now: lastSecond })).toEqual({ refused: 'month-not-over' })
    expect(await close('2019-11', { now: lastSecond + 1_000 })).not.toEqual({ refused: 'month-not-over' })
  })

  test('by a stranger', async () => {
    expect(await close('2019-11', { by: 'nobody' })).toMatchObject({ refused: 'unknown-staff' })
  })

  test('while passages of it are to be rated', async () => {
    expect(await close()).toEqual({ refused: 'work-is-due' })
    await rate(database.batch, '2019-11-26')
    await invoice(database.batch, '2019-11-27')
  })

  test('while a file of it is unanswered', async () => {
    await database.batch`update passage_file set state = 'open'`
    expect(await close()).toEqual({ refused: 'work-is-due' })
    await database.batch`update passage_file set state = 'closed'`
  })

  test('before its days are settled', async () => {
    expect(await close()).toEqual({ refused: 'not-settled', detail: '2019-11-26' })
    await settle()
  })

  test('while the daily control has a difference', async () => {
    await database.batch`update passage_file set rejected_count = 1, declared_count = declared_count + 1`
    expect(await close()).toEqual({ refused: 'control-differs', detail: '2019-11-26 ferde: file-differs' })
    await database.batch`update passage_file set rejected_count = 0, declared_count = declared_count - 1`
  })
})

describe('a month that is closed', () => {
  test('has its books kept, account by account', async () => {
    expect(await close()).toMatchObject({ sums: expect.any(Number) })
    const sums = await database.batch<{ account: string; to: number; from: number; matches: boolean }[]>`
      select s.account, s.to_ore as to, s.from_ore as from,
             s.to_ore = (select coalesce(sum(amount_ore), 0) from posting p where p.month_on = s.month_on and p.to_account = s.account) as matches
      from closed_month_sum s where account in ('receivable', 'toll-payable') order by 1`
    expect(sums).toEqual([
      { account: 'receivable', to: 4_000, from: 0, matches: true },
      { account: 'toll-payable', to: 0, from: 4_000, matches: true },
    ])
  })

  test('is not closed again', async () => {
    expect(await close()).toEqual({ refused: 'already-closed' })
  })

  test('takes no posting more, whoever writes it and however', async () => {
    // By COPY, which says no more than that it was refused.
    await expect(bookOn(9_001, morningOf('2019-11-30'))).rejects.toThrow()
    await expect(
      database.owner`insert into posting (id, month_on, party_id, issuer_id, kind, ref_id, from_account, to_account, amount_ore, booked_at)
        values (1, '2019-11-01', 1, 1, 'charge', 1, 'toll-payable', 'receivable', 1, '2019-11-30')`,
    ).rejects.toThrow('month_is_closed')
    expect(await database.batch`select from posting where ref_id = 9001`).toHaveLength(0)
  })

  test('leaves the next one open: what turns out late is booked there', async () => {
    await bookOn(9_002, Date.parse('2019-12-01T00:00:00+01:00'))
    expect(await database.batch`select from posting where ref_id = 9002`).toHaveLength(1)
  })

  test('was not opened by the next one, which waits for it', async () => {
    await bookOn(9_003, morningOf('2020-01-02'))
    expect(await close('2020-01', { now: morningOf('2020-02-01') })).toEqual({
      refused: 'earlier-month-open',
      detail: '2019-12',
    })
  })

  test('is closed after a crash between refusing postings and summing them', async () => {
    await database.batch`select close_postings('2019-10-01')`
    expect(isRefusal(await close('2019-10'))).toBe(false)
  })
})

describe('the VAT report', () => {
  beforeAll(async () => {
    const { id: agreementId } = await anAgreement(database.batch, { partyId: 1, issuerId: 2, number: '4711' })
    const line = (id: number, amount: number, vat: number, percent: number) => database.batch`
      insert into invoice_line (id, invoice_id, party_id, charge_id, charger_name, kind, tariff_ore, amount_ore, vat_percent, vat_ore)
      select ${id}, max(id), 1, ${id}, 'Ferde AS', 'fee', ${amount}, ${amount}, ${percent}, ${vat} from invoice`
    expect(agreementId).toBeGreaterThan(0)
    await line(9_101, 12_500, 2_500, 25)
    await line(9_102, -1_250, -250, 25)
    await line(9_103, 11_200, 1_200, 12)
  })

  test('has what was invoiced in the term by rate, credits as less; the tolls carry none', async () => {
    const { rows, isFinal } = await readVatReport(database.batch, vatTerm(2019, 6))
    expect(rows).toEqual([
      { issuer: 'fjellinjen', percent: 0, of: 'invoiced', lines: 2, basis: 4_000, vat: 0 },
      { issuer: 'fjellinjen', percent: 12, of: 'invoiced', lines: 1, basis: 10_000, vat: 1_200 },
      { issuer: 'fjellinjen', percent: 25, of: 'invoiced', lines: 2, basis: 9_000, vat: 2_250 },
    ])
    expect(isFinal).toBe(false)
  })

  test('has nothing of another term, and a term is two months', async () => {
    expect((await readVatReport(database.batch, vatTerm(2019, 5))).rows).toEqual([])
    expect([vatTerm(2019, 6), vatTerm(2020, 1)]).toEqual([
      { from: '2019-11-01', to: '2019-12-31' },
      { from: '2020-01-01', to: '2020-02-29' },
    ])
  })

  test('is final when both months are closed', async () => {
    await database.batch`insert into closed_month values ('2019-12-01', 'ola@brikke.test', now())`
    expect((await readVatReport(database.batch, vatTerm(2019, 6))).isFinal).toBe(true)
  })
})

describe('what is kept for too long', () => {
  const terms = parseRetentionTerms({
    kinds: [{ kind: 'passages', from: '2019-01-01', source: 'test', yearsAfterYearEnd: 5 }],
  })

  test('is counted from the day after its last, and only where a rule is known', async () => {
    expect(await readRetention(database.batch, { today: '2024-12-31', terms })).toEqual([])
    expect(await readRetention(database.batch, { today: '2025-01-01', terms })).toEqual([
      { kind: 'passages', count: 2, oldestOn: '2019-01-01' },
    ])
  })
})
