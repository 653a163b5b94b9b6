// long because: what a day posts, and what is agreed after it, are tried on one account and its days.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ore, ore } from '#core/money.ts'
import { LIMITS, RULES } from './ferry.test-world.ts'
import { tripRulesOn } from './pricing.ts'
import {
  type Arrived,
  departureOf,
  type FerryAccount,
  type KnownTrip,
  postDay,
  referenceOf,
  type Statement,
} from './statement.ts'
import type { ReceivedTrip } from './trip.ts'

const rules = tripRulesOn(RULES, '2019-12-10')!

const NOTHING: Arrived = { payments: [], cards: [], trips: [], known: new Map(), sailed: new Map() }

/** What a day brings: payments of the opening invoice, and versions of few trips, so that they meet. */
const day = fc.record({
  payments: fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 3 }),
  cards: fc.array(fc.constant(5_000), { maxLength: 1 }),
  trips: fc.uniqueArray(
    fc.record({
      reference: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      version: fc.integer({ min: 1, max: 4 }),
      leg: fc.constantFrom('anda-lote', 'horn-igeroy', 'flakk-rorvik', 'nowhere'),
      minute: fc.integer({ min: 0, max: 3 }),
      length_cm: fc.constantFrom(400, 600, 601, 800),
      cancelled: fc.boolean(),
      persons: fc.record({ adults: fc.nat(2), children: fc.nat(1), seniors: fc.nat(1) }),
      tagPayer: fc.constantFrom('tag-issuer' as const, 'other-issuer' as const, undefined),
      hasCard: fc.boolean(),
    }),
    { selector: ({ reference, version }) => `${reference} ${version}`, maxLength: 8 },
  ),
})
type Day = typeof day extends fc.Arbitrary<infer One> ? One : never

/** Days one after another, each known to the next as the tables would tell it. */
function live(
  days: readonly Day[],
  kind: 'private' | 'organisation',
  arrange: <T>(rows: T[]) => T[] = (rows) => rows,
) {
  let account = anAccount(kind)
  const known = new Map<string, KnownTrip>()
  const sailed = new Map<string, string>()
  const seen = new Set<string>()
  const statements: { readonly statement: Statement; readonly paid: number }[] = []
  let id = 0
  for (const one of days) {
    const payments = one.payments.map((amount) => ({ allocationId: ++id, invoiceId: 1, amount: ore(amount) }))
    const cards = one.cards.map((fee) => ({ cardId: ++id, fee: ore(fee) }))
    // The schema takes a version once: a replay is known before it is posted.
    const fresh = one.trips.filter(({ reference, version }) => !seen.has(`${reference} ${version}`))
    for (const { reference, version } of fresh) seen.add(`${reference} ${version}`)
    const trips = fresh.map((trip) => received(trip, ++id))
    const arrived: Arrived = { payments: arrange(payments), cards, trips: arrange(trips), known, sailed }
    const statement = postDay(account, arrived, rules)
    remember(statement, trips, known, sailed)
    statements.push({ statement, paid: payments.reduce((sum, { amount }) => sum + amount, 0) })
    account = after(account, statement, payments)
  }
  return statements
}

function anAccount(kind: 'private' | 'organisation'): FerryAccount {
  const agreed = ore(100_000)
  const opening = {
    invoiceId: 1,
    because: 'opening' as const,
    amount: agreed,
    entered: ore(0),
    agreed,
    isSettled: false,
  }
  return {
    agreementId: 1,
    kind,
    state: 'waiting',
    isOpen: false,
    agreed,
    balance: ore(0),
    isClosing: false,
    prepayments: [opening],
  }
}

function after(
  account: FerryAccount,
  statement: Statement,
  payments: readonly { amount: Ore }[],
): FerryAccount {
  const { balance, agreed, state, isOpen } = statement
  const paid = payments.reduce((sum, { amount }) => sum + amount, 0)
  const prepayments = account.prepayments.map((one) => {
    const entered = ore(one.entered + paid)
    return { ...one, entered, isSettled: entered >= one.amount }
  })
  return { ...account, balance, agreed, state, isOpen, prepayments }
}

function received(trip: Day['trips'][number], id: number): ReceivedTrip {
  const departsAt = Date.parse('2019-12-10T10:00:00Z') + trip.minute * 60_000
  const common = {
    id,
    companyId: 11,
    vehicleId: 1,
    departsAt,
    registeredAt: departsAt,
    motorcycle: false,
    zeroEmission: false,
  }
  return { ...common, ...trip, towingLength_cm: undefined }
}

