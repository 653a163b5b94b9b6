import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '#core/language.ts'
import { parseDunningTerms } from '#dunning/dunning-terms.ts'
import { runDunning } from '#dunning/run-dunning.ts'
import { parseChannelTerms } from '#invoices/channel-terms.ts'
import { follow, logIn, speak } from './browser.ts'
import { someCustomers } from './customers.ts'
import { setStage } from './stage.ts'
import { axeFindings, WAYS } from './ways.ts'

const folder = mkdtempSync(join(tmpdir(), 'brikke-paper-'))
let context: BrowserContext
let page: Page
/** Where no script runs. */
let plain: Page
let reminder = ''

const { database, customers, site, browser } = setStage(async (database) => {
  const customers = await someCustomers(database)
  const json = readFileSync(new URL('../../data/dunning.json', import.meta.url), 'utf8')
  const channels = readFileSync(new URL('../../data/channels.json', import.meta.url), 'utf8')
  await runDunning(database.batch, {
    asOf: '2019-12-10',
    now: Date.parse('2019-12-10T07:00:00Z'),
    newId: randomUUID,
    terms: parseDunningTerms(JSON.parse(json)),
    channels: parseChannelTerms(JSON.parse(channels)),
  })
  const [row] = await database.batch<{ public_id: string }[]>`
    select r.public_id from invoice o join invoice r on r.id = o.replaced_by
    where o.public_id = ${customers.invoices.overdue}`
  reminder = row?.public_id ?? ''
  return customers
})

beforeAll(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  await logIn(page, site.url)
  const without = { javaScriptEnabled: false, storageState: await context.storageState() }
  plain = await (await browser.newContext(without)).newPage()
}, 120_000)

afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Paper and page in one language: the paper keeps the one it was issued in. */
async function inLanguage(language: Language): Promise<void> {
  await database.owner`update invoice set language = ${language}`
  for (const one of [page, plain]) await speak(one, site.url, language)
}

async function paperOf(publicId: string): Promise<string> {
  const answer = await context.request.get(`${site.url}/min-side/fakturaer/${publicId}/faktura.pdf`)
  const path = join(folder, 'paper.pdf')
  writeFileSync(path, await answer.body())
  return flat(
    execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )
}

/** The rows of the tables and all that is said in sentences, as the page has them. */
async function pageOf(publicId: string, on = page) {
  await on.goto(`${site.url}/min-side/fakturaer/${publicId}`)
  const texts = async (selector: string) => (await on.locator(selector).allInnerTexts()).map(flat)
  const passages = await on.evaluate<readonly ShownPassage[]>(PASSAGES)
  return {
    rows: await texts('.said tr'),
    sentences: await texts('.said > p, .said li, .said > h2'),
    passages: passages.map((passage) => ({ ...passage, text: flat(passage.text) })),
  }
}

type ShownPassage = { readonly isCorrection: boolean; readonly text: string }

/** In the order of the paper's columns. Run in the page. */
const PASSAGES = `[...document.querySelectorAll('.passage')].map((row) => {
  const said = (of) => row.querySelector(of)?.textContent ?? ''
  const [year, month, date] = row.closest('.day').getAttribute('aria-labelledby').slice(4).split('-')
  const where = ['.passage-where .strong', '.passage-vehicle span', '.passage-where .quiet'].map(said)
  return {
    isCorrection: row.querySelector('.passage-note') !== null,
    text: [[date, month, year].join('.'), said('time'), ...where, said('.passage-price .amount')].join(' '),
  }
})`

function flat(text: string): string {
  return text.replace(/[\s\u00a0\u202f]+/g, ' ').trim()
}

describe.each([...WAYS, { language: 'en', scripts: true } as const])(
  'page, with scripts $scripts, and paper in $language',
  (way) => {
    beforeAll(() => inLanguage(way.language))

    test('have the same rows, sums and sentences, of an invoice with one before it', async () => {
      const { rows, sentences, passages } = await pageOf(customers.invoices.sent, way.scripts ? page : plain)
      const paper = await paperOf(customers.invoices.sent)
      expect(rows.length).toBeGreaterThan(6)
      expect(sentences.length).toBeGreaterThan(6)
      for (const said of [...rows, ...sentences]) expect(paper).toContain(said)
      expect(passages.length).toBeGreaterThan(7)
      // A correction has another wording on the paper, where there is no room for both prices.
      for (const { text } of passages.filter((one) => !one.isCorrection)) expect(paper).toContain(text)
      const dated = paper.match(/\d\d\.\d\d\.\d{4} \d\d:\d\d /g) ?? []
      expect(dated).toHaveLength(passages.length)
    })
  },
)

describe.each(LANGUAGES)('page and paper in %s', (language) => {
  beforeAll(() => inLanguage(language))

  test('have the same rows, sums and sentences, of a reminder', async () => {
    const { rows, sentences, passages } = await pageOf(reminder)
    const paper = await paperOf(reminder)
    expect(rows).toHaveLength(5)
    expect(sentences.length).toBeGreaterThan(6)
    for (const said of [...rows, ...sentences]) expect(paper).toContain(said)
    expect(passages).toEqual([])
  })

  test('have no fault that axe finds, and fit a narrow window', async () => {
    for (const publicId of [customers.invoices.sent, customers.invoices.overdue, reminder]) {
      await page.setViewportSize({ width: 390, height: 844 })
      await page.goto(`${site.url}/min-side/fakturaer/${publicId}`)
      expect(await axeFindings(page as never)).toEqual([])
      const right =
        "Math.max(...[...document.querySelectorAll('.said')].map((one) => one.getBoundingClientRect().right))"
      expect(await page.evaluate(right)).toBeLessThanOrEqual(390)
    }
  })
})

describe('an invoice and the reminder that took its place', () => {
  beforeAll(() => inLanguage('nb'))

  test('lead to each other, and the invoice says not to pay it', async () => {
    await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.overdue}`)
    const text = flat(await page.locator('main').innerText())
    expect(text).toContain('Denne fakturaen skal ikke betales. Bruk purringen i stedet.')
    expect(text).toContain('Faktura stoppet. Ny purring er laget')
    await follow(page.getByRole('link', { name: /^Gå til purring/ }))
    await page.waitForURL(`**/${reminder}`)
    await follow(page.getByRole('link', { name: /^Gå til faktura/ }))
    await page.waitForURL(`**/${customers.invoices.overdue}`)
  })
})
