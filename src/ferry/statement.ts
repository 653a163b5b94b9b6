import type { NoFerryPrice } from '#core/ferry-step.ts'
import { NO_MONEY, type Ore, ore, sumOre } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { keepsDiscount, refillIsDue } from './balance.ts'
import type { AgreementKind } from './prepaid-amount.ts'
import {
  drawnFor,
  isSamePrice,
  limitOf,
  type PostedTrip,
  priceAgain,
  priceFor,
  type ReceivedTrip,
  type TripPrice,
  type TripRules,
} from './trip.ts'

export type AccountState = 'waiting' | 'active' | 'lapsed' | 'blocked' | 'ended'
export type PrepaymentReason = 'opening' | 'refill' | 'difference' | 'top-up'

/** An account as the last posting day left it. */
export type FerryAccount = {
  readonly agreementId: number
  readonly kind: AgreementKind
  readonly state: AccountState
  readonly isOpen: boolean
  readonly agreed: Ore
  readonly balance: Ore
  /** It has ended, and late trips have had their time: what is left is the customer's. */
  readonly isClosing: boolean
  /** In the order asked: what is not all in; of an account that a payment came of or was taken back from, all. */
  readonly prepayments: readonly Prepayment[]
}

export type Prepayment = {
  readonly invoiceId: number
  readonly because: PrepaymentReason
  readonly amount: Ore
  /** How much of it has been entered before. */
  readonly entered: Ore
  /** Of an opening or a refill: what is agreed by it alone. A difference adds its amount to that. */
  readonly agreed: Ore
  readonly isSettled: boolean
}

/** Less than nothing: the bank took it back. */
export type Payment = { readonly allocationId: number; readonly invoiceId: number; readonly amount: Ore }
export type OrderedCard = { readonly cardId: number; readonly fee: Ore }

/** All that has come in of an account and is not posted. */
export type Arrived = {
  readonly payments: readonly Payment[]
  readonly cards: readonly OrderedCard[]
  readonly trips: readonly ReceivedTrip[]
  /** Of the trips' references: the highest version dealt with before, and the trip as it stands. */
  readonly known: ReadonlyMap<string, KnownTrip>
  /** Which reference has sailed with a vehicle on a departure. */
  readonly sailed: ReadonlyMap<string, string>
}

export type KnownTrip = { readonly version: number; readonly posted: PostedTrip | undefined }

type Entered =
  | { readonly kind: 'payment' | 'payment-undone'; readonly allocationId: number }
  | { readonly kind: 'card'; readonly cardId: number }
  | {
      readonly kind: 'trip'
      readonly trip: ReceivedTrip
      readonly price: TripPrice
      /** The balance that decided the share, and the limit it was held against; undefined: a former version did. */
      readonly decided: { readonly on: Ore; readonly limit: Ore } | undefined
    }
  | { readonly kind: 'trip-credit'; readonly price: PostedTrip }
  | { readonly kind: 'closing' }

export type Entry = Entered & { readonly amount: Ore; readonly balance: Ore }

export type TripOutcome = {
  readonly tripId: number
  readonly state: 'posted' | 'duplicate' | 'superseded' | 'cancelled' | 'queued'
  readonly reason?: NoFerryPrice
  /** A former version, dealt with on an earlier day, counts no more. */
  readonly takesOver: boolean
}

export type Statement = {
  readonly entries: readonly Entry[]
  readonly trips: readonly TripOutcome[]
  readonly balance: Ore
  readonly agreed: Ore
  readonly state: AccountState
  readonly isOpen: boolean
  /** Prepayments that are all in now, or are no more. */
  readonly settled: readonly { readonly invoiceId: number; readonly isSettled: boolean }[]
  readonly refillIsDue: boolean
  /** The day took the balance to where a refill is asked for, now or before. */
  readonly runsLow: boolean
}

/**
 * Posts what has come in together: payments first, then cards, then trips by when they were registered. In whatever
 * order it came, it ends the same.
 */
