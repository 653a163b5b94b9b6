import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { follow } from './browser.ts'
import { faultsOfAll } from './faults.ts'
import { setStage } from './stage.ts'
import { visitor } from './typing.ts'
import { WAYS } from './ways.ts'

const { site, browser } = setStage()

async function visiting(work: (page: Page) => Promise<void>, javaScriptEnabled = false): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled })
  await work(await context.newPage())
  await context.close()
}

const QUESTIONS = 'details.question'

describe.each(LANGUAGES)('in %s', (language) => {
  test('the questions have no axe violation and fit their window, all open, wide and narrow, light and dark', async () => {
    await visiting(async (page) => {
      const paths = ['/sporsmal-og-svar', '/sporsmal-og-svar?sok=tag', '/sporsmal-og-svar?sok=xyzxyz']
      expect(await faultsOfAll(page, site.url, { paths, language })).toEqual([])
      await page.goto(`${site.url}/sporsmal-og-svar`)
      expect(await page.locator(QUESTIONS).count()).toBeGreaterThanOrEqual(40)
    }, true)
  }, 120_000)
})

test.each(WAYS)(
  'anybody reaches the questions from the front page and its foot, and opens one, in $language',
  async (way) => {
    const { questions } = FRAME_TEXTS[way.language]
    const page = await visitor(browser, site.url, way)
    await follow(page.locator('main').getByRole('link', { name: questions }))
    await page.waitForURL(`${site.url}/sporsmal-og-svar`)
    expect(await page.locator('footer').getByRole('link', { name: questions }).count()).toBe(1)
    await expect.poll(() => page.locator(QUESTIONS).count()).toBeGreaterThanOrEqual(40)
    await page.getByRole('heading', { level: 3, name: /^(Hva koster brikken|Kva kostar brikka)\?$/ }).click()
    const answer = page.locator('#depositum')
    await expect
      .poll(() => answer.innerText())
      .toMatch(/200,00\u00a0kr[^]*Kj?[ei]lde: AutoPASS-avtalevilkår.*punkt 1.4/)
    await page.context().close()
  },
)

describe('without JavaScript', () => {
  test('a search says how many it found, opens a few, and keeps itself and the page in another language', async () => {
    await visiting(async (page) => {
      await page.goto(`${site.url}/sporsmal-og-svar`)
      await page.getByLabel('Søk i spørsmål og svar').fill('DOMSTOL rettskretsen')
      await follow(page.getByRole('button', { name: 'Søk' }))
      await page.getByRole('status').waitFor()
      expect(new URL(page.url()).searchParams.get('sok')).toBe('DOMSTOL rettskretsen')
      expect(await page.getByRole('status').innerText()).toMatch(/^1 av \d+ spørsmål inneholder «DOMSTOL/)
      expect(await page.locator('#domstol').isVisible()).toBe(true)
      await follow(page.locator('footer').getByRole('link', { name: 'Nynorsk' }))
      await page.locator('html[lang=nn]').waitFor({ state: 'attached' })
      expect(new URL(page.url()).searchParams.get('sok')).toBe('DOMSTOL rettskretsen')
      expect(await page.getByRole('status').innerText()).toContain('Ingen spørsmål inneheld')
      await follow(page.locator('main').getByRole('link', { name: 'Vis alle spørsmål' }).first())
      await page.waitForURL(`${site.url}/sporsmal-og-svar`)
      expect(await page.locator(QUESTIONS).count()).toBeGreaterThanOrEqual(40)
    })
  })

  test('an address with an anchor opens its answer', async () => {
    await visiting(async (page) => {
      await page.goto(`${site.url}/sporsmal-og-svar#solgt-bilen`)
      await page.locator('#solgt-bilen').waitFor({ state: 'visible' })
      expect(await page.locator('#depositum').isVisible()).toBe(false)
    })
  })
})
