import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { aCar, anAccount, at, payInvoice, post, takeBack, WITH } from '#ferry/ferry.test-world.ts'
import { issueOrdered } from '#ferry/issue-asked.ts'
import type { TestDatabase } from '#test/database.ts'
import { aPerson } from '#test/world.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { FERRY_PREPAYMENT_TEXTS } from '#words/ferry-prepayments.ts'
import { follow, logIn } from './browser.ts'
import { faultsOfAll } from './faults.ts'
import { emptiedAccount } from './ferry-customers.ts'
import { handsOf } from './hands.ts'
import { BUSINESS_NOW, CUSTOMER_PID, digestOf } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const OTHER = '41819010186'
const LAPSED = '07857120013'
const NOBODY = '14827510441'

const { site, browser, customers, database } = setStage(someFerryCustomers)

/** Kari's account has been emptied by long trips; Ola's waits for its money; the bank took back what Liv had paid. */
async function someFerryCustomers({ owner, batch }: TestDatabase) {
  const kari = await aPerson(owner, { digest: digestOf(CUSTOMER_PID), name: 'Kari Nordmann' })
  const ola = await aPerson(owner, { digest: digestOf(OTHER), name: 'Ola Fremmed' })
  await aPerson(owner, { digest: digestOf(NOBODY), name: 'Nils Uten' })
  const trips = await emptiedAccount({ owner, batch }, kari)
  await anAccount(batch, [aCar({ plate: 'EF40002', card: true })], { partyId: ola })
  const lapsed = await anAccount(batch, [aCar({ plate: 'EF40003' })], {
    partyId: await aPerson(owner, { digest: digestOf(LAPSED), name: 'Liv Tom' }),
  })
  await payInvoice(batch, lapsed.invoiceId, 3_500)
  await post(batch, '2019-12-07')
  await takeBack(batch, lapsed.invoiceId, at('2019-12-08'))
  await post(batch, '2019-12-08')
  return trips
}

const SAID = {
  nb: {
    blocked: 'Sperret',
    less: '−190,00\u00a0kr på kontoen',
    waiting: 'Venter på forskudd',
    cardOrdered: 'Ferjekort bestilt',
    refill: 'Påfyll fordi det var lite igjen',
    toFerry: 'Se ferjekontoen',
    show: 'Vis turer',
    why: 'Hvorfor denne prisen?',
    withToll: 'herav bompenger 25,00\u00a0kr',
    corrected: 'Rettet etter at turen først ble ført',
    lost: 'fordi saldoen før turen var −190,00\u00a0kr',
    versions: 'Det som er sendt inn om turen',
    amount: 'Beløp i kroner',
    order: 'Lag faktura',
    nothing: 'større enn null',
    none: 'Du har ingen ferjeavtale',
    nothingToPay: 'Du har ingenting å betale',
    askedAhead: 'på forskudd, uten forfallsdato',
  },
  nn: {
    blocked: 'Sperra',
    less: '−190,00\u00a0kr på kontoen',
    waiting: 'Ventar på forskot',
    cardOrdered: 'Ferjekort bestilt',
    refill: 'Påfyll fordi det var lite att',
    toFerry: 'Sjå ferjekontoen',
    show: 'Vis turar',
    why: 'Kvifor denne prisen?',
    withToll: 'av dette bompengar 25,00\u00a0kr',
    corrected: 'Retta etter at turen først vart ført',
    lost: 'fordi saldoen før turen var −190,00\u00a0kr',
    versions: 'Det som er sendt inn om turen',
    amount: 'Beløp i kroner',
    order: 'Lag faktura',
    nothing: 'større enn null',
    none: 'Du har ingen ferjeavtale',
    nothingToPay: 'Du har ingenting å betale',
    askedAhead: 'på førehand, utan forfallsdato',
  },
} as const

test.each(LANGUAGES)(
  'no page of the account has an axe violation or is wider than its window, in %s',
  async (language) => {
    const page = await (await browser.newContext()).newPage()
    await logIn(page, site.url)
    const paths = ['/min-side/ferje', '/min-side/ferje/turer', customers.lapsed, customers.corrected]
    expect(await faultsOfAll(page, site.url, { paths, language })).toEqual([])
    await page.context().close()
  },
)

