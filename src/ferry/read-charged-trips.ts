import { shownPlate } from '#core/plate.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { ChargedTrip } from '#rating/store.ts'

/**
 * What invoices say of trips that are charged, in the order of the charges. Undefined of what is no trip; and of an
 * agreement with deletion, which keeps neither time nor place of what is charged (terms 5.9).
 */
export async function readChargedTrips(
  tx: Tx,
  charges: readonly { readonly tripId?: number; readonly agreementId?: number | undefined }[],
): Promise<readonly (ChargedTrip | undefined)[]> {
  const of = charges.flatMap(({ tripId, agreementId = 0 }) =>
    tripId === undefined ? [] : [{ tripId, agreementId }],
  )
  if (of.length === 0) return []
  const rows = await tx<
    { tripId: number; legName: string; departsAt: number; country: string; plate: string }[]
  >`
    select distinct t.id as "tripId", coalesce(l.name, t.leg) as "legName", t.departs_at as "departsAt", v.country, v.plate
    from unnest(${numberArray(of.map(({ tripId }) => tripId))}::bigint[],
                ${numberArray(of.map(({ agreementId }) => agreementId))}::bigint[]) as c (trip_id, agreement_id)
    join ferry_trip t on t.id = c.trip_id join ferry_vehicle v on v.id = t.vehicle_id left join ferry_leg l on l.code = t.leg
    where not exists (select from agreement g where g.id = c.agreement_id and g.deletes_passages)`
  const trips = new Map(
    rows.map(({ tripId, legName, departsAt, country, plate }) => [
      tripId,
      { legName, departsAt, plate: shownPlate({ country, canonical: plate }) },
    ]),
  )
  return charges.map(({ tripId }) => (tripId === undefined ? undefined : trips.get(tripId)))
}
