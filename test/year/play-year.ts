import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Day } from '#core/dated.ts'
import { addDays, startOfOsloDay } from '#core/oslo.ts'
import { connect } from '#db/connection.ts'
import { importTariffs } from '#rating/import-tariffs.ts'
import { readStations } from '../../sandbox/stations.ts'
import { vehicleRegisterRoutes } from '../../sandbox/vehicle-register.ts'
import { DATA, workerOf } from './business.ts'
import { makeCountry, type YearCountry } from './country.ts'
import { takePortfolio } from './customer-steps.ts'
import { makeDeliveries } from './deliveries.ts'
import { type DayPlayed, playDay } from './play-day.ts'
import type { Year } from './year.ts'

export type YearAsked = {
  readonly seed: number
  readonly from: Day
  readonly days: number
  readonly customers: number
  /** Addresses of the database: as `batch`, and of somebody who may end connections. */
  readonly url: string
  readonly adminUrl: string
  readonly say: (line: string) => void
  /** Breaks something before a day is checked: for the proof that it is found. */
  readonly spoil?: (day: Day) => Promise<void>
}

export type YearPlayed = {
  readonly seed: number
  readonly from: Day
  readonly days: number
  readonly customers: number
  readonly passages: number
  readonly charges: number
  readonly reversals: number
  readonly invariants: number
  readonly seconds: number
  readonly events: Readonly<Record<string, number>>
  readonly broken:
    | { readonly day: Day; readonly dayNumber: number; readonly what: readonly string[] }
    | undefined
}

/** Plays day after day, and stops at the first that leaves anything broken. The same seed plays the same days. */
export async function playYear(asked: YearAsked): Promise<YearPlayed> {
  const begun = performance.now()
  const country = makeCountry(asked.seed, asked.customers)
  const register = await startRegister(country)
  const db = connect(asked.url, { name: 'year', max: 6 })
  const admin = connect(asked.adminUrl, { name: 'year-admin', max: 2 })
  const home = await mkdtemp(join(tmpdir(), 'brikke-year-'))
  const days: DayPlayed[] = []
  try {
    const world = { url: asked.url, register }
    const deliveries = makeDeliveries(asked.seed)
    const year: Year = {
      seed: asked.seed,
      db,
      admin,
      world,
      worker: await workerOf(db, world, () => year.now),
      country,
      stations: readStations(DATA),
      delivered: deliveries.delivered,
      home,
      customers: [...country.customers],
      agenda: new Map(),
      payments: new Map(),
      events: new Map(),
      now: startOfOsloDay(asked.from),
    }
    await begin(year)
    for (let i = 0; i < asked.days && !days.at(-1)?.broken.length; i++) {
      const day = addDays(asked.from, i)
      const played = await playDay(year, day, { deliveries, spoil: asked.spoil }).catch((error: unknown) =>
        fallen(day, error),
      )
      days.push(played)
      asked.say(lineOf(played))
    }
    return summary(asked, year, { days, seconds: (performance.now() - begun) / 1_000 })
  } finally {
    await Promise.all([db.end({ timeout: 5 }), admin.end({ timeout: 5 })])
    register.close()
    await rm(home, { recursive: true })
  }
}

/** Whatever is thrown is a fault of ours, and found by this seed. */
function fallen(day: Day, error: unknown): DayPlayed {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { day, passages: 0, charges: 0, reversals: 0, kills: 0, checks: 0, broken: [what], seconds: 0 }
}

async function begin(year: Year): Promise<void> {
  const loaded = await importTariffs(year.db, DATA, { now: year.now })
  if ('errors' in loaded) throw new Error(`the tariffs are not in order: ${JSON.stringify(loaded.errors)}`)
  const file = join(year.home, 'portfolio.ndjson')
  await writeFile(file, year.country.portfolio.join('\n'))
  await takePortfolio(year.db, file, year.now)
}

/** The sandbox's register over HTTP; it sees an owner change as soon as it is one. */
async function startRegister({ cars }: YearCountry) {
  const key = 'year-register'
  const vehicles = cars.map(({ vehicle, owners }) => ({
    ...vehicle.model,
    country: vehicle.country,
    plate: vehicle.plate,
    get owners() {
      return owners.map(({ from, party }) => ({ from, ...party }))
    },
  }))
  const server = createServer(
    getRequestListener(vehicleRegisterRoutes({ named: [], vehicles }, key).fetch),
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    key,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function lineOf(day: DayPlayed): string {
  const { passages, charges, reversals, kills, checks, broken, seconds } = day
  const whole = broken.length === 0 ? `${checks} checks ok` : `${broken.length} BROKEN`
  return [
    `${day.day} ${new Date(day.day).toLocaleDateString('en-GB', { weekday: 'short', timeZone: 'UTC' })}`,
    `${String(passages).padStart(4)} passages`,
    `${String(charges).padStart(4)} charges`,
    `${String(reversals).padStart(3)} reversals`,
    `${kills} kills`,
    whole,
    `${seconds.toFixed(1)} s`,
    ...broken,
  ].join('  ')
}

function summary(
  { seed, from, customers }: YearAsked,
  year: Year,
  { days, seconds }: { days: readonly DayPlayed[]; seconds: number },
): YearPlayed {
  const sum = (of: (day: DayPlayed) => number) => days.reduce((total, day) => total + of(day), 0)
  const last = days.at(-1)
  return {
    seed,
    from,
    days: days.length,
    customers,
    passages: sum(({ passages }) => passages),
    charges: sum(({ charges }) => charges),
    reversals: sum(({ reversals }) => reversals),
    invariants: sum(({ checks }) => checks),
    seconds: Math.round(seconds),
    events: Object.fromEntries([...year.events].sort(([a], [b]) => (a < b ? -1 : 1))),
    broken:
      last && last.broken.length > 0
        ? { day: last.day, dayNumber: days.length, what: last.broken }
        : undefined,
  }
}
