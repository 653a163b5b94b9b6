import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startOfOsloDay } from '#core/oslo.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import { benchServer } from './database.ts'
import type { Figure, Options } from './main.ts'
import {
  FIRST_ID,
  type File,
  MONTH,
  makeCustomers,
  placesOf,
  recipe,
  writeDeliveries,
} from './rating-data.ts'
import { chargesAndPostings, copySeconds, highestIds, passagesAndAll } from './rating-floor.ts'
import { growth } from './rating-growth.ts'
import { explainMs, lateMs } from './rating-latency.ts'
import { ratePure } from './rating-pure.ts'
import {
  aDay,
  type Bench,
  costs,
  makeOnce,
  mustHold,
  perSecond,
  store,
  within,
  working,
} from './rating-run.ts'
import { fleetOf, traffic } from './rating-traffic.ts'

const PASSAGES = 1_000_000
const AGREEMENTS = 100_000
const NATION = { passages: 3_000_000, agreements: 1_250_000, on: '2019-11-05' }
/** Sixty stations, every price group of three rings with an hour rule, a cap, rush hours and zero-emission rules. */
const STATIONS = { oslo: 24, bergen: 20, 'nord-jaeren': 16 }
/** Late lines, as far as the percentiles of a trial run need them. */
const LATE = 200

/** Rating: the function alone, and with all there is around it, from a line in a file to a customer's balance. */
export async function rating(say: (text: string) => void, options: Options): Promise<readonly Figure[]> {
  const folder = join(options.folder, `rating-${options.scale}-${await recipe()}`)
  await clear(options, folder)
  const server = await benchServer(folder)
  try {
    const fleet = fleetOf(Math.round(AGREEMENTS * options.scale))
    await makeOnce(server, 'customers', say, async (name) => {
      await server.create(name)
      await within(server, name, (db) => makeCustomers(db.owner, db.batch, fleet))
    })
    const places = await within(server, 'customers', (db) =>
      placesOf(db.batch, { day: MONTH.on, atMost: STATIONS }),
    )
    const memory = { peakMb: 0, idleMb: 0 }
    return await measure({ server, scale: options.scale, fleet, places, say, memory })
  } finally {
    await server.stop()
    if (options.clean) await clear(options, '')
  }
}

/** What was kept for this scale by another recipe is of no use; `--clean` takes all of it. */
async function clear({ folder, scale, clean }: Options, keep: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((n) => n.startsWith(clean ? 'rating-' : `rating-${scale}-`)))
    if (clean || join(folder, name) !== keep) await rm(join(folder, name), { recursive: true })
}

async function measure(bench: Bench): Promise<Figure[]> {
  const passages = Math.round(PASSAGES * bench.scale)
  const { agreements } = bench.fleet
  const month = {
    ...traffic({ passages, ...bench, ...MONTH, seed: 4711 }),
    agreements,
    places: bench.places,
    ...MONTH,
    seed: 4711,
    firstSequence: FIRST_ID,
  }
  const { tariffs } = await within(bench.server, 'customers', (db) => readTariffs(db.batch))
  const pure = ratePure(month, tariffs)
  const files = await writeDeliveries(join(bench.server.folder, 'month'), month)
  const figures = [pure, await stored(bench, files), await daily(bench, files)]
  const one = {
    passages: Math.ceil(LATE * Math.min(1, 5 * bench.scale)),
    ...bench,
    from: MONTH.from,
    days: 25,
    seed: 99,
  }
  const late = { ...traffic(one), agreements, places: bench.places, firstSequence: 2 * FIRST_ID }
  const full = await within(bench.server, 'daily', async (db) => {
    const found = await lateMs(db, late, bench.say)
    const explained = await explainMs(
      db,
      tariffs,
      { count: bench.scale < 0.1 ? 300 : 1_000, monthOn: MONTH.on },
      bench.say,
    )
    await mustHold(db, bench)
    return explained ? [found, explained] : [found]
  })
  await bench.server.drop('daily')
  const slowdown = await growth(bench, passages)
  await nation(bench)
  return [...figures, ...full, slowdown, memoryFigure(bench)]
}

