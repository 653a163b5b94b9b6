import { numberArray } from '#db/arrays.ts'
import type { Queryable, Tx } from '#db/connection.ts'
import { copyBinary, date, type Field, int2, int8, text } from '#db/copy-binary.ts'
import { isKept, type Passage, type Place } from './passage.ts'

export type KeyRow = { sequence: number; digest: string; passageId: number | undefined }

/**
 * Takes the natural keys that are new, and says which: `all` where no other file was there first, as nearly always, so
 * that is what is tried. Of two files at once one waits for the other here. `kept`: where those go that do not wait, by id.
 */
export async function takeKeys(
  tx: Tx,
  of: { chargerId: number; fileId: number },
  keys: readonly KeyRow[],
  kept: ReadonlyMap<number, Passage>,
): Promise<'all' | ReadonlySet<number>> {
  if (keys.length === 0) return 'all'
  try {
    await tx.savepoint((nested) => copyKeys(nested as unknown as Tx, of, keys, kept))
    return 'all'
  } catch (error) {
    if (!isRefusedCopy(error)) throw error
  }
  await tx`
    insert into passage_key (charger_id, sequence, content_digest, passage_id, file_id, party_id, month_on)
    select ${of.chargerId}, k.sequence, k.digest, k.passage_id, ${of.fileId}, k.party_id, k.month_on
    from unnest(${keys.map(sequenceText)}::bigint[], ${keys.map((k) => k.digest)}::text[],
                ${keys.map((k) => (k.passageId === undefined ? null : String(k.passageId)))}::bigint[],
                ${keys.map((k) => keptOf(k, kept)?.partyId.toString() ?? null)}::bigint[], ${keys.map((k) => keptOf(k, kept)?.monthOn ?? null)}::date[])
      as k (sequence, digest, passage_id, party_id, month_on)
    order by k.sequence
    on conflict (charger_id, sequence) do nothing`
  // None of these was there when we looked, and nobody else works on this file: what has its number is ours.
  const ours = await tx<{ sequence: number }[]>`
    select sequence from passage_key
    where charger_id = ${of.chargerId} and file_id = ${of.fileId} and sequence = any (${keys.map(sequenceText)}::bigint[])`
  return new Set(ours.map((row) => row.sequence))
}

/** In the order of the key, so that two files with the same lines meet at the same one first. */
async function copyKeys(
  tx: Tx,
  of: { chargerId: number; fileId: number },
  keys: readonly KeyRow[],
  kept: ReadonlyMap<number, Passage>,
): Promise<void> {
  const sorted = keys.toSorted(bySequence)
  await copyBinary(tx, KEY, KEY_FIELDS, sorted, { ...of, kept })
}

function bySequence(a: KeyRow, b: KeyRow): number {
  return a.sequence - b.sequence
}

const KEY = 'passage_key (charger_id, sequence, content_digest, passage_id, file_id, party_id, month_on)'

type OfOneFile = {
  readonly chargerId: number
  readonly fileId: number
  readonly kept: ReadonlyMap<number, Passage>
}

const KEY_FIELDS: readonly Field<KeyRow, OfOneFile>[] = [
  int2((_, of) => of.chargerId),
  int8((k) => k.sequence),
  text((k) => k.digest),
  int8((k) => k.passageId),
  int8((_, of) => of.fileId),
  int8((k, of) => keptOf(k, of.kept)?.partyId),
  date((k, of) => keptOf(k, of.kept)?.monthOn),
]

function keptOf({ passageId }: KeyRow, kept: ReadonlyMap<number, Passage>): Passage | undefined {
  return passageId === undefined ? undefined : kept.get(passageId)
}

/** A key was taken: told as such, or by what is said after a COPY that was. */
function isRefusedCopy(error: unknown): boolean {
  const { code } = error as { code?: string }
  return code === '23505' || code === '25P02'
}

/**
 * The digests already known of these sequences. A file's are mostly new and close together: whether anything stands between the
 * least and the greatest costs a look in the index (by their order: so it is never a walk through the table), and thousands of
 * numbers in a condition are each weighed to plan it.
 */
export async function readKeys(
  db: Queryable,
  chargerId: number,
  sequences: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (sequences.length === 0) return new Map()
  const sorted = sequences.toSorted(ascending)
  const among = await db`
    select from passage_key
    where charger_id = ${chargerId} and sequence between ${sorted[0]!} and ${sorted.at(-1)!}
    order by sequence limit 1`
  if (among.length === 0) return new Map()
  // Behind a select, where the planner does not see them.
  const rows = await db<{ sequence: number; content_digest: string }[]>`
    select sequence, content_digest from passage_key
    where charger_id = ${chargerId} and sequence = any ((select ${numberArray(sorted)}::bigint[])::bigint[])`
  const known = new Map<number, string>()
  for (const row of rows) known.set(row.sequence, row.content_digest)
  return known
}

function ascending(a: number, b: number): number {
  return a - b
}

/** A line's key and the row it leads to. No party and month: it waits. */
export type KeyTo = {
  readonly chargerId: number
  readonly sequence: number
  readonly passageId: number
  readonly partyId: number | undefined
  readonly monthOn: string | undefined
}

export function keyTo(place: Place): KeyTo {
  const { chargerId, sequence } = place.seen
  const [partyId, monthOn] = isKept(place) ? [place.partyId, place.monthOn] : []
  return { chargerId, sequence, passageId: place.id, partyId, monthOn }
}

/** Leads each line's key to the row that stands for it now. */
export async function pointKeys(tx: Tx, keys: readonly KeyTo[]): Promise<void> {
  if (keys.length === 0) return
  await tx`
    update passage_key k set passage_id = n.passage_id, party_id = n.party_id, month_on = n.month_on
    from unnest(${keys.map(chargerIdOf)}::smallint[], ${keys.map(sequenceText)}::bigint[],
                ${keys.map(passageIdText)}::bigint[], ${keys.map(partyIdText)}::bigint[],
                ${keys.map(monthOnOf)}::date[]) as n (charger_id, sequence, passage_id, party_id, month_on)
    where k.charger_id = n.charger_id and k.sequence = n.sequence`
}

function chargerIdOf(key: KeyTo): number {
  return key.chargerId
}

function sequenceText(key: { readonly sequence: number }): string {
  return String(key.sequence)
}

function passageIdText(key: KeyTo): string {
  return String(key.passageId)
}

function partyIdText(key: KeyTo): string | null {
  return key.partyId?.toString() ?? null
}

function monthOnOf(key: KeyTo): string | null {
  return key.monthOn ?? null
}