export function postDay(account: FerryAccount, arrived: Arrived, rules: TripRules): Statement {
  const entries: Entry[] = []
  let balance = account.balance
  const enter = (entered: Entered, amount: Ore) => {
    balance = ore(balance + amount)
    entries.push({ ...entered, amount, balance })
  }
  for (const { allocationId, amount } of arrived.payments.toSorted((a, b) => a.allocationId - b.allocationId))
    enter({ kind: amount < 0 ? 'payment-undone' : 'payment', allocationId }, amount)
  const paidUp = balance
  const prepayments = afterPayments(account.prepayments, arrived.payments)
  const agreed = (arrived.payments.length > 0 ? agreedBy(prepayments) : undefined) ?? account.agreed
  const isOpen = account.isOpen || opensBy(prepayments, { ...account, balance, agreed })
  if (isOpen)
    for (const { cardId, fee } of arrived.cards.toSorted((a, b) => a.cardId - b.cardId))
      enter({ kind: 'card', cardId }, ore(-fee))
  const trips = postTrips(
    arrived,
    (trip, posted) => {
      const decidedOn = isOpen ? balance : NO_MONEY
      const price = posted
        ? priceAgain(trip, posted, rules)
        : priceFor(trip, { balance: decidedOn, agreed, kind: account.kind }, rules)
      if (isRefusal(price)) return price.refused
      if (posted && posted.vehicleId === trip.vehicleId && isSamePrice(price, posted)) return undefined
      if (posted) enter({ kind: 'trip-credit', price: posted }, drawnFor(posted))
      const limit = limitOf(account.kind, agreed, rules.limits)
      const decided = posted ? undefined : { on: decidedOn, limit }
      enter({ kind: 'trip', trip, price, decided }, ore(-drawnFor(price)))
      return undefined
    },
    (posted) => enter({ kind: 'trip-credit', price: posted }, drawnFor(posted)),
  )
  if (account.isClosing && balance !== 0) enter({ kind: 'closing' }, ore(-balance))
  const state = stateOf({ ...account, isOpen, balance, agreed }, rules)
  const isAsked = (because: PrepaymentReason) =>
    prepayments.some((one) => one.because === because && !one.isSettled)
  const isLow = isOpen && state !== 'ended' && refillIsDue(balance, agreed, rules.limits)
  // What is paid in on the same day lifts it before its trips take it down.
  const wasLow =
    refillIsDue(account.balance, account.agreed, rules.limits) && refillIsDue(paidUp, agreed, rules.limits)
  const isDue = isLow && !isAsked('opening') && !isAsked('refill')
  return {
    entries,
    trips,
    balance,
    agreed,
    state,
    isOpen,
    settled: prepayments.filter((one) => one.isSettled !== one.wasSettled),
    refillIsDue: isDue,
    runsLow: isDue || (isLow && !wasLow),
  }
}

/** Vehicle, leg and departure: nobody sails it twice. */
export function departureOf({
  vehicleId,
  leg,
  departsAt,
}: Pick<ReceivedTrip, 'vehicleId' | 'leg' | 'departsAt'>): string {
  return `${vehicleId} ${departsAt} ${leg}`
}

export function referenceOf({ companyId, reference }: Pick<ReceivedTrip, 'companyId' | 'reference'>): string {
  return `${companyId} ${reference}`
}

type PostTrip = (trip: ReceivedTrip, posted: PostedTrip | undefined) => NoFerryPrice | undefined

