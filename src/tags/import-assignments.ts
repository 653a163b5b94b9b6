import { rangeText } from '#agreements/import-agreements.ts'
import { FATE, type Outcome } from '#customers/portfolio-stage.ts'
import { analyze, readOutcome } from '#customers/read-outcome.ts'
import type { Tx } from '#db/connection.ts'
import { copyRows, copyText } from '#db/copy.ts'
import { makeDue } from '#db/due.ts'
import type { LineOf } from '#formats/portfolio-file.ts'
import { readChangedAssignments } from './read-changed-assignments.ts'
import { saveStagedAssignments } from './store.ts'

export type StagedAssignment = { readonly line: number; readonly assignment: LineOf<'assignment'> }

export async function openAssignmentStage(tx: Tx): Promise<void> {
  await tx.unsafe(`
    create temp table portfolio_assignment (
      line bigint, kind text default 'assignment', ref text, agreement_ref text, vehicle_ref text, tag_ref text,
      valid tstzrange, agreement_id bigint, party_id bigint, vehicle_id bigint, tag_id bigint, assignment_id bigint,
      ${FATE}) on commit drop;
    -- Made before the lines are updated: made later, an index may not be used until the transaction has ended.
    create index on portfolio_assignment (vehicle_id);
    create index on portfolio_assignment (tag_id);
    create index on portfolio_assignment (assignment_id)`)
}

export async function stageAssignments(tx: Tx, staged: readonly StagedAssignment[]): Promise<void> {
  await copyRows(
    tx,
    'portfolio_assignment (line, ref, agreement_ref, vehicle_ref, tag_ref, valid)',
    staged.map(({ line, assignment: a }) =>
      [
        line,
        copyText(a.ref),
        copyText(a.agreement),
        copyText(a.vehicle),
        copyText(a.tag),
        rangeText(a.from, a.to),
      ].join('\t'),
    ),
  )
}

/** Decides each staged line and writes what it changes. Agreements, vehicles and tags must be merged before. */
export async function mergeAssignments(tx: Tx, now: number): Promise<Outcome> {
  await analyze(tx, 'portfolio_assignment')
  await resolveReferences(tx)
  await refuseMoves(tx)
  await refuseOverlaps(tx)
  await decideOutcomes(tx)
  await analyze(tx, 'portfolio_assignment')
  const changed = await readChangedAssignments(tx)
  await saveStagedAssignments(tx, now)
  await makeDue(tx, 're-attribute', changed)
  return readOutcome(tx, 'portfolio_assignment')
}

async function resolveReferences(tx: Tx): Promise<void> {
  await tx`
    update portfolio_assignment s
    set agreement_id = f.agreement_id, party_id = f.party_id, vehicle_id = f.vehicle_id, tag_id = f.tag_id,
        assignment_id = f.assignment_id,
        refused = case when f.turn > 1 then 'duplicate-ref'
                       when f.agreement_id is null or f.vehicle_id is null or (f.tag_id is null and s.tag_ref is not null)
                       then 'unknown-reference' end,
        path = case when f.turn > 1 then 'ref' when f.agreement_id is null then 'agreement'
                    when f.vehicle_id is null then 'vehicle' else 'tag' end
    from (
      select i.line, row_number() over (partition by i.ref order by i.line) as turn,
             g.agreement_id, g.party_id, v.vehicle_id, t.tag_id,
             (select id from tag_assignment a where a.portfolio_ref = i.ref) as assignment_id
      from portfolio_assignment i
      left join portfolio_agreement g on g.ref = i.agreement_ref and g.refused is null
      left join portfolio_vehicle v on v.ref = i.vehicle_ref and v.refused is null
      left join portfolio_tag t on t.ref = i.tag_ref and t.refused is null
    ) f
    where f.line = s.line`
}

/**
 * An assignment keeps its agreement, its vehicle and a tag once mounted, and some of its time: what passed under it
 * stays explained. Another vehicle or tag is another assignment.
 */
async function refuseMoves(tx: Tx): Promise<void> {
  await tx`
    update portfolio_assignment s
    set refused = 'may-not-change',
        path = case when a.agreement_id <> s.agreement_id then 'agreement' when a.vehicle_id <> s.vehicle_id then 'vehicle'
                    when a.tag_id <> coalesce(s.tag_id, 0) then 'tag' else 'from' end
    from tag_assignment a
    where a.id = s.assignment_id and s.refused is null
      and (a.agreement_id <> s.agreement_id or a.vehicle_id <> s.vehicle_id
           or a.tag_id <> coalesce(s.tag_id, 0) or not (a.valid && s.valid))`
}

/**
 * One tag in one vehicle, one vehicle under one agreement (I16). What is stored stands unless a line moves it, then the
 * earlier line; a refused line gives its stored time back, so this is asked until nothing more is refused.
 */
async function refuseOverlaps(tx: Tx): Promise<void> {
  await analyze(tx, 'portfolio_assignment')
  for (let refused = 1; refused > 0; ) {
    const round = await tx`
      update portfolio_assignment s set refused = 'overlapping-assignment', path = 'from'
      where s.refused is null and (
        exists (select from portfolio_assignment e
                where e.vehicle_id = s.vehicle_id and e.line < s.line and e.refused is null and e.valid && s.valid)
        or exists (select from portfolio_assignment e
                   where e.tag_id = s.tag_id and e.line < s.line and e.refused is null and e.valid && s.valid)
        or exists (select from tag_assignment a
                   where a.vehicle_id = s.vehicle_id and a.valid && s.valid and a.id is distinct from s.assignment_id
                     and not exists (select from portfolio_assignment m where m.assignment_id = a.id and m.refused is null))
        or exists (select from tag_assignment a
                   where a.tag_id = s.tag_id and a.valid && s.valid and a.id is distinct from s.assignment_id
                     and not exists (select from portfolio_assignment m where m.assignment_id = a.id and m.refused is null)))`
    refused = round.count
  }
}

async function decideOutcomes(tx: Tx): Promise<void> {
  await tx`update portfolio_assignment set outcome = 'created' where assignment_id is null and refused is null`
  await tx`
    update portfolio_assignment s
    set outcome = case when a.valid = s.valid and a.tag_id is not distinct from s.tag_id then 'unchanged' else 'updated' end
    from tag_assignment a where a.id = s.assignment_id and s.refused is null`
}
