import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { command } from '#api/commands.ts'
import type { Installation } from '#api/installation.ts'
import { clientSecretDigest } from '#api/machine-api.ts'
import { runWorker, serve } from '#api/processes.ts'
import { saveApiClient } from '#api/store.ts'
import { key } from '#core/seal.ts'
import { setClock } from '#db/clock.ts'
import { createIdPorten } from '#outside/id-porten.ts'
import { openBrowser } from '#test/browser/browser.ts'
import { TEST_PASSWORDS, testDatabase } from '#test/database.ts'
import { createMinSide } from '#web/min-side/server.ts'
import { countryOf } from '../../sandbox/country.ts'
import { portfolioLines } from '../../sandbox/portfolio.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { trafficRoutes } from '../../sandbox/traffic-routes.ts'
import { makeWorld } from '../../sandbox/world.ts'

/**
 * The whole story, on real parts: log in through ID-porten's double, a passage file over HTTP, the worker, the page, an
 * invoice run, the PDF, the bank, its OCR file, «Faktura betalt».
 */
const db = testDatabase()
const root = resolve(import.meta.dirname, '..', '..')
const home = mkdtempSync(join(tmpdir(), 'brikke-story-'))
const stop = new AbortController()
const said: string[] = []
let installation: Installation
let sandbox: { url: string; close(): Promise<void> }
let browser: Browser
let running: Promise<number>[] = []

beforeAll(async () => {
  const [minSidePort, sandboxPort, smtpPort] = [await freePort(), await freePort(), await freePort()]
  const minSideUrl = `http://localhost:${minSidePort}`
  installation = anInstallation({ minSidePort, minSideUrl, sandboxPort, smtpPort })
  await setClock(db.batch, { businessAt: Date.parse('2019-12-10T08:00:00+01:00'), setAt: Date.now() })
  expect(await command(installation, 'import-tariffs', [])).toBe(0)
  const world = makeWorld(4711)
  writeFileSync(join(home, 'portfolio.ndjson'), portfolioLines(world).join('\n'))
  expect(await command(installation, 'import-portfolio', [join(home, 'portfolio.ndjson')])).toBe(0)
  const secret = 'a-roadside-secret'
  await saveApiClient(db.batch, {
    clientId: 'ferde-roadside',
    companyCode: 'ferde',
    secretDigest: clientSecretDigest(installation.digestKey, secret),
  })
  const { companies } = JSON.parse(readFileSync(join(root, 'data', 'companies.json'), 'utf8'))
  const clients = { ferde: { clientId: 'ferde-roadside', secret } }
  sandbox = await startSandbox({
    port: sandboxPort,
    smtpPort,
    home,
    minSideUrl,
    clientSecret: 'sandbox-secret',
    companies,
    country: countryOf(world),
    portfolio: () => portfolioLines(world),
    traffic: trafficRoutes({ world, home, minSideUrl, clients }),
  })
  running = [serve(installation, pagesOf, stop.signal), runWorker(installation, stop.signal)]
  await until(async () => (await fetch(`${minSideUrl}/healthz`)).ok)
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  stop.abort()
  await Promise.all(running)
  await sandbox?.close()
  rmSync(home, { recursive: true, force: true })
})

