import { describe, expect, test } from 'vitest'
import { dun } from '#dunning/dunning.test-world.ts'
import { INVOICE_LIST_TEXTS } from '#words/invoice-list.ts'
import { follow } from './browser.ts'
import { someCustomers } from './customers.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

/** One invoice is paid, one is sent, and one was reminded of: the reminder is with a debt collector. */
let reminder = ''

const { customers, site, browser } = setStage(async (database) => {
  const customers = await someCustomers(database)
  await dun(database.batch, '2019-12-02')
  await dun(database.batch, '2019-12-31')
  const [row] = await database.batch<{ id: string }[]>`
    select r.public_id as id from invoice o join invoice r on r.id = o.replaced_by
    where o.public_id = ${customers.invoices.overdue}`
  reminder = row?.id ?? ''
  return customers
})

describe.each(WAYS)('in $language, with scripts: $scripts', (way) => {
  const texts = INVOICE_LIST_TEXTS[way.language]
  const show = 'Vis fakturaer'

  test('what is to be paid comes first, then each year; a status is chosen, and stands in the address', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/fakturaer`)
    const tables = page.locator('table.invoices')
    expect(await tables.locator('caption').allInnerTexts()).toEqual([texts.toPay, '2019'])
    expect(await tables.nth(0).locator('tbody tr').count()).toBe(2)
    expect(await tables.nth(0).innerText()).toContain(texts.inCollection)
    expect(await tables.nth(1).innerText()).toMatch(/Ny purring er lag[ae]/)
    await page.getByLabel(texts.status).selectOption({ label: 'Betalt' })
    await follow(page.getByRole('button', { name: show }))
    await page.waitForURL(/status=betalt/)
    await expect
      .poll(() => tables.locator('tbody tr').allInnerTexts())
      .toEqual([expect.stringMatching('2019-1')])
    await page.goto(`${site.url}/min-side/fakturaer?status=kreditert`)
    await expect.poll(() => page.innerText('main')).toContain(texts.noneSuch)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  test('an invoice leads to its passages, with what each vehicle came to', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.sent}`)
    await follow(page.getByRole('link', { name: texts.toPassages }))
    await page.getByRole('heading', { level: 1, name: texts.passagesOf('faktura') }).waitFor()
    await expect.poll(() => page.innerText('main')).toMatch(/9 passering(er|ar)[^]*264,40\u00a0kr/)
    await page.locator('summary', { hasText: texts.byVehicle }).click()
    expect(await page.locator('.months-table tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/EK ?12345\s+8\s+254,40\u00a0kr/),
      expect.stringMatching(/EL ?55555\s+1\s+10,00\u00a0kr/),
    ])
    expect(await page.locator('.passage').count()).toBe(9)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  test('a reminder has no passages, and leads to those of the invoice it was for', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/fakturaer/${reminder}`)
    expect(await page.getByRole('link', { name: texts.toPassages }).count()).toBe(0)
    await expect.poll(() => page.innerText('main')).toContain(texts.inCollectionWhy('Ferde AS'))
    expect(await page.getByRole('button', { name: 'Betal med Vipps' }).count()).toBe(0)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.goto(`${site.url}/min-side/fakturaer/${reminder}/passeringer`)
    await expect.poll(() => page.innerText('main')).toContain(texts.reminderHasNone)
    await follow(page.getByRole('link', { name: texts.toOriginal('2019-2') }))
    await page.waitForURL(new RegExp(customers.invoices.overdue))
    await expect.poll(() => page.locator('.passage').count()).toBe(2)
    await page.context().close()
  })
})

test('the passages of another’s invoice answer as those of none', async () => {
  const page = await comeIn(browser, site.url, WAYS[0])
  const ask = async (id: string) =>
    (await page.context().request.get(`${site.url}/min-side/fakturaer/${id}/passeringer`)).status()
  expect(await ask(customers.invoices.sent)).toBe(200)
  expect(await ask(customers.strangersInvoice)).toBe(404)
  expect(await ask('00000000-0000-4000-8000-000000000000')).toBe(404)
  expect(await ask('finnes-ikke')).toBe(404)
  await page.context().close()
})