describe.each(WAYS)('in $language, with scripts: $scripts', (way) => {
  const said = SAID[way.language]
  const axe = async (page: Awaited<ReturnType<typeof comeIn>>) => {
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
  }

  test('an emptied account says that it is blocked, and what to pay; it is not among what is due', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side`)
    const overview = await page.innerText('main')
    expect(overview).toContain(said.nothingToPay)
    expect(overview).toContain(said.askedAhead)
    await follow(page.getByRole('link', { name: said.toFerry }))
    const text = await page.innerText('main')
    for (const one of [said.blocked, said.less, said.refill, 'EF 40001']) expect(text).toContain(one)
    expect(await page.getByRole('img', { name: /3.500,00/ }).count()).toBe(1)
    await page.goto(`${site.url}/min-side/saldo`)
    const account = page.locator('section', { has: page.getByRole('heading', { name: /^Ferjekonto/ }) })
    await expect
      .poll(() => account.innerText())
      .toMatch(/(Sperr[^]*Igjen|Sperr[^]*Att) på kontoen\s+−190,00\u00a0kr/)
    await axe(page)
    await page.context().close()
  })

  test('trips of a period are one price each with their sums, and go out as a file', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/ferje/turer`)
    await page.locator('#fra').fill('2019-12-04')
    await page.locator('#til').fill('2019-12-04')
    await follow(page.getByRole('button', { name: said.show }))
    expect(await page.locator('.passage').count()).toBe(2)
    const text = await page.innerText('main')
    for (const one of [said.withToll, said.corrected, 'EF 40001']) expect(text).toContain(one)
    const file = await page
      .context()
      .request.get(`${site.url}/min-side/ferje/turer/turer.csv?fra=2019-12-04&til=2019-12-04`)
    const lines = (await file.text()).trim().split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines.find((line) => line.includes('with-toll'))).toMatch(/;-65,00;65,00;25,00;/)
    await page.goto(`${site.url}/min-side/ferje/turer?fra=2019-12-05&til=2019-12-04`)
    expect(await page.locator('#til-fault').count()).toBe(1)
    expect(await page.locator('#til').inputValue()).toBe('2019-12-04')
    expect(await page.locator('.passage, .amount-large').count()).toBe(0)
    await page.goto(`${site.url}/min-side/ferje/turer?til=2019-12-04`)
    expect(await page.locator('#fra').inputValue()).toBe('2019-12-01')
    expect(await page.locator('.passage').count()).toBe(2)
    await follow(page.getByRole('link', { name: said.why }).first())
    await expect.poll(() => page.innerText('h1')).toBe(said.why)
    await page.context().close()
  })

  test('a trip says why its discount was lost, and what was corrected', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}${customers.lapsed}`)
    expect(await page.innerText('main')).toContain(said.lost)
    await page.goto(`${site.url}${customers.corrected}`)
    const versions = page.locator('section', { hasText: said.versions })
    expect(await versions.locator('li').count()).toBe(2)
    await page.context().close()
  })

  test('a top-up of nothing is told at its field; one of something is ordered once and can be paid', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/ferje`)
    const hands = handsOf(page, way)
    const [field, order] = [page.getByLabel(said.amount), page.getByRole('button', { name: said.order })]
    await hands.write(field, '0')
    await hands.press(order)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toBe('0')
    expect(await page.innerText('.faults')).toContain(said.nothing)
    await axe(page)
    const orders = () => database.owner`select from ferry_prepayment_order where because = 'top-up'`
    const before = (await orders()).length
    await hands.toFault(field)
    await hands.write(field, '500')
    await hands.press(order)
    expect(new URL(page.url()).pathname).toMatch(/^\/min-side\/ferje\/kvittering\//)
    expect(await orders()).toHaveLength(before + 1)
    await issueOrdered(database.batch, { ...WITH, now: BUSINESS_NOW, limit: 10 })
    await page.goto(`${site.url}/min-side/ferje`)
    await expect.poll(() => page.innerText('main')).toContain('500,00\u00a0kr · ')
    await page.context().close()
  })

  test('a top-up of much more than is agreed is asked about once, and one of far too much is refused', async () => {
    const page = await comeIn(browser, site.url, way)
    await page.goto(`${site.url}/min-side/ferje`)
    const hands = handsOf(page, way)
    const texts = FERRY_PREPAYMENT_TEXTS[way.language]
    const refusals = FERRY_ACCOUNT_REFUSALS[way.language]
    const [field, order] = [page.getByLabel(said.amount), page.getByRole('button', { name: said.order })]
    const right = (amount: string) => page.getByLabel(texts.amountIsRight(amount))
    const orders = () => database.owner`select from ferry_prepayment_order where because = 'top-up'`
    const before = (await orders()).length
    await hands.write(field, '50000')
    await hands.press(order)
    expect(await page.innerText('.faults')).toContain(texts.topUpAtMost('35\u00a0000,00\u00a0kr'))
    expect(await page.innerText('.faults')).toContain(refusals['top-up-too-large'])
    await hands.toFault(field)
    await hands.write(field, '10000')
    await hands.press(order)
    expect(await page.innerText('.faults')).toContain(refusals['unusual-top-up'])
    await axe(page)
    await hands.toFault(right('10\u00a0000,00\u00a0kr'))
    await hands.tick(right('10\u00a0000,00\u00a0kr'))
    // What was said of one amount is not said of another.
    await hands.write(field, '20000')
    await hands.press(order)
    expect(await right('20\u00a0000,00\u00a0kr').isChecked()).toBe(false)
    expect(await orders()).toHaveLength(before)
    await hands.tick(right('20\u00a0000,00\u00a0kr'))
    await hands.press(order)
    expect(new URL(page.url()).pathname).toMatch(/^\/min-side\/ferje\/kvittering\//)
    expect(await page.innerText('main')).toContain('20\u00a0000,00\u00a0kr')
    expect(await orders()).toHaveLength(before + 1)
    await page.context().close()
  })

  test('one whose discount has lapsed is told why, and what brings it back', async () => {
    const page = await comeIn(browser, site.url, way, { other: LAPSED })
    await page.goto(`${site.url}/min-side/ferje`)
    const texts = FERRY_OVERVIEW_TEXTS[way.language]
    const why = texts.stateWhy({ needed: texts.needed.private('0,00\u00a0kr'), closes: undefined }).lapsed
    const text = await page.innerText('main')
    const left = texts.left('0,00\u00a0kr', '3\u00a0500,00\u00a0kr')
    for (const one of [texts.states.lapsed, ...why, left]) expect(text).toContain(one)
    // What opened the account is asked for again: no refill comes beside it.
    expect(text).not.toContain('875,00')
    await axe(page)
    await page.context().close()
  })

  test('one who waits sees what opens the account, and tops up nothing; another’s trip is as one that is not there', async () => {
    const page = await comeIn(browser, site.url, way, { other: OTHER })
    await page.goto(`${site.url}/min-side/ferje`)
    const text = await page.innerText('main')
    const { awaited } = FERRY_PREPAYMENT_TEXTS[way.language]
    const [asked] = await database.owner<{ kid: string; publicId: string; agreement: string }[]>`
      select i.kid, i.public_id as "publicId", a.public_id as agreement from ferry_vehicle v
      join agreement a on a.id = v.agreement_id join ferry_prepayment p using (agreement_id) join invoice i on i.id = p.invoice_id
      where v.plate = 'EF40002'`
    const { kid = '', publicId = '', agreement = '' } = asked ?? {}
    for (const one of [said.waiting, said.cardOrdered, awaited.heading, kid, '1503 00 00002'])
      expect(text).toContain(one)
    expect(text).toContain(awaited.asked('3\u00a0500,00\u00a0kr'))
    expect(await page.locator(`main a[href="/min-side/fakturaer/${publicId}"]`).count()).toBe(2)
    expect(await page.getByLabel(said.amount).count()).toBe(0)
    await axe(page)
    // As from a page that was fetched before.
    const orders = () => database.owner`select from ferry_prepayment_order`
    const before = (await orders()).length
    await page.goto(`${site.url}/min-side/ferje/kort`)
    const csrf = await page.locator('main [name=csrf]').first().inputValue()
    const form = { csrf, key: randomUUID(), avtale: agreement, belop: '500' }
    const headers = { origin: site.url }
    const sent = await page.request.post(`${site.url}/min-side/ferje`, { form, headers })
    expect(sent.status()).toBe(400)
    const refusal = FERRY_ACCOUNT_REFUSALS[way.language]['ferry-account-waits']
    expect(await sent.text()).toContain(`<a class="ds-link" href="#konto-${agreement}">${refusal}</a>`)
    expect(await orders()).toHaveLength(before)
    const [strangers, unknown] = [
      await page.goto(`${site.url}${customers.withToll}`),
      await page.goto(`${site.url}/min-side/ferje/turer/999999`),
    ]
    expect([strangers?.status(), unknown?.status()]).toEqual([404, 404])
    const file = await page
      .context()
      .request.get(`${site.url}/min-side/ferje/turer/turer.csv?fra=2019-12-01&til=2019-12-31`)
    expect((await file.text()).trim().split('\r\n')).toHaveLength(1)
    await page.context().close()
  })

  test('one who has none is told what it is, and the way to one', async () => {
    const page = await comeIn(browser, site.url, way, { other: NOBODY })
    await page.goto(`${site.url}/min-side/ferje`)
    expect(await page.innerText('main')).toContain(said.none)
    await axe(page)
    expect(await page.locator('a[href="/min-side/ferje/bli-kunde"]').count()).toBe(1)
    await page.goto(`${site.url}/min-side/ferje/turer`)
    await axe(page)
    await page.context().close()
  })
})
