import type { Tx } from '#db/connection.ts'
import { FERRY_TABLES, type FerryRows } from './rows.ts'

/** Which files are loaded, as one hash: whoever holds the rules of the same one need not read them again. */
export const FARE_FILE = 'fares'

/**
 * The files are all there is: what they no longer have goes, but for connections and legs, which trips refer to. False
 * when the same was loaded before.
 */
export async function saveFares(
  tx: Tx,
  rows: FerryRows,
  file: { sha256: string; at: number },
): Promise<boolean> {
  const changed = await tx`
    insert into ferry_fare_file (name, sha256, loaded_at) values (${FARE_FILE}, ${file.sha256}, ${file.at})
    on conflict (name) do update set sha256 = excluded.sha256, loaded_at = excluded.loaded_at
    where ferry_fare_file.sha256 <> excluded.sha256`
  if (changed.count === 0) return false
  await clearDated(tx)
  await saveConnections(tx, rows)
  await saveLegs(tx, rows)
  const dated = KINDS.filter((kind) => kind !== 'connections' && kind !== 'legs')
  for (const kind of dated) await insertRows(tx, kind, rows[kind])
  return true
}

const KINDS = Object.keys(FERRY_TABLES) as (keyof FerryRows)[]

async function clearDated(tx: Tx): Promise<void> {
  await tx`delete from ferry_connection_terms`
  await tx`delete from ferry_connection_company`
  await tx`delete from ferry_leg_zone`
  await tx`delete from ferry_leg_free`
  await tx`delete from ferry_fare`
  await tx`delete from ferry_fare_table_leg`
  await tx`delete from ferry_fare_table`
  await tx`delete from ferry_vehicle_group`
  await tx`delete from ferry_zero_emission`
  await tx`delete from ferry_zone_surcharge`
  await tx`delete from ferry_vat`
  await tx`delete from ferry_prepaid_amount`
  await tx`delete from ferry_invoice_fee`
  await tx`delete from ferry_limits`
}

async function saveConnections(tx: Tx, { connections }: FerryRows): Promise<void> {
  await tx`
    insert into ferry_connection
    select * from jsonb_populate_recordset(null::ferry_connection, ${JSON.stringify(connections)}::text::jsonb)
    on conflict (code) do update set name = excluded.name, road = excluded.road, region = excluded.region,
      authority = excluded.authority, membership = excluded.membership`
}

async function saveLegs(tx: Tx, { legs }: FerryRows): Promise<void> {
  await tx`
    insert into ferry_leg (code, connection_code, name)
    select code, connection_code, name from jsonb_populate_recordset(null::ferry_leg, ${JSON.stringify(legs)}::text::jsonb)
    on conflict (code) do update set connection_code = excluded.connection_code, name = excluded.name`
}

/** The rows are named as the columns (rows.ts), so that each table is filled alike. */
async function insertRows(tx: Tx, kind: keyof FerryRows, rows: readonly unknown[]): Promise<void> {
  const table = FERRY_TABLES[kind]
  await tx`
    insert into ${tx(table)}
    select * from jsonb_populate_recordset(null::${tx(table)}, ${JSON.stringify(rows)}::text::jsonb)`
}
