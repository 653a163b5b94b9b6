import { type Day, valueOn } from '#core/dated.ts'
import type { FerryMedium } from '#core/ferry-step.ts'
import type { Ore } from '#core/money.ts'
import { startOfOsloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { type Connection, connectionTermsOn, ferryCompanyOn } from './connection.ts'
import type { FerryDiscount, FerryLeg, FerryRules } from './fare.ts'
import type { FerryLimits } from './limits.ts'
import { type FerryTrip, isFreeOn, priceTrip } from './price.ts'
import { MOTORCYCLE, type VehicleGroup } from './vehicle-group.ts'

/** A vehicle as somebody who asks for a price describes it. */
export type AskedTrip = {
  readonly length_cm: number
  readonly motorcycle: boolean
  readonly zeroEmission: boolean
  /** `light`: what tows is within the limits of length and weight. */
  readonly towing: 'none' | 'light' | 'heavy'
  readonly persons: FerryTrip['persons']
  readonly discount: FerryDiscount
}

export type ListedConnection = {
  readonly connection: Connection
  readonly company: string | undefined
  readonly medium: FerryMedium | undefined
  readonly personsPay: boolean | undefined
  /** What the vehicle pays in full on the leg that costs least and on the one that costs most, of those known. */
  readonly from: Ore | undefined
  readonly to: Ore | undefined
  readonly example: boolean
  readonly free: 'all' | 'some' | 'none'
}

/** The list of connections on a day, with what a vehicle pays on each. */
export function connectionsOn(rules: FerryRules, day: Day, vehicle: AskedTrip): readonly ListedConnection[] {
  const legs = Map.groupBy(rules.legs.values(), (leg) => leg.connection)
  return [...legs].map(([connection, legsOfIt]) => {
    const terms = connectionTermsOn(connection, day)
    const priced = legsOfIt.map((leg) => askedPrice(leg, day, { ...vehicle, discount: 'none' }, rules))
    const known = priced.flatMap((one) => (isRefusal(one) || one.free ? [] : [one]))
    const sums = known.map((one) => one.fullFare + one.fullToll).sort((a, b) => a - b) as Ore[]
    const freeLegs = legsOfIt.filter((leg) => isFreeOn(leg, day)).length
    return {
      connection,
      company: ferryCompanyOn(connection, day),
      medium: terms?.medium,
      personsPay: terms?.personsPay,
      from: sums[0],
      to: sums.at(-1),
      example: known.some((one) => one.steps.some((step) => 'example' in step)),
      free: freeLegs === 0 ? 'none' : freeLegs === legsOfIt.length ? 'all' : 'some',
    }
  })
}

/** What a trip on a leg would cost that day. */
export function askedPrice(leg: FerryLeg, day: Day, asked: AskedTrip, rules: FerryRules) {
  const towing = valueOn(rules.limits, day)?.value.towing
  return priceTrip(
    {
      legId: leg.id,
      sailedAt: startOfOsloDay(day),
      length_cm: asked.length_cm,
      motorcycle: asked.motorcycle,
      zeroEmission: asked.zeroEmission,
      towing: asked.towing === 'none' ? undefined : towedBy(asked.towing, towing),
      persons: asked.persons,
    },
    asked.discount,
    rules,
  )
}

function towedBy(towing: 'light' | 'heavy', limits: FerryLimits['towing'] | undefined) {
  return { towingLength_cm: limits?.vehicleMaxCm ?? 0, light: towing === 'light' }
}

export type LegFares = {
  readonly leg: FerryLeg
  readonly free: boolean
  readonly zone: number | undefined
  readonly adult: Ore | undefined
  readonly source: string | undefined
  readonly example: boolean
  readonly rows: readonly {
    readonly group: string
    readonly toCm: number | undefined
    readonly fare: Ore
    readonly toll: Ore
  }[]
}

/** The full prices of a connection's legs on a day, by length group. */
export function faresOn(rules: FerryRules, connection: Connection, day: Day): readonly LegFares[] {
  const legs = [...rules.legs.values()].filter((leg) => leg.connection.code === connection.code)
  return legs.map((leg) => {
    const free = isFreeOn(leg, day)
    const row = free ? undefined : valueOn(leg.fares, day)
    const fares = row?.value.groups
    const groups = row ? [...(rules.groups.get(row.value.regulation) ?? []), { code: MOTORCYCLE }] : []
    return {
      leg,
      free,
      zone: valueOn(leg.zones, day)?.value,
      adult: row?.value.adult,
      source: row?.source,
      example: row?.value.certainty === 'example',
      rows: groups.flatMap(({ code, toCm }: VehicleGroup) => {
        const fare = fares?.get(code)
        return fare ? [{ group: code, toCm, fare: fare.fare, toll: fare.toll }] : []
      }),
    }
  })
}