function remember(
  { entries, trips: outcomes }: Statement,
  trips: readonly ReceivedTrip[],
  known: Map<string, KnownTrip>,
  sailed: Map<string, string>,
): void {
  const byId = new Map(trips.map((trip) => [trip.id, trip]))
  for (const { tripId, state, takesOver } of outcomes) {
    const trip = byId.get(tripId)!
    const reference = referenceOf(trip)
    const before = known.get(reference)
    known.set(reference, { version: Math.max(trip.version, before?.version ?? 0), posted: before?.posted })
    if (takesOver) for (const [departure, of] of sailed) if (of === reference) sailed.delete(departure)
    if (state === 'posted') sailed.set(departureOf(trip), reference)
  }
  for (const entry of entries) {
    if (entry.kind === 'trip-credit') {
      const [reference, { version }] = [...known].find(
        ([, { posted }]) => posted?.tripId === entry.price.tripId,
      )!
      known.set(reference, { version, posted: undefined })
    }
    if (entry.kind === 'trip') {
      const reference = referenceOf(entry.trip)
      const posted = {
        ...entry.price,
        tripId: entry.trip.id,
        companyId: 11,
        vehicleId: 1,
        fareChargeId: null,
        tollChargeId: null,
      }
      known.set(reference, { version: known.get(reference)!.version, posted })
    }
  }
}

const days = fc.array(day, { minLength: 1, maxLength: 5 })
const kinds = fc.constantFrom('private' as const, 'organisation' as const)
const figures = (lived: ReturnType<typeof live>) =>
  lived.map(({ statement: { balance, state, agreed, refillIsDue } }) => ({
    balance,
    state,
    agreed,
    refillIsDue,
  }))

