import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Language } from '#core/language.ts'
import { speak } from './browser.ts'
import { axeFindings } from './ways.ts'

const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 320, height: 844 }

/** What is wrong with pages in a language, one after another. */
export async function faultsOfAll(
  page: Page,
  siteUrl: string,
  { paths, language }: { readonly paths: readonly string[]; readonly language: Language },
): Promise<readonly string[]> {
  await speak(page, siteUrl, language)
  const found: string[] = []
  for (const path of paths) found.push(...(await faultsOf(page, `${siteUrl}${path}`, language)))
  return found
}

/**
 * What is wrong with a page, loaded once: axe violations, all rules, light and dark, wide and narrow; wider than its
 * window; language or title not said. Wide and light go with narrow and dark, and the other way round in nynorsk: what is
 * shown at one width only is seen in both schemes.
 */
async function faultsOf(page: Page, url: string, language: Language): Promise<readonly string[]> {
  const [wide, narrow] = language === 'nn' ? (['dark', 'light'] as const) : (['light', 'dark'] as const)
  await page.setViewportSize(WIDE)
  await page.emulateMedia({ colorScheme: wide, reducedMotion: 'reduce' })
  await page.goto(url)
  expect([url, await page.getAttribute('html', 'lang')]).toEqual([url, language])
  expect(await page.title()).toMatch(/.+ – (Min|Mi) side$/)
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
  const found = [...(await axeFindings(page)), ...(await tooWide(page, WIDE.width))]
  await page.setViewportSize(NARROW)
  await page.emulateMedia({ colorScheme: narrow })
  found.push(...(await tooWide(page, NARROW.width)), ...(await axeFindings(page)))
  return found.map((fault) => `${url} ${language}: ${fault}`)
}

async function tooWide(page: Page, window: number): Promise<readonly string[]> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  return width > window ? [`${width} wide in a window of ${window}`] : []
}
