import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'

/** Hundredths of a second, on every Linux there is. */
const TICKS_A_SECOND = 100

/** CPU seconds of the server since it started, its connections with it. 0 where there is no /proc. */
export function serverCpuSeconds(home: string): number {
  const [postmaster = ''] = readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  try {
    // Its own, and those of the children that have ended.
    let ticks = sum(statOf(postmaster).slice(11, 15))
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue
      const stat = statOf(pid)
      if (stat[1] === postmaster) ticks += sum(stat.slice(11, 13))
    }
    return ticks / TICKS_A_SECOND
  } catch {
    return 0
  }
}

/** What /proc says of a process after its name: state, parent, … user and system time, and its dead children's. */
function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

function sum(ticks: readonly string[]): number {
  return ticks.reduce((all, one) => all + Number(one), 0)
}

export type Sizes = { readonly walBytes: number; readonly tables: ReadonlyMap<string, number> }

/** Bytes of log written since ever, and of every table with its indexes; a table's months are one. */
export async function sizes(owner: Db): Promise<Sizes> {
  const [wal] = await owner<{ bytes: number }[]>`
    select (pg_current_wal_lsn() - '0/0')::bigint as bytes`
  const tables = await owner<{ name: string; bytes: number }[]>`
    select regexp_replace(relname, '_[0-9]{4}_[0-9]{2}$', '') as name, sum(pg_total_relation_size(oid))::bigint as bytes
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace group by 1`
  return { walBytes: wal?.bytes ?? 0, tables: new Map(tables.map((t) => [t.name, t.bytes])) }
}

/** What a passage cost in bytes between two measurings, the largest tables first. */
export function bytesEach(before: Sizes, after: Sizes, passages: number): string {
  const grown = [...after.tables]
    .map(([name, bytes]) => [name, bytes - (before.tables.get(name) ?? 0)] as const)
    .filter(([, bytes]) => bytes > passages)
    .sort((a, b) => b[1] - a[1])
    .map(([name, bytes]) => `${name} ${Math.round(bytes / passages)}`)
  return `bytes a passage: log ${Math.round((after.walBytes - before.walBytes) / passages)}, ${grown.join(', ')}`
}

/** The value that so many per cent are not above. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}
