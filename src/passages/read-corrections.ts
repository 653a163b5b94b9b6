import { numberArray, textArray } from '#db/arrays.ts'
import type { Tx } from '#db/connection.ts'
import type { Correction, CorrectionState } from './correction.ts'

/** A passage's line, and all that corrects it, straight or by way of one another. */
export type CorrectedLine = {
  readonly chargerId: number
  readonly sequence: number
  /** The passages its lines have become, those that ended too. */
  readonly keyed: readonly Keyed[]
  readonly passageId: number
  readonly corrections: readonly StoredCorrection[]
}

/** Where a key says that its row is. Null: it waits, or the key does not say. */
export type Keyed = {
  readonly id: number
  readonly partyId: number | null
  readonly monthOn: string | null
}

export type StoredCorrection = Correction & { readonly fileId: number; readonly sealedLine: Buffer }

export type LineKey = { readonly chargerId: number; readonly sequence: number }

/**
 * Corrections to be applied, oldest first: received ones, and those that waited for a line which is there by now. Their
 * file and the line's may have come at the same moment, and then neither has seen the other.
 */
export async function readOpenCorrections(tx: Tx, limit: number): Promise<readonly LineKey[]> {
  return tx<LineKey[]>`
    (select charger_id as "chargerId", sequence from passage_correction
     where state = 'received' order by id limit ${limit})
    union all
    (select c.charger_id, c.sequence from passage_correction c
     join passage_key k on k.charger_id = c.charger_id and k.sequence = c.corrects_sequence
     where c.state = 'waiting-for-line' and k.passage_id is not null order by c.id limit ${limit})`
}

/** The lines these corrections lead to, by whatever way. One whose line has not come leads to none. */
export async function readCorrectedLines(tx: Tx, of: readonly LineKey[]): Promise<readonly CorrectedLine[]> {
  const rows = await tx<Row[]>`
    with recursive above (charger_id, sequence) as (
      select * from unnest(${of.map((c) => c.chargerId)}::smallint[], ${of.map((c) => String(c.sequence))}::bigint[])
      union
      select a.charger_id, c.corrects_sequence from above a join passage_correction c using (charger_id, sequence)),
    below (charger_id, line, sequence) as (
      select a.charger_id, a.sequence, a.sequence from above a join passage_key k using (charger_id, sequence)
      where not exists (select from passage_correction c where c.charger_id = a.charger_id and c.sequence = a.sequence)
      union
      select b.charger_id, b.line, c.sequence
      from below b join passage_correction c on c.charger_id = b.charger_id and c.corrects_sequence = b.sequence)
    select b.charger_id, b.line, b.sequence, k.passage_id, k.party_id, k.month_on, c.kind, c.state, c.file_id, c.sealed_line, c.received_at
    from below b
    join passage_key k using (charger_id, sequence)
    left join passage_correction c using (charger_id, sequence)
    order by b.charger_id, b.line, b.sequence`
  const lines = Map.groupBy(rows, (row) => `${row.charger_id} ${row.line}`)
  return [...lines.values()].map(lineOf)
}

type Row = {
  charger_id: number
  line: number
  sequence: number
  passage_id: number | null
  party_id: number | null
  month_on: string | null
  kind: 'replacement' | 'withdrawal' | null
  state: CorrectionState | null
  file_id: number
  sealed_line: Buffer
  received_at: number
}

function lineOf(rows: readonly Row[]): CorrectedLine {
  const first = rows.find((row) => row.kind === null)
  if (!first || first.passage_id === null) throw new Error('a line without a passage')
  return {
    chargerId: first.charger_id,
    sequence: first.line,
    passageId: first.passage_id,
    keyed: rows.flatMap(({ passage_id: id, party_id: partyId, month_on: monthOn }) =>
      id === null ? [] : [{ id, partyId, monthOn }],
    ),
    corrections: rows.flatMap((row) =>
      row.kind === null || row.state === null
        ? []
        : [
            {
              sequence: row.sequence,
              kind: row.kind,
              state: row.state,
              receivedAt: row.received_at,
              fileId: row.file_id,
              sealedLine: row.sealed_line,
            },
          ],
    ),
  }
}

/** A row that stands or stood for a passage. No `partyId`: it waits. */
export type StandingRow = {
  readonly id: number
  readonly partyId: number | null
  readonly monthOn: string
  readonly vehicleId: number | null
  readonly passedAt: number | null
  readonly ended: boolean
  readonly asIfTagRead: boolean
}

/**
 * Locks them. Nearly all are where their key says. Of the others what waits comes first: once its owner is known it is
 * found among the passages, at worst by its id alone, which reads all that was written with it.
 */
export async function readStandingRows(
  tx: Tx,
  keyed: readonly Keyed[],
): Promise<ReadonlyMap<number, StandingRow>> {
  const found = new Map<number, StandingRow>()
  const add = (rows: readonly StandingRow[]) => rows.forEach((row) => found.set(row.id, row))
  const missing = () => keyed.flatMap(({ id }) => (found.has(id) ? [] : [id]))
  add(await lockKeyed(tx, keyed))
  add(await lockWaiting(tx, missing()))
  add(await lockById(tx, missing()))
  return found
}

async function lockKeyed(tx: Tx, keyed: readonly Keyed[]): Promise<readonly StandingRow[]> {
  const keys = keyed
    .flatMap(({ id, partyId, monthOn }) =>
      partyId === null || monthOn === null ? [] : [{ id, partyId, monthOn }],
    )
    .sort((a, b) => a.id - b.id)
  if (keys.length === 0) return []
  // Said beside the rows', so that the planner looks at these months' tables alone.
  const months = textArray([...new Set(keys.map((k) => k.monthOn))])
  // One look-up a row, whatever the planner thinks.
  return tx<StandingRow[]>`
    select p.*
    from unnest(${numberArray(keys.map((k) => k.partyId))}::bigint[], ${numberArray(keys.map((k) => k.id))}::bigint[],
                ${textArray(keys.map((k) => k.monthOn))}::date[]) as k (party_id, id, month_on)
    cross join lateral (
      select ${standingColumns(tx)} from passage p
      where p.party_id = k.party_id and p.id = k.id and p.month_on = k.month_on and p.month_on = any (${months}::date[])
      limit 1 for update) p`
}

async function lockWaiting(tx: Tx, ids: readonly number[]): Promise<readonly StandingRow[]> {
  if (ids.length === 0) return []
  return tx<StandingRow[]>`
    select id, null as "partyId", month_on as "monthOn", vehicle_id as "vehicleId", passed_at as "passedAt",
           state = 'withdrawn' as ended, as_if_tag_read as "asIfTagRead"
    from passage_waiting where id = any (${numberArray(ids)}::bigint[]) order by id for update`
}

async function lockById(tx: Tx, ids: readonly number[]): Promise<readonly StandingRow[]> {
  if (ids.length === 0) return []
  return tx<StandingRow[]>`
    select ${standingColumns(tx)}
    from passage p where p.id = any (${numberArray(ids)}::bigint[]) order by p.id for update`
}

function standingColumns(tx: Tx) {
  return tx`
    p.id, p.party_id as "partyId", p.month_on as "monthOn", p.vehicle_id as "vehicleId", p.passed_at as "passedAt",
    p.ended_because is not null as ended, p.as_if_tag_read as "asIfTagRead"`
}
