import type { Day } from '#core/dated.ts'
import { type Ore, ore, roundHalfUp } from '#core/money.ts'
import { addDays } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { SettlementLine } from '#formats/settlement-file.ts'
import { commissionOn, type SettlementTerms } from './settlement-terms.ts'

/** What was booked for a toll charger under an issuer on a day, as the ledger has it now and as settlements have told it. */
export type BookedDay = {
  readonly chargerId: number
  readonly issuerId: number
  readonly issuerCode: string
  readonly bookedOn: Day
  readonly postings: number
  readonly tolls: Ore
  readonly owners: Ore
  readonly told: {
    readonly postings: number
    readonly tolls: Ore
    readonly owners: Ore
    readonly commission: Ore
  }
}

export type NewLine = SettlementLine & { readonly issuerId: number }
export type NewSettlement = {
  readonly chargerId: number
  readonly settledOn: Day
  readonly lines: readonly NewLine[]
}

/**
 * The settlements a toll charger is to get: one for each day that is over and not settled. What was booked on a day
 * after that day was settled stands on the first of them, and where there is none waits for the next day.
 */
export function settlementsOf(
  booked: readonly BookedDay[],
  of: { chargerId: number; lastSettledOn: Day | undefined; asOf: Day; terms: SettlementTerms },
): readonly NewSettlement[] | Refusal<'no-commission-rate'> {
  const { chargerId, lastSettledOn = '', asOf } = of
  const yesterday = addDays(asOf, -1)
  const days = [...new Set(booked.map((b) => b.bookedOn).filter((day) => day > lastSettledOn))].sort()
  const first = days[0] ?? yesterday
  if (booked.length === 0 || first <= lastSettledOn) return []
  const lines = new Map<Day, NewLine[]>()
  for (const one of booked) {
    const line = lineOf(one, of.terms)
    if (isRefusal(line)) return line
    const settledOn = one.bookedOn > lastSettledOn ? one.bookedOn : first
    lines.set(settledOn, [...(lines.get(settledOn) ?? []), line])
  }
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([settledOn, own]) => ({ chargerId, settledOn, lines: own.toSorted(byIssuerAndDay) }))
}

/**
 * What is new of a day. The commission is rounded once, of all the day's tolls; a late line has what it differs by, so
 * that the day comes to the same however many lines told it.
 */
function lineOf(booked: BookedDay, terms: SettlementTerms): NewLine | Refusal<'no-commission-rate'> {
  const { issuerId, issuerCode, bookedOn, postings, tolls, owners, told } = booked
  const basisPoints = commissionOn(terms, bookedOn)
  if (basisPoints === undefined) return refuse('no-commission-rate', bookedOn)
  return {
    issuerId,
    issuerCode,
    bookedOn,
    postings: postings - told.postings,
    tolls: ore(tolls - told.tolls),
    owners: ore(owners - told.owners),
    basisPoints,
    commission: ore(roundHalfUp(tolls * basisPoints, BASIS_POINTS) - told.commission),
  }
}

/** In the whole. */
const BASIS_POINTS = 10_000

function byIssuerAndDay(a: NewLine, b: NewLine): number {
  return a.issuerId - b.issuerId || (a.bookedOn < b.bookedOn ? -1 : 1)
}
