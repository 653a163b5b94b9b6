import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/browser/browser.ts'
import { testDatabase } from '#test/database.ts'
import { follow } from '../browser/browser.ts'
import { messagesTo } from './inbox.ts'
import { done, type Running, startInstallation, until } from './installation.ts'
import {
  aPlayer,
  drive,
  mail,
  mainOf,
  onMinSide,
  type Player,
  paperOn,
  plain,
  priceOf,
  sms,
} from './player.ts'
import { ISSUER } from './unpaid-words.ts'

/**
 * Two customers who do not pay, from the invoice to debt collection and out of it again: Kari in bokmål with JavaScript,
 * Ingebjørg in nynorsk without.
 */
const db = testDatabase()
let running: Running
let browser: Browser
let players: readonly Player[] = []

beforeAll(async () => {
  running = await startInstallation(db)
  browser = await openBrowser()
  const at = { db: db.batch, browser, running }
  players = [
    await aPlayer('Kari Nordmann', at, {
      station: 'bergen-sandviken',
      language: 'nb',
      javaScriptEnabled: true,
    }),
    await aPlayer('Ingebjørg Vik', at, {
      station: 'kvam-steinsdalen',
      language: 'nn',
      javaScriptEnabled: false,
    }),
  ]
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await running?.close()
})

test('an invoice that is not paid, by its steps, to the agreement that is open again', {
  timeout: 300_000,
}, async () => {
  for (const player of players) await wantsMail(player)
  for (const player of players) await drive(player, '2019-12-10T07:30:00+01:00')
  for (const player of players) expect(await priceOf(player, '2019-12')).toMatch(player.says.discount)
  await run('run-invoicing', '--as-of', '2019-12-10', '--all')
  for (const player of players) await seesTheInvoice(player)

  await day('2020-01-06')
  await run('run-dunning', '--as-of', '2020-01-06')
  for (const player of players) await seesItLate(player)

  await day('2020-01-07')
  await run('run-dunning', '--as-of', '2020-01-07')
  for (const player of players) await seesTheReminder(player)

  await day('2020-01-23')
  await run('run-dunning', '--as-of', '2020-01-23')
  for (const player of players) await seesTheCollection(player)
  await collectorIsTold()

  await day('2020-01-24')
  for (const player of players) await drive(player, '2020-01-24T07:30:00+01:00')
  for (const player of players) await ownerIsToPay(player)
  await run('run-invoicing', '--as-of', '2020-01-24', '--all')
  for (const player of players) await ownerGetsTheInvoice(player)

  for (const player of players) await pays(player)
  for (const player of players) await seesItOpened(player)

  await day('2020-01-25')
  for (const player of players) await drive(player, '2020-01-25T07:30:00+01:00')
  for (const player of players) expect(await priceOf(player, '2020-01')).toMatch(player.says.discount)
  for (const { email, mobile, says } of players) {
    const { newInvoice, reminder, inCollection, opened } = says
    expect((await messagesTo(running.sandboxUrl, email)).map(({ subject }) => subject)).toEqual([
      newInvoice,
      reminder,
      inCollection,
      opened,
    ])
    expect((await messagesTo(running.sandboxUrl, mobile)).map(({ text }) => text)).toEqual([
      says.reminderSms,
      says.inCollectionSms,
      says.openedSms,
    ])
  }
  await run('verify')
  expect(running.said.filter((line) => players.some(({ name }) => line.includes(name)))).toEqual([])
})

/** Chooses mail before the bank. */
async function wantsMail(player: Player): Promise<void> {
  const { page, says } = player
  const places = page.locator('select[name=valg]')
  await until(async () => {
    await onMinSide(player, '/min-side/fakturaer/levering')
    return (await places.first().inputValue()) === 'efaktura'
  })
  await places.nth(0).selectOption('e-mail')
  await places.nth(1).selectOption('efaktura')
  await follow(page.getByRole('button', { name: says.saveOrder }))
  await page.getByText(says.orderSaved).waitFor()
}

async function seesTheInvoice(player: Player): Promise<void> {
  const { page, says } = player
  expect(await mail(player, says.newInvoice)).toContain(says.logIn)
  await toPayFromOverview(player)
  const text = await mainOf(page)
  expect(text).toContain(says.sent)
  player.kept.set('invoice', await paperOn(page))
}

async function seesItLate(player: Player): Promise<void> {
  await onMinSide(player, '/min-side/fakturaer')
  await until(async () => {
    await player.page.reload()
    return (await mainOf(player.page)).includes(player.says.late)
  })
  expect(await mainOf(player.page)).not.toContain(player.says.stopped)
}

/** The invoice is stopped and leads to its reminder, and the reminder back. */
async function seesTheReminder(player: Player): Promise<void> {
  const { page, says, kept } = player
  expect(await mail(player, says.reminder)).toMatch(/21\. januar 2020/)
  await sms(player, says.reminderSms)
  await page.goto(kept.get('invoice')?.url ?? '')
  expect(await mainOf(page)).toContain(says.stopped)
  expect(await mainOf(page)).toContain(says.notToBePaid)
  expect(await mainOf(page)).not.toContain(kept.get('invoice')?.kid)
  await follow(page.getByRole('link', { name: says.toReminder }))
  await page.getByRole('heading', { level: 1, name: says.reminderHeading }).waitFor()
  const reminder = await mainOf(page)
  expect(reminder).toMatch(says.fee)
  expect(reminder).toContain(says.warned)
  kept.set('reminder', await paperOn(page))
  expect(kept.get('reminder')?.kid).not.toBe(kept.get('invoice')?.kid)
  await follow(page.getByRole('link', { name: says.toInvoice }))
  await page.getByRole('heading', { level: 1, name: kept.get('invoice')?.number ?? '' }).waitFor()
  expect(page.url()).toBe(kept.get('invoice')?.url)
}

