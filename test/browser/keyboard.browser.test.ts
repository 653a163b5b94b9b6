// long because: every flow of one customer is played in one session, each a few lines.
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { anAgreement, aPerson } from '#test/world.ts'
import { complaints, logIn, type Whom } from './browser.ts'
import { someCustomers } from './customers.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { CUSTOMER_PID, digestOf } from './site.ts'
import { setStage } from './stage.ts'
import { withTag } from './tags.ts'
import { lastCode } from './typing.ts'

/** Leads Fjord Transport AS; see the sandbox's test country. */
const DAG = '02896910054'
const NEWCOMER: Whom = { other: '41819010186' }
const VEHICLES = '/min-side/brikker-og-kjoretoy'
let page: Page
let keys: Keyboard
let heard: readonly string[]

const { database, customers, site, browser } = setStage(async (database) => {
  const customers = await someCustomers(database)
  const [fjord] = await database.owner<{ id: number }[]>`
    insert into party (public_id, kind, name, organisation_number) values (${randomUUID()}, 'organisation', 'Fjord Transport AS', '314000001')
    returning id`
  await anAgreement(database.owner, { partyId: fjord?.id ?? 0, issuerId: 1, number: '900001' })
  await aPerson(database.owner, { name: 'Dag Dahl', digest: digestOf(DAG) })
  const old = await aPerson(database.owner, { name: 'P. Exemple', email: 'gammel@example.org' })
  await anAgreement(database.owner, { partyId: old, issuerId: 1, number: '700001' })
  return customers
})

const go = (path: string) => page.goto(`${site.url}${path}`)
const button = (name: string | RegExp) => page.getByRole('button', { name })
const link = (name: string | RegExp) => page.getByRole('link', { name })
const radio = (name: string | RegExp) => page.getByRole('radio', { name })
const inMain = (text: string | RegExp) => expect.poll(() => page.innerText('main')).toMatch(text)

/** Fields by their ids. */
async function typeAll(fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, text] of Object.entries(fields)) await keys.type(page.locator(`#${id}`), text)
}

async function lastSmsCode(): Promise<string> {
  const [sms] = await database.owner<{ body: string }[]>`
    select body from outbox where kind = 'sms' order by id desc limit 1`
  return /\d{4} \d{4}/.exec(sms?.body ?? '')?.[0] ?? 'none'
}

/** A browser of one's own, and its keys. */
async function arrive(): Promise<void> {
  const context = await browser.newContext()
  context.setDefaultTimeout(15_000)
  heard = complaints(context)
  page = await context.newPage()
  keys = keyboardOf(page)
}

async function leave(): Promise<void> {
  await page.context().close()
  // A page that came back with what is wrong is one the browser says failed.
  expect(heard.filter((said) => !/status of 4\d\d/.test(said))).toEqual([])
}

