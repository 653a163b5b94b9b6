import type { Queryable } from './connection.ts'

/** Sequences that hand out blocks of a thousand: ids are known before the rows are copied. */
export type BlockSequence =
  | 'posting_id'
  | 'passage_id'
  | 'charge_id'
  | 'invoice_line_id'
  | 'ferry_trip_id'
  | 'ferry_entry_id'

const BLOCK = 1_000

/** Takes `count` ids. Ids not used from the last block are lost, which a surrogate key may. */
export async function takeIds(db: Queryable, sequence: BlockSequence, count: number): Promise<number[]> {
  if (count === 0) return []
  const blocks = await db<{ first: number }[]>`
    select nextval(${sequence}::regclass) as first from generate_series(1, ${Math.ceil(count / BLOCK)})`
  const ids: number[] = []
  for (const { first } of blocks) {
    for (let i = 0; i < BLOCK && ids.length < count; i++) ids.push(first + i)
  }
  return ids
}

/** Ids of tables that number their rows themselves, for rows that are copied in. */
export async function takeRowIds(
  db: Queryable,
  sequence: 'payment_id_seq' | 'allocation_id_seq' | 'invoice_id_seq',
  count: number,
): Promise<readonly number[]> {
  if (count === 0) return []
  // One text: by the thousand, a row for each id costs more than the id.
  const [row] = await db<{ ids: string }[]>`
    select string_agg(nextval(${sequence}::regclass)::text, ',') as ids from generate_series(1, ${count}::int)`
  return row?.ids.split(',').map(Number) ?? []
}
