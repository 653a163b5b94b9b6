import { describe, expect, test } from 'vitest'
import { startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { ferryRules, legIdOf } from '#test/ferry.ts'
import type { FerryDiscount } from './fare.ts'
import { agreedAmount } from './prepaid-amount.ts'
import { type FerryTrip, priceTrip } from './price.ts'

const RULES = ferryRules()
const NOBODY = { adults: 0, children: 0, seniors: 0 }

type Change = Partial<Omit<FerryTrip, 'legId' | 'sailedAt'>> & { leg?: string; on?: string }

function price(
  { leg = 'anda-lote', on = '2019-12-10', ...change }: Change,
  discount: FerryDiscount = 'none',
) {
  const trip = { length_cm: 450, motorcycle: false, zeroEmission: false, persons: NOBODY, ...change }
  return priceTrip({ ...trip, legId: legIdOf(RULES, leg), sailedAt: startOfOsloDay(on) }, discount, RULES)
}

function steps(priced: ReturnType<typeof price>) {
  if (isRefusal(priced)) throw new Error(priced.refused)
  return priced.steps
}

describe('a trip has no price', () => {
  test.each<[string, Change, string]>([
    ['on a leg whose fares are not known', { leg: 'halhjem-sandvikvag' }, 'no-fare'],
    ['on a day without a fare, whatever the day before was', { on: '2021-01-01' }, 'no-fare'],
    ['before the scheme began', { on: '2018-12-31' }, 'before-the-scheme'],
    ['of no length', { length_cm: 0 }, 'impossible-length'],
    ['longer than any vehicle', { length_cm: 4001 }, 'impossible-length'],
    ['above the last group of its regulation', { leg: 'horn-igeroy', length_cm: 2201 }, 'no-fare'],
    [
      'by zero emission where the authority’s share is not known',
      { leg: 'bodo-moskenes', on: '2019-12-10', zeroEmission: true },
      'no-fare',
    ],
  ])('%s', (_, change, refused) => {
    expect(price(change)).toMatchObject({ refused })
  })

  test('on a leg that nobody knows', () => {
    const trip = { legId: 99_999, sailedAt: 0, length_cm: 450, motorcycle: false, zeroEmission: false }
    expect(priceTrip({ ...trip, persons: NOBODY }, 'none', RULES)).toEqual({ refused: 'unknown-leg' })
  })
})

describe('a discount is given by the medium of the connection only', () => {
  test.each<[string, Change, FerryDiscount, number, string | undefined]>([
    ['a tag alone on a connection by tag', {}, 'tag', 10, undefined],
    ['a tag alone on a connection by card', { leg: 'horn-igeroy' }, 'tag', 0, 'card'],
    ['an agreement on a connection by card', { leg: 'horn-igeroy' }, 'private', 50, undefined],
    [
      'an agreement outside the scheme',
      { leg: 'moss-horten', on: '2021-08-01' },
      'private',
      0,
      'outside-the-scheme',
    ],
    [
      'an agreement where the medium is not known',
      { leg: 'garten-storfosna', on: '2021-03-01' },
      'private',
      0,
      'medium-not-known',
    ],
  ])('%s', (_, change, discount, percent, because) => {
    const priced = price(change, discount)
    expect(priced).toMatchObject({ discountPercent: percent })
    expect(steps(priced).find((s) => s.step === 'no-ferry-discount')?.because).toBe(because)
  })
})

test('persons pay where the regulation says so, and travel free elsewhere', () => {
  const persons = { adults: 1, children: 0, seniors: 0 }
  expect(price({ leg: 'horn-igeroy', persons })).toMatchObject({ personFare: 6_200 })
  const free = price({ persons })
  expect(free).toMatchObject({ personFare: 0 })
  expect(steps(free).map((s) => s.step)).toContain('persons-free')
})

test('a table that prints what zero emission pays goes before the share', () => {
  const priced = price({ leg: 'garten-storfosna', on: '2021-03-01', length_cm: 900, zeroEmission: true })
  expect(priced).toMatchObject({ fullFare: 12_000 })
  expect(steps(priced).map((s) => s.step)).toContain('zero-emission-fare')
})

test('a heavy vehicle that tows pays by the length of both', () => {
  const towing = { towingLength_cm: 550, light: false }
  expect(price({ length_cm: 950, towing })).toMatchObject({ group: 'AP3', factor: 1 })
  expect(price({ length_cm: 950, towing: { ...towing, light: true } })).toMatchObject({
    group: 'AP1',
    factor: 2,
  })
})

test('what is towed multiplies the toll part, too', () => {
  const towing = { towingLength_cm: 450, light: true }
  expect(price({ leg: 'flakk-rorvik', length_cm: 900, towing })).toMatchObject({ fullToll: 2 * 5_300 })
})

test('an amount that is not known is refused, and nobody else’s is taken', () => {
  expect(agreedAmount('organisation', [450, 1200], '2020-05-01', RULES)).toMatchObject({
    refused: 'no-prepaid-amount',
  })
  expect(agreedAmount('private', [450], '2020-05-01', RULES)).toBe(120_000)
  expect(agreedAmount('private', [450], '2025-01-01', RULES)).toMatchObject({ refused: 'no-prepaid-amount' })
  expect(agreedAmount('private', [], '2020-01-01', RULES)).toBe(0)
})
