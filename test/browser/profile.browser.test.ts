import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anAgreement, aPerson } from '#test/world.ts'
import { NOTICE_TEXTS } from '#words/notices.ts'
import { OWN_CUSTOMERS_TEXTS } from '#words/own-customers.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { follow } from './browser.ts'
import { BUSINESS_NOW, CUSTOMER_PID } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, customers, site, browser } = setStage()

describe.each(WAYS)('in $language, scripts $scripts', (way) => {
  const texts = PROFILE_TEXTS[way.language]
  let page: Page

  beforeAll(async () => {
    await database.owner`delete from proof_code`
    page = await comeIn(browser, site.url, way)
    await follow(page.getByRole('link', { name: texts.link }))
    await page.getByRole('heading', { level: 1, name: texts.heading }).waitFor()
  }, 60_000)

  afterAll(() => page.context().close())

  const findings = async () => (way.scripts ? axeFindings(page) : [])
  const part = (name: string) => page.getByRole('region', { name, exact: true })
  const party = async () =>
    (
      await database.owner<{ email: string; phone: string | null; street: string; language: string }[]>`
        select email, phone, street, language from party where id = ${customers.partyId}`
    )[0]

  test('while a new link may be undone nothing changes by which the customer is reached', async () => {
    await database.owner`
      insert into change_pause (party_id, until_at, because, begun_at)
      values (${customers.partyId}, ${BUSINESS_NOW + 1}, 'agreement-linked', ${BUSINESS_NOW - 1})`
    const before = await party()
    await part(texts.email).getByLabel(texts.newEmail).fill('somebody.else@example.org')
    await follow(part(texts.email).getByRole('button', { name: texts.sendCode }))
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(texts.faults['changes-paused'])
    await part(texts.address).getByLabel(texts.street).fill('Somewhere else 1')
    await follow(part(texts.address).getByRole('button', { name: texts.saveAddress }))
    await expect.poll(() => part(texts.address).innerText()).toContain(texts.faults['changes-paused'])
    expect(await party()).toEqual(before)
    await database.owner`delete from change_pause`
    await page.goto(`${site.url}/min-side/profil`)
  })

  test('an e-mail address counts when its code has come back', async () => {
    const before = (await party())?.email
    await part(texts.email).getByLabel(texts.newEmail).fill('kari')
    await follow(part(texts.email).getByRole('button', { name: texts.sendCode }))
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(texts.faults['no-email'])
    expect(await part(texts.email).getByLabel(texts.newEmail).inputValue()).toBe('kari')
    expect(await part(texts.email).getByLabel(texts.newEmail).getAttribute('aria-invalid')).toBe('true')
    expect(await findings()).toEqual([])
    const next = `kari.${way.language}@example.org`
    await part(texts.email).getByLabel(texts.newEmail).fill(next)
    await follow(part(texts.email).getByRole('button', { name: texts.sendCode }))
    await page.getByText(texts.saved.code).waitFor()
    expect((await party())?.email).toBe(before)
    await part(texts.email).getByLabel(texts.code).fill('1')
    await follow(part(texts.email).getByRole('button', { name: texts.confirm }))
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(texts.faults['wrong-code'])
    expect(await findings()).toEqual([])
    await part(texts.email)
      .getByLabel(texts.code)
      .fill(await codeSentTo(next))
    await follow(part(texts.email).getByRole('button', { name: texts.confirm }))
    await page.getByText(texts.saved['e-mail']).waitFor()
    expect((await party())?.email).toBe(next)
    expect(await findings()).toEqual([])
  })

  test('an address holds when it is saved, and a wrong one says at which field', async () => {
    const address = part(texts.address)
    await address.getByLabel(texts.postalCode).fill('50')
    await follow(address.getByRole('button', { name: texts.saveAddress }))
    await page.locator('.faults').waitFor()
    expect(await page.locator('.faults a').getAttribute('href')).toBe('#postnummer')
    await part(texts.address).getByLabel(texts.postalCode).fill('5004')
    await part(texts.address).getByLabel(texts.street).fill(`Strandgaten ${way.language}`)
    await follow(part(texts.address).getByRole('button', { name: texts.saveAddress }))
    await page.getByText(texts.saved.address).waitFor()
    expect((await party())?.street).toBe(`Strandgaten ${way.language}`)
  })

  test('name and date of birth are seen, not changed, and it says whom to ask', async () => {
    expect(await part(texts.who).innerText()).toContain('Kari Nordmann')
    expect(await part(texts.who).locator('input').count()).toBe(0)
    expect(await part(texts.who).getByRole('link').getAttribute('href')).toBe('/kontakt')
  })

  test('the language we write in is that of the pages', async () => {
    await page.getByRole('radio', { name: 'English' }).check()
    await follow(page.getByRole('button', { name: texts.saveLanguage }))
    await page.getByText(PROFILE_TEXTS.en.saved.language).waitFor()
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect((await party())?.language).toBe('en')
  })
})

