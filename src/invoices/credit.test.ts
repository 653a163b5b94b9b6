import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { type Credit, useCredits } from './credit.ts'

const kari = { partyId: 1, agreementId: 7, issuerId: 1 }
const credit = (creditId: number, left: number, over: Partial<Credit> = {}): Credit => ({
  creditId,
  creditNoteId: null,
  left: ore(left),
  ...kari,
  ...over,
})
const invoice = (total: number, over: object = {}) => ({
  issuer: { id: 1 },
  recipient: kari,
  dueOn: '2019-12-24',
  total: ore(total),
  ...over,
})

describe('credit on an invoice', () => {
  test('is used as far as the invoice goes, that which is first first', () => {
    expect(useCredits([invoice(700)], [credit(1, 300), credit(2, 500)])).toEqual([
      [
        { creditId: 1, creditNoteId: null, amount: 300 },
        { creditId: 2, creditNoteId: null, amount: 400 },
      ],
    ])
  })

  test('that one invoice leaves is used on the next of the same run', () => {
    const [first, second] = useCredits([invoice(200), invoice(200)], [credit(1, 300)])
    expect([first, second]).toMatchObject([[{ amount: 200 }], [{ amount: 100 }]])
  })

  test('of another customer, agreement or issuer is not touched', () => {
    const others = [
      credit(1, 900, { partyId: 2 }),
      credit(2, 900, { agreementId: 8 }),
      credit(3, 900, { issuerId: 2 }),
    ]
    expect(useCredits([invoice(700)], others)).toEqual([[]])
  })

  test('is used neither on a credit note nor on an offer to pay ahead', () => {
    const asked = [invoice(-700, { dueOn: null }), invoice(700, { dueOn: null })]
    expect(useCredits(asked, [credit(1, 300)])).toEqual([[], []])
  })

  test('of no agreement is used on an invoice of none', () => {
    const owners = { recipient: { partyId: 1, agreementId: null } }
    expect(useCredits([invoice(700, owners)], [credit(1, 300, { agreementId: 0 })])).toMatchObject([
      [{ amount: 300 }],
    ])
  })
})

test('never more is used than there is, nor than is asked for, and all that both allow', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 6 })
  fc.assert(
    fc.property(amounts, amounts, (asked, kept) => {
      const uses = useCredits(
        asked.map((total) => invoice(total)),
        kept.map((left, i) => credit(i + 1, left)),
      )
      const used = uses.map((own) => own.reduce((sum, { amount }) => sum + amount, 0))
      expect(used.every((sum, i) => sum <= (asked[i] ?? 0))).toBe(true)
      for (const [i, left] of kept.entries()) {
        const of = uses.flat().filter(({ creditId }) => creditId === i + 1)
        expect(of.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(left)
      }
      const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0)
      expect(sum(used)).toBe(Math.min(sum(asked), sum(kept)))
    }),
  )
})
