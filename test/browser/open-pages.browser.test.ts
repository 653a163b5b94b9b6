import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { CONTACT_TEXTS } from '#words/contact.ts'
import { follow, speak } from './browser.ts'
import { someCustomers } from './customers.ts'
import { faultsOfAll } from './faults.ts'
import { setStage } from './stage.ts'
import { visitor } from './typing.ts'
import { WAYS } from './ways.ts'

const { site, browser } = setStage(async (database) => {
  const customers = await someCustomers(database)
  // One of whom nothing is known but the name.
  await database.batch`
    insert into company (id, code, name, toll_charger, issuer, source)
    values (90, 'quiet', 'Stille vei AS', true, false, 'invented for tests')`
  return customers
})

const OPEN = [
  '/vilkar',
  '/vilkar/2019-01-15',
  '/kontakt',
  '/kontakt?selskap=ferde',
  '/kontakt?selskap=quiet',
  '/kontakt?selskap=ukjent',
  '/hjelp-med-innlogging',
]

describe.each(LANGUAGES)('in %s', (language) => {
  test('what is open to everybody has no axe violation, and fits its window, light or dark, 1280 or 320', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const found = await faultsOfAll(page, site.url, { paths: OPEN, language })
    await context.close()
    expect(found).toEqual([])
  }, 300_000)
})

/** As one who is not logged in, and whose browser runs no scripts. */
async function visiting(work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await work(page)
  await context.close()
}

test('the foot of every page leads to the terms, and a clause is found by its number', async () => {
  await visiting(async (page) => {
    await page.goto(site.url)
    await follow(page.locator('footer').getByRole('link', { name: 'Vilkår' }))
    await follow(page.getByRole('link', { name: 'Generelle vilkår av 15. januar 2019' }))
    expect(new URL(page.url()).pathname).toBe('/vilkar/2019-01-15')
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(8)
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(40)
    const clause = page.locator('[id="2.9"]')
    expect(await clause.getByRole('listitem').count()).toBe(5)
    await follow(clause.getByRole('link', { name: '2.4', exact: true }))
    expect(new URL(page.url()).hash).toBe('#2.4')
    expect(await page.locator(':target').innerText()).toContain('Si fra til selskapet')
  })
})

test('the terms say what the dated data says: the deposit, the time to complain', async () => {
  await visiting(async (page) => {
    await page.goto(`${site.url}/vilkar/2019-01-15`)
    expect(await page.locator('[id="1.4"]').innerText()).toContain(
      'Depositumet er 200,00\u00a0kr for hver brikke (10. desember 2019).',
    )
    expect(await page.locator('[id="6.3"]').innerText()).toContain('innen 3 uker')
    await follow(page.locator('footer').getByRole('link', { name: 'Nynorsk' }))
    expect(new URL(page.url()).pathname).toBe('/vilkar/2019-01-15')
    expect(await page.locator('[id="6.3"]').innerText()).toContain('innan 3 veker')
    expect((await page.goto(`${site.url}/vilkar/2031-01-01`))?.status()).toBe(404)
  })
})

describe.each(WAYS)('in $language, with scripts $scripts', (way) => {
  const texts = CONTACT_TEXTS[way.language]
  let page: Page
  const inMain = (text: string | RegExp) => expect.poll(() => page.innerText('main')).toMatch(text)

  beforeAll(async () => {
    page = await visitor(browser, site.url, way)
  })
  afterAll(() => page.context().close())

  test('a company is chosen from a list, and what is not known of it is not there', async () => {
    await page.goto(`${site.url}/kontakt`)
    const company = page.locator('.panel')
    expect(await company.count()).toBe(0)
    await page.getByLabel(texts.company).selectOption({ label: 'Ferde AS' })
    await follow(page.getByRole('button', { name: texts.show }))
    await page.waitForURL(/\?selskap=ferde$/)
    expect(await page.getByLabel(texts.company).inputValue()).toBe('ferde')
    await expect
      .poll(() => company.innerText())
      .toMatch(/Ferde AS[^]*Telefon[^]*Organisasjonsnummer\s+923 456 783[^]*Kj?[ei]lde:/)
    expect(await company.innerText()).not.toContain(`${texts.website}\n`)
    await follow(page.locator('header').getByRole('link', { name: 'English' }))
    await expect.poll(() => company.innerText()).toContain('Organisation number')
    expect(new URL(page.url()).search).toBe('?selskap=ferde')
    await speak(page, site.url, way.language)
    await page.goto(`${site.url}/kontakt?selskap=quiet`)
    expect(await company.innerText()).toContain(texts.nothingKnown)
    expect(await company.locator('dt').count()).toBe(0)
    await page.goto(`${site.url}/kontakt?selskap=ukjent`)
    expect(await page.getByLabel(texts.company).getAttribute('aria-invalid')).toBe('true')
    await inMain(texts.unknown)
  })

  test('whoever cannot log in is told what to do, and whom to ask beyond it', async () => {
    await page.goto(`${site.url}/logg-inn/tilbake?state=made-up`)
    await follow(page.locator('main').getByRole('link', { name: 'Hjelp til innlogging' }))
    await page.waitForURL(/hjelp-med-innlogging$/)
    for (const said of [/ID-porten svarer ikk/, /BankID v(irker|erkar) ikk/, /Altinn/, /etter 30 minutt/])
      await inMain(said)
    await follow(page.getByRole('link', { name: /kontakt selskapet/ }))
    await page.getByRole('heading', { level: 1, name: 'Kontakt' }).waitFor()
    await follow(page.getByRole('link', { name: /punkt 6\.1/ }))
    await expect.poll(() => page.locator('[id="6.1"]').innerText()).toMatch(/hov[eu]davtale/)
    expect(new URL(page.url()).hash).toBe('#6.1')
  })
})
