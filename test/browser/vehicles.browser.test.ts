import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { httpTagMaker } from '#outside/tag-maker.ts'
import { importShipped } from '#tags/import-shipped.ts'
import { sendOrders } from '#tags/send-orders.ts'
import { anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { UPLOAD_VEHICLE_TEXTS } from '#words/upload-vehicles.ts'
import { arrival } from './arrival.ts'
import { follow } from './browser.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { DEPOSITS, mainAgreementOf, one } from './tags.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, customers, site, browser } = setStage()
const VEHICLES = '/min-side/brikker-og-kjoretoy'

async function main(page: Page): Promise<string> {
  return page.innerText('main')
}

describe.each(WAYS)('in $language, scripts $scripts', (way) => {
  let page: Page
  const nb = way.language === 'nb'
  const axe = async () => (way.scripts ? axeFindings(page) : [])
  const go = (path: string) => page.goto(`${site.url}${path}`)
  const press = async (name: string | RegExp) => follow(page.getByRole('button', { name }))

  beforeAll(async () => {
    page = await comeIn(browser, site.url, way)
  })

  test('tags and vehicles are listed with their tag and agreement, searched, and taken out as a file', async () => {
    await follow(
      page.getByRole('link', { name: nb ? 'Brikker og kjøretøy' : 'Brikker og køyretøy', exact: true }),
    )
    await page
      .getByRole('heading', { level: 1, name: nb ? 'Brikker og kjøretøy' : 'Brikker og køyretøy' })
      .waitFor()
    expect(new URL(page.url()).pathname).toBe(VEHICLES)
    await expect.poll(() => main(page)).toMatch(/EK 12345[^]*Volvo V60[^]*9578010000001234[^]*I bruk/)
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
    await follow(page.getByRole('link', { name: 'EK 12345' }))
    await page.getByRole('heading', { level: 1, name: 'EK 12345' }).waitFor()
    await expect.poll(() => main(page)).toMatch(/kontroll[^]*15\.01\.2019 [^]*9578010000001234/)
    expect(await axe()).toEqual([])
  })

  test('a vehicle is added to an agreement of its own, and its tag comes the day after', async () => {
    const plate = one(way, 'EV10001', 'EV10002')
    await go(`${VEHICLES}/legg-til`)
    await page.getByLabel('Registreringsnummer').fill('x')
    await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
    const faults = page.locator('.faults')
    await faults.waitFor()
    const field = page.getByLabel('Registreringsnummer')
    expect(await field.inputValue()).toBe('x')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await faults.getByRole('link').getAttribute('href')).toBe('#kjennemerke')
    expect(await axe()).toEqual([])
    await field.fill(plate)
    await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
    await page
      .getByRole('heading', { level: 1, name: nb ? 'Er dette riktig kjøretøy?' : 'Er dette rett køyretøy?' })
      .waitFor()
    await expect.poll(() => main(page)).toContain(`EV 1000${nb ? 1 : 2}`)
    expect(await axe()).toEqual([])
    await press(/^Ja, gå/)
    await page.getByRole('radio', { name: /ny avtale med Vegfinans/ }).check()
    expect(await axe()).toEqual([])
    await press('Neste')
    await page.getByRole('heading', { level: 1, name: nb ? 'Sjekk og bestill' : 'Sjekk og ting' }).waitFor()
    await expect.poll(() => main(page)).toMatch(/200,00\u00a0kr på neste faktura/)
    const order = nb ? 'Bestill brikke' : 'Ting brikke'
    await press(order)
    await page.locator('.faults').waitFor()
    expect(await axe()).toEqual([])
    await page.getByRole('checkbox').check()
    await press(order)
    await page.waitForURL(/bestilling/)
    await expect.poll(() => main(page)).toMatch(/B-\d{6}[^]*Vegfinans AS[^]*(innsiden|innsida)/)
    expect(await axe()).toEqual([])
    const receipt = page.url()
    const maker = httpTagMaker({ baseUrl: `${site.sandboxUrl}/post-office`, timeoutMs: 3_000 })
    expect(await sendOrders(database.batch, maker, { now: BUSINESS_NOW, limit: 10 })).toBeGreaterThan(0)
    const [sent] = await database.owner<{ id: number }[]>`select max(id) as id from tag_order`
    const bytes = Buffer.from(
      `H;brikke-tags-shipped;1\r\nS;${sent?.id};95780370000000${nb ? 1 : 2}1;2019-12-10T05:00:00Z\r\nZ;1\r\n`,
    )
    expect(await importShipped(database.batch, bytes, { now: BUSINESS_NOW, terms: DEPOSITS })).toMatchObject({
      shipped: 1,
    })
    await page.goto(receipt)
    await expect.poll(() => main(page)).toContain(`95780370000000${nb ? 1 : 2}1`)
  })

  test('a personal plate, a vehicle of one’s own and one of somebody else’s each lead somewhere', async () => {
    await go(`${VEHICLES}/legg-til`)
    const ask = async (plate: string) => {
      await page.getByLabel('Registreringsnummer').fill(plate)
      await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
      await page.locator('.faults').filter({ hasText: /./ }).waitFor()
      return page.locator('#kjennemerke-fault').innerText()
    }
    expect(await ask('RØD BIL')).toMatch(/personle?i?g/)
    await go(`${VEHICLES}/legg-til`)
    expect(await ask('EK12345')).toMatch(/med brikke/)
    await go(`${VEHICLES}/legg-til`)
    const said = await ask('DN11111')
    expect(said).toMatch(/(annen|annan) avtale/)
    expect(said).not.toContain('Ola')
    await go(`${VEHICLES}/legg-til`)
    await page.getByLabel('Land').selectOption('RO')
    await page.getByLabel('Registreringsnummer').fill('B 123 ABC')
    await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
    await expect.poll(() => page.innerText('main')).toMatch(/(Kjøretøy fra|Køyretøy frå) andre land/)
  })

  test('what has come in the way by the last step is told at its field, and no agreement is left of it', async () => {
    const plate = one(way, 'EV90001', 'EV90002')
    const find = nb ? 'Finn kjøretøy' : 'Finn køyretøy'
    const toTheLast = async (agreement: string | RegExp) => {
      await go(`${VEHICLES}/legg-til`)
      await page.getByLabel('Registreringsnummer').fill(plate)
      await press(find)
      await press(/^Ja, gå/)
      await page.getByRole('radio', { name: agreement }).check()
      await press('Neste')
      await page.getByRole('checkbox').check()
    }
    const order = () => press(nb ? 'Bestill brikke' : 'Ting brikke')
    const agreements = () => database.owner`select from agreement where party_id = ${customers.partyId}`
    const before = (await agreements()).length
    await toTheLast(/ny avtale med Ferde/)
    const stranger = await aPerson(database.owner, { name: 'Per Annen' })
    const { id } = await anAgreement(database.owner, { partyId: stranger, issuerId: 1 })
    await aVehicle(database.owner, { plate, agreementId: id, partyId: stranger })
    await order()
    await page.locator('.faults a').waitFor()
    expect(await page.locator('.faults a').getAttribute('href')).toBe('#kjennemerke')
    expect(await page.locator('#kjennemerke-fault').innerText()).toMatch(/(annen|annan) avtale/)
    expect(await page.getByLabel('Registreringsnummer').inputValue()).toBe(plate)
    expect(await axe()).toEqual([])
    expect(await agreements()).toHaveLength(before)

    await database.owner`delete from tag_assignment where party_id = ${stranger}`
    const own = await anAgreement(database.owner, { partyId: customers.partyId, issuerId: 1, number: plate })
    await toTheLast(new RegExp(plate))
    await database.owner`update agreement set valid_to = ${BUSINESS_NOW} where id = ${own.id}`
    await order()
    await page.locator('.faults a').waitFor()
    expect(await page.locator('.faults a').getAttribute('href')).toBe('#valg')
    expect(await page.locator('#valg-fault').innerText()).toMatch(/velg|vel/i)
    expect(await axe()).toEqual([])
  })

  test('pressed twice, sent again and from two tabs, an order is one order', async () => {
    const plate = one(way, 'EV91001', 'EV91002')
    const tab = async () => {
      const own = await page.context().newPage()
      const button = (name: string | RegExp) => own.getByRole('button', { name })
      await own.goto(`${site.url}${VEHICLES}/legg-til`)
      await own.getByLabel('Registreringsnummer').fill(plate)
      await follow(button(nb ? 'Finn kjøretøy' : 'Finn køyretøy'))
      await follow(button(/^Ja, gå/))
      await own.getByRole('radio', { name: /ny avtale med Ferde/ }).check()
      await follow(button('Neste'))
      await own.getByRole('checkbox').check()
      return { own, order: button(nb ? 'Bestill brikke' : 'Ting brikke') }
    }
    const made = async () => {
      const [row] = await database.owner<{ orders: number; agreements: number }[]>`
        select (select count(*) from tag_order o join vehicle v on v.id = o.vehicle_id where v.plate = ${plate})::int as orders,
               (select count(*) from agreement where party_id = ${customers.partyId})::int as agreements`
      return row
    }
    const before = await made()
    const once = { orders: 1, agreements: (before?.agreements ?? 0) + 1 }
    const [first, second] = [await tab(), await tab()]
    const form = await first.own.evaluate<Record<string, string>>(
      'Object.fromEntries(new FormData(document.querySelector("form.flow")))',
    )
    await first.order.dblclick()
    await arrival(first.own, /bestilling/)
    const receipt = first.own.url()
    expect(await made()).toEqual(once)
    await follow(second.order)
    await second.own.locator('#kjennemerke-fault').waitFor()
    // As a browser does that is asked to go back, and sends again what it sent.
    const again = await first.own.request.post(`${site.url}${VEHICLES}/legg-til`, {
      form,
      headers: { origin: site.url },
      maxRedirects: 0,
    })
    expect([again.status(), `${site.url}${again.headers()['location']}`]).toEqual([303, receipt])
    expect(await made()).toEqual(once)
    for (const { own } of [first, second]) await own.close()
  })

  test('a list of vehicles is taken whole, or told row by row what is wrong', async () => {
    await go(`${VEHICLES}/last-opp`)
    const send = async (text: string) => {
      const file = { name: 'biler.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
      await page.locator('#fil').setInputFiles(file)
      await page.getByRole('checkbox').check()
      await press(/^Last opp og/)
    }
    await send('reg\nEK12345;NO\nDN11111\nEV7000;QQQ\n')
    await page.locator('.faults').waitFor()
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/4[^]*EV7000/)])
    expect(await axe()).toEqual([])
    await send(`EK12345\nDN11111\n`)
    await page.getByText('DN11111').waitFor()
    expect(await page.locator('tbody tr').count()).toBe(2)
    await send(`${one(way, 'EV70001', 'EV70002')};NO;Nord;P1;tung\n`)
    await expect.poll(() => main(page)).toContain(UPLOAD_VEHICLE_TEXTS[way.language].rows['bad-weight'])
    await send(`${one(way, 'EV70001', 'EV70002')};NO;Nord;P1;26000\n${one(way, 'EV80001', 'EV80002')}\n`)
    await page.waitForURL(/lagt-til=2/)
    const kinds = await database.owner<
      { kind: string }[]
    >`select kind from tag_order order by id desc limit 2`
    expect(kinds.map(({ kind }) => kind)).toEqual(['light', 'heavy'])
    await go(VEHICLES)
    await expect.poll(() => main(page)).toContain('Nord')
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
  const agreementId = await mainAgreementOf(database, customers.partyId)
  for (let i = 0; i < 120; i++)
    await aVehicle(database.owner, { plate: `ZZ${10000 + i}`, agreementId, partyId: customers.partyId })
  const page = await comeIn(browser, site.url, WAYS[1])
  await page.goto(`${site.url}${VEHICLES}?side=3`)
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(15)
  await expect.poll(() => main(page)).toMatch(/Side 3 av 3/)
})
