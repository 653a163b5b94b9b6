// long because: all that writes the folder's nine tables stands in one place.
import { numberArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyRows, copyText, instantText } from '#db/copy.ts'
import { bool, copyBinary, date, int2, int4, int8, text, timestamptz } from '#db/copy-binary.ts'
import type { CorrectionState } from './correction.ts'
import type { Envelope, FileRefusal } from './envelope.ts'
import type { Passage, WaitingPassage } from './passage.ts'

export async function startFile(tx: Tx, file: { publicId: string; now: number }): Promise<number> {
  const [row] = await tx<{ id: number }[]>`
    insert into passage_file (public_id, state, received_at) values (${file.publicId}, 'receiving', ${file.now}) returning id`
  return row!.id
}

export async function saveChunk(
  tx: Tx,
  chunk: { fileId: number; chunkNumber: number; firstLine: number; sealed: Buffer },
): Promise<void> {
  await tx`insert into passage_file_chunk (file_id, chunk_number, first_line, sealed)
    values (${chunk.fileId}, ${chunk.chunkNumber}, ${chunk.firstLine}, ${chunk.sealed})`
}

export async function openFile(
  tx: Tx,
  file: { fileId: number; sha256: string; envelope: Envelope; chargerId: number; now: number },
): Promise<void> {
  await tx`update passage_file set state = 'open', sha256 = ${file.sha256}, charger_id = ${file.chargerId},
    file_number = ${file.envelope.header.fileNumber}, declared_count = ${file.envelope.count} where id = ${file.fileId}`
}

export async function closeAsRefused(
  tx: Tx,
  file: { fileId: number; sha256: string; refusal: FileRefusal; now: number },
): Promise<void> {
  await tx`delete from passage_file_chunk where file_id = ${file.fileId}`
  await tx`update passage_file set state = 'refused', sha256 = ${file.sha256}, refused_because = ${file.refusal.refused},
    refused_at_line = ${file.refusal.line}, closed_at = ${file.now} where id = ${file.fileId}`
}

export type OpenFile = { id: number; chargerId: number; nextChunk: number; receivedAt: number }

/** The oldest open file nobody else is working on; locked until the transaction ends. */
export async function claimOpenFile(tx: Tx): Promise<OpenFile | undefined> {
  const [row] = await tx<OpenFile[]>`
    select id, charger_id as "chargerId", next_chunk as "nextChunk", received_at as "receivedAt"
    from passage_file where state = 'open' order by id limit 1 for update skip locked`
  return row
}

export async function readChunk(tx: Tx, fileId: number, chunkNumber: number) {
  const [row] = await tx<{ first_line: number; sealed: Buffer }[]>`
    select first_line, sealed from passage_file_chunk where file_id = ${fileId} and chunk_number = ${chunkNumber}`
  return row
}

export type ChunkCounts = { accepted: number; duplicate: number; rejected: number; corrections: number }

/** The lines of a chunk are answered: counts, the answer, and the place to go on from. */
export async function saveChunkAnswer(
  tx: Tx,
  answer: { fileId: number; chunkNumber: number; lines: string; counts: ChunkCounts },
): Promise<void> {
  const { accepted, duplicate, rejected, corrections } = answer.counts
  await tx`insert into passage_file_answer (file_id, chunk_number, lines)
    values (${answer.fileId}, ${answer.chunkNumber}, ${answer.lines})`
  await tx`update passage_file set next_chunk = ${answer.chunkNumber + 1}, accepted_count = accepted_count + ${accepted},
    duplicate_count = duplicate_count + ${duplicate}, rejected_count = rejected_count + ${rejected},
    correction_count = correction_count + ${corrections} where id = ${answer.fileId}`
}

/** Every line is answered: the sealed content goes, hash, counts and answer stay. */
export async function closeFile(tx: Tx, fileId: number, now: number): Promise<void> {
  await tx`delete from passage_file_chunk where file_id = ${fileId}`
  await tx`update passage_file set state = 'closed', closed_at = ${now} where id = ${fileId}`
}

