import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import type { PayableInvoice } from '#invoices/store.ts'
import { allocate, type Decision, type EarlierPayment, type IncomingPayment } from './allocation.ts'

const anInvoice = (id: number, over: Partial<PayableInvoice> = {}): PayableInvoice => ({
  id,
  kid: `10${id}`,
  partyId: id,
  agreementId: id,
  issuerId: 1,
  totalOre: ore(2_000),
  allocatedOre: ore(0),
  state: 'sent',
  ...over,
})
const aPayment = (id: number, amount: number, kid = '101'): IncomingPayment => ({
  id,
  issuerId: 1,
  kid,
  amount: ore(amount),
})
const decided = (
  amounts: readonly number[],
  invoice = anInvoice(1),
  earlier: readonly EarlierPayment[] = [],
) =>
  allocate(
    amounts.map((amount, i) => aPayment(i + 1, amount)),
    { invoices: [invoice], earlier },
  ).map(shortly)

/** State, and what went where. */
function shortly(decision: Decision) {
  if (decision.state === 'queued') return decision.because
  if (decision.state === 'reversal') return `takes back ${decision.takesBack.id}`
  return `${decision.state} ${decision.allocated}+${decision.credit}`
}

describe('what becomes of payments to one invoice', () => {
  test.each([
    ['exact', [2_000], ['allocated 2000+0']],
    ['short', [1_999], ['allocated 1999+0']],
    ['short and the rest', [1_500, 500], ['allocated 1500+0', 'allocated 500+0']],
    ['over', [2_001], ['partly 2000+1']],
    ['in parts, the last one over', [1_500, 800], ['allocated 1500+0', 'partly 500+300']],
    ['double', [2_000, 2_000], ['allocated 2000+0', 'partly 0+2000']],
    ['taken back', [2_000, -2_000], ['allocated 2000+0', 'takes back 1']],
    [
      'taken back and paid anew',
      [2_000, -2_000, 2_000],
      ['allocated 2000+0', 'takes back 1', 'allocated 2000+0'],
    ],
    [
      'of two, the later taken back',
      [2_000, 2_000, -2_000, 1],
      ['allocated 2000+0', 'partly 0+2000', 'takes back 2', 'partly 0+1'],
    ],
    ['taken back before it came', [-2_000, 2_000], ['reversal-without-payment', 'allocated 2000+0']],
    [
      'taken back twice',
      [2_000, -2_000, -2_000],
      ['allocated 2000+0', 'takes back 1', 'reversal-without-payment'],
    ],
    ['taken back at another amount', [2_000, -1_999], ['allocated 2000+0', 'reversal-without-payment']],
  ])('%s', (_, amounts, expected) => {
    expect(decided(amounts)).toEqual(expected)
  })

  test('that some of is paid already', () => {
    expect(decided([2_000], anInvoice(1, { allocatedOre: ore(1_500), state: 'partly-paid' }))).toEqual([
      'partly 500+1500',
    ])
    expect(decided([2_000], anInvoice(1, { allocatedOre: ore(2_000), state: 'paid' }))).toEqual([
      'partly 0+2000',
    ])
  })

  test('that takes no payment', () => {
    expect(decided([2_000], anInvoice(1, { state: 'credited' }))).toEqual(['invoice-credited'])
    expect(decided([2_000], anInvoice(1, { state: 'replaced-by-reminder' }))).toEqual(['invoice-replaced'])
    expect(decided([2_000], anInvoice(1, { kid: '999' }))).toEqual(['unknown-kid'])
    expect(decided([2_000], anInvoice(1, { issuerId: 2 }))).toEqual(['unknown-kid'])
  })

  test('that a reminder replaced goes to the reminder, and through a second one to that', () => {
    const first = anInvoice(1, { state: 'replaced-by-reminder', replacedBy: 2 })
    const second = anInvoice(2, { state: 'replaced-by-reminder', replacedBy: 3 })
    const third = anInvoice(3, { totalOre: ore(2_700) })
    const [decision] = allocate([aPayment(1, 3_000, first.kid)], {
      invoices: [first, second, third],
      earlier: [],
    })
    expect(decision).toMatchObject({ state: 'partly', invoice: { id: 3 }, allocated: 2_700, credit: 300 })
  })

  test('of which an earlier file’s payment is taken back', () => {
    const paid = anInvoice(1, { allocatedOre: ore(2_000), state: 'paid' })
    const earlier = [{ ...aPayment(77, 2_000), invoiceId: 1, allocated: ore(2_000), partyId: 1 }]
    expect(decided([-2_000, 1_200], paid, earlier)).toEqual(['takes back 77', 'allocated 1200+0'])
    expect(decided([-2_000], paid, [{ ...earlier[0]!, issuerId: 2 }])).toEqual(['reversal-without-payment'])
  })

  test('without a KID is never matched by its amount', () => {
    const decisions = allocate([aPayment(1, 500, ''), aPayment(2, -500, '')], { invoices: [], earlier: [] })
    expect(decisions.map(shortly)).toEqual(['unknown-kid', 'reversal-without-payment'])
  })
})

