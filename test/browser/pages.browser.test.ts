import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FRAME_TEXTS, LANGUAGE_NAMES } from '#words/frame.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { complaints, follow, logIn } from './browser.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, customers, site, browser } = setStage()
let loggedIn: Awaited<ReturnType<BrowserContext['storageState']>>

beforeAll(async () => {
  const context = await browser.newContext()
  await logIn(await context.newPage(), site.url)
  loggedIn = await context.storageState()
  await context.close()
}, 120_000)

/** As the customer, who has logged in once for all that only read. */
async function visiting(
  options: Parameters<Browser['newContext']>[0],
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ ...options, storageState: loggedIn })
  const page = await context.newPage()
  await page.goto(`${site.url}/min-side`)
  await work(page)
  await context.close()
}

describe.each(WAYS)('in $language, with scripts $scripts', (way) => {
  const frame = FRAME_TEXTS[way.language]
  const passages = PASSAGE_TEXTS[way.language]
  const invoices = INVOICE_PAGE_TEXTS[way.language]
  let page: Page
  const menu = () => page.getByRole('navigation', { name: frame.menu })
  const go = (path: string) => page.goto(`${site.url}${path}`)
  const inMain = (text: string | RegExp) => expect.poll(() => page.innerText('main')).toMatch(text)

  beforeAll(async () => {
    page = await comeIn(browser, site.url, way)
  })
  afterAll(() => page.context().close())

  test('the menu leads to each part, by the guide’s names, and says where one is', async () => {
    const { overview, balance, vehicles, invoices, passages, customerService } = frame
    for (const name of [overview, balance, vehicles, invoices, passages, customerService]) {
      await follow(menu().getByRole('link', { name, exact: true }))
      await expect.poll(() => menu().locator('[aria-current=page]').innerText()).toBe(name)
    }
  })

  test('one sees what is to be paid, the passages of a month, and why each costs what it does', async () => {
    await go('/min-side')
    await inMain(/Hei, Kari Nordmann[^]*49,20\u00a0kr[^]*EK 12345/)
    await follow(menu().getByRole('link', { name: frame.passages, exact: true }))
    await page.waitForURL(`${site.url}/min-side/passeringer/2019-12`)
    await inMain(/6 passering[ae]r[^]*88,40\u00a0kr/)
    await page.locator('summary', { hasText: passages.why }).first().click()
    const why = page.locator('details[open]')
    expect(await why.innerText()).toMatch(/Full takst.*rushtid[^]*49,00\u00a0kr[^]*\u22129,80\u00a0kr/)
    await follow(page.getByRole('link', { name: passages.previousMonth }))
    await page.getByRole('heading', { level: 1, name: `${passages.heading} november 2019` }).waitFor()
  })

  test('invoices are filtered by a form, and a date that is none is told at its field', async () => {
    await go('/min-side')
    await follow(menu().getByRole('link', { name: frame.invoices, exact: true }))
    await inMain('313,60\u00a0kr')
    const rows = () => page.locator('tbody tr').allInnerTexts()
    expect(await rows()).toHaveLength(3)
    await page.getByLabel(invoices.from).fill('2019-09-01')
    await page.getByLabel(invoices.to).fill('2019-09-30')
    await follow(page.getByRole('button', { name: invoices.show }))
    await page.waitForURL(/fra=2019-09-01&til=2019-09-30/)
    await expect.poll(rows).toEqual([expect.stringMatching(/Faktura 2019-1[^]*Faktura betalt/)])
    await follow(page.getByRole('link', { name: invoices.clear }))
    await expect.poll(async () => (await rows()).length).toBe(3)
    await go('/min-side/fakturaer?fra=2019-02-30')
    const from = page.getByLabel(invoices.from)
    expect(await from.getAttribute('aria-invalid')).toBe('true')
    const told = await from.getAttribute('aria-describedby')
    expect(await page.innerText(`#${told}`)).toContain(invoices.noSuchDay)
  })

  test('an invoice has what the bank asks for, and no button that would do nothing', async () => {
    await go(`/min-side/fakturaer/${customers.invoices.sent}`)
    const text = await page.innerText('main')
    for (const said of [/Faktura sendt?/, /3101/, /1503 00 00001/, /264,40\u00a0kr/, /14. desember 2019/])
      expect(text).toMatch(said)
    const copy = page.getByRole('button', { name: /Kopier/ })
    await expect.poll(() => copy.count()).toBe(way.scripts ? 4 : 0)
    await go(`/min-side/fakturaer/${customers.invoices.paid}`)
    await inMain(/Faktura betalt[^]*Fakturaen er betalt/)
  })

  test('the same page in another language is one click away, above and below, and remembered', async () => {
    const other = way.language === 'nb' ? 'nn' : 'nb'
    await go('/min-side/fakturaer?fra=2019-11-01')
    await follow(page.locator('header').getByRole('link', { name: LANGUAGE_NAMES[other] }))
    await page.locator(`html[lang=${other}]`).waitFor({ state: 'attached' })
    expect(page.url()).toBe(`${site.url}/min-side/fakturaer?fra=2019-11-01`)
    expect(await page.getByLabel(INVOICE_PAGE_TEXTS[other].from).inputValue()).toBe('2019-11-01')
    await go('/min-side')
    expect(await page.innerText('header')).toContain(FRAME_TEXTS[other].service)
    await follow(page.locator('footer').getByRole('link', { name: 'English' }))
    await inMain('Hello, Kari Nordmann')
    await inMain('NOK\u00a049.20')
    await follow(page.locator('header').getByRole('link', { name: LANGUAGE_NAMES[way.language] }))
    await page.locator(`html[lang=${way.language}]`).waitFor({ state: 'attached' })
  })
})

