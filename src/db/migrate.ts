import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { type Db, inTransaction } from './connection.ts'

const FOLDER = new URL('./migrations/', import.meta.url)

/**
 * Brings the schema forward, each file in a transaction of its own under an advisory lock, so that two starting
 * processes do it once. A database that is newer than the code is refused; so is a migration edited afterwards.
 */
export async function migrate(db: Db): Promise<readonly string[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const reserved = await db.reserve()
  try {
    await reserved`select pg_advisory_lock(7301001)`
    await reserved`create table if not exists schema_migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`
    const done = new Map(
      (await reserved`select name, sha256 from schema_migration`).map((r) => [r.name, r.sha256]),
    )
    const unknown = [...done.keys()].filter((name) => !files.includes(name as string))
    if (unknown.length > 0)
      throw new Error(`the database is newer than this version: it has ${unknown.join(', ')}`)
    const applied: string[] = []
    for (const name of files) {
      const text = await readFile(new URL(name, FOLDER), 'utf8')
      const sha256 = hash('sha256', text, 'hex')
      if (done.has(name)) {
        if (done.get(name) !== sha256) throw new Error(`migration ${name} was edited after it was applied`)
        continue
      }
      if (!text.startsWith('-- Why: ')) throw new Error(`migration ${name} does not begin with «-- Why: »`)
      await inTransaction(db, async (tx) => {
        await tx.unsafe(text)
        await tx`insert into schema_migration (name, sha256) values (${name}, ${sha256})`
      })
      applied.push(name)
    }
    return applied
  } finally {
    await reserved`select pg_advisory_unlock(7301001)`
    reserved.release()
  }
}
