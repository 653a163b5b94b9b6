import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { OVERVIEW_TEXTS } from '#words/overview.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { follow } from './browser.ts'
import { setStage } from './stage.ts'
import { one, withTag } from './tags.ts'
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

  test('a tag is moved two days back, and moved back again', async () => {
    const plate = one(way, 'EV20001', 'EV20002')
    await withTag(database, customers.partyId, {
      plate,
      tagNumber: one(way, '9578012000000011', '9578012000000022'),
    })
    await go(`${VEHICLES}/flytt`)
    await page.getByRole('radio', { name: new RegExp(plate.replace('EV', 'EV ')) }).check()
    await page.getByLabel('Registreringsnummer').fill('DN11111')
    await press('Neste')
    await press(/^Flytt brikk/)
    await page.locator('#kjennemerke-fault').filter({ hasText: 'avtale' }).waitFor()
    expect(await page.locator('.faults a').getAttribute('href')).toBe('#kjennemerke')
    await page.getByLabel('Registreringsnummer').fill(one(way, 'EV30001', 'EV30002'))
    expect(await axe()).toEqual([])
    await press('Neste')
    await page.getByRole('heading', { level: 1, name: /Fr[aå] når gjeld/ }).waitFor()
    expect(await page.getByRole('radio').count()).toBe(4)
    await page.getByRole('radio', { name: /8\. desember/ }).check()
    expect(await axe()).toEqual([])
    await press(/^Flytt brikk/)
    await page.waitForURL(/kvittering/)
    await expect
      .poll(() => main(page))
      .toMatch(/EV 2000\d[^]*EV 3000\d[^]*8\. desember 2019[^]*(prise[tr]|prisa) på nytt/)
    expect(await axe()).toEqual([])
    await press('Angre')
    await page.getByRole('heading', { level: 1, name: /^Endring\S+ er angr/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Angre' }).count()).toBe(0)
  })

  test('a vehicle is removed and its tag kept, and the tag is put in another', async () => {
    const plate = one(way, 'EV40001', 'EV40002')
    const tag = one(way, '9578014000000011', '9578014000000022')
    await withTag(database, customers.partyId, { plate, tagNumber: tag })
    await go(VEHICLES)
    await follow(page.getByRole('link', { name: plate.replace('EV', 'EV ') }))
    await follow(
      page
        .getByRole('link', { name: /^Fjern kj?ø/ })
        .or(page.getByRole('link', { name: 'Fjern køyretøyet' }))
        .first(),
    )
    await press(/^Fjern EV/)
    await page.locator('.faults').waitFor()
    expect(await axe()).toEqual([])
    await page.getByRole('radio', { name: nb ? /Gjenbruk brikken/ : /Bruk brikka om att/ }).check()
    await press(/^Fjern EV/)
    await page.waitForURL(/kvittering/)
    await expect.poll(() => main(page)).toMatch(/p[aå] vent/)
    await go(VEHICLES)
    await expect.poll(() => main(page)).toMatch(new RegExp(`Brikker p[aå] vent[^]*${tag}`))
    await go(`${VEHICLES}/sett-i`)
    await page.getByLabel('Registreringsnummer').fill(one(way, 'EV50001', 'EV50002'))
    await press('Neste')
    await press(/^Sett? brikk/)
    await page.waitForURL(/kvittering/)
    await expect.poll(() => main(page)).toContain(`EV 5000${nb ? 1 : 2}`)
  })

  test('a tag that waits is settled, and one is reported lost', async () => {
    for (const [end, digit] of [
      ['returned', '1'],
      ['lost', '2'],
    ] as const) {
      const tag = one(way, `957801700000001${digit}`, `957801700000002${digit}`)
      await withTag(database, customers.partyId, {
        plate: one(way, `EV7000${digit}`, `EV7001${digit}`),
        tagNumber: tag,
      })
      await database.owner`update tag set state = 'waiting' where tag_number = ${tag}`
      await database.owner`
        update tag_assignment set valid = tstzrange(lower(valid), '2019-12-09')
        where tag_id = (select id from tag where tag_number = ${tag})`
      await go(VEHICLES)
      const waiting = page.getByRole('region', { name: /^Brikker på vent/ })
      await follow(waiting.getByRole('link', { name: new RegExp(`^Gje?ø?r .*${tag}`) }))
      await expect.poll(() => main(page)).toContain(tag)
      await press(/^Send meldinga?e?n?/)
      await page.locator('.faults').waitFor()
      expect(await axe()).toEqual([])
      await page.locator(`[name=hendelse][value=${end}]`).check()
      await press(/^Send meldinga?e?n?/)
      await page.waitForURL(/kvittering/)
      await expect.poll(() => main(page)).toContain(tag)
      const [row] = await database.owner<{ state: string; because: string; returned: number }[]>`
        select t.state, d.ended_because as because, d.returned_ore as returned
        from tag t join tag_deposit d on d.tag_id = t.id where t.tag_number = ${tag}`
      expect(row).toEqual({ state: end, because: end, returned: end === 'returned' ? 20000 : 0 })
    }
  })

  test('a tag is settled with its deposit, and that is undone; a sold vehicle and a stolen tag have their own tasks', async () => {
    const plate = one(way, 'EV60001', 'EV60002')
    const shown = plate.replace('EV', 'EV ')
    await withTag(database, customers.partyId, {
      plate,
      tagNumber: one(way, '9578016000000011', '9578016000000022'),
    })
    const visit = async (link: RegExp) => {
      await go(VEHICLES)
      await follow(page.getByRole('link', { name: shown }))
      await follow(page.getByRole('link', { name: link }))
      await page.waitForURL(/kjoretoy=/)
    }
    await visit(/^Fjern k/)
    await expect.poll(() => main(page)).toMatch(/200,00\u00a0kr av depositumet/)
    await page.getByRole('radio', { name: /^Gjer? opp|^Gjør opp/ }).check()
    await press(/^Fjern EV/)
    await page.waitForURL(/kvittering/)
    await expect.poll(() => main(page)).toMatch(/200,00\u00a0kr, bokført/)
    await press('Angre')
    await page.getByRole('heading', { level: 1, name: /angra|angret/ }).waitFor()
    await visit(/stj?[aå]let|stolen/)
    await page.getByRole('radio', { name: /stjålet|stolen/ }).check()
    await press(/^Send meldinga?e?n?/)
    await page.locator('.faults').waitFor()
    expect(await page.locator('.faults').getByRole('link').count()).toBe(2)
    expect(await axe()).toEqual([])
    await page.locator('#anmeldelse').fill('14532/19')
    await page.locator('#anmeldt').fill('9.12.2019')
    await press(/^Send meldinga?e?n?/)
    await page.waitForURL(/kvittering/)
    await visit(new RegExp(VEHICLE_TEXTS[way.language].orderThis))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await visit(/solgt|selt/)
    await press(/sel[tg]|solgt/)
    await page.waitForURL(/kvittering/)
    await expect.poll(() => main(page)).toContain(shown)
    expect(await main(page)).not.toMatch(/p[aå] vent/)
    expect(await axe()).toEqual([])
  })

  test('who has sold a vehicle and not said so is asked on the overview, and reports it from there', async () => {
    const plate = one(way, 'EV61001', 'EV61002')
    const tagNumber = one(way, '9578016100000011', '9578016100000022')
    await withTag(database, customers.partyId, { plate, tagNumber })
    await database.owner`
      insert into unproven_holding (party_id, vehicle_id, owner, from_at)
      select ${customers.partyId}, id, 'sold', '2019-12-09' from vehicle where plate = ${plate}`
    await go('/min-side')
    const report = page.getByRole('link', { name: OVERVIEW_TEXTS[way.language].reportSale })
    expect(await axe()).toEqual([])
    await follow(report)
    await press(/sel[tg]|solgt/)
    await page.waitForURL(/kvittering/)
    await go('/min-side')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await report.count()).toBe(0)
  })

  test('the balance shows each agreement, its details take a reference, and a supplementary one is made and ended', async () => {
    await go('/min-side')
    await follow(page.getByRole('link', { name: 'Saldo', exact: true }))
    await page.getByRole('heading', { level: 1, name: 'Saldo' }).waitFor()
    await expect.poll(() => main(page)).toMatch(/Ferde AS[^]*Skuldig|Skyldig[^]*kr/)
    expect(await axe()).toEqual([])
    await follow(page.getByRole('link', { name: /^Vis detalja?e?r Ferde/ }).first())
    await expect.poll(() => main(page)).toMatch(/EK 12345[^]*Volvo V60/)
    await page.getByLabel('Fakturareferanse').fill('x'.repeat(61))
    await press('Lagre')
    await page.locator('.faults').waitFor()
    await page.getByLabel('Fakturareferanse').fill('PO 7')
    await press('Lagre')
    await page.waitForURL(/lagret/)
    expect(await page.getByLabel('Fakturareferanse').inputValue()).toBe('PO 7')
    expect(await axe()).toEqual([])
    await go('/min-side/avtaler/tilleggsavtale')
    const choose = page.getByRole('radio', { name: /^Vegfinans AS Gjeld/ })
    const ferdes = page.getByRole('radio', { name: /^Ferde AS, avtale/ })
    if ((await ferdes.count()) > 0) await ferdes.first().check()
    await choose.check()
    await page.getByRole('checkbox').check()
    expect(await axe()).toEqual([])
    await press(/^Inngå tilleggsavtalen/)
    await page.waitForURL(/kvittering/)
    await expect
      .poll(() => main(page))
      .toMatch(/Vegfinans AS[^]*Tilleggsavtale[^]*e(ig|g)en faktura fr[aå] n[oå] av/)
    const ending = page.url().replace('kvittering', 'si-opp')
    await page.goto(ending)
    await press(/^Se?i opp avtalen/)
    await page.locator('.faults').waitFor()
    expect(await axe()).toEqual([])
    await page.getByRole('checkbox').check()
    await press(/^Se?i opp avtalen/)
    await page.waitForURL(/kvittering/)
    expect(await page.innerText('h1')).toMatch(/sagd?t? opp/)
  })
})
