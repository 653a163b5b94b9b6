import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { httpTagMaker } from '#outside/tag-maker.ts'
import { parseDepositTerms } from '#tags/deposit.ts'
import { importShipped } from '#tags/import-shipped.ts'
import { issueTag } from '#tags/issue-tag.ts'
import { sendOrders } from '#tags/send-orders.ts'
import { testDatabase } from '#test/database.ts'
import { aVehicle } from '#test/world.ts'
import { openBrowser } from './browser.ts'
import { type Customers, someCustomers } from './customers.ts'
import { BUSINESS_NOW, type Site, startSite } from './site.ts'
import { axeFindings, comeIn, WAYS, type Way } from './ways.ts'

const database = testDatabase()
const VEHICLES = '/min-side/brikker-og-kjoretoy'
const DEPOSITS = parseDepositTerms({
  deposits: [{ issuer: 'all', from: '2015-01-01', source: 'test', amountOre: 20000 }],
  monthly: [],
})
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

/** A vehicle of the customer's own for one test, with a tag against a deposit. */
async function withTag(plate: string, tagNumber: string): Promise<void> {
  const agreementId = await agreementOf()
  await inTransaction(database.batch, (tx) =>
    issueTag(tx, {
      tagNumber,
      kind: 'light',
      agreementId,
      vehicle: { country: 'NO', canonical: plate },
      now: BUSINESS_NOW - 10 * 86_400_000,
      terms: DEPOSITS,
    }),
  )
}

async function agreementOf(): Promise<number> {
  const [row] = await database.owner<{ id: number }[]>`
    select id from agreement where party_id = ${customers.partyId} and kind = 'main' and valid_to is null order by id limit 1`
  return row?.id ?? 0
}

async function main(page: Page): Promise<string> {
  return page.innerText('main')
}

/** A plate and number of its own for each way, so that the second does not meet what the first has done. */
const one = (way: Way, nb: string, nn: string) => (way.language === 'nb' ? nb : nn)

