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

/** What axe is run on: both schemes and both widths in bokmål, and one more of each in the others, whose colours are the same: their contrast is not worked out again. */
const LOOKS = {
  nb: [
    [WIDE, 'light'],
    [NARROW, 'dark'],
  ],
  nn: [[WIDE, 'dark']],
  en: [[NARROW, 'light']],
} as const

/** What is wrong with a page, loaded once: axe violations, wider than its window, language or title not said. */
async function faultsOf(page: Page, url: string, language: Language): Promise<readonly string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(url)
  expect([url, await page.getAttribute('html', 'lang')]).toEqual([url, language])
  expect(await page.title()).toMatch(/.+ – (Min|Mi) side$/)
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true')
  const found: string[] = []
  for (const window of [WIDE, NARROW]) {
    await page.setViewportSize(window)
    found.push(...(await tooWide(page, window.width)))
    for (const [at, colorScheme] of LOOKS[language]) {
      if (at !== window) continue
      await page.emulateMedia({ colorScheme })
      found.push(
        ...(await axeFindings(page, (axe) => (language === 'nb' ? axe : axe.disableRules('color-contrast')))),
      )
    }
  }
  return found.map((fault) => `${url} ${language}: ${fault}`)
}

async function tooWide(page: Page, window: number): Promise<readonly string[]> {
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  return width > window ? [`${width} wide in a window of ${window}`] : []
}