export async function saveRejectedLines(
  tx: Tx,
  fileId: number,
  lines: readonly { line: number; reason: string }[],
): Promise<void> {
  await copyRows(
    tx,
    'rejected_line (file_id, line_number, reason)',
    lines.map((l) => `${fileId}\t${l.line}\t${l.reason}`),
  )
}

export type KeyRow = { sequence: number; digest: string; passageId: number | undefined }

/**
 * Takes the natural keys that are new, and says which: `all` where no other file was there first, as nearly always, so
 * that is what is tried. Of two files at once one waits for the other here.
 */
export async function takeKeys(
  tx: Tx,
  of: { chargerId: number; fileId: number },
  keys: readonly KeyRow[],
): Promise<'all' | ReadonlySet<number>> {
  if (keys.length === 0) return 'all'
  try {
    await tx.savepoint((nested) => copyKeys(nested as unknown as Tx, of, keys))
    return 'all'
  } catch (error) {
    if (!isRefusedCopy(error)) throw error
  }
  await tx`
    insert into passage_key (charger_id, sequence, content_digest, passage_id, file_id)
    select ${of.chargerId}, k.sequence, k.digest, k.passage_id, ${of.fileId}
    from unnest(${keys.map((k) => String(k.sequence))}::bigint[], ${keys.map((k) => k.digest)}::text[],
                ${keys.map((k) => (k.passageId === undefined ? null : String(k.passageId)))}::bigint[]) as k (sequence, digest, passage_id)
    order by k.sequence
    on conflict (charger_id, sequence) do nothing`
  // None of these was there when we looked, and nobody else works on this file: what has its number is ours.
  const ours = await tx<{ sequence: number }[]>`
    select sequence from passage_key
    where charger_id = ${of.chargerId} and file_id = ${of.fileId} and sequence = any (${keys.map((k) => String(k.sequence))}::bigint[])`
  return new Set(ours.map((row) => row.sequence))
}

/** In the order of the key, so that two files with the same lines meet at the same one first. */
async function copyKeys(
  tx: Tx,
  of: { chargerId: number; fileId: number },
  keys: readonly KeyRow[],
): Promise<void> {
  const sorted = keys.toSorted((a, b) => a.sequence - b.sequence)
  await copyBinary(
    tx,
    'passage_key (charger_id, sequence, content_digest, passage_id, file_id)',
    [
      int2(() => of.chargerId),
      int8((k) => k.sequence),
      text((k) => k.digest),
      int8((k) => k.passageId),
      int8(() => of.fileId),
    ],
    sorted,
  )
}

/** A key was taken: told as such, or by what is said after a COPY that was. */
function isRefusedCopy(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '23505' || code === '25P02'
}

/** The digests already known of these sequences. */
export async function readKeys(
  db: Queryable,
  chargerId: number,
  sequences: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await db<{ sequence: number; content_digest: string }[]>`
    select sequence, content_digest from passage_key
    where charger_id = ${chargerId} and sequence = any (${numberArray(sequences)}::bigint[])`
  return new Map(rows.map((row) => [row.sequence, row.content_digest]))
}

