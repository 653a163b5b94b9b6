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
 * another line in one's place, or in the place of the one that it replaced. A row that took another's place has an index.
 */
export async function readStanding(
  tx: Tx,
  lines: readonly Line[],
  { replacements }: { readonly replacements: boolean },
): Promise<readonly Standing[]> {
  if (lines.length === 0) return []
  const rows = await tx<(Omit<Standing, 'line'> & Line)[]>`
    with asked as (
      select distinct charger_id, sequence
      from unnest(${lines.map((l) => l.chargerId)}::smallint[], ${numberArray(lines.map((l) => l.sequence))}::bigint[])
        as l (charger_id, sequence)),
    original as (
      select a.charger_id, a.sequence, coalesce(c.corrects_sequence, a.sequence) as first_sequence
      from asked a
      left join passage_correction c on ${replacements} and c.charger_id = a.charger_id and c.sequence = a.sequence),
    keyed as materialized (
      select o.charger_id, o.sequence, k.passage_id
      from original o
      cross join lateral (
        select o.first_sequence as sequence
        union select c.sequence from passage_correction c
        where ${replacements} and c.charger_id = o.charger_id and c.corrects_sequence = o.first_sequence) s
      join passage_key k on k.charger_id = o.charger_id and k.sequence = s.sequence
      where k.passage_id is not null),
    moved as materialized (
      select k.charger_id, k.sequence, p.id, p.party_id, p.month_on, p.vehicle_id, p.passed_at, p.ended_because, p.erased
      from keyed k join passage p on p.id = k.passage_id where p.replaces_passage_id is not null),
    found as (
      select * from moved
      union all
      select k.charger_id, k.sequence, p.id, p.party_id, p.month_on, p.vehicle_id, p.passed_at, p.ended_because, p.erased
      from keyed k join passage p on p.id = k.passage_id
      where k.passage_id not in (select id from moved) and p.replaces_passage_id is null)
    select charger_id as "chargerId", sequence, party_id as "partyId", id, month_on as "monthOn", vehicle_id as "vehicleId",
           passed_at as "passedAt"
    from found where ended_because is null and not erased
    union all
    select k.charger_id, k.sequence, null, w.id, w.month_on, w.vehicle_id, w.passed_at
    from keyed k join passage_waiting w on w.id = k.passage_id
    where w.state in ('waiting-for-owner', 'other-issuer')`
  return rows.map(standing)
}

function standing({ chargerId, sequence, ...row }: Omit<Standing, 'line'> & Line): Standing {
  return { line: { chargerId, sequence }, ...row }
}

/** What names a line among others. */
export function lineKey({ chargerId, sequence }: Line): string {
  return `${chargerId} ${sequence}`
}
