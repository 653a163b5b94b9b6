import { beforeAll, afterAll, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { openBrowser, logIn, complaints } from './browser.ts'
import { someCustomers } from './customers.ts'
import { startSite } from './site.ts'
const database = testDatabase()
test('shots', async () => {
  const customers = await someCustomers(database)
  const site = await startSite(database)
  const browser = await openBrowser()
  const only = process.env.ONLY
  for (const [name, width, scheme] of [['wide', 1280, 'light'], ['narrow', 390, 'light'], ['dark', 1280, 'dark'], ['narrowdark', 390, 'dark']] as const) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
    const heard = complaints(context)
    const page = await context.newPage()
    await page.goto(site.url)
    await page.screenshot({ path: `/tmp/shots/front-${name}.png`, fullPage: true })
    await logIn(page, site.url)
    for (const [what, path] of Object.entries({ overview: '/min-side', month: '/min-side/passeringer', invoices: '/min-side/fakturaer', sent: `/min-side/fakturaer/${customers.invoices.sent}`, paid: `/min-side/fakturaer/${customers.invoices.paid}`, missing: '/min-side/fakturaer/nei' })) {
      await page.goto(site.url + path)
      if (what === 'month') await page.locator('details summary').first().click()
      await page.waitForTimeout(150)
      await page.screenshot({ path: `/tmp/shots/${what}-${name}.png`, fullPage: true })
    }
    if (heard.length) console.log(name, heard)
    await context.close()
  }
  console.log(site.logged)
  await browser.close()
  await site.close()
}, 120000)