/** In the order of their keys: neighbours in an index are then written together, which costs a third less. */
export async function savePassages(tx: Tx, passages: readonly Passage[]): Promise<void> {
  const sorted = passages.toSorted((a, b) => a.partyId - b.partyId || a.id - b.id)
  await copyBinary(
    tx,
    'passage (id, month_on, party_id, agreement_id, vehicle_id, tag_id, file_id, charger_id, sequence, station_id, lane, passed_at, read_by, plate_certainty, class_seen, picture_ref, received_at, replaces_passage_id, plate_read, tag_number, tag_of_another_vehicle, as_if_tag_read)',
    [
      int8((p) => p.id),
      date((p) => p.monthOn),
      int8((p) => p.partyId),
      int8((p) => p.agreementId),
      int8((p) => p.vehicleId),
      int8((p) => p.tagId),
      int8((p) => p.seen.fileId),
      int2((p) => p.seen.chargerId),
      int8((p) => p.seen.sequence),
      int4((p) => p.seen.stationId),
      text((p) => p.seen.lane),
      timestamptz((p) => p.seen.passedAt),
      text((p) => p.readBy),
      int2((p) => p.seen.plateCertainty),
      int2((p) => p.seen.classSeen),
      text((p) => p.seen.pictureRef || null),
      timestamptz((p) => p.seen.receivedAt),
      int8((p) => p.seen.replaces),
      bool((p) => p.seen.plateRead),
      text((p) => p.unknownTag),
      bool((p) => p.tagOfAnotherVehicle),
      bool((p) => p.seen.asIfTagRead),
    ],
    sorted,
  )
}

export async function saveWaiting(tx: Tx, passages: readonly WaitingPassage[]): Promise<void> {
  await copyRows(
    tx,
    'passage_waiting (id, month_on, state, vehicle_id, tag_number, next_try_at, file_id, charger_id, sequence, station_id, lane, passed_at, read_by, plate_certainty, class_seen, picture_ref, received_at, replaces_passage_id, plate_read, as_if_tag_read)',
    passages.map(
      ({ id, monthOn, state, vehicleId, tagNumber, nextTryAt, readBy, seen: s }) =>
        `${id}\t${monthOn}\t${state}\t${vehicleId ?? '\\N'}\t${copyText(tagNumber)}\t${nextTryAt === undefined ? '\\N' : instantText(nextTryAt)}\t${s.fileId}\t${s.chargerId}\t${s.sequence}\t${s.stationId}\t${copyText(s.lane)}\t${instantText(s.passedAt)}\t${readBy}\t${s.plateCertainty ?? '\\N'}\t${s.classSeen ?? '\\N'}\t${copyText(s.pictureRef || null)}\t${instantText(s.receivedAt)}\t${s.replaces ?? '\\N'}\t${s.plateRead}\t${s.asIfTagRead}`,
    ),
  )
}

export type CorrectionRow = {
  sequence: number
  corrects: number
  kind: 'replacement' | 'withdrawal'
  state: 'received' | 'waiting-for-line'
  sealedLine: Buffer
}

export async function saveCorrections(
  tx: Tx,
  of: { chargerId: number; fileId: number; receivedAt: number },
  rows: readonly CorrectionRow[],
): Promise<void> {
  await copyRows(
    tx,
    'passage_correction (charger_id, sequence, corrects_sequence, kind, state, file_id, sealed_line, received_at)',
    rows.map(
      (r) =>
        `${of.chargerId}\t${r.sequence}\t${r.corrects}\t${r.kind}\t${r.state}\t${of.fileId}\t\\\\x${r.sealedLine.toString('hex')}\t${instantText(of.receivedAt)}`,
    ),
  )
}

/** Corrections that waited for a line which has now come. */
export async function wakeCorrections(
  tx: Tx,
  chargerId: number,
  sequences: readonly number[],
): Promise<void> {
  await tx`update passage_correction set state = 'received'
    where charger_id = ${chargerId} and state = 'waiting-for-line' and corrects_sequence = any (${numberArray(sequences)}::bigint[])`
}

/** Those whose owner may be asked for now, oldest first. */
export async function readWaitingForOwner(db: Queryable, now: number, limit: number) {
  return db<{ id: number; vehicle_id: number; country: string; plate: string; passed_at: number }[]>`
    select w.id, w.vehicle_id, v.country, v.plate, w.passed_at
    from passage_waiting w join vehicle v on v.id = w.vehicle_id
    where w.state = 'waiting-for-owner' and w.next_try_at <= ${now} order by w.next_try_at, w.id limit ${limit}`
}

