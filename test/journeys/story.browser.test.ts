import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '#test/browser/browser.ts'
import { testDatabase } from '#test/database.ts'
import { follow } from '../browser/browser.ts'
import { done, type Running, startInstallation, until } from './installation.ts'

/**
 * The whole story, on real parts: log in through ID-porten's double, a passage file over HTTP, the worker, the page, an
 * invoice run, the PDF, the bank, its OCR file, «Faktura betalt».
 */
const db = testDatabase()
let running: Running
let browser: Browser

beforeAll(async () => {
  running = await startInstallation(db)
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await running?.close()
})

test('from a passage file to a paid invoice on Min side', { timeout: 120_000 }, async () => {
  const { installation, sandboxUrl, said } = running
  const page = await (await browser.newContext()).newPage()
  await page.goto(installation.minSideUrl)
  await follow(page.getByRole('link', { name: /Logg inn med ID-porten/ }).first())
  await follow(page.getByRole('button', { name: /Kari Nordmann/ }))
  await page.waitForURL(/\/min-side/)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Kari Nordmann')

  const trip = await fetch(`${sandboxUrl}/traffic/one-trip`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      person: 'Kari Nordmann',
      station: 'bergen-sandviken',
      at: '2019-12-10T07:30:00+01:00',
    }),
  })
  expect(trip.status).toBe(200)

  await until(async () => {
    await page.goto(`${installation.minSideUrl}/min-side/passeringer/2019-12`)
    return (await page.getByText('Hvorfor denne prisen?').count()) > 0
  })
  await page.getByText('Hvorfor denne prisen?').first().click()
  const why = await page.locator('main').innerText()
  expect(why).toMatch(/Full takst for takstgruppe 1/)
  expect(why).toMatch(/20 prosent rabatt/)
  expect(why).toMatch(/07:30/)

  await done(installation, 'run-invoicing', '--as-of', '2019-12-10', '--all')
  await page.goto(`${installation.minSideUrl}/min-side/fakturaer`)
  await follow(page.locator('main a[href*="/min-side/fakturaer/"]').first())
  await page.waitForURL(/fakturaer\/[0-9a-f-]{36}/)
  await page.getByRole('link', { name: /PDF/ }).first().waitFor()
  const [invoice] = await db.batch<{ kid: string; account: string; amount: number }[]>`
    select i.kid, i.issuer_account_number as account, i.total_ore as amount
    from invoice i join party p on p.id = i.party_id where p.name = 'Kari Nordmann'`
  const box = await page.locator('main').innerText()
  const shown = { kid: invoice!.kid, account: grouped(invoice!.account), amount: kroner(invoice!.amount) }
  expect(plain(box)).toContain(shown.kid)
  expect(plain(box)).toContain(shown.account)
  expect(plain(box)).toContain(shown.amount)
  expect(box).toMatch(/Faktura sendt/)
  const pdf = await textOfPdf(page)
  expect(pdf).toContain(shown.account)
  expect(pdf).toContain(shown.amount)
  expect(pdf.replace(/\s/g, '')).toContain(shown.kid)

  const bank = await page.context().newPage()
  await bank.goto(`${sandboxUrl}/bank`)
  await bank.getByLabel('KID').fill(invoice!.kid)
  await bank.getByLabel('Til kontonummer').fill(invoice!.account)
  await bank.getByLabel('Beløp i kroner').fill((invoice!.amount / 100).toFixed(2).replace('.', ','))
  await follow(bank.getByRole('button', { name: 'Betal' }))
  await follow(bank.getByRole('button', { name: 'Lever OCR-fil' }))

  await until(async () => {
    await page.reload()
    return /Faktura betalt/.test(await page.locator('main').innerText())
  })
  await done(installation, 'verify')
  expect(said.filter((line) => line.includes(invoice!.kid) || line.includes('Kari'))).toEqual([])
})

async function textOfPdf(page: Page): Promise<string> {
  const answer = await page.request.get(`${page.url()}/faktura.pdf`)
  expect(answer.headers()['content-type']).toBe('application/pdf')
  const path = join(running.home, 'faktura.pdf')
  writeFileSync(path, await answer.body())
  return plain(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }))
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ')
}

function grouped(account: string): string {
  return `${account.slice(0, 4)} ${account.slice(4, 6)} ${account.slice(6)}`
}

function kroner(ore: number): string {
  return `${Math.floor(ore / 100)},${String(ore % 100).padStart(2, '0')} kr`
}
