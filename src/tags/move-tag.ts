import { lockInForce } from '#agreements/store.ts'
import type { Day } from '#core/dated.ts'
import type { Plate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { MoveRefusal } from '#words/tags.ts'
import { holdVehicle } from './hold-vehicle.ts'
import { movedFrom, type TagTerms } from './move.ts'
import { lockTag, readTagAssignments } from './read-assignments.ts'
import { endAssignments, saveAssignment, saveMove, saveUnknownVehicles } from './store.ts'
import { plateKey } from './vehicle.ts'

export type Move = {
  readonly tagNumber: string
  readonly toVehicle: Plate
  /** The Oslo day it holds from. */
  readonly effectiveOn: Day
  readonly now: number
  readonly terms: TagTerms
}

/**
 * Moves a tag, and its agreement with it, to another vehicle from a day on. What has passed since that day is due to be
 * attributed again. The vehicle it leaves stands under the agreement no longer.
 */
export async function moveTag(tx: Tx, move: Move): Promise<{ holdsFrom: number } | Refusal<MoveRefusal>> {
  const holdsFrom = movedFrom(move.effectiveOn, move.now, move.terms)
  if (isRefusal(holdsFrom)) return holdsFrom
  const tag = await lockTag(tx, move.tagNumber)
  if (!tag) return refuse('unknown-tag')
  if (tag.state === 'stolen') return refuse('tag-already-stolen')
  const assignments = await readTagAssignments(tx, tag.id, holdsFrom)
  const current = assignments.find((a) => a.from <= holdsFrom)
  if (assignments.some((a) => a.from > holdsFrom)) return refuse('tag-moved-since')
  if (!current) return refuse('tag-not-mounted')
  if (!(await lockInForce(tx, current.agreementId, holdsFrom))) return refuse('agreement-not-valid')
  const vehicles = await saveUnknownVehicles(tx, [move.toVehicle])
  const vehicleId = vehicles.get(plateKey(move.toVehicle))!
  if (vehicleId === current.vehicleId) return refuse('same-vehicle')
  const { agreementId, partyId, to } = current
  const { inTheWay, there } = await holdVehicle(tx, { vehicleId, agreementId, partyId, at: holdsFrom, to })
  if (inTheWay) return refuse(inTheWay)
  // The vehicle may have stood under the agreement without a tag; now it has one.
  await endAssignments(tx, [current.id, ...there.map((a) => a.id)], holdsFrom)
  await saveAssignment(tx, { ...current, vehicleId, tagId: tag.id, from: holdsFrom })
  await saveMove(tx, {
    tagId: tag.id,
    partyId,
    fromVehicleId: current.vehicleId,
    toVehicleId: vehicleId,
    holdsFrom,
    movedAt: move.now,
  })
  await makeDue(
    tx,
    're-attribute',
    [`tag ${tag.id}`, `vehicle ${current.vehicleId}`, `vehicle ${vehicleId}`].map((key) => ({
      key,
      fromAt: holdsFrom,
    })),
  )
  return { holdsFrom }
}