describe('by the keyboard alone a visitor', () => {
  beforeEach(arrive)
  afterEach(leave)

  test('comes in by the first door', async () => {
    await go('/')
    await keys.enter(page.locator('.doors').getByRole('link', { name: 'Logg inn med ID-porten' }))
    const person = page.locator(`[name=pid][value="${CUSTOMER_PID}"]`).first()
    await person.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`${site.url}/min-side`)
    await keys.enter(link('Fakturaer').first())
    await keys.atHeading('Fakturaer')
  })

  test('who acts for others chooses for whom', async () => {
    await logIn(page, site.url, DAG, /pa-vegne-av/)
    await keys.enter(button(/^FJORD TRANSPORT AS Organ/))
    await page.waitForURL(`${site.url}/min-side`)
    await page.getByRole('region', { name: 'Du handler på vegne av' }).waitFor()
  })

  test('who is new becomes a customer, and finds an old agreement', async () => {
    await logIn(page, site.url, NEWCOMER, /forste-gang/)
    await keys.enter(link(/Opprett ny avtale/))
    await keys.atHeading(/./)
    await keys.enter(page.locator('main form').getByRole('button'))
    await keys.toFault(page.getByLabel('E-postadresse'))
    await typeAll({ email: 'ny@example.org', phone: '41234567' })
    await typeAll({ street: 'Storgata 1', postalCode: '5003', place: 'Bergen' })
    await keys.enter(page.locator('main form').getByRole('button'))
    await keys.type(page.locator('#code'), await lastCode(database, 'mail'))
    await keys.enter(page.locator('main form').getByRole('button'))
    await page.waitForURL(/forste-gang/)
    await go('/finn-avtale')
    await keys.type(page.locator('#email'), 'gammel@example.org')
    await keys.enter(page.locator('form', { has: page.locator('#email') }).getByRole('button'))
    await keys.type(page.locator('#code'), await lastCode(database, 'mail'))
    await keys.enter(page.locator('form', { has: page.locator('#code') }).getByRole('button'))
    await keys.tick(page.getByRole('checkbox'))
    await keys.enter(page.locator('main form').getByRole('button').first())
    await page.waitForURL(/steg=ferdig/)
    await keys.atHeading(/./)
  })

  test('without electronic identity registers by the second door, confirms, and secures the log-in', async () => {
    const send = () => keys.enter(page.locator('main form').getByRole('button').first())
    await go('/')
    await keys.enter(page.locator('.doors .ds-button').nth(1))
    await keys.enter(page.locator('main a[href$="/ny"]'))
    await typeAll({ email: 'pierre@example.org', password: 'passord123456' })
    await send()
    await keys.toFault(page.locator('#password'))
    await keys.type(page.locator('#password'), 'fire blå hester i regn')
    await send()
    await keys.type(page.locator('#code'), await lastCode(database, 'mail'))
    await send()
    await page.waitForURL(/uten-elektronisk-id/)
    await typeAll({ email: 'pierre@example.org', password: 'fire blå hester i regn' })
    await send()
    await page.waitForURL(/bli-kunde/)
    await typeAll({ name: 'Pierre Exemple', phone: '+33612345678' })
    await typeAll({ street: 'Rue 1', postalCode: '75001', place: 'Paris' })
    await keys.pick(page.locator('#country'), 'Frank')
    await send()
    await page.waitForURL(/andre-faktor/)
    await keys.type(page.locator('#phone'), '+33612345678')
    await keys.enter(
      page
        .locator('section', { has: page.locator('#phone') })
        .getByRole('button')
        .first(),
    )
    await keys.type(page.locator('#code'), await lastCode(database, 'sms'))
    await keys.enter(page.locator('form', { has: page.locator('#code') }).getByRole('button'))
    await page.waitForURL(/klar=ja/)
  })

  test('who has forgotten the password makes a new one', async () => {
    const send = () => keys.enter(page.locator('main form').getByRole('button').first())
    await go('/uten-elektronisk-id')
    await keys.enter(page.locator('main a[href$="glemt-passord"]'))
    await keys.type(page.locator('#email'), 'pierre@example.org')
    await send()
    await keys.type(page.locator('#code'), await lastCode(database, 'mail'))
    await send()
    await keys.type(page.locator('#password'), 'kort')
    await send()
    await keys.toFault(page.locator('#password'))
    await keys.type(page.locator('#password'), 'seks gule hester i snø')
    await send()
    await page.waitForURL(/klar=passord/)
  })
})

