import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/browser/browser.ts'
import { testDatabase } from '#test/database.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { FERRY_PREPAYMENT_TEXTS } from '#words/ferry-prepayments.ts'
import { FERRY_TRIP_LIST_TEXTS } from '#words/ferry-trip-list.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { follow } from '../browser/browser.ts'
import { messagesTo } from './inbox.ts'
import { done, type Running, startInstallation, until } from './installation.ts'
import { aPlayer, mainOf, onMinSide, type Player, plain } from './player.ts'

/**
 * Kari becomes a ferry customer: asked ahead, half paid, all paid, the card by post, trips, a refill that she ignores,
 * the discount that ends and comes back. Every morning at eight the day before has been posted. What she knows of it
 * stands on her pages.
 */
const db = testDatabase()
let running: Running
let browser: Browser
let kari: Player

beforeAll(async () => {
  running = await startInstallation(db)
  await done(running.installation, 'import-fares')
  browser = await openBrowser()
  const at = { db: db.batch, browser, running }
  kari = await aPlayer('Kari Nordmann', at, {
    station: 'bergen-sandviken',
    language: 'nb',
    javaScriptEnabled: true,
  })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await running?.close()
})

const CAR = { plate: 'FJ10001', length_cm: 480 }
const VAN = { plate: 'FJ10002', length_cm: 700 }
const { states, oldCard: _, ...OVERVIEW } = FERRY_OVERVIEW_TEXTS.nb
const AHEAD = FERRY_PREPAYMENT_TEXTS.nb

test('a ferry account from the prepayment to the discount that came back', { timeout: 240_000 }, async () => {
  await becomesFerryCustomer()
  await pays('1750', 'Bare halvparten')
  await day('2019-12-11')
  await sees(states.waiting, '1 750,00 kr igjen av 3 500,00 kr', OVERVIEW.card.ordered(''))

  await pays('1750', 'Betal hele beløpet')
  await day('2019-12-12')
  await sees(states.active, '3 450,00 kr igjen av 3 500,00 kr', 'Ferjekort 7')

  await sails('2019-12-12', { of: CAR, times: 10 })
  await day('2019-12-13')
  // 76 and a toll part of 53, half of both, ten times; 12 per cent inside the fare alone.
  await sees(states.active, '2 805,00 kr igjen av 3 500,00 kr', 'om lag 43 turer til')
  expect(await meter()).toBe('2 805,00 kr av 3 500,00 kr, 80 prosent igjen')
  expect(await tripsOn('2019-12-12')).toMatchObject({
    count: 10,
    text: expect.stringMatching(/645,00 kr 10 turer.*1 290,00 kr.*−645,00 kr.*265,00 kr.*40,70 kr/),
  })
  await hears('Ferjekortet er sendt')

  await sails('2019-12-13', { of: VAN, times: 15 })
  await day('2019-12-14')
  // 168 and 105, half of both; a quarter of 3 500 is 875.
  await sees(states.active, '757,50 kr igjen av 3 500,00 kr', OVERVIEW.refillAsked, AHEAD.because.refill)
  expect(await meter()).toBe('757,50 kr av 3 500,00 kr, 22 prosent igjen')
  await hears('Lite igjen på ferjekontoen')

  await sails('2019-12-14', { of: VAN, times: 7 })
  await day('2019-12-15')
  await sees(states.blocked, '−61,50 kr på kontoen', AHEAD.stillToPay('3 500,00 kr'))
  await hears('Ferjekontoen er sperret')
  expect(await whyTrip('2019-12-14', 6)).toMatch(
    /136,50 kr.*Saldoen før turen var 75,00 kr\. Det var nok til rabatt/,
  )
  expect(await whyTrip('2019-12-14', 7)).toMatch(
    /273,00 kr.*falt bort, fordi saldoen før turen var −61,50 kr/,
  )

  await pays('3500', 'Betal hele beløpet')
  await sails('2019-12-15', { of: CAR, times: 1 })
  await day('2019-12-16')
  await sees(states.active, '3 374,00 kr igjen av 3 500,00 kr')
  expect(await whyTrip('2019-12-15', 1)).toMatch(
    /64,50 kr.*Saldoen før turen var 3 438,50 kr\. Det var nok til rabatt/,
  )
  await hears('Ferjerabatten er tilbake')

  expect(await prepaymentAsked()).toContain('8,00 m: 3 500,00 kr')
  await day('2020-01-02')
  await until(async () => (await prepaymentAsked()).includes('8,00 m: 3 600,00 kr'))
  await done(running.installation, 'verify')
  const personal = [CAR.plate, VAN.plate, kari.name, kari.email, kari.mobile, 'saldo']
  for (const one of personal) expect(running.said.filter((line) => line.includes(one))).toEqual([])
})

