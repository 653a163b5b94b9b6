import { numberArray } from '#db/arrays.ts'
import type { Queryable } from '#db/connection.ts'
import { lapsesAt } from './store-exemptions.ts'
import type { PersonalExemption, Stretch } from './stretch.ts'
import type { Energy } from './tariff-file.ts'
import type { VehicleFacts } from './vehicle.ts'

export type VehicleWithExemptions = {
  readonly facts: VehicleFacts
  readonly earlier: Stretch['earlier']
  /** By agreement. */
  readonly exemptions: ReadonlyMap<number, readonly PersonalExemption[]>
}

/** What prices ask of these vehicles, by vehicle. */
export async function readVehicles(
  db: Queryable,
  vehicleIds: readonly number[],
): Promise<ReadonlyMap<number, VehicleWithExemptions>> {
  const ids = numberArray(vehicleIds)
  // Sent together: one vehicle's answers are on the wire longer than they are looked for.
  const [vehicles, earlier, exempt] = await Promise.all([
    db<VehicleRow[]>`
      select id, country, category, total_weight_kg, energy, euro_class, category_documented
      from vehicle where id = any (${ids}::bigint[])`,
    db<(Omit<VehicleRow, 'country'> & { until: number })[]>`
      select vehicle_id as id, until_at as until, category, total_weight_kg, energy, euro_class, category_documented
      from vehicle_facts_before where vehicle_id = any (${ids}::bigint[]) order by vehicle_id, until_at`,
    db<{ vehicle_id: number }[]>`
      select distinct vehicle_id from exemption where vehicle_id = any (${ids}::bigint[])`,
  ])
  const exemptions = await readExemptions(
    db,
    exempt.map((row) => row.vehicle_id),
  )
  const granted = Map.groupBy(exemptions, (row) => row.vehicle_id)
  const before = Map.groupBy(earlier, (row) => row.id)
  return new Map(
    vehicles.map((vehicle) => [
      vehicle.id,
      {
        facts: factsOf(vehicle),
        earlier: before
          .get(vehicle.id)
          ?.map((row) => ({ until: row.until, facts: factsOf({ ...row, country: vehicle.country }) })),
        exemptions: byAgreement(granted.get(vehicle.id) ?? []),
      },
    ]),
  )
}

/** Few have one: to plan this costs more than all that is asked of an ordinary vehicle. */
async function readExemptions(
  db: Queryable,
  vehicleIds: readonly number[],
): Promise<readonly ExemptionRow[]> {
  if (vehicleIds.length === 0) return []
  return db<ExemptionRow[]>`
    select e.id, e.vehicle_id, e.agreement_id, e.tag_id, e.kind, lower(e.valid) as from_at,
           nullif(${lapsesAt(db)}, 'infinity') as to_at,
           -- One decision is valid in all rings: also where a supplementary agreement pays the ring's charger.
           array(select s.id from agreement s where s.main_agreement_id = e.agreement_id) as supplementary
    from exemption e
    -- The planner, asked of thousands of vehicles, would read every agreement there is.
    cross join lateral (select valid_to from agreement where id = e.agreement_id offset 0) a
    where e.vehicle_id = any (${numberArray(vehicleIds)}::bigint[]) and not isempty(e.valid) order by e.id`
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
  id: number
  vehicle_id: number
  agreement_id: number
  tag_id: number
  kind: PersonalExemption['kind']
  from_at: number
  to_at: number | null
  supplementary: number[]
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
    const { id, agreement_id, tag_id: tagId, kind, from_at: from, to_at, supplementary } = row
    const exemption = { id, kind, tagId, from, to: to_at ?? Number.POSITIVE_INFINITY }
    for (const agreementId of [agreement_id, ...supplementary])
      found.set(agreementId, [...(found.get(agreementId) ?? []), exemption])
  }
  return found
}