describe.each(WAYS)('in $language, with scripts $scripts, a list', (way) => {
  const LISTS = [
    ['invoice', 'fakturaer'],
    ['payment', 'betalinger'],
    ['passage', 'passeringer/2019-12'],
    ['passage', 'passeringer/periode'],
    ['tag_assignment', 'brikker-og-kjoretoy'],
    ['agreement', 'saldo'],
    ['customer_case', 'kundeservice'],
    ['outbox', 'meldinger'],
  ] as const

  test('that cannot be read says so, with a code to tell us, and is there again when it can', async () => {
    const texts = FRAME_TEXTS[way.language]
    const page = await comeIn(browser, site.url, way)
    for (const [table, path] of LISTS) {
      await database.owner.unsafe(`alter table ${table} rename to gone`)
      const answer = await page.goto(`${site.url}/min-side/${path}`)
      await database.owner.unsafe(`alter table gone rename to ${table}`)
      expect([path, answer?.status()]).toEqual([path, 500])
      expect(await page.innerText('h1')).toBe(texts.failed)
      const code = texts.errorCode('([0-9a-f-]{36})').replaceAll('.', '\\.')
      expect(await page.innerText('main')).toMatch(new RegExp(code))
      expect(await page.innerText('main')).not.toMatch(/relation|select/)
    }
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    expect(site.forgetFailures()).toBe(LISTS.length)
    expect((await page.goto(`${site.url}/min-side/meldinger`))?.status()).toBe(200)
    await page.context().close()
  })
})