test.each(WAYS)(
  'who is a customer more than once chooses which, and changes that one alone, in $language',
  async (way) => {
    const { owner } = database
    const texts = PROFILE_TEXTS[way.language]
    const own = OWN_CUSTOMERS_TEXTS[way.language]
    await owner`truncate change_pause, proof_code, try_limit, user_agreement`
    const linked = await aPerson(owner, { name: 'Kari Nordmann', email: 'gammel@example.org' })
    const { id: agreementId } = await anAgreement(owner, {
      partyId: linked,
      issuerId: 1,
      number: `8${linked}`,
    })
    const stranger = await aPerson(owner, { name: 'Ola Fremmed', email: 'ola@example.org' })
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/profil`)
    const choice = page.getByRole('navigation', { name: own.heading })
    expect(await choice.count()).toBe(0)
    await owner`
      insert into user_agreement (user_id, agreement_id, party_id, proof, proof_at)
      select id, ${agreementId}, ${linked}, 'email', now() from app_user where party_id = ${customers.partyId}`
    const emails = async () => [await emailOf(customers.partyId), await emailOf(linked)]
    const [before] = await emails()
    const address = page.getByRole('region', { name: texts.address, exact: true })
    // Shown before the other was linked: what is sent is still the same customer's.
    await address.getByLabel(texts.street).fill('Bryggen 5')
    await follow(address.getByRole('button', { name: texts.saveAddress }))
    await page.getByText(texts.saved.address).waitFor()
    expect(await streetOf(customers.partyId)).toBe('Bryggen 5')
    expect(await choice.getByRole('link').count()).toBe(2)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])

    await follow(choice.getByRole('link', { name: `8${linked}` }))
    await expect.poll(() => choice.locator('[aria-current=true]').innerText()).toContain(`8${linked}`)
    const email = page.getByRole('region', { name: texts.email, exact: true })
    expect(await email.innerText()).toContain('gammel@example.org')
    await email.getByLabel(texts.newEmail).fill('feil')
    await follow(email.getByRole('button', { name: texts.sendCode }))
    await page.locator('.faults').waitFor()
    expect(await email.innerText()).toContain('gammel@example.org')
    await email.getByLabel(texts.newEmail).fill('ny@example.org')
    await follow(email.getByRole('button', { name: texts.sendCode }))
    await email.getByLabel(texts.code).fill(await codeSentTo('ny@example.org'))
    await follow(email.getByRole('button', { name: texts.confirm }))
    await page.getByText(texts.saved['e-mail']).waitFor()
    expect(await emails()).toEqual([before, 'ny@example.org'])
    await follow(page.getByRole('link', { name: NOTICE_TEXTS[way.language].link }))
    await choice.waitFor()
    expect(await page.innerText('main')).toContain('ny@example.org')
    await page.getByRole('checkbox').first().click()
    await follow(page.getByRole('button', { name: NOTICE_TEXTS[way.language].save }))
    await page.getByText(NOTICE_TEXTS[way.language].saved).waitFor()
    expect(await owner`select distinct party_id as of from notice_choice`).toEqual([{ of: linked }])
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await owner`delete from notice_choice`

    const of = async (id: string) => (await page.goto(`${site.url}/min-side/profil?kunde=${id}`))?.status()
    const [theirs] = await owner<{ id: string }[]>`select public_id as id from party where id = ${stranger}`
    expect([await of(theirs?.id ?? ''), await of(randomUUID()), await of('1')]).toEqual([404, 404, 404])
    const everything = async () => [
      await owner`select * from party order by id`,
      await owner`select * from notice_choice`,
      await owner`select * from proof_code`,
    ]
    const untouched = await everything()
    const sends = [
      ['', { hva: 'adresse', adresselinje: 'Hos meg 1', postnummer: '5003', sted: 'Bergen', land: 'NO' }],
      ['', { hva: 'sprak', sprak: 'en' }],
      ['', { hva: 'send:e-mail', 'e-mail': 'meg@example.org' }],
      ['/varsler', { varsel: 'invoice:sms' }],
      ['/konto', { hva: 'send', konto: '15030000001' }],
    ] as const
    for (const [at, typed] of sends) {
      await page.goto(`${site.url}/min-side/profil${at}`)
      const [csrf, key] = [
        await page.inputValue('[name=csrf]'),
        await page.locator('main [name=key]').first().inputValue(),
      ]
      const answer = await page.request.post(`${site.url}/min-side/profil${at}?kunde=${theirs?.id}`, {
        headers: { origin: site.url },
        form: { csrf, key, ...typed },
        maxRedirects: 0,
      })
      expect([at, answer.status()]).toEqual([at, 404])
    }
    expect(await everything()).toEqual(untouched)
    await page.context().close()
    await owner`delete from user_agreement where party_id = ${linked}`
  },
)

test.each(WAYS)(
  'a while after log-in one logs in anew before anything is changed, in $language',
  async (way) => {
    const texts = PROFILE_TEXTS[way.language]
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/profil`)
    expect(await page.locator('#log-in-anew').count()).toBe(0)
    site.skip(16 * 60_000)
    const address = page.getByRole('region', { name: texts.address, exact: true })
    await address.getByLabel(texts.street).fill('Somewhere else 2')
    await follow(address.getByRole('button', { name: texts.saveAddress }))
    await page.locator('.faults').waitFor()
    expect(await page.locator('.faults a').getAttribute('href')).toBe('#log-in-anew')
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    const [row] = await database.owner`select street from party where id = ${customers.partyId}`
    expect(row?.street).not.toBe('Somewhere else 2')
    await follow(page.locator('#log-in-anew a'))
    // ID-porten remembers who it is, and asks all the same.
    await follow(page.locator(`[name=pid][value="${CUSTOMER_PID}"]`).first())
    await page.waitForURL(/\/min-side\/profil$/)
    await address.getByLabel(texts.street).fill('Bryggen 3')
    await follow(address.getByRole('button', { name: texts.saveAddress }))
    await page.getByText(texts.saved.address).waitFor()
    await page.context().close()
  },
)

async function emailOf(partyId: number): Promise<string | undefined> {
  const [party] = await database.owner<{ email: string }[]>`select email from party where id = ${partyId}`
  return party?.email
}

async function streetOf(partyId: number): Promise<string | undefined> {
  const [party] = await database.owner<{ street: string }[]>`select street from party where id = ${partyId}`
  return party?.street
}

async function codeSentTo(recipient: string): Promise<string> {
  const [mail] = await database.owner<{ body: string }[]>`
    select body from outbox where recipient = ${recipient} order by id desc limit 1`
  return /\d{4} \d{4}/.exec(mail?.body ?? '')?.[0] ?? ''
}
