import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { actOn, type KnownVippsPayment, outcomeOf, type VippsPayment, type VippsState } from './vipps.ts'

const NEW: KnownVippsPayment = {
  state: 'created',
  toCapture: undefined,
  captured: ore(0),
  refunded: ore(0),
}

function truth(
  over: Partial<Record<'authorized' | 'cancelled' | 'captured' | 'refunded', number>> = {},
): VippsPayment {
  const { authorized = 1_000, cancelled = 0, captured = 0, refunded = 0 } = over
  return {
    reference: 'reference-1',
    pspReference: 'psp-1',
    state: 'authorized',
    amount: ore(1_000),
    authorized: ore(authorized),
    cancelled: ore(cancelled),
    captured: ore(captured),
    refunded: ore(refunded),
  }
}

describe('a reserved payment', () => {
  test.each([
    ['is captured when the invoice is open', 1_000, { act: 'capture', amount: 1_000 }],
    ['is captured no further than the invoice is open', 300, { act: 'capture', amount: 300 }],
    ['is let go when nothing is open', 0, { act: 'cancel' }],
  ])('%s', (_, open, act) => {
    expect(actOn(truth(), NEW, ore(open))).toEqual(act)
  })

  test('is asked for with the sum decided before, whatever is open now', () => {
    expect(actOn(truth(), { ...NEW, toCapture: ore(700) }, ore(0))).toEqual({ act: 'capture', amount: 700 })
  })

  test('captured in part lets go of the rest', () => {
    expect(actOn(truth({ captured: 300 }), NEW, ore(700))).toEqual({ act: 'cancel' })
    expect(actOn(truth({ captured: 300, cancelled: 700 }), NEW, ore(700))).toBeUndefined()
  })

  test.each(['aborted', 'expired', 'terminated'] as const)(
    'that we have given up as %s is let go',
    (state) => {
      expect(actOn(truth(), { ...NEW, state }, ore(1_000))).toEqual({ act: 'cancel' })
      expect(outcomeOf(truth(), { ...NEW, state })).toMatchObject({ state, captured: 0 })
    },
  )
})

describe('a payment that is not reserved', () => {
  test.each([
    ['created', false],
    ['aborted', true],
    ['expired', true],
    ['terminated', true],
  ] as const)('and is %s asks nothing of us', (state, isEnded) => {
    const told = { ...truth({ authorized: 0 }), state }
    expect(actOn(told, NEW, ore(1_000))).toBeUndefined()
    expect(outcomeOf(told, NEW)).toEqual({ state, captured: 0, refunded: 0, isEnded })
  })
})

describe('what is booked', () => {
  test('is what came since, both ways', () => {
    const known = { ...NEW, state: 'captured' as VippsState, captured: ore(400) }
    expect(outcomeOf(truth({ captured: 1_000, refunded: 100 }), known)).toEqual({
      state: 'captured',
      captured: 600,
      refunded: 100,
      isEnded: true,
    })
  })

  test('all paid back is refunded; all let go is terminated', () => {
    expect(outcomeOf(truth({ captured: 1_000, refunded: 1_000 }), NEW)?.state).toBe('refunded')
    expect(outcomeOf(truth({ cancelled: 1_000 }), NEW)).toMatchObject({ state: 'terminated', isEnded: true })
  })

  test('does not change for what is told late', () => {
    const known = { ...NEW, state: 'captured' as VippsState, captured: ore(1_000) }
    expect(outcomeOf(truth(), known)).toBeUndefined()
  })

  test('is the same in whatever order the truths are read, and never more than was captured', () => {
    const steps = [
      { ...truth({ authorized: 0 }), state: 'created' as const },
      truth(),
      truth({ captured: 600 }),
      truth({ captured: 600, cancelled: 400 }),
      truth({ captured: 600, cancelled: 400, refunded: 600 }),
    ]
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 12 }), (order) => {
        const seen = [...order, 4]
        const end = seen.reduce((known, at) => {
          const outcome = outcomeOf(steps[at] ?? truth(), known)
          return outcome
            ? {
                ...known,
                state: outcome.state,
                captured: ore(known.captured + outcome.captured),
                refunded: ore(known.refunded + outcome.refunded),
              }
            : known
        }, NEW)
        expect(end).toMatchObject({ state: 'refunded', captured: 600, refunded: 600 })
      }),
    )
  })
})
