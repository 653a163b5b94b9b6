import { type Dice, dice } from './dice.ts'
import type { Vehicle } from './fleet.ts'
import { isPublicHoliday } from './holidays.ts'
import type { Region } from './names.ts'
import { weekday } from './oslo.ts'
import { COMMUTES, JOURNEYS, type Route, stopsOf } from './routes.ts'

/** A stop of a trip: which station, at which second of the day. */
export type TripStop = { readonly station: string; readonly second: number }

type Charges = (station: string) => 'both' | 'one-way'
type Leg = { readonly route: Route; readonly way: 'there' | 'back'; readonly second: number }

const HOUR = 3600

/** Where one vehicle drives one day: always the same for the same seed, vehicle and day. */
export function tripsOn(
  vehicle: Vehicle,
  on: { readonly day: string; readonly seed: number; readonly charges: Charges },
): TripStop[] {
  const throws = dice(on.seed, 'trips', vehicle.ref, on.day)
  const habits = dice(on.seed, 'habits', vehicle.ref)
  const working = weekday(on.day) <= 5 && !isPublicHoliday(on.day)
  return legsOf(vehicle, { throws, habits, working })
    .flatMap(({ route, way, second }) => {
      // One pace a leg: nobody flies from one station to the next.
      const pace = 0.9 + throws.share() * 0.35
      return stopsOf(route, way, on.charges).map(({ station, minutes }) => ({
        station,
        second: second + Math.round(minutes * 60 * pace),
      }))
    })
    .filter(({ second }) => second < 24 * HOUR)
}

function legsOf(vehicle: Vehicle, by: { throws: Dice; habits: Dice; working: boolean }): Leg[] {
  switch (vehicle.pattern) {
    case 'commuter':
      return by.working ? commute(vehicle.region, by) : weekend(vehicle.region, by.throws, 0.35)
    case 'occasional':
      return by.working ? errand(vehicle.region, by.throws, 0.13) : weekend(vehicle.region, by.throws, 0.2)
    case 'van':
      return by.working && by.throws.chance(0.5) ? rounds(vehicle.region, by.throws) : []
    case 'lorry':
      return by.working && by.throws.chance(0.52) ? haul(vehicle.region, by.throws) : []
  }
}

/** The same road at nearly the same time, there in the morning and back in the afternoon; two days of three. */
function commute(region: Region, { throws, habits }: { throws: Dice; habits: Dice }): Leg[] {
  const route = habits.pick(COMMUTES[region])
  const leaves = 6.3 * HOUR + habits.share() * 2.4 * HOUR
  if (!throws.chance(0.65)) return errand(region, throws, 0.3)
  const morning = Math.round(leaves + (throws.share() - 0.5) * 0.5 * HOUR)
  const evening = Math.round(morning + 8.2 * HOUR + throws.share() * 1.3 * HOUR)
  return [
    { route, way: 'there', second: morning },
    { route, way: 'back', second: evening },
    ...(throws.chance(0.08) ? errandAt(region, throws, 18.5 * HOUR) : []),
  ]
}

function errand(region: Region, throws: Dice, share: number): Leg[] {
  return throws.chance(share) ? errandAt(region, throws, 9 * HOUR + throws.share() * 9 * HOUR) : []
}

function errandAt(region: Region, throws: Dice, second: number): Leg[] {
  const route = throws.pick(COMMUTES[region])
  const home = second + HOUR + throws.share() * 1.5 * HOUR
  return [
    { route, way: 'there', second: Math.round(second) },
    { route, way: 'back', second: Math.round(home) },
  ]
}

/** To the cabin on one day or back on another, or into town. */
function weekend(region: Region, throws: Dice, share: number): Leg[] {
  if (!throws.chance(share)) return []
  if (throws.chance(0.6)) return errandAt(region, throws, 10 * HOUR + throws.share() * 6 * HOUR)
  const way = throws.chance(0.5) ? 'there' : 'back'
  return [
    { route: throws.pick(JOURNEYS[region]), way, second: Math.round(8 * HOUR + throws.share() * 8 * HOUR) },
  ]
}

/** Craftsmen, home care, taxis: a round or two through the ring between seven and five. */
function rounds(region: Region, throws: Dice): Leg[] {
  const count = throws.chance(0.25) ? 2 : 1
  return Array.from({ length: count }, (_, i) =>
    errandAt(region, throws, (7 + i * 4.5) * HOUR + throws.share() * 1.5 * HOUR),
  ).flat()
}

/** Out in the night or the morning; a quarter come back the same day. */
function haul(region: Region, throws: Dice): Leg[] {
  if (throws.chance(0.5)) return errandAt(region, throws, 6 * HOUR + throws.share() * 6 * HOUR)
  const route = throws.pick(JOURNEYS[region])
  const second = Math.round(3.5 * HOUR + throws.share() * 6 * HOUR)
  const way = throws.chance(0.5) ? 'there' : 'back'
  const home = { route, way: way === 'there' ? 'back' : 'there', second: second + 9 * HOUR } as const
  return [{ route, way, second }, ...(throws.chance(0.25) ? [home] : [])]
}