describe('by the keyboard alone a customer', () => {
  beforeAll(async () => {
    await arrive()
    await logIn(page, site.url)
  })
  afterAll(leave)

  test('filters invoices, and is led to a date that is none', async () => {
    await go('/min-side/fakturaer?fra=2019-02-30')
    await keys.toFault(page.getByLabel('Fra dato'))
    await keys.pick(page.getByLabel('Status'), 'Betalt')
    await keys.enter(button('Vis fakturaer'))
    await page.waitForURL(/status=betalt/)
  })

  test('asks for the passages of a period, and is led to one that ends before it begins', async () => {
    await go('/min-side/passeringer/periode?fra=2019-12-09&til=2019-12-01')
    await keys.toFault(page.getByLabel('Til dato'))
    await keys.pick(page.getByLabel('Kjøretøy', { exact: true }), 'EL')
    await keys.enter(button('Vis passeringer'))
    await page.waitForURL(/kjoretoy=\d/)
  })

  test('asks what a trip costs, and is led to what is missing', async () => {
    await go('/priser/bergen?dato=2019-12-09&stasjon1=&kl1=08:00')
    await keys.toFault(page.locator('#stasjon1'))
    await keys.pick(page.locator('#stasjon1'), 'Sand')
    await keys.enter(button(/^Regn ut/))
    await page.waitForURL(/stasjon1=11/)
    await keys.atHeading(/Bypakke Bergen/)
  })

  test('adds a vehicle and orders its tag', async () => {
    await go(`${VEHICLES}/legg-til`)
    await keys.type(page.getByLabel('Registreringsnummer'), 'x')
    await keys.enter(button('Finn kjøretøy'))
    await keys.toFault(page.getByLabel('Registreringsnummer'))
    await keys.type(page.getByLabel('Registreringsnummer'), 'EV10001')
    await keys.enter(button('Finn kjøretøy'))
    await keys.atHeading('Er dette riktig kjøretøy?')
    await keys.enter(button(/^Ja, gå/))
    await keys.choose(radio(/ny avtale med Vegfinans/))
    await keys.enter(button('Neste'))
    await keys.atHeading('Sjekk og bestill')
    await keys.tick(page.getByRole('checkbox'))
    await keys.enter(button('Bestill brikke'))
    await page.waitForURL(/bestilling/)
    await keys.atHeading(/./)
  })

  test('moves a tag', async () => {
    await withTag(database, customers.partyId, { plate: 'EV20001', tagNumber: '9578012000000011' })
    await go(`${VEHICLES}/flytt`)
    await keys.enter(button('Neste'))
    await keys.toFault(radio(/./).first())
    await keys.choose(radio(/EV 20001/))
    await keys.type(page.getByLabel('Registreringsnummer'), 'EV30001')
    await keys.enter(button('Neste'))
    await keys.atHeading(/^Fra når/)
    await keys.choose(radio(/8\. desember/))
    await keys.enter(button(/^Flytt brikk/))
    await page.waitForURL(/kvittering/)
    await keys.atHeading(/./)
  })

  test('reports a tag stolen, removes a vehicle, and says that another is sold', async () => {
    await withTag(database, customers.partyId, { plate: 'EV40001', tagNumber: '9578014000000011' })
    const task = async (name: RegExp) => {
      await go(VEHICLES)
      await keys.enter(link('EV 40001'))
      await keys.atHeading(/EV 40001/)
      await keys.enter(link(name))
    }
    await task(/^Meld brikken/)
    await keys.choose(radio(/stjålet/))
    await keys.enter(button(/^Send meld/))
    await keys.toFault(page.locator('#anmeldelse'))
    await typeAll({ anmeldelse: '14532/19', anmeldt: '9.12.2019' })
    await keys.enter(button(/^Send meld/))
    await page.waitForURL(/kvittering/)
    await task(/^Jeg har solgt/)
    await keys.enter(button(/solgt$/))
    await page.waitForURL(/kvittering/)
    await withTag(database, customers.partyId, { plate: 'EV60001', tagNumber: '9578016000000011' })
    await go(`${VEHICLES}/fjern`)
    await keys.choose(radio(/EV 60001/))
    await keys.enter(button('Neste'))
    await keys.atHeading('Fjern EV 60001')
    await keys.enter(button(/^Fjern EV/))
    await keys.toFault(radio(/./).first())
    await keys.choose(radio(/Gjenbruk brikken/))
    await keys.enter(button(/^Fjern EV/))
    await page.waitForURL(/kvittering/)
    await keys.atHeading(/./)
  })

  test('puts a tag that waits in another vehicle', async () => {
    await go(`${VEHICLES}/sett-i`)
    await keys.type(page.getByLabel('Registreringsnummer'), 'x')
    await keys.enter(button('Neste'))
    await keys.toFault(page.getByLabel('Registreringsnummer'))
    await keys.type(page.getByLabel('Registreringsnummer'), 'EV50001')
    await keys.enter(button('Neste'))
    await keys.enter(button(/^Sett brikk/))
    await page.waitForURL(/kvittering/)
    await keys.atHeading(/./)
  })

  test('uploads a list of vehicles, and is led to what is wrong with it', async () => {
    let list = ''
    const file = () => ({ name: 'biler.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
    // There before the page is: the browser asks only whom it knows to listen.
    page.on('filechooser', (chooser) => void chooser.setFiles(file()))
    await go(`${VEHICLES}/last-opp`)
    const send = async (text: string) => {
      list = text
      await keys.reach(page.locator('#fil'))
      await page.keyboard.press('Enter')
      await expect.poll(() => page.locator('#fil').inputValue()).toContain('biler.csv')
      if (!(await page.getByRole('checkbox').isChecked())) await keys.tick(page.getByRole('checkbox'))
      await keys.enter(button(/^Last opp og/))
    }
    await send('EV7000;QQQ\n')
    await keys.toFault(page.locator('#fil'))
    await send('EV70011\n')
    await page.waitForURL(/lagt-til=1/)
  })

  test('chooses how invoices come, is led to a way chosen twice, and what to be told of', async () => {
    await go('/min-side/fakturaer/levering')
    await keys.pick(page.getByLabel('1. valg').first(), 'Brev')
    await keys.pick(page.getByLabel('2. valg').first(), 'Brev')
    await keys.enter(button('Lagre rekkefølgen').first())
    await keys.toFault(page.getByLabel('2. valg').first())
    await keys.pick(page.getByLabel('2. valg').first(), 'E-post')
    await keys.enter(button('Lagre rekkefølgen').first())
    await page.waitForURL(/lagret=/)
    await go('/min-side/profil/varsler')
    await keys.reach(page.getByRole('group', { name: 'Brikken blir ikke lest' }).getByLabel('E-post'))
    await page.keyboard.press('Space')
    await keys.enter(button('Lagre varslene'))
    await page.getByText('Varslene er lagret.').waitFor()
  })

  test('pays an invoice with Vipps', async () => {
    await go(`/min-side/fakturaer/${customers.invoices.sent}`)
    await keys.enter(button('Betal med Vipps'))
    await page.waitForURL(/\/vipps\/pay\//)
  })

  test('makes a supplementary agreement and ends it', async () => {
    await withTag(database, customers.partyId, { plate: 'EV70001', tagNumber: '9578017000000011' })
    await go('/min-side/avtaler/tilleggsavtale')
    const main = radio(/^Ferde AS, avtale/)
    if ((await main.count()) > 0) await keys.choose(main.first())
    await keys.choose(page.getByRole('radio', { name: /^Vegfinans AS Gjeld/ }))
    await keys.tick(page.getByRole('checkbox'))
    await keys.enter(button(/^Inngå tilleggsavtalen/))
    await page.waitForURL(/kvittering/)
    await keys.atHeading(/./)
    await page.goto(page.url().replace('kvittering', 'si-opp'))
    await keys.enter(button(/^Si opp avtalen/))
    await keys.toFault(page.getByRole('checkbox'))
    await keys.tick(page.getByRole('checkbox'))
    await keys.enter(button(/^Si opp avtalen/))
    await page.waitForURL(/kvittering/)
  })

  test('writes a case, begun from a tag', async () => {
    await go(VEHICLES)
    await keys.enter(link('EK 12345'))
    await keys.enter(link('Spør oss om brikken'))
    await inMain(/9578010000001234/)
    await keys.enter(button('Sjekk saken'))
    await keys.toFault(page.locator('textarea'))
    await page.keyboard.type('Den piper ikke.')
    await keys.enter(button('Sjekk saken'))
    await keys.enter(button('Send saken'))
    await page.waitForURL(/\/saker\//)
    await keys.atHeading(/./)
    await keys.enter(button('Send meldingen'))
    await keys.toFault(page.locator('textarea'))
    await page.keyboard.type('Den er helt stille.')
    await keys.enter(button('Send meldingen'))
    await page.getByText('Meldingen er sendt.').waitFor()
  })

  test('complains of passages of an invoice', async () => {
    await go('/min-side/passeringer/2019-11')
    await keys.tick(page.getByRole('checkbox').nth(1))
    await keys.enter(button('Meld feil på de valgte'))
    await keys.enter(button('Sjekk klagen'))
    await keys.toFault(radio(/./).first())
    await keys.choose(radio('Kjøretøyet var ikke der'))
    await keys.type(page.locator('textarea'), 'Bilen sto hjemme.')
    await keys.enter(button('Sjekk klagen'))
    await keys.enter(button('Send klagen'))
    await page.waitForURL(/\/saker\//)
    await keys.atHeading(/./)
  })

  test('changes address and e-mail', async () => {
    await go('/min-side/profil')
    const part = (name: string) => page.getByRole('region', { name, exact: true })
    await keys.type(part('Adresse').getByLabel('Postnummer'), '50')
    await keys.enter(part('Adresse').getByRole('button'))
    await keys.toFault(page.locator('#postnummer'))
    await keys.type(page.locator('#postnummer'), '5004')
    await keys.enter(part('Adresse').getByRole('button'))
    await page.waitForURL(/lagret/)
    await keys.type(part('E-post').getByRole('textbox').first(), 'kari.ny@example.org')
    await keys.enter(part('E-post').getByRole('button').first())
    await keys.reach(part('E-post').getByRole('textbox').last())
  })

  // Last: for three days after it nothing else is changed.
  test('names an account for what is paid back', async () => {
    await database.owner`update party set phone = '+4798765432' where id = ${customers.partyId}`
    await go('/min-side/profil/konto')
    await keys.type(page.getByLabel('Kontonummer'), '86011117948')
    await keys.enter(button('Send kode'))
    await keys.toFault(page.getByLabel('Kontonummer'))
    await keys.type(page.getByLabel('Kontonummer'), '86011117947')
    await keys.enter(button('Send kode'))
    await keys.type(page.getByLabel('Kode'), await lastSmsCode())
    await keys.enter(button('Bekreft kontoen'))
    await inMain(/7947/)
  })
})
