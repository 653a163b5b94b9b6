import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kroner, ore, roundHalfUp, sumOre } from './money.ts'

describe('øre', () => {
  test.each([0.5, Number.NaN, Infinity, 2 ** 53, -(2 ** 53)])('are not %d', (amount) => {
    expect(() => ore(amount)).toThrow(RangeError)
  })

  test('have no minus nought', () => {
    expect(Object.is(ore(-0), 0)).toBe(true)
    expect(Object.is(roundHalfUp(-1, 3), 0)).toBe(true)
  })

  test('are added without loss, and not beyond what is safe', () => {
    expect(sumOre([ore(1), ore(-3), ore(2)])).toBe(0)
    expect(sumOre([])).toBe(0)
    expect(() => sumOre([ore(Number.MAX_SAFE_INTEGER), ore(1), ore(1)])).toThrow(RangeError)
  })
})

describe('kroner', () => {
  test('of a tariff with two decimals are exact, though 0.1 is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (amount) => {
        expect(kroner(Number((amount / 100).toFixed(2)))).toBe(amount === 0 ? 0 : amount)
      }),
    )
    expect(kroner(1.1) + kroner(2.2)).toBe(kroner(3.3))
  })

  test.each([0.005, 12.345, 0.001])('with three decimals, %d, are a mistake', (amount) => {
    expect(() => kroner(amount)).toThrow(RangeError)
  })
})

describe('rounding', () => {
  test.each([
    [5, 10, 1],
    [4, 10, 0],
    [-5, 10, -1],
    [15, 10, 2],
    [25, 10, 3],
    [2_550 * 80, 100, 2_040],
    [1_999 * 20, 100, 400],
    [5, -10, -1],
  ])('%d / %d is %d', (numerator, denominator, rounded) => {
    expect(roundHalfUp(numerator, denominator)).toBe(rounded)
  })

  const amounts = fc.integer({ min: -10_000_000, max: 10_000_000 })
  const percents = fc.integer({ min: 0, max: 100 })

  test('of a credit mirrors the charge it takes back', () => {
    fc.assert(
      fc.property(amounts, percents, (amount, percent) => {
        expect(roundHalfUp(amount * percent, 100) + roundHalfUp(-amount * percent, 100)).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })

  test('is half away from zero, as whole numbers of any size tell', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 100_000 }), (numerator, denominator) => {
        const [n, d] = [BigInt(Math.abs(numerator)), BigInt(denominator)]
        const expected = Number((2n * n + d) / (2n * d)) * Math.sign(numerator)
        expect(roundHalfUp(numerator, denominator)).toBe(expected === 0 ? 0 : expected)
      }),
      { numRuns: 5000 },
    )
  })

  test('refuses what was multiplied out too far', () => {
    expect(() => roundHalfUp(2 ** 53, 100)).toThrow(RangeError)
  })
})
