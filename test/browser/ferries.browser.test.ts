import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { kroner } from '#core/money.ts'
import { importFares } from '#ferry/import-fares.ts'
import { FERRY_PRICE_TEXTS } from '#words/ferry-prices.ts'
import { FERRY_TRIP_TEXTS } from '#words/ferry-trips.ts'
import { formatKroner } from '#words/format.ts'
import { follow, speak } from './browser.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, WAYS, type Way } from './ways.ts'

const DATA = join(import.meta.dirname, '..', '..', 'data')
const { site, browser } = setStage(async (database) => {
  await importFares(database.batch, DATA, { now: BUSINESS_NOW })
  return {}
})

async function strangersPage({ language, scripts }: Way) {
  const viewport = { width: 320, height: 800 }
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport })
  const page = await context.newPage()
  await speak(page, site.url, language)
  return page
}

describe.each(WAYS)('in $language, with scripts: $scripts', (way) => {
  const texts = { ...FERRY_PRICE_TEXTS[way.language], ...FERRY_TRIP_TEXTS[way.language] }
  const kr = (amount: number) => formatKroner(kroner(amount), way.language)

  test('anybody finds a connection by name and payment, and what it costs, or that nobody knows', async () => {
    const page = await strangersPage(way)
    await follow(page.locator('footer').getByRole('link', { name: /^(Ferjesamband|Ferries)$/ }))
    await page.getByRole('heading', { level: 1, name: texts.heading }).waitFor()
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.getByLabel(texts.search).fill('nordland igerøy')
    await page.getByLabel(texts.medium, { exact: true }).selectOption({ label: texts.media.card })
    await page.getByLabel(texts.length).fill('6,5')
    await follow(page.getByRole('button', { name: texts.show }))
    await expect.poll(() => page.innerText('main')).toMatch(new RegExp(`${kr(277)}[^]*${texts.example}`))
    expect(await page.innerText('main')).toContain(texts.priceUnknown)
    expect(await page.innerText('main')).not.toContain('Anda–Lote')
    await follow(page.getByRole('link', { name: 'Horn–Igerøy' }))
    await page.getByRole('heading', { level: 1, name: 'Horn–Igerøy' }).waitFor()
    expect(await page.getByLabel(texts.length).inputValue()).toBe('6,5')
    const beyond = await page.context().request.get(`${site.url}/ferjesamband/finnes-ikke`)
    expect(beyond.status()).toBe(404)
    await page.context().close()
  })

  test('a trip is worked out with its reasons, by agreement, trailer and those who travel along', async () => {
    const page = await strangersPage(way)
    await page.goto(`${site.url}/ferjesamband/horn-igeroy?dato=2019-12-10`)
    await page.getByLabel(texts.leg, { exact: true }).selectOption({ label: 'Horn–Igerøy' })
    await page.getByLabel(texts.length).fill('9.5')
    await page.getByLabel(texts.towing).selectOption({ index: 1 })
    await page.getByLabel(texts.discount, { exact: true }).selectOption({ label: texts.discounts.private })
    await page.getByLabel(texts.adults).fill('2')
    await page.getByLabel(texts.children).fill('1')
    await follow(page.getByRole('button', { name: texts.work }))
    const answer = page.getByRole('region', { name: texts.answer })
    await answer.waitFor()
    const said = await answer.innerText()
    for (const amount of [190, 380, 155, 318.65]) expect(said).toContain(kr(amount))
    expect(said).toContain(texts.example)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  test('a length that is none is told at its field, and what has no price says why', async () => {
    const page = await strangersPage(way)
    await page.goto(`${site.url}/ferjesamband/anda-lote?dato=2019-12-10&strekning=anda-lote&lengde=lang`)
    const length = page.getByLabel(texts.length)
    expect(await length.getAttribute('aria-invalid')).toBe('true')
    expect(await length.inputValue()).toBe('lang')
    expect(await page.innerText('#lengde-fault')).toBe(texts.noSuchLength)
    await page.goto(`${site.url}/ferjesamband/anda-lote?dato=2021-05-01&strekning=anda-lote`)
    await expect.poll(() => page.innerText('main')).toContain(texts.noPrice['no-fare'])
    await page.goto(`${site.url}/ferjesamband/anda-lote?dato=2018-05-01&strekning=anda-lote`)
    await expect.poll(() => page.innerText('main')).toContain(texts.noPrice['before-the-scheme'])
    await page.context().close()
  })
})
