import { numberArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyRows, copyText, instantText } from '#db/copy.ts'
import { bool, copyBinary, date, type Field, int2, int4, int8, text, timestamptz } from '#db/copy-binary.ts'
import type { Passage, WaitingPassage } from './passage.ts'
import type { Line } from './read-standing.ts'
import { type KeyTo, pointKeys } from './store-keys.ts'
import type { TakeBackKey } from './take-back-key.ts'

/** In the order of their keys: neighbours in an index are then written together, which costs a third less. */
export async function savePassages(tx: Tx, passages: readonly Passage[]): Promise<void> {
  const sorted = passages.toSorted(byPartyAndId)
  await copyBinary(tx, PASSAGE, PASSAGE_FIELDS, sorted)
}

function byPartyAndId(a: Passage, b: Passage): number {
  return a.partyId - b.partyId || a.id - b.id
}

const PASSAGE =
  'passage (id, month_on, party_id, agreement_id, vehicle_id, tag_id, file_id, charger_id, sequence, station_id, lane, passed_at, read_by, plate_certainty, class_seen, picture_ref, received_at, replaces_passage_id, plate_read, tag_number, tag_of_another_vehicle, as_if_tag_read)'

const PASSAGE_FIELDS: readonly Field<Passage>[] = [
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
]

export async function saveWaiting(tx: Tx, passages: readonly WaitingPassage[]): Promise<void> {
  await copyRows(
    tx,
    'passage_waiting (id, month_on, state, vehicle_id, tag_number, next_try_at, file_id, charger_id, sequence, station_id, lane, passed_at, read_by, plate_certainty, class_seen, picture_ref, received_at, replaces_passage_id, plate_read, as_if_tag_read)',
    passages.map(waitingLine),
  )
}

function waitingLine(passage: WaitingPassage): string {
  const { id, monthOn, state, vehicleId, tagNumber, nextTryAt, readBy, seen: s } = passage
  return `${id}\t${monthOn}\t${state}\t${vehicleId ?? '\\N'}\t${copyText(tagNumber)}\t${nextTryAt === undefined ? '\\N' : instantText(nextTryAt)}\t${s.fileId}\t${s.chargerId}\t${s.sequence}\t${s.stationId}\t${copyText(s.lane)}\t${instantText(s.passedAt)}\t${readBy}\t${s.plateCertainty ?? '\\N'}\t${s.classSeen ?? '\\N'}\t${copyText(s.pictureRef || null)}\t${instantText(s.receivedAt)}\t${s.replaces ?? '\\N'}\t${s.plateRead}\t${s.asIfTagRead}`
}

/** Those whose owner may be asked for now, oldest first. */
export async function readWaitingForOwner(db: Queryable, now: number, limit: number) {
  return db<{ id: number; country: string; plate: string; passed_at: number; tries: number }[]>`
    select w.id, v.country, v.plate, w.passed_at, w.tries
    from passage_waiting w join vehicle v on v.id = w.vehicle_id
    where w.state = 'waiting-for-owner' and w.next_try_at <= ${now} order by w.next_try_at, w.id limit ${limit}`
}

