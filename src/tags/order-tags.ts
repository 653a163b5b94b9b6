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
  const kindOf = (weightKg: number | undefined) => ((weightKg ?? 0) > heavyAboveKg ? 'heavy' : 'light')
  const { partyId, id: agreementId } = agreement
  const known = await readKnown(tx, vehicles)
  const knownIds = [...known.values()].map(({ id }) => id)
  await lockVehicles(tx, knownIds)
  const taken = await readTaken(tx, { vehicleIds: knownIds, partyId, now })
  const rows = vehicles.flatMap(({ line, plate, totalWeightKg }) => {
    const { id = 0, weightKg } = known.get(plateKey(plate)) ?? {}
    const bothKnown = totalWeightKg !== undefined && weightKg != null
    const fault = rowFault(taken.get(id), bothKnown && kindOf(totalWeightKg) !== kindOf(weightKg))
    return fault ? [{ line, text: plate.canonical, fault }] : []
  })
  // Whatever is told to be put right, nothing has been written.
  if (rows.length > 0) return { rows }
  await saveForeign(tx, vehicles, kindOf)
  const ids = await saveUnknownVehicles(
    tx,
    vehicles.map(({ plate }) => plate),
  )
  const listed = vehicles.map((vehicle) => ({ ...vehicle, vehicleId: ids.get(plateKey(vehicle.plate))! }))
  const vehicleIds = listed.map(({ vehicleId }) => vehicleId)
  await lockVehicles(tx, vehicleIds)
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
      kind: kindOf(known.get(plateKey(plate))?.weightKg ?? totalWeightKg),
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
    orders.asked.map((vehicle) => ({ vehicle, vehicleId: ids.get(plateKey(vehicle.plate))!, key: newId() })),
    { partyId, from: at, now },
  )
  return { ordered: listed.length }
}

/** No register of ours answers for a vehicle from abroad. */
async function saveForeign(
  tx: Tx,
  vehicles: readonly ListedVehicle[],
  kindOf: (weightKg: number | undefined) => 'light' | 'heavy',
): Promise<void> {
  const foreign = vehicles.filter(({ plate }) => plate.country !== 'NO')
  await saveStatedVehicles(
    tx,
    foreign.map(({ plate, totalWeightKg }) => ({
      country: plate.country,
      plate: plate.canonical,
      category: STATED_CATEGORY[kindOf(totalWeightKg)],
      totalWeightKg: totalWeightKg ?? null,
    })),
  )
}

/** `own`: it stands under an agreement from now on, and whether of the party's own. */
function rowFault(own: boolean | undefined, differs: boolean): VehicleRowFault | undefined {
  if (own !== undefined) return own ? 'own-already' : 'another-agreement'
  return differs ? 'weight-differs' : undefined
}

/** Those we know already, and what they weigh, from the register or as stated before. */
async function readKnown(
  tx: Tx,
  vehicles: readonly ListedVehicle[],
): Promise<ReadonlyMap<string, { readonly id: number; readonly weightKg: number | null }>> {
  const rows = await tx<{ id: number; weightKg: number | null; country: string; plate: string }[]>`
    select v.id, v.total_weight_kg as "weightKg", v.country, v.plate
    from unnest(${vehicles.map(({ plate }) => plate.country)}::text[], ${vehicles.map(({ plate }) => plate.canonical)}::text[])
      as k (country, plate) join vehicle v using (country, plate)`
  return new Map(
    rows.map(({ id, weightKg, country, plate }) => [
      plateKey({ country, canonical: plate }),
      { id, weightKg },
    ]),
  )
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
