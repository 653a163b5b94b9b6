import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { RULES } from './ferry.test-world.ts'
import { tripRulesOn } from './pricing.ts'
import { type Arrived, type FerryAccount, type Prepayment, postDay } from './statement.ts'
import type { ReceivedTrip } from './trip.ts'

const rules = tripRulesOn(RULES, '2019-12-10')!
const NOTHING: Arrived = { payments: [], cards: [], trips: [], known: new Map(), sailed: new Map() }
const kr = (amount: number) => ore(amount * 100)

const account = (over: Partial<FerryAccount> = {}): FerryAccount => ({
  agreementId: 1,
  kind: 'private',
  state: 'active',
  isOpen: true,
  isClosing: false,
  agreed: kr(3_500),
  balance: kr(3_500),
  prepayments: [],
  ...over,
})

const asked = (over: Partial<Prepayment> = {}): Prepayment => ({
  invoiceId: 1,
  because: 'opening',
  amount: kr(3_500),
  entered: kr(0),
  agreed: kr(3_500),
  isSettled: false,
  ...over,
})

const trip = (id: number, over: Partial<ReceivedTrip> = {}): ReceivedTrip => ({
  id,
  companyId: 11,
  reference: `r${id}`,
  version: 1,
  vehicleId: 1,
  leg: 'anda-lote',
  departsAt: Date.parse('2019-12-10T08:00:00Z') + id * 3_600_000,
  registeredAt: Date.parse('2019-12-10T08:00:00Z') + id * 3_600_000,
  cancelled: false,
  length_cm: 480,
  motorcycle: false,
  zeroEmission: false,
  towingLength_cm: undefined,
  persons: { adults: 0, children: 0, seniors: 0 },
  tagPayer: 'tag-issuer',
  hasCard: false,
  ...over,
})

