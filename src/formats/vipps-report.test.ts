import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseVippsReport } from './vipps-report.ts'

const entry = (entryType: string, amount: number, over: object = {}) => ({
  pspReference: `psp-${entryType}`,
  ledgerDate: '2019-12-11',
  entryType,
  reference: 'brikke-1',
  currency: 'NOK',
  amount,
  balanceAfter: 1,
  ...over,
})
const of = (...items: object[]) => Buffer.from(JSON.stringify({ items, cursor: 'x' }))

describe('a report of what Vipps pays out', () => {
  test('has its money, what was kept of it, and the sum that comes', () => {
    const bytes = of(
      entry('capture', 30_000),
      entry('capture', 20_000, { reference: 'brikke-2' }),
      entry('refund', -5_000),
      entry('fees-retained', -450),
      entry('payout-scheduled', -44_550, { pspReference: '2000001', reference: undefined }),
    )
    expect(parseVippsReport(bytes)).toEqual({
      reference: '2000001',
      paidOn: '2019-12-11',
      amount: 44_550,
      fee: 450,
      money: [
        { reference: 'brikke-1', amount: 30_000 },
        { reference: 'brikke-2', amount: 20_000 },
        { reference: 'brikke-1', amount: -5_000 },
      ],
    })
  })

  test.each([
    ['unknown-entry', [entry('top-up', 100), entry('payout-scheduled', -100)]],
    ['not-one-payout', [entry('capture', 100)]],
    [
      'not-one-payout',
      [entry('capture', 200), entry('payout-scheduled', -100), entry('payout-scheduled', -100)],
    ],
    ['sum-differs', [entry('capture', 100), entry('payout-scheduled', -99)]],
    ['sum-differs', [entry('refund', -100), entry('payout-scheduled', 100)]],
    ['sum-differs', [entry('capture', 100), entry('fees-retained', 5), entry('payout-scheduled', -105)]],
    ['not-a-vipps-report', [entry('capture', 100, { currency: 'DKK' }), entry('payout-scheduled', -100)]],
    ['not-a-vipps-report', [entry('capture', 1.5), entry('payout-scheduled', -1.5)]],
    ['not-a-vipps-report', [entry('capture', 1e15), entry('payout-scheduled', -1e15)]],
    ['not-a-vipps-report', []],
  ])('is refused as %s', (refused, items) => {
    expect(parseVippsReport(of(...items))).toMatchObject({ refused })
  })

  test('is refused whatever else it is', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(parseVippsReport(bytes)).toHaveProperty('refused')
      }),
    )
    expect(parseVippsReport(Buffer.from('{"items": ['))).toEqual({ refused: 'not-json' })
  })
})
