import type { Page } from 'playwright-core'
import type { TestDatabase } from '#test/database.ts'
import { follow, speak } from './browser.ts'
import type { Contexts } from './stage.ts'
import type { Way } from './ways.ts'

/** A page of somebody nobody knows yet, in the way's language. */
export async function visitor(browser: Contexts, siteUrl: string, { language, scripts }: Way): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: scripts,
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await speak(page, siteUrl, language)
  return page
}

/** Fields by their ids. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value)
}

/** The page's first form. */
export async function send(page: Page): Promise<void> {
  await follow(page.locator('main form').getByRole('button').first())
}

/** The code in the newest message of a kind. */
export async function lastCode(database: TestDatabase, kind: string): Promise<string> {
  const [row] = await database.owner<{ body: string }[]>`
    select body from outbox where kind = ${kind} order by id desc limit 1`
  return /\b\d{8}\b/.exec(row?.body ?? '')?.[0] ?? 'none'
}