/** The owner is known: what waited becomes the owner's passage. Says which did; another worker may have been first. */
export async function giveToOwners(
  tx: Tx,
  found: readonly { id: number; partyId: number }[],
): Promise<readonly { vehicleId: number; passedAt: number }[]> {
  return tx<{ vehicleId: number; passedAt: number }[]>`
    with found as (
      select * from unnest(${found.map((f) => String(f.id))}::bigint[], ${found.map((f) => String(f.partyId))}::bigint[]) as f (id, party_id)),
    taken as (
      delete from passage_waiting where id in (
        select w.id from passage_waiting w join found using (id) where w.state = 'waiting-for-owner'
        order by w.id for update of w skip locked)
      returning *)
    insert into passage (id, month_on, party_id, vehicle_id, tag_id, tag_number, file_id, charger_id, sequence, station_id, lane,
                         passed_at, read_by, plate_read, plate_certainty, class_seen, picture_ref, received_at,
                         replaces_passage_id, as_if_tag_read)
    select t.id, t.month_on, found.party_id, t.vehicle_id, tag.id, case when tag.id is null then t.tag_number end, t.file_id,
           t.charger_id, t.sequence, t.station_id, t.lane, t.passed_at, t.read_by, t.plate_read, t.plate_certainty, t.class_seen,
           t.picture_ref, t.received_at, t.replaces_passage_id, t.as_if_tag_read
    from taken t join found using (id) left join tag using (tag_number)
    returning vehicle_id as "vehicleId", passed_at as "passedAt"`
}

/** No answer, or an owner the register does not know: asked again later, never lost. */
export async function postponeOwners(tx: Tx, ids: readonly number[], nextTryAt: number): Promise<void> {
  await tx`update passage_waiting set tries = tries + 1, next_try_at = ${nextTryAt}
    where id = any (${ids.map(String)}::bigint[]) and state = 'waiting-for-owner'`
}

/** Passages that stand no longer. */
export async function endPassages(
  tx: Tx,
  ended: readonly { partyId: number; id: number; monthOn: string; because: string }[],
): Promise<void> {
  if (ended.length === 0) return
  await tx`
    update passage p set ended_because = e.because
    from unnest(${ended.map((p) => String(p.partyId))}::bigint[], ${ended.map((p) => String(p.id))}::bigint[],
                ${ended.map((p) => p.monthOn)}::date[], ${ended.map((p) => p.because)}::text[]) as e (party_id, id, month_on, because)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on and p.ended_because is null`
}

/** Withdrawn by mistake: another row stands for the line again. */
export async function giveUpWithdrawn(
  tx: Tx,
  passages: readonly { partyId: number; id: number; monthOn: string }[],
): Promise<void> {
  await tx`
    update passage p set ended_because = 're-attributed'
    from unnest(${passages.map((p) => String(p.partyId))}::bigint[], ${passages.map((p) => String(p.id))}::bigint[],
                ${passages.map((p) => p.monthOn)}::date[]) as e (party_id, id, month_on)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on and p.ended_because = 'withdrawn'`
}

export async function withdrawWaiting(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx`update passage_waiting set state = 'withdrawn', next_try_at = null where id = any (${ids.map(String)}::bigint[])`
}

/** They wait no longer, or for something else, and are written anew. */
export async function removeWaiting(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx`delete from passage_waiting where id = any (${ids.map(String)}::bigint[])`
}

/** Leads each line's key to the row that stands for it now. */
export async function pointKeys(
  tx: Tx,
  keys: readonly { chargerId: number; sequence: number; passageId: number }[],
): Promise<void> {
  if (keys.length === 0) return
  await tx`
    update passage_key k set passage_id = n.passage_id
    from unnest(${keys.map((k) => k.chargerId)}::smallint[], ${keys.map((k) => String(k.sequence))}::bigint[],
                ${keys.map((k) => String(k.passageId))}::bigint[]) as n (charger_id, sequence, passage_id)
    where k.charger_id = n.charger_id and k.sequence = n.sequence`
}

