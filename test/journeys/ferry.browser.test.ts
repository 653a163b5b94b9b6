import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { inTransaction } from '#db/connection.ts'
import { importFares } from '#ferry/import-fares.ts'
import { openFerryAccount } from '#ferry/open-account.ts'
import { readFares } from '#ferry/read-fares.ts'
import { readTerms } from '#jobs/read-terms.ts'
import { openBrowser } from '#test/browser/browser.ts'
import { testDatabase } from '#test/database.ts'
import { follow } from '../browser/browser.ts'
import { messagesTo } from './inbox.ts'
import { done, type Running, startInstallation, until } from './installation.ts'
import { aPlayer, mainOf, onMinSide, type Player, plain } from './player.ts'

/**
 * Kari becomes a ferry customer: asked ahead, half paid, all paid, the card by post, trips, a refill that she ignores,
 * the discount that ends and comes back. Every morning at eight the day before has been posted.
 */
const db = testDatabase()
let running: Running
let browser: Browser
let kari: Player
let agreementId = 0

beforeAll(async () => {
  running = await startInstallation(db)
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

const CAR = { country: 'NO', plate: 'FJ10001', length_cm: 480, zeroEmission: false }
const VAN = { country: 'NO', plate: 'FJ10002', length_cm: 700, zeroEmission: false }

test('a ferry account from the prepayment to the discount that came back', { timeout: 240_000 }, async () => {
  await becomesFerryCustomer()
  await pays('1750', 'Bare halvparten')
  await day('2019-12-11')
  expect(await account()).toEqual({ state: 'waiting', balance: 1_750, cards: 'ordered' })

  await pays('1750', 'Betal hele beløpet')
  await day('2019-12-12')
  expect(await account()).toEqual({ state: 'active', balance: 3_450, cards: 'released' })
  await until(
    async () => (await db.batch`select from ferry_card_file where delivered_at is not null`).length > 0,
  )

  await sails('2019-12-12', { of: CAR, times: 10 })
  await day('2019-12-13')
  // 76 and a toll part of 53, half of both, ten times.
  expect(await account()).toMatchObject({ state: 'active', balance: 3_450 - 645 })
  await hears('Ferjekortet er sendt')

  await sails('2019-12-13', { of: VAN, times: 15 })
  await day('2019-12-14')
  // 168 and 105, half of both; a quarter of 3 500 is 875.
  expect(await account()).toMatchObject({ state: 'active', balance: 757.5 })
  await hears('Lite igjen på ferjekontoen')

  await sails('2019-12-14', { of: VAN, times: 7 })
  await day('2019-12-15')
  expect(await account()).toMatchObject({ state: 'blocked', balance: -61.5 })
  await hears('Ferjekontoen er sperret')
  expect(await explained('2019-12-14-6')).toContain('273,00 kr → 84,00 kr + 52,50 kr (private, account')
  expect(await explained('2019-12-14-7')).toMatch(
    /273,00 kr → 168,00 kr \+ 105,00 kr \(none, invoice, .61,50 kr/,
  )

  await pays('3500', 'Betal hele beløpet')
  await sails('2019-12-15', { of: CAR, times: 1 })
  await day('2019-12-16')
  expect(await account()).toMatchObject({ state: 'active', balance: 3_500 - 61.5 - 64.5 })
  await hears('Ferjerabatten er tilbake')

  await until(async () => (await prepaymentAsked()).includes('8,00 m: 3 500,00 kr'))
  await day('2020-01-02')
  await until(async () => (await prepaymentAsked()).includes('8,00 m: 3 600,00 kr'))
  await done(running.installation, 'verify')
})

async function becomesFerryCustomer(): Promise<void> {
  const { data } = running.installation
  const now = Date.parse('2019-12-10T08:00:00+01:00')
  await importFares(db.batch, data, { now })
  const [{ rules }, { invoicing: terms, channels }] = await Promise.all([
    readFares(db.batch),
    readTerms(data),
  ])
  const asked = {
    partyId: kari.partyId,
    vehicles: [{ ...CAR, card: true }, VAN],
    termsVersion: '2019-01-15',
  }
  const run = { now, newId: randomUUID, rules, terms, channels }
  const opened = await inTransaction(db.batch, (tx) => openFerryAccount(tx, asked, run))
  if (isRefusal(opened)) throw new Error(opened.refused)
  agreementId = opened.agreementId
}

/** What is asked ahead stands on Min side; she pays it in the bank, whose file comes at once. */
async function pays(kroner: string, button: 'Betal hele beløpet' | 'Bare halvparten'): Promise<void> {
  const { outside } = kari
  const [open] = await db.batch<{ publicId: string; kid: string; account: string }[]>`
    select i.public_id as "publicId", i.kid, i.issuer_account_number as account
    from ferry_prepayment p join invoice i on i.id = p.invoice_id
    where p.agreement_id = ${agreementId} and p.settled_at is null order by i.id desc limit 1`
  const { publicId = '', kid = '', account = '' } = open ?? {}
  await onMinSide(kari, `/min-side/fakturaer/${publicId}`)
  expect(await mainOf(kari.page)).toContain(kid)
  await outside.goto(`${running.sandboxUrl}/bank`)
  await outside.getByLabel('KID').fill(kid)
  await outside.getByLabel('Til kontonummer').fill(account)
  await outside
    .getByLabel('Beløp i kroner')
    .fill(button === 'Betal hele beløpet' ? kroner : String(2 * Number(kroner)))
  await follow(outside.getByRole('button', { name: button, exact: true }))
  const before = await paid()
  await follow(outside.getByRole('button', { name: 'Lever OCR-fil' }))
  await until(async () => (await paid()) === before + Number(kroner) * 100)
}

async function paid(): Promise<number> {
  const [row] = await db.batch<{ sum: number }[]>`
    select coalesce(sum(i.allocated_ore), 0)::bigint as sum from ferry_prepayment p join invoice i on i.id = p.invoice_id
    where p.agreement_id = ${agreementId}`
  return row?.sum ?? 0
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

async function account() {
  const [row] = await db.batch<{ state: string; balance: number; cards: string }[]>`
    select a.state, a.balance_ore as balance, string_agg(c.state, ' ') as cards
    from ferry_account a left join ferry_card c using (agreement_id) where agreement_id = ${agreementId} group by 1, 2`
  return row && { ...row, balance: row.balance / 100 }
}

async function hears(subject: string): Promise<void> {
  await until(
    async () =>
      (await messagesTo(running.sandboxUrl, kari.email)).some((message) => message.subject === subject),
    async () => JSON.stringify((await messagesTo(running.sandboxUrl, kari.email)).map((m) => m.subject)),
  )
}

async function explained(reference: string): Promise<string> {
  const from = running.said.length
  await done(running.installation, 'explain-trip', 'fjord1', reference)
  return running.said
    .slice(from)
    .join('\n')
    .replace(/[\u00a0\u202f]/g, ' ')
}

async function prepaymentAsked(): Promise<string> {
  await onMinSide(kari, '/sporsmal-og-svar')
  // The answers are folded, and not seen before they are opened.
  return plain((await kari.page.locator('main').textContent()) ?? '')
}
