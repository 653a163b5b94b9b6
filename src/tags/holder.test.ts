import { describe, expect, test } from 'vitest'
import { type Assignment, holderAt, payerAt } from './holder.ts'

const march = Date.parse('2019-03-01T00:00:00+01:00')
const june = Date.parse('2019-06-01T00:00:00+02:00')
const december = Date.parse('2019-12-01T00:00:00+01:00')

function held(over: Partial<Assignment> = {}): Assignment {
  return {
    agreementId: 1,
    partyId: 1,
    issuerId: 1,
    vehicleId: 1,
    tagId: 1,
    from: march,
    to: june,
    agreementFrom: 0,
    agreementTo: Number.POSITIVE_INFINITY,
    deletesPassages: false,
    blocked: [],
    supplementary: [],
    ...over,
  }
}

describe('Who holds a tag or plate at an instant', () => {
  const first = held()
  const second = held({ agreementId: 2, from: june, to: Number.POSITIVE_INFINITY })

  test.each([
    ['before the first', march - 1, undefined],
    ['at the first instant of the first', march, 1],
    ['at the last millisecond of the first', june - 1, 1],
    ['at the instant one hands over to the other', june, 2],
    ['long after', december, 2],
  ])('%s', (_, at, agreementId) => {
    expect(holderAt([first, second], at)?.agreementId).toBe(agreementId)
    expect(holderAt([second, first], at)?.agreementId).toBe(agreementId)
  })

  test('nobody under an agreement that has not begun, or is over', () => {
    const late = held({ agreementFrom: march + 1, agreementTo: march + 3 })
    expect([march, march + 1, march + 2, march + 3].map((at) => holderAt([late], at) !== undefined)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('an agreement is blocked from the first instant of a block to before the first outside it', () => {
    const blocked = held({ blocked: [{ from: march + 10, to: march + 20 }] })
    expect([9, 10, 19, 20].map((after) => payerAt(blocked, 1, march + after).blocked)).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(holderAt([blocked], march + 15)).toBe(blocked)
  })

  test('the charger’s own supplementary agreement pays that charger, while it lasts', () => {
    const supplementary = {
      agreementId: 9,
      partyId: 1,
      issuerId: 2,
      from: march + 10,
      to: march + 20,
      blocked: [{ from: march + 15, to: march + 16 }],
    }
    const both = held({ supplementary: [supplementary] })
    const payers = [9, 10, 15, 20].map((after) => payerAt(both, 2, march + after))
    expect(payers.map((payer) => payer.agreementId)).toEqual([1, 9, 9, 1])
    expect(payers.map((payer) => payer.blocked)).toEqual([false, false, true, false])
    expect(payerAt(both, 1, march + 12).agreementId).toBe(1)
  })
})
