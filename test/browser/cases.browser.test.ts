import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerCase } from '#cases/answer-case.ts'
import { aJpeg, aPdf, someStaff } from '#cases/cases.test-world.ts'
import { decideComplaint } from '#cases/decide-complaint.ts'
import { openForStaff } from '#cases/open-for-staff.ts'
import { ATTACHMENT_TEXTS } from '#words/attachments.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import { follow } from './browser.ts'
import { someCustomers } from './customers.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const PATH = '/min-side/kundeservice'
const STAFF = 'case-worker@ferde.example'

const { database, customers, site, browser } = setStage(async (database) => {
  const customers = await someCustomers(database)
  await someStaff(database.owner, [{ id: 1, code: 'ferde' }])
  return customers
})

const PICTURE = { name: 'bilde.jpg', mimeType: 'image/jpeg', buffer: aJpeg('GPS') }
const LETTER = { name: 'brev.pdf', mimeType: 'application/pdf', buffer: aPdf() }
const PROGRAM = { name: 'program.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') }

describe.each(WAYS)('in $language, scripts $scripts', (way) => {
  const texts = CASE_TEXTS[way.language]
  const files = ATTACHMENT_TEXTS[way.language]
  let page: Page

  beforeAll(async () => {
    page = await comeIn(browser, site.url, way)
  }, 60_000)

  afterAll(() => page.context().close())

  const heading = () => page.innerText('h1')
  const findings = async () => (way.scripts ? axeFindings(page) : [])

  test('a case is written, checked, changed, sent and found again, with what was attached', async () => {
    await follow(page.getByRole('link', { name: texts.heading, exact: true }))
    await follow(page.getByRole('link', { name: texts.newCase }))
    await follow(page.getByRole('button', { name: texts.check }))
    await page.getByText(texts.faultsHeading).waitFor()
    expect(await page.locator('.faults a').allInnerTexts()).toEqual([
      texts.faults['no-topic'],
      texts.faults['no-text'],
    ])
    expect(await page.locator('textarea').getAttribute('aria-invalid')).toBe('true')
    expect(await findings()).toEqual([])
    await page.locator('.faults a').last().click()
    expect(way.scripts ? await page.evaluate('document.activeElement.id') : page.url()).toContain('tekst')
    await page.getByLabel(texts.topics.payment).check()
    await page.locator('textarea').fill('Jeg har betalt to ganger.\nHva nå?')
    await page.getByLabel(files.label).setInputFiles([PICTURE, PROGRAM])
    await follow(page.getByRole('button', { name: texts.check }))
    // The good file stays, with the text, when the other one fails.
    await page.getByText(files.kept).waitFor()
    expect(await page.innerText('.faults')).toContain('program.exe')
    expect(await page.innerText('.attachments')).toContain('bilde.jpg')
    expect(await page.locator('textarea').inputValue()).toContain('Hva nå?')
    expect(await findings()).toEqual([])
    await page.getByLabel(files.label).setInputFiles([LETTER])
    await follow(page.getByRole('button', { name: texts.check }))
    await page.getByRole('button', { name: texts.send }).waitFor()
    expect(await heading()).toBe(texts.checkHeading)
    await expect.poll(() => page.innerText('main')).toMatch(/Ferde AS[^]*bilde\.jpg[^]*brev\.pdf/)
    expect(await findings()).toEqual([])
    await follow(page.getByRole('button', { name: texts.change }))
    await follow(page.getByRole('button', { name: `${files.remove} brev.pdf` }))
    await expect.poll(() => page.locator('.attachments').innerText()).not.toContain('brev.pdf')
    await follow(page.getByRole('button', { name: texts.check }))
    await follow(page.getByRole('button', { name: texts.send }))
    await page.waitForURL(/\/saker\//)
    await expect.poll(() => page.innerText('main')).toContain('Jeg har betalt to ganger.')
    expect(await page.innerText('[class*=alert]')).toMatch(/\d{5}/)
    expect(await findings()).toEqual([])
    expect(await page.locator('.attachments li').count()).toBe(1)
    await follow(page.getByRole('link', { name: texts.toService, exact: true }).first())
    expect(await page.innerText('.cases')).toMatch(new RegExp(`Ferde AS[^]*${texts.states.open}`))
  })

  test('an answer is unread until it is read, and the customer writes again', async () => {
    const number = await newestCase()
    const answered = {
      number,
      by: STAFF,
      text: 'Den ene betalingen kommer tilbake.',
      now: BUSINESS_NOW + 60_000,
    }
    await answerCase(database.batch, { ...answered, close: true })
    await page.goto(`${site.url}${PATH}`)
    expect(await page.innerText('.cases')).toMatch(new RegExp(`${texts.unread}[^]*${texts.states.closed}`))
    await follow(page.locator('.cases a').first())
    await page.getByText('Den ene betalingen kommer tilbake.').waitFor()
    await expect.poll(() => page.innerText('main')).toContain(texts.replyReopens)
    await follow(page.getByRole('button', { name: texts.sendReply }))
    await page.locator('.faults').waitFor()
    expect(await page.innerText('.faults')).toContain(texts.faults['no-text'])
    expect(await findings()).toEqual([])
    await page.getByLabel(texts.reply).fill('Takk.')
    await follow(page.getByRole('button', { name: texts.sendReply }))
    await page.getByText(texts.written).waitFor()
    expect(await page.locator('.message').count()).toBe(3)
    await page.goto(`${site.url}${PATH}`)
    expect(await page.innerText('.cases li:first-child')).toContain(texts.states.open)
  })

  test('what was attached is saved, and never shown as a page of ours', async () => {
    await page.goto(`${site.url}${PATH}`)
    await follow(page.locator('.cases a').first())
    const at = await page.locator('.attachments a').getAttribute('href')
    const answer = await page.context().request.get(`${site.url}${at}`)
    expect(answer.status()).toBe(200)
    const headers = answer.headers()
    expect(headers['content-type']).toBe('image/jpeg')
    expect(headers['content-disposition']).toBe("attachment; filename*=UTF-8''bilde.jpg")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-security-policy']).toMatch(/sandbox$/)
    expect((await answer.body()).includes('GPS')).toBe(false)
  })

  test('begun from an invoice, the subject is filled in and the case goes to who sent it', async () => {
    await page.goto(`${site.url}${PATH}/ny-sak?om=faktura-${customers.invoices.sent}`)
    expect(await page.innerText('form.form')).toMatch(/Faktura 2019-3/)
    expect(await page.getByLabel(texts.topics.payment).count()).toBe(0)
    expect(await findings()).toEqual([])
    await page.locator('textarea').fill('Hva er dette?')
    await follow(page.getByRole('button', { name: texts.check }))
    await follow(page.getByRole('button', { name: texts.send }))
    await page.waitForURL(/\/saker\//)
    const [row] = await database.owner`
      select topic, subject, company_id, language from customer_case where id = ${await newestCase()}`
    expect(row).toEqual({
      topic: 'invoice',
      subject: 'Faktura 2019-3',
      company_id: 1,
      language: way.language,
    })
  })

  test('passages are chosen in the month and complained of, the invoice says so, and the decision is read', async () => {
    const complaint = COMPLAINT_TEXTS[way.language]
    await page.goto(`${site.url}/min-side/passeringer/2019-11`)
    const boxes = page.getByRole('checkbox')
    const of = way.scripts ? [1, 2] : [3, 4]
    for (const nth of of) await boxes.nth(nth).check()
    expect(await findings()).toEqual([])
    await follow(page.getByRole('button', { name: complaint.complainOfChosen }))
    await page.getByText(complaint.about).waitFor()
    // Delivered on 30 November: three weeks, the last day included.
    await expect.poll(() => page.innerText('main')).toMatch(/21\. (desember) 2019/)
    expect(await page.locator('.cases li').count()).toBe(2)
    await follow(page.getByRole('button', { name: complaint.check }))
    await page.locator('.faults').waitFor()
    expect(await page.locator('.faults a').allInnerTexts()).toEqual([
      complaint.faults['no-ground'],
      complaint.faults['no-text'],
    ])
    expect(await findings()).toEqual([])
    await page.getByLabel(complaint.grounds['not-there']).check()
    await page.getByLabel(complaint.text).fill('Bilen sto hjemme.')
    await follow(page.getByRole('button', { name: complaint.check }))
    await page.getByRole('button', { name: complaint.send }).waitFor()
    expect(await findings()).toEqual([])
    await follow(page.getByRole('button', { name: complaint.send }))
    await page.waitForURL(/\/saker\//)
    const thread = page.url().split('?')[0] ?? ''
    const number = await newestCase()
    await expect.poll(() => page.innerText('main')).toContain(complaint.decisions.open)
    expect(await findings()).toEqual([])
    await follow(page.getByRole('link', { name: complaint.toInvoice }).first())
    await page.getByText(complaint.onHold(number)).waitFor()
    expect(await findings()).toEqual([])
    const decision = way.scripts ? 'partly-upheld' : 'upheld'
    const [first] = await database.owner<{ passageId: number }[]>`
      select passage_id as "passageId" from complained_passage where case_id = ${number} order by passage_id limit 1`
    const found = [{ passageId: first?.passageId ?? 0, finding: 'as-if-tag-read' as const }]
    await decideComplaint(database.batch, {
      number,
      decision: decision === 'upheld' ? decision : found,
      by: STAFF,
      text: '',
      now: BUSINESS_NOW + 60_000,
    })
    await page.goto(thread)
    await expect.poll(() => page.innerText('main')).toContain(complaint.decisions[decision])
    await expect.poll(() => page.innerText('main')).toContain(complaint.answers[decision])
    const said = await page.getByRole('region', { name: complaint.passages }).innerText()
    for (const finding of decision === 'upheld'
      ? (['not-charged'] as const)
      : (['as-if-tag-read', 'stands'] as const))
      expect(said).toContain(complaint.findings[finding])
    expect(await findings()).toEqual([])
  })

  test('a passage without an invoice has no deadline yet, and one of somebody else is not there', async () => {
    const complaint = COMPLAINT_TEXTS[way.language]
    await page.goto(`${site.url}${customers.prices.charged}`)
    await follow(page.getByRole('link', { name: complaint.heading }))
    await page.getByText(complaint.notInvoiced).waitFor()
    const stranger = customers.prices.stranger.split('/').at(-1)
    for (const id of [stranger, '999999999', 'x']) {
      const answer = await page.context().request.get(`${site.url}${PATH}/meld-feil?p=${id}`)
      expect([id, answer.status()]).toEqual([id, 404])
    }
    await page.goto(`${site.url}${PATH}/meld-feil`)
    await expect.poll(() => page.innerText('main')).toContain(complaint.none)
    expect(await findings()).toEqual([])
  })

  test('a stranger’s case, invoice and attachment answer as ones that are not there', async () => {
    const id = randomUUID()
    const theirs = await aStrangersCase()
    for (const path of [
      `${PATH}/saker/${theirs}`,
      `${PATH}/saker/${id}`,
      `${PATH}/saker/${theirs}/vedlegg/${id}`,
      `${PATH}/ny-sak?om=faktura-${customers.strangersInvoice}`,
      `${PATH}/ny-sak?om=faktura-${id}`,
    ]) {
      const answer = await page.context().request.get(`${site.url}${path}`)
      expect([path, answer.status()]).toEqual([path, 404])
    }
  })
})

test('a form that is larger than all that may be attached is not read', async () => {
  const page = await comeIn(browser, site.url, WAYS[1])
  await page.goto(`${site.url}${PATH}/ny-sak`)
  const csrf = await page.locator('form.form input[name=csrf]').inputValue()
  const answer = await page.context().request.post(`${site.url}${PATH}/ny-sak`, {
    multipart: { csrf, vedlegg: { ...LETTER, buffer: Buffer.alloc(54 * 1024 * 1024, 1) } },
    headers: { origin: site.url },
  })
  expect(answer.status()).toBe(413)
  expect(await answer.text()).toContain(CASE_TEXTS.nn.bodyTooLarge)
  await page.context().close()
})

test('sent twice at the same moment, it is one case', async () => {
  const page = await comeIn(browser, site.url, WAYS[1])
  await page.goto(`${site.url}${PATH}/ny-sak`)
  const [csrf, key] = await Promise.all(
    ['csrf', 'key'].map((name) => page.locator(`form.form input[name=${name}]`).inputValue()),
  )
  const before = await newestCase()
  const send = () =>
    page.context().request.post(`${site.url}${PATH}/ny-sak`, {
      multipart: { csrf: csrf ?? '', key: key ?? '', emne: 'other', tekst: 'Hei.', steg: 'send' },
      headers: { origin: site.url },
      maxRedirects: 0,
    })
  const [one, other] = await Promise.all([send(), send()])
  expect([one.status(), other.status()]).toEqual([303, 303])
  expect(one.headers().location).toBe(other.headers().location)
  expect(await newestCase()).toBe(before + 1)
  await page.context().close()
})

test('the privacy page says which company looked, in which role and why', async () => {
  const number = await newestCase()
  await openForStaff(database.batch, { number, by: STAFF, reason: 'Skal svare på saken', now: BUSINESS_NOW })
  const page = await comeIn(browser, site.url, WAYS[0])
  await page.goto(`${site.url}/personvern`)
  await expect.poll(() => page.innerText('main')).toMatch(/Ferde AS[^]*saksbehandler[^]*Skal svare på saken/i)
  expect(await axeFindings(page)).toEqual([])
  await page.context().close()
})

async function newestCase(): Promise<number> {
  const [row] = await database.owner<{ id: number }[]>`select max(id) as id from customer_case`
  return row?.id ?? 0
}

async function aStrangersCase(): Promise<string> {
  const publicId = randomUUID()
  await database.owner`
    insert into customer_case (public_id, party_id, company_id, topic, subject, language, state, opened_at, seen_at)
    select ${publicId}, id, 1, 'other', 'Annet', 'nb', 'open', ${BUSINESS_NOW}, ${BUSINESS_NOW} from party where name = 'Ola Fremmed'`
  return publicId
}
