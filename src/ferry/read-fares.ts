import type { Queryable } from '#db/connection.ts'
import { compileFerryRules } from './compile.ts'
import type { FerryRules } from './fare.ts'
import type { FerryRows } from './rows.ts'
import { FARE_FILE } from './store-fares.ts'

/** The rules as loaded. Hand in what was read last: it comes back when nothing has changed since. */
export type LoadedFares = { readonly version: string; readonly rules: FerryRules }

export async function readFares(db: Queryable, last?: LoadedFares): Promise<LoadedFares> {
  const [file] = await db<{ sha256: string }[]>`select sha256 from ferry_fare_file where name = ${FARE_FILE}`
  const version = file?.sha256 ?? ''
  if (last?.version === version) return last
  const rows = await readFareRows(db)
  const legs = await db<{ code: string; id: number }[]>`select code, id from ferry_leg`
  return { version, rules: compileFerryRules(rows, new Map(legs.map((leg) => [leg.code, leg.id]))) }
}

/** All in one question and so of one moment. */
export async function readFareRows(db: Queryable): Promise<FerryRows> {
  const [row] = await db<{ rows: FerryRows }[]>`
    select jsonb_build_object(
      'connections', (select coalesce(jsonb_agg(to_jsonb(t) order by t.name), '[]') from ferry_connection t),
      'terms', (select coalesce(jsonb_agg(to_jsonb(t) order by t.from_on), '[]') from ferry_connection_terms t),
      'companies', (select coalesce(jsonb_agg(to_jsonb(t) order by t.from_on), '[]') from ferry_connection_company t),
      'legs', (select coalesce(jsonb_agg(to_jsonb(t) - 'id' order by t.id), '[]') from ferry_leg t),
      'zones', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_leg_zone t),
      'free', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_leg_free t),
      'tables', (select coalesce(jsonb_agg(to_jsonb(t) order by t.code), '[]') from ferry_fare_table t),
      'tableLegs', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_fare_table_leg t),
      'fares', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_fare t),
      'groups', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_vehicle_group t),
      'zeroEmission', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_zero_emission t),
      'zoneSurcharges', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_zone_surcharge t),
      'vat', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_vat t),
      'prepaidAmounts', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_prepaid_amount t),
      'invoiceFees', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_invoice_fee t),
      'limits', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from ferry_limits t)) as rows`
  return row!.rows
}
