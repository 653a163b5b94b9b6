import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { pay } from '#payments/payments.test-world.ts'
import { settleVippsPayments } from '#payments/settle-vipps-payments.ts'
import { PAYMENT_TEXTS } from '#words/payments.ts'
import { complaints, follow, logIn, speak } from './browser.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings } from './ways.ts'

const { database, customers, site, browser } = setStage()

async function visiting(
  javaScriptEnabled: boolean,
  work: (page: Page, context: BrowserContext) => Promise<void>,
) {
  const context = await browser.newContext({ javaScriptEnabled })
  const page = await context.newPage()
  const heard = complaints(context)
  await logIn(page, site.url)
  await work(page, context)
  expect(heard).toEqual([])
  await context.close()
}

/** The worker, a minute after. */
async function theWorkerLooks() {
  await settleVippsPayments(database.batch, site.vippsOf, { now: BUSINESS_NOW + 60_000, limit: 20 })
}

describe('a customer', () => {
  test('sees no payments before there are any, in each language, without an axe violation', async () => {
    await visiting(true, async (page) => {
      for (const language of LANGUAGES) {
        await speak(page, site.url, language)
        await page.goto(`${site.url}/min-side/betalinger`)
        await expect.poll(() => page.innerText('main')).toContain(PAYMENT_TEXTS[language].none)
        expect(await axeFindings(page)).toEqual([])
      }
      await speak(page, site.url, 'nb')
    })
  })

  test('who cancels in Vipps is told that nothing was taken, and tries again; without scripts', async () => {
    await visiting(false, async (page) => {
      await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.sent}`)
      await follow(page.getByRole('button', { name: 'Betal med Vipps' }))
      expect(page.url()).toContain('/vipps/pay/')
      await follow(page.getByRole('button', { name: 'Avbryt' }))
      expect(await page.innerText('h1')).toBe('Vi venter på Vipps')
      await theWorkerLooks()
      await follow(page.getByRole('link', { name: 'Sjekk på nytt' }))
      await expect.poll(() => page.innerText('main')).toMatch(/ble ikke fullført[^]*Ingen penger er trukket/)
      await follow(page.getByRole('link', { name: 'Til fakturaen' }))
      expect(await page.getByRole('button', { name: 'Betal med Vipps' }).count()).toBe(1)
    })
  })

  test('pays, is not told so before it is, and finds the payment among the payments', async () => {
    await visiting(true, async (page) => {
      await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.sent}`)
      await follow(page.getByRole('button', { name: 'Betal med Vipps' }))
      await follow(page.getByRole('button', { name: 'Godkjenn' }))
      expect(await page.innerText('h1')).toBe('Vi venter på Vipps')
      expect(await page.innerText('main')).not.toMatch(/betalt|mottatt/i)
      expect(await axeFindings(page)).toEqual([])
      await theWorkerLooks()
      await page.getByRole('heading', { name: 'Betalingen er mottatt' }).waitFor()
      await expect.poll(() => page.innerText('main')).toMatch(/Du har betalt [\d ]+,\d\d\u00a0kr med Vipps/)
      await follow(page.getByRole('link', { name: 'Til fakturaen' }))
      await page.getByText('Fakturaen er betalt. Takk!').waitFor()
      expect(await page.getByRole('button', { name: 'Betal med Vipps' }).count()).toBe(0)
      await follow(page.getByRole('link', { name: 'Betalinger', exact: true }))
      const rows = page.getByRole('table', { name: 'Betalingene dine' }).locator('tbody tr')
      await rows.first().waitFor()
      expect(await rows.allInnerTexts()).toEqual([
        expect.stringMatching(/Betalt med Vipps[^]*Faktura 2019-\d/),
      ])
    })
  })

  test('sees what the bank brought and took back, each as such', async () => {
    const [invoice] = await database.batch<{ kid: string }[]>`
      select kid from invoice where public_id = ${customers.invoices.overdue}`
    const kid = invoice?.kid ?? ''
    await pay(database.batch, [
      { kid, amount: 1_100 },
      { kid, amount: -1_100 },
    ])
    await visiting(false, async (page, context) => {
      await page.goto(`${site.url}/min-side/betalinger`)
      const text = await page.innerText('main')
      expect(text).toMatch(
        /Trukket tilbake av banken[^]*\u221211,00\u00a0kr[^]*Betalt i bank[^]*siden betalt tilbake/,
      )
      const beyond = await context.request.get(`${site.url}/min-side/betalinger?side=2`)
      expect(beyond.status()).toBe(404)
    })
  })

  test('cannot send the form of another, nor without its token, nor open another’s return', async () => {
    await visiting(true, async (page, context) => {
      await page.goto(`${site.url}/min-side/fakturaer/${customers.invoices.overdue}`)
      const csrf = await page.locator('form[action$="/vipps"] [name=csrf]').getAttribute('value')
      const send = (publicId: string, form: Record<string, string>) =>
        context.request.post(`${site.url}/min-side/fakturaer/${publicId}/vipps`, {
          form,
          headers: { origin: site.url },
          maxRedirects: 0,
        })
      const key = 'a-key-of-a-form'
      expect((await send(customers.invoices.overdue, { key, csrf: 'guessed' })).status()).toBe(403)
      expect((await send(customers.strangersInvoice, { key, csrf: csrf ?? '' })).status()).toBe(404)
      expect((await send(customers.invoices.overdue, { csrf: csrf ?? '' })).status()).toBe(404)
      const [row] = await database.batch<{ n: number }[]>`
        select count(*)::int as n from vipps_payment where idempotency_key = ${key}`
      expect(row?.n).toBe(0)
      const strange = await context.request.get(`${site.url}/min-side/betalinger/vipps/some-other-reference`)
      expect(strange.status()).toBe(404)
    })
  })
})
