import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { connect, type Db, plansOf } from '#db/connection.ts'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { prepareDatabase, prepareRoles, type RolePasswords, urlOf } from '#db/roles.ts'
import { anAgreement, aPerson } from '#test/world.ts'
import { aHaulier } from '../browser/a-haulier.ts'
import { logIn, openBrowser } from '../browser/browser.ts'
import { someCustomers } from '../browser/customers.ts'
import { emptiedAccount } from '../browser/ferry-customers.ts'
import { CUSTOMER_PID, digestOf, startSite } from '../browser/site.ts'
import { strangersThings } from '../browser/strangers-things.ts'
import { SCREENS, type Who } from './screens.ts'

/** Pictures of every page, wide and narrow, into docs/screens: `node run.js screens`, or of those whose name is given. */
const FOLDER = process.env['SCREENS_FOLDER'] ?? join(import.meta.dirname, '..', '..', 'docs', 'screens')
// In pixels; what is below it is more of the same.
const LONGEST = 2_400
const WINDOWS = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const

const PIDS: Record<Exclude<Who, 'nobody'>, string> = {
  customer: CUSTOMER_PID,
  haulier: '02898531794',
  newest: '04925534248',
  asker: '11826112877',
}

const home = await mkdtemp(join(tmpdir(), 'brikke-screens-'))
const password = randomBytes(16).toString('hex')
const passwords: RolePasswords = { owner: password, app: password, batch: password, auditor: password }
const server = await startEmbeddedPostgres({ home, password, settings: { fsync: 'off' } })
const admin = connect(server.url, { name: 'screens-prepare', max: 1 })
await prepareRoles(admin, passwords)
await prepareDatabase(admin, 'screens')
await admin.end()
const urlFor = (role: keyof RolePasswords) => urlOf(server.url, role, passwords, 'screens')
const as = (role: keyof RolePasswords) =>
  connect(urlFor(role), { name: `screens-${role}`, max: 4, plans: plansOf(role) })
const database = { owner: as('owner'), batch: as('batch'), app: as('app'), auditor: as('auditor'), urlFor }
await migrate(database.owner)
const customers = await someCustomers(database)
const trips = await emptiedAccount(database, customers.partyId)
const stations = await database.owner<{ id: number }[]>`select id from station order by id limit 2`
await aHaulier(database.owner, { pid: PIDS.haulier, stationIds: stations.map(({ id }) => id) })
const newest = await aPerson(database.owner, { digest: digestOf(PIDS.newest), name: 'Ny Kunde' })
await anAgreement(database.owner, { partyId: newest, issuerId: 1 })
const things = await askersThings(database.owner)
const site = await startSite(database)
const browser = await openBrowser()
await mkdir(FOLDER, { recursive: true })

const asked = process.argv.slice(2)
const screens = SCREENS.filter(({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)))
for (const [window, viewport] of Object.entries(WINDOWS)) await takeAll(browser, window, viewport)

await browser.close()
await site.close()
await Promise.all(
  [database.owner, database.batch, database.app, database.auditor].map((db) => db.end({ timeout: 5 })),
)
await server.stop()
await rm(home, { recursive: true, force: true })
process.exit(0)

async function takeAll(from: Browser, window: string, viewport: { width: number; height: number }) {
  const context = await from.newContext({ viewport, reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const screen of screens.filter(({ who }) => who === 'nobody')) await take(page, screen, window)
  await context.close()
  for (const [who, pid] of Object.entries(PIDS)) {
    const own = screens.filter((screen) => screen.who === who)
    if (own.length === 0) continue
    const asked = await from.newContext({ viewport, reducedMotion: 'reduce' })
    const theirs = await asked.newPage()
    await logIn(theirs, site.url, { other: pid })
    for (const screen of own) await take(theirs, screen, window)
    await asked.close()
  }
}

/** One thing of each kind, of somebody whom no other picture shows. */
async function askersThings(owner: Db): Promise<ReadonlyMap<string, string>> {
  const of = { invoice: customers.strangersInvoice, price: customers.prices.stranger }
  const { partyId, ids } = await strangersThings(owner, of)
  await owner`update party set national_id_digest = ${digestOf(PIDS.asker)}, name = 'Ingebjørg Vik' where id = ${partyId}`
  await owner`update customer_case set subject = 'Passering som ikke er min' where party_id = ${partyId}`
  await owner`update case_message set body = 'Bilen sto hjemme den dagen.' where party_id = ${partyId}`
  await owner`update outbox set subject = 'Saken din er mottatt', body = 'Vi svarer så snart vi kan.' where party_id = ${partyId}`
  return new Map(ids.map(([begins, own]) => [begins, `${begins}/${Object.values(own)[0]}`]))
}

/** The whole page, but no more of a long one than can be looked at. */
async function take(page: Page, { name, at, without }: (typeof SCREENS)[number], window: string) {
  const cast = { ...customers, ...trips, things: (begins: string) => things.get(begins) ?? '' }
  if (without) await database.owner.unsafe(`alter table ${without} rename to gone`)
  await page.goto(`${site.url}${typeof at === 'string' ? at : at(cast)}`, { waitUntil: 'networkidle' })
  if (without) await database.owner.unsafe(`alter table gone rename to ${without}`)
  const { width, height } = page.viewportSize() ?? WINDOWS.wide
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight')
  // A picture of text stays readable at a third of the size.
  const path = join(FOLDER, `${name}-${window}.jpg`)
  await page.screenshot({
    path,
    type: 'jpeg',
    quality: 60,
    fullPage: true,
    animations: 'disabled',
    clip: { x: 0, y: 0, width, height: Math.min(Math.max(whole, height), LONGEST) },
  })
  process.stderr.write(`${path} ${Math.round((await stat(path)).size / 1000)} kB\n`)
}
