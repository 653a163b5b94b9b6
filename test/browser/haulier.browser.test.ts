import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { aCompany, anAgreement, aPerson, aStation } from '#test/world.ts'
import { aHaulier } from './a-haulier.ts'
import { follow, speak } from './browser.ts'
import { faultsOfAll } from './faults.ts'
import { CUSTOMER_PID, digestOf } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const NB = WAYS[0]

describe('a haulier with 400 vehicles and 12 000 passages a month', () => {
  let page: Page

  const { site, browser } = setStage(async (database) => {
    await aCompany(database.owner)
    const stationIds = [
      await aStation(database.owner, { chargerId: 1, code: '11', name: 'Sandviken' }),
      await aStation(database.owner, { chargerId: 1, code: '12', name: 'Straume' }),
    ]
    // A month begins empty, and how the pages go to their rows is decided then: 12 000 passages must bear it.
    await database.owner`analyze`
    await aHaulier(database.owner, { pid: CUSTOMER_PID, stationIds })
    return {}
  })

  beforeAll(async () => {
    page = await comeIn(browser, site.url, NB)
  })

  const HEAVIEST = ['/min-side/passeringer/2019-11', '/min-side/brikker-og-kjoretoy?side=2']
  const HEAVY = [
    '/min-side',
    '/min-side/passeringer/periode?fra=2019-10-15&til=2019-11-15&side=3',
    '/min-side/fakturaer',
    '/min-side/saldo',
    '/min-side/brikker-og-kjoretoy/velg/flytt?side=2',
    '/min-side/brikker-og-kjoretoy/pa-vent?side=2',
  ]

  test.each(LANGUAGES)(
    'finds no fault in %s, and 320 pixels are enough',
    async (language) => {
      // What so much of it may break is the layout, which the languages share: the longest pages show the most of it.
      const paths = language === 'nb' ? [...HEAVIEST, ...HEAVY] : HEAVIEST
      expect(await faultsOfAll(page, site.url, { paths, language })).toEqual([])
      await speak(page, site.url, 'nb')
    },
    180_000,
  )

  test.each(WAYS)(
    'chooses one of 400 by a search or by the page, in $language with scripts $scripts',
    async (way) => {
      const mover = await comeIn(browser, site.url, way)
      await mover.goto(`${site.url}/min-side/brikker-og-kjoretoy/flytt`)
      await mover.waitForURL(/velg\/flytt/)
      await expect.poll(() => mover.getByRole('radio').count()).toBe(20)
      await follow(mover.getByRole('link', { name: /^Neste sid[ea]$/ }))
      await mover.waitForURL(/side=2/)
      await expect.poll(() => mover.getByRole('radio').first().getAttribute('value')).not.toBe('1')
      await mover.locator('#sok').fill('v00010123')
      await follow(mover.locator('form[role=search]').getByRole('button'))
      await mover.getByRole('status').filter({ hasText: 'Viser 1 av 1' }).waitFor()
      expect(mover.url().slice(site.url.length)).not.toContain('10123')
      if (way.scripts) expect(await axeFindings(mover)).toEqual([])
      await follow(mover.getByRole('button', { name: 'Neste' }))
      await mover.waitForURL(/flytt\?kjoretoy=\d/)
      await expect.poll(() => mover.getByRole('radio').count()).toBe(1)
      await expect.poll(() => mover.getByRole('radio').isChecked()).toBe(true)
      // What is wrong leaves the choice as it was.
      await follow(mover.getByRole('button', { name: 'Neste' }))
      await mover.locator('.faults').waitFor()
      await expect.poll(() => mover.getByRole('radio').isChecked()).toBe(true)
      await mover.getByLabel('Registreringsnummer').fill('EV30001')
      await follow(mover.getByRole('button', { name: 'Neste' }))
      await mover.getByRole('heading', { level: 1, name: /^Fr[aå] når/ }).waitFor()
      await expect.poll(() => mover.innerText('main')).toContain('V00010123')
      const answers = ['fjern', 'ukjent'].map((task) =>
        mover.request.get(`${site.url}/min-side/brikker-og-kjoretoy/velg/${task}`),
      )
      expect((await Promise.all(answers)).map((answer) => answer.status())).toEqual([200, 404])
      await mover.context().close()
    },
  )

  test.each(WAYS)('finds one of sixty tags that wait, in $language with scripts $scripts', async (way) => {
    const fitter = await comeIn(browser, site.url, way)
    await fitter.goto(`${site.url}/min-side/brikker-og-kjoretoy`)
    await follow(fitter.getByRole('link', { name: /^S(e|jå) alle 60/ }))
    await fitter.waitForURL(/pa-vent$/)
    await expect.poll(() => fitter.locator('.rows > li').count()).toBe(20)
    await fitter.locator('#sok').fill('00000057')
    await follow(fitter.locator('form[role=search]').getByRole('button'))
    await fitter
      .getByRole('status')
      .filter({ hasText: /1 av 1/ })
      .waitFor()
    // Its port is any number.
    expect(fitter.url().slice(site.url.length)).not.toContain('57')
    if (way.scripts) expect(await axeFindings(fitter)).toEqual([])
    await follow(fitter.locator('.rows > li').getByRole('link').first())
    await fitter.waitForURL(/sett-i\?brikke=\d+$/)
    await expect.poll(() => fitter.getByRole('radio').count()).toBe(1)
    await expect.poll(() => fitter.getByRole('radio').getAttribute('value')).toBe('9578020000000057')
    // Without one chosen, one comes to choose.
    await fitter.goto(`${site.url}/min-side/brikker-og-kjoretoy/sett-i`)
    await fitter.waitForURL(/pa-vent$/)
    await fitter.context().close()
  })

  test('pages through a month fifty at a time, and finds one vehicle among all', async () => {
    await page.goto(`${site.url}/min-side/passeringer/2019-11`)
    await expect.poll(() => page.innerText('main')).toContain('12000 passeringer')
    await expect.poll(() => page.innerText('main')).toContain('1200 gratis etter timesregelen')
    await expect.poll(() => page.innerText('main')).toContain('Side 1 av 240')
    expect(await page.locator('.passage').count()).toBe(50)
    await page.getByLabel('Kjøretøy', { exact: true }).selectOption({ index: 400 })
    await follow(page.getByRole('button', { name: 'Vis passeringer' }))
    await page.waitForURL(/kjoretoy=/)
    await expect.poll(() => page.innerText('main')).toContain('30 passeringer')
    const beyond = await page.context().request.get(`${site.url}/min-side/passeringer/2019-11?side=241`)
    expect(beyond.status()).toBe(404)
  })

  test('takes out two months as one file, all of it', async () => {
    const at = `${site.url}/min-side/passeringer/fil/csv?fra=2019-10-01&til=2019-11-30`
    const lines = (await (await page.context().request.get(at)).text()).split('\r\n')
    expect(lines).toHaveLength(24_002)
    expect(new Set(lines).size).toBeGreaterThan(12_000)
    const days = lines.slice(1, -1).map((line) => line.slice(0, 10))
    expect(days).toEqual(days.toSorted().reverse())
  })

  test('gets to a period, a file and the next page by the keyboard alone', async () => {
    await page.goto(`${site.url}/min-side/passeringer/2019-11`)
    const reached: string[] = []
    for (let i = 0; i < 400; i++) {
      await page.keyboard.press('Tab')
      const name = await page.evaluate<string>(
        '(() => { const at = document.activeElement; return at.id || at.textContent.trim() })()',
      )
      reached.push(name)
      if (name === 'JSON') break
    }
    for (const one of [
      'Hopp til innholdet',
      'Forrige måned',
      'fra',
      'til',
      'kjoretoy',
      'Vis passeringer',
      'Neste side',
      'CSV',
      'JSON',
    ])
      expect(reached).toContain(one)
    await page.locator('#kjoretoy').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/kjoretoy=\d/)
  })
})

