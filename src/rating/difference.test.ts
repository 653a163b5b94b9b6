import { expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import type { PriceStep } from '#core/price-step.ts'
import { difference } from './difference.ts'
import type { Outcome } from './stretch.ts'

const freedBy = (opener: number): PriceStep => ({
  step: 'hour-rule',
  mode: 'first',
  group: 'ring',
  minutes: 60,
  opener,
  paid: opener,
  amount_ore: -2000,
})
const rated = (opener: number, startedAt: number, amount = 0): Outcome => ({
  outcome: 'charged',
  passageId: 3,
  openUntil: startedAt,
  counted: undefined,
  tariff: ore(2000),
  amount: ore(amount),
  because: [freedBy(opener)],
  window: { group: 'ring', startedAt, endsAt: startedAt + 3_600_000 },
})
const booked = {
  state: 'charged',
  chargeId: 7,
  tariff: ore(2000),
  amount: ore(0),
  because: [freedBy(1)],
  windowStart: 100,
} as const

test('the same price for the same reasons changes nothing', () => {
  expect(difference(rated(1, 100), booked)).toEqual({ change: 'none' })
})

test.each([
  ['another passage opened the window', rated(2, 100)],
  ['the window began earlier', rated(1, 90)],
])('the same price is told anew and not booked anew when %s', (_, outcome) => {
  expect(difference(outcome, booked)).toEqual({ change: 'explain', replaces: booked })
})

test('another price is booked, whatever the reasons', () => {
  expect(difference(rated(1, 100, 500), booked)).toEqual({ change: 'charge', replaces: booked })
})
