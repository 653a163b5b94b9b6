import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { NoticeRefusal } from '#words/tags.ts'
import { lockTagAndVehicles } from './read-assignments.ts'
import { readHeld, readOwnAssignment } from './read-held.ts'
import { reportSale } from './report-sale.ts'
import { endOrders, saveChange } from './store-orders.ts'

/** The customer has sold a vehicle and says so now, which is when the notice is received (terms 2.8). Its tag waits. */
export async function recordSale(
  tx: Tx,
  sale: { publicId: string; partyIds: readonly number[]; assignmentId: number; now: number },
): Promise<{ sold: true } | Refusal<NoticeRefusal>> {
  const { publicId, partyIds, now } = sale
  const own = await readOwnAssignment(tx, { partyIds, id: sale.assignmentId, at: now })
  if (!own) return refuse('vehicle-not-registered')
  const { partyId, agreementId, vehicleId, tagId } = own
  await lockTagAndVehicles(tx, { tagId, vehicleIds: [vehicleId] })
  const before = await readHeld(tx, { tagId, vehicleIds: [vehicleId], at: now })
  const vehicle = { country: own.country, canonical: own.plate }
  const sold = await reportSale(tx, { vehicle, noticeAt: now, now })
  if (isRefusal(sold)) return sold
  await endOrders(tx, [vehicleId], now)
  const tagStateBefore = own.tagState
  const kind = 'sold'
  const change = {
    publicId,
    partyId,
    agreementId,
    kind,
    tagId,
    vehicleId,
    holdsFrom: now,
    now,
    before,
    tagStateBefore,
  } as const
  await saveChange(tx, change)
  return { sold: true }
}
