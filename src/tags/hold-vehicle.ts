import type { Tx } from '#db/connection.ts'
import { lockVehicle, readVehicleAssignments, type StoredAssignment } from './read-assignments.ts'
import { isAnyHeldByAnother } from './read-held.ts'

export type VehicleTaken = 'vehicle-has-another-tag' | 'vehicle-under-another-agreement'

/** Holds a vehicle for this transaction, and tells what stands in the way of its coming under an agreement. */
export async function holdVehicle(
  tx: Tx,
  of: {
    readonly vehicleId: number
    readonly agreementId: number
    readonly partyId: number
    readonly at: number
    /** Null: for ever. What comes after is not in the way. */
    readonly to: number | null
  },
): Promise<{ readonly inTheWay: VehicleTaken | undefined; readonly there: readonly StoredAssignment[] }> {
  await lockVehicle(tx, of.vehicleId)
  const { to } = of
  const there = (await readVehicleAssignments(tx, of.vehicleId, of.at)).filter(
    (a) => to === null || a.from < to,
  )
  const found = there.find((a) => a.tagId !== null || a.agreementId !== of.agreementId)
  if (found?.agreementId === of.agreementId) return { inTheWay: 'vehicle-has-another-tag', there }
  // A page sees its customer's own alone.
  const elsewhere =
    found !== undefined ||
    (await isAnyHeldByAnother(tx, { vehicleIds: [of.vehicleId], partyId: of.partyId, since: of.at }))
  return { inTheWay: elsewhere ? 'vehicle-under-another-agreement' : undefined, there }
}
