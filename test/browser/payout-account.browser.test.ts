import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { PAUSE_MS } from '#agreements/linking.ts'
import { maskedAccountNumber } from '#core/account-number.ts'
import { formatInstant } from '#words/format.ts'
import { PAYOUT_ACCOUNT_TEXTS } from '#words/payout-account.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { UNDO_CHANGE_TEXTS } from '#words/undo-change.ts'
import { follow } from './browser.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const ACCOUNT = '86011117947'
const { database, customers, site, browser } = setStage()

describe.each(WAYS)('in $language, scripts $scripts', (way) => {
  const texts = PAYOUT_ACCOUNT_TEXTS[way.language]
  const until = formatInstant(BUSINESS_NOW + PAUSE_MS, way.language)
  let page: Page

  beforeEach(async () => {
    await database.owner`truncate payout_account, change_pause, proof_code, try_limit, outbox cascade`
    await database.owner`update party set phone = '+4798765432' where id = ${customers.partyId}`
    page = await comeIn(browser, site.url, way)
    return () => page.context().close()
  }, 60_000)

  const findings = async () => (way.scripts ? axeFindings(page) : [])
  const body = async (kind: string) =>
    (
      await database.owner<{ body: string }[]>`
        select body from outbox where kind = ${kind} order by id desc limit 1`
    )[0]?.body ?? ''
  const open = () => page.goto(`${site.url}/min-side/profil/konto`)
  const askFor = async (number: string) => {
    await page.getByLabel(texts.number).fill(number)
    await follow(page.getByRole('button', { name: texts.sendCode }))
  }
  const confirm = async (code: string) => {
    await page.getByLabel(texts.code).fill(code)
    await follow(page.getByRole('button', { name: texts.confirm }))
  }

  test('a customer names where they are paid, and confirms it by a code to their telephone', async () => {
    await page.goto(`${site.url}/min-side/profil`)
    expect(await page.getByRole('region', { name: texts.heading }).innerText()).toContain(texts.none)
    await follow(page.getByRole('link', { name: texts.link }))
    await page.getByRole('heading', { level: 1, name: texts.heading }).waitFor()
    expect(await findings()).toEqual([])
    await askFor('8601 11 17948')
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(texts.faults['not-an-account-number'])
    expect(await page.getByLabel(texts.number).inputValue()).toBe('8601 11 17948')
    expect(await page.getByLabel(texts.number).getAttribute('aria-invalid')).toBe('true')
    expect(await findings()).toEqual([])
    await askFor('8601 11 17947')
    await page.getByLabel(texts.code).waitFor()
    expect(await page.content()).not.toContain(ACCOUNT)
    expect(await findings()).toEqual([])
    await confirm('1')
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(texts.faults['wrong-code'])
    await confirm(/\d{4} \d{4}/.exec(await body('sms'))?.[0] ?? '')
    await page.getByText(texts.saved(until)).waitFor()
    expect(await page.innerText('main')).toContain(maskedAccountNumber(ACCOUNT))
    expect(await page.getByLabel(texts.number).count()).toBe(0)
    expect(await findings()).toEqual([])
    const kept = await database.owner`
      select account_number, verified_how from payout_account where party_id = ${customers.partyId} and ended_at is null`
    expect(kept).toEqual([{ account_number: ACCOUNT, verified_how: 'logged-in' }])
  })

  test('whoever is told undoes it by one click, and the customer is logged out', async () => {
    await open()
    await askFor(ACCOUNT)
    await confirm(/\d{4} \d{4}/.exec(await body('sms'))?.[0] ?? '')
    await page.getByText(texts.saved(until)).waitFor()
    const undo = /http:\S+nokkel=\S+/.exec(await body('mail'))?.[0] ?? ''
    const undone = UNDO_CHANGE_TEXTS[way.language]
    await page.goto(undo)
    expect(await findings()).toEqual([])
    await follow(page.getByRole('button', { name: undone.undo }))
    await expect.poll(() => page.innerText('h1')).toBe(undone.undone['payout-account'])
    expect(await findings()).toEqual([])
    expect(await database.owner`select from payout_account where ended_at is null`).toHaveLength(0)
    expect(await database.owner`select from login_session`).toHaveLength(0)
    await page.goto(undo)
    await follow(page.getByRole('button', { name: undone.undo }))
    await expect.poll(() => page.innerText('h1')).toBe(undone.outlived)
  })

  test('name and date of birth are seen, and it says whom to ask when they are wrong', async () => {
    await page.goto(`${site.url}/min-side/profil`)
    const profile = PROFILE_TEXTS[way.language]
    const who = await page.getByRole('region', { name: profile.who }).innerText()
    expect(who).toMatch(/Kari Nordmann[^]*20\. november 1946/)
    expect(who).toContain(profile.nameWhy)
  })

  test('who is reached in no way is led to where a telephone is given', async () => {
    await database.owner`update party set phone = null, email = null where id = ${customers.partyId}`
    await open()
    await askFor(ACCOUNT)
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(texts.faults['no-way-to-confirm'])
    expect(await page.getByRole('link', { name: texts.toProfile }).getAttribute('href')).toBe(
      '/min-side/profil#phone',
    )
    expect(await findings()).toEqual([])
    await database.owner`update party set email = 'kari@example.org' where id = ${customers.partyId}`
  })
})
