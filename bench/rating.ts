import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startOfOsloDay } from '#core/oslo.ts'
import { readTariffs } from '#rating/read-tariffs.ts'
import type { Tariffs } from '#rating/tariffs.ts'
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
  type Bench,
  costs,
  makeOnce,
  mustHold,
  perSecond,
  store,
  within,
  working,
  workThrough,
} from './rating-run.ts'
import { fleetOf, traffic } from './rating-traffic.ts'

const PASSAGES = 1_000_000
const AGREEMENTS = 100_000
const NATION = { passages: 3_000_000, agreements: 1_250_000, on: '2019-11-05' }
/** Sixty stations, every price group of three rings with an hour rule, a cap, rush hours and zero-emission rules. */
const STATIONS = { oslo: 24, bergen: 20, 'nord-jaeren': 16 }
/** Late lines, as far as the percentiles of a trial run need them. */
const LATE = 200

/**
 * Rating: the function alone, and with all there is around it, from a line in a file to a customer's balance. `--only` some of
 * pure, stored, daily, growth and nation.
 */
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
    return await measure({ server, scale: options.scale, fleet, places, say, memory }, options.only)
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

async function measure(bench: Bench, only: string | undefined): Promise<Figure[]> {
  const isAsked = (part: string) => only === undefined || only.split(',').includes(part)
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
  const files = await writeDeliveries(join(bench.server.folder, 'month'), month)
  const figures: Figure[] = []
  if (isAsked('pure')) figures.push(ratePure(month, tariffs))
  if (isAsked('stored') || isAsked('growth')) figures.push(await stored(bench, files))
  if (isAsked('daily')) {
    figures.push(await daily(bench, files))
    figures.push(...(await afterwards(bench, tariffs)))
    await bench.server.drop('daily')
  }
  if (isAsked('growth')) figures.push(await growth(bench, passages))
  if (isAsked('nation')) await nation(bench)
  return [...figures, memoryFigure(bench)]
}

/** Late passages, and prices explained, in the month that is full by now. */
async function afterwards(bench: Bench, tariffs: Tariffs): Promise<readonly Figure[]> {
  const { agreements } = bench.fleet
  const one = {
    passages: Math.ceil(LATE * Math.min(1, 5 * bench.scale)),
    ...bench,
    from: MONTH.from,
    days: 25,
    seed: 99,
  }
  const late = { ...traffic(one), agreements, places: bench.places, firstSequence: 2 * FIRST_ID }
  return within(bench.server, 'daily', async (db) => {
    const found = await lateMs(db, late, bench.say)
    const count = bench.scale < 0.1 ? 300 : 1_000
    const explained = await explainMs(db, tariffs, { count, monthOn: MONTH.on }, bench.say)
    await mustHold(db, bench)
    return explained ? [found, explained] : [found]
  })
}

/** The month stored, then rated. What has been rated is kept: history is made of it. */
async function stored(bench: Bench, files: readonly File[]): Promise<Figure> {
  const { server, say } = bench
  await makeOnce(server, 'stored', say, async (name) => {
    await server.copy('customers', name)
    await working(bench, name, (db, workers) => store(workers, files))
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

/** From this day on, counted from the first, daily files are measured; for some days before it they warm the workers up. */
const HALF = 15
const WARM_UP_DAYS = 3

/**
 * Daily files, from their first byte to the postings, onto a month already half full. By workers that have done the same for
 * some days: in an installation they do it for weeks, and a new one spends seconds on compiling.
 */
async function daily(bench: Bench, files: readonly File[]): Promise<Figure> {
  const { server, say } = bench
  const days = (from: number, to: number) =>
    Map.groupBy(
      files.filter(({ day }) => from <= day && day < to),
      ({ day }) => day,
    ).values()
  await makeOnce(server, 'half', say, async (name) => {
    await server.copy('customers', name)
    await working(bench, name, async (db, workers) => {
      await store(workers, [...days(0, HALF - WARM_UP_DAYS)].flat())
      await workers.one('correct')
      await workers.all('rate')
    })
  })
  await server.copy('half', 'daily')
  return working(bench, 'daily', async (db, workers) => {
    await workThrough(workers, days(HALF - WARM_UP_DAYS, HALF))
    const cost = await costs(bench, db)
    const since = await highestIds(db.owner)
    const begun = performance.now()
    const cpuSeconds = await workThrough(workers, days(HALF, Number.POSITIVE_INFINITY))
    const spent = { seconds: (performance.now() - begun) / 1000, cpuSeconds }
    const count = await cost('daily files to postings', spent)
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
    const cpuSeconds = await workThrough(workers, [files])
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