test('from a passage file to a paid invoice on Min side', { timeout: 120_000 }, async () => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(installation.minSideUrl)
  await page
    .getByRole('link', { name: /Logg inn med ID-porten/ })
    .first()
    .click()
  await page.getByRole('button', { name: /Kari Nordmann/ }).click()
  await page.waitForURL(/\/min-side/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Kari Nordmann')

  const trip = await fetch(`${sandbox.url}/traffic/one-trip`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      person: 'Kari Nordmann',
      station: 'bergen-sandviken',
      at: '2019-12-10T07:30:00+01:00',
    }),
  })
  expect(trip.status).toBe(200)

  await until(async () => {
    await page.goto(`${installation.minSideUrl}/min-side/passeringer/2019-12`)
    return (await page.getByText('Hvorfor denne prisen?').count()) > 0
  })
  await page.getByText('Hvorfor denne prisen?').first().click()
  const why = await page.locator('main').innerText()
  expect(why).toMatch(/Full takst for takstgruppe 1/)
  expect(why).toMatch(/20 prosent rabatt/)
  expect(why).toMatch(/07:30/)

  expect(await command(installation, 'run-invoicing', ['--as-of', '2019-12-10', '--all'])).toBe(0)
  await page.goto(`${installation.minSideUrl}/min-side/fakturaer`)
  await page.locator('main a[href*="/min-side/fakturaer/"]').first().click()
  await page.waitForURL(/fakturaer\/[0-9a-f-]{36}/)
  await page.getByRole('link', { name: /PDF/ }).first().waitFor()
  const [invoice] = await db.batch<{ kid: string; account: string; amount: number }[]>`
    select i.kid, i.issuer_account_number as account, i.total_ore as amount
    from invoice i join party p on p.id = i.party_id where p.name = 'Kari Nordmann'`
  const box = await page.locator('main').innerText()
  const shown = { kid: invoice!.kid, account: grouped(invoice!.account), amount: kroner(invoice!.amount) }
  expect(plain(box)).toContain(shown.kid)
  expect(plain(box)).toContain(shown.account)
  expect(plain(box)).toContain(shown.amount)
  expect(box).toMatch(/Faktura sendt/)
  const pdf = await textOfPdf(page)
  expect(pdf).toContain(shown.account)
  expect(pdf).toContain(shown.amount)
  expect(pdf.replace(/\s/g, '')).toContain(shown.kid)

  const bank = await page.context().newPage()
  await bank.goto(`${sandbox.url}/bank`)
  await bank.getByLabel('KID').fill(invoice!.kid)
  await bank.getByLabel('Til kontonummer').fill(invoice!.account)
  await bank.getByLabel('Beløp i kroner').fill((invoice!.amount / 100).toFixed(2).replace('.', ','))
  await bank.getByRole('button', { name: 'Betal' }).click()
  await bank.getByRole('button', { name: 'Lever OCR-fil' }).click()

  await until(async () => {
    await page.reload()
    return /Faktura betalt/.test(await page.locator('main').innerText())
  })
  expect(await command(installation, 'verify', [])).toBe(0)
  expect(said.filter((line) => line.includes(invoice!.kid) || line.includes('Kari'))).toEqual([])
})

const pagesOf = async ({ db: app, now }: { db: typeof db.app; now: () => number }) =>
  createMinSide({
    db: app,
    now,
    machineNow: Date.now,
    random: randomBytes,
    newId: randomUUID,
    digestKeyHex: installation.digestKey,
    minSideUrl: installation.minSideUrl,
    identityProvider: createIdPorten({
      issuer: installation.identity.issuer,
      clientId: 'min-side',
      clientSecret: 'sandbox-secret',
      redirectUri: `${installation.minSideUrl}/logg-inn/tilbake`,
      afterLogOut: `${installation.minSideUrl}/`,
      allowInsecure: true,
      timeoutMs: 10_000,
    }),
    log: (event, facts) => said.push(JSON.stringify({ event, ...facts })),
  })

function anInstallation(of: {
  minSidePort: number
  minSideUrl: string
  sandboxPort: number
  smtpPort: number
}): Installation {
  const sandboxUrl = `http://localhost:${of.sandboxPort}`
  const name = new URL(db.urlFor('owner')).pathname.slice(1)
  return {
    ...of,
    sandboxUrl,
    home,
    root,
    environment: {},
    database: {
      home,
      databaseUrl: inject('postgresUrl'),
      name,
      superuserPassword: '',
      passwords: TEST_PASSWORDS,
    },
    encryptionKey: key(Buffer.alloc(32, 7)),
    digestKey: 'ab'.repeat(32),
    data: join(root, 'data'),
    demoStartsAt: Date.parse('2019-12-10T08:00:00+01:00'),
    synthetic: true,
    identity: { issuer: `${sandboxUrl}/id-porten`, clientId: 'min-side', clientSecret: 'sandbox-secret' },
    register: { url: `${sandboxUrl}/vehicle-register`, key: 'sandbox' },
    bankUrl: `${sandboxUrl}/bank`,
    peppol: { smpUrl: `${sandboxUrl}/smp`, accessPointUrl: `${sandboxUrl}/access-point` },
    efaktura: { url: `${sandboxUrl}/efaktura`, key: 'sandbox', customerReference: { from: 9, to: 16 } },
    mail: { host: 'localhost', port: of.smtpPort, from: 'Min side <min-side@brikke.example>' },
    machineNow: Date.now,
    newId: randomUUID,
    random: randomBytes,
    say: (line) => said.push(line),
  }
}

async function textOfPdf(page: Page): Promise<string> {
  const answer = await page.request.get(`${page.url()}/faktura.pdf`)
  expect(answer.headers()['content-type']).toBe('application/pdf')
  const path = join(home, 'faktura.pdf')
  writeFileSync(path, await answer.body())
  return plain(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }))
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}

function grouped(account: string): string {
  return `${account.slice(0, 4)} ${account.slice(4, 6)} ${account.slice(6)}`
}

function kroner(ore: number): string {
  return `${Math.floor(ore / 100)},${String(ore % 100).padStart(2, '0')} kr`
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await done().catch(() => false)) return
    await new Promise((wait) => setTimeout(wait, 200))
  }
  throw new Error('it did not happen in time')
}

async function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