async function seesTheCollection(player: Player): Promise<void> {
  const { page, says } = player
  expect(await mail(player, says.inCollection)).toContain(says.lifts)
  await sms(player, says.inCollectionSms)
  await onMinSide(player, '/min-side')
  const overview = await mainOf(page)
  for (const said of [says.blocked, says.because, says.lifts]) expect(overview).toContain(said)
  await onMinSide(player, new URL(player.kept.get('reminder')?.url ?? '').pathname)
  expect(await mainOf(page)).toContain(says.collected)
}

/** Both claims are told of, once each, and no more; whether by the day's own schedule or by the command. */
async function collectorIsTold(): Promise<void> {
  await run('collection-out', join(running.home, 'to-collector'))
  const files = await db.batch<{ content: string }[]>`select content from collection_file`
  const claims = files.flatMap(({ content }) => content.split('\r\n').filter((line) => line.startsWith('C;')))
  expect(claims).toHaveLength(players.length)
  for (const { kept } of players)
    expect(claims.filter((line) => line.includes(`;${kept.get('reminder')?.kid};`))).toHaveLength(1)
}

/**
 * The register knows the owner by name and address, and by no national identity number: what the owner pays is on paper,
 * and never on the Min side of whoever has the agreement.
 */
async function ownerIsToPay(player: Player): Promise<void> {
  const { page, name, says } = player
  await until(async () => (await ownersCharges(name)).length > 0)
  const [charge] = await ownersCharges(name)
  expect(charge).toMatchObject({ amount: charge?.tariff, agreementId: null })
  await onMinSide(player, '/min-side/passeringer/2020-01')
  expect(await mainOf(page)).toContain(says.noPassages)
}

function ownersCharges(name: string) {
  return db.batch<{ amount: number; tariff: number; agreementId: number | null }[]>`
    select c.amount_ore as amount, c.tariff_ore as tariff, c.agreement_id as "agreementId"
    from charge c join party p on p.id = c.party_id where p.name = ${name} and p.portfolio_ref like 'svv:%'`
}

/** From the toll charger, as a letter: the printer's pages are read. */
async function ownerGetsTheInvoice({ name }: Player): Promise<void> {
  const folder = join(running.home, 'to-printer')
  await run('letters-out', folder)
  const [invoice] = await db.batch<{ issuer: string; kid: string; total: number; pages: string }[]>`
    select i.issuer_name as issuer, i.kid, i.total_ore as total, l.name as pages
    from invoice i join party p on p.id = i.party_id join delivery d on d.invoice_id = i.id
    join print_letter l on l.delivery_id = d.id where p.name = ${name} and i.agreement_id is null`
  const [charge] = await ownersCharges(name)
  expect(invoice).toMatchObject({ issuer: ISSUER, total: charge?.tariff })
  const pdf = join(folder, invoice?.pages ?? '')
  const letter = plain(execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }))
  expect(letter.replaceAll(' ', '')).toContain(invoice?.kid)
  const amount = ((invoice?.total ?? 0) / 100).toFixed(2).replace('.', ',')
  for (const said of [amount, name, ISSUER]) expect(letter).toContain(said)
}

/** In the sandbox's bank, with what stands on the reminder. */
async function pays({ page, outside, kept, says }: Player): Promise<void> {
  const reminder = kept.get('reminder')
  await page.goto(reminder?.url ?? '')
  const account = plain(await page.locator('main').innerText()).match(/\d{4} \d\d \d{5}/)?.[0] ?? ''
  await outside.goto(`${running.sandboxUrl}/bank`)
  await outside.getByLabel('KID').fill(reminder?.kid ?? '')
  await outside.getByLabel('Til kontonummer').fill(account)
  await outside.getByLabel('Beløp i kroner').fill(reminder?.amount ?? '')
  await follow(outside.getByRole('button', { name: 'Betal hele beløpet' }))
  await follow(outside.getByRole('button', { name: 'Lever OCR-fil' }))
  await until(async () => {
    await page.reload()
    return (await mainOf(page)).includes(says.paid)
  })
}

async function seesItOpened(player: Player): Promise<void> {
  const { page, says } = player
  await mail(player, says.opened)
  await sms(player, says.openedSms)
  await onMinSide(player, '/min-side')
  await until(async () => {
    await page.reload()
    return !(await mainOf(page)).includes(says.blocked)
  })
}

/** From what Min side shows first to the invoice that is to be paid. */
async function toPayFromOverview(player: Player): Promise<void> {
  await onMinSide(player, '/min-side')
  await follow(player.page.locator('.unpaid a'))
  await player.page.waitForURL(/fakturaer\/[0-9a-f-]{36}$/)
  await player.page.locator('#payment').waitFor()
}

function run(name: string, ...args: string[]): Promise<void> {
  return done(running.installation, name, ...args)
}

/** Pages see the new day within a second. */
async function day(date: string): Promise<void> {
  await run('day', date)
  await new Promise((wait) => setTimeout(wait, 1_500))
}