describe('a posting day', () => {
  test('takes two cards of the prepayment that opens the account', () => {
    const waiting = account({ state: 'waiting', isOpen: false, balance: kr(0), prepayments: [asked()] })
    const cards = [
      { cardId: 1, fee: kr(50) },
      { cardId: 2, fee: kr(50) },
    ]
    const payments = [{ allocationId: 1, invoiceId: 1, amount: kr(3_500) }]
    expect(postDay(waiting, { ...NOTHING, payments, cards }, rules)).toMatchObject({
      balance: kr(3_400),
      state: 'active',
      isOpen: true,
      settled: [{ invoiceId: 1, isSettled: true }],
    })
    expect(postDay(waiting, { ...NOTHING, cards }, rules)).toMatchObject({ entries: [], state: 'waiting' })
  })

  test('decides each trip by the balance before it: 50 kr left, then 10 per cent through the tag', () => {
    const { entries, balance, state } = postDay(
      account({ balance: kr(50) }),
      { ...NOTHING, trips: [trip(3, { length_cm: 480 }), trip(1, { length_cm: 700 })] },
      rules,
    )
    expect(entries).toMatchObject([
      {
        amount: kr(-125),
        price: { discount: 'private', paidBy: 'account' },
        decided: { on: kr(50), limit: 0 },
      },
      { amount: 0, price: { discount: 'tag', paidBy: 'tag-issuer', fare: kr(90) } },
    ])
    expect({ balance, state }).toEqual({ balance: kr(-75), state: 'blocked' })
  })

  test('an organisation loses its share below a tenth of what is agreed, not at it', () => {
    const organisation = account({ kind: 'organisation', agreed: kr(45_000), balance: kr(4_500) })
    const { entries, state } = postDay(organisation, { ...NOTHING, trips: [trip(1), trip(2)] }, rules)
    expect(entries).toMatchObject([{ price: { discount: 'organisation' } }, { price: { discount: 'tag' } }])
    expect(state).toBe('lapsed')
  })

  test('asks for a refill at a quarter, and not while one is open', () => {
    const quarter = account({ balance: kr(875) })
    expect(postDay(quarter, NOTHING, rules).refillIsDue).toBe(true)
    expect(postDay(account({ balance: ore(87_501) }), NOTHING, rules).refillIsDue).toBe(false)
    const open = { ...quarter, prepayments: [asked({ because: 'refill' })] }
    expect(postDay(open, NOTHING, rules).refillIsDue).toBe(false)
    const other = { ...quarter, prepayments: [asked({ because: 'top-up' })] }
    expect(postDay(other, NOTHING, rules).refillIsDue).toBe(true)
  })

  test('runs low when a refill is asked for, and each time it comes there again while that is not paid', () => {
    const runsLow = (before: number, over: Partial<FerryAccount> = {}) =>
      postDay(account({ balance: kr(before), ...over }), { ...NOTHING, trips: [trip(1)] }, rules).runsLow
    const open = { prepayments: [asked({ because: 'refill' })] }
    expect(runsLow(926)).toBe(false)
    expect(runsLow(925)).toBe(true)
    expect(runsLow(926, open)).toBe(false)
    expect(runsLow(925, open)).toBe(true)
    expect(runsLow(875, open)).toBe(false)
    // What opened the account is asked for again: the bank took it back.
    expect(runsLow(925, { prepayments: [asked()] })).toBe(true)
    const payments = [{ allocationId: 1, invoiceId: 1, amount: kr(100) }]
    const lifted = account({ balance: kr(800), prepayments: [asked({ because: 'refill' })] })
    expect(postDay(lifted, { ...NOTHING, payments, trips: [trip(1)] }, rules).runsLow).toBe(true)
  })

  test('a top-up agrees on nothing, and a refill on its amount when the last of it is in', () => {
    const payments = [{ allocationId: 1, invoiceId: 1, amount: kr(3_600) }]
    const after = (because: Prepayment['because'], amount: number) => {
      const prepayments = [asked({ because, amount: kr(amount), agreed: kr(3_600) })]
      return postDay(account({ prepayments }), { ...NOTHING, payments }, rules).agreed
    }
    expect(after('refill', 3_600)).toBe(kr(3_600))
    expect(after('refill', 3_601)).toBe(kr(3_500))
    expect(after('top-up', 3_600)).toBe(kr(3_500))
  })

  describe('agrees on what all that is paid has made it, in whatever order it was paid', () => {
    const opening = asked()
    const dearer = asked({ invoiceId: 2, because: 'difference', amount: kr(10_400), agreed: kr(13_900) })
    const refill = asked({ invoiceId: 3, because: 'refill', amount: kr(14_300), agreed: kr(14_300) })
    const longest = asked({ invoiceId: 4, because: 'difference', amount: kr(12_800), agreed: kr(27_100) })
    const inOrderAsked = [opening, dearer, refill, longest]
    const days = (...paid: readonly Prepayment[]) => {
      let now = account({ state: 'waiting', isOpen: false, balance: kr(0), prepayments: inOrderAsked })
      return paid.map(({ invoiceId, amount }) => {
        const payments = [{ allocationId: invoiceId, invoiceId, amount }]
        const { balance, agreed, state, isOpen, settled } = postDay(now, { ...NOTHING, payments }, rules)
        const prepayments = now.prepayments.map((one) =>
          settled.some((is) => is.invoiceId === one.invoiceId)
            ? { ...one, entered: one.amount, isSettled: true }
            : one,
        )
        now = { ...now, balance, agreed, state, isOpen, prepayments }
        return agreed / 100
      })
    }

    test.each([
      ['the opening and its difference', [opening, dearer], [3_500, 13_900]],
      ['the difference before the opening', [dearer, opening], [13_900, 13_900]],
      ['two differences', [opening, dearer, longest], [3_500, 13_900, 26_700]],
      ['the later difference first', [opening, longest, dearer], [3_500, 16_300, 26_700]],
      ['a refill after the difference it has in it', [opening, dearer, refill], [3_500, 13_900, 14_300]],
      ['a refill before that difference', [opening, refill, dearer], [3_500, 14_300, 14_300]],
      ['a refill after a later difference', [opening, longest, refill], [3_500, 16_300, 27_100]],
      ['a refill before a later difference', [opening, refill, longest], [3_500, 14_300, 27_100]],
    ])('%s', (_, paid, agreed) => {
      expect(days(...paid)).toEqual(agreed)
    })

    test('what the bank takes back agrees on nothing any more', () => {
      const paid = { entered: kr(10_400), isSettled: true }
      const prepayments = [asked({ entered: kr(3_500), isSettled: true }), { ...dearer, ...paid }]
      const payments = [{ allocationId: 2, invoiceId: 2, amount: kr(-10_400) }]
      const before = account({ agreed: kr(13_900), balance: kr(13_900), prepayments })
      expect(postDay(before, { ...NOTHING, payments }, rules)).toMatchObject({
        agreed: kr(3_500),
        settled: [{ invoiceId: 2, isSettled: false }],
      })
    })
  })

  test('money for a dearer vehicle opens nothing while the opening is asked for, however much it is', () => {
    const dearer = asked({ invoiceId: 2, because: 'difference', amount: kr(10_400), agreed: kr(13_900) })
    const waiting = account({
      state: 'waiting',
      isOpen: false,
      balance: kr(0),
      prepayments: [asked(), dearer],
    })
    const cards = [{ cardId: 1, fee: kr(50) }]
    const pay = (...amounts: readonly [invoiceId: number, amount: number][]) => {
      const payments = amounts.map(([invoiceId, amount], i) => ({
        allocationId: i + 1,
        invoiceId,
        amount: kr(amount),
      }))
      return postDay(waiting, { ...NOTHING, payments, cards, trips: [trip(1)] }, rules)
    }
    const closed = { isOpen: false, state: 'waiting', refillIsDue: false }
    expect(pay([2, 4_000])).toMatchObject({ ...closed, balance: kr(4_000), agreed: kr(3_500) })
    expect(pay([2, 10_399], [1, 3_499])).toMatchObject({ ...closed, balance: kr(13_898) })
    expect(pay([1, 3_500])).toMatchObject({ isOpen: true, agreed: kr(3_500) })
    expect(pay([1, 3_500], [2, 10_400])).toMatchObject({ isOpen: true, agreed: kr(13_900) })
  })

  test('a trip is not hidden by another that was cancelled the same day', () => {
    const departsAt = Date.parse('2019-12-10T09:00:00Z')
    const trips = [
      trip(1, { departsAt }),
      trip(2, { departsAt, reference: 'r9', cancelled: true, version: 2 }),
    ]
    const sailed = new Map([[`1 ${departsAt} anda-lote`, '11 r9']])
    const { trips: outcomes } = postDay(account(), { ...NOTHING, trips, sailed }, rules)
    expect(outcomes).toMatchObject([{ state: 'posted' }, { state: 'cancelled' }])
  })

  test('a closing empties the account', () => {
    const ended = account({ state: 'ended', isClosing: true, balance: kr(120) })
    expect(postDay(ended, NOTHING, rules)).toMatchObject({
      balance: 0,
      state: 'ended',
      entries: [{ kind: 'closing', amount: kr(-120) }],
    })
  })
})