describe('without JavaScript', () => {
  test('a month says how far each vehicle has come towards the cap, and what the months before came to', async () => {
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/min-side/passeringer/2019-12`)
      const caps = page.getByRole('region', { name: 'Månedstak' })
      expect(await caps.innerText()).toMatch(/EK 12345\s+Bypakke Bergen\s+38 av 60 passeringer denne måneden/)
      const months = page.getByRole('table', { name: 'Måned for måned' }).locator('tbody tr')
      expect(await months.allInnerTexts()).toEqual([
        expect.stringMatching(/Desember 2019\s+6\s+88,40\u00a0kr/),
        expect.stringMatching(/November 2019\s+8\s+284,40\u00a0kr/),
        expect.stringMatching(/Oktober 2019\s+2\s+49,20\u00a0kr/),
        expect.stringMatching(/September 2019\s+2\s+58,40\u00a0kr/),
        ...Array.from({ length: 8 }, () => expect.stringMatching(/2019\s+0\s+0,00\u00a0kr/)),
      ])
      await follow(months.getByRole('link', { name: 'oktober 2019' }))
      expect(await page.innerText('h1')).toBe('Passeringer oktober 2019')
      expect(await page.getByRole('region', { name: 'Månedstak' }).count()).toBe(0)
    })
  })

  test('the whole calculation of a price is one click away from its passage', async () => {
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/min-side/passeringer/2019-12`)
      const passage = page.locator('.passage', { hasText: '15:41' })
      await passage.locator('summary').click()
      await follow(passage.getByRole('link', { name: 'Se hele utregningen Sandviken 15:41' }))
      expect(new URL(page.url()).pathname).toBe(customers.prices.charged)
      await expect
        .poll(() => page.innerText('main'))
        .toMatch(/Sandviken\s+9. desember 2019, 15:41[^]*39,20\u00a0kr/)
      expect(await page.getByRole('listitem').filter({ hasText: '.' }).allInnerTexts()).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/Full takst for takstgruppe 1, rushtid\. 49,00\u00a0kr/),
          'Taksten gjelder fra 1. januar 2019. Kilde: invented for tests',
          expect.stringMatching(/20 prosent rabatt/),
        ]),
      )
      await expect
        .poll(() => page.innerText('main'))
        .toMatch(/Å betale: 39,20\u00a0kr[^]*Bokført 9. desember 2019/)
      expect(await page.innerText('main')).not.toContain('ikke det som blir regnet ut')
      await follow(page.getByRole('link', { name: 'Alle passeringer i desember 2019' }))
      expect(new URL(page.url()).pathname).toBe('/min-side/passeringer/2019-12')
    })
  })

  test('a correction names the invoice it corrects, as one line of the difference', async () => {
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.sent}`)
      const line = page.locator('.passage', { hasText: 'Retting' })
      expect(await line.innerText()).toMatch(
        /\u221220,00\u00a0kr[^]*Retting av passering 11. september 2019, faktura 2019-1. Før 39,20\u00a0kr, nå 19,20\u00a0kr./,
      )
      expect(await page.locator('.passage').count()).toBe(9)
    })
  })

  test('a passage without a price says why', async () => {
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await page.goto(`${site.url}/min-side/passeringer/2019-12`)
      const text = await page.innerText('main')
      for (const said of ['På vent', 'Vi kjenner ikke taksten', 'Gratis', 'Prises snart', 'Eksempeltakst'])
        expect(text).toContain(said)
    })
  })

  test('the foot of every page leads to what is stored, why, how long, and what one can demand', async () => {
    await visiting({ javaScriptEnabled: false }, async (page) => {
      await follow(page.locator('footer').getByRole('link', { name: 'Personvern' }))
      expect(new URL(page.url()).pathname).toBe('/personvern')
      expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
        'Hvem som har ansvaret',
        'Hva som lagres',
        'Hvorfor',
        'Hvor lenge',
        'Hvem som kan få opplysninger',
        'Hva du kan kreve',
        'Hva loven sier må tas vare på, og hvor lenge',
        'Hvem som har sett på opplysningene dine',
        'Informasjonskapsler',
      ])
      await expect.poll(() => page.innerText('main')).toContain('etter 30 minutter uten aktivitet')
    })
  })
})

describe('with JavaScript', () => {
  test('a value is copied as the bank takes it, and one is told so', async () => {
    await visiting({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.sent}`)
      const copied = async (button: string, told: string) => {
        await page.getByRole('button', { name: button }).click()
        await page.getByRole('status').filter({ hasText: told }).waitFor()
        return page.evaluate<string>('navigator.clipboard.readText()')
      }
      expect(await copied('Kopier kontonummer', 'Kontonummeret er kopiert.')).toBe('15030000001')
      expect(await copied('Kopier KID', 'KID er kopiert.')).toMatch(/^3101\d+$/)
      expect(await copied('Kopier beløp', 'Beløpet er kopiert.')).toBe('264,40')
    })
  })

  test('a page reached by a link is told by its heading', async () => {
    await visiting({}, async (page) => {
      await follow(page.getByRole('link', { name: 'Fakturaer', exact: true }))
      await page.getByRole('heading', { level: 1, name: 'Fakturaer' }).waitFor()
      await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1')
      expect(await page.title()).toBe('Fakturaer – Min side')
    })
  })

  test('nothing breaks the security policy, nothing is asked of others, and the first page is light', async () => {
    const context = await browser.newContext()
    const heard = complaints(context)
    const page = await context.newPage()
    await logIn(page, site.url)
    heard.length = 0
    await page.goto(`${site.url}/min-side`, { waitUntil: 'networkidle' })
    const fetched = await page.evaluate<string[]>(
      'performance.getEntriesByType("resource").map((entry) => entry.name)',
    )
    expect(new Set(fetched.map((address) => new URL(address).origin))).toEqual(new Set([site.url]))
    await follow(page.getByRole('link', { name: 'Fakturaer', exact: true }))
    await page.getByRole('heading', { level: 1, name: 'Fakturaer' }).waitFor()
    await context.close()
    expect(heard).toEqual([])
    const [scripts, styles, fonts] = await Promise.all(
      ['.js', '.css', '.woff2'].map((end) => kilobytes(fetched.filter((address) => address.endsWith(end)))),
    )
    expect(scripts).toBeGreaterThan(50)
    expect(scripts).toBeLessThan(150)
    expect(styles).toBeGreaterThan(5)
    expect(styles).toBeLessThan(30)
    expect(fonts).toBeGreaterThan(20)
    expect(fonts).toBeLessThan(50)
  })
})

test('no page takes with it to the browser what runs on the server alone', async () => {
  const folder = new URL('../../build/min-side/client/assets/', import.meta.url)
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(50)
  const ofServer = scripts.filter((name) =>
    /\bBuffer\b|\bZodError\b/.test(readFileSync(new URL(name, folder), 'utf8')),
  )
  expect(ofServer).toEqual([])
})

/** As it goes over the line. */
async function kilobytes(addresses: readonly string[]): Promise<number> {
  const bodies = await Promise.all(addresses.map(async (address) => (await fetch(address)).arrayBuffer()))
  return bodies.reduce((sum, body) => sum + gzipSync(body).length / 1000, 0)
}
