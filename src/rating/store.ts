// long because: all that writes the folder's tables stands in one place.
import type { Dated } from '#core/dated.ts'
import type { Ore } from '#core/money.ts'
import { osloMonth } from '#core/oslo.ts'
import type { PriceStep } from '#core/price-step.ts'
import { instantArray, numberArray, textArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyRows, instantText } from '#db/copy.ts'
import { copyBinary, date, int2, int8, text, timestamptz } from '#db/copy-binary.ts'
import { countsText } from './checkpoint.ts'
import type { Chosen, CorrectionTexts, Fault } from './correction.ts'
import type { Memory } from './memory.ts'
import type { Done } from './put-fault-right.ts'
import type { KnownCheckpoint } from './read-checkpoints.ts'
import type { SuspicionLimits } from './suspicion-limits.ts'
import type { TariffFile } from './tariff-file.ts'

/** A charge as it is written. Whatever may stand on an invoice is one. */
export type ChargeRow = {
  readonly id: number
  readonly monthOn: string
  readonly partyId: number
  readonly agreementId: number | undefined
  readonly issuerId: number
  readonly chargerId: number
  readonly kind: 'toll'
  readonly passageId: number
  readonly vehicleId: number | undefined
  readonly tariff: Ore
  readonly amount: Ore
  readonly because: readonly PriceStep[]
  readonly hourGroup: string | undefined
  readonly windowStart: number | undefined
  readonly reverses: number | undefined
}

export async function saveCharges(tx: Tx, charges: readonly ChargeRow[], createdAt: number): Promise<void> {
  const because = memo((steps: readonly PriceStep[]) => JSON.stringify(steps))
  await copyBinary(
    tx,
    'charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, passage_id, vehicle_id, tariff_ore, amount_ore, because, hour_group, window_start, reverses, created_at)',
    [
      int8((c) => c.id),
      date((c) => c.monthOn),
      int8((c) => c.partyId),
      int8((c) => c.agreementId),
      int2((c) => c.issuerId),
      int2((c) => c.chargerId),
      text((c) => c.kind),
      int8((c) => c.passageId),
      int8((c) => c.vehicleId),
      int8((c) => c.tariff),
      int8((c) => c.amount),
      text((c) => because(c.because)),
      text((c) => c.hourGroup),
      timestamptz((c) => c.windowStart),
      int8((c) => c.reverses),
      timestamptz(() => createdAt),
    ],
    charges,
  )
}

/** Marks charges as reversed, before what replaces them is written: the schema allows one live charge a passage. */
export async function markReversed(
  tx: Tx,
  reversals: readonly { partyId: number; monthOn: string; chargeId: number; reversedBy: number }[],
): Promise<void> {
  if (reversals.length === 0) return
  await tx`
    update charge c set reversed_by = r.reversed_by
    from unnest(${reversals.map((r) => String(r.partyId))}::bigint[], ${reversals.map((r) => r.monthOn)}::date[],
                ${reversals.map((r) => String(r.chargeId))}::bigint[], ${reversals.map((r) => String(r.reversedBy))}::bigint[])
         as r (party_id, month_on, charge_id, reversed_by)
    where c.party_id = r.party_id and c.month_on = r.month_on and c.id = r.charge_id and c.reversed_by is null`
}

export type UnchargedRow = {
  readonly passageId: number
  readonly monthOn: string
  readonly partyId: number
  readonly vehicleId: number | undefined
  readonly state: 'free' | 'held' | 'rejected'
  readonly reason: string
}