/** The month stored, then rated. What has been rated is kept: history is made of it. */
async function stored(bench: Bench, files: readonly File[]): Promise<Figure> {
  const { server, say } = bench
  await makeOnce(server, 'stored', say, async (name) => {
    await server.copy('customers', name)
    await working(bench, name, (db, workers) => store(db, workers, files))
  })
  await server.copy('stored', 'run')
  const figure = await working(bench, 'run', async (db, workers) => {
    const cost = await costs(bench, db)
    const since = await highestIds(db.owner)
    const spent = await workers.all('rate')
    const count = await cost(`stored passages to charges and postings`, spent)
    const floor = await copySeconds(db.owner, chargesAndPostings({ ...since, passage: 0 }))
    const withdrawn = await workers.one('correct')
    const again = await workers.all('rate')
    say(
      `withdrawals took ${withdrawn.seconds.toFixed(1)} s, rating what they touched ${again.seconds.toFixed(1)} s`,
    )
    await mustHold(db, bench)
    return perSecond('rating.stored_per_second', { count, seconds: spent.seconds, floor })
  })
  if (await server.has('rated')) await server.drop('run')
  else await server.rename('run', 'rated')
  return figure
}

/** Daily files, from their first byte to the postings, onto a month already half full. */
async function daily(bench: Bench, files: readonly File[]): Promise<Figure> {
  const { server, say } = bench
  const half = files.filter((file) => file.day < 15)
  await makeOnce(server, 'half', say, async (name) => {
    await server.copy('customers', name)
    await working(bench, name, async (db, workers) => {
      await store(db, workers, half)
      await workers.one('correct')
      await workers.all('rate')
    })
  })
  await server.copy('half', 'daily')
  return working(bench, 'daily', async (db, workers) => {
    const cost = await costs(bench, db)
    const since = await highestIds(db.owner)
    const days = Map.groupBy(files.slice(half.length), (file) => file.day)
    const begun = performance.now()
    let cpuSeconds = 0
    for (const ofDay of days.values()) cpuSeconds += await aDay(db, workers, ofDay)
    const spent = { seconds: (performance.now() - begun) / 1000, cpuSeconds }
    const count = await cost(`daily files to postings, ${days.size} days`, spent)
    const floor = await copySeconds(db.owner, passagesAndAll(since))
    return perSecond('rating.daily_file_per_second', { count, seconds: spent.seconds, floor })
  })
}

/** A day of all Norway. It has no figure of its own; what it took is said. */
async function nation(bench: Bench): Promise<void> {
  const { server, say, scale } = bench
  if (scale < 0.1) return say('a day of all Norway is left out below scale 0.1')
  const fleet = fleetOf(Math.round(NATION.agreements * scale))
  await makeOnce(server, 'nation', say, async (name) => {
    await server.create(name)
    await within(server, name, (db) => makeCustomers(db.owner, db.batch, fleet))
  })
  await server.copy('nation', 'run')
  await working(bench, 'run', async (db, workers) => {
    const places = await placesOf(db.batch, { day: NATION.on, atMost: undefined })
    const passages = Math.round(NATION.passages * scale)
    const of = { passages, fleet, places, from: startOfOsloDay(NATION.on), days: 1, seed: 17 }
    const files = await writeDeliveries(join(server.folder, 'nation'), {
      ...traffic(of),
      ...of,
      agreements: fleet.agreements,
      firstSequence: FIRST_ID,
    })
    const cost = await costs(bench, db)
    const begun = performance.now()
    const cpuSeconds = await aDay(db, workers, files)
    const spent = { seconds: (performance.now() - begun) / 1000, cpuSeconds }
    const count = await cost(`a day of all Norway, ${files.length} files`, spent)
    const floor = await copySeconds(db.owner, passagesAndAll({ passage: 0, charge: 0, posting: 0 }))
    say(`raw PostgreSQL writes the rows of those ${count} passages in ${floor.toFixed(1)} s`)
    await mustHold(db, bench)
  })
  await server.drop('run')
}

function memoryFigure({ memory: { peakMb, idleMb } }: Bench): Figure {
  const [value, floor] = [Math.round(peakMb), Math.round(idleMb)]
  return { name: 'rating.memory_mb', value, unit: 'MB', floor, ratio: Number((floor / value).toFixed(3)) }
}