/** By the pages, as anybody: two vehicles, a card for the first, the invoice by mail. */
async function becomesFerryCustomer(): Promise<void> {
  const { page } = kari
  const texts = FERRY_OPEN_TEXTS.nb
  const press = (name: string) => follow(page.getByRole('button', { name, exact: true }))
  await onMinSide(kari, '/min-side/ferje/bli-kunde')
  await press(FLOW_TEXTS.nb.next)
  for (const { plate, length_cm } of [CAR, VAN]) {
    if (plate === VAN.plate) await press(texts.another)
    await page.locator('#kjennemerke').fill(plate)
    await press('Finn kjøretøy')
    await page.locator('#lengde').fill(String(length_cm))
    if (plate === CAR.plate) await page.locator('#kort').check()
    await press(texts.addThis)
  }
  await press(FLOW_TEXTS.nb.next)
  await press(FLOW_TEXTS.nb.next)
  await page.locator('#vilkar').check()
  await press(texts.order)
  await page.waitForURL(/ferje\/kvittering/)
  await until(
    async () => {
      await page.reload()
      return /6010\d{13}.*3 500,00 kr/s.test(await mainOf(page))
    },
    () => mainOf(page),
  )
}

/** What is asked ahead stands on her page with the way to pay it; she pays it in the bank, whose file comes at once. */
async function pays(kroner: string, button: 'Betal hele beløpet' | 'Bare halvparten'): Promise<void> {
  const { page, outside } = kari
  await onMinSide(kari, '/min-side/ferje')
  await follow(page.getByRole('link', { name: /^Betal / }))
  const numbers = page.locator('.payment-rows .numbers')
  await numbers.first().waitFor()
  const [kid = '', account = ''] = await numbers.allInnerTexts()
  await outside.goto(`${running.sandboxUrl}/bank`)
  await outside.getByLabel('KID').fill(kid)
  await outside.getByLabel('Til kontonummer').fill(account)
  await outside
    .getByLabel('Beløp i kroner')
    .fill(button === 'Betal hele beløpet' ? kroner : String(2 * Number(kroner)))
  await follow(outside.getByRole('button', { name: button, exact: true }))
  await follow(outside.getByRole('button', { name: 'Lever OCR-fil' }))
  const isIn = button === 'Betal hele beløpet' ? AHEAD.paidNotEntered : AHEAD.stillToPay('1 750,00 kr')
  await until(
    async () => {
      await onMinSide(kari, '/min-side/ferje')
      return (await mainOf(page)).includes(isIn)
    },
    () => mainOf(page),
  )
}

/** A ferry company's file of the morning: from six o'clock, every five minutes. */
async function sails(on: string, { of, times }: { of: typeof CAR; times: number }): Promise<void> {
  const [fare, group] = of === CAR ? [12_900, 'AP1'] : [27_300, 'AP2']
  const lines = Array.from({ length: times }, (_, i) => {
    const when = `${on}T0${6 + Math.floor(i / 12)}:${String((i * 5) % 60).padStart(2, '0')}:00+01:00`
    return `R;${on}-${i + 1};1;flakk-rorvik;${when};${when};${of.length_cm};${group};;;;NO;${of.plate};30;0;0;0;S;${fare}`
  })
  const head = `H;brikke-ferry-receipts;1;fjord1;${on};${on}T07:55:00+01:00`
  const path = join(running.home, `receipts-${on}.txt`)
  writeFileSync(path, [head, ...lines, `T;${times};${times * fare}`, ''].join('\n'))
  await done(running.installation, 'import-ferry-trips', path)
}

async function day(on: string): Promise<void> {
  await done(running.installation, 'day', on)
}

async function sees(...texts: readonly string[]): Promise<void> {
  await onMinSide(kari, '/min-side/ferje')
  const text = await mainOf(kari.page)
  for (const one of texts) expect(text).toContain(one)
}

async function meter(): Promise<string> {
  return plain((await kari.page.locator('.ferry-meter').getAttribute('aria-label')) ?? '')
}

/** The list of a day, found as she would. */
async function tripsOn(on: string): Promise<{ count: number; text: string }> {
  const { page } = kari
  await onMinSide(kari, '/min-side/ferje')
  await follow(page.getByRole('link', { name: OVERVIEW.trips }))
  await page.locator('#fra').fill(on)
  await page.locator('#til').fill(on)
  await follow(page.getByRole('button', { name: FERRY_TRIP_LIST_TEXTS.nb.show }))
  await page.locator(`h1:has-text("${Number(on.slice(8))}. ")`).waitFor()
  const text = (await mainOf(page)).replaceAll(/\s+/g, ' ')
  return { count: await page.locator('.passage').count(), text }
}

/** Why the day’s trip of that number cost what it did; the list has the newest first. */
async function whyTrip(on: string, number: number): Promise<string> {
  const { page } = kari
  await tripsOn(on)
  const trips = page.locator('.passage')
  await follow(trips.nth((await trips.count()) - number).getByRole('link'))
  await page.locator('.steps').waitFor()
  return (await mainOf(page)).replaceAll(/\s+/g, ' ')
}

async function hears(subject: string): Promise<void> {
  await until(
    async () =>
      (await messagesTo(running.sandboxUrl, kari.email)).some((message) => message.subject === subject),
    async () => JSON.stringify((await messagesTo(running.sandboxUrl, kari.email)).map((m) => m.subject)),
  )
}

async function prepaymentAsked(): Promise<string> {
  await onMinSide(kari, '/sporsmal-og-svar')
  return answersOf(kari.page)
}

/** The answers are folded, and not seen before they are opened. */
async function answersOf(page: Page): Promise<string> {
  return plain((await page.locator('main').textContent()) ?? '')
}
