import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { connect } from '#db/connection.ts'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { prepareDatabase, prepareRoles, type RolePasswords, urlOf } from '#db/roles.ts'
import { logIn, openBrowser } from '../browser/browser.ts'
import { someCustomers } from '../browser/customers.ts'
import { emptiedAccount } from '../browser/ferry-customers.ts'
import { startSite } from '../browser/site.ts'
import { SCREENS } from './screens.ts'

/** Pictures of every page, wide and narrow, into docs/screens: `node run.js screens`, or of those whose name is given. */
const FOLDER = process.env['SCREENS_FOLDER'] ?? join(import.meta.dirname, '..', '..', 'docs', 'screens')
// In pixels; what is below it is more of the same.
const LONGEST = 2_400
const WINDOWS = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const

const home = await mkdtemp(join(tmpdir(), 'brikke-screens-'))
const password = randomBytes(16).toString('hex')
const passwords: RolePasswords = { owner: password, app: password, batch: password, auditor: password }
const server = await startEmbeddedPostgres({ home, password, settings: { fsync: 'off' } })
const admin = connect(server.url, { name: 'screens-prepare', max: 1 })
await prepareRoles(admin, passwords)
await prepareDatabase(admin, 'screens')
await admin.end()
const urlFor = (role: keyof RolePasswords) => urlOf(server.url, role, passwords, 'screens')
const as = (role: keyof RolePasswords) => connect(urlFor(role), { name: `screens-${role}`, max: 4 })
const database = { owner: as('owner'), batch: as('batch'), app: as('app'), auditor: as('auditor'), urlFor }
await migrate(database.owner)
const customers = await someCustomers(database)
const trips = await emptiedAccount(database, customers.partyId)
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
  for (const screen of screens.filter(({ loggedIn }) => !loggedIn)) await take(page, screen, window)
  await logIn(page, site.url)
  for (const screen of screens.filter(({ loggedIn }) => loggedIn)) await take(page, screen, window)
  await context.close()
}

/** The whole page, but no more of a long one than can be looked at. */
async function take(page: Page, { name, at }: (typeof SCREENS)[number], window: string) {
  await page.goto(`${site.url}${typeof at === 'string' ? at : at({ ...customers, ...trips })}`, {
    waitUntil: 'networkidle',
  })
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
