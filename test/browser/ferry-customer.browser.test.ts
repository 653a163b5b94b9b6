// long because: one ferry agreement is played from its beginning to its end, and each step stands on those before.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { aCar, anAccount, payInvoice, post, WITH } from '#ferry/ferry.test-world.ts'
import { importFares } from '#ferry/import-fares.ts'
import { issueOrdered } from '#ferry/issue-asked.ts'
import { orderPrepayment } from '#ferry/store-orders.ts'
import { aPerson } from '#test/world.ts'
import { FERRY_END_TEXTS } from '#words/ferry-account-end.ts'
import { FERRY_OPEN_TEXTS } from '#words/ferry-account-open.ts'
import { FERRY_RECEIPT_TEXTS } from '#words/ferry-account-receipt.ts'
import { FERRY_VEHICLES_TEXTS } from '#words/ferry-account-vehicles.ts'
import { FERRY_ACCOUNT_REFUSALS } from '#words/ferry-accounts.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { follow } from './browser.ts'
import { someCustomers } from './customers.ts'
import { handsOf } from './hands.ts'
import { BUSINESS_NOW, digestOf } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const DATA = join(import.meta.dirname, '..', '..', 'data')
const FERRY = '/min-side/ferje'
/** Leads Fjord Transport AS. */
const DAG = '02896910054'
const FJORD = '314000001'

const { database, site, browser, customers } = setStage(async (database) => {
  const known = await someCustomers(database)
  const { owner, batch } = database
  await owner`
    insert into company (id, code, name, toll_charger, issuer, ferry_accounts, account_number, kid_prefix, ocr_agreement, source)
    values (6, 'skyttel', 'Skyttel AS', false, true, true, '15030000002', '6010', '008560002', 'test')`
  await importFares(batch, DATA, { now: BUSINESS_NOW })
  await owner`
    insert into party (public_id, kind, name, organisation_number, email, street, postal_code, place)
    values (${randomUUID()}, 'organisation', 'Fjord Transport AS', ${FJORD}, 'post@fjord.example', 'Kaiveien 4', '5003', 'Bergen')`
  await aPerson(owner, { name: 'Dag Dahl', digest: digestOf(DAG) })
  return { ...known, ferryStranger: await aFerryStranger() }

  async function aFerryStranger() {
    const account = await anAccount(batch, [aCar({ card: true })])
    const { agreementId, partyId } = account
    const order = {
      publicId: randomUUID(),
      agreementId,
      partyId,
      because: 'top-up',
      amount: ore(100),
    } as const
    await inTransaction(batch, (tx) => orderPrepayment(tx, order, BUSINESS_NOW))
    const [row] = await batch<{ vehicleId: number; publicId: string }[]>`
      select v.id as "vehicleId", a.public_id as "publicId" from ferry_vehicle v join agreement a on a.id = v.agreement_id
      where v.agreement_id = ${agreementId}`
    return {
      ...account,
      orderId: order.publicId,
      vehicleId: row?.vehicleId ?? 0,
      agreement: row?.publicId ?? '',
    }
  }
})

const issue = () => issueOrdered(database.batch, { ...WITH, now: BUSINESS_NOW, limit: 10 })

/** The pages' clock stands still, and nothing ends at the instant it began: what there is began an hour before. */
async function anHourPasses(): Promise<void> {
  const { owner } = database
  const back = owner`tstzrange(lower(valid) - interval '1 hour', upper(valid) - interval '1 hour')`
  await owner`update ferry_vehicle set valid = ${back} where not upper_inf(valid)`
  await owner`update ferry_vehicle set valid = ${back} where upper_inf(valid)`
  await owner`update agreement set valid_from = valid_from - interval '1 hour' where kind = 'ferry' and valid_to is null`
}

const main = (page: Page) => page.innerText('main')

