import { inflateRawSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PASSAGE_LIST_TEXTS } from '#words/passage-list.ts'
import { follow } from './browser.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, site, browser } = setStage()

describe.each(WAYS)('in $language, with scripts: $scripts', (way) => {
  const texts = PASSAGE_LIST_TEXTS[way.language]
  const inMain = (page: Page) => page.innerText('main')

  test('a customer asks for any period, and for one vehicle of it', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/passeringer/2019-11`)
    await page.getByLabel(way.language === 'nb' ? 'Fra dato' : 'Frå dato').fill('2019-09-11')
    await page.getByLabel('Til dato').fill('2019-11-05')
    await follow(page.getByRole('button', { name: texts.show }))
    await page
      .getByRole('heading', { name: texts.period('11. september 2019', '5. november 2019') })
      .waitFor()
    await expect.poll(() => inMain(page)).toMatch(/6 passering(er|ar)[^]*186,00\u00a0kr/)
    await page.getByLabel(texts.vehicle, { exact: true }).selectOption({ label: 'EL 55555' })
    await follow(page.getByRole('button', { name: texts.show }))
    await page.waitForURL(/kjoretoy=\d+/)
    await expect.poll(() => inMain(page)).toMatch(/1 passering\s[^]*10,00\u00a0kr/)
    expect(page.url()).not.toMatch(/EL ?55555/)
    await page.getByLabel(texts.charger, { exact: true }).selectOption({ label: 'Vegfinans AS' })
    await follow(page.getByRole('button', { name: texts.show }))
    await page.waitForURL(/selskap=\d+/)
    expect(await page.locator('.passage').count()).toBe(1)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  test('a period that is none is told at its field, and nothing found is said to be so', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/passeringer/periode?fra=2019-12-09&til=2019-12-01`)
    const to = page.getByLabel('Til dato')
    expect(await to.getAttribute('aria-invalid')).toBe('true')
    expect(await to.inputValue()).toBe('2019-12-01')
    expect(await page.innerText(`#${await to.getAttribute('aria-describedby')}`)).toMatch(
      /kan (ikke|ikkje) v[eæ]re/,
    )
    await page.goto(`${site.url}/min-side/passeringer/periode?fra=2018-01-01&til=2018-12-31`)
    expect(await inMain(page)).toContain(texts.nonePeriod)
    expect(await inMain(page)).toContain(texts.missing)
    expect(await page.getByRole('navigation', { name: texts.files }).count()).toBe(0)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  test('the year stands as bars, and as the same figures in a table', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/passeringer/2019-12`)
    expect(await page.getByRole('img', { name: texts.bars }).locator('rect').count()).toBe(12)
    const heights = await page.evaluate<number[]>(
      'Array.from(document.querySelectorAll(".bar > rect"), (bar) => Number(bar.getAttribute("height")))',
    )
    expect(heights.slice(0, 8)).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
    expect(heights[10]).toBe(96)
    expect(await page.locator('.months-table tbody tr').count()).toBe(12)
    await page.context().close()
  })

  test('what is shown is taken out as a file, in each form, with the same passages', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/passeringer/periode?fra=2019-12-07&til=2019-12-10`)
    const fileOf = async (name: string) => {
      const at = await page.getByRole('link', { name, exact: true }).getAttribute('href')
      const answer = await page.context().request.get(`${site.url}${at}`)
      expect(answer.headers()['cache-control']).toBe('no-store')
      return { body: await answer.body(), name: answer.headers()['content-disposition'] }
    }
    const csv = await fileOf('CSV')
    expect(csv.name).toBe('attachment; filename="passeringer-2019-12-07-2019-12-10.csv"')
    const lines = csv.body.toString('utf8').split('\r\n')
    expect(lines[0]).toBe(`\uFEFF${Object.values(texts.columns).join(';')}`)
    expect(lines).toHaveLength(8)
    expect(lines.find((line) => line.includes('15:41'))).toMatch(
      /^2019-12-09;15:41;Sandviken;Ferde AS;EK 12345;.*;49,00;39,20;/,
    )
    const rows = JSON.parse((await fileOf('JSON')).body.toString()) as { amount_ore: number | null }[]
    expect(rows).toHaveLength(6)
    expect(rows.reduce((sum, { amount_ore }) => sum + (amount_ore ?? 0), 0)).toBe(8840)
    const xlsx = (await fileOf('Excel (XLSX)')).body
    expect(sheetOf(xlsx).match(/<row /g)).toHaveLength(7)
    await page.context().close()
  })
})

test('a file that is none, or of another’s vehicle, holds nothing', async () => {
  const page = await comeIn(browser, site.url, WAYS[0])
  const ask = (path: string) => page.context().request.get(`${site.url}/min-side/passeringer/fil/${path}`)
  for (const path of [
    'pdf?fra=2019-01-01&til=2019-12-31',
    'csv',
    'csv?fra=2019-01-01',
    'csv?fra=2019-12-31&til=2019-01-01',
  ])
    expect([path, (await ask(path)).status()]).toEqual([path, 404])
  const [stranger] = await database.batch<{ id: number }[]>`select id from vehicle where plate = 'DN11111'`
  const theirs = await ask(`json?fra=2019-01-01&til=2019-12-31&kjoretoy=${stranger?.id}`)
  expect(await theirs.json()).toEqual([])
  const all = await ask('csv?fra=2019-01-01&til=2019-12-31')
  expect(await all.text()).not.toMatch(/DN ?11111/)
  const unknown = await fetch(`${site.url}/min-side/passeringer/fil/csv?fra=2019-01-01&til=2019-12-31`, {
    redirect: 'manual',
  })
  expect(unknown.status).toBe(302)
  await page.context().close()
})

/** The last part of the workbook, found by its local header. */
function sheetOf(workbook: Buffer): string {
  const name = 'xl/worksheets/sheet1.xml'
  const start = workbook.indexOf(name) + name.length
  return inflateRawSync(workbook.subarray(start)).toString()
}
