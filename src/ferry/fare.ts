import type { Dated } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import type { Certainty, Connection, Regulation } from './connection.ts'
import type { DatedLimits } from './limits.ts'
import type { PrepaidAmounts } from './prepaid-amount.ts'
import type { FerryRows } from './rows.ts'
import type { VehicleGroups } from './vehicle-group.ts'

/** What a vehicle is given: nothing, what a tag gives by its toll agreement, or what a ferry agreement gives. */
export type FerryDiscount = 'none' | 'tag' | 'private' | 'organisation'

/** Everything a price or an agreed amount rests on: a plain value, from the database or from the data files. */
export type FerryRules = {
  readonly legs: ReadonlyMap<number, FerryLeg>
  readonly groups: VehicleGroups
  readonly zeroEmission: readonly ZeroEmission[]
  readonly zoneSurcharges: FerryRows['zoneSurcharges']
  /** Per cent inside fares. The toll part has none. */
  readonly vat: readonly Dated<number>[]
  readonly prepaidAmounts: readonly Dated<PrepaidAmounts>[]
  readonly limits: DatedLimits
  /** What an invoice costs whom sails without any agreement. */
  readonly invoiceFees: readonly Dated<Ore>[]
}

export type FerryLeg = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly connection: Connection
  /** By its length: every kilometre begun is a zone. Known of few. */
  readonly zones: readonly Dated<number>[]
  /** Free to sail in these times. */
  readonly free: readonly Dated<true>[]
  readonly fares: readonly Dated<FareTable>[]
}

export type FareTable = {
  readonly code: string
  readonly regulation: Regulation
  readonly certainty: Certainty
  readonly groups: ReadonlyMap<string, GroupFare>
  /** Of an adult; children and seniors pay shares of it. */
  readonly adult?: Ore | undefined
}

export type GroupFare = {
  readonly fare: Ore
  readonly toll: Ore
  /** Where the table prints what zero emission pays and it is no share. */
  readonly zeroEmission?: { readonly fare: Ore; readonly toll: Ore } | undefined
}

/** What zero emission pays of a fare, by authority. An authority without a row on a day has no known share. */
export type ZeroEmission = Dated<{
  readonly smallestPercent: number
  readonly otherPercent: number
  /** Of the toll part. Absent: not known. */
  readonly tollSmallestPercent?: number | undefined
  readonly tollOtherPercent?: number | undefined
  readonly certainty: Certainty
}> & { readonly authority: string }
