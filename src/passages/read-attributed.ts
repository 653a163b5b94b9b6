import { osloMonth } from '#core/oslo.ts'
import type { Tx } from '#db/connection.ts'
import { plateKey } from '#tags/vehicle.ts'
import type { Reading } from './placement.ts'
import type { StandingRow } from './read-corrections.ts'

/** A stored passage: what was read of it, whose it is, and how that was found. */
export type Attributed = {
  readonly reading: Reading
  readonly standing: StandingRow
  readonly was: {
    readonly state: 'waiting-for-owner' | 'other-issuer' | undefined
    readonly agreementId: number | undefined
    readonly tagId: number | undefined
    readonly tagOfAnotherVehicle: boolean
    readonly readBy: 'tag' | 'plate'
  }
}

/** A passage that somebody has is rejected by rating, and stands here. */
export type Which = 'standing' | 'withdrawn' | 'rejected'

type Keys = {
  readonly vehicles: ReadonlyMap<number, number>
  readonly tags: ReadonlyMap<number, number>
}

/** The vehicles these tags have sat in since. */
export async function readTagsVehicles(
  tx: Tx,
  tags: ReadonlyMap<number, number>,
): Promise<readonly { vehicleId: number; fromAt: number }[]> {
  if (tags.size === 0) return []
  return tx<{ vehicleId: number; fromAt: number }[]>`
    select a.vehicle_id as "vehicleId", min(t.from_at) as "fromAt"
    from unnest(${ids(tags)}::bigint[], ${instants(tags)}::timestamptz[]) as t (tag_id, from_at)
    join tag_assignment a using (tag_id)
    where a.valid && tstzrange(t.from_at, null)
    group by a.vehicle_id`
}

/** What waits, and was read by one of these. Locked. */
export async function readAttributedWaiting(tx: Tx, of: Keys): Promise<readonly Attributed[]> {
  const rows = await tx<Row[]>`
    with touched as materialized (
      select w.id from unnest(${ids(of.vehicles)}::bigint[], ${instants(of.vehicles)}::timestamptz[]) as k (vehicle_id, from_at)
      join passage_waiting w using (vehicle_id) where w.passed_at >= k.from_at
      union
      select w.id from unnest(${ids(of.tags)}::bigint[], ${instants(of.tags)}::timestamptz[]) as k (tag_id, from_at)
      join tag t on t.id = k.tag_id join passage_waiting w using (tag_number) where w.passed_at >= k.from_at)
    select w.id, null as party_id, w.month_on, null as agreement_id, w.vehicle_id, null as tag_id, w.state,
           false as tag_of_another_vehicle, w.file_id, w.charger_id, w.sequence, w.station_id, w.lane, w.passed_at, w.read_by,
           w.plate_read, w.plate_certainty, w.class_seen, w.picture_ref, w.received_at, w.replaces_passage_id,
           w.as_if_tag_read, v.country, v.plate, w.tag_number
    from touched join passage_waiting w using (id)
    left join vehicle v on v.id = w.vehicle_id
    where w.state in ('waiting-for-owner', 'other-issuer')
    order by w.id for update of w`
  return rows.map(attributed)
}

/** What stands, and was read by one of these: found along three indexes, and locked. An erased one is nobody's to find. */
export async function readAttributedPassages(tx: Tx, of: Keys): Promise<readonly Attributed[]> {
  const month = osloMonth(Math.min(...of.vehicles.values(), ...of.tags.values()))
  const rows = await tx<Row[]>`
    with touched as materialized (
      select p.* from unnest(${ids(of.vehicles)}::bigint[], ${instants(of.vehicles)}::timestamptz[]) as k (vehicle_id, from_at)
      cross join lateral (
        select party_id, id, month_on from passage
        where vehicle_id = k.vehicle_id and passed_at >= k.from_at and month_on >= ${month} offset 0) p
      union
      select p.* from unnest(${ids(of.tags)}::bigint[], ${instants(of.tags)}::timestamptz[]) as k (tag_id, from_at)
      cross join lateral (
        select party_id, id, month_on from passage
        where tag_id = k.tag_id and tag_id is not null and (tag_of_another_vehicle or read_by = 'plate' or agreement_id is null)
          and passed_at >= k.from_at and month_on >= ${month} offset 0) p
      union
      select p.* from unnest(${ids(of.tags)}::bigint[], ${instants(of.tags)}::timestamptz[]) as k (tag_id, from_at)
      join tag t on t.id = k.tag_id
      cross join lateral (
        select party_id, id, month_on from passage
        where tag_number = t.tag_number and passed_at >= k.from_at and month_on >= ${month} offset 0) p)
    select p.id, p.party_id, p.month_on, p.agreement_id, p.vehicle_id, p.tag_id, null as state, p.tag_of_another_vehicle,
           p.file_id, p.charger_id, p.sequence, p.station_id, p.lane, p.passed_at, p.read_by, p.plate_read, p.plate_certainty,
           p.class_seen, p.picture_ref, p.received_at, p.replaces_passage_id, p.as_if_tag_read, v.country, v.plate,
           coalesce(t.tag_number, p.tag_number) as tag_number
    from touched join passage p using (party_id, id, month_on)
    join vehicle v on v.id = p.vehicle_id left join tag t on t.id = p.tag_id
    where p.ended_because is null
    order by p.party_id, p.id for update of p`
  return rows.map(attributed)
}

