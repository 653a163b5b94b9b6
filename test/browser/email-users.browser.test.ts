// long because: every test here goes the same way in, from the registration to the second factor.
import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { codeAt } from '#access/authenticator.ts'
import { SESSION_COOKIE } from '#access/cookie.ts'
import { insertEmailUser, readEmailUser, saveSecondFactor } from '#access/store-email-users.ts'
import { createPasswordHasher } from '#access/verify-password.ts'
import { isRefusal } from '#core/refusal.ts'
import { aPerson } from '#test/world.ts'
import { EMAIL_FAULTS } from '#words/email-faults.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { LOST_FACTOR_TEXTS } from '#words/lost-factor.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { follow } from './browser.ts'
import { setStage } from './stage.ts'
import { fill, lastCode, send, visitor } from './typing.ts'
import { axeFindings, WAYS, type Way } from './ways.ts'

const EMAIL = 'pierre@example.org'
const PASSWORD = 'fire blå hester i regn'
const { database, site, browser } = setStage()

beforeEach(async () => {
  await database.owner`truncate login_session, app_user, try_limit, proof_code, email_attempt, outbox, change_pause cascade`
  await database.owner`delete from party where email ilike '%pierre%'`
})

async function logIn(page: Page): Promise<void> {
  await page.goto(`${site.url}/uten-elektronisk-id`)
  await fill(page, { email: EMAIL, password: PASSWORD })
  await send(page)
}

/** As after all that the first test plays, but for the profile. */
async function aSecuredUser(): Promise<void> {
  const passwordHash = await createPasswordHasher(randomBytes).hash(PASSWORD)
  if (isRefusal(passwordHash)) throw new Error(passwordHash.refused)
  const now = Date.now()
  await insertEmailUser(database.app, { email: EMAIL, passwordHash, now })
  const user = await readEmailUser(database.app, EMAIL)
  const factor = { kind: 'sms' as const, phone: '+33612345678', secretSealed: null, lastStep: 0 }
  await saveSecondFactor(database.app, { ...factor, userId: user?.id ?? 0, now })
}

async function registered(way: Way): Promise<Page> {
  const page = await visitor(browser, site.url, way)
  await page.goto(`${site.url}/uten-elektronisk-id/ny`)
  await fill(page, { email: EMAIL, password: PASSWORD })
  await send(page)
  await page.waitForURL(/\/kode$/)
  await page.locator('#code').fill(await lastCode(database, 'mail'))
  await send(page)
  await page.waitForURL(/klar=ny/)
  return page
}

async function withProfile(way: Way): Promise<Page> {
  const page = await registered(way)
  await logIn(page)
  await page.waitForURL(/bli-kunde/)
  const cookie = (await page.context().cookies()).find(({ name }) => name === SESSION_COOKIE)
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' })
  await fill(page, { name: 'Pierre Exemple', phone: '+33 6 12 34 56 78', street: 'Rue 1' })
  await fill(page, { postalCode: '75001', place: 'Paris' })
  await page.locator('#country').selectOption('FR')
  await send(page)
  await page.waitForURL(/andre-faktor/)
  return page
}

async function securedBySms(way: Way): Promise<Page> {
  const page = await withProfile(way)
  await page.locator('#phone').fill('+33 6 12 34 56 78')
  await follow(
    page
      .locator('section', { has: page.locator('#phone') })
      .getByRole('button')
      .first(),
  )
  await page.locator('#code').waitFor()
  await page.locator('#code').fill(await lastCode(database, 'sms'))
  await follow(page.locator('form', { has: page.locator('#code') }).getByRole('button'))
  await page.waitForURL(/klar=ja/)
  return page
}