/** The owner is known: what waited becomes the owner's passage. Says which did; another worker may have been first. */
export async function giveToOwners(
  tx: Tx,
  found: readonly { id: number; partyId: number }[],
): Promise<readonly { vehicleId: number; passedAt: number }[]> {
  const given = await tx<(KeyTo & { vehicleId: number; passedAt: number })[]>`
    with found as (
      select * from unnest(${found.map(idText)}::bigint[], ${found.map(partyIdText)}::bigint[]) as f (id, party_id)),
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
    returning charger_id as "chargerId", sequence, id as "passageId", party_id as "partyId", month_on as "monthOn",
              vehicle_id as "vehicleId", passed_at as "passedAt"`
  await pointKeys(tx, given)
  return given
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
    from unnest(${ended.map(partyIdText)}::bigint[], ${ended.map(idText)}::bigint[],
                ${ended.map(monthOnOf)}::date[], ${ended.map(becauseOf)}::text[]) as e (party_id, id, month_on, because)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on and p.ended_because is null`
}

/** Withdrawn by mistake: another row stands for the line again. */
export async function giveUpWithdrawn(
  tx: Tx,
  passages: readonly { partyId: number; id: number; monthOn: string }[],
): Promise<void> {
  await tx`
    update passage p set ended_because = 're-attributed'
    from unnest(${passages.map(partyIdText)}::bigint[], ${passages.map(idText)}::bigint[],
                ${passages.map(monthOnOf)}::date[]) as e (party_id, id, month_on)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on and p.ended_because = 'withdrawn'`
}

export async function withdrawWaiting(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx`update passage_waiting set state = 'withdrawn', next_try_at = null where id = any (${ids.map(String)}::bigint[])`
}

/** Nobody is ever charged for them. Returns the lines of those that waited. */
export async function rejectWaiting(tx: Tx, ids: readonly number[]): Promise<readonly Line[]> {
  return tx<Line[]>`
    update passage_waiting set state = 'rejected', next_try_at = null
    where id = any (${ids.map(String)}::bigint[]) and state in ('waiting-for-owner', 'other-issuer')
    returning charger_id as "chargerId", sequence`
}

export async function saveOwnerDecision(
  tx: Tx,
  { chargerId, sequence }: Line,
  decided: {
    decision: 'rejected' | 'asked-again' | 'handed-abroad'
    by: string
    because: string
    now: number
  },
): Promise<void> {
  await tx`
    insert into owner_decision (charger_id, sequence, decision, decided_by, decided_because, decided_at)
    values (${chargerId}, ${sequence}, ${decided.decision}, ${decided.by}, ${decided.because}, ${decided.now})`
}

/** They wait no longer, or for something else, and are written anew. */
export async function removeWaiting(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx`delete from passage_waiting where id = any (${ids.map(String)}::bigint[])`
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
    where id = any (${numberArray(passages.map(idOf))}::bigint[]) and as_if_tag_read <> ${asIfTagRead} and state <> 'withdrawn'
    returning id, null::bigint as "vehicleId", passed_at as at`
  const kept = await tx<{ id: number; vehicleId: number; at: number }[]>`
    update passage p set as_if_tag_read = ${asIfTagRead}
    from unnest(${passages.map(partyIdText)}::bigint[], ${passages.map(idText)}::bigint[],
                ${passages.map(monthOnOf)}::date[]) as e (party_id, id, month_on)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on
      and p.as_if_tag_read <> ${asIfTagRead} and p.ended_because is null and not p.erased
    returning p.id, p.vehicle_id as "vehicleId", p.passed_at as at`
  return [...waiting, ...kept]
}

/**
 * Terms 5.9: charged, so place, time, plate and tag are gone. Returns those that had ended since they were read to be charged: whoever
 * ended them saw a vehicle that leads to them no longer, so their charges are the caller's to take back.
 */
export async function erasePassages(
  tx: Tx,
  passages: readonly { partyId: number; id: number; monthOn: string }[],
): Promise<readonly TakeBackKey[]> {
  if (passages.length === 0) return []
  const erased = await tx<(TakeBackKey & { hasEnded: boolean })[]>`
    update passage p set erased = true, passed_at = null, vehicle_id = null, tag_id = null, tag_number = null, station_id = null,
                         lane = null, picture_ref = null, plate_certainty = null
    from unnest(${passages.map(partyIdText)}::bigint[], ${passages.map(idText)}::bigint[],
                ${passages.map(monthOnOf)}::date[]) as e (party_id, id, month_on)
    where p.party_id = e.party_id and p.id = e.id and p.month_on = e.month_on
    returning p.party_id as "partyId", p.month_on as "monthOn", p.id, p.ended_because is not null as "hasEnded"`
  return erased.filter((passage) => passage.hasEnded)
}

function idOf(row: { readonly id: number }): number {
  return row.id
}

function idText(row: { readonly id: number }): string {
  return String(row.id)
}

function partyIdText(row: { readonly partyId: number }): string {
  return String(row.partyId)
}

function monthOnOf(row: { readonly monthOn: string }): string {
  return row.monthOn
}

function becauseOf(row: { readonly because: string }): string {
  return row.because
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
