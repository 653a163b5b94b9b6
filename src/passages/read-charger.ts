import type { Queryable } from '#db/connection.ts'

/** The toll charger a file names, or undefined. */
export async function readChargerByCode(db: Queryable, code: string): Promise<number | undefined> {
  const [row] = await db<{ id: number }[]>`select id from company where code = ${code} and toll_charger`
  return row?.id
}

/** Station code → id, of one charger. */
export async function readStations(db: Queryable, chargerId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await db<
    { code: string; id: number }[]
  >`select code, id from station where charger_id = ${chargerId}`
  const stations = new Map<string, number>()
  for (const { code, id } of rows) stations.set(code, id)
  return stations
}

/** `1 bergen-1` → id: a station's code is its charger's own. */
export async function readStationsOf(
  db: Queryable,
  chargerIds: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db<{ charger_id: number; code: string; id: number }[]>`
    select charger_id, code, id from station where charger_id = any (${[...chargerIds]}::smallint[])`
  return new Map(rows.map((row) => [`${row.charger_id} ${row.code}`, row.id]))
}
