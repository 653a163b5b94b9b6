import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { RULES } from './ferry.test-world.ts'
import { type AgreementKind, agreedAmount, differenceFor, type Stay } from './prepaid-amount.ts'

const DAY = '2019-12-10'
const [CAR, LORRY, TRAIN] = [480, 1_000, 1_800]
const on = (length_cm: number, from = 0): Stay => ({ length_cm, from })
const left = (length_cm: number, from: number, until: number): Stay => ({ length_cm, from, until })

const difference = (kind: AgreementKind, stays: readonly Stay[], added_cm: number, rules = RULES) => {
  const asked = differenceFor(kind, { stays, added_cm }, DAY, rules)
  return isRefusal(asked) ? asked : asked / 100
}

describe('a further vehicle asks for the difference to what its account has been asked for', () => {
  test.each([
    ['of a private customer: nothing for one no dearer', 'private', [on(CAR)], CAR, 0],
    ['the difference for a dearer one', 'private', [on(CAR)], LORRY, 10_400],
    ['nothing for a dearer one that comes back', 'private', [on(CAR), left(LORRY, 1, 2)], LORRY, 0],
    ['what is left of it for one dearer still', 'private', [on(CAR), left(LORRY, 1, 2)], TRAIN, 12_400],
    ['of an organisation: the whole amount of each', 'organisation', [on(CAR)], LORRY, 13_900],
    ['nothing for one that comes back', 'organisation', [on(CAR), left(LORRY, 1, 2)], LORRY, 0],
    ['nothing for one in the place of another', 'organisation', [on(CAR), left(TRAIN, 1, 2)], LORRY, 0],
    [
      'its own for one beside that',
      'organisation',
      [on(CAR), left(LORRY, 1, 2), on(LORRY, 3)],
      LORRY,
      13_900,
    ],
    [
      'one change in an instant is no two vehicles',
      'organisation',
      [left(CAR, 0, 5), on(CAR, 5)],
      CAR,
      3_500,
    ],
  ] as const)('%s', (_, kind, stays, added_cm, amount) => {
    expect(difference(kind, stays, added_cm)).toBe(amount)
  })

  test('a vehicle that has left, whose amount is not known that day, hinders none that is known', () => {
    const classes = [{ toCm: 800, amountOre: ore(120_000) }, { toCm: 1750 }, {}]
    const value = { classes, certainty: 'derived' as const }
    const rules = { ...RULES, prepaidAmounts: [{ from: '2019-01-01', source: 'test', value }] }
    const stays = [on(CAR), left(LORRY, 1, 2)]
    expect(difference('private', stays, CAR, rules)).toBe(0)
    expect(difference('organisation', stays, CAR, rules)).toBe(1_200)
    expect(difference('private', stays, LORRY, rules)).toMatchObject({ refused: 'no-prepaid-amount' })
  })

  test('however they come and go, together they ask for what the most of them ask for', () => {
    const steps = fc.array(
      fc.record({ length_cm: fc.constantFrom(CAR, 700, LORRY, TRAIN), leaves: fc.option(fc.nat(9)) }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(steps, fc.constantFrom('private' as const, 'organisation' as const), (of, kind) => {
        let stays: readonly Stay[] = [on(CAR)]
        const amountNow = () => {
          const present = stays.filter(({ until }) => until === undefined)
          const amount = agreedAmount(
            kind,
            present.map(({ length_cm }) => length_cm),
            DAY,
            RULES,
          )
          if (isRefusal(amount)) throw new Error(amount.refused)
          return amount / 100
        }
        let [asked, most] = [amountNow(), amountNow()]
        for (const [i, { length_cm, leaves }] of of.entries()) {
          const asksFor = difference(kind, stays, length_cm)
          if (typeof asksFor !== 'number') throw new Error(asksFor.refused)
          asked += asksFor
          stays = [...stays, on(length_cm, 2 * i + 1)]
          most = Math.max(most, amountNow())
          expect(asked).toBe(most)
          const gone = leaves === null ? undefined : stays[leaves % stays.length]
          stays = stays.map((stay) => (stay === gone && !stay.until ? { ...stay, until: 2 * i + 2 } : stay))
        }
      }),
      { numRuns: 300 },
    )
  })
})
