import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { testDatabase } from '#test/database.ts'
import { logIn, openBrowser, speak } from './browser.ts'
import { type Customers, someCustomers } from './customers.ts'
import { faultsOf } from './faults.ts'
import { type Site, startSite } from './site.ts'

const database = testDatabase()
let customers: Customers
let site: Site
let browser: Browser

beforeAll(async () => {
  customers = await someCustomers(database)
  site = await startSite(database)
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await site.close()
  expect(site.logged.filter(({ event }) => event === 'page-failed')).toEqual([])
})

function strangersPages(): readonly string[] {
  return [
    '/',
    '/priser',
    '/priser/bergen?dato=2019-12-09&stasjon1=11&kl1=08:00',
    '/personvern',
    '/tilgjengelighet',
    '/logg-inn/tilbake?state=made-up',
    '/finnes-ikke',
    '/uten-elektronisk-id',
    '/uten-elektronisk-id/ny',
    '/uten-elektronisk-id/glemt-passord',
    '/uten-elektronisk-id/kode',
    '/angre-kobling',
  ]
}

function customersPages(): readonly string[] {
  const { sent, overdue, paid } = customers.invoices
  const { charged, held } = customers.prices
  return [
    '/min-side',
    '/min-side/passeringer/2019-12',
    '/min-side/passeringer/2019-08',
    '/min-side/passeringer/periode?fra=2019-10-01&til=2019-12-10',
    charged,
    held,
    '/min-side/fakturaer',
    '/min-side/fakturaer?fra=2019-12-31&til=2019-01-01',
    '/min-side/fakturaer?fra=2018-01-01&til=2018-12-31',
    '/min-side/fakturaer/levering',
    `/min-side/fakturaer/${sent}`,
    `/min-side/fakturaer/${overdue}`,
    `/min-side/fakturaer/${paid}`,
    `/min-side/fakturaer/${sent}/passeringer`,
    '/min-side/fakturaer/finnes-ikke',
    '/min-side/betalinger',
    '/pa-vegne-av',
    '/fullmakt-ukjent',
    '/forste-gang',
    '/bli-kunde',
    '/finn-avtale',
    '/finn-avtale?steg=brev',
    '/finn-avtale?steg=ferdig&antall=1',
    '/min-side/kundeservice',
    '/min-side/kundeservice?selskap=ferde',
    '/min-side/kundeservice/ny-sak',
    '/min-side/kundeservice/meld-feil',
    '/min-side/profil',
    '/min-side/profil/varsler',
    '/min-side/profil/konto',
    '/min-side/meldinger',
    '/angre-endring',
    '/min-side/saldo',
    '/min-side/brikker-og-kjoretoy',
    '/min-side/brikker-og-kjoretoy/1',
    '/min-side/brikker-og-kjoretoy/legg-til',
  ]
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('no page has an axe violation, or is wider than its window, light or dark, wide or narrow', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await speak(page, site.url, language)
    const found: string[] = []
    for (const path of strangersPages()) found.push(...(await faultsOf(page, `${site.url}${path}`, language)))
    await logIn(page, site.url)
    for (const path of customersPages()) found.push(...(await faultsOf(page, `${site.url}${path}`, language)))
    await context.close()
    expect(found).toEqual([])
  }, 300_000)
})
