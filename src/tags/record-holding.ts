import type { Plate } from '#core/plate.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction } from '#db/connection.ts'
import type { HoldingRefusal } from '#words/vehicle-documents.ts'
import { readVehicle } from './store.ts'
import { endUnproven } from './store-holdings.ts'

/** Somebody has shown papers: they own the vehicle under the agreement, or lease it. From the day on they are shown all. */
export async function recordHolding(
  db: Db,
  proof: {
    readonly plate: Plate
    readonly agreementId: number
    readonly fromAt: number
    readonly by: string
  },
): Promise<{ readonly proven: true } | Refusal<HoldingRefusal>> {
  return inTransaction(db, async (tx) => {
    const [staff] = await tx`select from staff_member where email = ${proof.by}`
    if (!staff) return refuse('unknown-staff')
    const [agreement] = await tx<{ partyId: number }[]>`
      select party_id as "partyId" from agreement where id = ${proof.agreementId}`
    const vehicleId = await readVehicle(tx, proof.plate)
    if (!agreement || vehicleId === undefined) return refuse('nothing-to-prove')
    const ended = await endUnproven(tx, [{ partyId: agreement.partyId, vehicleId, at: proof.fromAt }])
    return ended > 0 ? { proven: true } : refuse('nothing-to-prove')
  })
}
