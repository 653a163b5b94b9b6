import { FATE, type Outcome } from '#customers/portfolio-stage.ts'
import { analyze, readOutcome } from '#customers/read-outcome.ts'
import type { Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import type { LineOf } from '#formats/portfolio-file.ts'
import { saveStagedVehicles } from './store.ts'

export type StagedVehicle = { readonly line: number; readonly vehicle: LineOf<'vehicle'> }

export async function openVehicleStage(tx: Tx): Promise<void> {
  await tx.unsafe(`
    create temp table portfolio_vehicle (
      line bigint, kind text default 'vehicle', ref text, country text, plate text, category text, total_weight_kg int,
      energy text, euro_class int, make text, model text, vehicle_id bigint, ${FATE}) on commit drop`)
}

export async function stageVehicles(tx: Tx, staged: readonly StagedVehicle[]): Promise<void> {
  await copyRows(
    tx,
    'portfolio_vehicle (line, ref, country, plate, category, total_weight_kg, energy, euro_class, make, model)',
    staged.map(({ line, vehicle: v }) =>
      [
        line,
        copyText(v.ref),
        v.country,
        v.plate,
        copyText(v.category),
        v.totalWeightKg ?? '\\N',
        v.energy ?? '\\N',
        v.euroClass ?? '\\N',
        copyText(v.make),
        copyText(v.model),
      ].join('\t'),
    ),
  )
}

/** Decides each staged line and writes what it changes. */
export async function mergeVehicles(tx: Tx): Promise<Outcome> {
  await analyze(tx, 'portfolio_vehicle')
  await tx`
    update portfolio_vehicle s
    set vehicle_id = f.vehicle_id,
        refused = case when f.ref_turn > 1 then 'duplicate-ref' when f.plate_turn > 1 then 'duplicate-vehicle' end,
        path = case when f.ref_turn > 1 then 'ref' else 'plate' end
    from (
      select line, row_number() over (partition by ref order by line) as ref_turn,
             row_number() over (partition by country, plate order by line) as plate_turn,
             (select id from vehicle v where v.country = i.country and v.plate = i.plate) as vehicle_id
      from portfolio_vehicle i
    ) f
    where f.line = s.line`
  await decideOutcomes(tx)
  await analyze(tx, 'portfolio_vehicle')
  await saveStagedVehicles(tx)
  return readOutcome(tx, 'portfolio_vehicle')
}

/** What the vehicle register has answered is not overwritten by an old system's copy of it. */
async function decideOutcomes(tx: Tx): Promise<void> {
  await tx`update portfolio_vehicle set outcome = 'created' where vehicle_id is null and refused is null`
  await tx`
    update portfolio_vehicle s
    set outcome = case when v.asked_at is not null or
      (v.category, v.total_weight_kg, v.energy, v.euro_class, v.make, v.model) is not distinct from
      (coalesce(s.category, v.category), coalesce(s.total_weight_kg, v.total_weight_kg), coalesce(s.energy, v.energy),
       coalesce(s.euro_class, v.euro_class), coalesce(s.make, v.make), coalesce(s.model, v.model))
      then 'unchanged' else 'updated' end
    from vehicle v where v.id = s.vehicle_id and s.refused is null`
}