describe.each(WAYS)('in $language, scripts $scripts', (way) => {
  let page: Page
  const nb = way.language === 'nb'
  const axe = async () => (way.scripts ? axeFindings(page) : [])
  const go = (path: string) => page.goto(`${site.url}${path}`)
  const press = async (name: string | RegExp) => page.getByRole('button', { name }).click()

  beforeAll(async () => {
    page = await comeIn(browser, site.url, way)
  })

  test('tags and vehicles are listed with their tag and agreement, searched, and taken out as a file', async () => {
    await page
      .getByRole('link', { name: nb ? 'Brikker og kjøretøy' : 'Brikker og køyretøy', exact: true })
      .click()
    await page
      .getByRole('heading', { level: 1, name: nb ? 'Brikker og kjøretøy' : 'Brikker og køyretøy' })
      .waitFor()
    expect(new URL(page.url()).pathname).toBe(VEHICLES)
    expect(await main(page)).toMatch(/EK 12345[^]*Volvo V60[^]*9578010000001234[^]*I bruk/)
    await page.getByLabel(nb ? 'Søk' : 'Søk', { exact: true }).fill('ek 123')
    await press(nb ? 'Søk i kjøretøyene' : 'Søk i køyretøya')
    await page.getByRole('status').filter({ hasText: 'Viser 1 av 1' }).waitFor()
    expect(page.url()).not.toContain('ek')
    expect(await main(page)).not.toContain('EL 55555')
    expect(await axe()).toEqual([])
    const csv = await page.request.get(`${site.url}${VEHICLES}/kjoretoy.csv`)
    expect(csv.headers()['content-disposition']).toContain('kjoretoy.csv')
    expect(await csv.text()).toMatch(/EK 12345;NO;Volvo V60;9578010000001234/)
    const xlsx = await page.request.get(`${site.url}${VEHICLES}/kjoretoy.xlsx`)
    expect((await xlsx.body()).subarray(0, 2).toString()).toBe('PK')
  })

  test('a vehicle shows when it stood under which agreement with which tag', async () => {
    await go(VEHICLES)
    await page.getByRole('link', { name: 'EK 12345' }).click()
    await page.getByRole('heading', { level: 1, name: 'EK 12345' }).waitFor()
    expect(await main(page)).toMatch(/kontroll[^]*15\.01\.2019 [^]*9578010000001234/)
    expect(await axe()).toEqual([])
  })

  test('a vehicle is added to an agreement of its own, and its tag comes the day after', async () => {
    const plate = one(way, 'EV10001', 'EV10002')
    await go(`${VEHICLES}/legg-til`)
    await page.getByLabel('Registreringsnummer').fill('x')
    await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
    const alert = page.getByRole('alert')
    await alert.waitFor()
    const field = page.getByLabel('Registreringsnummer')
    expect(await field.inputValue()).toBe('x')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await alert.getByRole('link').getAttribute('href')).toBe('#kjennemerke')
    expect(await axe()).toEqual([])
    await field.fill(plate)
    await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
    await page
      .getByRole('heading', { level: 1, name: nb ? 'Er dette riktig kjøretøy?' : 'Er dette rett køyretøy?' })
      .waitFor()
    expect(await main(page)).toContain(`EV 1000${nb ? 1 : 2}`)
    expect(await axe()).toEqual([])
    await press(/^Ja, gå/)
    await page.getByRole('radio', { name: /ny avtale med Vegfinans/ }).check()
    expect(await axe()).toEqual([])
    await press('Neste')
    await page.getByRole('heading', { level: 1, name: nb ? 'Sjekk og bestill' : 'Sjekk og ting' }).waitFor()
    expect(await main(page)).toMatch(/200,00\u00a0kr på neste faktura/)
    const order = nb ? 'Bestill brikke' : 'Ting brikke'
    await press(order)
    await page.getByRole('alert').waitFor()
    expect(await axe()).toEqual([])
    await page.getByRole('checkbox').check()
    await press(order)
    await page.waitForURL(/bestilling/)
    expect(await main(page)).toMatch(/B-\d{6}[^]*Vegfinans AS[^]*(innsiden|innsida)/)
    expect(await axe()).toEqual([])
    const receipt = page.url()
    const maker = httpTagMaker({ baseUrl: `${site.sandboxUrl}/post-office`, timeoutMs: 3_000 })
    expect(await sendOrders(database.batch, maker, { now: BUSINESS_NOW, limit: 10 })).toBe(1)
    const [sent] = await database.owner<{ id: number }[]>`select max(id) as id from tag_order`
    const bytes = Buffer.from(
      `H;brikke-tags-shipped;1\r\nS;${sent?.id};95780370000000${nb ? 1 : 2}1;2019-12-10T05:00:00Z\r\nZ;1\r\n`,
    )
    expect(await importShipped(database.batch, bytes, { now: BUSINESS_NOW, terms: DEPOSITS })).toMatchObject({
      shipped: 1,
    })
    await page.goto(receipt)
    expect(await main(page)).toContain(`95780370000000${nb ? 1 : 2}1`)
  })

  test('a personal plate, a vehicle of one’s own and one of somebody else’s each lead somewhere', async () => {
    await go(`${VEHICLES}/legg-til`)
    const ask = async (plate: string) => {
      await page.getByLabel('Registreringsnummer').fill(plate)
      await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
      await page.getByRole('alert').filter({ hasText: /./ }).waitFor()
      return page.locator('#kjennemerke-fault').innerText()
    }
    expect(await ask('RØD BIL')).toMatch(/personle?i?g/)
    await go(`${VEHICLES}/legg-til`)
    expect(await ask('EK12345')).toMatch(/med brikke/)
    await go(`${VEHICLES}/legg-til`)
    const said = await ask('DN11111')
    expect(said).toMatch(/annan? avtale/)
    expect(said).not.toContain('Ola')
  })

  test('a tag is moved two days back, and moved back again', async () => {
    const plate = one(way, 'EV20001', 'EV20002')
    await withTag(plate, one(way, '9578012000000011', '9578012000000022'))
    await go(`${VEHICLES}/flytt`)
    await page.getByRole('radio', { name: new RegExp(plate.replace('EV', 'EV ')) }).check()
    await page.getByLabel('Registreringsnummer').fill(one(way, 'EV30001', 'EV30002'))
    expect(await axe()).toEqual([])
    await press('Neste')
    await page.getByRole('heading', { level: 1, name: /Fr[aå] når gjeld/ }).waitFor()
    expect(await page.getByRole('radio').count()).toBe(4)
    await page.getByRole('radio', { name: /8\. desember/ }).check()
    expect(await axe()).toEqual([])
    await press(/^Flytt brikk/)
    await page.waitForURL(/kvittering/)
    expect(await main(page)).toMatch(
      /EV 2000\d[^]*EV 3000\d[^]*8\. desember 2019[^]*(prise[tr]|prisa) på nytt/,
    )
    expect(await axe()).toEqual([])
    await press('Angre')
    await page.getByRole('heading', { level: 1, name: /^Endring\S+ er angr/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Angre' }).count()).toBe(0)
  })

  test('a vehicle is removed and its tag kept, and the tag is put in another', async () => {
    const plate = one(way, 'EV40001', 'EV40002')
    const tag = one(way, '9578014000000011', '9578014000000022')
    await withTag(plate, tag)
    await go(VEHICLES)
    await page.getByRole('link', { name: plate.replace('EV', 'EV ') }).click()
    await page
      .getByRole('link', { name: /^Fjern kj?ø/ })
      .or(page.getByRole('link', { name: 'Fjern køyretøyet' }))
      .first()
      .click()
    await press(/^Fjern EV/)
    await page.getByRole('alert').waitFor()
    expect(await axe()).toEqual([])
    await page.getByRole('radio', { name: nb ? /Gjenbruk brikken/ : /Bruk brikka om att/ }).check()
    await press(/^Fjern EV/)
    await page.waitForURL(/kvittering/)
    expect(await main(page)).toMatch(/p[aå] vent/)
    await go(VEHICLES)
    expect(await main(page)).toMatch(new RegExp(`Brikker p[aå] vent[^]*${tag}`))
    await go(`${VEHICLES}/sett-i`)
    await page.getByLabel('Registreringsnummer').fill(one(way, 'EV50001', 'EV50002'))
    await press('Neste')
    await press(/^Sett? brikk/)
    await page.waitForURL(/kvittering/)
    expect(await main(page)).toContain(`EV 5000${nb ? 1 : 2}`)
  })

  test('a tag is settled with its deposit, and that is undone; a sold vehicle and a stolen tag have their own tasks', async () => {
    const plate = one(way, 'EV60001', 'EV60002')
    const shown = plate.replace('EV', 'EV ')
    await withTag(plate, one(way, '9578016000000011', '9578016000000022'))
    const visit = async (link: RegExp) => {
      await go(VEHICLES)
      await page.getByRole('link', { name: shown }).click()
      await page.getByRole('link', { name: link }).click()
      await page.waitForURL(/kjoretoy=/)
    }
    await visit(/^Fjern k/)
    expect(await main(page)).toMatch(/200,00\u00a0kr av depositumet/)
    await page.getByRole('radio', { name: /^Gjer? opp|^Gjør opp/ }).check()
    await press(/^Fjern EV/)
    await page.waitForURL(/kvittering/)
    expect(await main(page)).toMatch(/200,00\u00a0kr, bokført/)
    await press('Angre')
    await page.getByRole('heading', { level: 1, name: /angra|angret/ }).waitFor()
    await visit(/stj?[aå]let|stolen/)
    await page.getByRole('radio', { name: /stjålet|stolen/ }).check()
    await press(/^Send meldinga?e?n?/)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(2)
    expect(await axe()).toEqual([])
    await page.locator('#anmeldelse').fill('14532/19')
    await page.locator('#anmeldt').fill('9.12.2019')
    await press(/^Send meldinga?e?n?/)
    await page.waitForURL(/kvittering/)
    await visit(/solgt|selt/)
    await press(/sel[tg]|solgt/)
    await page.waitForURL(/kvittering/)
    expect(await main(page)).toContain(shown)
    expect(await axe()).toEqual([])
  })

  test('the balance shows each agreement, its details take a reference, and a supplementary one is made and ended', async () => {
    await go('/min-side')
    await page.getByRole('link', { name: 'Saldo', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Saldo' }).waitFor()
    expect(await main(page)).toMatch(/Ferde AS[^]*Skuldig|Skyldig[^]*kr/)
    expect(await axe()).toEqual([])
    await page
      .getByRole('link', { name: /^Vis detalja?e?r Ferde/ })
      .first()
      .click()
    await page.getByLabel('Fakturareferanse').fill('x'.repeat(61))
    await press('Lagre')
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Fakturareferanse').fill('PO 7')
    await press('Lagre')
    await page.waitForURL(/lagret/)
    expect(await page.getByLabel('Fakturareferanse').inputValue()).toBe('PO 7')
    expect(await axe()).toEqual([])
    await go('/min-side/avtaler/tilleggsavtale')
    const choose = page.getByRole('radio', { name: 'Vegfinans AS', exact: true })
    const ferdes = page.getByRole('radio', { name: /^Ferde AS, avtale/ })
    if ((await ferdes.count()) > 0) await ferdes.first().check()
    await choose.check()
    await page.getByRole('checkbox').check()
    expect(await axe()).toEqual([])
    await press(/^Inngå tilleggsavtalen/)
    await page.waitForURL(/kvittering/)
    expect(await main(page)).toMatch(/Vegfinans AS[^]*Tilleggsavtale/)
    // Business time stands still here, and an agreement cannot end as it begins.
    await database.owner`update agreement set valid_from = '2019-12-09' where kind = 'supplementary'`
    const ending = page.url().replace('kvittering', 'si-opp')
    await page.goto(ending)
    await press(/^Se?i opp avtalen/)
    await page.getByRole('alert').waitFor()
    expect(await axe()).toEqual([])
    await page.getByRole('checkbox').check()
    await press(/^Se?i opp avtalen/)
    await page.waitForURL(/kvittering/)
    expect(await page.innerText('h1')).toMatch(/sagd?t? opp/)
  })

  test('a list of vehicles is taken whole, or told row by row what is wrong', async () => {
    await go(`${VEHICLES}/last-opp`)
    const send = async (text: string) => {
      const file = { name: 'biler.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
      await page.locator('#fil').setInputFiles(file)
      await page.getByRole('checkbox').check()
      await press(/^Last opp og/)
    }
    await send('reg\nEK12345;NO\nDN11111\nEV7000;XXX\n')
    await page.getByRole('alert').waitFor()
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/4[^]*EV7000/)])
    expect(await axe()).toEqual([])
    await send(`EK12345\nDN11111\n`)
    await page.getByText('DN11111').waitFor()
    expect(await page.locator('tbody tr').count()).toBe(2)
    await send(`${one(way, 'EV70001', 'EV70002')};NO;Nord;P1\n${one(way, 'EV80001', 'EV80002')}\n`)
    await page.waitForURL(/lagt-til=2/)
    await go(VEHICLES)
    expect(await main(page)).toContain('Nord')
  })

  test('a stranger’s vehicle, order, change and agreement answer as unknown ones', async () => {
    const [strangers] = await database.owner<{ assignment: number; agreement: string }[]>`
      select a.id as assignment, g.public_id as agreement from tag_assignment a join vehicle v on v.id = a.vehicle_id
      join agreement g on g.id = a.agreement_id where v.plate = 'DN11111' and upper(a.valid) is null`
    const { assignment = 0, agreement = '' } = strangers ?? {}
    const nobody = '00000000-0000-4000-8000-000000000000'
    const texts = async (path: string) => {
      const answer = await go(path)
      return [answer?.status(), await main(page)]
    }
    const unknown = await texts(`${VEHICLES}/999999999`)
    expect(unknown[0]).toBe(404)
    for (const path of [
      `${VEHICLES}/${assignment}`,
      `${VEHICLES}/fjern?kjoretoy=${assignment}`,
      `${VEHICLES}/solgt?kjoretoy=${assignment}`,
      `${VEHICLES}/meld?kjoretoy=${assignment}`,
      `${VEHICLES}/kvittering/${nobody}`,
      `${VEHICLES}/bestilling/${nobody}`,
      `/min-side/saldo/${agreement}`,
      `/min-side/saldo/${nobody}`,
      `/min-side/avtaler/${agreement}/si-opp`,
      `/min-side/avtaler/${agreement}/kvittering`,
    ])
      expect(await texts(path)).toEqual(unknown)
  })
})

test('a haulier’s list of 130 vehicles has pages', async () => {
  const agreementId = await agreementOf()
  for (let i = 0; i < 120; i++)
    await aVehicle(database.owner, { plate: `ZZ${10000 + i}`, agreementId, partyId: customers.partyId })
  const page = await comeIn(browser, site.url, WAYS[1])
  await page.goto(`${site.url}${VEHICLES}?side=3`)
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(15)
  expect(await main(page)).toMatch(/Side 3 av 3/)
})
