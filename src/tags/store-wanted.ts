import type { Tx } from '#db/connection.ts'

/** Who asks for a vehicle that somebody else holds. Asked again before the holder is told, it is the same. */
export async function saveWanted(
  tx: Tx,
  wanted: { readonly vehicleId: number; readonly partyId: number; readonly now: number },
): Promise<void> {
  await tx`
    insert into wanted_vehicle (vehicle_id, party_id, asked_at)
    values (${wanted.vehicleId}, ${wanted.partyId}, ${wanted.now}) on conflict do nothing`
}

/** Nobody need know any longer who wanted what. */
export async function forgetWanted(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx`delete from wanted_vehicle where id = any (${ids.map(String)}::bigint[])`
}
