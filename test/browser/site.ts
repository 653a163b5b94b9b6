import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { IdentityProvider } from '#access/provider.ts'
import { pageRegisters, sandboxRegisters } from '#api/page-registers.ts'
import { openVippsUnits } from '#api/vipps-units.ts'
import { key, keyedDigest } from '#core/seal.ts'
import { createIdPorten } from '#outside/id-porten.ts'
import type { VippsOfIssuer } from '#payments/vipps.ts'
import type { TestDatabase } from '#test/database.ts'
import { createMinSide } from '#web/min-side/server.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { TEST_COUNTRY } from '../../sandbox/test-country.ts'

export const DIGEST_KEY = 'ab'.repeat(32)
const ENCRYPTION_KEY = key(Buffer.alloc(32, 5))
/** The customer, as ID-porten's double knows them. */
export const CUSTOMER_PID = '20914695016'
export const BUSINESS_NOW = Date.parse('2019-12-10T08:00:00+01:00')

export type Site = {
  readonly url: string
  readonly sandboxUrl: string
  readonly identityProvider: IdentityProvider
  /** Ferde takes Vipps, and nobody else. */
  readonly vippsOf: VippsOfIssuer
  readonly logged: readonly { event: string; facts: Readonly<Record<string, unknown>> }[]
  /** Milliseconds the machine's clock has been moved on. */
  skip(ms: number): void
  /** What a test has made fail on purpose is not held against the pages. Returns how many failed. */
  forgetFailures(): number
  closeIdPorten(): Promise<void>
  close(): Promise<void>
}

export function digestOf(pid: string): string {
  return keyedDigest(DIGEST_KEY, `national-id:${pid}`)
}

/** Min side on a port of its own, with ID-porten's double beside it. */
export async function startSite(database: TestDatabase): Promise<Site> {
  let answer: Answer = () => new Response('', { status: 503 })
  const { server, url } = await listen((request, env) => answer(request, env))
  const sandbox = await startSandbox({
    port: 0,
    smtpPort: 0,
    home: mkdtempSync(join(tmpdir(), 'brikke-sandbox-')),
    minSideUrl: url,
    clientSecret: 'sandbox-secret',
    companies: [],
    country: TEST_COUNTRY,
    portfolio: () => [],
    traffic: new Hono(),
  })
  const identityProvider = createIdPorten({
    issuer: `${sandbox.url}/id-porten`,
    clientId: 'min-side',
    clientSecret: 'sandbox-secret',
    redirectUri: `${url}/logg-inn/tilbake`,
    afterLogOut: `${url}/`,
    allowInsecure: true,
    timeoutMs: 10_000,
  })
  const vippsOf = openVippsUnits(
    {
      url: `${sandbox.url}/vipps`,
      pagesOrigin: sandbox.url,
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      apimKey: 'sandbox',
      salesUnits: { ferde: '100001' },
    },
    () => Date.now(),
  )
  const logged: { event: string; facts: Readonly<Record<string, unknown>> }[] = []
  let skipped = 0
  let closing: Promise<void> | undefined
  const once = () => (closing ??= sandbox.close())
  const app = await createMinSide({
    db: database.app,
    identityProvider,
    digestKeyHex: DIGEST_KEY,
    encryptionKey: ENCRYPTION_KEY,
    ...pageRegisters(sandboxRegisters(sandbox.url)),
    now: () => BUSINESS_NOW,
    machineNow: () => Date.now() + skipped,
    random: randomBytes,
    newId: randomUUID,
    minSideUrl: url,
    vipps: { ofIssuer: vippsOf, pagesOrigin: sandbox.url },
    filesAreScanned: false,
    // The tests are the proxy, and so come from where they like.
    proxyCount: 1,
    log: (event, facts) => logged.push({ event, facts }),
  })
  answer = (request, env) => app.fetch(request, env)
  return {
    url,
    sandboxUrl: sandbox.url,
    identityProvider,
    vippsOf,
    logged,
    skip: (ms) => {
      skipped += ms
    },
    forgetFailures: () => {
      const others = logged.filter(({ event }) => event !== 'page-failed')
      return logged.splice(0, logged.length, ...others).length - others.length
    },
    closeIdPorten: once,
    close: async () => {
      await once()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type Answer = (request: Request, env: object) => Response | Promise<Response>

type Listening = {
  server: { close(done: () => void): unknown; closeAllConnections(): void }
  url: string
}

function listen(fetch: Answer): Promise<Listening> {
  return new Promise((resolve) => {
    const server = serve({ fetch, port: 0 }, ({ port }) =>
      resolve({ server: server as Listening['server'], url: `http://localhost:${port}` }),
    )
  })
}
