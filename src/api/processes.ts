import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serve as listen } from '@hono/node-server'
import { osloDay } from '#core/oslo.ts'
import { type BusinessClock, businessNow, readClock } from '#db/clock.ts'
import type { Db } from '#db/connection.ts'
import { connectAs, openServer } from '#db/server.ts'
import { parseCreditLimits } from '#dunning/credit-limit.ts'
import { parseChannelTerms } from '#invoices/channel-terms.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { createJobs } from '#jobs/create-jobs.ts'
import { readSchedule, readTerms } from '#jobs/read-terms.ts'
import type { Scheduled } from '#jobs/run-schedule.ts'
import { type Worker, work } from '#jobs/work.ts'
import { httpBankFiles } from '#outside/bank.ts'
import { clamdScanner } from '#outside/clamd.ts'
import { createCouriers } from '#outside/couriers.ts'
import { efakturaRegister } from '#outside/efaktura.ts'
import { efakturaNetwork } from '#outside/efaktura-network.ts'
import { maildir } from '#outside/mailbox.ts'
import { httpSmp, oneSmp } from '#outside/smp.ts'
import { httpVehicleRegister } from '#outside/vehicle-register.ts'
import { limitsOn, parseIntakeLimits } from '#passages/limits.ts'
import type { Installation } from './installation.ts'
import { createLog } from './log.ts'
import { machineApi } from './machine-api.ts'
import { tagWork } from './tag-work.ts'
import { vippsWork } from './vipps-units.ts'

/** Makes what answers requests for pages. The pages lie downstream, so they are handed in. */
export type Pages = (given: {
  db: Db
  now: () => number
}) => Promise<{ fetch(request: Request, env?: object): Response | Promise<Response> }>

/** Serves Min side and the machine API, as the role `app`: a page can never become `batch`. */
export async function serve(installation: Installation, pages: Pages, stop: AbortSignal): Promise<number> {
  const server = await openServer(installation.database)
  const db = connectAs(server, 'app', installation.database, { max: 8, statementTimeoutMs: 5_000 })
  const intake = connectAs(server, 'app', installation.database, { max: 4 })
  const now = await followClock(db, installation.machineNow, stop)
  const limits = parseIntakeLimits(await readJson(installation, 'passage-intake.json'))
  const api = machineApi({
    db: intake,
    now,
    machineNow: installation.machineNow,
    newId: installation.newId,
    random: installation.random,
    encryptionKey: installation.encryptionKey,
    digestKey: installation.digestKey,
    lineBytesMax: () => limitsOn(limits, osloDay(now())).lineBytesMax,
  })
  const minSide = await pages({ db, now })
  const listening = listen({
    port: installation.minSidePort,
    fetch: (request, env) =>
      isForMachines(new URL(request.url).pathname) ? api.fetch(request) : minSide.fetch(request, env),
  })
  await stopped(stop)
  await new Promise<void>((resolve) => {
    listening.close(() => resolve())
    if ('closeIdleConnections' in listening) listening.closeIdleConnections()
    setTimeout(resolve, DRAIN_MS).unref()
  })
  await Promise.all([db.end({ timeout: 5 }), intake.end({ timeout: 5 })])
  return 0
}

const DRAIN_MS = 5_000

function isForMachines(path: string): boolean {
  return path.startsWith('/api/') || path === '/openapi.json' || path === '/healthz'
}

/** Does what is due, as the role `batch`, until told to stop. */
export async function runWorker(installation: Installation, stop: AbortSignal): Promise<number> {
  const server = await openServer(installation.database)
  const db = connectAs(server, 'batch', installation.database, { max: CONNECTIONS })
  const worker = await workerOf(installation, db)
  await work({ ...worker, scheduled: await scheduledOf(installation, db) }, stop)
  await db.end({ timeout: 5 })
  return 0
}

/** One for each line of work; scheduled jobs have a second that holds their turn, and may do two things at once. */
const CONNECTIONS = 12

/** What comes of the date alone, as `data` says when and by which terms. */
export async function scheduledOf(installation: Installation, db: Db): Promise<Scheduled> {
  const { newId, home, data, machineNow, minSideUrl } = installation
  return {
    schedule: await readSchedule(data),
    jobs: createJobs({ db, newId, home, minSideUrl, terms: await readTerms(data) }),
    now: async () => businessNow(await readClock(db), machineNow()),
    say: createLog({ write: installation.say, now: machineNow }),
  }
}

export async function workerOf(installation: Installation, db: Db): Promise<Worker> {
  const { newId, random, encryptionKey, digestKey, register, bankUrl, mail, sandboxUrl } = installation
  const { peppol, efaktura } = installation
  const efakturaWire = efaktura && { baseUrl: efaktura.url, apiKey: efaktura.key, timeoutMs: 10_000 }
  return {
    db,
    newId,
    random,
    encryptionKey,
    digestKey,
    now: async () => businessNow(await readClock(db), installation.machineNow()),
    limits: parseIntakeLimits(await readJson(installation, 'passage-intake.json')),
    channels: parseChannelTerms(await readJson(installation, 'channels.json')),
    creditLimits: parseCreditLimits(await readJson(installation, 'credit-limits.json')),
    register:
      register && httpVehicleRegister({ baseUrl: register.url, apiKey: register.key, timeoutMs: 5_000 }),
    vipps: vippsWork(installation),
    tags: await tagWork(installation),
    invoicing: parseInvoicingTerms(await readJson(installation, 'invoicing.json')),
    bank: bankUrl === undefined ? undefined : httpBankFiles({ baseUrl: bankUrl, timeoutMs: 10_000 }),
    receivers:
      peppol && httpSmp({ find: oneSmp(peppol.smpUrl), timeoutMs: 5_000, now: installation.machineNow }),
    efaktura: efakturaWire &&
      efaktura && {
        ...efakturaRegister(efakturaWire),
        ...efakturaNetwork({ ...efakturaWire, ...efaktura }),
        ...efaktura,
      },
    couriers:
      mail &&
      createCouriers({
        ...mail,
        smsUrl: `${sandboxUrl}/sms`,
        letterUrl: `${sandboxUrl}/letters`,
        accessPointUrl: peppol?.accessPointUrl,
        efaktura: efakturaWire,
      }),
    returnedMail: installation.returnedMail === undefined ? undefined : maildir(installation.returnedMail),
    scanner:
      installation.clamd === undefined
        ? undefined
        : clamdScanner(installation.clamd, { timeoutMs: SCAN_PATIENCE_MS }),
    say: createLog({ write: installation.say, now: installation.machineNow }),
  }
}

/** A large file on a busy machine. */
const SCAN_PATIENCE_MS = 60_000

/** Pages ask for the time without waiting: the demo's clock is read again every second. */
async function followClock(db: Db, machineNow: () => number, stop: AbortSignal): Promise<() => number> {
  let clock: BusinessClock = await readClock(db)
  const timer = setInterval(() => {
    readClock(db).then(
      (read) => (clock = read),
      () => {},
    )
  }, 1_000)
  stop.addEventListener('abort', () => clearInterval(timer))
  return () => businessNow(clock, machineNow())
}

async function stopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return
  await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }))
}

async function readJson(installation: Installation, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(installation.data, name), 'utf8'))
}
