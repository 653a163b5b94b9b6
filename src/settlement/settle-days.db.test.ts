import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { chargePosting, type Posting } from '#ledger/posting.ts'
import { book, readAccountTotal } from '#ledger/store.ts'
import { testDatabase } from '#test/database.ts'
import { aCompany } from '#test/world.ts'
import { readSettlements } from './read-settlements.ts'
import { deliverSettlements, settleDays } from './settle-days.ts'
import { parseSettlementTerms } from './settlement-terms.ts'

const database = testDatabase()
const TERMS = parseSettlementTerms({
  commission: [{ from: '2019-01-01', source: 'test', basisPoints: 175 }],
})
const at = (text: string) => Date.parse(text)
let ref = 0

/** A toll of 0 for no agreement is an owner's. */
async function tolls(
  bookedAt: number,
  ...amounts: { ore: number; issuerId?: number; agreementId?: number }[]
) {
  const postings = amounts.map(
    (of) =>
      chargePosting({
        refId: ++ref,
        partyId: 7,
        agreementId: of.agreementId ?? 3,
        issuerId: of.issuerId ?? 2,
        chargerId: 1,
        amount: ore(of.ore),
        against: 'toll-payable',
      }) as Posting,
  )
  await inTransaction(database.batch, (tx) => book(tx, postings, bookedAt))
}

const settle = (asOf: string, over: { charger?: string; now?: number } = {}) =>
  settleDays(database.batch, { asOf, now: at('2019-12-20T08:00:00+01:00'), terms: TERMS, ...over })

async function contents(): Promise<Record<string, string>> {
  const rows = await database.batch<{ key: string; content: string }[]>`
    select c.code || ' ' || s.settled_on as key, s.content from settlement s join company c on c.id = s.charger_id order by s.id`
  return Object.fromEntries(rows.map(({ key, content }) => [key, content]))
}

const NINTH = [
  'H;brikke-settlement;1;ferde;1;2019-12-09',
  'L;ferde;2019-12-09;1;0;4400;175;0;4400',
  'L;fjellinjen;2019-12-09;3;2200;0;175;39;2161',
  'Z;2;6561',
  '',
].join('\r\n')

beforeAll(async () => {
  await aCompany(database.batch)
  await aCompany(database.batch, { id: 2, code: 'fjellinjen', name: 'Fjellinjen AS' })
  // Half past midnight in Oslo on the tenth is the ninth in UTC.
  await tolls(at('2019-12-10T00:30:00+01:00'), { ore: 1_000 })
  await tolls(at('2019-12-09T12:00:00+01:00'), { ore: 2_000 }, { ore: 2_200 }, { ore: -2_000 })
  await tolls(at('2019-12-09T12:00:00+01:00'), { ore: 4_400, issuerId: 1, agreementId: 0 })
})

describe('settling', () => {
  test('a day that is not over is refused, and so is a stranger', async () => {
    expect(await settle('2019-12-21')).toEqual({ refused: 'day-not-over', detail: '2019-12-21' })
    expect(await settle('2019-12-10', { charger: 'nobody' })).toMatchObject({ refused: 'unknown-charger' })
  })

  test('tells a toll charger of the Oslo day, corrections with it, less the commission', async () => {
    expect(await settle('2019-12-10')).toEqual({ settlements: 1, lines: 2 })
    expect(await contents()).toEqual({ 'ferde 2019-12-09': NINTH })
  })

  test('books the commission once: the toll charger is owed what the file says', async () => {
    expect(await readAccountTotal(database.batch, 'commission-income')).toBe(-39)
    expect(await readAccountTotal(database.batch, 'toll-payable')).toBe(-6_561 - 1_000)
    expect(await settle('2019-12-10')).toEqual({ settlements: 0, lines: 0 })
    expect(await readAccountTotal(database.batch, 'commission-income')).toBe(-39)
  })

  test('leaves a settled day as it was told: what was booked on it late is a line of the next', async () => {
    await tolls(at('2019-12-09T23:59:59+01:00'), { ore: 100 })
    expect(await settle('2019-12-10')).toEqual({ settlements: 0, lines: 0 })
    expect(await settle('2019-12-11')).toEqual({ settlements: 1, lines: 2 })
    const made = await contents()
    expect(made['ferde 2019-12-09']).toBe(NINTH)
    // 2 300 øre of the ninth come to 40 øre of commission, of which 39 are told.
    expect(made['ferde 2019-12-10']).toBe(
      [
        'H;brikke-settlement;1;ferde;2;2019-12-10',
        'L;fjellinjen;2019-12-09;1;100;0;175;1;99',
        'L;fjellinjen;2019-12-10;1;1000;0;175;18;982',
        'Z;2;1081',
        '',
      ].join('\r\n'),
    )
  })

  test('does not tell of its own commission', async () => {
    expect(await settle('2019-12-20')).toEqual({ settlements: 0, lines: 0 })
  })

  test('at the same time by two tells once', async () => {
    await tolls(at('2019-12-13T12:00:00+01:00'), { ore: 500 })
    const both = await Promise.all([settle('2019-12-14'), settle('2019-12-14')])
    const made = both.map((one) => (isRefusal(one) ? -1 : one.settlements))
    expect(made.toSorted((a, b) => a - b)).toEqual([0, 1])
  })

  test('is refused where no rate is known, and nothing is booked', async () => {
    await tolls(at('2019-12-15T12:00:00+01:00'), { ore: 500 })
    const nothing = parseSettlementTerms({ commission: [] })
    const refused = await settleDays(database.batch, {
      asOf: '2019-12-16',
      now: at('2019-12-16T08:00:00+01:00'),
      terms: nothing,
    })
    expect(refused).toEqual({ refused: 'no-commission-rate', detail: '2019-12-15' })
    expect((await readSettlements(database.batch)).map((row) => row.settledOn)).not.toContain('2019-12-15')
  })
})

describe('the files', () => {
  const put = async (asOf: string) => {
    const folder = new Map<string, string>()
    const names = await deliverSettlements(
      database.batch,
      { put: async (name, content) => void folder.set(name, content) },
      { asOf, now: at('2019-12-20T08:00:00+01:00') },
    )
    return { names, folder }
  }

  test('are put out once each, and the day before again with the same bytes', async () => {
    const { names, folder } = await put('2019-12-14')
    expect(names).toEqual([
      'settlement-ferde-2019-12-09.csv',
      'settlement-ferde-2019-12-10.csv',
      'settlement-ferde-2019-12-13.csv',
    ])
    expect(folder.get('settlement-ferde-2019-12-09.csv')).toBe(NINTH)
    const again = await put('2019-12-10')
    expect([...again.folder]).toEqual([['settlement-ferde-2019-12-09.csv', NINTH]])
    expect((await put('2019-12-16')).names).toEqual([])
  })

  test('that could not be put out come with the next', async () => {
    await settle('2019-12-16')
    const full = { put: () => Promise.reject(new Error('the disk is full')) }
    await expect(
      deliverSettlements(database.batch, full, { asOf: '2019-12-16', now: at('2019-12-20T08:00:00+01:00') }),
    ).rejects.toThrow('full')
    expect((await put('2019-12-20')).names).toEqual(['settlement-ferde-2019-12-15.csv'])
  })

  test('have numbers without gaps', async () => {
    expect((await readSettlements(database.batch, 'ferde')).map((row) => row.number)).toEqual([1, 2, 3, 4])
  })
})
