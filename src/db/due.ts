import { instantArray, textArray } from './arrays.ts'
import { type Db, inTransaction, type Queryable, type Tx } from './connection.ts'
import { copyBinary, int2, text, timestamptz } from './copy-binary.ts'

/**
 * What must be done downstream. `rate`: a vehicle's passages from an instant on are to be rated; the key is the vehicle.
 * `re-attribute`: whose passages are whose has changed from an instant on; the key is `vehicle 12`, `tag 9` or
 * `agreement 3`. `take-back`: an erased passage has ended, so that no vehicle leads to its charge; the key is the passage.
 * `settle`: money moved on a reminder, or on an invoice that has one; the key is that invoice.
 * `deposit`: a tag's deposit is asked for, or has ended; the key is the deposit.
 */
export type DueKind = 'rate' | 're-attribute' | 'take-back' | 'settle' | 'deposit'
export type DueRow = { readonly key: string; readonly fromAt: number }

/**
 * Says that something is due, in the transaction that causes it. Always a row more, so that it never waits for the
 * worker that does what was due before (one row a key was tried: intake and rating then waited for each other in step).
 */
export async function makeDue(tx: Tx, kind: DueKind, rows: readonly DueRow[]): Promise<void> {
  if (rows.length === 0) return
  const [{ slots } = { slots: 1 }] = await tx<{ slots: number }[]>`
    select count(*)::int as slots from due_slot where kind = ${kind}`
  const noted = rows.map((row) => ({ ...row, slot: slotOf(row.key, slots) }))
  // In the order of the table's key: neighbours are written together.
  noted.sort((a, b) => a.slot - b.slot || (a.key < b.key ? -1 : 1))
  await copyBinary(
    tx,
    'due (kind, slot, key, from_at)',
    [text(() => kind), int2((d) => d.slot), text((d) => d.key), timestamptz((d) => d.fromAt)],
    noted,
  )
}

/** All rows of a key are in one slot. Numbers that follow each other are kept together: so are their rows in most tables. */
function slotOf(key: string, slots: number): number {
  return Math.floor(Number(NUMBER_AT_END.exec(key)?.[0] ?? 0) / NUMBERS_TOGETHER) % slots
}

const NUMBER_AT_END = /\d+$/
/** As in the migration that moved what was due then (0036). */
const NUMBERS_TOGETHER = 64

/**
 * Takes what is due of at most `limit` keys, in the transaction that does it. They are of one slot, which is this
 * worker's until the transaction ends: nobody else has any of these keys meanwhile. A crash gives them back. Slots take
 * turns, and within one the keys do, so that nothing waits for ever behind what keeps coming.
 */
export async function takeDue(tx: Tx, kind: DueKind, limit: number): Promise<readonly DueRow[]> {
  const [claimed] = await tx<{ slot: number; last_key: string }[]>`
    select s.slot, s.last_key from due_slot s
    -- First after what was taken last: what is taken lies dead at the slot's beginning for as long as anybody may see it.
    cross join lateral (
      (select from due d where d.kind = s.kind and d.slot = s.slot and d.key > s.last_key order by key limit 1)
      union all
      (select from due d where d.kind = s.kind and d.slot = s.slot order by key limit 1)
      limit 1) something
    where s.kind = ${kind} order by s.turn limit 1
    for update of s skip locked`
  if (!claimed) return []
  const of = { kind, slot: claimed.slot, limit }
  const keys = (await keysAfter(tx, claimed.last_key, of)) ?? (await keysAfter(tx, '', of))
  if (!keys) return []
  await tx`update due_slot set last_key = ${keys.last}, turn = nextval('due_turn') where kind = ${kind} and slot = ${of.slot}`
  return tx<DueRow[]>`
    with taken as (
      delete from due where kind = ${kind} and slot = ${of.slot} and key > ${keys.after} and key <= ${keys.last}
      returning key, from_at)
    select key, min(from_at) as "fromAt" from taken group by key`
}

/** The next keys of a slot, in order; undefined when none comes after. */
async function keysAfter(
  tx: Tx,
  after: string,
  of: { kind: DueKind; slot: number; limit: number },
): Promise<{ after: string; last: string } | undefined> {
  const [row] = await tx<{ last: string | null }[]>`
    select max(key) as last from (
      select distinct key from due where kind = ${of.kind} and slot = ${of.slot} and key > ${after} order by key limit ${of.limit}) next`
  return row?.last ? { after, last: row.last } : undefined
}

/** Due, but not before an instant. The same said twice is said once. */
export async function makeDueLater(
  tx: Queryable,
  kind: DueKind,
  rows: readonly (DueRow & { readonly notBefore: number })[],
): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into due_later (kind, key, from_at, not_before)
    select distinct ${kind}, * from unnest(${textArray(rows.map((r) => r.key))}::text[], ${instantArray(rows.map((r) => r.fromAt))}::timestamptz[],
                                  ${instantArray(rows.map((r) => r.notBefore))}::timestamptz[])
    on conflict do nothing`
}

/** What had to wait and need not any more is due. Returns how many. */
export async function ripen(db: Db, now: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const ripe = await tx<{ kind: DueKind; key: string; fromAt: number }[]>`
      delete from due_later where not_before <= ${now} returning kind, key, from_at as "fromAt"`
    for (const [kind, rows] of Map.groupBy(ripe, (row) => row.kind)) await makeDue(tx, kind, rows)
    return ripe.length
  })
}