function postTrips(
  { trips, known, sailed }: Arrived,
  post: PostTrip,
  takeBack: (posted: PostedTrip) => void,
): readonly TripOutcome[] {
  const outcomes: TripOutcome[] = []
  const latest = latestVersions(trips)
  const isLatest = (trip: ReceivedTrip) =>
    latest.get(referenceOf(trip)) === trip.version &&
    (known.get(referenceOf(trip))?.version ?? 0) < trip.version
  const gone = new Set(trips.filter((trip) => trip.cancelled && isLatest(trip)).map(referenceOf))
  const departures = new Map([...sailed].filter(([, reference]) => !gone.has(reference)))
  for (const trip of trips.toSorted(inOrder)) {
    const reference = referenceOf(trip)
    const before = known.get(reference)
    const end = (state: TripOutcome['state'], reason?: NoFerryPrice) =>
      outcomes.push({
        tripId: trip.id,
        state,
        takesOver: before !== undefined && state !== 'superseded' && state !== 'queued',
        ...(reason ? { reason } : {}),
      })
    if (!isLatest(trip)) {
      end('superseded')
      continue
    }
    if (trip.cancelled) {
      if (before?.posted) takeBack(before.posted)
      end('cancelled')
      continue
    }
    const other = departures.get(departureOf(trip))
    if (other !== undefined && other !== reference) {
      if (before?.posted) takeBack(before.posted)
      end('duplicate')
      continue
    }
    const refused = post(trip, before?.posted)
    if (refused === undefined) departures.set(departureOf(trip), reference)
    end(refused === undefined ? 'posted' : 'queued', refused)
  }
  return outcomes
}

function latestVersions(trips: readonly ReceivedTrip[]): ReadonlyMap<string, number> {
  const latest = new Map<string, number>()
  for (const trip of trips) {
    const reference = referenceOf(trip)
    latest.set(reference, Math.max(latest.get(reference) ?? 0, trip.version))
  }
  return latest
}

function inOrder(a: ReceivedTrip, b: ReceivedTrip): number {
  return (
    a.registeredAt - b.registeredAt ||
    a.companyId - b.companyId ||
    (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : a.version - b.version)
  )
}

/**
 * When the whole agreed amount has come in. Money for a further vehicle opens nothing while the opening is asked for: the
 * account would go on asking for that, and never for a refill.
 */
function opensBy(
  prepayments: readonly Prepayment[],
  { state, balance, agreed }: Pick<FerryAccount, 'state' | 'balance' | 'agreed'>,
): boolean {
  const isAsked = prepayments.some(({ because, isSettled }) => because === 'opening' && !isSettled)
  return state === 'waiting' && !isAsked && balance > 0 && balance >= agreed
}

type AfterPayments = Prepayment & { readonly wasSettled: boolean }

/**
 * What all that is paid has made it, by the order asked and never by the order paid: the last refill asked for, else the
 * opening, paid or not, and the differences asked for since. The vehicles of former ones are in the refill’s amount.
 */
function agreedBy(prepayments: readonly Prepayment[]): Ore | undefined {
  const refilledAt = prepayments.findLastIndex((one) => one.because === 'refill' && one.isSettled)
  const base = prepayments[refilledAt] ?? prepayments.find(({ because }) => because === 'opening')
  const since = prepayments
    .slice(refilledAt + 1)
    .filter(({ because, isSettled }) => because === 'difference' && isSettled)
  return base && sumOre([base.agreed, ...since.map(({ amount }) => amount)])
}

function afterPayments(
  prepayments: readonly Prepayment[],
  payments: readonly Payment[],
): readonly AfterPayments[] {
  return prepayments.map((one) => {
    const own = payments.filter(({ invoiceId }) => invoiceId === one.invoiceId)
    const entered = sumOre([one.entered, ...own.map(({ amount }) => amount)])
    const isSettled = own.length > 0 ? entered >= one.amount : one.isSettled
    return { ...one, wasSettled: one.isSettled, isSettled }
  })
}

function stateOf(
  account: Pick<FerryAccount, 'state' | 'isOpen' | 'balance' | 'agreed' | 'kind'>,
  { limits }: TripRules,
): AccountState {
  const { state, isOpen, balance, agreed, kind } = account
  if (state === 'ended') return 'ended'
  if (!isOpen) return 'waiting'
  if (balance < 0) return 'blocked'
  return keepsDiscount(balance, agreed, kind, limits) ? 'active' : 'lapsed'
}
