import { instantArray, numberArray, textArray } from './arrays.ts'
import { type Db, inTransaction, type Queryable, type Tx } from './connection.ts'
import { array, copyBinary, type Field, int2, TEXT, TIMESTAMPTZ, text, timestamptz } from './copy-binary.ts'
import { copyOut, number, type Source, takeArray, takeInstant, takeInt, takeText, texts } from './copy-out.ts'

/**
 * What must be done downstream. `rate`: a vehicle's passages from an instant on are to be rated; the key is the vehicle.
 * `re-attribute`: whose passages are whose has changed from an instant on; the key is `vehicle 12`, `tag 9` or
 * `agreement 3`. `take-back`: an erased passage has ended, so that no vehicle leads to its charge; the key is the passage,
 * `12 2019-12-01 345`: its party, month and id.
 * `settle`: money moved on a reminder, or on an invoice that has one; the key is that invoice.
 * `deposit`: a tag's deposit is asked for, or has ended; the key is the deposit.
 */
export type DueKind = 'rate' | 're-attribute' | 'take-back' | 'settle' | 'deposit'
export type DueRow = { readonly key: string; readonly fromAt: number }

/**
 * Says that something is due, in the transaction that causes it. Always rows more, so that it never waits for the
 * worker that does what was due before (one row a key was tried: intake and rating then waited for each other in step).
 */
export async function makeDue(tx: Tx, kind: DueKind, rows: readonly DueRow[]): Promise<void> {
  if (rows.length === 0) return
  const [{ slots } = { slots: 1 }] = await tx<{ slots: number }[]>`
    select count(*)::int as slots from due_slot where kind = ${kind}`
  const noted = new Map<number, Noted>()
  for (const { key, fromAt } of rows) {
    const run = Math.floor(numberAtEnd(key) / NUMBERS_TOGETHER)
    const slot = run % slots
    const part = Math.floor(run / slots) % PARTS
    let one = noted.get(slot * PARTS + part)
    if (!one) noted.set(slot * PARTS + part, (one = { slot, part, keys: [], fromAts: [] }))
    one.keys.push(key)
    one.fromAts.push(fromAt)
  }
  await copyBinary(
    tx,
    'due (kind, slot, part, keys, from_at)',
    DUE_FIELDS,
    [...noted.values()].sort(bySlotAndPart),
    kind,
  )
}

type Noted = {
  readonly slot: number
  readonly part: number
  readonly keys: string[]
  readonly fromAts: number[]
}

