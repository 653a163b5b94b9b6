import { afterAll, beforeAll, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { aPdf, someStaff } from '#cases/cases.test-world.ts'
import { answerCase } from '#cases/answer-case.ts'
import { testDatabase } from '#test/database.ts'
import { openBrowser } from './browser.ts'
import { someCustomers } from './customers.ts'
import { BUSINESS_NOW, type Site, startSite } from './site.ts'
import { comeIn } from './ways.ts'
const database = testDatabase()
let site: Site
let browser: Browser
beforeAll(async () => {
  await someCustomers(database)
  await someStaff(database.owner, [{ id: 1, code: 'ferde' }])
  site = await startSite(database)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await site.close()
})
test('shots', async () => {
  const page = await comeIn(browser, site.url, { language: 'nb', scripts: true })
  const shot = async (name: string) => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `/tmp/w6-shots/${name}-${width}.png`, fullPage: true })
    }
  }
  const go = async (path: string, name: string) => {
    await page.goto(site.url + path)
    await shot(name)
  }
  await go('/min-side/passeringer/2019-11', 'month')
  await go('/min-side/kundeservice/ny-sak', 'new')
  await page.locator('textarea').fill('Hei.\nHva er dette?')
  await page.getByLabel('Legg ved filer (valgfritt)').setInputFiles([
    { name: 'brev.pdf', mimeType: 'application/pdf', buffer: aPdf() },
    { name: 'program.exe', mimeType: 'application/pdf', buffer: Buffer.from('MZ') },
  ])
  await page.getByRole('button', { name: 'Sjekk saken' }).click()
  await page.locator('.faults').waitFor()
  await shot('new-faults')
  await page.getByLabel('Betaling').check()
  await page.getByRole('button', { name: 'Sjekk saken' }).click()
  await page.getByRole('button', { name: 'Send saken' }).waitFor()
  await shot('check')
  await page.getByRole('button', { name: 'Send saken' }).click()
  await page.waitForURL(/saker/)
  const [row] = await database.owner<{ id: number }[]>`select max(id) as id from customer_case`
  await answerCase(database.batch, { number: row!.id, by: 'case-worker@ferde.example', text: 'Det er en faktura.\nHilsen oss', close: false, now: BUSINESS_NOW })
  await page.reload()
  await shot('thread')
  await go('/min-side/kundeservice', 'service')
  await page.goto(site.url + '/min-side/passeringer/2019-11')
  await page.getByRole('checkbox').nth(2).check()
  await page.getByRole('checkbox').nth(3).check()
  await page.getByRole('button', { name: /Meld feil/ }).click()
  await page.getByText('Fortell hva som er feil, så').waitFor()
  await shot('complaint')
  await go('/min-side/profil', 'profile')
  await go('/personvern', 'privacy')
}, 120_000)
