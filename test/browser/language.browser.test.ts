import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aPdf } from '#cases/cases.test-world.ts'
import { shownPlate } from '#core/plate.ts'
import { importFares } from '#ferry/import-fares.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { MOVE_TAG_TEXTS } from '#words/move-tag.ts'
import { follow } from './browser.ts'
import { someCustomers } from './customers.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { one } from './tags.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const DATA = join(import.meta.dirname, '..', '..', 'data')
const VEHICLES = '/min-side/brikker-og-kjoretoy'

const { database, site, browser } = setStage(async (database) => {
  const known = await someCustomers(database)
  await database.owner`
    insert into company (id, code, name, toll_charger, issuer, ferry_accounts, account_number, kid_prefix, ocr_agreement, source)
    values (6, 'skyttel', 'Skyttel AS', false, true, true, '15030000002', '6010', '008560002', 'test')`
  await importFares(database.batch, DATA, { now: BUSINESS_NOW })
  return known
})

describe.each(WAYS)('a language chosen in the middle of a form, from $language, scripts $scripts', (way) => {
  let page: Page

  beforeEach(async () => {
    page = await comeIn(browser, site.url, way)
  }, 60_000)

  afterEach(() => page.context().close())

  const go = (path: string) => page.goto(`${site.url}${path}`)
  const next = () => follow(page.locator('#steps button[type=submit]').first())
  const english = () => speak('English')
  const speak = (name: string) => follow(page.locator('header').getByRole('button', { name, exact: true }))
  const heading = () => page.innerText('h1')
  const value = (name: string) => page.locator(`#steps [name=${name}]`).first().inputValue()
  const axe = async () => (way.scripts ? axeFindings(page) : [])
  const count = async (table: string) => {
    const [row] = await database.owner<
      { n: number }[]
    >`select count(*)::int as n from ${database.owner(table)}`
    return row?.n
  }

  test('keeps step and answers of an order, and sends nothing', async () => {
    const texts = ADD_VEHICLE_TEXTS.en
    const plate = one(way, 'EV10009', 'EV10010')
    const before = await count('tag_order')
    await go(`${VEHICLES}/legg-til`)
    await page.locator('[name=land]').selectOption('SE')
    await page.locator('[name=kjennemerke]').fill('ABC 12')
    await english()
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect([await heading(), await value('land'), await value('kjennemerke')]).toEqual([
      texts.heading,
      'SE',
      'ABC 12',
    ])
    expect(await page.locator('.faults').count()).toBe(0)
    expect(await axe()).toEqual([])
    await page.locator('[name=land]').selectOption('NO')
    // The Enter key sends the form: it chooses no language.
    await page.locator('[name=kjennemerke]').fill(plate)
    await Promise.all([
      page.waitForEvent('framenavigated'),
      page.locator('[name=kjennemerke]').press('Enter'),
    ])
    await expect.poll(heading).toBe(texts.right)
    await page.waitForLoadState()
    await speak('Nynorsk')
    expect(await heading()).toBe(ADD_VEHICLE_TEXTS.nn.right)
    expect(await page.innerText('main')).toContain(shownPlate({ country: 'NO', canonical: plate }))
    await next()
    const chosen = page.locator('[value=ny-vegfinans]')
    await chosen.check()
    await english()
    expect(await heading()).toBe(texts.invoice)
    expect(await chosen.isChecked()).toBe(true)
    await next()
    await speak('Bokmål')
    expect(await heading()).toBe(ADD_VEHICLE_TEXTS.nb.check)
    await page.getByRole('checkbox').check()
    await english()
    expect(await heading()).toBe(texts.check)
    expect(await page.innerText('main')).toContain('Vegfinans AS')
    expect(await count('tag_order')).toBe(before)
    await page.getByRole('checkbox').check()
    expect(await axe()).toEqual([])
    await next()
    await page.waitForURL(/bestilling/)
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect(await count('tag_order')).toBe((before ?? 0) + 1)
  })

  test('keeps what a case says, with what is attached, and sends nothing', async () => {
    const texts = CASE_TEXTS.en
    const before = await count('customer_case')
    await go('/min-side/kundeservice/ny-sak')
    await page.locator('[value=payment]').check()
    // Who has agreements with several companies says which it is for.
    const company = page.locator('[name=selskap]')
    if ((await company.count()) > 0) await company.selectOption({ index: 1 })
    await page.locator('textarea').fill('Jeg har betalt\nto ganger.')
    await page
      .locator('[type=file]')
      .setInputFiles([{ name: 'brev.pdf', mimeType: 'application/pdf', buffer: aPdf() }])
    await english()
    expect([await heading(), await page.locator('textarea').inputValue()]).toEqual([
      texts.newCase,
      'Jeg har betalt\nto ganger.',
    ])
    expect(await page.locator('[value=payment]').isChecked()).toBe(true)
    expect(await page.innerText('main')).toContain('brev.pdf')
    expect(await page.locator('.faults').count()).toBe(0)
    await follow(page.getByRole('button', { name: texts.check }))
    expect(await heading()).toBe(texts.checkHeading)
    await speak('Bokmål')
    expect(await heading()).toBe(CASE_TEXTS.nb.checkHeading)
    expect(await page.innerText('main')).toContain('to ganger.')
    expect(await page.innerText('main')).toContain('brev.pdf')
    expect(await count('customer_case')).toBe(before)
  })

  test('keeps the day a tag is to be moved from, and moves nothing', async () => {
    const before = await count('tag_assignment')
    await go(`${VEHICLES}/flytt`)
    await page.getByRole('radio').first().check()
    await page.locator('[name=kjennemerke]').fill('EV10008')
    await english()
    expect(await page.getByRole('radio').first().isChecked()).toBe(true)
    expect(await value('kjennemerke')).toBe('EV10008')
    await next()
    await page.getByRole('radio').nth(2).check()
    await speak('Bokmål')
    expect(await heading()).toBe(MOVE_TAG_TEXTS.nb.check)
    expect(await page.getByRole('radio').nth(2).isChecked()).toBe(true)
    expect(await count('tag_assignment')).toBe(before)
  })

  test('keeps the vehicles of a ferry agreement, and the one that is being filled in', async () => {
    const { en, nb } = FERRY_OPEN_TEXTS
    await go('/min-side/ferje/bli-kunde')
    await english()
    expect(await page.locator('[value=privat]').isChecked()).toBe(true)
    await next()
    await page.locator('[name=kjennemerke]').fill('EV10007')
    await speak('Bokmål')
    expect([await heading(), await value('kjennemerke')]).toEqual([nb.vehicle, 'EV10007'])
    await next()
    await page.locator('[name=lengde]').fill('431')
    await english()
    expect([await heading(), await value('lengde')]).toEqual([en.aboutVehicle, '431'])
    await next()
    for (const [name, texts] of [
      ['Bokmål', nb],
      ['English', en],
    ] as const) {
      await speak(name)
      expect(await heading()).toBe(texts.list)
      expect(await page.innerText('main')).toContain('EV 10007')
    }
  })
})
