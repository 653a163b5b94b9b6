import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { logIn } from './browser.ts'
import { faultsOfAll } from './faults.ts'
import { setStage } from './stage.ts'

const { customers, site, browser } = setStage()

function strangersPages(): readonly string[] {
  return [
    '/',
    '/priser',
    '/priser/bergen?dato=2019-12-09&stasjon1=11&kl1=08:00',
    '/priser/bergen?dato=2019-02-30&stasjon1=11&kl1=25:00',
    '/priser?dato=2019-02-30',
    '/ferjesamband?dato=2019-02-30&lengde=lang',
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
    '/min-side/fakturaer?fra=2019-02-30',
    '/min-side/passeringer/periode?fra=2019-12-09&til=2019-12-01',
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
    '/min-side/ferje',
    '/min-side/brikker-og-kjoretoy',
    '/min-side/brikker-og-kjoretoy/1',
    '/min-side/brikker-og-kjoretoy/legg-til',
    '/min-side/brikker-og-kjoretoy/last-opp',
    '/min-side/brikker-og-kjoretoy/flytt',
    '/min-side/brikker-og-kjoretoy/sett-i',
    '/min-side/brikker-og-kjoretoy/pa-vent',
    '/min-side/brikker-og-kjoretoy/fjern',
    '/min-side/brikker-og-kjoretoy/fjern?kjoretoy=1',
    '/min-side/brikker-og-kjoretoy/solgt?kjoretoy=1',
    '/min-side/brikker-og-kjoretoy/meld?kjoretoy=1',
    '/min-side/brikker-og-kjoretoy/velg/flytt',
    '/min-side/avtaler/tilleggsavtale',
    '/min-side/kundeservice/ny-sak?om=brikke-1',
    '/min-side/ferje/bli-kunde',
    '/min-side/ferje/kjoretoy',
    '/min-side/ferje/kjoretoy/legg-til',
    '/min-side/ferje/kort',
    '/min-side/ferje/avslutt',
  ]
}

describe.each(LANGUAGES)('in %s', (language) => {
  test('no page has an axe violation, or is wider than its window, light or dark, wide or narrow', async () => {
    const context = await browser.newContext()
    // The pages are whole as they come; what scripts make of them is looked at once, in bokmål.
    if (language !== 'nb') await context.route('**/assets/*.js', (route) => route.abort())
    const page = await context.newPage()
    const of = (paths: readonly string[]) => faultsOfAll(page, site.url, { paths, language })
    const strangers = await of(strangersPages())
    await logIn(page, site.url)
    const found = [...strangers, ...(await of(customersPages()))]
    await context.close()
    expect(found).toEqual([])
  }, 300_000)
})
