import type { Day } from '#core/dated.ts'
import type { FerryMedium } from '#core/ferry-step.ts'
import type { Certainty, Connection, ConnectionTerms, Regulation } from './connection.ts'
import type { FerryLimits } from './limits.ts'

/** The dated data of ferries as rows, named as the columns they stand in: from the data files or from the database. */
export type FerryRows = {
  readonly connections: readonly ConnectionRow[]
  readonly terms: readonly TermsRow[]
  readonly companies: readonly (In & { readonly connection_code: string; readonly name: string })[]
  readonly legs: readonly LegRow[]
  readonly zones: readonly (In & { readonly leg_code: string; readonly zone: number })[]
  readonly free: readonly (In & { readonly leg_code: string })[]
  readonly tables: readonly TableRow[]
  readonly tableLegs: readonly { readonly table_code: string; readonly leg_code: string }[]
  readonly fares: readonly FareRow[]
  readonly groups: readonly GroupRow[]
  readonly zeroEmission: readonly ZeroEmissionRow[]
  readonly zoneSurcharges: readonly SurchargeRow[]
  readonly vat: readonly (In & { readonly percent: number })[]
  readonly prepaidAmounts: readonly PrepaidRow[]
  readonly invoiceFees: readonly (Sure & { readonly amount_ore: number })[]
  readonly limits: readonly (In & { readonly value: FerryLimits })[]
}

/** The tables they stand in, each after those that it refers to. */
export const FERRY_TABLES: Readonly<Record<keyof FerryRows, string>> = {
  connections: 'ferry_connection',
  terms: 'ferry_connection_terms',
  companies: 'ferry_connection_company',
  legs: 'ferry_leg',
  zones: 'ferry_leg_zone',
  free: 'ferry_leg_free',
  tables: 'ferry_fare_table',
  tableLegs: 'ferry_fare_table_leg',
  fares: 'ferry_fare',
  groups: 'ferry_vehicle_group',
  zeroEmission: 'ferry_zero_emission',
  zoneSurcharges: 'ferry_zone_surcharge',
  vat: 'ferry_vat',
  prepaidAmounts: 'ferry_prepaid_amount',
  invoiceFees: 'ferry_invoice_fee',
  limits: 'ferry_limits',
}

type In = { readonly from_on: Day; readonly to_on: Day | null; readonly source: string }
type Sure = In & { readonly certainty: Certainty }

type ConnectionRow = {
  readonly code: string
  readonly name: string
  readonly road: string | null
  readonly region: string | null
  readonly authority: string
  readonly membership: Connection['membership']
}

type TermsRow = Sure & {
  readonly connection_code: string
  readonly medium: FerryMedium | null
  readonly regulation: Regulation | null
  readonly persons_pay: boolean | null
  readonly toll: NonNullable<ConnectionTerms['toll']> | null
}

type LegRow = { readonly code: string; readonly connection_code: string; readonly name: string }

type TableRow = {
  readonly code: string
  readonly regulation: Regulation
  /** Null: printed without a day, and used on none. */
  readonly from_on: Day | null
  readonly to_on: Day | null
  readonly certainty: Certainty
  readonly source: string
  readonly adult_ore: number | null
}

type FareRow = {
  readonly table_code: string
  readonly group_code: string
  readonly fare_ore: number
  readonly toll_ore: number
  readonly zero_emission_fare_ore: number | null
  readonly zero_emission_toll_ore: number | null
}

type GroupRow = {
  readonly regulation: Regulation
  readonly code: string
  readonly place: number
  readonly to_cm: number | null
  readonly source: string
}

type ZeroEmissionRow = Sure & {
  readonly authority: string
  readonly smallest_percent: number
  readonly other_percent: number
  readonly toll_smallest_percent: number | null
  readonly toll_other_percent: number | null
}

type SurchargeRow = {
  readonly authority: string
  readonly from_on: Day
  readonly place: number
  readonly to_zone: number | null
  readonly zones: number
  readonly source: string
}

type PrepaidRow = Sure & {
  readonly class: number
  readonly to_cm: number | null
  /** Null: not known. */
  readonly amount_ore: number | null
}
