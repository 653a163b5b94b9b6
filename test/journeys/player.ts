import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { parseMobileNumber } from '#core/mobile-number.ts'
import type { Db } from '#db/connection.ts'
import { follow } from '../browser/browser.ts'
import { readMessage, readSms } from './inbox.ts'
import { type Running, until } from './installation.ts'
import { NB, NN, type Said } from './unpaid-words.ts'

/** Somebody in a story, logged in on Min side. */
export type Player = {
  readonly running: Running
  readonly name: string
  readonly station: string
  readonly partyId: number
  readonly email: string
  /** As the networks write it. */
  readonly mobile: string
  /** Min side, and the sandbox's pages. */
  readonly page: Page
  readonly outside: Page
  readonly says: Said
  /** What the page said on the way, for what comes after. */
  readonly kept: Map<'invoice' | 'reminder', Paper>
  /** Passages of a month that had a price when it was last looked at. */
  readonly priced: Map<string, number>
}
export type Paper = {
  readonly url: string
  readonly number: string
  readonly kid: string
  readonly amount: string
}

export async function aPlayer(
  name: string,
  at: { db: Db; browser: Browser; running: Running },
  of: { station: string; language: 'nb' | 'nn'; javaScriptEnabled: boolean },
): Promise<Player> {
  const { station, language, javaScriptEnabled } = of
  const [party] = await at.db<{ id: number; email: string; phone: string }[]>`
    select id, email, phone from party where name = ${name}`
  const context = await at.browser.newContext({ javaScriptEnabled })
  const page = await context.newPage()
  const { minSideUrl } = at.running.installation
  await page.goto(`${minSideUrl}/?sprak=${language}`)
  await follow(page.getByRole('link', { name: /Logg inn med ID-porten/ }).first())
  await follow(page.getByRole('button', { name: new RegExp(name) }))
  await page.waitForURL(/\/min-side/)
  return {
    running: at.running,
    name,
    station,
    partyId: party?.id ?? 0,
    email: party?.email ?? '',
    mobile: parseMobileNumber(party?.phone ?? '') ?? '',
    page,
    outside: await context.newPage(),
    says: language === 'nb' ? NB : NN,
    kept: new Map(),
    priced: new Map(),
  }
}

export async function paperOn(page: Page): Promise<Paper> {
  const [kid = '', , amount = ''] = await page.locator('.payment-rows .numbers').allInnerTexts()
  return {
    url: page.url(),
    number: await page.innerText('h1'),
    kid,
    amount: plain(amount).replace(' kr', ''),
  }
}

export async function mail({ outside, email, running }: Player, subject: string): Promise<string> {
  return readMessage(outside, running.sandboxUrl, { recipient: email, subject })
}

/** By SMS too, beside the mail or the letter. */
export async function sms({ outside, mobile, running }: Player, text: string): Promise<void> {
  await readSms(outside, running.sandboxUrl, { recipient: mobile, text })
}

/** Through a toll station, on a day that the clock has come to. */
export async function drive({ name, station, running }: Player, at: string): Promise<void> {
  const trip = await fetch(`${running.sandboxUrl}/traffic/one-trip`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: name, station, at }),
  })
  expect(trip.status, await trip.text()).toBe(200)
}

/** Why the newest passage of a month costs what it does, once it is priced. */
export async function priceOf(player: Player, month: string): Promise<string> {
  const { page, says } = player
  const why = page.getByText(says.why)
  const before = player.priced.get(month) ?? 0
  await until(
    async () => {
      await onMinSide(player, `/min-side/passeringer/${month}`)
      return (await why.count()) > before
    },
    () => mainOf(page),
  )
  player.priced.set(month, await why.count())
  await why.first().click()
  return plain(await page.locator('details[open]').first().innerText())
}

export async function onMinSide({ page, running }: Player, path: string): Promise<void> {
  const answer = await page.goto(`${running.installation.minSideUrl}${path}`)
  expect(answer?.status(), path).toBe(200)
}

export async function mainOf(page: Page): Promise<string> {
  return plain(await page.locator('main').innerText())
}

export function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}
