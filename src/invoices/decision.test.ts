import { describe, expect, test } from 'vitest'
import { type Ore, ore } from '#core/money.ts'
import { decideInvoice } from './decision.ts'
import type { UninvoicedCharge } from './invoice.ts'

const trigger = { steps: [{ atLeast: ore(90001), every: { days: 0 } }], latest: { months: 3 } }

function charge(amount: number, on = '2019-11-05'): UninvoicedCharge {
  return {
    id: 1,
    kind: 'toll',
    chargerName: 'Ferde AS',
    stationName: 'Sandviken',
    passedAt: null,
    plate: null,
    tariff: ore(Math.abs(amount)) as Ore,
    amount: ore(amount),
    vatPercent: 0,
    vat: ore(0),
    chargedAt: Date.parse(`${on}T12:00:00Z`),
  }
}

function decided(
  charges: readonly UninvoicedCharge[],
  over: { parked?: boolean; by?: typeof trigger; endedOn?: string } = {},
) {
  return decideInvoice(
    { charges, parked: over.parked ?? false, lastInvoicedOn: undefined, endedOn: over.endedOn },
    { asOf: '2019-12-10', trigger: over.by, creditAfter: { months: 3 } },
  )
}

describe('what is uninvoiced', () => {
  test('is invoiced at once where no trigger is asked for', () => {
    expect(decided([charge(1960), charge(-1959)])).toEqual({ becomes: 'invoice', total: 1 })
  })

  test('is carried when it is nothing, or the customer is owed', () => {
    expect(decided([])).toMatchObject({ becomes: 'carried', because: 'negative' })
    expect(decided([charge(0)])).toMatchObject({ becomes: 'carried', because: 'negative' })
    expect(decided([charge(1960), charge(-3600)], { by: trigger })).toEqual({
      becomes: 'carried',
      because: 'negative',
      total: -1640,
      until: '2020-02-05',
    })
  })

  test('waits below the trigger, until a day that is said', () => {
    expect(decided([charge(1960, '2019-11-20'), charge(1960)], { by: trigger })).toMatchObject({
      becomes: 'carried',
      because: 'below-trigger',
      until: '2020-02-05',
    })
    expect(decided([charge(90001)], { by: trigger }).becomes).toBe('invoice')
    expect(decided([charge(100, '2019-09-10')], { by: trigger }).becomes).toBe('invoice')
    expect(decided([charge(100, '2019-09-11')], { by: trigger }).becomes).toBe('carried')
  })

  test('becomes a credit note when it was owed for three months, or the agreement has ended', () => {
    expect(decided([charge(-100, '2019-09-10')])).toEqual({ becomes: 'credit-note', total: -100 })
    expect(decided([charge(50, '2019-09-10'), charge(-100, '2019-09-11')]).becomes).toBe('carried')
    expect(decided([charge(-100)], { endedOn: '2019-12-10' }).becomes).toBe('credit-note')
    expect(decided([charge(-100)], { endedOn: '2019-12-11' })).toMatchObject({ until: '2019-12-11' })
    expect(decided([charge(100, '2019-01-01'), charge(-100, '2019-01-01')]).becomes).toBe('carried')
  })

  test('waits where somebody must look at it, however much it is', () => {
    expect(decided([charge(90001)], { parked: true })).toMatchObject({ because: 'parked', total: 90001 })
  })
})
