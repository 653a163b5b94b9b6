import type { Queryable, Tx } from './connection.ts'

/**
 * What must be done downstream. `rate`: a vehicle's passages from an instant on are to be rated; the key is the vehicle.
 */
export type DueKind = 'rate'
export type DueRow = { readonly key: string; readonly fromAt: number }

/** Says that something is due, in the transaction that causes it. Sorted, so that two writers take their locks alike. */
export async function makeDue(tx: Queryable, kind: DueKind, rows: readonly DueRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx`
    insert into due (kind, key, from_at)
    select ${kind}, key, from_at from unnest(${rows.map((r) => r.key)}::text[],
      ${rows.map((r) => new Date(r.fromAt).toISOString())}::timestamptz[]) as d (key, from_at) order by key
    on conflict (kind, key) do update set from_at = excluded.from_at where due.from_at > excluded.from_at`
}

/**
 * Takes what is due, at most `limit`, in the transaction that does it: nobody else sees these keys until it ends, and
 * a crash gives them back. Who makes the same key due meanwhile waits, and makes it due again.
 */
export async function takeDue(tx: Tx, kind: DueKind, limit: number): Promise<readonly DueRow[]> {
  return tx<DueRow[]>`
    delete from due where kind = ${kind} and key in (
      select key from due where kind = ${kind} order by key limit ${limit} for update skip locked)
    returning key, from_at as "fromAt"`
}
