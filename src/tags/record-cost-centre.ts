import type { Plate } from '#core/plate.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { InvoicingRefusal } from '#words/invoicing.ts'
import { lockVehicle, readVehicleAssignments } from './read-assignments.ts'
import { readVehicle } from './store.ts'
import { saveCostCentre } from './store-costs.ts'

/**
 * Where the holder keeps a vehicle's costs from an instant on, and what its accounts ask invoices to be marked with.
 * Undefined: nowhere of its own any more. Passages not invoiced yet follow; what is issued stays.
 */
export async function recordCostCentre(
  tx: Tx,
  said: {
    agreementId: number
    vehicle: Plate
    costCentre: string | undefined
    reference: string | undefined
    from: number
  },
): Promise<{ vehicleId: number } | Refusal<Extract<InvoicingRefusal, 'vehicle-not-under-agreement'>>> {
  const vehicleId = await readVehicle(tx, said.vehicle)
  if (vehicleId === undefined) return refuse('vehicle-not-under-agreement')
  await lockVehicle(tx, vehicleId)
  const assignments = await readVehicleAssignments(tx, vehicleId, said.from)
  const own = assignments.find((a) => a.agreementId === said.agreementId)
  if (!own) return refuse('vehicle-not-under-agreement')
  const text = (value: string | undefined) => value?.trim() || undefined
  await saveCostCentre(tx, {
    agreementId: said.agreementId,
    partyId: own.partyId,
    vehicleId,
    costCentre: text(said.costCentre),
    reference: text(said.reference) ?? null,
    from: said.from,
  })
  return { vehicleId }
}
