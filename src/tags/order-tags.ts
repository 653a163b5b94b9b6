import { type Refusal, refuse } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { makeDue } from '#db/due.ts'
import type { FaultyRow, ListedVehicle } from '#formats/vehicle-list.ts'
import type { VehicleRowFault } from '#words/upload-vehicles.ts'
import type { AskedVehicle } from './ask-vehicle.ts'
import { lockVehicles } from './read-assignments.ts'
import { saveAssignments, saveUnknownVehicles } from './store.ts'
import { saveCostCentres } from './store-costs.ts'
import { saveOrders, saveStatedVehicles } from './store-orders.ts'
import { tellOwners } from './tell-owner.ts'
import { plateKey, STATED_CATEGORY } from './vehicle.ts'

export type Orders = {
  readonly partyIds: readonly number[]
  readonly agreementPublicId: string
  readonly vehicles: readonly ListedVehicle[]
  /** The registered owners, in the same order. */
  readonly asked: readonly AskedVehicle[]
  readonly termsVersion: string
  /** Above it a vehicle must have a tag of the heavy kind. */
  readonly heavyAboveKg: number
  readonly now: number
  readonly newId: () => string
}

/** A list of vehicles comes under an agreement, each with a tag ordered for it: all of them, or none and why not. */
export async function orderTags(
  tx: Tx,
  orders: Orders,
): Promise<
  | { readonly ordered: number }
  | { readonly rows: readonly FaultyRow[] }
  | Refusal<'unknown-agreement' | 'agreement-not-valid'>
> {
  const { vehicles, now, newId, termsVersion, heavyAboveKg } = orders
  const agreement = await readAgreement(tx, orders)
  if (!agreement) return refuse('unknown-agreement')
  if (agreement.kind !== 'main' || (agreement.validTo !== null && agreement.validTo <= now))
    return refuse('agreement-not-valid')
  const isHeavy = ({ totalWeightKg }: ListedVehicle) => (totalWeightKg ?? 0) > heavyAboveKg
  // No register of ours answers for a vehicle from abroad.
  const stated = vehicles.filter(({ plate }) => plate.country !== 'NO')
  await saveStatedVehicles(
    tx,
    stated.map((vehicle) => ({
      country: vehicle.plate.country,
      plate: vehicle.plate.canonical,
      category: STATED_CATEGORY[isHeavy(vehicle) ? 'heavy' : 'light'],
      totalWeightKg: vehicle.totalWeightKg ?? null,
    })),
  )
  const ids = await saveUnknownVehicles(
    tx,
    vehicles.map(({ plate }) => plate),
  )
  const listed = vehicles.map((vehicle) => ({ ...vehicle, vehicleId: ids.get(plateKey(vehicle.plate))! }))
  const vehicleIds = listed.map(({ vehicleId }) => vehicleId)
  await lockVehicles(tx, vehicleIds)
  const { partyId, id: agreementId } = agreement
  const taken = await readTaken(tx, { vehicleIds, partyId, now })
  const known = await readWeights(tx, vehicleIds)
  const rows = listed.flatMap((row) => {
    const weightKg = known.get(row.vehicleId)
    const fault = rowFault({
      own: taken.get(row.vehicleId),
      differs:
        row.totalWeightKg !== undefined && weightKg !== undefined && weightKg > heavyAboveKg !== isHeavy(row),
    })
    return fault ? [{ line: row.line, text: row.plate.canonical, fault }] : []
  })
  if (rows.length > 0) return { rows }
  const at = Math.max(now, agreement.validFrom)
  await saveAssignments(
    tx,
    vehicleIds.map((vehicleId) => ({ agreementId, partyId, vehicleId, tagId: null, from: at, to: null })),
  )
  await saveOrders(
    tx,
    listed.map(({ vehicleId, plate, totalWeightKg }) => ({
      publicId: newId(),
      partyId,
      agreementId,
      vehicleId,
      kind: (known.get(vehicleId) ?? totalWeightKg ?? 0) > heavyAboveKg ? 'heavy' : 'light',
      register: plate.country === 'NO' ? 'pending' : 'foreign',
      termsVersion,
      now,
    })),
  )
  await saveCostCentres(
    tx,
    listed.flatMap(({ vehicleId, costCentre, reference }) =>
      costCentre === undefined
        ? []
        : [{ agreementId, partyId, vehicleId, costCentre, reference: reference ?? null }],
    ),
    at,
  )
  await makeDue(
    tx,
    're-attribute',
    vehicleIds.map((id) => ({ key: `vehicle ${id}`, fromAt: at })),
  )
  await tellOwners(
    tx,
    orders.asked.map((vehicle) => ({ vehicle, key: newId() })),
    { partyId, now },
  )
  return { ordered: listed.length }
}

function rowFault({
  own,
  differs,
}: {
  own: boolean | undefined
  differs: boolean
}): VehicleRowFault | undefined {
  if (own !== undefined) return own ? 'own-already' : 'another-agreement'
  return differs ? 'weight-differs' : undefined
}

/** What we know of each, from the register or as stated before. */
async function readWeights(tx: Tx, vehicleIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await tx<{ id: number; weightKg: number }[]>`
    select id, total_weight_kg as "weightKg" from vehicle
    where id = any (${vehicleIds.map(String)}::bigint[]) and total_weight_kg is not null`
  return new Map(rows.map(({ id, weightKg }) => [id, weightKg]))
}

async function readAgreement(tx: Tx, { partyIds, agreementPublicId }: Orders) {
  const [row] = await tx<
    { id: number; partyId: number; kind: string; validFrom: number; validTo: number | null }[]
  >`
    select id, party_id as "partyId", kind, valid_from as "validFrom", valid_to as "validTo" from agreement
    where public_id::text = ${agreementPublicId} and party_id = any (${partyIds.map(String)}::bigint[]) for no key update`
  return row
}

/** Vehicles that stand under an agreement from now on: true where it is the party's own. */
async function readTaken(
  tx: Tx,
  of: { vehicleIds: readonly number[]; partyId: number; now: number },
): Promise<ReadonlyMap<number, boolean>> {
  const rows = await tx<{ id: number; own: boolean }[]>`
    select v.id, o.own from unnest(${of.vehicleIds.map(String)}::bigint[]) as v (id),
      lateral (select exists (select from tag_assignment a
                              where a.vehicle_id = v.id and coalesce(upper(a.valid), 'infinity') > ${of.now}) as own) o
    where o.own or vehicle_held_by_another(v.id, ${of.partyId}, ${of.now})`
  return new Map(rows.map(({ id, own }) => [id, own]))
}