describe('the newest customer, who has an agreement and nothing else', () => {
  let page: Page

  const { site, browser } = setStage(async (database) => {
    await aCompany(database.owner)
    const partyId = await aPerson(database.owner, { digest: digestOf(CUSTOMER_PID), name: 'Ny Kunde' })
    await anAgreement(database.owner, { partyId, issuerId: 1 })
    return {}
  })

  beforeAll(async () => {
    page = await comeIn(browser, site.url, NB)
  })

  test.each([
    ['/min-side', 'Ingen kjøretøy er registrert'],
    ['/min-side/passeringer/2019-12', 'Ingen passeringer i desember 2019.'],
    ['/min-side/passeringer/periode', 'Ingen passeringer passer'],
    ['/min-side/fakturaer', 'Du har ingen fakturaer ennå'],
    ['/min-side/brikker-og-kjoretoy', 'Du har ingen kjøretøy på avtalene dine ennå.'],
    ['/min-side/brikker-og-kjoretoy/flytt', 'Du har ingen brikke'],
    ['/min-side/brikker-og-kjoretoy/sett-i', 'Du har ingen brikke på vent'],
    ['/priser', 'Bompengeprosjekter'],
  ])('is told at %s what there will be, and has somewhere to go', async (path, says) => {
    await page.goto(`${site.url}${path}`)
    await expect.poll(() => page.innerText('main')).toContain(says)
    expect(await page.locator('main a, main button').count()).toBeGreaterThan(0)
  })

  test.each(LANGUAGES)(
    'finds no fault in %s',
    async (language) => {
      const paths = [
        '/min-side',
        '/min-side/passeringer/2019-12',
        '/min-side/passeringer/periode',
        '/min-side/fakturaer',
        '/min-side/betalinger',
        '/min-side/saldo',
        '/min-side/profil',
        '/min-side/kundeservice',
        '/min-side/brikker-og-kjoretoy',
        '/min-side/brikker-og-kjoretoy/flytt',
        '/min-side/avtaler/tilleggsavtale',
      ]
      expect(await faultsOfAll(page, site.url, { paths, language })).toEqual([])
      await speak(page, site.url, 'nb')
    },
    120_000,
  )
})
