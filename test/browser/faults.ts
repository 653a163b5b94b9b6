import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Language } from '#core/language.ts'
import { axeFindings } from './ways.ts'

const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 320, height: 844 }
/** Dark differs from light in colour alone. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * What is wrong with a page: axe violations, light and dark, wide and narrow; wider than its window; language or title
 * not said. Another language has other words on the same layout in the same colours, and so one run of the other rules.
 */
export async function faultsOf(page: Page, url: string, language: Language): Promise<readonly string[]> {
  await page.setViewportSize(WIDE)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(url)
  expect([url, await page.getAttribute('html', 'lang')]).toEqual([url, language])
  expect(await page.title()).toMatch(/.+ – (Min|Mi) side$/)
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
  const found = [...(await faultsOfLayout(page, language === 'nb')), ...(await tooWide(page, WIDE.width))]
  await page.setViewportSize(NARROW)
  found.push(...(await tooWide(page, NARROW.width)))
  if (language === 'nb') {
    found.push(...(await axeFindings(page)))
    await page.emulateMedia({ colorScheme: 'dark' })
    found.push(...(await axeFindings(page, (axe) => axe.withRules(COLOUR_RULES))))
  }
  return found.map((fault) => `${url} ${language}: ${fault}`)
}

function faultsOfLayout(page: Page, withColours: boolean): Promise<readonly string[]> {
  return axeFindings(page, (axe) => (withColours ? axe : axe.disableRules(COLOUR_RULES)))
}

async function tooWide(page: Page, window: number): Promise<readonly string[]> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  return width > window ? [`${width} wide in a window of ${window}`] : []
}
