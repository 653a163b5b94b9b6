import { verify } from '#jobs/verify.ts'
import { NOW } from '#test/passages.ts'
import type { BenchServer, OpenDatabase } from './database.ts'
import type { Figure } from './main.ts'
import { bytesEach, percentile, serverCpuSeconds, sizes } from './measure.ts'
import { type Crew, crew, type Spent } from './rating-crew.ts'
import type { File } from './rating-data.ts'
import type { Fleet, Place } from './rating-traffic.ts'

export type Bench = {
  readonly server: BenchServer
  readonly scale: number
  readonly fleet: Fleet
  readonly places: readonly Place[]
  readonly say: (text: string) => void
  /** The largest any worker has been, and one that has nothing to do. */
  readonly memory: { peakMb: number; idleMb: number }
}

/** Made under another name first, so that what breaks off half-way is not taken for whole. */
export async function makeOnce(
  server: BenchServer,
  name: string,
  say: (text: string) => void,
  make: (name: string) => Promise<void>,
): Promise<void> {
  if (await server.has(name)) return
  const begun = performance.now()
  await server.drop('making')
  await make('making')
  await server.rename('making', name)
  say(`made ${name} in ${((performance.now() - begun) / 1000).toFixed(1)} s; it is kept`)
}

export async function within<T>(
  server: BenchServer,
  name: string,
  work: (db: OpenDatabase) => Promise<T>,
): Promise<T> {
  const db = server.open(name)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

/** With two workers on it; the largest either has been is remembered. */
export async function working<T>(
  { server, memory }: Bench,
  name: string,
  work: (db: OpenDatabase, workers: Crew) => Promise<T>,
): Promise<T> {
  return within(server, name, async (db) => {
    const workers = await crew(db.batchUrl)
    try {
      return await work(db, workers)
    } finally {
      memory.peakMb = Math.max(memory.peakMb, workers.peakMb())
      memory.idleMb = Math.max(memory.idleMb, workers.idleMb)
      await workers.stop()
    }
  })
}

/**
 * Days of files through everything, as in an installation: a file is taken when it is there, the next day's come while the last
 * of the day before are rated, and nobody waits for the other worker. Returns the workers' CPU seconds.
 */
export async function workThrough(workers: Crew, days: Iterable<readonly File[]>): Promise<number> {
  const told: Promise<Spent>[] = []
  for (const files of days) {
    const stored: Promise<Spent>[] = []
    for (const file of files) {
      const received = workers.receive(file.path)
      told.push(received)
      await received
      stored.push(workers.all('store'))
    }
    told.push(...stored, workers.one('correct'), workers.all('rate'))
    await Promise.all(stored)
  }
  // What one of them has made due after the other had looked, and corrections that came before their lines.
  told.push(workers.one('correct'), workers.all('rate'))
  // What ended while it was being charged and erased: rating told after corrections had looked.
  await Promise.all(told)
  told.push(workers.one('correct'))
  return (await Promise.all(told)).reduce((sum, spent) => sum + spent.cpuSeconds, 0)
}

export async function store(workers: Crew, files: readonly File[]): Promise<void> {
  for (const { path } of files) await workers.receive(path)
  await workers.all('store')
}

/** Says afterwards what was spent since, and returns how many passages were priced by it. */
export async function costs(
  { say, server }: Bench,
  db: OpenDatabase,
): Promise<(what: string, spent: Spent) => Promise<number>> {
  const priced = async () => {
    const [row] = await db.owner<{ n: number }[]>`
      select (select count(*) from charge where reverses is null) + (select count(*) from uncharged_passage) as n`
    return row?.n ?? 0
  }
  const [before, pricedBefore, cpuBefore] = [
    await sizes(db.owner),
    await priced(),
    serverCpuSeconds(server.folder),
  ]
  return async (what, spent) => {
    const serverSeconds = serverCpuSeconds(server.folder) - cpuBefore
    const after = await sizes(db.owner)
    const count = (await priced()) - pricedBefore
    say(
      `${what}: ${count} passages in ${spent.seconds.toFixed(1)} s; CPU seconds ${spent.cpuSeconds.toFixed(1)} in the workers, ${serverSeconds.toFixed(1)} in PostgreSQL`,
    )
    say(`  ${bytesEach(before, after, count)}`)
    return count
  }
}

export async function mustHold(db: OpenDatabase, { say }: Bench): Promise<void> {
  await db.owner`analyze`
  const begun = performance.now()
  const { checked, broken } = await verify(db.batch, { now: NOW })
  if (broken.length > 0) throw new Error(`the books are broken: ${JSON.stringify(broken)}`)
  say(`verified: ${checked} invariants in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}

/** How many in how many seconds, and in how many raw PostgreSQL does the like. */
export type Measured = { readonly count: number; readonly seconds: number; readonly floor: number }

/** Of several rounds the middle one, and the middle one of their floors. */
export function middle(rounds: readonly Measured[]): Measured {
  const count = rounds[0]?.count ?? 0
  const half = (of: readonly number[]) => percentile(of, 50)
  return { count, seconds: half(rounds.map((r) => r.seconds)), floor: half(rounds.map((r) => r.floor)) }
}

export function perSecond(name: string, of: Measured): Figure {
  return {
    name,
    value: Math.round(of.count / of.seconds),
    unit: '1/s',
    floor: Math.round(of.count / of.floor),
    ratio: Number((of.floor / of.seconds).toFixed(3)),
  }
}