/**
 * These rows, locked: those that stand, or those that were withdrawn, or rejected while they waited. No party (0): it waits. An erased one cannot be
 * written anew.
 */
export async function readPassageRows(
  tx: Tx,
  keys: readonly { partyId: number; id: number; monthOn: string }[],
  which: Which,
): Promise<readonly Attributed[]> {
  const waiting = keys.filter((k) => k.partyId === 0)
  const waits = waiting.length === 0 ? [] : await readWaitingRows(tx, waiting, which)
  const rows = await tx<Row[]>`
    select p.id, p.party_id, p.month_on, p.agreement_id, p.vehicle_id, p.tag_id, null as state, p.tag_of_another_vehicle,
           p.file_id, p.charger_id, p.sequence, p.station_id, p.lane, p.passed_at, p.read_by, p.plate_read, p.plate_certainty,
           p.class_seen, p.picture_ref, p.received_at, p.replaces_passage_id, p.as_if_tag_read, v.country, v.plate,
           coalesce(t.tag_number, p.tag_number) as tag_number
    from unnest(${keys.map((k) => String(k.partyId))}::bigint[], ${keys.map((k) => String(k.id))}::bigint[],
                ${keys.map((k) => k.monthOn)}::date[]) as k (party_id, id, month_on)
    join passage p using (party_id, id, month_on)
    join vehicle v on v.id = p.vehicle_id left join tag t on t.id = p.tag_id
    where p.ended_because is not distinct from ${which === 'withdrawn' ? which : null} and not p.erased
    order by p.party_id, p.id for update of p`
  return [...waits, ...rows].map(attributed)
}

async function readWaitingRows(
  tx: Tx,
  keys: readonly { id: number }[],
  which: Which,
): Promise<readonly Row[]> {
  return tx<Row[]>`
    select w.id, null as party_id, w.month_on, null as agreement_id, w.vehicle_id, null as tag_id,
           case when w.state in ('waiting-for-owner', 'other-issuer') then w.state end as state, false as tag_of_another_vehicle, w.file_id, w.charger_id, w.sequence,
           w.station_id, w.lane, w.passed_at, w.read_by, w.plate_read, w.plate_certainty, w.class_seen, w.picture_ref,
           w.received_at, w.replaces_passage_id, w.as_if_tag_read, v.country, v.plate, w.tag_number
    from passage_waiting w left join vehicle v on v.id = w.vehicle_id
    where w.id = any (${keys.map((k) => String(k.id))}::bigint[]) and ${which} = case when w.state in ('withdrawn', 'rejected') then w.state else 'standing' end
    order by w.id for update of w`
}

function ids(keys: ReadonlyMap<number, number>): string[] {
  return [...keys.keys()].map(String)
}

function instants(keys: ReadonlyMap<number, number>): string[] {
  return [...keys.values()].map(isoText)
}

function isoText(at: number): string {
  return new Date(at).toISOString()
}

type Row = {
  id: number
  party_id: number | null
  month_on: string
  agreement_id: number | null
  vehicle_id: number | null
  tag_id: number | null
  state: 'waiting-for-owner' | 'other-issuer' | null
  tag_of_another_vehicle: boolean
  file_id: number
  charger_id: number
  sequence: number
  station_id: number
  lane: string
  passed_at: number
  read_by: 'tag' | 'plate'
  plate_read: boolean
  plate_certainty: number | null
  class_seen: 1 | 2 | null
  picture_ref: string | null
  received_at: number
  replaces_passage_id: number | null
  as_if_tag_read: boolean
  country: string | null
  plate: string | null
  tag_number: string | null
}

function attributed(row: Row): Attributed {
  return {
    reading: readingOfRow(row),
    standing: {
      id: row.id,
      partyId: row.party_id,
      monthOn: row.month_on,
      vehicleId: row.vehicle_id,
      passedAt: row.passed_at,
      ended: false,
      asIfTagRead: row.as_if_tag_read,
    },
    was: {
      state: row.state ?? undefined,
      agreementId: row.agreement_id ?? undefined,
      tagId: row.tag_id ?? undefined,
      tagOfAnotherVehicle: row.tag_of_another_vehicle,
      readBy: row.read_by,
    },
  }
}

function readingOfRow(row: Row): Reading {
  const { country, plate } = row
  const plateRead = row.plate_read && country !== null && plate !== null
  const read = plateRead ? { country, canonical: plate } : undefined
  return {
    id: row.id,
    tagNumber: row.tag_number ?? undefined,
    plate: read,
    plateKey: read ? plateKey(read) : '',
    seen: {
      fileId: row.file_id,
      chargerId: row.charger_id,
      sequence: row.sequence,
      stationId: row.station_id,
      lane: row.lane,
      passedAt: row.passed_at,
      plateRead,
      plateCertainty: row.plate_certainty ?? undefined,
      classSeen: row.class_seen ?? undefined,
      pictureRef: row.picture_ref ?? '',
      receivedAt: row.received_at,
      replaces: row.replaces_passage_id ?? undefined,
      asIfTagRead: row.as_if_tag_read,
    },
  }
}
