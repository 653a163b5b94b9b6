import { type ChildProcess, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { osloDay, startOfOsloDay } from '#core/oslo.ts'
import { keyedDigest } from '#core/seal.ts'
import { readClock, setClock } from '#db/clock.ts'
import type { Db } from '#db/connection.ts'
import { connectAs, openServer, prepareSchema } from '#db/server.ts'
import { importFares } from '#ferry/import-fares.ts'
import { importTariffs } from '#rating/import-tariffs.ts'
import { importPortfolio } from '#tags/import-portfolio.ts'
import type { Installation } from './installation.ts'
import { liveTwoMonths } from './live-two-months.ts'
import { clientSecretDigest } from './machine-api.ts'
import { isDemoSeeded, markDemoSeeded, saveApiClient } from './store.ts'

/**
 * Starts everything on this machine: PostgreSQL, the sandbox, the worker and Min side; the first time it also lets
 * two months pass, through the same doors as the world uses.
 */
export async function startDemo(installation: Installation, asked: AbortSignal): Promise<number> {
  const { say } = installation
  // A process that dies takes the demo down with it: half a demo would only mislead.
  const ended = new AbortController()
  const stop = AbortSignal.any([asked, ended.signal])
  const server = await openServer(installation.database)
  const applied = await prepareSchema(server, installation.database)
  say(`Database ready${applied.length > 0 ? `, ${applied.length} migrations applied` : ''}.`)
  const db = connectAs(server, 'batch', installation.database, { max: 4 })
  const children: ChildProcess[] = []
  try {
    await startClock(installation, db)
    const clients = await prepareReferenceData(installation, db)
    children.push(startProcess(installation, ['sandbox/main.ts'], sandboxEnvironment(installation, clients)))
    children.push(
      startProcess(installation, ['src/main.ts', 'serve']),
      startProcess(installation, ['src/main.ts', 'work']),
    )
    watch(children, ended)
    await answers(`${installation.sandboxUrl}/people.json`, stop)
    await answers(`${installation.minSideUrl}/healthz`, stop)
    if (!(await isDemoSeeded(db))) await seed(installation, db, stop)
    await sayWhere(installation)
    await new Promise<void>((resolve) =>
      stop.aborted ? resolve() : stop.addEventListener('abort', () => resolve(), { once: true }),
    )
    return ended.signal.aborted ? 1 : 0
  } catch (error) {
    if (stop.aborted) return ended.signal.aborted ? 1 : 0
    throw error
  } finally {
    for (const child of children) child.kill('SIGTERM')
    await Promise.all(children.map(gone))
    await db.end({ timeout: 5 })
    await server.stop()
  }
}

/** Before any worker looks at it: what comes of the date alone must not have been done for the machine's. */
async function startClock({ machineNow }: Installation, db: Db): Promise<void> {
  if ((await readClock(db)) !== undefined) return
  await setClock(db, { businessAt: startOfOsloDay('2019-10-10') + 8 * 3_600_000, setAt: machineNow() })
}

async function prepareReferenceData(
  installation: Installation,
  db: Db,
): Promise<Record<string, { clientId: string; secret: string }>> {
  const loaded = await importTariffs(db, installation.data, {
    now: installation.demoStartsAt,
    struck: 'keep',
  })
  if ('errors' in loaded)
    throw new Error(loaded.errors.map((e) => `${e.file}: ${e.path}: ${e.reason}`).join('\n'))
  for (const { file, path, reason } of loaded.kept)
    installation.say(`${file} is not loaded: ${path}: ${reason}`)
  installation.say(`${loaded.projects} toll projects with ${loaded.stations} stations.`)
  const ferries = await importFares(db, installation.data, { now: installation.demoStartsAt })
  if ('errors' in ferries)
    throw new Error(ferries.errors.map((e) => `${e.file}: ${e.path}: ${e.reason}`).join('\n'))
  installation.say(`${ferries.connections} ferry connections with ${ferries.tables} fare tables.`)
  const clients: Record<string, { clientId: string; secret: string }> = {}
  const chargers = await db<{ code: string }[]>`select code from company where toll_charger order by id`
  for (const { code } of chargers) {
    clients[code] = {
      clientId: `${code}-roadside`,
      secret: keyedDigest(installation.digestKey, `sandbox-client:${code}`),
    }
  }
  await Promise.all(
    Object.entries(clients).map(([companyCode, { clientId, secret }]) =>
      saveApiClient(db, {
        clientId,
        companyCode,
        secretDigest: clientSecretDigest(installation.digestKey, secret),
      }),
    ),
  )
  return clients
}

function sandboxEnvironment(installation: Installation, clients: object): Record<string, string> {
  return {
    SANDBOX_PORT: String(installation.sandboxPort),
    SANDBOX_SMTP_PORT: String(installation.smtpPort),
    SANDBOX_HOME: join(installation.home, 'sandbox'),
    MIN_SIDE_URL: installation.minSideUrl,
    MIN_SIDE_CLIENT_SECRET: installation.identity.clientSecret,
    PASSAGE_CLIENTS: JSON.stringify(clients),
  }
}

function startProcess(
  installation: Installation,
  args: string[],
  environment: Record<string, string> = {},
): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: installation.root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...installation.environment, ...environment },
  })
}

function watch(children: readonly ChildProcess[], ended: AbortController): void {
  for (const child of children) child.once('exit', (code) => code !== 0 && ended.abort())
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((resolve) => child.once('exit', resolve))
}

async function seed(installation: Installation, db: Db, stop: AbortSignal): Promise<void> {
  const file = join(installation.home, 'portfolio.ndjson')
  await writeFile(file, await (await fetch(`${installation.sandboxUrl}/portfolio.ndjson`)).text())
  const { encryptionKey, digestKey: digestKeyHex, random, newId, synthetic } = installation
  const today = osloDay(installation.demoStartsAt)
  await importPortfolio(db, file, {
    now: installation.demoStartsAt,
    newId,
    encryptionKey,
    digestKeyHex,
    random,
    synthetic,
  })
  installation.say('The portfolio has moved in.')
  await liveTwoMonths(installation, db, { today, stop })
  await markDemoSeeded(db)
}

/** Waits until an address answers. */
async function answers(url: string, stop: AbortSignal): Promise<void> {
  for (let tries = 0; tries < 300 && !stop.aborted; tries++) {
    try {
      if ((await fetch(url)).ok) return
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  if (!stop.aborted) throw new Error(`${url} does not answer`)
}

async function sayWhere({ sandboxUrl, minSideUrl, say }: Installation): Promise<void> {
  const people = (await (await fetch(`${sandboxUrl}/people.json`)).json()) as {
    name: string
    pid: string
    about?: string
  }[]
  say('')
  say(`  Min side   ${minSideUrl}`)
  say(`  Sandkasse  ${sandboxUrl}   (innlogging, innboks, bank, trafikk)`)
  say('')
  say('  Testpersoner')
  for (const { name, pid, about } of people)
    say(`  ${pid ?? '(uten fødselsnummer)'}  ${name}${about ? ` – ${about}` : ''}`)
  say('')
}
