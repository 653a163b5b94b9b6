import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { type BookedDay, type NewSettlement, settlementsOf } from './settlement.ts'
import { parseSettlementTerms } from './settlement-terms.ts'

const TERMS = parseSettlementTerms({
  commission: [{ from: '2019-01-01', source: 'test', basisPoints: 175 }],
})
const NOTHING = { postings: 0, tolls: ore(0), owners: ore(0), commission: ore(0) }

const booked = (tolls: number, over: Partial<BookedDay> = {}): BookedDay => ({
  chargerId: 1,
  issuerId: 2,
  issuerCode: 'fjellinjen',
  bookedOn: '2019-12-09',
  postings: 1,
  tolls: ore(tolls),
  owners: ore(0),
  told: NOTHING,
  ...over,
})

function settle(
  days: readonly BookedDay[],
  over: { lastSettledOn?: string; asOf?: string } = {},
): readonly NewSettlement[] {
  const found = settlementsOf(days, {
    chargerId: 1,
    lastSettledOn: over.lastSettledOn,
    asOf: over.asOf ?? '2019-12-10',
    terms: TERMS,
  })
  if (isRefusal(found)) throw new Error(found.refused)
  return found
}

const commissionOf = (tolls: number) => settle([booked(tolls)])[0]?.lines[0]?.commission

describe('the commission of a day', () => {
  test.each([
    [100_000, 1_750],
    [0, 0],
    // 0.4900 and 0.5075 øre: just below and just above the half.
    [28, 0],
    [29, 1],
    // Exactly half an øre: away from zero, in both directions.
    [200, 4],
    [-200, -4],
    [600, 11],
    [-600, -11],
    [-29, -1],
    [-28, 0],
  ])('of %i øre is %i', (tolls, commission) => {
    expect(commissionOf(tolls)).toBe(commission)
  })

  test('is rounded once of the whole day, not passage by passage', () => {
    expect(commissionOf(3 * 200)).toBe(11)
    expect(3 * commissionOf(200)!).toBe(12)
  })

  test('is none of what owners without an agreement owe', () => {
    const [line] = settle([booked(0, { owners: ore(100_000) })])[0]!.lines
    expect(line).toMatchObject({ owners: 100_000, commission: 0 })
  })

  test('is refused where no rate is known for the day', () => {
    const old = booked(100, { bookedOn: '2018-12-31' })
    expect(
      settlementsOf([old], { chargerId: 1, lastSettledOn: undefined, asOf: '2019-12-10', terms: TERMS }),
    ).toEqual({ refused: 'no-commission-rate', detail: '2018-12-31' })
  })

  test('comes to the same however many lines told it', () => {
    const parts = fc.array(fc.integer({ min: -50_000, max: 50_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(parts, (amounts) => {
        let told = NOTHING
        let sum = 0
        for (const amount of amounts) {
          sum += amount
          const [made] = settle([booked(sum, { postings: told.postings + 1, told })])
          const line = made!.lines[0]!
          expect(line.tolls).toBe(ore(amount))
          told = {
            postings: told.postings + line.postings,
            tolls: ore(told.tolls + line.tolls),
            owners: ore(0),
            commission: ore(told.commission + line.commission),
          }
        }
        expect(told.commission).toBe(commissionOf(sum))
      }),
    )
  })
})

describe('the days', () => {
  const told = { postings: 1, tolls: ore(500), owners: ore(0), commission: ore(9) }
  const late = booked(900, { bookedOn: '2019-12-07', postings: 2, told })

  test('each have a settlement, in order, with a line for each issuer', () => {
    const days = settle([
      booked(200, { issuerId: 3, issuerCode: 'vegamot' }),
      booked(100),
      booked(50, { bookedOn: '2019-12-08' }),
    ])
    expect(days.map(({ settledOn, lines }) => [settledOn, lines.map((l) => l.issuerCode)])).toEqual([
      ['2019-12-08', ['fjellinjen']],
      ['2019-12-09', ['fjellinjen', 'vegamot']],
    ])
  })

  test('that are settled never change: what came late stands on the next settlement, as the difference', () => {
    const [next, ...more] = settle([late, booked(100)], { lastSettledOn: '2019-12-08' })
    expect(more).toEqual([])
    expect(next?.settledOn).toBe('2019-12-09')
    expect(next?.lines.map((l) => [l.bookedOn, l.postings, l.tolls, l.commission])).toEqual([
      ['2019-12-07', 1, 400, 16 - 9],
      ['2019-12-09', 1, 100, 2],
    ])
  })

  test('without anything new have the late lines alone', () => {
    expect(settle([late], { lastSettledOn: '2019-12-08' })).toMatchObject([{ settledOn: '2019-12-09' }])
  })

  test('wait with late lines where the day before is settled already', () => {
    expect(settle([late], { lastSettledOn: '2019-12-09' })).toEqual([])
  })

  test('of which nothing is told are none', () => {
    expect(settle([])).toEqual([])
  })
})
