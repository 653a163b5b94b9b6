import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tellWanted } from '#tags/tell-wanted.ts'
import { anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { WANTED_VEHICLE_TEXTS } from '#words/wanted-vehicle.ts'
import { follow } from './browser.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { one } from './tags.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, site, browser } = setStage()
const VEHICLES = '/min-side/brikker-og-kjoretoy'

describe.each(WAYS)('in $language, scripts $scripts', (way) => {
  let page: Page
  const nb = way.language === 'nb'
  const axe = async () => (way.scripts ? axeFindings(page) : [])
  const main = () => page.innerText('main')
  const press = async (name: string | RegExp) => follow(page.getByRole('button', { name }))

  beforeAll(async () => {
    page = await comeIn(browser, site.url, way)
  })

  beforeEach(() => database.owner`truncate try_limit`)

  test('who has bought a vehicle of another’s agreement is told why, and sends a case in one press; the seller is told', async () => {
    const plate = one(way, 'DN22221', 'DN22222')
    const seller = await aPerson(database.owner, { name: 'Ola Selger', email: `${plate}@ola.example` })
    const { id } = await anAgreement(database.owner, { partyId: seller, issuerId: 1, number: `S-${plate}` })
    await aVehicle(database.owner, { plate, agreementId: id, partyId: seller })
    await page.goto(`${site.url}${VEHICLES}/legg-til`)
    await page.getByLabel('Registreringsnummer').fill(plate)
    await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
    const panel = page.getByRole('region', {
      name: nb ? 'Har du kjøpt kjøretøyet?' : 'Har du kjøpt køyretøyet?',
    })
    await panel.waitFor()
    expect(await panel.innerText()).toMatch(/2\.8[^]*(selgeren|seljaren)[^]*(legger|legg) du det til her/)
    expect(await main()).not.toContain('Ola')
    expect(await axe()).toEqual([])
    const language = (name: string) => page.locator('header').getByRole('button', { name, exact: true })
    await follow(language('English'))
    await page.getByRole('region', { name: WANTED_VEHICLE_TEXTS.en.heading }).waitFor()
    expect(await page.locator('[name=kjennemerke]').inputValue()).toBe(plate)
    await follow(language(nb ? 'Bokmål' : 'Nynorsk'))
    await panel.waitFor()
    await press(/^Send sak til Ferde/)
    await page.getByText(nb ? /Vi har mottatt saken din/ : /Vi har fått saka di/).waitFor()
    const shown = `DN 2222${nb ? 1 : 2}`
    await expect.poll(() => main()).toContain(`${shown} står på ${nb ? 'en annen' : 'ein annan'} avtale`)
    expect(await axe()).toEqual([])
    await tellWanted(database.batch, { now: BUSINESS_NOW, limit: 10 })
    const told = await database.owner<{ recipient: string; body: string }[]>`
      select recipient, body from outbox where party_id = ${seller}`
    expect(told).toMatchObject([{ recipient: `${plate}@ola.example` }])
    expect(told[0]?.body).not.toMatch(new RegExp(`Nordmann|${shown}`))
    const held = await database.owner`
      select from tag_assignment a join vehicle v on v.id = a.vehicle_id
      where v.plate = ${plate} and a.party_id = ${seller} and upper_inf(a.valid)`
    expect(held).toHaveLength(1)
  })

  test('who asks for one vehicle after the other is told to wait, and no more holders are', async () => {
    const { tooOften } = WANTED_VEHICLE_TEXTS[way.language]
    const plates = [0, 1, 2, 3].map((i) => one(way, `DN3331${i}`, `DN3332${i}`))
    for (const plate of plates) {
      const partyId = await aPerson(database.owner, { name: 'Ola Eier', email: `${plate}@ola.example` })
      const { id } = await anAgreement(database.owner, { partyId, issuerId: 1, number: `S-${plate}` })
      await aVehicle(database.owner, { plate, agreementId: id, partyId })
      await page.goto(`${site.url}${VEHICLES}/legg-til`)
      await page.getByLabel('Registreringsnummer').fill(plate)
      await press(nb ? 'Finn kjøretøy' : 'Finn køyretøy')
      if (plate === plates[3])
        // As after more of them: the wait grows with each.
        await database.owner`update try_limit set allowed_at = now() + interval '1 minute' where failures = 3`
      await press(/^Send sak til Ferde/)
    }
    await expect.poll(() => page.innerText('.faults')).toContain(tooOften)
    expect(await axe()).toEqual([])
    await tellWanted(database.batch, { now: BUSINESS_NOW, limit: 10 })
    const told = await database.owner<{ recipient: string }[]>`
      select recipient from outbox where recipient like ${`${plates[0]?.slice(0, -1)}%`} order by id`
    expect(told.map(({ recipient }) => recipient)).toEqual(
      plates.slice(0, 3).map((plate) => `${plate}@ola.example`),
    )
  })
})