export async function saveUncharged(tx: Tx, rows: readonly UnchargedRow[], ratedAt: number): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into uncharged_passage (passage_id, month_on, party_id, vehicle_id, state, reason, rated_at)
    select *, ${ratedAt}::timestamptz from unnest(
      ${rows.map((r) => String(r.passageId))}::bigint[], ${rows.map((r) => r.monthOn)}::date[],
      ${rows.map((r) => String(r.partyId))}::bigint[], ${rows.map((r) => (r.vehicleId === undefined ? null : String(r.vehicleId)))}::bigint[],
      ${rows.map((r) => r.state)}::text[], ${rows.map((r) => r.reason)}::text[])
    on conflict (party_id, passage_id, month_on) do update set state = excluded.state, reason = excluded.reason, rated_at = excluded.rated_at`
}

export async function removeUncharged(
  tx: Tx,
  rows: readonly { partyId: number; passageId: number; monthOn: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx`
    delete from uncharged_passage u
    using unnest(${rows.map((r) => String(r.partyId))}::bigint[], ${rows.map((r) => String(r.passageId))}::bigint[],
                 ${rows.map((r) => r.monthOn)}::date[]) as r (party_id, passage_id, month_on)
    where u.party_id = r.party_id and u.passage_id = r.passage_id and u.month_on = r.month_on`
}

/** New: there was none for its stretch and month, and nobody else rates the vehicle meanwhile. */
export type MadeCheckpoint = KnownCheckpoint & { readonly isNew: boolean }

/** Where rating goes on; what these stretches had from there on, and have no longer, goes. */
export async function saveCheckpoints(
  tx: Tx,
  made: readonly MadeCheckpoint[],
  overtaken: readonly KnownCheckpoint[],
): Promise<void> {
  await removeCheckpoints(tx, made, overtaken)
  await copyBinary(
    tx,
    'rating_checkpoint (vehicle_id, party_id, agreement_id, month_on, rated_to, resume_at, open_until, counts_before, counts_after)',
    [
      int8((c) => c.vehicleId),
      int8((c) => c.partyId),
      int8((c) => c.agreementId),
      date((c) => c.monthOn),
      timestamptz((c) => c.ratedTo),
      timestamptz((c) => c.resumeAt),
      timestamptz((c) => c.openUntil),
      text((c) => countsText(c.before)),
      text((c) => countsText(c.after)),
    ],
    made.filter((checkpoint) => checkpoint.isNew),
  )
  const moved = made.filter((checkpoint) => !checkpoint.isNew)
  if (moved.length === 0) return
  await tx`
    insert into rating_checkpoint (vehicle_id, party_id, agreement_id, month_on, rated_to, resume_at, open_until, counts_before, counts_after)
    select * from unnest(
      ${numberArray(moved.map((c) => c.vehicleId))}::bigint[], ${numberArray(moved.map((c) => c.partyId))}::bigint[],
      ${numberArray(moved.map((c) => c.agreementId))}::bigint[], ${textArray(moved.map((c) => c.monthOn))}::date[],
      ${instantArray(moved.map((c) => c.ratedTo))}::timestamptz[], ${instantArray(moved.map((c) => c.resumeAt))}::timestamptz[],
      ${instantArray(moved.map((c) => c.openUntil))}::timestamptz[], ${textArray(moved.map((c) => countsText(c.before)))}::text[],
      ${textArray(moved.map((c) => countsText(c.after)))}::text[])
    on conflict (vehicle_id, party_id, agreement_id, month_on) do update set rated_to = excluded.rated_to,
      resume_at = excluded.resume_at, open_until = excluded.open_until, counts_before = excluded.counts_before,
      counts_after = excluded.counts_after`
}

async function removeCheckpoints(
  tx: Tx,
  made: readonly KnownCheckpoint[],
  overtaken: readonly KnownCheckpoint[],
): Promise<void> {
  if (overtaken.length === 0) return
  const kept = new Set(made.map(checkpointKey))
  const gone = overtaken.filter((checkpoint) => !kept.has(checkpointKey(checkpoint)))
  if (gone.length === 0) return
  await tx`
    delete from rating_checkpoint c
    using unnest(${gone.map((c) => String(c.vehicleId))}::bigint[], ${gone.map((c) => String(c.partyId))}::bigint[],
                 ${gone.map((c) => String(c.agreementId))}::bigint[], ${gone.map((c) => c.monthOn)}::date[])
          as g (vehicle_id, party_id, agreement_id, month_on)
    where c.vehicle_id = g.vehicle_id and c.party_id = g.party_id and c.agreement_id = g.agreement_id and c.month_on = g.month_on`
}

function checkpointKey(c: KnownCheckpoint): string {
  return `${c.vehicleId} ${c.partyId} ${c.agreementId} ${c.monthOn}`
}

/** Terms 5.9: keyed digests in place of erased passages. */
export async function saveMemories(
  tx: Tx,
  memories: readonly (Memory & { partyId: number })[],
): Promise<void> {
  if (memories.length === 0) return
  const text = (value: number | undefined) => (value === undefined ? null : String(value))
  await tx`
    insert into erased_memory (party_id, digest, offset_ms, opener_id, paid_ore, counted, expires_on)
    select * from unnest(
      ${memories.map((m) => String(m.partyId))}::bigint[], ${memories.map((m) => m.digest)}::text[],
      ${memories.map((m) => text(m.window?.offsetMs))}::int[], ${memories.map((m) => text(m.window?.openerId))}::bigint[],
      ${memories.map((m) => text(m.window?.paidOre))}::bigint[], ${memories.map((m) => text(m.counted))}::int[],
      ${memories.map((m) => m.expiresOn)}::date[])
    on conflict (party_id, digest) do update set offset_ms = excluded.offset_ms, opener_id = excluded.opener_id,
      paid_ore = excluded.paid_ore, counted = excluded.counted, expires_on = excluded.expires_on`
}

/** Says how many were forgotten. */
export async function forgetErased(db: Queryable, today: string): Promise<number> {
  const gone = await db`delete from erased_memory where expires_on <= ${today}`
  return gone.count
}

/** Loads tariff files; a file whose hash is known changes nothing. Says which projects changed. */
export async function saveTariffFiles(
  tx: Tx,
  files: readonly { file: TariffFile; chargerId: number; sha256: string }[],
  loadedAt: number,
): Promise<readonly string[]> {
  const rows = await tx<{ project_code: string }[]>`
    insert into tariff_file (project_code, charger_id, sha256, example, content, loaded_at)
    select code, charger_id, sha256, example, content::jsonb, ${loadedAt}::timestamptz from unnest(
      ${files.map((f) => f.file.project)}::text[], ${files.map((f) => f.chargerId)}::smallint[], ${files.map((f) => f.sha256)}::text[],
      ${files.map((f) => String(f.file.example === true))}::text[]::boolean[], ${files.map((f) => JSON.stringify(f.file))}::text[])
      as f (code, charger_id, sha256, example, content)
    on conflict (project_code) do update set sha256 = excluded.sha256, example = excluded.example, content = excluded.content,
      charger_id = excluded.charger_id, loaded_at = excluded.loaded_at
    where tariff_file.sha256 <> excluded.sha256
    returning project_code`
  return rows.map((row) => row.project_code)
}

/** One hash over all loaded tariffs: a worker that holds the same one need not read them again. */
export async function readTariffVersion(db: Queryable): Promise<string> {
  const [row] = await db<{ version: string | null }[]>`
    select (select string_agg(project_code || sha256, ',' order by project_code) from tariff_file)
           || coalesce((select string_agg(from_on || value::text, ',' order by from_on) from suspicion_limits), '') as version`
  return row?.version ?? ''
}

/** The file is all there is: a row it no longer has goes. */
export async function saveSuspicionLimits(
  tx: Tx,
  limits: readonly Dated<SuspicionLimits>[],
  loadedAt: number,
): Promise<void> {
  await tx`delete from suspicion_limits where from_on <> all (${limits.map((l) => l.from)}::date[])`
  await tx`
    insert into suspicion_limits (from_on, source, value, loaded_at)
    select from_on, source, value::jsonb, ${loadedAt}::timestamptz
    from unnest(${limits.map((l) => l.from)}::date[], ${limits.map((l) => l.source)}::text[],
                ${limits.map((l) => JSON.stringify(l.value))}::text[]) as l (from_on, source, value)
    on conflict (from_on) do update set source = excluded.source, value = excluded.value, loaded_at = excluded.loaded_at
    where (suspicion_limits.source, suspicion_limits.value) is distinct from (excluded.source, excluded.value)`
}

export type HoldKey = { readonly partyId: number; readonly passageId: number; readonly monthOn: string }

/** Those decided keep what was decided. */
export async function saveHolds(
  tx: Tx,
  holds: readonly (HoldKey & { readonly vehicleId: number; readonly reason: string })[],
  heldAt: number,
): Promise<void> {
  if (holds.length === 0) return
  await tx`
    insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state)
    select *, ${heldAt}::timestamptz, 'held' from unnest(
      ${holds.map((h) => String(h.partyId))}::bigint[], ${holds.map((h) => String(h.passageId))}::bigint[],
      ${holds.map((h) => h.monthOn)}::date[], ${holds.map((h) => String(h.vehicleId))}::bigint[],
      ${holds.map((h) => h.reason)}::text[])
    on conflict (party_id, passage_id, month_on) do update set reason = excluded.reason where passage_hold.state = 'held'`
}

/** Nobody need look at them any more. */
export async function removeHolds(tx: Tx, holds: readonly HoldKey[]): Promise<void> {
  if (holds.length === 0) return
  await tx`
    delete from passage_hold h
    using unnest(${holds.map((h) => String(h.partyId))}::bigint[], ${holds.map((h) => String(h.passageId))}::bigint[],
                 ${holds.map((h) => h.monthOn)}::date[]) as r (party_id, passage_id, month_on)
    where h.party_id = r.party_id and h.passage_id = r.passage_id and h.month_on = r.month_on and h.state = 'held'`
}

export type HoldDecision = { readonly by: string; readonly because: string; readonly now: number }

export async function saveHoldDecision(
  tx: Tx,
  hold: HoldKey,
  { state, by, because, now }: HoldDecision & { readonly state: 'released' | 'rejected' },
): Promise<void> {
  await tx`
    update passage_hold set state = ${state}, decided_by = ${by}, decided_because = ${because}, decided_at = ${now}
    where party_id = ${hold.partyId} and passage_id = ${hold.passageId} and month_on = ${hold.monthOn}`
}

/** Because of a complaint: whatever was decided of them before. */
export async function saveRejections(
  tx: Tx,
  passages: readonly (HoldKey & { readonly vehicleId: number })[],
  { by, because, now }: HoldDecision,
): Promise<void> {
  if (passages.length === 0) return
  await tx`
    insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state, decided_by, decided_because, decided_at)
    select *, 'complaint', ${now}::timestamptz, 'rejected', ${by}, ${because}, ${now}::timestamptz from unnest(
      ${passages.map((p) => String(p.partyId))}::bigint[], ${passages.map((p) => String(p.passageId))}::bigint[],
      ${passages.map((p) => p.monthOn)}::date[], ${passages.map((p) => String(p.vehicleId))}::bigint[])
    on conflict (party_id, passage_id, month_on) do update set
      reason = excluded.reason, state = excluded.state, decided_by = excluded.decided_by,
      decided_because = excluded.decided_because, decided_at = excluded.decided_at`
}

/** To other rows, the last one decided first: it holds where two come to the same row. */
export async function moveDecisions(
  tx: Tx,
  moves: readonly { readonly from: HoldKey; readonly to: HoldKey; readonly vehicleId: number }[],
): Promise<void> {
  if (moves.length === 0) return
  const columns = (keys: readonly HoldKey[]) =>
    [
      numberArray(keys.map((k) => k.partyId)),
      numberArray(keys.map((k) => k.passageId)),
      keys.map((k) => k.monthOn),
    ] as const
  const [fromParty, fromPassage, fromMonth] = columns(moves.map((move) => move.from))
  const [toParty, toPassage, toMonth] = columns(moves.map((move) => move.to))
  await tx`
    insert into passage_hold (party_id, passage_id, month_on, vehicle_id, reason, held_at, state, decided_by, decided_because, decided_at)
    select distinct on (m.to_party, m.to_passage) m.to_party, m.to_passage, m.to_month, m.vehicle_id, h.reason, h.held_at, h.state,
           h.decided_by, h.decided_because, h.decided_at
    from unnest(${fromParty}::bigint[], ${fromPassage}::bigint[], ${fromMonth}::date[], ${toParty}::bigint[], ${toPassage}::bigint[],
                ${toMonth}::date[], ${numberArray(moves.map((m) => m.vehicleId))}::bigint[])
         as m (party_id, passage_id, month_on, to_party, to_passage, to_month, vehicle_id)
    join passage_hold h using (party_id, passage_id, month_on)
    order by m.to_party, m.to_passage, h.decided_at desc
    on conflict (party_id, passage_id, month_on) do update set reason = excluded.reason, state = excluded.state,
      decided_by = excluded.decided_by, decided_because = excluded.decided_because, decided_at = excluded.decided_at
      where passage_hold.state = 'held'`
  await tx`
    delete from passage_hold h
    using unnest(${fromParty}::bigint[], ${fromPassage}::bigint[], ${fromMonth}::date[]) as m (party_id, passage_id, month_on)
    where h.party_id = m.party_id and h.passage_id = m.passage_id and h.month_on = m.month_on`
}

export type ParkedMonth = {
  readonly partyId: number
  readonly agreementId: number
  readonly monthOn: string
  readonly reason: 'passage-storm' | 'price-jump'
  readonly measured: number
  readonly limitWas: number
}

/** Returns the agreements that are held anew or for more; what was released for a month and reason stays released. */
export async function saveAgreementHolds(
  tx: Tx,
  parked: readonly ParkedMonth[],
  heldAt: number,
): Promise<readonly number[]> {
  if (parked.length === 0) return []
  const rows = await tx<{ agreement_id: number }[]>`
    insert into agreement_hold as h (party_id, agreement_id, month_on, reason, measured, limit_was, held_at, state)
    select *, ${heldAt}::timestamptz, 'held' from unnest(
      ${parked.map((p) => String(p.partyId))}::bigint[], ${parked.map((p) => String(p.agreementId))}::bigint[],
      ${parked.map((p) => p.monthOn)}::date[], ${parked.map((p) => p.reason)}::text[],
      ${parked.map((p) => String(p.measured))}::bigint[], ${parked.map((p) => String(p.limitWas))}::bigint[])
    on conflict (party_id, agreement_id, month_on, reason) do update
      set measured = excluded.measured, limit_was = excluded.limit_was
      where h.state = 'held' and (h.measured, h.limit_was) <> (excluded.measured, excluded.limit_was)
    returning agreement_id`
  return rows.map((row) => row.agreement_id)
}

/** Those of these months that are held, undecided, and not among the ones found. Returns their agreements. */
export async function removeAgreementHolds(
  tx: Tx,
  months: readonly string[],
  found: readonly ParkedMonth[],
): Promise<readonly number[]> {
  const rows = await tx<{ agreement_id: number }[]>`
    delete from agreement_hold h
    where h.state = 'held' and h.month_on = any (${months}::date[]) and not exists (
      select from unnest(${found.map((p) => String(p.agreementId))}::bigint[], ${found.map((p) => p.monthOn)}::date[],
                         ${found.map((p) => p.reason)}::text[]) as f (agreement_id, month_on, reason)
      where f.agreement_id = h.agreement_id and f.month_on = h.month_on and f.reason = h.reason)
    returning h.agreement_id`
  return rows.map((row) => row.agreement_id)
}

/** Returns how many of its holds were released. */
export async function releaseAgreementHolds(
  tx: Tx,
  agreementId: number,
  { by, because, now }: HoldDecision,
): Promise<number> {
  const released = await tx`
    update agreement_hold set state = 'released', decided_by = ${by}, decided_because = ${because}, decided_at = ${now}
    where agreement_id = ${agreementId} and state = 'held'`
  return released.count
}

function memo<In extends object>(make: (value: In) => string): (value: In) => string {
  const made = new WeakMap<In, string>()
  return (value) => {
    let text = made.get(value)
    if (text === undefined) made.set(value, (text = make(value)))
    return text
  }
}

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
 * that takes back another, what stands for those it changed.
 */
export async function chooseCorrectionPassages(tx: Tx, c: { id: number } & NewCorrection): Promise<number> {
  const { of, fault } = c
  const waiting = fault.kind !== 'tariff' && fault.kind !== 're-rate'
  const here = tx`(s.id = ${of.stationId ?? null}::int or s.project_code = ${of.project ?? null}::text)`
  const chosen =
    c.undoes === undefined
      ? await tx`
          insert into correction_passage (correction_id, party_id, passage_id, month_on, vehicle_id, passed_at, charger_id, sequence)
          select ${c.id}::bigint, p.party_id, p.id, p.month_on, p.vehicle_id, p.passed_at, p.charger_id, p.sequence
          from passage p join station s on s.id = p.station_id
          where ${here} and p.passed_at >= ${of.from} and p.passed_at < ${of.to} and p.ended_because is null and not p.erased
            and p.month_on between ${osloMonth(of.from)} and ${osloMonth(of.to)}
          union all
          select ${c.id}::bigint, 0, w.id, w.month_on, coalesce(w.vehicle_id, 0), w.passed_at, w.charger_id, w.sequence
          from passage_waiting w join station s on s.id = w.station_id
          where ${waiting} and ${here} and w.passed_at >= ${of.from} and w.passed_at < ${of.to} and w.state <> 'withdrawn'
          on conflict do nothing`
      : await tx`
          insert into correction_passage (correction_id, party_id, passage_id, month_on, vehicle_id, passed_at, charger_id, sequence)
          select ${c.id}::bigint, r.party_id, r.id, r.month_on, r.vehicle_id, r.passed_at, u.charger_id, u.sequence
          from correction_passage u
          join passage_key k on k.charger_id = u.charger_id and k.sequence = u.sequence
          join (
            select id, party_id, month_on, vehicle_id, passed_at from passage where not erased
            union all select id, 0, month_on, coalesce(vehicle_id, 0), passed_at from passage_waiting) r on r.id = k.passage_id
          where u.correction_id = ${c.undoes} and u.done
          on conflict do nothing`
  return chosen.count
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

/** An earlier one of the kind that has lapsed makes room: its time ends where the new one's begins. */
export async function saveExemption(
  tx: Tx,
  e: {
    partyId: number
    agreementId: number
    vehicleId: number
    tagId: number
    kind: string
    chargerId: number
    decidedAt: number
    from: number
    to: number
  },
): Promise<void> {
  await tx`
    update exemption set valid = tstzrange(lower(valid), ${e.from})
    where vehicle_id = ${e.vehicleId} and kind = ${e.kind} and lower(valid) < ${e.from} and valid @> ${e.from}::timestamptz`
  await tx`
    insert into exemption (party_id, agreement_id, vehicle_id, tag_id, kind, charger_id, decided_at, valid)
    values (${e.partyId}, ${e.agreementId}, ${e.vehicleId}, ${e.tagId}, ${e.kind}, ${e.chargerId}, ${e.decidedAt},
            tstzrange(${e.from}, ${Number.isFinite(e.to) ? e.to : null}))`
}

/** Returns the vehicles that had one. One that has not begun begins never. */
export async function endExemptions(
  tx: Tx,
  of: { kind: string; country: string; plate: string },
  now: number,
): Promise<readonly number[]> {
  const rows = await tx<{ vehicle_id: number }[]>`
    update exemption e set valid = tstzrange(lower(e.valid), greatest(${now}::timestamptz, lower(e.valid) + interval '1 microsecond'))
    from vehicle v
    where v.id = e.vehicle_id and v.country = ${of.country} and v.plate = ${of.plate} and e.kind = ${of.kind}
      and (upper_inf(e.valid) or upper(e.valid) > ${now})
    returning e.vehicle_id`
  return rows.map((row) => row.vehicle_id)
}

/** A charge that is no passage's. Whoever writes one says where it is booked. */
export type ServiceChargeRow = {
  readonly id: number
  readonly partyId: number
  readonly agreementId: number | undefined
  /** Who invoices it, and whom it is owed to where nobody else is said. */
  readonly issuerId: number
  readonly chargerId?: number
  readonly kind: 'fee' | 'deposit' | 'prepayment' | 'ferry-fare' | 'ferry-toll'
  readonly amount: Ore
  /** Full price, where it is another. */
  readonly tariff?: Ore
  /** Inside the amount. Absent: it has none. */
  readonly vat?: { readonly percent: number; readonly amount: Ore }
  /** The one it is for. */
  readonly vehicleId?: number | undefined
  /** The charge that this takes back. */
  readonly reverses?: number
}

export async function saveServiceCharges(
  tx: Tx,
  charges: readonly ServiceChargeRow[],
  createdAt: number,
): Promise<void> {
  const [month, at] = [osloMonth(createdAt), instantText(createdAt)]
  await copyRows(
    tx,
    'charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, vehicle_id, tariff_ore, amount_ore, vat_percent, vat_ore, because, reverses, created_at)',
    charges.map(
      (c) =>
        `${c.id}\t${month}\t${c.partyId}\t${c.agreementId ?? '\\N'}\t${c.issuerId}\t${c.chargerId ?? c.issuerId}\t${c.kind}\t${c.vehicleId ?? '\\N'}\t${c.tariff ?? c.amount}\t${c.amount}\t${c.vat?.percent ?? 0}\t${c.vat?.amount ?? 0}\t[]\t${c.reverses ?? '\\N'}\t${at}`,
    ),
  )
}