describe.each(WAYS)('in $language, with scripts: $scripts', (way) => {
  const { language, scripts } = way
  const texts = FERRY_OPEN_TEXTS[language]
  const receipt = FERRY_RECEIPT_TEXTS[language]
  const vehicles = FERRY_VEHICLES_TEXTS[language]
  const end = FERRY_END_TEXTS[language]
  const overview = FERRY_OVERVIEW_TEXTS[language]
  const refusals = FERRY_ACCOUNT_REFUSALS[language]
  const flow = FLOW_TEXTS[language]
  const find = language === 'nb' ? 'Finn kjøretøy' : 'Finn køyretøy'
  let page: Page
  const hands = () => handsOf(page, way)

  beforeAll(async () => {
    page = await comeIn(browser, site.url, way)
  })

  const go = (path: string) => page.goto(`${site.url}${FERRY}${path}`)
  const press = (name: string | RegExp) => hands().press(page.getByRole('button', { name, exact: true }))
  const write = (id: string, text: string) => hands().write(page.locator(`#${id}`), text)
  const goTo = (link: string | RegExp) => hands().press(page.getByRole('link', { name: link }).first())
  const choose = (radio: string) => hands().choose(page.getByRole('radio', { name: radio }))
  const pick = (id: string, label: string) => hands().pick(page.locator(`#${id}`), label)
  const tick = (id: string) => hands().tick(page.locator(`#${id}`))
  const isFine = async () => (scripts ? expect(await axeFindings(page)).toEqual([]) : undefined)
  const heading = (name: string | RegExp) => hands().atHeading(name)
  /** Told beside the field, and on top, where it has the focus, with a link to it. */
  const toldAt = async (field: string, text: string) => {
    await expect.poll(() => page.locator(`#${field}-fault`).innerText()).toBe(text)
    expect(await page.locator(`.faults a[href="#${field}"]`).innerText()).toBe(text)
    await hands().toFault(page.locator(`#${field}`))
  }
  const enterPlate = async (plate: string) => {
    await write('kjennemerke', plate)
    await press(find)
  }

  test('a private customer becomes a ferry customer with two vehicles, and is told how to pay', async () => {
    await go('/bli-kunde')
    await expect.poll(() => main(page)).toMatch(/50 prosent[^]*40 prosent[^]*17 prosent/)
    await isFine()
    await press(flow.next)
    await heading(texts.vehicle)
    await enterPlate('x')
    expect(await page.locator('#kjennemerke').inputValue()).toBe('x')
    expect(await page.locator('#kjennemerke').getAttribute('aria-invalid')).toBe('true')
    await isFine()
    await enterPlate('EK12345')
    await heading(texts.aboutVehicle)
    await expect.poll(() => main(page)).toContain(texts.tagFound('9578010000001234'))
    await press(texts.addThis)
    await toldAt('lengde', texts.wrongLength('4\u00a0000'))
    await write('lengde', '480')
    await tick('kort')
    await press(texts.addThis)
    await heading(texts.list)
    await expect.poll(() => main(page)).toMatch(/EK 12345[^]*4,8[^]*3\u00a0500,00/)
    await isFine()
    await press(texts.another)
    await heading(texts.vehicle)
    await enterPlate('EK 12345')
    await toldAt('kjennemerke', refusals['plate-twice'])
    await enterPlate('EL12345')
    await heading(texts.aboutVehicle)
    expect(await page.locator('#lengde').inputValue()).toBe('470')
    await write('brikke', '77123')
    await press(texts.addThis)
    await toldAt('utsteder', texts.chooseIssuer)
    expect(await page.locator('#brikke').inputValue()).toBe('77123')
    await pick('utsteder', 'Vegfinans AS')
    await isFine()
    await press(texts.addThis)
    await heading(texts.list)
    await expect.poll(() => main(page)).toContain(texts.noCard('EL 12345'))
    expect(await main(page)).toContain(texts.fullHouse(2))
    expect(await page.getByRole('button', { name: texts.another }).count()).toBe(0)
    await press(flow.next)
    await heading(texts.invoiceHeading)
    await isFine()
    await choose(texts.channels.post ?? '')
    await press(flow.next)
    await heading(texts.check)
    await expect
      .poll(() => main(page))
      .toMatch(/Kari Nordmann[^]*3\u00a0500,00[^]*50,00[^]*EK 12345[^]*EL 12345/)
    await press(texts.order)
    await toldAt('vilkar', texts.mustAccept)
    await isFine()
    await tick('vilkar')
    await press(texts.order)
    await page.waitForURL(/ferje\/kvittering/)
    await heading(receipt.receipt.opening)
    await expect.poll(() => main(page)).toContain(receipt.making)
    expect(await issue()).toBeGreaterThan(0)
    await goTo(receipt.reload)
    await expect.poll(() => main(page)).toMatch(/6010\d{13}[^]*1503 00 00002[^]*3\u00a0500,00/)
    expect(await main(page)).toContain(receipt.nextOpening[0])
    await isFine()
    const [row] = await database.owner<{ electric: string; card: string; tag: string }[]>`
      select string_agg(plate, '') filter (where zero_emission) as electric, string_agg(tag_number, ' ' order by plate) as tag,
             (select count(*) from ferry_card c where c.agreement_id = max(v.agreement_id))::int as card
      from ferry_vehicle v where party_id = ${customers.partyId} and upper_inf(valid)`
    expect(row).toEqual({ electric: 'EL12345', tag: '9578010000001234 77123', card: 1 })
  })

  test('half of the prepayment opens nothing; when the rest is in, discount is given and the card sent', async () => {
    const [asked] = await database.owner<{ id: number }[]>`
      select invoice_id as id from ferry_prepayment where party_id = ${customers.partyId} and settled_at is null
      order by invoice_id desc limit 1`
    await payInvoice(database.batch, asked?.id ?? 0, 1_750, BUSINESS_NOW)
    await post(database.batch, '2019-12-10')
    await go('/kjoretoy')
    await expect.poll(() => main(page)).toMatch(new RegExp(vehicles.states.waiting))
    expect(await main(page)).toContain(vehicles.cardStates.ordered)
    await payInvoice(database.batch, asked?.id ?? 0, 1_750, BUSINESS_NOW + 1)
    await post(database.batch, '2019-12-10')
    await go('/kjoretoy')
    await expect.poll(() => main(page)).toContain(vehicles.states.active)
    expect(await main(page)).toMatch(/Kort \d+: Sendt/)
    await isFine()
  })

  test('a third vehicle, a vehicle of somebody else’s and a dearer one are told of before anything is done', async () => {
    await anHourPasses()
    await go('/kjoretoy')
    await goTo(vehicles.add)
    await heading(vehicles.addHeading)
    await enterPlate('EK77001')
    await toldAt('kjennemerke', texts.tooMany(2))
    await go('/kjoretoy')
    await goTo(vehicles.remove('EL 12345'))
    await heading(vehicles.remove('EL 12345'))
    await press(vehicles.remove('EL 12345'))
    await expect.poll(() => main(page)).toContain(vehicles.removed)
    expect(await main(page)).not.toContain('EL 12345')
    await goTo(vehicles.remove('EK 12345'))
    await press(vehicles.remove('EK 12345'))
    await toldAt('fjern', refusals['last-vehicle'])
    await isFine()
    await go('/kjoretoy/legg-til')
    const [taken] = await database.owner<{ plate: string }[]>`
      select plate from ferry_vehicle where id = ${customers.ferryStranger.vehicleId}`
    await enterPlate(taken?.plate ?? '')
    await toldAt('kjennemerke', refusals['vehicle-has-ferry-account'])
    await enterPlate('EK77002')
    await write('lengde', '950')
    await write('brikke', '9578010000001234')
    await pick('utsteder', 'Ferde AS')
    await press(flow.next)
    await toldAt('brikke', refusals['tag-has-ferry-account'])
    await write('brikke', '')
    await press(flow.next)
    await heading(vehicles.addCheck)
    await expect.poll(() => main(page)).toMatch(/10\u00a0400,00/)
    await isFine()
    await press(vehicles.addThis)
    await heading(receipt.receipt.difference)
    await expect.poll(() => main(page)).toMatch(/10\u00a0400,00/)
    await go('/kjoretoy')
    await expect.poll(() => main(page)).toContain('EK 77002')
  })

  test('a card is ordered once for a vehicle, blocked, and replaced', async () => {
    await go('/kort')
    const order = vehicles.order('50,00\u00a0kr')
    await press(order)
    await toldAt('kjoretoy', vehicles.orderChoose)
    await choose('EK 12345')
    await press(order)
    await toldAt('kjoretoy', refusals['card-already'])
    await isFine()
    await choose('EK 77002')
    await press(order)
    await expect.poll(() => main(page)).toContain(vehicles.ordered)
    await goTo(/^Sperr kort/)
    await heading(/^Sperr kort/)
    await press(vehicles.blockButton)
    await toldAt('hva', vehicles.blockChoose)
    await isFine()
    await choose(vehicles.blockAndOrder)
    await press(vehicles.blockButton)
    await expect.poll(() => main(page)).toContain(vehicles.replaced)
    await goTo(/^Sperr kort/)
    await choose(vehicles.blockOnly)
    await press(vehicles.blockButton)
    await expect.poll(() => main(page)).toContain(vehicles.blocked)
    const cards = await database.owner<{ state: string }[]>`
      select c.state from ferry_card c join ferry_account a using (agreement_id)
      where c.party_id = ${customers.partyId} and a.state <> 'ended' order by c.id`
    expect(cards.map(({ state }) => state)).toEqual(['blocked', 'ordered', 'blocked'])
  })

  test('what is another’s is not there', async () => {
    const { ferryStranger } = customers
    const status = async (path: string) => (await page.request.get(`${site.url}${FERRY}${path}`)).status()
    for (const [path, own] of [
      ['/kvittering/', ferryStranger.orderId],
      ['/kjoretoy/fjern?kjoretoy=', ferryStranger.vehicleId],
      ['/kort/sperr?kjoretoy=', ferryStranger.vehicleId],
      ['/kjoretoy/legg-til?avtale=', ferryStranger.agreement],
      ['/avslutt?avtale=', ferryStranger.agreement],
      ['/avsluttet/', ferryStranger.agreement],
    ])
      expect([path, await status(`${path}${own}`), await status(`${path}${randomUUID()}`)]).toEqual([
        path,
        404,
        404,
      ])
    await go('/kort')
    const guard = {
      csrf: await page.locator('main [name=csrf]').first().inputValue(),
      key: randomUUID(),
      sikker: 'ja',
      hva: 'sperr',
      kjoretoy: String(ferryStranger.vehicleId),
      avtale: ferryStranger.agreement,
    }
    for (const path of ['/kjoretoy/fjern', '/kort', '/kort/sperr', '/avslutt'])
      expect(
        (
          await page.request.post(`${site.url}${FERRY}${path}`, {
            form: guard,
            headers: { origin: site.url },
          })
        ).status(),
      ).toBe(404)
    const [left] = await database.owner<{ state: string; n: number }[]>`
      select a.state, (select count(*) from ferry_card c where c.agreement_id = a.agreement_id and c.state <> 'blocked')::int as n
      from ferry_account a where a.agreement_id = ${ferryStranger.agreementId}`
    expect(left).toEqual({ state: 'waiting', n: 1 })
  })

  test('the agreement is ended, and it says what is paid back and when', async () => {
    await anHourPasses()
    await go('/kjoretoy')
    await goTo(vehicles.end)
    await expect.poll(() => main(page)).toMatch(/3\u00a0450,00[^]*4\. februar 2020/)
    await press(end.button)
    await toldAt('sikker', end.mustBeSure)
    await isFine()
    await tick('sikker')
    await press(end.button)
    await heading(end.ended)
    await expect.poll(() => main(page)).toMatch(/4\. februar 2020/)
    await isFine()
    await go('/kjoretoy')
    await expect.poll(() => main(page)).toContain(vehicles.states.ended)
    await go('')
    const closes = overview.stateWhy({ needed: '', closes: '4. februar 2020' }).ended
    await expect.poll(() => main(page)).toContain(overview.states.ended)
    for (const text of [...closes, overview.less('3\u00a0450,00\u00a0kr')])
      expect(await main(page)).toContain(text)
    expect(await page.locator('main form').count()).toBe(0)
    await isFine()
  })

  test('an organisation’s number is checked and looked up, and one acts for it first', async () => {
    const dag = await comeIn(browser, site.url, way, DAG, /pa-vegne-av/)
    const at = page
    page = dag
    await follow(page.getByRole('button', { name: 'Dag Dahl' }))
    await go('/bli-kunde')
    const number = page.locator('#nummer')
    const ask = async (written: string) => {
      await choose(texts.organisation)
      await write('nummer', written)
      await press(flow.next)
    }
    await ask('123456789')
    await toldAt('nummer', texts.wrongNumber)
    expect(await number.inputValue()).toBe('123456789')
    await ask('923456783')
    await toldAt('nummer', texts.unknownNumber)
    await ask('314000013')
    await toldAt('nummer', texts.deletedNumber)
    await ask('314 000 005')
    await toldAt('nummer', texts.notActing('OVERBY HOLDING AS'))
    await isFine()
    await goTo(texts.changeActing)
    await press(/^FJORD TRANSPORT AS Organ/)
    await heading(texts.heading)
    expect(await number.inputValue()).toBe(FJORD)
    await choose(texts.private)
    await press(flow.next)
    await toldAt('hvem', texts.notYourself('Fjord Transport AS'))
    await ask(FJORD)
    await heading(texts.vehicle)
    for (const [i, length] of ['600', '1800'].entries()) {
      if (i > 0) await press(texts.another)
      await enterPlate(`FT100${scripts ? 1 : 2}${i}`)
      await write('lengde', length)
      await press(texts.addThis)
      await heading(texts.list)
    }
    await expect.poll(() => main(page)).toMatch(/29\u00a0800,00/)
    await press(/FT 100.0$/)
    await expect.poll(() => main(page)).toMatch(/26\u00a0300,00/)
    await press(flow.next)
    await press(flow.next)
    await tick('vilkar')
    await press(texts.order)
    await heading(receipt.receipt.opening)
    await expect.poll(() => main(page)).toMatch(/26\u00a0300,00/)
    await page.context().close()
    page = at
  })
})
