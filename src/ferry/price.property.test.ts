import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { ferryRules } from '#test/ferry.ts'
import type { FerryDiscount } from './fare.ts'
import { type FerryTrip, type PricedTrip, priceTrip } from './price.ts'
import { vatInside } from './round.ts'

const RULES = ferryRules()
const PRICED_LEGS = [...RULES.legs.values()].filter((leg) => leg.fares.length > 0)
const DISCOUNTS: readonly FerryDiscount[] = ['none', 'tag', 'private', 'organisation']

/** Any vehicle on a leg that has fares, on a day on which one of them holds. */
const trips: fc.Arbitrary<FerryTrip> = fc
  .constantFrom(...PRICED_LEGS.flatMap((leg) => leg.fares.map((fare) => ({ leg, from: fare.from }))))
  .chain(({ leg, from }) =>
    fc.record({
      legId: fc.constant(leg.id),
      sailedAt: fc.integer({ min: 0, max: 300 }).map((days) => startOfOsloDay(from) + days * 86_400_000),
      length_cm: fc.integer({ min: 1, max: 2600 }),
      motorcycle: fc.boolean(),
      zeroEmission: fc.boolean(),
      towing: fc.option(
        fc.record({ towingLength_cm: fc.integer({ min: 100, max: 1200 }), light: fc.boolean() }),
        {
          nil: undefined,
        },
      ),
      persons: fc.record({ adults: fc.nat(4), children: fc.nat(4), seniors: fc.nat(2) }),
    }),
  )

/** Of any trip that has a price. How many had is counted, so that a rule that refuses all is seen. */
function holds(check: (priced: PricedTrip, trip: FerryTrip, discount: FerryDiscount) => void): number {
  let seen = 0
  fc.assert(
    fc.property(trips, fc.constantFrom(...DISCOUNTS), (trip, discount) => {
      const priced = priceTrip(trip, discount, RULES)
      if (isRefusal(priced)) return
      seen++
      check(priced, trip, discount)
    }),
    { numRuns: 1500 },
  )
  return seen
}

describe('whatever sails', () => {
  test('no discount makes a trip dearer, and nothing is below nought', () => {
    const seen = holds(({ fare, toll, personFare, fullFare, fullToll, fullPersonFare }) => {
      for (const [pays, full] of [
        [fare, fullFare],
        [toll, fullToll],
        [personFare, fullPersonFare],
      ] as const) {
        expect(pays).toBeGreaterThanOrEqual(0)
        expect(pays).toBeLessThanOrEqual(full)
      }
    })
    expect(seen).toBeGreaterThan(500)
  })

  test('the steps that change the price add up to what is paid', () => {
    holds((priced) => {
      const off = priced.steps.map((s) =>
        s.step === 'ferry-discount' || s.step === 'person-discount' ? s.amount_ore : 0,
      )
      const full = priced.fullFare + priced.fullToll + priced.fullPersonFare
      expect(full + off.reduce((sum, amount) => sum + amount, 0)).toBe(
        priced.fare + priced.toll + priced.personFare,
      )
    })
  })

  test('VAT is inside fare and person fare, and the toll part has none', () => {
    holds((priced) => {
      expect(priced.fareVat).toBe(vatInside(priced.fare, priced.vatPercent))
      expect(priced.vat).toBe(priced.fareVat + priced.personVat)
      expect(priced.vat).toBeLessThanOrEqual(priced.fare + priced.personFare)
    })
  })

  test('the same trip has the same price, in steps as in sums', () => {
    holds((priced, trip, discount) => expect(priceTrip(trip, discount, RULES)).toEqual(priced))
  })

  test('a private agreement never pays more than an organisation, nor that more than a tag', () => {
    holds((_, trip) => {
      const paid = (['private', 'organisation', 'none'] as const).map((discount) => {
        const priced = priceTrip(trip, discount, RULES)
        return isRefusal(priced) ? 0 : priced.fare + priced.toll
      })
      expect(paid).toEqual(paid.toSorted((a, b) => a - b))
    })
  })

  test('a longer vehicle never pays less, when nothing is towed', () => {
    fc.assert(
      fc.property(trips, fc.integer({ min: 0, max: 800 }), (trip, more) => {
        const alone = { ...trip, towing: undefined, motorcycle: false, zeroEmission: false }
        const [short, long] = [alone, { ...alone, length_cm: alone.length_cm + more }].map((one) =>
          priceTrip(one, 'none', RULES),
        )
        if (short && long && !isRefusal(short) && !isRefusal(long))
          expect(long.fullFare).toBeGreaterThanOrEqual(short.fullFare)
      }),
      { numRuns: 1500 },
    )
  })
})
