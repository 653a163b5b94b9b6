import type { Plate } from '#core/plate.ts'
import type { Tx } from '#db/connection.ts'
import { isAnyHeldByAnother } from './read-held.ts'
import { readVehicle } from './store.ts'

export type PlateInTheWay = 'own-with-tag' | 'ordered-already' | 'another-agreement'

/** What stands in the way of a tag for a plate, as a customer may know it. Undefined: nothing. */
export async function readPlateState(
  tx: Tx,
  of: { readonly plate: Plate; readonly partyIds: readonly number[]; readonly now: number },
): Promise<PlateInTheWay | undefined> {
  const vehicleId = await readVehicle(tx, of.plate)
  if (vehicleId === undefined) return undefined
  const partyIds = of.partyIds.map(String)
  const [own] = await tx<{ hasTag: boolean; isOrdered: boolean }[]>`
    select a.tag_id is not null as "hasTag",
           exists (select from tag_order o where o.vehicle_id = a.vehicle_id and o.shipped_at is null and o.ended_at is null)
             as "isOrdered"
    from tag_assignment a
    where a.vehicle_id = ${vehicleId} and a.party_id = any (${partyIds}::bigint[])
      and coalesce(upper(a.valid), 'infinity') > ${of.now}
    order by lower(a.valid) limit 1`
  if (own?.isOrdered) return 'ordered-already'
  if (own) return own.hasTag ? 'own-with-tag' : undefined
  // No party of the customer's: any that holds it is another.
  const held = await isAnyHeldByAnother(tx, {
    vehicleIds: [vehicleId],
    partyId: of.partyIds[0] ?? 0,
    since: of.now,
  })
  return held ? 'another-agreement' : undefined
}
