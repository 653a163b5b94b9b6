import { numberArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import { copyBinary, date, type Field, int8, text, timestamptz } from '#db/copy-binary.ts'
import { instantOf } from '#db/copy-out.ts'
import { countsText } from './checkpoint.ts'
import type { KnownCheckpoint } from './read-checkpoints.ts'

/** New: there was none for its stretch and month, and nobody else rates the vehicle meanwhile. */
export type MadeCheckpoint = KnownCheckpoint & { readonly isNew: boolean }

/** Where rating goes on; what these stretches had from there on, and have no longer, goes. */
export async function saveCheckpoints(
  tx: Tx,
  made: readonly MadeCheckpoint[],
  overtaken: readonly KnownCheckpoint[],
): Promise<void> {
  await removeCheckpoints(tx, made, overtaken)
  await copyBinary(tx, CHECKPOINT, CHECKPOINT_FIELDS, made.filter(isNew))
  const moved = made.filter(isMoved)
  if (moved.length === 0) return
  await tx`
    insert into rating_checkpoint (vehicle_id, party_id, agreement_id, month_on, rated_to, resume_at, open_until, counts_before, counts_after)
    select vehicle_id, party_id, agreement_id, month_on, ${tx.unsafe(instantOf('rated_to'))}, ${tx.unsafe(instantOf('resume_at'))},
           ${tx.unsafe(instantOf('open_until'))}, counts_before, counts_after
    from unnest(
      ${numberArray(moved.map(vehicleOf))}::bigint[], ${numberArray(moved.map(partyOf))}::bigint[],
      ${numberArray(moved.map(agreementOf))}::bigint[], ${textArray(moved.map(monthOf))}::date[],
      ${numberArray(moved.map(ratedTo))}::bigint[], ${numberArray(moved.map(resumeAt))}::bigint[],
      ${numberArray(moved.map(openUntil))}::bigint[], ${textArray(moved.map(textBefore))}::text[],
      ${textArray(moved.map(textAfter))}::text[])
      as moved (vehicle_id, party_id, agreement_id, month_on, rated_to, resume_at, open_until, counts_before, counts_after)
    on conflict (vehicle_id, party_id, agreement_id, month_on) do update set rated_to = excluded.rated_to,
      resume_at = excluded.resume_at, open_until = excluded.open_until, counts_before = excluded.counts_before,
      counts_after = excluded.counts_after`
}

const CHECKPOINT =
  'rating_checkpoint (vehicle_id, party_id, agreement_id, month_on, rated_to, resume_at, open_until, counts_before, counts_after)'

const CHECKPOINT_FIELDS: readonly Field<KnownCheckpoint>[] = [
  int8(vehicleOf),
  int8(partyOf),
  int8(agreementOf),
  date(monthOf),
  timestamptz(ratedTo),
  timestamptz(resumeAt),
  timestamptz(openUntil),
  text(textBefore),
  text(textAfter),
]

async function removeCheckpoints(
  tx: Tx,
  made: readonly KnownCheckpoint[],
  overtaken: readonly KnownCheckpoint[],
): Promise<void> {
  if (overtaken.length === 0) return
  const gone = notMadeAnew(made, overtaken)
  if (gone.length === 0) return
  await tx`
    delete from rating_checkpoint c
    using unnest(${gone.map(vehicleText)}::bigint[], ${gone.map(partyText)}::bigint[],
                 ${gone.map(agreementText)}::bigint[], ${gone.map(monthOf)}::date[])
          as g (vehicle_id, party_id, agreement_id, month_on)
    where c.vehicle_id = g.vehicle_id and c.party_id = g.party_id and c.agreement_id = g.agreement_id and c.month_on = g.month_on`
}

function notMadeAnew(made: readonly KnownCheckpoint[], overtaken: readonly KnownCheckpoint[]) {
  // Few stretches are: the others' keys are not worth making.
  const vehicles = new Set<number>()
  for (const { vehicleId } of overtaken) vehicles.add(vehicleId)
  const kept = new Set<string>()
  for (const checkpoint of made) if (vehicles.has(checkpoint.vehicleId)) kept.add(checkpointKey(checkpoint))
  const gone: KnownCheckpoint[] = []
  for (const checkpoint of overtaken) if (!kept.has(checkpointKey(checkpoint))) gone.push(checkpoint)
  return gone
}

function checkpointKey(c: KnownCheckpoint): string {
  return `${c.vehicleId} ${c.partyId} ${c.agreementId} ${c.monthOn}`
}

function isNew(checkpoint: MadeCheckpoint): boolean {
  return checkpoint.isNew
}

function isMoved(checkpoint: MadeCheckpoint): boolean {
  return !checkpoint.isNew
}

function vehicleOf(checkpoint: KnownCheckpoint): number {
  return checkpoint.vehicleId
}

function partyOf(checkpoint: KnownCheckpoint): number {
  return checkpoint.partyId
}

function agreementOf(checkpoint: KnownCheckpoint): number {
  return checkpoint.agreementId
}

function monthOf(checkpoint: KnownCheckpoint): string {
  return checkpoint.monthOn
}

function ratedTo(checkpoint: KnownCheckpoint): number {
  return checkpoint.ratedTo
}

function resumeAt(checkpoint: KnownCheckpoint): number {
  return checkpoint.resumeAt
}

function openUntil(checkpoint: KnownCheckpoint): number {
  return checkpoint.openUntil
}

function textBefore(checkpoint: KnownCheckpoint): string {
  return countsText(checkpoint.before)
}

function textAfter(checkpoint: KnownCheckpoint): string {
  return countsText(checkpoint.after)
}

function vehicleText(checkpoint: KnownCheckpoint): string {
  return String(checkpoint.vehicleId)
}

function partyText(checkpoint: KnownCheckpoint): string {
  return String(checkpoint.partyId)
}

function agreementText(checkpoint: KnownCheckpoint): string {
  return String(checkpoint.agreementId)
}
