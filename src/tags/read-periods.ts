import type { Queryable } from '#db/connection.ts'
import { copyOut, instant, numbers, type Source, takeInstant, takeInt } from '#db/copy-out.ts'
import type { Period } from './holder.ts'

/** Epoch ms, both inside. */
export type Asked = { readonly from: number; readonly to: number }

/** Few agreements are blocked: joined, their table is read and no more. In a condition, each of thousands is weighed to plan it. */
export async function readBlocks(
  db: Queryable,
  agreements: readonly number[],
  q: Asked,
): Promise<ReadonlyMap<number, Period[]>> {
  if (agreements.length === 0) return new Map()
  const found = await copyOut(
    db,
    `select b.agreement_id, lower(b.during), upper(b.during)
     from unnest(${numbers(agreements)}) as asked (id)
     join agreement_block b on b.agreement_id = asked.id and b.during && ${rangeOf(q)}`,
    takeDated,
  )
  return periodsOf(found)
}

/** Terms 2.6: when these tags were stolen, and the police told. */
export async function readThefts(
  db: Queryable,
  tags: readonly number[],
  q: Asked,
): Promise<ReadonlyMap<number, Period[]>> {
  if (tags.length === 0) return new Map()
  const found = await copyOut(
    db,
    `select f.tag_id, lower(f.during), upper(f.during)
     from unnest(${numbers(tags)}) as asked (id) join tag_theft f on f.tag_id = asked.id and f.during && ${rangeOf(q)}`,
    takeDated,
  )
  return periodsOf(found)
}

export function rangeOf(q: Asked): string {
  return `tstzrange(${instant(q.from)}, ${instant(q.to)}, '[]')`
}

export type DatedRow = { id: number; from_at: number | null; to_at: number | null }

function takeDated(from: Source): DatedRow {
  return { id: takeInt(from)!, from_at: takeInstant(from) ?? null, to_at: takeInstant(from) ?? null }
}

function periodsOf(rows: readonly DatedRow[]): ReadonlyMap<number, Period[]> {
  const periods = new Map<number, Period[]>()
  for (const row of rows) {
    const known = periods.get(row.id)
    if (known) known.push(periodOf(row))
    else periods.set(row.id, [periodOf(row)])
  }
  return periods
}

export function periodOf(row: { from_at: number | null; to_at: number | null }): Period {
  return { from: row.from_at ?? Number.NEGATIVE_INFINITY, to: row.to_at ?? Number.POSITIVE_INFINITY }
}
