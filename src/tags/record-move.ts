import type { Day } from '#core/dated.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import type { MoveRefusal } from '#words/tags.ts'
import type { AskedVehicle } from './ask-vehicle.ts'
import { heldFrom } from './held.ts'
import { movedFrom, type TagTerms } from './move.ts'
import { moveTag } from './move-tag.ts'
import { lockTag } from './read-assignments.ts'
import { readHeld } from './read-held.ts'
import { readVehicle } from './store.ts'
import { saveChange } from './store-orders.ts'
import { tellOwner } from './tell-owner.ts'

/** The customer moves a tag, with a receipt from which it can be undone. The new vehicle's owner is told when another. */
export async function recordMove(
  tx: Tx,
  move: {
    readonly publicId: string
    readonly tagNumber: string
    readonly vehicle: AskedVehicle
    readonly effectiveOn: Day
    readonly now: number
    readonly terms: TagTerms
  },
): Promise<{ holdsFrom: number } | Refusal<MoveRefusal>> {
  const { publicId, tagNumber, vehicle, now } = move
  const at = movedFrom(move.effectiveOn, now, move.terms)
  if (isRefusal(at)) return at
  const tag = await lockTag(tx, tagNumber)
  if (!tag) return refuse('unknown-tag')
  const toVehicleBefore = await readVehicle(tx, vehicle.plate)
  const vehicleIds = toVehicleBefore === undefined ? [] : [toVehicleBefore]
  const before = await readHeld(tx, { tagId: tag.id, vehicleIds, at })
  const moved = await moveTag(tx, { ...move, toVehicle: vehicle.plate })
  if (isRefusal(moved)) return moved
  const from = before.find(({ tagId }) => tagId === tag.id)!
  const toVehicleId = (await readVehicle(tx, vehicle.plate))!
  const { partyId, agreementId, vehicleId } = from
  await saveChange(tx, {
    publicId,
    partyId,
    agreementId,
    kind: 'moved',
    tagId: tag.id,
    vehicleId,
    toVehicleId,
    holdsFrom: moved.holdsFrom,
    now,
    before: heldFrom(before, moved.holdsFrom),
    tagStateBefore: null,
  })
  const told = { vehicle, vehicleId: toVehicleId, key: publicId }
  await tellOwner(tx, { ...told, partyId, from: moved.holdsFrom, now })
  return moved
}
