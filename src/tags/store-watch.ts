import type { Plate } from '#core/plate.ts'
import type { Queryable, Tx } from '#db/connection.ts'

/** A vehicle under an agreement, of whose owner the register was last asked. */
export type Watched = {
  readonly vehicleId: number
  readonly partyId: number
  readonly plate: Plate
  readonly issuer: string
  /** Since then, and under this agreement. */
  readonly since: number
}

/** Vehicles that come under agreements are watched from then on. A page may not read them, and names no column. */
export async function watchVehicles(
  tx: Tx,
  vehicles: readonly { readonly vehicleId: number; readonly from: number | null }[],
): Promise<void> {
  const begun = vehicles.filter(({ from }) => from !== null)
  await tx`
    insert into owner_watch (vehicle_id, asked_at)
    select vehicle_id, min(asked_at)
    from unnest(${begun.map(({ vehicleId }) => String(vehicleId))}::bigint[],
                ${begun.map(({ from }) => new Date(from ?? 0).toISOString())}::timestamptz[]) as v (vehicle_id, asked_at)
    group by vehicle_id order by vehicle_id on conflict do nothing`
}

/** Those whose turn it is, the oldest answers first; and of them those that stand under no agreement any more. */
export async function readToWatch(
  db: Queryable,
  { now, limit, days }: { readonly now: number; readonly limit: number; readonly days: number },
): Promise<{ readonly held: readonly Watched[]; readonly gone: readonly number[] }> {
  const rows = await db<
    {
      vehicleId: number
      partyId: number | null
      country: string
      plate: string
      issuer: string
      since: number
    }[]
  >`
    select w.vehicle_id as "vehicleId", a.party_id as "partyId", v.country, v.plate, c.name as issuer,
           greatest(w.asked_at, lower(a.valid)) as since
    from (select * from owner_watch where asked_at <= ${now - days * DAY_MS} order by asked_at limit ${limit}) w
    join vehicle v on v.id = w.vehicle_id
    left join tag_assignment a on a.vehicle_id = w.vehicle_id and a.valid @> ${now}::timestamptz
    left join agreement g on g.id = a.agreement_id
    left join company c on c.id = g.issuer_id
    order by w.vehicle_id`
  return {
    held: rows.flatMap(({ partyId, country, plate: canonical, ...row }) =>
      partyId === null ? [] : [{ ...row, partyId, plate: { country, canonical } }],
    ),
    gone: rows.flatMap(({ vehicleId, partyId }) => (partyId === null ? [vehicleId] : [])),
  }
}

const DAY_MS = 86_400_000

export async function saveWatched(tx: Tx, vehicleIds: readonly number[], now: number): Promise<void> {
  await tx`update owner_watch set asked_at = ${now} where vehicle_id = any (${vehicleIds.map(String)}::bigint[])`
}

/** One that comes under an agreement again is watched again. */
export async function forgetWatched(tx: Tx, vehicleIds: readonly number[]): Promise<void> {
  await tx`delete from owner_watch where vehicle_id = any (${vehicleIds.map(String)}::bigint[])`
}
