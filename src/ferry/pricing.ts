import type { Day } from '#core/dated.ts'
import { osloDay } from '#core/oslo.ts'
import { refuse } from '#core/refusal.ts'
import { connectionTermsOn } from './connection.ts'
import type { FerryLeg, FerryRules } from './fare.ts'
import { ferryLimitsOn } from './limits.ts'
import { priceTrip } from './price.ts'
import type { TripRules } from './trip.ts'

/** The rules as a posting day asks them: by the ferry companies' codes of legs. Undefined: the day is before the scheme. */
export function tripRulesOn(rules: FerryRules, postingDay: Day): TripRules | undefined {
  const limits = ferryLimitsOn(rules, postingDay)
  if (!limits) return undefined
  const legs = new Map<string, FerryLeg>([...rules.legs.values()].map((leg) => [leg.code, leg]))
  return {
    limits,
    price: (trip, discount) => {
      const leg = legs.get(trip.leg)
      if (!leg) return refuse('unknown-leg')
      const { length_cm, motorcycle, zeroEmission, towingLength_cm, persons, departsAt: sailedAt } = trip
      const towing = towingLength_cm === undefined ? undefined : { towingLength_cm, light: true }
      return priceTrip(
        { legId: leg.id, sailedAt, length_cm, motorcycle, zeroEmission, towing, persons },
        discount,
        rules,
      )
    },
    medium: ({ leg, departsAt }) => {
      const connection = legs.get(leg)?.connection
      return connection && connectionTermsOn(connection, osloDay(departsAt))?.medium
    },
  }
}
