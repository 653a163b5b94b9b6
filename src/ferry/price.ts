import { type Day, valueOn } from '#core/dated.ts'
import type { FerryStep, NoFerryPrice } from '#core/ferry-step.ts'
import { NO_MONEY, type Ore, ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type ConnectionTerms, connectionTermsOn, type Regulation } from './connection.ts'
import { discountOn, type Given } from './discount.ts'
import type { FerryDiscount, FerryLeg, FerryRules } from './fare.ts'
import { type FullPrice, fullPriceOf } from './full.ts'
import { type FerryLimits, ferryLimitsOn } from './limits.ts'
import { type PersonFare, personFareOf } from './persons.ts'
import { shareOf, vatInside } from './round.ts'
import { vehicleGroupOf } from './vehicle-group.ts'

/** A vehicle on a leg, as measured on board. */
export type FerryTrip = {
  readonly legId: number
  /** Its Oslo day decides which rows hold. */
  readonly sailedAt: number
  /** Whole centimetres, load and anything towed included. */
  readonly length_cm: number
  readonly motorcycle: boolean
  readonly zeroEmission: boolean
  readonly towing?:
    | {
        /** Of the vehicle that tows, alone. */
        readonly towingLength_cm: number
        /** By its total weight; the limit is the regulation's. */
        readonly light: boolean
      }
    | undefined
  /** Who travels along. The driver is in the fare of the vehicle. */
  readonly persons: { readonly adults: number; readonly children: number; readonly seniors: number }
}

export type PricedTrip = {
  /** Null where the leg is free and its length groups are not known. */
  readonly group: string | null
  /** What the group pays before towing is counted: fare and toll part of one vehicle, zero emission counted. */
  readonly unit: Ore
  readonly unitToll: Ore
  readonly factor: number
  readonly fullFare: Ore
  readonly fullToll: Ore
  readonly fullPersonFare: Ore
  /** To pay, discount taken: the three add up to the trip. */
  readonly fare: Ore
  readonly toll: Ore
  readonly personFare: Ore
  /** Inside fare and person fare; the toll part has none. */
  readonly vatPercent: number
  readonly fareVat: Ore
  readonly personVat: Ore
  readonly vat: Ore
  /** What was given on the fare. */
  readonly discountPercent: number
  /** Zone 0 or a free leg: listed at 0, with the document number GRATIS. */
  readonly free: boolean
  readonly steps: readonly FerryStep[]
}

/** What a trip costs under a discount, with its reasons. The same value in, the same price out. */
export function priceTrip(
  trip: FerryTrip,
  discount: FerryDiscount,
  rules: FerryRules,
): PricedTrip | Refusal<NoFerryPrice> {
  const day = osloDay(trip.sailedAt)
  const leg = rules.legs.get(trip.legId)
  if (!leg) return refuse('unknown-leg')
  const limits = ferryLimitsOn(rules, day)
  if (!limits) return refuse('before-the-scheme', day)
  if (!(trip.length_cm > 0 && trip.length_cm <= limits.lengthMaxCm)) return refuse('impossible-length')
  const terms = connectionTermsOn(leg.connection, day)
  const table = valueOn(leg.fares, day)?.value
  if (isFreeOn(leg, day)) return freeTrip(trip, table?.regulation ?? terms?.regulation, rules)
  const vatPercent = valueOn(rules.vat, day)?.value
  if (!table) return refuse('no-fare', `${leg.code} on ${day}`)
  if (vatPercent === undefined) return refuse('no-vat-rate', day)
  const full = fullPriceOf(trip, { leg, table, day }, limits, rules)
  if (isRefusal(full)) return full
  const given = discountOn(discount, leg.connection, terms, limits)
  const persons = personFareOf(trip.persons, table, terms, limits, given)
  if (isRefusal(persons)) return persons
  return discounted(full, persons, given, { terms, limits, vatPercent })
}

/** Free legs and zone 0 are ticketed all the same. */
export function isFreeOn(leg: FerryLeg, day: Day): boolean {
  return valueOn(leg.free, day) !== undefined || valueOn(leg.zones, day)?.value === 0
}

function discounted(
  full: FullPrice,
  persons: PersonFare,
  given: Given,
  {
    terms,
    limits,
    vatPercent,
  }: { terms: ConnectionTerms | undefined; limits: FerryLimits; vatPercent: number },
): PricedTrip {
  const left = (amount: Ore) => shareOf(amount, 100 - given.percent, limits.rounding.discount)
  const onToll = terms?.toll === 'discounted'
  const [fare, toll] = [left(full.fare), onToll ? left(full.toll) : full.toll]
  const off = ore(fare + toll - full.fare - full.toll)
  const [fareVat, personVat] = [vatInside(fare, vatPercent), vatInside(persons.fare, vatPercent)]
  const vat = ore(fareVat + personVat)
  return {
    group: full.group,
    unit: full.unit.fare,
    unitToll: full.unit.toll,
    factor: full.factor,
    fullFare: full.fare,
    fullToll: full.toll,
    fullPersonFare: persons.full,
    fare,
    toll,
    personFare: persons.fare,
    vatPercent,
    fareVat,
    personVat,
    vat,
    discountPercent: given.percent,
    free: false,
    steps: [
      ...full.steps,
      ...given.steps(off),
      ...(given.percent > 0 && !onToll && full.toll > 0 ? [{ step: 'toll-not-discounted' } as const] : []),
      ...persons.steps,
      { step: 'vat-inside', percent: vatPercent, amount_ore: vat },
    ],
  }
}

function freeTrip(trip: FerryTrip, regulation: Regulation | undefined, rules: FerryRules): PricedTrip {
  const group = regulation === undefined ? undefined : vehicleGroupOf(rules.groups, regulation, trip)
  return {
    group: group ?? null,
    unit: NO_MONEY,
    unitToll: NO_MONEY,
    factor: 1,
    fullFare: NO_MONEY,
    fullToll: NO_MONEY,
    fullPersonFare: NO_MONEY,
    fare: NO_MONEY,
    toll: NO_MONEY,
    personFare: NO_MONEY,
    vatPercent: 0,
    fareVat: NO_MONEY,
    personVat: NO_MONEY,
    vat: NO_MONEY,
    discountPercent: 0,
    free: true,
    steps: [{ step: 'free-leg' }],
  }
}
