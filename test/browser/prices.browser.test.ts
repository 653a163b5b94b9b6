import { describe, expect, test } from 'vitest'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { TARIFF_PAGE_TEXTS } from '#words/tariff-page.ts'
import { follow, speak } from './browser.ts'
import { setStage } from './stage.ts'
import { axeFindings, WAYS, type Way } from './ways.ts'

const { site, browser } = setStage()

async function strangersPage({ language, scripts }: Way) {
  const context = await browser.newContext({
    javaScriptEnabled: scripts,
    viewport: { width: 320, height: 800 },
  })
  const page = await context.newPage()
  await speak(page, site.url, language)
  return page
}

describe.each(WAYS)('in $language, with scripts: $scripts', (way) => {
  const texts = TARIFF_PAGE_TEXTS[way.language]
  const noPrice = PASSAGE_TEXTS[way.language].noPrice['no-tariff']

  test('anybody finds a project’s prices on a day, and a day without prices says so', async () => {
    const page = await strangersPage(way)
    await follow(page.locator('footer').getByRole('link', { name: /^Pris(er|ar)$/ }))
    await page.getByRole('heading', { level: 1, name: texts.heading }).waitFor()
    await follow(page.getByRole('link', { name: 'Bypakke Bergen' }))
    await page.getByRole('heading', { level: 1, name: texts.pricesOf('Bypakke Bergen') }).waitFor()
    await expect.poll(() => page.innerText('main')).toMatch(/24,00\u00a0kr\s+49,00\u00a0kr/)
    await expect.poll(() => page.innerText('main')).toContain('invented for tests')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.goto(`${site.url}/priser/bergen?dato=2018-01-01`)
    await expect.poll(() => page.innerText('main')).toContain(texts.none)
    await page.goto(`${site.url}/priser?dato=2018-01-01`)
    await expect.poll(() => page.innerText('main')).toContain(texts.unknownProject)
    const beyond = await page.context().request.get(`${site.url}/priser/finnes-ikke`)
    expect(beyond.status()).toBe(404)
    await page.context().close()
  })

  test('a trip is worked out with the reasons of a real passage', async () => {
    const page = await strangersPage(way)
    await page.goto(`${site.url}/priser/bergen?dato=2019-12-09`)
    await page.getByLabel(texts.station(1)).selectOption({ label: 'Sandviken' })
    await page.getByLabel(texts.time(1)).fill('08:04')
    await follow(page.getByRole('button', { name: texts.work }))
    const answer = page.getByRole('region', { name: texts.answer })
    await answer.waitFor()
    expect(await answer.innerText()).toMatch(
      /39,20\u00a0kr[^]*08:04 Sandviken[^]*49,00\u00a0kr[^]*\u22129,80\u00a0kr/,
    )
    await page.getByLabel(texts.reading, { exact: true }).selectOption({ label: texts.readings.none })
    await follow(page.getByRole('button', { name: texts.work }))
    await page.waitForURL(/lest=none/)
    await expect.poll(() => answer.innerText()).toMatch(/49,00\u00a0kr/)
    expect(await answer.innerText()).not.toContain('39,20')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  test('what is not chosen, or is no time, is told at its field, and what is not known is said', async () => {
    const page = await strangersPage(way)
    await page.goto(`${site.url}/priser/bergen?dato=2019-12-09&stasjon1=`)
    const station = page.getByLabel(texts.station(1))
    expect(await page.innerText(`#${await station.getAttribute('aria-describedby')}`)).toBe(
      texts.chooseStation,
    )
    await page.goto(`${site.url}/priser/bergen?dato=2019-12-09&stasjon1=11&kl1=25:99`)
    const time = page.getByLabel(texts.time(1))
    expect(await time.getAttribute('aria-invalid')).toBe('true')
    expect(await time.inputValue()).toBe('25:99')
    expect(await page.innerText(`#${await time.getAttribute('aria-describedby')}`)).toBe(texts.noSuchTime)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.goto(`${site.url}/priser/bergen?dato=2019-12-09&stasjon1=7&kl1=08:00`)
    await expect.poll(() => page.innerText('main')).toContain(noPrice)
    await expect.poll(() => page.innerText('main')).toContain(texts.notAll)
    await page.context().close()
  })
})
