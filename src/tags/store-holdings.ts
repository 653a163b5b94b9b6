import type { Queryable, Tx } from '#db/connection.ts'
import type { HiddenBecause } from './holding.ts'

type Of = { readonly partyId: number; readonly vehicleId: number }

/** From now on the customer is not shown where the vehicle's plate was read. What holds already, holds on. */
export async function saveUnproven(
  tx: Tx,
  holdings: readonly (Of & { readonly owner: HiddenBecause; readonly from: number })[],
): Promise<void> {
  if (holdings.length === 0) return
  await tx`
    insert into unproven_holding (party_id, vehicle_id, owner, from_at)
    select * from unnest(
      ${holdings.map(({ partyId }) => String(partyId))}::bigint[],
      ${holdings.map(({ vehicleId }) => String(vehicleId))}::bigint[],
      ${holdings.map(({ owner }) => owner)}::text[],
      ${holdings.map(({ from }) => new Date(from).toISOString())}::timestamptz[])
    on conflict (vehicle_id, party_id) where to_at is null do nothing`
}

/** The vehicle is the customer's own from an instant; what was not shown before it stays so. Returns how many ended. */
export async function endUnproven(
  db: Queryable,
  of: readonly (Of & { readonly at: number })[],
): Promise<number> {
  if (of.length === 0) return 0
  const ended = await db`
    update unproven_holding h set to_at = greatest(h.from_at, o.at)
    from unnest(${of.map(({ partyId }) => String(partyId))}::bigint[],
                ${of.map(({ vehicleId }) => String(vehicleId))}::bigint[],
                ${of.map(({ at }) => new Date(at).toISOString())}::timestamptz[]) as o (party_id, vehicle_id, at)
    where h.party_id = o.party_id and h.vehicle_id = o.vehicle_id and h.to_at is null`
  return ended.count
}

export type Unasked = Of & {
  readonly id: number
  readonly country: string
  readonly plate: string
  readonly from: number
}

/** Those of whose owner the register did not tell when it was asked, the oldest first. */
export async function readUnasked(db: Queryable, limit: number): Promise<readonly Unasked[]> {
  return db<Unasked[]>`
    select h.id, h.party_id as "partyId", h.vehicle_id as "vehicleId", h.from_at as "from", v.country, v.plate
    from unproven_holding h join vehicle v on v.id = h.vehicle_id
    where h.owner = 'unasked' and h.to_at is null order by h.id limit ${limit}`
}

export async function saveAsked(
  tx: Tx,
  asked: readonly { readonly id: number; readonly owner: 'another' | 'unknown' }[],
): Promise<void> {
  if (asked.length === 0) return
  await tx`
    update unproven_holding h set owner = a.owner
    from unnest(${asked.map(({ id }) => String(id))}::bigint[], ${asked.map(({ owner }) => owner)}::text[]) as a (id, owner)
    where h.id = a.id`
}
