import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { CUSTOMER_PID } from './site.ts'

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** Logs in as a person would: through the double's own pages. */
export async function logIn(
  page: Page,
  siteUrl: string,
  whom: Whom = CUSTOMER_PID,
  until = /\/min-side/,
): Promise<void> {
  await page.goto(siteUrl)
  await follow(page.getByRole('link', { name: /Logg inn med ID-porten|Log in with ID-porten/ }))
  if (typeof whom === 'string') await follow(page.locator(`[name=pid][value="${whom}"]`).first())
  else {
    await page.locator('[name=other]').fill(whom.other)
    await page.locator('[name=other]').press('Enter')
  }
  await page.waitForURL(until)
}

/**
 * Clicks what leads to another page, and waits for that page. A click alone returns while the old
 * page may still be shown, and what is read or clicked next is then the old page's.
 */
export async function follow(link: Locator): Promise<void> {
  const page = link.page()
  // A page that has only just loaded yet notes itself in the history, which looks like having gone to another.
  await untilDrawn(page)
  await Promise.all([page.waitForEvent('framenavigated'), link.click()])
  await page.waitForLoadState()
  await untilDrawn(page)
}

/** Before that a page that has loaded may still move the focus, and what it says may be the old page's. */
export async function untilDrawn(page: Page, limitMs?: number): Promise<void> {
  // Some pages lead on by themselves, as at log-out: the last one counts.
  const drawn = page.evaluate(UNTIL_DRAWN).catch(() => page.waitForLoadState())
  await limited(`${page.url()} drawn`, drawn, limitMs)
}

/**
 * With scripts the address changes before the page does: React draws in its own time, and is done when all is idle.
 * Chromium may never tell of idleness where there is nothing left to draw (one page of some three hundred, on a busy
 * machine), and so a frame is asked for now and then.
 */
const UNTIL_DRAWN = `'__reactRouterContext' in window && new Promise((resolve) => {
  const frames = setInterval(() => requestAnimationFrame(() => {}), 100)
  requestIdleCallback(() => {
    clearInterval(frames)
    requestAnimationFrame(() => resolve())
  })
})`

/** As long as Playwright's own actions. */
export const LIMIT_MS = 30_000

/** What a page is asked, and the keys, Playwright waits for without end: nobody would be told what did not come. */
export async function limited<T>(what: string, waited: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  const tooLate = new Error(`waited ${limitMs / 1000} s for ${what}`)
  const { promise: over, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(tooLate), limitMs)
  return Promise.race([waited, over]).finally(() => clearTimeout(timer))
}

/** One of the named persons, or anybody by their number. */
export type Whom = string | { readonly other: string }

/** What the browser said went wrong: scripts that failed, and what the security policy stopped. */
export function complaints(context: BrowserContext): string[] {
  const heard: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text())
  })
  context.on('weberror', (error) => heard.push(String(error.error())))
  return heard
}

/** Chooses a language as a visitor does, before anything else. */
export async function speak(page: Page, siteUrl: string, language: string): Promise<void> {
  await page.goto(`${siteUrl}/?sprak=${language}`)
}
