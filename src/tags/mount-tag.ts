import { lockInForce } from '#agreements/store.ts'
import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { MoveRefusal } from '#words/tags.ts'
import type { AskedVehicle } from './ask-vehicle.ts'
import { heldFrom } from './held.ts'
import { holdVehicle } from './hold-vehicle.ts'
import { readLastHolder } from './read-assignments.ts'
import { readHeld } from './read-held.ts'
import { endAssignments, saveAssignment, saveTagState, saveUnknownVehicles } from './store.ts'
import { endOrders, saveChange } from './store-orders.ts'
import { tellOwner } from './tell-owner.ts'
import { plateKey } from './vehicle.ts'

/** A tag that waits is put into a vehicle, under the agreement it was last under, from now. */
export async function mountTag(
  tx: Tx,
  mount: { publicId: string; tagNumber: string; vehicle: AskedVehicle; now: number },
): Promise<{ mounted: true } | Refusal<MoveRefusal>> {
  const { publicId, vehicle, now } = mount
  const tag = await lockWaiting(tx, mount.tagNumber)
  const holder = tag && (await readLastHolder(tx, tag.id))
  if (!tag || !holder) return refuse('unknown-tag')
  if (!(await lockInForce(tx, holder.agreementId, now))) return refuse('agreement-not-valid')
  const vehicleId = (await saveUnknownVehicles(tx, [vehicle.plate])).get(plateKey(vehicle.plate))!
  const { inTheWay, there } = await holdVehicle(tx, { vehicleId, ...holder, at: now, to: null })
  if (inTheWay) return refuse(inTheWay)
  const before = await readHeld(tx, { tagId: tag.id, vehicleIds: [vehicleId], at: now })
  await endAssignments(
    tx,
    there.map(({ id }) => id),
    now,
  )
  await endOrders(tx, [vehicleId], now)
  await saveAssignment(tx, { ...holder, vehicleId, tagId: tag.id, from: now, to: null })
  await saveTagState(tx, tag.id, 'active')
  const times = { holdsFrom: now, now, before: heldFrom(before, now), tagStateBefore: 'waiting' }
  await saveChange(tx, {
    publicId,
    ...holder,
    kind: 'mounted',
    tagId: tag.id,
    vehicleId: null,
    toVehicleId: vehicleId,
    ...times,
  })
  await makeDue(
    tx,
    're-attribute',
    [`tag ${tag.id}`, `vehicle ${vehicleId}`].map((key) => ({ key, fromAt: now })),
  )
  await tellOwner(tx, { vehicle, vehicleId, partyId: holder.partyId, key: publicId, from: now, now })
  return { mounted: true }
}

async function lockWaiting(tx: Tx, tagNumber: string): Promise<{ id: number } | undefined> {
  const [tag] = await tx<{ id: number }[]>`
    select id from tag where tag_number = ${tagNumber} and state = 'waiting' for no key update`
  return tag
}