export async function saveCorrectionStates(
  tx: Tx,
  states: readonly { chargerId: number; sequence: number; state: CorrectionState }[],
): Promise<void> {
  if (states.length === 0) return
  await tx`
    update passage_correction c set state = n.state
    from unnest(${states.map((s) => s.chargerId)}::smallint[], ${states.map((s) => String(s.sequence))}::bigint[],
                ${states.map((s) => s.state)}::text[]) as n (charger_id, sequence, state)
    where c.charger_id = n.charger_id and c.sequence = n.sequence and c.state <> n.state`
}

/** Terms 3.4, also of what waits: no vehicle is due for that. Says which changed; what has ended or is erased does not. */
export async function saveAsIfTagRead(
  tx: Tx,
  passages: readonly { partyId: number; id: number; monthOn: string }[],
  asIfTagRead: boolean,
): Promise<readonly { id: number; vehicleId: number | null; at: number }[]> {
  if (passages.length === 0) return []
  const waiting = await tx<{ id: number; vehicleId: null; at: number }[]>`
    update passage_waiting set as_if_tag_read = ${asIfTagRead}
    where id = any (${numberArray(passages.map((p) => p.id))}::bigint[]) and as_if_tag_read <> ${asIfTagRead} and state <> 'withdrawn'
    returning id, null::bigint as "vehicleId", passed_at as at`
  const kept = await tx<{ id: number; vehicleId: number; at: number }[]>`
    update passage p set as_if_tag_read = ${asIfTagRead}
    from unnest(${passages.map((p) => String(p.partyId))}::bigint[], ${passages.map((p) => String(p.id))}::bigint[],
                ${passages.map((p) => p.monthOn)}::date[]) as e (party_id, id, month_on)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on
      and p.as_if_tag_read <> ${asIfTagRead} and p.ended_because is null and not p.erased
    returning p.id, p.vehicle_id as "vehicleId", p.passed_at as at`
  return [...waiting, ...kept]
}

/** Terms 5.9: charged, so place, time, plate and tag are gone. */
export async function erasePassages(
  tx: Tx,
  passages: readonly { partyId: number; id: number; monthOn: string }[],
): Promise<void> {
  if (passages.length === 0) return
  await tx`
    update passage p set erased = true, passed_at = null, vehicle_id = null, tag_id = null, tag_number = null, station_id = null,
                         lane = null, picture_ref = null, plate_certainty = null
    from unnest(${passages.map((p) => String(p.partyId))}::bigint[], ${passages.map((p) => String(p.id))}::bigint[],
                ${passages.map((p) => p.monthOn)}::date[]) as e (party_id, id, month_on)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on`
}

export type StationRow = {
  chargerId: number
  projectCode: string
  code: string
  name: string
  road: string | undefined
  latitude: number | undefined
  longitude: number | undefined
  nvdbId: number | undefined
  source: string
  example: boolean
}

/** Adds or renews stations; none is ever removed, for passages stand on them. */
export async function saveStations(tx: Tx, stations: readonly StationRow[]): Promise<number> {
  if (stations.length === 0) return 0
  const rows = stations.map((s) => ({
    charger_id: s.chargerId,
    code: s.code,
    project_code: s.projectCode,
    name: s.name,
    road: s.road ?? null,
    latitude: s.latitude ?? null,
    longitude: s.longitude ?? null,
    nvdb_id: s.nvdbId ?? null,
    source: s.source,
    example: s.example,
  }))
  const saved = await tx`
    insert into station ${tx(rows)}
    on conflict (charger_id, code) do update set project_code = excluded.project_code, name = excluded.name, road = excluded.road,
      latitude = excluded.latitude, longitude = excluded.longitude, nvdb_id = excluded.nvdb_id, source = excluded.source, example = excluded.example`
  return saved.count
}
