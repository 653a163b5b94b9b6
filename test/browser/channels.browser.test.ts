import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { CHANNEL_TEXTS } from '#words/channels.ts'
import { follow, logIn } from './browser.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, customers, site, browser } = setStage()
const PATH = '/min-side/fakturaer/levering'
let context: BrowserContext
let page: Page

beforeAll(async () => {
  context = await browser.newContext({ javaScriptEnabled: false })
  page = await context.newPage()
  await logIn(page, site.url)
}, 120_000)

test('a customer without JavaScript puts letters before e-mail, and is told that it holds', async () => {
  await page.goto(`${site.url}/min-side/fakturaer`)
  await follow(page.getByRole('link', { name: 'Endre hvordan du får fakturaene' }))
  expect(new URL(page.url()).pathname).toBe(PATH)
  const form = page.locator('form[action$="levering"]').first()
  expect(await form.locator('select').evaluateAll(valuesOf)).toEqual(['e-mail', 'post'])
  await form.getByLabel('1. valg').selectOption('post')
  await form.getByLabel('2. valg').selectOption('e-mail')
  await form.getByRole('checkbox').check()
  await follow(form.getByRole('button', { name: 'Lagre rekkefølgen' }))
  await expect.poll(() => page.innerText('main')).toContain('Rekkefølgen er lagret')
  const after = page.locator('form[action$="levering"]').first()
  expect(await after.locator('select').evaluateAll(valuesOf)).toEqual(['post', 'e-mail'])
  expect(await database.owner`select channels, also_mail from channel_choice`).toEqual([
    { channels: ['post', 'e-mail'], also_mail: true },
  ])
})

test.each(WAYS)(
  'one who chooses a way twice is told so at the field, and nothing is saved, in $language',
  async (way) => {
    const texts = CHANNEL_TEXTS[way.language]
    const own = await comeIn(browser, site.url, way)
    await own.goto(`${site.url}${PATH}`)
    const form = own.locator('form[action$="levering"]').first()
    await form.getByLabel(texts.place(1)).selectOption('e-mail')
    await form.getByLabel(texts.place(2)).selectOption('e-mail')
    await form.getByRole('checkbox').uncheck()
    await follow(form.getByRole('button', { name: texts.save }))
    const second = form.getByLabel(texts.place(2))
    const id = await second.getAttribute('id')
    expect(await own.locator('.faults a').getAttribute('href')).toBe(`#${id}`)
    expect(await own.innerText(`[id="${id}-fault"]`)).toBe(texts.chosenTwice)
    expect(await second.getAttribute('aria-invalid')).toBe('true')
    expect(await form.getByLabel(texts.place(1)).getAttribute('aria-invalid')).toBeNull()
    expect(await form.locator('select').evaluateAll(valuesOf)).toEqual(['e-mail', 'e-mail'])
    expect(await form.getByRole('checkbox').isChecked()).toBe(false)
    if (way.scripts) expect(await axeFindings(own)).toEqual([])
    await own.context().close()
    expect(await database.owner`select channels, also_mail from channel_choice`).toEqual([
      { channels: ['post', 'e-mail'], also_mail: true },
    ])
  },
)

test('a form without the session’s token changes nothing', async () => {
  await page.goto(`${site.url}${PATH}`)
  const publicId = await page.locator('input[name=avtale]').first().inputValue()
  const answer = await context.request.post(`${site.url}${PATH}`, {
    form: { csrf: 'made up', avtale: publicId, valg: 'e-mail' },
    headers: { origin: site.url },
  })
  expect(answer.status()).toBe(403)
  expect(await database.owner`select channels from channel_choice`).toEqual([
    { channels: ['post', 'e-mail'] },
  ])
})

test('an invoice that is looked at is opened, and only that one', async () => {
  const stateOf = async (publicId: string) =>
    (
      await database.owner<{ state: string }[]>`
      select d.state from delivery d join invoice i on i.id = d.invoice_id where i.public_id = ${publicId}`
    )[0]?.state
  expect(await stateOf(customers.invoices.sent)).toBe('handed-over')
  await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.sent}`)
  expect(await stateOf(customers.invoices.sent)).toBe('opened')
  expect(await stateOf(customers.invoices.overdue)).toBe('handed-over')
})

/** Runs in the browser; typed by what it uses, for the tests know no DOM. */
function valuesOf(elements: readonly object[]): readonly string[] {
  return (elements as readonly { readonly value: string }[]).map(({ value }) => value)
}
