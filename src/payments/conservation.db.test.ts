import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectBooksToAgree } from './books.test-world.ts'
import { decideQueuedPayment, undoAllocation } from './decide-payment.ts'
import { NOW, type Paid, pay, payableDatabase } from './payments.test-world.ts'
import { readPaymentQueue } from './read-queue.ts'

const { database, invoices } = payableDatabase()

type Move =
  | { does: 'pay'; payments: readonly { which: number; amount: number }[] }
  | { does: 'decide'; which: number; invoice: number }
  | { does: 'undo'; which: number }

const amounts = fc.constantFrom(400, 1_000, 1_500, 2_500, -400, -1_000, -2_500)
const moves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('pay' as const),
      payments: fc.array(fc.record({ which: fc.nat(5), amount: amounts }), { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('decide' as const), which: fc.nat(20), invoice: fc.nat(3) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('undo' as const), which: fc.nat(20) }) },
)

test('however people pay, persons decide and banks take back, the books agree after every step', {
  timeout: 180_000,
}, async () => {
  const db = database.batch
  const four = await invoices([1_000, 2_000, 3_000, 90_000], { oneCustomer: true })
  const done = new Map<string, number>()
  const count = (what: string) => done.set(what, (done.get(what) ?? 0) + 1)

  async function move(step: Move): Promise<void> {
    if (step.does === 'pay') {
      const payments = step.payments.map(
        ({ which, amount }): Paid => ({ kid: four[which]?.kid ?? `777${which}`, amount }),
      )
      await pay(db, payments)
      return
    }
    if (step.does === 'decide') {
      const queue = await readPaymentQueue(db)
      const queued = queue[step.which % (queue.length || 1)]
      const choice = { paymentId: queued?.paymentId ?? 0, invoiceId: four[step.invoice]?.id ?? 0, now: NOW }
      const result = await decideQueuedPayment(db, choice)
      count(
        'refused' in result ? result.refused : (queued?.amountOre ?? 0) < 0 ? 'reversal decided' : 'decided',
      )
      return
    }
    const placed = await db<{ id: number }[]>`select id from payment where amount_ore > 0 order by id`
    const result = await undoAllocation(db, {
      paymentId: placed[step.which % (placed.length || 1)]?.id ?? 0,
      now: NOW,
    })
    count('refused' in result ? result.refused : 'undone')
  }

  await fc.assert(
    fc.asyncProperty(fc.array(moves, { minLength: 1, maxLength: 10 }), async (steps) => {
      for (const step of steps) {
        await move(step)
        await expectBooksToAgree(db)
      }
    }),
    { numRuns: 25, seed: 20_191_210, endOnFailure: true },
  )

  const states = await db<{ state: string }[]>`select distinct state from payment`
  expect(states.map(({ state }) => state).sort()).toEqual([
    'allocated',
    'partly',
    'queued',
    'reversal',
    'reversed',
  ])
  // The walk went where it is hard.
  for (const what of ['decided', 'reversal decided', 'undone', 'invoice-already-paid'])
    expect(done.get(what) ?? 0).toBeGreaterThan(0)
})
