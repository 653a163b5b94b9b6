import { join } from 'node:path'
import { startOfOsloDay } from '#core/oslo.ts'
import type { Figure } from './main.ts'
import { FIRST_ID, type File, writeDeliveries } from './rating-data.ts'
import { chargesAndPostings, copySeconds, highestIds } from './rating-floor.ts'
import { addHistory } from './rating-history.ts'
import { type Bench, costs, makeOnce, mustHold, store, within, working } from './rating-run.ts'
import { traffic } from './rating-traffic.ts'

const DAYS = 6

/** Months stored, and the database they stand in: the measured month, and copies of it before. */
const STORED = [
  { months: 1, name: 'rated' },
  { months: 5, name: 'five' },
  { months: 20, name: 'twenty' },
] as const

/** The days after the month, stored and rated, with ever more months behind them. */
export async function growth(bench: Bench, passagesAMonth: number): Promise<Figure> {
  const files = await followingDays(bench, Math.round((passagesAMonth * DAYS) / 31))
  const found: { each: number; floor: number }[] = []
  let last: (typeof STORED)[number] | undefined
  for (const stored of STORED) {
    const from = last
    if (from)
      await makeOnce(bench.server, stored.name, bench.say, async (name) => {
        await bench.server.copy(from.name, name)
        await within(bench.server, name, (db) =>
          addHistory(db.owner, { from: from.months, to: stored.months - 1 }),
        )
      })
    found.push(await rateDays(bench, stored, files))
    last = stored
  }
  const [one, , twenty] = found as [{ each: number; floor: number }, unknown, { each: number; floor: number }]
  const value = twenty.each / one.each
  const floor = twenty.floor / one.floor
  return {
    name: 'rating.slowdown_20m',
    value: Number(value.toFixed(3)),
    unit: 'times',
    floor: Number(floor.toFixed(3)),
    ratio: Number((floor / value).toFixed(3)),
  }
}

async function followingDays(bench: Bench, passages: number): Promise<File[]> {
  const of = {
    passages,
    ...bench,
    agreements: bench.fleet.agreements,
    from: startOfOsloDay('2019-11-01'),
    days: DAYS,
    seed: 31,
    firstSequence: 3 * FIRST_ID,
  }
  return writeDeliveries(join(bench.server.folder, 'days'), { ...of, ...traffic(of) })
}

/** Seconds a passage takes from stored to posted, and raw PostgreSQL takes for its rows. */
async function rateDays(
  bench: Bench,
  stored: { months: number; name: string },
  files: readonly File[],
): Promise<{ each: number; floor: number }> {
  if (await bench.server.fits(stored.name)) await bench.server.copy(stored.name, 'run')
  else {
    bench.say(`too little disk for a copy: ${stored.name} itself is measured on, and made anew the next time`)
    await bench.server.rename(stored.name, 'run')
  }
  const result = await working(bench, 'run', async (db, workers) => {
    const cost = await costs(bench, db)
    const since = await highestIds(db.owner)
    const spent = { seconds: 0, cpuSeconds: 0 }
    for (const ofDay of Map.groupBy(files, (file) => file.day).values()) {
      await store(workers, ofDay)
      await workers.one('correct')
      const { seconds, cpuSeconds } = await workers.all('rate')
      spent.seconds += seconds
      spent.cpuSeconds += cpuSeconds
    }
    const count = await cost(
      `rating ${DAYS} days with ${stored.months} months stored (PostgreSQL's CPU with storing)`,
      spent,
    )
    const floor = await copySeconds(db.owner, chargesAndPostings(since))
    // The others are on the way to the largest, or have been verified where they were made.
    if (stored.months === 20) await mustHold(db, bench)
    return { each: spent.seconds / count, floor: floor / count }
  })
  await bench.server.drop('run')
  return result
}