test('whatever comes in, no øre is lost or made, and nothing goes beyond what came in or is owed', () => {
  const hard = { over: 0, reversed: 0, unknown: 0 }
  const moves = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(500, 1_000, 2_000, 2_500), fc.boolean()),
    {
      maxLength: 30,
    },
  )
  fc.assert(
    fc.property(
      moves,
      fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 3, maxLength: 3 }),
      (drafts, paid) => {
        const invoices = paid.map((amount, i) =>
          anInvoice(i + 1, { allocatedOre: ore(amount), state: amount === 2_000 ? 'paid' : 'sent' }),
        )
        const payments = drafts.map(([which, amount, minus], i) =>
          aPayment(i + 1, minus ? -amount : amount, `10${which}`),
        )
        const decisions = allocate(payments, { invoices, earlier: [] })
        expect(decisions.map(({ paymentId }) => paymentId)).toEqual(payments.map(({ id }) => id))

        const allocated = new Map(invoices.map(({ id, allocatedOre }) => [id, allocatedOre as number]))
        const live = new Map<number, { invoiceId: number; allocated: number; credit: number }>()
        let queued = 0
        decisions.forEach((decision, i) => {
          const amount = payments[i]!.amount
          if (decision.state === 'queued') {
            queued += amount
            hard.unknown += decision.because === 'unknown-kid' ? 1 : 0
          } else if (decision.state === 'reversal') {
            const taken = live.get(decision.takesBack.id)
            expect(decision.takesBack.amount).toBe(-amount)
            expect(decision.takesBack.id).toBeLessThan(decision.paymentId)
            hard.reversed++
            // One that waited in the queue is no longer there either.
            if (!taken) queued += amount
            else allocated.set(taken.invoiceId, (allocated.get(taken.invoiceId) ?? 0) - taken.allocated)
            live.delete(decision.takesBack.id)
          } else {
            const { invoice, credit } = decision
            expect(decision.allocated + credit).toBe(amount)
            expect(Math.min(decision.allocated, credit)).toBeGreaterThanOrEqual(0)
            expect(decision.state === 'partly').toBe(credit > 0)
            const now = (allocated.get(invoice.id) ?? 0) + decision.allocated
            expect(now).toBeLessThanOrEqual(invoice.totalOre)
            // Credit only when nothing more is owed.
            if (credit > 0) expect(now).toBe(invoice.totalOre)
            hard.over += credit > 0 ? 1 : 0
            allocated.set(invoice.id, now)
            live.set(decision.paymentId, { invoiceId: invoice.id, allocated: decision.allocated, credit })
          }
        })
        const came = payments.reduce((sum, { amount }) => sum + amount, 0)
        const placed = [...live.values()].reduce((sum, p) => sum + p.allocated + p.credit, 0)
        expect(placed + queued).toBe(came)
      },
    ),
    { numRuns: 1_000, seed: 4711 },
  )
  expect(Math.min(hard.over, hard.reversed, hard.unknown)).toBeGreaterThan(100)
})

test('a hundred thousand payments are decided in a moment', () => {
  const payments = Array.from({ length: 100_000 }, (_, i) =>
    aPayment(i, i % 3 === 2 ? -1_000 : 1_000, `10${i % 50}`),
  )
  const invoices = Array.from({ length: 50 }, (_, i) => anInvoice(i))
  const began = performance.now()
  allocate(payments, { invoices, earlier: [] })
  expect(performance.now() - began).toBeLessThan(5_000)
})
