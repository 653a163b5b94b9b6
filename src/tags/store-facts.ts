import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { VehicleFacts } from './vehicle.ts'

/**
 * Keeps what was known of these until now, where something else is known from now on. What nothing was known of, and what
 * the register had not been asked about, was never so: what is known now holds for it from the beginning.
 */
export async function keepFactsBefore(
  tx: Tx,
  answers: readonly { readonly vehicleId: number; readonly facts: VehicleFacts }[],
  now: number,
): Promise<void> {
  if (answers.length === 0) return
  const column = (field: keyof VehicleFacts) => answers.map(({ facts }) => facts[field])
  await tx`
    insert into vehicle_facts_before (vehicle_id, until_at, category, total_weight_kg, energy, euro_class, category_documented)
    select v.id, ${now}::timestamptz, v.category, v.total_weight_kg, v.energy, v.euro_class, v.category_documented
    from unnest(${numberArray(answers.map((a) => a.vehicleId))}::bigint[], ${column('category')}::text[],
                ${column('totalWeightKg')}::int[], ${column('energy')}::text[], ${column('euroClass')}::int[])
      as n (id, category, total_weight_kg, energy, euro_class)
    join vehicle v using (id)
    where v.asked_at is not null and (v.category is not null or v.total_weight_kg is not null)
      and (v.category, v.total_weight_kg, v.energy, v.euro_class) is distinct from (n.category, n.total_weight_kg, n.energy, n.euro_class)
    order by v.id
    on conflict do nothing`
}

export async function saveDocuments(
  tx: Tx,
  vehicleId: number,
  of: {
    readonly category: string
    readonly totalWeightKg: number | undefined
    readonly fromAt: number
    readonly by: string
  },
): Promise<void> {
  await tx`
    insert into vehicle_facts_before (vehicle_id, until_at, category, total_weight_kg, energy, euro_class, category_documented, documented_by)
    select id, ${of.fromAt}::timestamptz, category, total_weight_kg, energy, euro_class, category_documented, ${of.by}
    from vehicle where id = ${vehicleId}`
  await tx`
    update vehicle set category = ${of.category}, total_weight_kg = coalesce(${of.totalWeightKg ?? null}::int, total_weight_kg),
                       category_documented = true
    where id = ${vehicleId}`
}