describe.each(WAYS)('in $language, with scripts $scripts', (way) => {
  const axe = async (page: Page) => {
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
  }

  test('the front page has two doors, and the second leads to a user by e-mail', async () => {
    const page = await visitor(browser, site.url, way)
    await page.goto(site.url)
    expect(await page.locator('.doors .ds-button').count()).toBe(2)
    await follow(page.locator('.doors .ds-button').nth(1))
    await page.waitForURL(/uten-elektronisk-id$/)
    await page.locator('#password').waitFor()
    await axe(page)
    await send(page)
    expect(await page.locator('#email').getAttribute('aria-invalid')).toBe('true')
    await axe(page)
    await follow(page.locator('main a[href$="/ny"]'))
    await page.locator('#password-about').waitFor()
    await fill(page, { email: EMAIL, password: 'passord123456' })
    await send(page)
    expect(await page.locator('#password').getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#email').inputValue()).toBe(EMAIL)
    expect(await page.content()).not.toContain('passord123456')
    await page.context().close()
  })

  test('one registers, confirms, completes the profile, secures the log-in, and logs in with both', async () => {
    const page = await securedBySms(way)
    await axe(page)
    await expect.poll(() => page.innerText('main')).toMatch(/(er|Innlogginga er) sikr?[ea]t?/)
    await page.goto(`${site.url}/min-side`)
    expect(new URL(page.url()).pathname).toBe('/min-side')
    await follow(page.locator('header').getByRole('button'))
    await page.waitForURL(`${site.url}/`)
    await logIn(page)
    await page.waitForURL(/\/kode$/)
    await axe(page)
    await page.locator('#code').fill('00000000')
    await send(page)
    expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true')
    await page.locator('#code').fill(await lastCode(database, 'sms'))
    await send(page)
    await page.waitForURL(`${site.url}/min-side`)
    const [made] = await database.owner`select name, country, email from party where email = ${EMAIL}`
    expect(made).toEqual({ name: 'Pierre Exemple', country: 'FR', email: EMAIL })
    await page.context().close()
  })

  test('without a second factor no page opens but those on the way to one; an authenticator app is one too', async () => {
    const page = await withProfile(way)
    await axe(page)
    for (const path of ['/min-side', '/min-side/fakturaer', '/finn-avtale']) {
      await page.goto(`${site.url}${path}`)
      expect(new URL(page.url()).pathname).toBe('/uten-elektronisk-id/andre-faktor')
    }
    const key = await page.locator('.secret-key').innerText()
    const step = Math.floor(Date.now() / 30_000)
    await page.locator('#app-code').fill(codeAt(fromBase32(key), step))
    await follow(page.locator('form', { has: page.locator('#app-code') }).getByRole('button'))
    await page.waitForURL(/klar=ja/)
    expect(await database.owner`select kind from second_factor`).toEqual([{ kind: 'authenticator' }])
    await page.context().close()
  })

  test('the code of a mail is of no use in another browser', async () => {
    const page = await visitor(browser, site.url, way)
    await page.goto(`${site.url}/uten-elektronisk-id/ny`)
    await fill(page, { email: EMAIL, password: PASSWORD })
    await send(page)
    await page.waitForURL(/\/kode$/)
    await axe(page)
    const other = await visitor(browser, site.url, way)
    const answer = await other.goto(`${site.url}/uten-elektronisk-id/kode`)
    expect(answer?.status()).toBe(410)
    expect(await other.locator('#code').count()).toBe(0)
    await axe(other)
    expect(await database.owner`select from app_user`).toHaveLength(0)
    await other.context().close()
    await page.context().close()
  })

  test('a forgotten password is made anew, and the second factor is asked for all the same', async () => {
    await aSecuredUser()
    const page = await visitor(browser, site.url, way)
    await page.goto(`${site.url}/uten-elektronisk-id/glemt-passord`)
    await axe(page)
    await fill(page, { email: EMAIL })
    await send(page)
    await page.waitForURL(/\/kode$/)
    await page.locator('#code').fill(await lastCode(database, 'mail'))
    await send(page)
    await page.waitForURL(/nytt-passord/)
    await axe(page)
    await fill(page, { password: 'seks gule hester i snø' })
    await send(page)
    await page.waitForURL(/klar=passord/)
    await fill(page, { email: EMAIL, password: 'seks gule hester i snø' })
    await send(page)
    await page.waitForURL(/\/kode$/)
    await page.context().close()
  })

  test('who has lost the second factor comes in by a letter, three days later, and makes a new one', async () => {
    const texts = LOST_FACTOR_TEXTS[way.language]
    await aSecuredUser()
    const partyId = await aPerson(database.owner, { name: 'Pierre Exemple', email: EMAIL })
    await database.owner`update app_user set party_id = ${partyId}`
    const page = await visitor(browser, site.url, way)
    await logIn(page)
    await page.waitForURL(/\/kode$/)
    await follow(page.getByRole('link', { name: texts.link }))
    await page.getByRole('heading', { level: 1, name: texts.heading }).waitFor()
    await axe(page)
    await follow(page.getByRole('button', { name: texts.ask }))
    await page.getByText(texts.asked).waitFor()
    await axe(page)
    const code = await lastCode(database, 'letter')
    const type = async () => {
      await page.getByLabel(texts.code).fill(code)
      await follow(page.getByRole('button', { name: texts.comeIn }))
    }
    await type()
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(EMAIL_FAULTS[way.language]['code-too-early'])
    await axe(page)
    await database.owner`update proof_code set begun_at = begun_at - interval '72 hours' where purpose = 'lost-factor'`
    await database.owner`delete from try_limit`
    await type()
    await page.waitForURL(/andre-faktor/)
    expect(await database.owner`select from second_factor`).toHaveLength(0)
    await page.goto(`${site.url}/min-side`)
    expect(new URL(page.url()).pathname).toBe('/uten-elektronisk-id/andre-faktor')
    await page.context().close()
  })

  test('an electronic identity added later takes the place of password and code', async () => {
    const texts = EMAIL_LOG_IN_TEXTS[way.language]
    await aSecuredUser()
    const partyId = await aPerson(database.owner, { name: 'Pierre Exemple', email: EMAIL })
    await database.owner`update app_user set party_id = ${partyId}`
    const page = await visitor(browser, site.url, way)
    await logIn(page)
    await page.waitForURL(/\/kode$/)
    await page.locator('#code').fill(await lastCode(database, 'sms'))
    await send(page)
    await page.waitForURL(/min-side/)
    await follow(page.getByRole('link', { name: PROFILE_TEXTS[way.language].link }))
    await page.getByText(texts.ownLogInBy(EMAIL)).waitFor()
    await axe(page)
    await follow(page.getByRole('link', { name: texts.changeFactor }))
    await page.waitForURL(/andre-faktor$/)
    await page.locator('#phone').waitFor()
    await axe(page)
    await page.goBack()
    await follow(page.getByRole('link', { name: 'ID-porten', exact: true }))
    await page.locator('[name=other]').fill('41819010186')
    await page.locator('[name=other]').press('Enter')
    await page.waitForURL(/min-side|forste-gang/)
    const [user] = await database.owner`
      select national_id_digest is not null as identity, password_hash as password from app_user`
    expect(user).toEqual({ identity: true, password: null })
    expect(await database.owner`select from second_factor`).toHaveLength(0)
    // The customer they are is theirs as before, and is known by the number now.
    const [party] = await database.owner`
      select national_id_digest is not null as known from party where id = ${partyId}`
    expect(party).toEqual({ known: true })
    const told =
      await database.owner`select recipient from outbox where dedupe_key like 'identity-added:%' and kind = 'mail'`
    expect(told).toEqual([{ recipient: EMAIL }])
    await page.goto(`${site.url}/min-side/profil`)
    await page.getByRole('heading', { level: 1, name: PROFILE_TEXTS[way.language].heading }).waitFor()
    expect(await page.innerText('main')).toContain(EMAIL)
    expect(await page.getByText(texts.ownLogInBy(EMAIL)).count()).toBe(0)
    await page.context().close()
    const again = await visitor(browser, site.url, way)
    await logIn(again)
    expect(await again.locator('#password').getAttribute('aria-invalid')).toBe('true')
    await again.context().close()
  })
})

// Last: it moves the clock that every session of the file goes by.
test.each(WAYS)(
  'a while after log-in no second factor is changed and no identity added, but after logging in anew, and that is told, in $language',
  async (way) => {
    const here = '/uten-elektronisk-id/andre-faktor'
    await aSecuredUser()
    const page = await visitor(browser, site.url, way)
    const withBoth = async () => {
      await fill(page, { email: EMAIL, password: PASSWORD })
      await send(page)
      await page.locator('#code').fill(await lastCode(database, 'sms'))
      await send(page)
    }
    const phones = () => database.owner<{ phone: string }[]>`select phone from second_factor`
    await page.goto(`${site.url}/uten-elektronisk-id`)
    await withBoth()
    await page.goto(`${site.url}${here}`)
    await page.locator('#phone').fill('+47 412 34 567')
    site.skip(16 * 60_000)
    const form = page.locator('section', { has: page.locator('#phone') })
    await follow(form.getByRole('button').first())
    await page.locator('#log-in-anew').waitFor()
    expect(await page.locator('#phone').count()).toBe(0)
    expect(await page.locator('.secret-key').count()).toBe(0)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    expect(await database.owner`select from proof_code where purpose = 'second-factor'`).toHaveLength(0)
    await follow(page.getByRole('link', { name: 'ID-porten', exact: true }))
    await page.waitForURL(`${site.url}${here}`)
    await page.locator('#log-in-anew').waitFor()
    expect(await database.owner`select from login_attempt where for_user is not null`).toHaveLength(0)
    // Whose session has run out meanwhile becomes nobody new there: they log in as before, and come back here.
    const expired = await visitor(browser, site.url, way)
    await expired.goto(`${site.url}/logg-inn?legg-til=ja`)
    await expired.waitForURL(`${site.url}/uten-elektronisk-id?til=${here}`)
    expect(await database.owner`select from login_attempt`).toHaveLength(0)
    await expired.context().close()

    await follow(page.locator('#log-in-anew a'))
    await withBoth()
    await page.waitForURL(`${site.url}${here}`)
    await page.locator('#phone').fill('+47 412 34 567')
    await follow(form.getByRole('button').first())
    await page.locator('#code').fill(await lastCode(database, 'sms'))
    await follow(page.locator('form', { has: page.locator('#code') }).getByRole('button'))
    await page.waitForURL(/klar=ja/)
    expect(await phones()).toEqual([{ phone: '+4741234567' }])
    expect(await database.owner`select from outbox where dedupe_key like 'second-factor:%'`).toHaveLength(1)
    await page.context().close()
  },
)

function fromBase32(text: string): Buffer {
  const bits = text
    .split('')
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
