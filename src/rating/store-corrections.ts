import { osloMonth } from '#core/oslo.ts'
import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { Chosen, CorrectionTexts, Fault } from './correction.ts'
import type { Done } from './put-fault-right.ts'
import { changedDays, isStruck, type Struck } from './read-struck.ts'
import type { TariffFile } from './tariff-file.ts'

export type NewCorrection = {
  readonly fault: Fault
  readonly of: Chosen
  readonly says: CorrectionTexts
  readonly undoes: number | undefined
  readonly requestedBy: string
  readonly requestedAt: number
}

export async function saveCorrection(tx: Tx, c: NewCorrection): Promise<number> {
  const { fault, of, says } = c
  const content = fault.kind === 'tariff' ? JSON.stringify(fault.tariff) : null
  const shift = fault.kind === 'clock-error' ? fault.shiftSeconds : null
  const [row] = await tx<{ id: number }[]>`
    insert into correction (kind, project_code, station_id, from_at, to_at, shift_seconds, tariff_content, says_nb, says_nn,
                            says_en, undoes, requested_by, requested_at, state)
    values (${fault.kind}, ${of.project ?? null}, ${of.stationId ?? null}, ${of.from}, ${of.to}, ${shift}, ${content}::text::jsonb,
            ${says.nb}, ${says.nn}, ${says.en}, ${c.undoes ?? null}, ${c.requestedBy}, ${c.requestedAt}, 'requested')
    returning id`
  return row!.id
}

/**
 * The passages a correction is about: those chosen that stand, and those that wait unless it is about prices alone; for one
 * that takes back another, what stands for those it changed, and what its `changes` of prices strike. Choosing again adds
 * what has come since.
 */
export async function chooseCorrectionPassages(
  tx: Tx,
  c: Pick<NewCorrection, 'fault' | 'of' | 'undoes'> & { readonly id: number },
  changes: readonly Struck[],
): Promise<number> {
  const { of, fault } = c
  const waiting = fault.kind !== 'tariff' && fault.kind !== 're-rate'
  const here = tx`(s.id = ${of.stationId ?? null}::int or s.project_code = ${of.project ?? null}::text)`
  const about =
    c.undoes === undefined
      ? tx`
          select p.party_id, p.id, p.month_on, p.vehicle_id, p.passed_at, p.charger_id, p.sequence
          from passage p join station s on s.id = p.station_id
          where ${here} and p.passed_at >= ${of.from} and p.passed_at < ${of.to} and p.ended_because is null and not p.erased
            and p.month_on between ${osloMonth(of.from)} and ${osloMonth(of.to)}
          union all
          select 0, w.id, w.month_on, coalesce(w.vehicle_id, 0), w.passed_at, w.charger_id, w.sequence
          from passage_waiting w join station s on s.id = w.station_id
          where ${waiting} and ${here} and w.passed_at >= ${of.from} and w.passed_at < ${of.to} and w.state in ('waiting-for-owner', 'other-issuer')`
      : tx`
          select r.party_id, r.id, r.month_on, r.vehicle_id, r.passed_at, u.charger_id, u.sequence
          from correction_passage u
          join passage_key k on k.charger_id = u.charger_id and k.sequence = u.sequence
          join (
            select id, party_id, month_on, vehicle_id, passed_at from passage where not erased
            union all select id, 0, month_on, coalesce(vehicle_id, 0), passed_at from passage_waiting) r on r.id = k.passage_id
          where u.correction_id = ${c.undoes} and u.done
          ${changes.length === 0 ? tx`` : tx`union ${standing(tx, changes)}`}`
  const chosen = await tx`
    insert into correction_passage (correction_id, party_id, passage_id, month_on, vehicle_id, passed_at, charger_id, sequence)
    select ${c.id}::bigint, a.* from (${about}) a
    where not exists (
      select from correction_passage t where t.correction_id = ${c.id}::bigint and t.charger_id = a.charger_id and t.sequence = a.sequence)
    on conflict do nothing`
  return chosen.count
}

function standing(tx: Tx, changes: readonly Struck[]) {
  return tx`
    select p.party_id, p.id, p.month_on, p.vehicle_id, p.passed_at, p.charger_id, p.sequence
    from ${changedDays(tx, changes)} join passage p on ${isStruck(tx, changes)} and not p.erased`
}

export async function savePreview(
  tx: Tx,
  correctionId: number,
  preview: { customers: number; chargedOre: number; creditedOre: number; previewedAt: number },
  largest: readonly { partyId: number; amountOre: number }[],
): Promise<void> {
  await tx`update correction set customers = ${preview.customers}, charged_ore = ${preview.chargedOre},
    credited_ore = ${preview.creditedOre}, previewed_at = ${preview.previewedAt} where id = ${correctionId}`
  await tx`delete from correction_largest where correction_id = ${correctionId}`
  await tx`
    insert into correction_largest (correction_id, party_id, amount_ore)
    select ${correctionId}, * from unnest(${largest.map((l) => String(l.partyId))}::bigint[],
                                         ${largest.map((l) => String(l.amountOre))}::bigint[])`
}

export async function saveDecision(
  tx: Tx,
  correctionId: number,
  decision: { state: 'approved' | 'rejected'; by: string; at: number; former: TariffFile | undefined },
): Promise<void> {
  const former = decision.former === undefined ? null : JSON.stringify(decision.former)
  await tx`update correction set state = ${decision.state}, approved_by = ${decision.by}, approved_at = ${decision.at},
    former_content = ${former}::text::jsonb where id = ${correctionId}`
}

export async function saveBooked(tx: Tx, correctionId: number): Promise<void> {
  await tx`update correction set state = 'booked' where id = ${correctionId}`
}

export async function saveDone(tx: Tx, correctionId: number, done: readonly Done[]): Promise<void> {
  const text = (value: number | undefined) => (value === undefined ? null : String(value))
  await tx`
    update correction_passage c
    set done = d.changed, passed_over = not d.changed, new_party_id = d.new_party_id, new_passage_id = d.new_passage_id,
        new_month_on = d.new_month_on
    from unnest(${numberArray(done.map((d) => d.target.partyId))}::bigint[], ${numberArray(done.map((d) => d.target.id))}::bigint[],
                ${done.map((d) => String(d.changed))}::text[]::boolean[],
                ${done.map((d) => text(d.became?.partyId))}::bigint[], ${done.map((d) => text(d.became?.id))}::bigint[],
                ${done.map((d) => d.became?.monthOn ?? null)}::date[])
         as d (party_id, passage_id, changed, new_party_id, new_passage_id, new_month_on)
    where c.correction_id = ${correctionId} and c.party_id = d.party_id and c.passage_id = d.passage_id`
}
