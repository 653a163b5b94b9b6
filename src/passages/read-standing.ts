import { numberArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'

type PassageKey = { readonly partyId: number; readonly id: number; readonly monthOn: string }

/** A line as it was delivered; rows come and go, and it stays. */
export type Line = { readonly chargerId: number; readonly sequence: number }

/** The row that stands for a line. No party: it waits. */
export type Standing = {
  readonly line: Line
  readonly partyId: number | null
  readonly id: number
  readonly monthOn: string
  readonly vehicleId: number | null
  readonly passedAt: number
}

/** Which lines these rows are, or were, in the order asked; undefined where there is none. */
export async function readLines(tx: Tx, keys: readonly PassageKey[]): Promise<readonly (Line | undefined)[]> {
  if (keys.length === 0) return []
  const rows = await tx<{ id: number; chargerId: number; sequence: number }[]>`
    select p.id, p.charger_id as "chargerId", p.sequence
    from unnest(${numberArray(keys.map((k) => k.partyId))}::bigint[], ${numberArray(keys.map((k) => k.id))}::bigint[],
                ${keys.map((k) => k.monthOn)}::date[]) as k (party_id, id, month_on)
    join passage p using (party_id, id, month_on)`
  const lines = new Map(rows.map(({ id, chargerId, sequence }) => [id, { chargerId, sequence }]))
  return keys.map(({ id }) => lines.get(id))
}

/** Those of these rows that stand themselves, and are not erased: nearly all, and their key finds them at once. */
export async function readStillStanding(tx: Tx, keys: readonly PassageKey[]): Promise<readonly Standing[]> {
  if (keys.length === 0) return []
  const rows = await tx<(Omit<Standing, 'line'> & Line)[]>`
    select p.charger_id as "chargerId", p.sequence, p.party_id as "partyId", p.id, p.month_on as "monthOn",
           p.vehicle_id as "vehicleId", p.passed_at as "passedAt"
    from unnest(${numberArray(keys.map((k) => k.partyId))}::bigint[], ${numberArray(keys.map((k) => k.id))}::bigint[],
                ${keys.map((k) => k.monthOn)}::date[]) as k (party_id, id, month_on)
    join passage p using (party_id, id, month_on)
    where p.ended_because is null and not p.erased`
  return rows.map(standing)
}

/**
 * What stands for these lines now, if anything does that is not erased. `replacements`: also where the charger has put
 * another line in one's place, or in the place of the one that it replaced.
 */
export async function readStanding(
  tx: Tx,
  lines: readonly Line[],
  { replacements }: { readonly replacements: boolean },
): Promise<readonly Standing[]> {
  if (lines.length === 0) return []
  const keyed = await readKeyed(tx, lines, replacements)
  const where = keyed.filter((row) => row.partyId !== null)
  const lost = keyed.filter((row) => row.partyId === null)
  const waiting = await readWaiting(tx, lost)
  const waits = new Set(waiting.map((row) => row.id))
  // What waits first: once its owner is known it is found among the passages.
  const byId = await readById(
    tx,
    lost.filter((row) => !waits.has(row.id)),
  )
  return [...where, ...waiting, ...byId].filter((row) => row.stands).map(standing)
}

type Found = Omit<Standing, 'line'> & Line & { readonly stands: boolean }

/** The rows that the lines' keys lead to. No party: it is not where the key says, or the key says no more than its id. */
async function readKeyed(tx: Tx, lines: readonly Line[], replacements: boolean): Promise<readonly Found[]> {
  return tx<Found[]>`
    with asked as (
      select distinct charger_id, sequence
      from unnest(${lines.map((l) => l.chargerId)}::smallint[], ${numberArray(lines.map((l) => l.sequence))}::bigint[])
        as l (charger_id, sequence)),
    original as (
      select a.charger_id, a.sequence, coalesce(c.corrects_sequence, a.sequence) as first_sequence
      from asked a
      left join passage_correction c on ${replacements} and c.charger_id = a.charger_id and c.sequence = a.sequence)
    select o.charger_id as "chargerId", o.sequence, k.passage_id as id, p.party_id as "partyId", p.month_on as "monthOn",
           p.vehicle_id as "vehicleId", p.passed_at as "passedAt", coalesce(p.ended_because is null and not p.erased, false) as stands
    from original o
    cross join lateral (
      select o.first_sequence as sequence
      union select c.sequence from passage_correction c
      where ${replacements} and c.charger_id = o.charger_id and c.corrects_sequence = o.first_sequence) s
    join passage_key k on k.charger_id = o.charger_id and k.sequence = s.sequence
    -- One look-up a row, whatever the planner thinks.
    left join lateral (
      select * from passage p
      where p.party_id = k.party_id and p.id = k.passage_id and p.month_on = k.month_on limit 1) p on true
    where k.passage_id is not null`
}

async function readWaiting(tx: Tx, lost: readonly Found[]): Promise<readonly Found[]> {
  if (lost.length === 0) return []
  return tx<Found[]>`
    select l.charger_id as "chargerId", l.sequence, w.id, null as "partyId", w.month_on as "monthOn",
           w.vehicle_id as "vehicleId", w.passed_at as "passedAt", w.state in ('waiting-for-owner', 'other-issuer') as stands
    from ${lostRows(tx, lost)} join passage_waiting w using (id)`
}

/** A row that took another's place has an index. */
async function readById(tx: Tx, lost: readonly Found[]): Promise<readonly Found[]> {
  if (lost.length === 0) return []
  return tx<Found[]>`
    with lost as materialized (select * from ${lostRows(tx, lost)}),
    moved as materialized (
      select l.charger_id, l.sequence, p.id, p.party_id, p.month_on, p.vehicle_id, p.passed_at, p.ended_because, p.erased
      from lost l join passage p using (id) where p.replaces_passage_id is not null),
    found as (
      select * from moved
      union all
      select l.charger_id, l.sequence, p.id, p.party_id, p.month_on, p.vehicle_id, p.passed_at, p.ended_because, p.erased
      from lost l join passage p using (id)
      where l.id not in (select id from moved) and p.replaces_passage_id is null)
    select charger_id as "chargerId", sequence, id, party_id as "partyId", month_on as "monthOn", vehicle_id as "vehicleId",
           passed_at as "passedAt", ended_because is null and not erased as stands
    from found`
}

function lostRows(tx: Tx, lost: readonly Found[]) {
  return tx`
    unnest(${lost.map((l) => l.chargerId)}::smallint[], ${numberArray(lost.map((l) => l.sequence))}::bigint[],
           ${numberArray(lost.map((l) => l.id))}::bigint[]) as l (charger_id, sequence, id)`
}

function standing({
  chargerId,
  sequence,
  id,
  partyId,
  monthOn,
  vehicleId,
  passedAt,
}: Omit<Standing, 'line'> & Line): Standing {
  return { line: { chargerId, sequence }, id, partyId, monthOn, vehicleId, passedAt }
}

/** What names a line among others. */
export function lineKey({ chargerId, sequence }: Line): string {
  return `${chargerId} ${sequence}`
}