/** Of `tag 12` it is 12; without one, 0. */
function numberAtEnd(key: string): number {
  let start = key.length
  while (start > 0 && isDigit(key.charCodeAt(start - 1))) start--
  return Number(key.slice(start))
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function bySlotAndPart(a: Noted, b: Noted): number {
  return a.slot - b.slot || a.part - b.part
}

const DUE_FIELDS: readonly Field<Noted, DueKind>[] = [
  text((_, kind) => kind),
  int2((d) => d.slot),
  int2((d) => d.part),
  array(TEXT, text<string, DueKind>(itself), (d) => d.keys),
  array(TIMESTAMPTZ, timestamptz<number, DueKind>(itself), (d) => d.fromAts),
]

function itself<Value>(value: Value): Value {
  return value
}

/** Numbers that follow each other are in one part of a slot: so are their rows in most tables. As in migration 0055. */
const NUMBERS_TOGETHER = 64
const PARTS = 128

/**
 * Takes what is due of at most `limit` keys, in the transaction that does it. They are of slots that are this worker's until the
 * transaction ends: nobody else has any of these keys meanwhile. A crash gives them back. Slots take turns, and within one its
 * parts do, so that nothing waits for ever behind what keeps coming. Where one has little, the next is taken too: what a
 * transaction costs beside its keys is then paid for more of them.
 */
export async function takeDue(tx: Tx, kind: DueKind, limit: number): Promise<readonly DueRow[]> {
  const slots: number[] = []
  const taken: DueRow[] = []
  while (2 * taken.length <= limit) {
    const claimed = await claimSlot(tx, kind, slots)
    if (!claimed) break
    slots.push(claimed.slot)
    taken.push(...(await takeOfSlot(tx, claimed, { kind, limit: limit - taken.length })))
  }
  return taken
}

type Slot = { readonly slot: number; readonly lastPart: number }

/** The one whose turn it is among those with something due that nobody has, but for `taken`: those are ours. */
async function claimSlot(tx: Tx, kind: DueKind, taken: readonly number[]): Promise<Slot | undefined> {
  const [claimed] = await tx<Slot[]>`
    select s.slot, s.last_part as "lastPart" from due_slot s
    -- First after what was taken last: what is taken lies dead at the slot's beginning for as long as anybody may see it.
    cross join lateral (
      (select from due d where d.kind = s.kind and d.slot = s.slot and d.part > s.last_part order by part limit 1)
      union all
      (select from due d where d.kind = s.kind and d.slot = s.slot order by part limit 1)
      limit 1) something
    where s.kind = ${kind} and s.slot <> all (${numberArray(taken)}::int[]) order by s.turn limit 1
    for update of s skip locked`
  return claimed
}

async function takeOfSlot(
  tx: Tx,
  { slot, lastPart }: Slot,
  { kind, limit }: { kind: DueKind; limit: number },
): Promise<readonly DueRow[]> {
  const of = { kind, slot, limit }
  const after = await takeParts(tx, lastPart, of)
  const parts = after.length > 0 ? after : await takeParts(tx, BEFORE_ALL, of)
  if (parts.length === 0) return []
  const { rows, left, lastPart: last } = firstKeys(parts, limit)
  await tx`update due_slot set last_part = ${last}, turn = nextval('due_turn') where kind = ${kind} and slot = ${slot}`
  await makeDue(tx, kind, left)
  return rows
}

const BEFORE_ALL = -1

type Part = { readonly part: number; readonly keys: readonly string[]; readonly fromAts: readonly number[] }

/**
 * The next whole parts of a slot, as far as they are small enough; of one that is too large alone, what was noted first.
 * A key is noted some times over, so twice the limit may be read for it.
 */
async function takeParts(
  tx: Tx,
  after: number,
  of: { kind: DueKind; slot: number; limit: number },
): Promise<readonly Part[]> {
  const atMost = number(2 * of.limit)
  const parts = await copyOut(
    tx,
    `delete from due where ctid = any (array(
       select ctid from (
         select ctid, part, min(part) over () as first_part, sum(keys) over (order by part) as to_end_of_part,
                sum(keys) over (order by part, id) - keys as before
         from (select ctid, part, id, cardinality(keys) as keys from due
               where kind = (${texts([of.kind])})[1] and slot = ${number(of.slot)} and part > ${number(after)}
               order by part, id limit ${atMost} + 1) next) counted
       where to_end_of_part <= ${atMost} or (part = first_part and before < ${atMost})))
     returning part, id, keys, from_at`,
    takePart,
  )
  return parts.sort(byPartAndId)
}

function takePart(from: Source): Part & { readonly id: number } {
  return {
    part: takeInt(from)!,
    id: takeInt(from)!,
    keys: takeArray(from, takeKey)!,
    fromAts: takeArray(from, takeFromAt)!,
  }
}

function takeKey(from: Source): string {
  return takeText(from)!
}

function takeFromAt(from: Source): number {
  return takeInstant(from)!
}

function byPartAndId(a: { part: number; id: number }, b: { part: number; id: number }): number {
  return a.part - b.part || a.id - b.id
}

/**
 * Each key once, from its earliest instant on. What is over the limit stays due, and the part it is in comes next, unless it
 * was the first: then the others do.
 */
function firstKeys(
  parts: readonly Part[],
  limit: number,
): { rows: readonly DueRow[]; left: readonly DueRow[]; lastPart: number } {
  const found = new Map<string, number>()
  const left: DueRow[] = []
  let lastPart = parts.at(-1)!.part
  for (const { part, keys, fromAts } of parts) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!
      const fromAt = fromAts[i]!
      const known = found.get(key)
      if (known === undefined && found.size === limit) {
        if (left.length === 0) lastPart = Math.max(part - 1, parts[0]!.part)
        left.push({ key, fromAt })
      } else if (known === undefined || fromAt < known) found.set(key, fromAt)
    }
  }
  const rows: DueRow[] = []
  for (const [key, fromAt] of found) rows.push({ key, fromAt })
  return { rows, left, lastPart }
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
    select distinct ${kind}, * from unnest(${textArray(rows.map(keyOf))}::text[], ${instantArray(rows.map(fromAtOf))}::timestamptz[],
                                  ${instantArray(rows.map(notBeforeOf))}::timestamptz[])
    on conflict do nothing`
}

function keyOf(row: DueRow): string {
  return row.key
}

function fromAtOf(row: DueRow): number {
  return row.fromAt
}

function notBeforeOf(row: { readonly notBefore: number }): number {
  return row.notBefore
}

/** What had to wait and need not any more is due. Returns how many. */
export async function ripen(db: Db, now: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const ripe = await tx<{ kind: DueKind; key: string; fromAt: number }[]>`
      delete from due_later where not_before <= ${now} returning kind, key, from_at as "fromAt"`
    for (const [kind, rows] of Map.groupBy(ripe, kindOf)) await makeDue(tx, kind, rows)
    return ripe.length
  })
}

function kindOf(row: { readonly kind: DueKind }): DueKind {
  return row.kind
}
