import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inject } from 'vitest'
import { command } from '#api/commands.ts'
import type { Installation } from '#api/installation.ts'
import { clientSecretDigest } from '#api/machine-api.ts'
import { pageRegisters, sandboxRegisters } from '#api/page-registers.ts'
import { type Pages, runWorker, serve } from '#api/processes.ts'
import { saveApiClient } from '#api/store.ts'
import { key } from '#core/seal.ts'
import { setClock } from '#db/clock.ts'
import { freePort } from '#db/free-port.ts'
import { createIdPorten } from '#outside/id-porten.ts'
import { TEST_PASSWORDS, type TestDatabase } from '#test/database.ts'
import { createMinSide } from '#web/min-side/server.ts'
import { countryOf } from '../../sandbox/country.ts'
import { portfolioLines } from '../../sandbox/portfolio.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { trafficRoutes } from '../../sandbox/traffic-routes.ts'
import { makeWorld } from '../../sandbox/world.ts'

export type Running = {
  readonly installation: Installation
  readonly sandboxUrl: string
  /** A folder of its own, gone afterwards. */
  readonly home: string
  /** Every line of the log and of commands. */
  readonly said: readonly string[]
  close(): Promise<void>
}

const BEGINS = Date.parse('2019-12-10T08:00:00+01:00')
const root = resolve(import.meta.dirname, '..', '..')

/** The demo on real parts and free ports: Min side, the worker, the sandbox; the portfolio is in, and nobody has driven. */
export async function startInstallation(db: TestDatabase): Promise<Running> {
  const home = mkdtempSync(join(tmpdir(), 'brikke-journey-'))
  const said: string[] = []
  const stop = new AbortController()
  const installation = anInstallation(db, { home, said, ports: await freePorts() })
  const { minSideUrl, minSidePort } = installation
  await setClock(db.batch, { businessAt: BEGINS, setAt: Date.now() })
  await done(installation, 'import-tariffs')
  const world = makeWorld(4711)
  writeFileSync(join(home, 'portfolio.ndjson'), portfolioLines(world).join('\n'))
  await done(installation, 'import-portfolio', join(home, 'portfolio.ndjson'))
  const client = { clientId: 'ferde-roadside', secret: 'a-roadside-secret' }
  await saveApiClient(db.batch, {
    clientId: client.clientId,
    companyCode: 'ferde',
    secretDigest: clientSecretDigest(installation.digestKey, client.secret),
  })
  const { companies } = JSON.parse(readFileSync(join(root, 'data', 'companies.json'), 'utf8'))
  const sandbox = await startSandbox({
    port: Number(new URL(installation.sandboxUrl).port),
    smtpPort: installation.mail?.port ?? 0,
    home,
    minSideUrl,
    clientSecret: 'sandbox-secret',
    companies,
    country: countryOf(world),
    portfolio: () => portfolioLines(world),
    traffic: trafficRoutes({ world, home, minSideUrl, clients: { ferde: client } }),
  })
  const running = [
    serve(installation, pagesOf(installation, said), stop.signal),
    runWorker(installation, stop.signal),
  ]
  await until(async () => (await fetch(`http://localhost:${minSidePort}/healthz`)).ok)
  return {
    installation,
    sandboxUrl: sandbox.url,
    home,
    said,
    close: async () => {
      stop.abort()
      await Promise.all(running)
      await sandbox.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A command that must do what it is asked. */
export async function done(installation: Installation, name: string, ...args: string[]): Promise<void> {
  const code = await command(installation, name, args)
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${code}`)
}

/** What there is instead is part of the failure. */
export async function until(isSo: () => Promise<boolean>, instead?: () => Promise<string>): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (await isSo().catch(() => false)) return
    await new Promise((wait) => setTimeout(wait, 200))
  }
  throw new Error(`it did not happen in time${instead ? `: ${await instead()}` : ''}`)
}

function pagesOf(installation: Installation, said: string[]): Pages {
  const { minSideUrl, identity } = installation
  return ({ db, now }) =>
    createMinSide({
      db,
      now,
      machineNow: Date.now,
      random: randomBytes,
      newId: randomUUID,
      digestKeyHex: installation.digestKey,
      encryptionKey: installation.encryptionKey,
      ...pageRegisters(installation),
      minSideUrl,
      identityProvider: createIdPorten({
        issuer: identity.issuer,
        clientId: 'min-side',
        clientSecret: 'sandbox-secret',
        redirectUri: `${minSideUrl}/logg-inn/tilbake`,
        afterLogOut: `${minSideUrl}/`,
        allowInsecure: true,
        timeoutMs: 10_000,
      }),
      filesAreScanned: false,
      proxyCount: 0,
      log: (event, facts) => said.push(JSON.stringify({ event, ...facts })),
    })
}

type Ports = { readonly minSide: number; readonly sandbox: number; readonly smtp: number }

function anInstallation(
  db: TestDatabase,
  { home, said, ports }: { home: string; said: string[]; ports: Ports },
): Installation {
  const sandboxUrl = `http://localhost:${ports.sandbox}`
  return {
    minSidePort: ports.minSide,
    minSideUrl: `http://localhost:${ports.minSide}`,
    sandboxPort: ports.sandbox,
    smtpPort: ports.smtp,
    sandboxUrl,
    ...sandboxRegisters(sandboxUrl),
    tagMakerUrl: `${sandboxUrl}/post-office`,
    home,
    root,
    environment: {},
    database: {
      home,
      databaseUrl: inject('postgresUrl'),
      name: new URL(db.urlFor('owner')).pathname.slice(1),
      superuserPassword: '',
      passwords: TEST_PASSWORDS,
    },
    encryptionKey: key(Buffer.alloc(32, 7)),
    digestKey: 'ab'.repeat(32),
    data: join(root, 'data'),
    demoStartsAt: BEGINS,
    synthetic: true,
    identity: { issuer: `${sandboxUrl}/id-porten`, clientId: 'min-side', clientSecret: 'sandbox-secret' },
    register: { url: `${sandboxUrl}/vehicle-register`, key: 'sandbox' },
    bankUrl: `${sandboxUrl}/bank`,
    peppol: { smpUrl: `${sandboxUrl}/smp`, accessPointUrl: `${sandboxUrl}/access-point` },
    efaktura: { url: `${sandboxUrl}/efaktura`, key: 'sandbox', customerReference: { from: 9, to: 16 } },
    returnedMail: join(home, 'returned-mail'),
    mail: { host: 'localhost', port: ports.smtp, from: 'Min side <min-side@brikke.example>' },
    machineNow: Date.now,
    newId: randomUUID,
    random: randomBytes,
    say: (line) => said.push(line),
  }
}

async function freePorts(): Promise<Ports> {
  return { minSide: await freePort(), sandbox: await freePort(), smtp: await freePort() }
}
