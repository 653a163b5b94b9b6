import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { OrderRefusal } from '#words/tag-orders.ts'
import type { AskedVehicle } from './ask-vehicle.ts'
import { holdVehicle } from './hold-vehicle.ts'
import { saveAssignment, saveUnknownVehicles } from './store.ts'
import { saveOrder, saveStatedVehicles } from './store-orders.ts'
import { tellOwner } from './tell-owner.ts'
import { plateKey, STATED_CATEGORY } from './vehicle.ts'

export type Order = {
  readonly publicId: string
  readonly partyId: number
  readonly agreementId: number
  readonly vehicle: AskedVehicle
  /** What the customer has said of one the register does not know. */
  readonly heavy: boolean
  readonly termsVersion: string
  readonly now: number
}

/**
 * A tag is ordered for a vehicle, which stands under the agreement from now, or from when the agreement is valid. The
 * customer sees its passages from then on, never older ones: a plate alone shows nothing.
 */
export async function orderTag(tx: Tx, order: Order): Promise<{ ordered: true } | Refusal<OrderRefusal>> {
  const { agreementId, partyId, vehicle, now, heavy } = order
  const agreement = await readOwnAgreement(tx, agreementId, partyId)
  if (!agreement) return refuse('unknown-agreement')
  if (agreement.kind !== 'main' || (agreement.validTo !== null && agreement.validTo <= now))
    return refuse('agreement-not-valid')
  const { country, canonical: plate } = vehicle.plate
  const category = STATED_CATEGORY[heavy ? 'heavy' : 'light']
  const stated = vehicle.register === 'foreign' || vehicle.register === 'unknown'
  if (stated) await saveStatedVehicles(tx, [{ country, plate, category, totalWeightKg: null }])
  const vehicleId = (await saveUnknownVehicles(tx, [vehicle.plate])).get(plateKey(vehicle.plate))!
  const at = Math.max(now, agreement.validFrom)
  const { inTheWay, there } = await holdVehicle(tx, { vehicleId, agreementId, partyId, at, to: null })
  if (inTheWay) return refuse(inTheWay)
  const { publicId, termsVersion } = order
  const kind = heavy ? 'heavy' : 'light'
  const { register } = vehicle
  const saved = { publicId, partyId, agreementId, vehicleId, kind, register, termsVersion, now } as const
  if (!(await saveOrder(tx, saved))) return refuse('tag-ordered-already')
  if (there.length === 0) {
    await saveAssignment(tx, { agreementId, partyId, vehicleId, tagId: null, from: at, to: null })
    await makeDue(tx, 're-attribute', [{ key: `vehicle ${vehicleId}`, fromAt: at }])
  }
  await tellOwner(tx, { vehicle, vehicleId, key: publicId, partyId, from: at, now })
  return { ordered: true }
}

async function readOwnAgreement(
  tx: Tx,
  id: number,
  partyId: number,
): Promise<{ kind: string; validFrom: number; validTo: number | null } | undefined> {
  const [row] = await tx<{ kind: string; validFrom: number; validTo: number | null }[]>`
    select kind, valid_from as "validFrom", valid_to as "validTo" from agreement
    where id = ${id} and party_id = ${partyId} for no key update`
  return row
}
