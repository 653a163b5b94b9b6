import type { Day } from '#core/dated.ts'
import { valueOn } from '#core/dated.ts'
import type { FerryStep } from '#core/ferry-step.ts'
import { type Ore, ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { FareTable, FerryLeg, FerryRules, ZeroEmission } from './fare.ts'
import type { FerryLimits } from './limits.ts'
import type { FerryTrip } from './price.ts'
import { shareOf } from './round.ts'
import { smallestGroup, vehicleGroupOf } from './vehicle-group.ts'

/** What a vehicle pays before any discount. */
export type FullPrice = {
  readonly group: string
  readonly unit: Unit
  readonly factor: number
  readonly fare: Ore
  readonly toll: Ore
  readonly steps: readonly FerryStep[]
}

type Unit = { readonly fare: Ore; readonly toll: Ore }
type Place = { readonly leg: FerryLeg; readonly table: FareTable; readonly day: Day }

/** R2 to R4: the group's fare, then what zero emission pays of it, then the multiple for what is towed. */
export function fullPriceOf(
  trip: FerryTrip,
  place: Place,
  limits: FerryLimits,
  rules: FerryRules,
): FullPrice | Refusal<'no-fare' | 'no-zero-emission-share'> {
  const { table } = place
  const factor = towingFactor(trip, limits.towing)
  const group =
    factor === undefined
      ? vehicleGroupOf(rules.groups, table.regulation, trip)
      : smallestGroup(rules.groups, table.regulation)
  const printed = group === undefined ? undefined : table.groups.get(group)
  if (group === undefined || !printed)
    return refuse('no-fare', `${table.code}: no fare for ${group ?? 'so long'}`)
  const zero = trip.zeroEmission
    ? zeroEmissionUnit(group, printed, place, limits, rules)
    : { unit: printed, steps: [] }
  if (isRefusal(zero)) return zero
  const times = factor ?? 1
  const fare = ore(zero.unit.fare * times)
  const toll = ore(zero.unit.toll * (limits.towing.multipliesToll ? times : 1))
  return {
    group,
    unit: { fare: zero.unit.fare, toll: zero.unit.toll },
    factor: times,
    fare,
    toll,
    steps: [
      {
        step: 'fare',
        table: table.code,
        group,
        amount_ore: printed.fare,
        toll_ore: printed.toll,
        ...(table.certainty === 'example' ? { example: true } : {}),
      },
      ...zero.steps,
      ...towingStep(trip, factor, fare, toll),
    ],
  }
}

/** Undefined: nothing is towed, or vehicle and what it tows are one, by their length together. */
function towingFactor(trip: FerryTrip, rule: FerryLimits['towing']): number | undefined {
  const { towing } = trip
  if (!towing?.light || trip.motorcycle || towing.towingLength_cm > rule.vehicleMaxCm) return undefined
  return rule.factors.find((row) => row.toCm === undefined || trip.length_cm <= row.toCm)?.factor
}

function towingStep(trip: FerryTrip, factor: number | undefined, fare: Ore, toll: Ore): readonly FerryStep[] {
  if (!trip.towing || trip.motorcycle) return []
  return factor === undefined
    ? [{ step: 'towing-by-length' }]
    : [{ step: 'towing', factor, amount_ore: fare, toll_ore: toll }]
}

/** R3. What the table prints goes before a share; an authority's own rows before those for all. */
function zeroEmissionUnit(
  group: string,
  printed: Unit & { readonly zeroEmission?: Unit | undefined },
  { leg, table, day }: Place,
  limits: FerryLimits,
  rules: FerryRules,
): { unit: Unit; steps: readonly FerryStep[] } | Refusal<'no-zero-emission-share'> {
  if (printed.zeroEmission) {
    const { fare, toll } = printed.zeroEmission
    return {
      unit: printed.zeroEmission,
      steps: [{ step: 'zero-emission-fare', amount_ore: fare, toll_ore: toll }],
    }
  }
  const share = zeroEmissionOn(rules.zeroEmission, leg.connection.authority, day)
  const smallest = group === smallestGroup(rules.groups, table.regulation)
  const percent = smallest ? share?.smallestPercent : share?.otherPercent
  const ofToll = smallest ? share?.tollSmallestPercent : share?.tollOtherPercent
  const tollPercent = printed.toll === 0 ? 100 : ofToll
  if (percent === undefined || tollPercent === undefined)
    return refuse('no-zero-emission-share', `${leg.connection.authority} on ${day}`)
  const to = limits.rounding.share
  const unit = { fare: shareOf(printed.fare, percent, to), toll: shareOf(printed.toll, tollPercent, to) }
  const example = share?.certainty === 'example' ? { example: true as const } : {}
  return {
    unit,
    steps: [
      {
        step: 'zero-emission-share',
        percent,
        amount_ore: unit.fare,
        toll_percent: tollPercent,
        toll_ore: unit.toll,
        ...example,
      },
    ],
  }
}

function zeroEmissionOn(
  rows: readonly ZeroEmission[],
  authority: string,
  day: Day,
): ZeroEmission['value'] | undefined {
  const own = rows.filter((row) => row.authority === authority)
  return valueOn(own.length > 0 ? own : rows.filter((row) => row.authority === 'all'), day)?.value
}
