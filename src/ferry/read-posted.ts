import { ore } from '#core/money.ts'
import { numberArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { type KnownTrip, referenceOf } from './statement.ts'
import { waits } from './store-trips.ts'
import type { PostedTrip, ReceivedTrip } from './trip.ts'

type Row = {
  readonly companyId: number
  readonly reference: string
  readonly version: number
  readonly tripId: number
  readonly vehicleId: number | null
  readonly discount: PostedTrip['discount']
  readonly paidBy: PostedTrip['paidBy']
  readonly full: number
  readonly fullToll: number
  readonly fare: number
  readonly toll: number
  readonly vatPercent: number
  readonly vat: number
  readonly because: string
  readonly fareChargeId: number | null
  readonly tollChargeId: number | null
}

/** Of the references of trips: how far their versions have come, and what stands posted of them. */
export async function readPosted(
  tx: Tx,
  trips: readonly ReceivedTrip[],
): Promise<ReadonlyMap<string, KnownTrip>> {
  const rows = await tx<Row[]>`
    select t.company_id as "companyId", t.reference, t.version, t.id as "tripId", e.vehicle_id as "vehicleId", e.discount,
           e.paid_by as "paidBy", e.full_ore as full, e.full_toll_ore as "fullToll", e.fare_ore as fare, e.toll_ore as toll,
           e.vat_percent as "vatPercent", e.vat_ore as vat, e.because, e.fare_charge_id as "fareChargeId",
           e.toll_charge_id as "tollChargeId"
    from unnest(${numberArray(trips.map((trip) => trip.id))}::bigint[], ${numberArray(trips.map((trip) => trip.companyId))}::smallint[],
                ${textArray(trips.map((trip) => trip.reference))}::text[]) as r (id, company_id, reference)
    join ferry_trip t on t.company_id = r.company_id and t.reference = r.reference and t.id <> r.id and not ${waits(tx)}
    left join ferry_entry e on e.trip_id = t.id and e.kind = 'trip'
      and not exists (select from ferry_entry c where c.trip_id = t.id and c.kind = 'trip-credit')`
  const known = new Map<string, KnownTrip>()
  for (const row of rows) {
    const reference = referenceOf(row)
    const before = known.get(reference)
    known.set(reference, {
      version: Math.max(row.version, before?.version ?? 0),
      posted: postedOf(row) ?? before?.posted,
    })
  }
  return known
}

function postedOf(row: Row): PostedTrip | undefined {
  const { tripId, companyId, vehicleId, discount, paidBy, vatPercent, fareChargeId, tollChargeId } = row
  if (vehicleId === null) return undefined
  return {
    tripId,
    companyId,
    vehicleId,
    discount,
    paidBy,
    vatPercent,
    fareChargeId,
    tollChargeId,
    full: ore(row.full),
    fullToll: ore(row.fullToll),
    fare: ore(row.fare),
    toll: ore(row.toll),
    vat: ore(row.vat),
    steps: JSON.parse(row.because) as PostedTrip['steps'],
  }
}
