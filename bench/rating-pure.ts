import { rateStretch } from '#rating/charge.ts'
import type { Stretch, StretchPassage } from '#rating/stretch.ts'
import type { Tariffs } from '#rating/tariffs.ts'
import type { Figure } from './main.ts'
import { percentile } from './measure.ts'
import { factsOf, type Place, placeOf, type Traffic } from './rating-traffic.ts'

type InMemory = { readonly stretch: Stretch; readonly passages: StretchPassage[] }

/** The rating function alone, one thread, over stretches in memory; the floor only adds prices up. */
export function ratePure(
  traffic: Traffic & { readonly agreements: number; readonly places: readonly Place[] },
  tariffs: Tariffs,
): Figure {
  const stretches = stretchesOf(traffic)
  let paid = 0
  const seconds = timed(() => {
    paid = 0
    for (const { stretch, passages } of stretches)
      for (const outcome of rateStretch(stretch, passages, tariffs))
        if (outcome.outcome === 'charged') paid += outcome.amount
  })
  const prices = stretches.flatMap(({ stretch, passages }) =>
    rateStretch(stretch, passages, tariffs).map((o) => (o.outcome === 'charged' ? Number(o.amount) : 0)),
  )
  let added = 0
  const floor = timed(() => {
    added = 0
    for (const price of prices) added += price
  })
  if (added !== paid) throw new Error(`the same prices add up to ${added} and to ${paid}`)
  return {
    name: 'rating.pure_per_second',
    value: Math.round(traffic.count / seconds),
    unit: '1/s',
    floor: Math.round(traffic.count / floor),
    ratio: Number((floor / seconds).toFixed(4)),
  }
}

/** The median of five, after one that warms up. */
function timed(work: () => void): number {
  work()
  const seconds = Array.from({ length: 5 }, () => {
    const begun = performance.now()
    work()
    return (performance.now() - begun) / 1000
  })
  return percentile(seconds, 50)
}

/** One after another, as they are read from the database. */
function stretchesOf(
  traffic: Traffic & { readonly agreements: number; readonly places: readonly Place[] },
): InMemory[] {
  const byVehicle = Map.groupBy(traffic.vehicle.keys(), (i) => traffic.vehicle[i]!)
  return [...byVehicle].map(([vehicle, passages]) => {
    const { stations } = placeOf(vehicle, traffic.agreements, traffic.places)
    return {
      stretch: {
        vehicle: { ...factsOf(vehicle), categoryDocumented: true },
        validAgreement: true,
        exemptions: [],
      },
      passages: passages.map((i) => passageOf(traffic, i, stations[traffic.station[i]!]!.id)),
    }
  })
}

function passageOf(traffic: Traffic, i: number, stationId: number): StretchPassage {
  const byPlate = traffic.byPlate[i] === 1
  return {
    id: i,
    stationId,
    lane: '1',
    passedAt: traffic.at[i]!,
    readBy: byPlate ? 'plate' : 'tag',
    tagId: byPlate ? undefined : traffic.vehicle[i]!,
    classSeen: 1,
    tagOfAnotherVehicle: false,
    asIfTagRead: false,
  }
}
