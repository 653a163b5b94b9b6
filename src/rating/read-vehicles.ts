import type { Queryable } from '#db/connection.ts'
import type { PersonalExemption } from './stretch.ts'
import type { Energy } from './tariff-file.ts'
import type { VehicleFacts } from './vehicle.ts'

export type VehicleWithExemptions = {
  readonly facts: VehicleFacts
  /** By agreement. */
  readonly exemptions: ReadonlyMap<number, readonly PersonalExemption[]>
}

/** What prices ask of these vehicles, by vehicle. */
export async function readVehicles(
  db: Queryable,
  vehicleIds: readonly number[],
): Promise<ReadonlyMap<number, VehicleWithExemptions>> {
  const ids = vehicleIds.map(String)
  const vehicles = await db<VehicleRow[]>`
    select id, country, category, total_weight_kg, energy, euro_class, category_documented
    from vehicle where id = any (${ids}::bigint[])`
  const exemptions = await db<ExemptionRow[]>`
    select vehicle_id, agreement_id, tag_id, kind, lower(valid) as from_at, upper(valid) as to_at
    from exemption where vehicle_id = any (${ids}::bigint[]) order by id`
  const granted = Map.groupBy(exemptions, (row) => row.vehicle_id)
  return new Map(
    vehicles.map((vehicle) => [
      vehicle.id,
      { facts: factsOf(vehicle), exemptions: byAgreement(granted.get(vehicle.id) ?? []) },
    ]),
  )
}

type VehicleRow = {
  id: number
  country: string
  category: string | null
  total_weight_kg: number | null
  energy: Energy | null
  euro_class: number | null
  category_documented: boolean
}

type ExemptionRow = {
  vehicle_id: number
  agreement_id: number
  tag_id: number
  kind: PersonalExemption['kind']
  from_at: number
  to_at: number | null
}

function factsOf(vehicle: VehicleRow): VehicleFacts {
  return {
    category: vehicle.category ?? undefined,
    totalWeightKg: vehicle.total_weight_kg ?? undefined,
    energy: vehicle.energy ?? undefined,
    euroClass: vehicle.euro_class ?? undefined,
    categoryDocumented: vehicle.country === 'NO' || vehicle.category_documented,
  }
}

function byAgreement(rows: readonly ExemptionRow[]): ReadonlyMap<number, readonly PersonalExemption[]> {
  const found = new Map<number, PersonalExemption[]>()
  for (const row of rows) {
    const { agreement_id, tag_id: tagId, kind, from_at: from, to_at } = row
    const exemption = { kind, tagId, from, to: to_at ?? Number.POSITIVE_INFINITY }
    found.set(agreement_id, [...(found.get(agreement_id) ?? []), exemption])
  }
  return found
}
