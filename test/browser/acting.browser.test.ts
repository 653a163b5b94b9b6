import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anAgreement, aPerson, aToll, aVehicle } from '#test/world.ts'
import { arrival } from './arrival.ts'
import { follow } from './browser.ts'
import { invoiceUntil, someCustomers } from './customers.ts'
import { digestOf } from './site.ts'
import { setStage } from './stage.ts'
import { lastCode } from './typing.ts'
import { axeFindings, comeIn, WAYS, type Way } from './ways.ts'

/** Leads Fjord Transport AS and has rights to more; see the sandbox's test country. */
const DAG = '02896910054'
const FJORD = '314000001'
let fjordInvoice: string
let ownInvoice: string
let strangersInvoice: string

const { database, site, browser } = setStage(async (database) => {
  const customers = await someCustomers(database)
  strangersInvoice = customers.strangersInvoice
  const [row] = await database.owner<{ id: number }[]>`
    insert into party (public_id, kind, name, organisation_number, email, street, postal_code, place)
    values (${randomUUID()}, 'organisation', 'Fjord Transport AS', ${FJORD}, 'post@fjord.example', 'Kaiveien 4', '5003', 'Bergen')
    returning id`
  const dag = await aPerson(database.owner, { name: 'Dag Dahl', digest: digestOf(DAG) })
  await anAgreement(database.owner, { partyId: dag, issuerId: 1, number: '900002' })
  await anAgreement(database.owner, { partyId: row?.id ?? 0, issuerId: 1, number: '900001' })
  fjordInvoice = await anInvoiceOf(row?.id ?? 0, 'FJ12345')
  ownInvoice = await anInvoiceOf(dag, 'DA12345')
  return customers
})

/** One toll, invoiced. */
async function anInvoiceOf(partyId: number, plate: string): Promise<string> {
  const [agreement] = await database.owner<
    { id: number }[]
  >`select id from agreement where party_id = ${partyId}`
  const agreementId = agreement?.id ?? 0
  const { vehicleId } = await aVehicle(database.owner, { plate, agreementId, partyId })
  const [station] = await database.owner<{ id: number }[]>`select id from station order by id limit 1`
  const at = '2019-11-20T10:00:00Z'
  await aToll(database.owner, {
    partyId,
    agreementId,
    vehicleId,
    stationId: station?.id ?? 0,
    at,
    amount: 2400,
  })
  const [publicId = ''] = await invoiceUntil(database.batch, '2019-12-02')
  return publicId
}

