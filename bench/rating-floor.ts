import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Db } from '#db/connection.ts'

/** A table, which of its rows, and how they are parted in two. */
export type FloorTable = { readonly table: string; readonly rows: string; readonly by: string }

/** What a run has written since these ids, in the order of the tables it writes. */
export function chargesAndPostings(since: Since): FloorTable[] {
  return [
    { table: 'charge', rows: `id > ${since.charge}`, by: 'party_id' },
    { table: 'posting', rows: `id > ${since.posting}`, by: 'party_id' },
  ]
}

export function passagesAndAll(since: Since): FloorTable[] {
  return [
    { table: 'passage_key', rows: `passage_id > ${since.passage}`, by: 'passage_id' },
    { table: 'passage', rows: `id > ${since.passage}`, by: 'party_id' },
    ...chargesAndPostings(since),
  ]
}

/** The highest ids before a run. Numbers are handed out by the thousand, and only upwards. */
export type Since = { readonly passage: number; readonly charge: number; readonly posting: number }

export async function highestIds(db: Db): Promise<Since> {
  const [row] = await db<Since[]>`
    select (select coalesce(max(id), 0) from passage) as passage, (select coalesce(max(id), 0) from charge) as charge,
           (select coalesce(max(id), 0) from posting) as posting`
  if (!row) throw new Error('no ids')
  return row
}

/** Seconds in which raw PostgreSQL writes the same rows into like tables with the same keys, by COPY on two connections. */
export async function copySeconds(owner: Db, tables: readonly FloorTable[]): Promise<number> {
  let seconds = 0
  for (const { table, rows, by } of tables) {
    const floor = `floor_${table}`
    await owner.unsafe(
      `create table ${floor} (like ${table} including defaults including constraints including indexes)`,
    )
    const halves = await Promise.all(
      [0, 1].map((half) =>
        readOut(owner, `select * from ${table} where ${rows} and abs(${by} % 2) = ${half}`),
      ),
    )
    const begun = performance.now()
    await Promise.all(halves.map((half) => writeIn(owner, floor, half)))
    seconds += (performance.now() - begun) / 1000
    await owner.unsafe(`drop table ${floor}`)
  }
  return seconds
}

async function readOut(owner: Db, select: string): Promise<Buffer[]> {
  const parts: Buffer[] = []
  for await (const part of await owner.unsafe(`copy (${select}) to stdout`).readable())
    parts.push(part as Buffer)
  return parts
}

async function writeIn(owner: Db, table: string, parts: readonly Buffer[]): Promise<void> {
  await owner.begin(async (tx) => {
    await pipeline(Readable.from(parts), await tx.unsafe(`copy ${table} from stdin`).writable())
  })
}

/** Milliseconds each, of writing one passage's rows into like tables and committing them. */
export async function oneByOneMs(owner: Db, passageIds: readonly number[]): Promise<number[]> {
  const tables = ['passage_key', 'passage', 'charge', 'posting']
  const rows = { passage_key: 'passage_id', passage: 'id', charge: 'passage_id', posting: 'ref_id' }
  for (const table of tables)
    await owner.unsafe(
      `create table floor_${table} (like ${table} including defaults including constraints including indexes)`,
    )
  const list = passageIds.join(',')
  await owner.unsafe(`create table floor_of as
    select p.id, c.id as charge_id from passage p join charge c on c.party_id = p.party_id and c.passage_id = p.id
      and c.month_on = p.month_on and c.reverses is null where p.id in (${list})`)
  for (const [table, key] of Object.entries(rows))
    await owner.unsafe(
      `create table source_${table} as select distinct on (of_id) f.id as of_id, t.* from floor_of f
       join ${table} t on t.${key} = ${table === 'posting' ? `f.charge_id and t.kind = 'charge'` : 'f.id'}`,
    )
  const spent: number[] = []
  for (const id of passageIds) {
    const lines = await Promise.all(
      tables.map(async (table) => {
        const [row] = await owner.unsafe<{ line: string | null }[]>(
          `select jsonb_agg(to_jsonb(t) - 'of_id')::text as line from source_${table} t where of_id = ${id}`,
        )
        return { table, line: row?.line ?? '[]' }
      }),
    )
    const begun = performance.now()
    await owner.begin(async (tx) => {
      await Promise.all(
        lines.map(
          ({ table, line }) =>
            tx`insert into ${tx(`floor_${table}`)} select * from jsonb_populate_recordset(null::${tx(`floor_${table}`)}, ${line}::text::jsonb)`,
        ),
      )
    })
    spent.push(performance.now() - begun)
  }
  const made = ['floor_of', ...tables.flatMap((table) => [`floor_${table}`, `source_${table}`])]
  await owner.unsafe(`drop table ${made.join(', ')}`)
  return spent
}
