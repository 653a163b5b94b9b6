import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { LIMIT_MS, untilDrawn } from './browser.ts'

/**
 * Until the browser is at that address, whatever led there. A button pressed twice sends twice, and the browser gives
 * the first answer up for the second: Playwright's own `waitForURL` takes what was given up for a failure.
 */
export async function arrival(page: Page, address: RegExp): Promise<void> {
  await expect.poll(() => page.url(), { timeout: LIMIT_MS }).toMatch(address)
  await page.waitForLoadState()
  await untilDrawn(page)
}
