import type { Plate } from '#core/plate.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { NoticeRefusal } from '#words/tags.ts'
import { lockVehicle, readVehicleAssignments } from './read-assignments.ts'
import { endAssignments, readVehicle, saveSale, saveTagState } from './store.ts'

/**
 * Terms 2.8: whoever sells a vehicle pays for it until the issuer has received the notice, never a shorter time. Its tag
 * waits for another vehicle. Returns the agreement it stood under.
 */
export async function reportSale(
  tx: Tx,
  sale: { vehicle: Plate; noticeAt: number; now: number },
): Promise<{ agreementId: number } | Refusal<NoticeRefusal>> {
  const { noticeAt } = sale
  if (noticeAt > sale.now) return refuse('notice-in-the-future')
  const vehicleId = await readVehicle(tx, sale.vehicle)
  if (vehicleId === undefined) return refuse('vehicle-not-registered')
  await lockVehicle(tx, vehicleId)
  const [current] = await readVehicleAssignments(tx, vehicleId, noticeAt)
  if (!current || current.from > noticeAt) return refuse('vehicle-not-registered')
  await endAssignments(tx, [current.id], noticeAt)
  if (current.tagId !== null) await saveTagState(tx, current.tagId, 'waiting')
  await saveSale(tx, { ...current, noticeAt })
  const keys = [`vehicle ${vehicleId}`, ...(current.tagId === null ? [] : [`tag ${current.tagId}`])]
  await makeDue(
    tx,
    're-attribute',
    keys.map((key) => ({ key, fromAt: noticeAt })),
  )
  return { agreementId: current.agreementId }
}