describe('whatever comes, in whatever order', () => {
  test('the balance is what was paid less what was drawn', () => {
    fc.assert(
      fc.property(days, kinds, (of, kind) => {
        const lived = live(of, kind)
        const paid = lived.reduce((sum, one) => sum + one.paid, 0)
        const drawn = standing(lived).reduce(
          (sum, { paidBy, fare, toll }) => sum + (paidBy === 'account' ? fare + toll : 0),
          0,
        )
        const fees = lived
          .flatMap(({ statement }) => statement.entries)
          .filter(({ kind: what }) => what === 'card')
        expect(lived.at(-1)?.statement.balance).toBe(paid - drawn - fees.length * 5_000)
      }),
      { numRuns: 400 },
    )
  })

  test('any order of arrival within a posting day ends the same', () => {
    fc.assert(
      fc.property(days, kinds, (of, kind) => {
        expect(figures(live(of, kind, (rows) => rows.toReversed()))).toEqual(figures(live(of, kind)))
      }),
      { numRuns: 400 },
    )
  })

  test('what comes again changes nothing', () => {
    fc.assert(
      fc.property(days, kinds, (of, kind) => {
        const again = of.map(({ trips }) => ({ trips, payments: [], cards: [] }))
        const before = live(of, kind).at(-1)!.statement
        const { entries, balance, state } = live([...of, ...again], kind).at(-1)!.statement
        expect({ entries, balance, state }).toEqual({
          entries: [],
          balance: before.balance,
          state: before.state,
        })
      }),
      { numRuns: 200 },
    )
  })

  test('nobody pays more than the full price, and the VAT is inside', () => {
    fc.assert(
      fc.property(days, kinds, (of, kind) => {
        for (const { full, fare, toll, vat } of standing(live(of, kind))) {
          expect(fare + toll).toBeLessThanOrEqual(full)
          // Of the vehicle and of persons each rounded once.
          expect(Math.abs(vat - (fare - fare / 1.12))).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('no share is given by a balance at its limit or below', () => {
    fc.assert(
      fc.property(days, kinds, (of, kind) => {
        for (const { statement } of live(of, kind))
          for (const entry of statement.entries) {
            if (entry.kind !== 'trip' || !entry.decided || entry.price.discount !== kind) continue
            const limit =
              kind === 'private' ? 1 : (statement.agreed * LIMITS.organisationMinimumPercent) / 100
            expect(entry.decided.on).toBeGreaterThanOrEqual(limit)
          }
      }),
      { numRuns: 200 },
    )
  })

  test('a reference is drawn once, however many versions and departures it had', () => {
    fc.assert(
      fc.property(days, kinds, (of, kind) => {
        const references = standing(live(of, kind)).map(({ reference }) => reference)
        expect(new Set(references).size).toBe(references.length)
      }),
      { numRuns: 200 },
    )
  })
})

describe('what is agreed', () => {
  const asked = fc.array(
    fc.record({
      because: fc.constantFrom('refill' as const, 'difference' as const, 'top-up' as const),
      amount: fc.integer({ min: 1, max: 1_000_000 }).map(ore),
      agreed: fc.integer({ min: 1, max: 3_000_000 }).map(ore),
    }),
    { minLength: 1, maxLength: 6 },
  )
  const orders = asked.chain((of) => {
    const prepayments = [
      ...anAccount('private').prepayments,
      ...of.map((one, i) => ({ ...one, invoiceId: i + 2, entered: ore(0), isSettled: false })),
    ]
    const shuffled = fc.shuffledSubarray([...prepayments.keys()], { minLength: prepayments.length })
    return fc.record({ prepayments: fc.constant(prepayments), order: shuffled })
  })
  const pay = (account: FerryAccount, place: number, sign = 1) => {
    const one = account.prepayments[place]!
    const payments = [{ allocationId: 1, invoiceId: one.invoiceId, amount: ore(one.amount * sign) }]
    const statement = postDay(account, { ...NOTHING, payments }, rules)
    const { balance, agreed, state, isOpen } = statement
    const settled = { entered: sign > 0 ? one.amount : ore(0), isSettled: sign > 0 }
    const prepayments = account.prepayments.with(place, { ...one, ...settled })
    return { ...account, balance, agreed, state, isOpen, prepayments }
  }
  const payAll = (account: FerryAccount, order: readonly number[]) =>
    order.reduce((now, place) => pay(now, place), account)

  test('is the same in whatever order it is paid, and no difference that is paid makes it less', () => {
    fc.assert(
      fc.property(orders, ({ prepayments, order }) => {
        const waiting = { ...anAccount('private'), prepayments }
        let now: FerryAccount = waiting
        for (const place of order) {
          const after = pay(now, place)
          if (prepayments[place]?.because !== 'refill')
            expect(after.agreed).toBeGreaterThanOrEqual(now.agreed)
          now = after
        }
        expect(now.agreed).toBe(payAll(waiting, [...prepayments.keys()]).agreed)
      }),
      { numRuns: 400 },
    )
  })

  test('opens the account when what opens it is all in, and by nothing else, in whatever order and parts it is paid', () => {
    // No refill is asked before the account is open.
    const further = orders.map(({ prepayments }) => prepayments.filter(({ because }) => because !== 'refill'))
    const parted = further.chain((prepayments) => {
      const part = fc.record({
        place: fc.nat(prepayments.length - 1),
        percent: fc.integer({ min: 1, max: 100 }),
      })
      return fc.record({ prepayments: fc.constant(prepayments), parts: fc.array(part, { maxLength: 12 }) })
    })
    fc.assert(
      fc.property(parted, ({ prepayments, parts }) => {
        let now: FerryAccount = { ...anAccount('private'), prepayments }
        for (const [i, { place, percent }] of parts.entries()) {
          const one = now.prepayments[place]!
          const amount = ore(Math.min(Math.ceil((one.amount * percent) / 100), one.amount - one.entered))
          if (amount === 0) continue
          const payments = [{ allocationId: i + 1, invoiceId: one.invoiceId, amount }]
          const { balance, agreed, state, isOpen } = postDay(now, { ...NOTHING, payments }, rules)
          const entered = ore(one.entered + amount)
          const paid = now.prepayments.with(place, { ...one, entered, isSettled: entered === one.amount })
          now = { ...now, balance, agreed, state, isOpen, prepayments: paid }
          const opening = paid.find(({ because }) => because === 'opening')
          expect(isOpen).toBe(opening?.isSettled)
          if (isOpen) expect(balance).toBeGreaterThanOrEqual(agreed)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('is as before when the bank takes a payment back', () => {
    fc.assert(
      fc.property(orders, ({ prepayments, order }) => {
        const all = payAll({ ...anAccount('private'), prepayments }, order)
        for (const place of order) expect(pay(pay(all, place, -1), place).agreed).toBe(all.agreed)
        const before = payAll({ ...anAccount('private'), prepayments }, order.slice(0, -1))
        expect(pay(all, order.at(-1)!, -1).agreed).toBe(before.agreed)
      }),
      { numRuns: 200 },
    )
  })
})

/** The trips that stand when all is posted. */
function standing(lived: ReturnType<typeof live>) {
  const trips = new Map<number, Extract<Statement['entries'][number], { kind: 'trip' }>>()
  for (const { statement } of lived)
    for (const entry of statement.entries) {
      if (entry.kind === 'trip') trips.set(entry.trip.id, entry)
      if (entry.kind === 'trip-credit') trips.delete(entry.price.tripId)
    }
  return [...trips.values()].map(({ trip, price }) => ({ ...price, reference: trip.reference }))
}