async function tell(path: string, body: object): Promise<void> {
  await fetch(`${site.sandboxUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The code came by mail. */
async function comeInAsDag(way: Way): Promise<Page> {
  return comeIn(browser, site.url, way, DAG, /pa-vegne-av/)
}

const choice = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

describe.each(WAYS)('in $language, with scripts $scripts', (way) => {
  const nb = way.language === 'nb'

  test('who may act for somebody is asked who they are, chooses, and is told on every page', async () => {
    const page = await comeInAsDag(way)
    expect(await page.innerText('h1')).toMatch(/vil du bruke t(j)?enest(en|a) på vegne/)
    const text = await page.innerText('main')
    expect(text).toMatch(
      /FJORD TRANSPORT AS\s+Organisasjonsnummer 314.000.001\s+Du er dag(lig leder|leg leiar)/,
    )
    expect(text).toContain('OVERBY HOLDING AS')
    expect(await choice(page, /OVERBY HOLDING AS/).count()).toBe(0)
    expect(await choice(page, /BERG OG SØNN AS/).isVisible()).toBe(false)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await follow(choice(page, /^FJORD TRANSPORT AS Organ/))
    await page.waitForURL(`${site.url}/min-side`)
    const banner = nb ? 'Du handler på vegne av' : 'Du handlar på vegner av'
    expect(await page.getByRole('region', { name: banner }).innerText()).toContain('FJORD TRANSPORT AS')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.goto(`${site.url}/min-side/fakturaer/levering`)
    await expect.poll(() => page.innerText('main')).toContain('900001')
    await follow(page.getByRole('link', { name: nb ? 'Bytt virksomhet' : 'Byt verksemd' }))
    const now = nb ? 'Du bruker tjenesten for denne nå' : 'Du bruker tenesta for denne no'
    await page.getByText(now).waitFor()
    await follow(choice(page, /Deg s(el|jøl)v/))
    await page.waitForURL(`${site.url}/min-side`)
    expect(await page.getByRole('region', { name: banner }).count()).toBe(0)
    await page.context().close()
  })

  test('a right withdrawn while a form is open stops that very form, and the page says so', async () => {
    const page = await comeInAsDag(way)
    await follow(choice(page, /^FJORD TRANSPORT AS Organ/))
    await page.goto(`${site.url}/min-side/fakturaer/levering`)
    await tell('/altinn/rights', { pid: DAG, organisationNumber: FJORD, given: false })
    await follow(page.locator('form[action$="levering"]').getByRole('button').first())
    await page.waitForURL(/fullmakt-borte/)
    await expect.poll(() => page.innerText('main')).toMatch(/trukket tilbake|trekt tilbake/)
    await expect.poll(() => page.innerText('main')).toContain('FJORD TRANSPORT AS')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    expect(await database.owner`select from channel_choice`).toHaveLength(0)
    await page.goto(`${site.url}/min-side/fakturaer/levering`)
    expect(new URL(page.url()).pathname).toBe('/fullmakt-borte')
    await follow(page.getByRole('button', { name: /Fortsett som deg selv|Hald fram som deg sjølv/ }))
    await page.waitForURL(`${site.url}/min-side`)
    await tell('/altinn/rights', { pid: DAG, organisationNumber: FJORD, roles: ['DAGL'] })
    await page.context().close()
  })

  test('before an idle session ends one is asked whether one is still there', async () => {
    if (!way.scripts) return
    const page = await comeIn(browser, site.url, way)
    await page.clock.install()
    await page.goto(`${site.url}/min-side`)
    // A page reached by a link: the scripts run, and the time is counted from now.
    await page.getByRole('link', { name: 'Fakturaer', exact: true }).click()
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1')
    await page.clock.fastForward(27 * 60_000)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.clock.fastForward(61_000)
    await page.getByRole('dialog').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Hold meg pålogget' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    // The time is counted anew from the server's answer, which may come after the clock has been moved once.
    await expect
      .poll(async () => {
        await page.clock.fastForward(28 * 60_000 + 1_000)
        return page.getByRole('dialog').count()
      })
      .toBe(1)
    await page.context().close()
  })

  test('while Altinn is silent one is oneself, and no change is made for another', async () => {
    const page = await comeInAsDag(way)
    await follow(choice(page, /^FJORD TRANSPORT AS Organ/))
    await page.goto(`${site.url}/min-side/fakturaer/levering`)
    await tell('/altinn/down', { down: true })
    await follow(page.locator('form[action$="levering"]').getByRole('button').first())
    await page.waitForURL(/fullmakt-ukjent/)
    await expect.poll(() => page.innerText('main')).toContain('Altinn svarer ikk')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    expect(await database.owner`select from channel_choice`).toHaveLength(0)
    await page.goto(`${site.url}/pa-vegne-av`)
    await expect.poll(() => page.innerText('main')).toContain('Altinn svarer ikk')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await follow(choice(page, /Deg s(el|jøl)v/))
    await page.waitForURL(`${site.url}/min-side`)
    await tell('/altinn/down', { down: false })
    await page.context().close()
  })

  describe('who acts for more than five', () => {
    const some = ['314000005', '314000006']
    const give = (organisationNumber: string, given: object) =>
      tell('/altinn/rights', { pid: DAG, organisationNumber, ...given })
    beforeAll(async () => {
      for (const number of some) await give(number, { roles: ['DAGL'] })
    })
    afterAll(async () => {
      await give('314000005', { given: false })
      await give('314000006', { roles: [] })
    })

    test('more than five are searched, and what is not found is said', async () => {
      const page = await comeInAsDag(way)
      const last = page.getByRole('region', { name: 'Sist brukt' })
      expect(await last.getByRole('button').first().innerText()).toContain('FJORD TRANSPORT AS')
      await page.getByRole('searchbox').fill('lager')
      await follow(page.getByRole('button', { name: 'Søk', exact: true }))
      expect(await choice(page, /^OVERBY LAGER/).isVisible()).toBe(true)
      expect(await choice(page, /FJORD TRANSPORT AS/).count()).toBe(0)
      expect(page.url()).not.toContain('lager')
      await page.getByRole('searchbox').fill('finst ikkje')
      await follow(page.getByRole('button', { name: 'Søk', exact: true }))
      await expect.poll(() => page.innerText('main')).toContain('Ingen treff på «finst ikkje»')
      if (way.scripts) expect(await axeFindings(page)).toEqual([])
      await page.context().close()
    })

    test('favourites stand first, marked by a star also among what was found, and are unmarked again', async () => {
      const page = await comeInAsDag(way)
      const star = choice(page, /^Favoritt: OVERBY LAGER/)
      const favourites = page.getByRole('region', { name: nb ? 'Favoritter' : 'Favorittar' })
      await page.getByRole('searchbox').fill('lager')
      await follow(page.getByRole('button', { name: 'Søk', exact: true }))
      expect(await star.getAttribute('aria-pressed')).toBe('false')
      await follow(star)
      await page.locator('[aria-pressed=true]').waitFor()
      expect(await page.getByRole('searchbox').inputValue()).toBe('lager')
      expect(await page.evaluate('document.activeElement.ariaLabel')).toMatch(/LAGER/)
      if (way.scripts) expect(await axeFindings(page)).toEqual([])
      await page.goto(`${site.url}/pa-vegne-av`)
      expect(await favourites.getByRole('button').first().innerText()).toContain('OVERBY LAGER')
      expect(await choice(page, /^OVERBY LAGER/).count()).toBe(1)
      if (way.scripts) expect(await axeFindings(page)).toEqual([])
      await follow(star)
      await favourites.waitFor({ state: 'detached' })
      expect(await database.owner`select from favourite_organisation`).toHaveLength(0)
      await page.context().close()
    })
  })

  test('an organisation that is no customer becomes one, with what its register knows', async () => {
    await database.owner`delete from party where organisation_number = '314000004'`
    await database.owner`truncate try_limit`
    const page = await comeInAsDag(way)
    await follow(choice(page, /NYE BUD AS/))
    await page.waitForURL(/bli-kunde/)
    await expect.poll(() => page.innerText('main')).toMatch(/NYE BUD AS[^]*Budveien 2[^]*0150/)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('E-postadresse').fill('post-nyebud')
    await page.getByLabel('Mobilnummer').fill('412 34 567')
    await follow(page.locator('main form').getByRole('button'))
    const email = page.getByLabel('E-postadresse')
    expect(await email.getAttribute('aria-invalid')).toBe('true')
    expect(await email.inputValue()).toBe('post-nyebud')
    expect(await page.getByLabel('Mobilnummer').inputValue()).toBe('412 34 567')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.locator('.faults a').click()
    await email.fill('Post@NyeBud.example')
    await follow(page.locator('main form').getByRole('button'))
    await page.locator('#code').waitFor()
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.locator('#code').fill('00000000')
    await follow(page.locator('main form').getByRole('button'))
    await page.locator('#code[aria-invalid]').waitFor()
    expect(await database.owner`select from party where organisation_number = '314000004'`).toHaveLength(0)
    await page.locator('#code').fill(await lastCode(database, 'mail'))
    await follow(page.locator('main form').getByRole('button'))
    await page.waitForURL(/forste-gang/)
    expect(
      await database.owner`select name, email, phone, place from party where organisation_number = '314000004'`,
    ).toEqual([{ name: 'NYE BUD AS', email: 'post@nyebud.example', phone: '+4741234567', place: 'Oslo' }])
    await page.context().close()
  })

  test('a link to an invoice of somebody one may act for asks whether to change', async () => {
    const page = await comeInAsDag(way)
    const goTo = async (id: string) => (await page.goto(`${site.url}/min-side/fakturaer/${id}`))?.status()
    expect(await goTo(fjordInvoice)).toBe(200)
    expect(new URL(page.url()).pathname).toBe('/pa-vegne-av')
    await expect
      .poll(() => page.innerText('main'))
      .toMatch(/Denne fakturaen hø(rer|yrer) til FJORD TRANSPORT AS/)
    await follow(choice(page, /^FJORD TRANSPORT AS Organ/))
    await page.waitForURL(`${site.url}/min-side/fakturaer/${fjordInvoice}`)
    // Another's, and none at all: the same answer.
    expect(await goTo(strangersInvoice)).toBe(404)
    expect(await goTo(randomUUID())).toBe(404)
    expect(await goTo(ownInvoice)).toBe(200)
    await expect.poll(() => page.innerText('main')).toMatch(/Denne fakturaen hø(rer|yrer) til Dag Dahl/)
    await follow(choice(page, /Deg s(el|jøl)v/))
    await page.waitForURL(`${site.url}/min-side/fakturaer/${ownInvoice}`)
    await page.context().close()
  })

  test('a person without an agreement is asked whether there is one, and becomes a customer', async () => {
    await database.owner`update app_user set party_id = null`
    await database.owner`delete from party where name like 'Testperson%'`
    const page = await comeIn(browser, site.url, way, { other: '41819010186' }, /forste-gang/)
    expect(await page.innerText('h1')).toMatch(/Har du allere(de|ie) ei?n AutoPASS-avtale/)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await follow(page.getByRole('link', { name: /Opprett ny avtale/ }))
    await page.waitForURL(/bli-kunde/)
    await page.locator('main').getByText('Testperson 41819010186').waitFor()
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await follow(page.locator('main form').getByRole('button'))
    expect(await page.locator('.faults li').count()).toBe(5)
    await page.getByLabel('E-postadresse').fill('ny@example.org')
    await page.getByLabel('Mobilnummer').fill('+46 70 123 45 67')
    await page.getByLabel('Gateadresse').fill('Storgatan 1')
    await page.getByLabel('Postnummer').fill('411 01')
    await page.getByLabel(/Postst/).fill('Göteborg')
    await page.getByLabel('Land', { exact: true }).selectOption('SE')
    await follow(page.locator('main form').getByRole('button'))
    await page.locator('#code').waitFor()
    await page.locator('#code').fill(await lastCode(database, 'mail'))
    await page.locator('main form').getByRole('button').dblclick()
    await arrival(page, /forste-gang/)
    const made = await database.owner`
      select p.name, p.country, p.kind, u.party_id = p.id as own from party p join app_user u on u.party_id = p.id
      where p.email = 'ny@example.org'`
    expect(made).toEqual([{ name: 'Testperson 41819010186', country: 'SE', kind: 'person', own: true }])
    await page.context().close()
  })
})
