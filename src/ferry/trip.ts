import type { FerryMedium, FerryStep, NoFerryPrice } from '#core/ferry-step.ts'
import { type Ore, ore } from '#core/money.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { discountFor } from './balance.ts'
import type { FerryDiscount } from './fare.ts'
import type { FerryLimits } from './limits.ts'
import type { AgreementKind } from './prepaid-amount.ts'
import type { PricedTrip } from './price.ts'

/** A version of a trip that waits to be posted. */
export type ReceivedTrip = {
  readonly id: number
  readonly companyId: number
  /** With the ferry company: its versions have it in common. */
  readonly reference: string
  readonly version: number
  readonly vehicleId: number
  readonly leg: string
  readonly departsAt: number
  readonly registeredAt: number
  readonly cancelled: boolean
  readonly length_cm: number
  readonly motorcycle: boolean
  readonly zeroEmission: boolean
  readonly towingLength_cm: number | undefined
  readonly persons: { readonly adults: number; readonly children: number; readonly seniors: number }
  /** Who takes what a tag gives: the toll agreement of the tag, or another issuer. Undefined: there is no tag. */
  readonly tagPayer: 'tag-issuer' | 'other-issuer' | undefined
  /** Its card was read, or the vehicle had one when it sailed. */
  readonly hasCard: boolean
}

/** Where the money of a trip comes from. */
export type PaidBy = 'account' | 'tag-issuer' | 'other-issuer' | 'invoice'

/** What a trip came to, and under which share. */
export type TripPrice = {
  readonly discount: FerryDiscount
  readonly paidBy: PaidBy
  /** Fare, persons and toll part before discount. */
  readonly full: Ore
  readonly fullToll: Ore
  /** To pay for the vehicle and persons, VAT inside. */
  readonly fare: Ore
  /** To pay of the toll part, which has no VAT. */
  readonly toll: Ore
  readonly vatPercent: number
  readonly vat: Ore
  readonly steps: readonly FerryStep[]
}

/** A trip as it stands in an account now. */
export type PostedTrip = TripPrice & {
  readonly tripId: number
  readonly companyId: number
  readonly vehicleId: number
  readonly fareChargeId: number | null
  readonly tollChargeId: number | null
}

export type TripRules = {
  readonly price: (trip: ReceivedTrip, discount: FerryDiscount) => PricedTrip | Refusal<NoFerryPrice>
  /** What gives discount on the leg that day. Undefined: the leg's connection is not known to give any. */
  readonly medium: (trip: ReceivedTrip) => FerryMedium | undefined
  readonly limits: FerryLimits
}

/** What decides the share of the next trip. */
export type Standing = { readonly balance: Ore; readonly agreed: Ore; readonly kind: AgreementKind }

/** The balance before a trip decides its share; a trip of an account that has not opened has the tag's, or none. */
export function priceFor(
  trip: ReceivedTrip,
  standing: Standing,
  rules: TripRules,
): TripPrice | Refusal<NoFerryPrice> {
  const medium = rules.medium(trip)
  const { balance, agreed, kind } = standing
  // Who has ordered no card gets no discount where one pays by card.
  const isTaken = medium !== undefined && (medium !== 'card' || trip.hasCard)
  const given = isTaken ? discountFor(balance, agreed, kind, medium, rules.limits) : 'none'
  const discount = given === 'tag' && trip.tagPayer === undefined ? 'none' : given
  return priced(trip, { discount, paidBy: payer(discount, trip) }, rules)
}

/** A later version keeps the share that was decided, whatever the balance has become. */
export function priceAgain(
  trip: ReceivedTrip,
  { discount, paidBy }: PostedTrip,
  rules: TripRules,
): TripPrice | Refusal<NoFerryPrice> {
  return priced(trip, { discount, paidBy }, rules)
}

/** What a balance is held against: private customers keep their share above it, organisations from it. */
export function limitOf(kind: AgreementKind, agreed: Ore, limits: FerryLimits): Ore {
  if (kind === 'private') return limits.privateAboveOre
  return ore(Math.ceil((agreed * limits.organisationMinimumPercent) / 100))
}

export function drawnFor({ paidBy, fare, toll }: TripPrice): Ore {
  return ore(paidBy === 'account' ? fare + toll : 0)
}

/** Nothing that anybody pays or is told differs. */
export function isSamePrice(a: TripPrice, b: TripPrice): boolean {
  return a.full === b.full && a.fare === b.fare && a.toll === b.toll && a.vat === b.vat
}

function priced(
  trip: ReceivedTrip,
  { discount, paidBy }: { discount: FerryDiscount; paidBy: PaidBy },
  rules: TripRules,
): TripPrice | Refusal<NoFerryPrice> {
  const price = rules.price(trip, discount)
  if (isRefusal(price)) return price
  return {
    discount,
    // What costs nothing is nobody's to pay.
    paidBy: price.free ? 'account' : paidBy,
    full: ore(price.fullFare + price.fullPersonFare + price.fullToll),
    fare: ore(price.fare + price.personFare),
    fullToll: price.fullToll,
    toll: price.toll,
    vatPercent: price.vatPercent,
    vat: price.vat,
    steps: price.steps,
  }
}

function payer(discount: FerryDiscount, { tagPayer }: ReceivedTrip): PaidBy {
  if (discount === 'none') return 'invoice'
  return discount === 'tag' && tagPayer ? tagPayer : 'account'
}
