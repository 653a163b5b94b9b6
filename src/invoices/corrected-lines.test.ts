import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore, sumOre } from '#core/money.ts'
import { type CorrectingLine, correctedLines } from './corrected-lines.ts'

const NO_VAT = ore(0)

function takenBack(amount: number, anew?: number): CorrectingLine {
  return {
    lineId: 1,
    amount: ore(0 - amount),
    vat: NO_VAT,
    invoiceNumber: '2019-7',
    anew: anew === undefined ? undefined : { lineId: 2, amount: ore(anew), vat: NO_VAT },
  }
}

describe('a line that corrects an earlier invoice', () => {
  test('shows the difference, and names the invoice', () => {
    const { corrected, hidden } = correctedLines([takenBack(3920, 2400)])
    expect([...corrected]).toEqual([
      [2, { invoiceNumber: '2019-7', before: 3920, now: 2400, difference: -1520, vat: 0 }],
    ])
    expect(hidden).toEqual([1])
  })

  test('stands alone where the passage is not booked anew', () => {
    const { corrected, hidden } = correctedLines([takenBack(3920)])
    expect(corrected.get(1)).toMatchObject({ before: 3920, now: 0, difference: -3920 })
    expect(hidden).toEqual([])
  })

  test('is none where the same is booked again', () => {
    expect(correctedLines([takenBack(3920, 3920)])).toEqual({ corrected: new Map(), hidden: [1, 2] })
  })

  test('leaves the sum of the invoice as it is', () => {
    const money = fc.integer({ min: 0, max: 100_000 })
    const pair = fc.record({ amount: money, anew: fc.option(money, { nil: undefined }), same: fc.boolean() })
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const lines = pairs.map(({ amount, anew, same }, i) => {
          const line = takenBack(amount, same ? amount : anew)
          return {
            ...line,
            lineId: 2 * i,
            anew: line.anew && { ...line.anew, lineId: 2 * i + 1, vat: ore(i) },
          }
        })
        const stored = new Map(
          lines.flatMap(({ lineId, amount, anew }) => [
            [lineId, amount] as const,
            ...(anew ? [[anew.lineId, anew.amount] as const] : []),
          ]),
        )
        const { corrected, hidden } = correctedLines(lines)
        const shown = [...stored].filter(([id]) => !hidden.includes(id))
        expect(sumOre(shown.map(([id, amount]) => corrected.get(id)?.difference ?? amount))).toBe(
          sumOre([...stored.values()]),
        )
        expect(sumOre([...corrected.values()].map(({ vat }) => vat))).toBe(
          sumOre(lines.map(({ anew }) => anew?.vat ?? NO_VAT)),
        )
      }),
    )
  })
})
