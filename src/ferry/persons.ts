import type { FerryStep } from '#core/ferry-step.ts'
import { NO_MONEY, type Ore, ore } from '#core/money.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { ConnectionTerms } from './connection.ts'
import type { Given } from './discount.ts'
import type { FareTable } from './fare.ts'
import type { FerryLimits } from './limits.ts'
import type { FerryTrip } from './price.ts'
import { shareOf } from './round.ts'

export type PersonFare = { readonly full: Ore; readonly fare: Ore; readonly steps: readonly FerryStep[] }

/** What those pay who travel along, where persons pay. The driver is in the fare of the vehicle. */
export function personFareOf(
  persons: FerryTrip['persons'],
  table: FareTable,
  terms: ConnectionTerms | undefined,
  limits: FerryLimits,
  given: Given,
): PersonFare | Refusal<'no-person-fare'> {
  const { adults, children, seniors } = persons
  if (adults + children + seniors === 0) return { full: NO_MONEY, fare: NO_MONEY, steps: [] }
  if (!(terms?.personsPay ?? table.regulation === 'riks'))
    return { full: NO_MONEY, fare: NO_MONEY, steps: [{ step: 'persons-free' }] }
  const each = table.adult
  if (each === undefined) return refuse('no-person-fare', table.code)
  const share = (percent: number) => shareOf(each, percent, limits.rounding.share)
  const full = ore(
    adults * each + children * share(limits.childPercent) + seniors * share(limits.seniorPercent),
  )
  const fare = shareOf(full, 100 - given.personPercent, limits.rounding.discount)
  const off = ore(fare - full)
  return {
    full,
    fare,
    steps: [
      { step: 'persons', adults, children, seniors, each_ore: each, amount_ore: full },
      ...(off === 0
        ? []
        : [{ step: 'person-discount', percent: given.personPercent, amount_ore: off } as const]),
    ],
  }
}
