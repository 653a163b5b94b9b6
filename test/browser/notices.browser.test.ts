import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { writeOutbox } from '#db/outbox.ts'
import { aPerson } from '#test/world.ts'
import { BLOCK_TEXTS } from '#words/blocks.ts'
import { MESSAGE_TEXTS } from '#words/messages.ts'
import { NOTICE_TEXTS } from '#words/notices.ts'
import { OVERVIEW_TEXTS } from '#words/overview.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { follow } from './browser.ts'
import { BUSINESS_NOW } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, customers, site, browser } = setStage()

async function send(partyId: number, key: string, subject: string): Promise<void> {
  const message = {
    dedupeKey: key,
    kind: 'mail' as const,
    refId: undefined,
    recipient: 'x@example.org',
    language: 'nb' as const,
  }
  await inTransaction(database.batch, (tx) =>
    writeOutbox(tx, [{ ...message, subject, body: 'Hei.\nDette står i meldingen.', partyId }], BUSINESS_NOW),
  )
}

describe.each(WAYS)('in $language, scripts $scripts', (way) => {
  const messages = MESSAGE_TEXTS[way.language]
  const notices = NOTICE_TEXTS[way.language]
  let page: Page

  beforeAll(async () => {
    await database.owner`truncate outbox, notice_choice`
    await database.owner`update party set street = 'Bryggen 3', phone = null, confirmed_email = null where id = ${customers.partyId}`
    page = await comeIn(browser, site.url, way)
  }, 60_000)

  afterAll(() => page.context().close())

  const findings = async () => (way.scripts ? axeFindings(page) : [])
  const open = (path: string) => page.goto(`${site.url}${path}`)

  test('the newest messages stand on Oversikt, unread until they are opened, and all of them on a page', async () => {
    expect(await page.getByRole('region', { name: messages.newest }).innerText()).toContain(messages.none)
    await open('/min-side/meldinger')
    expect(await page.innerText('main')).toContain(messages.none)
    expect(await findings()).toEqual([])
    for (let i = 1; i <= 22; i++) await send(customers.partyId, `m${i}`, `Melding nummer ${i}`)
    await open('/min-side')
    const newest = page.getByRole('region', { name: messages.newest })
    expect(await newest.getByRole('listitem').count()).toBe(3)
    expect(await newest.getByText(messages.unread).count()).toBe(3)
    await follow(newest.getByRole('link', { name: 'Melding nummer 22' }))
    await page.getByRole('heading', { level: 1, name: 'Melding nummer 22' }).waitFor()
    expect(await page.innerText('main')).toContain('Dette står i meldingen.')
    expect(await findings()).toEqual([])
    await follow(page.getByRole('link', { name: messages.all }))
    await expect.poll(() => page.locator('.messages li').count()).toBe(20)
    expect(await page.locator('.messages').getByText(messages.unread).count()).toBe(19)
    expect(await findings()).toEqual([])
    await follow(page.locator('a[rel=next]'))
    await expect.poll(() => page.locator('.messages li').count()).toBe(2)
  })

  test('another’s message answers as one that does not exist', async () => {
    const stranger = await aPerson(database.owner)
    await send(stranger, `theirs-${way.language}`, 'Til en annen')
    const [theirs] = await database.owner<
      { id: number }[]
    >`select id from outbox where party_id = ${stranger}`
    const ask = async (id: string) => {
      const answer = await page.goto(`${site.url}/min-side/meldinger/${id}`)
      return { status: answer?.status(), text: await page.innerText('main') }
    }
    const answer = await ask(String(theirs?.id))
    expect(answer.status).toBe(404)
    expect(answer).toEqual(await ask('999999999'))
  })

  test('what one is told of is chosen by event and channel, and the invoice itself cannot be turned off', async () => {
    await open('/min-side/profil')
    await follow(page.getByRole('link', { name: notices.link }))
    await page.getByRole('heading', { level: 1, name: notices.heading }).waitFor()
    expect(await findings()).toEqual([])
    const invoice = page.getByRole('group', { name: notices.events.invoice })
    expect(await invoice.innerText()).toContain(notices.abouts.invoice)
    expect(await invoice.getByRole('checkbox').count()).toBe(1)
    expect(await page.innerText('main')).toContain(notices.none.sms)
    const unread = page.getByRole('group', { name: notices.events['tag-not-read'] })
    expect(await unread.getByLabel(notices.channels['e-mail']).isChecked()).toBe(true)
    await unread.getByLabel(notices.channels['e-mail']).uncheck()
    await unread.getByLabel(notices.channels.sms).check()
    await follow(page.getByRole('button', { name: notices.save }))
    await page.getByText(notices.saved).waitFor()
    expect(await unread.getByLabel(notices.channels['e-mail']).isChecked()).toBe(false)
    expect(await unread.getByLabel(notices.channels.sms).isChecked()).toBe(true)
    expect(await findings()).toEqual([])
    const chosen = await database.owner`
      select event, channel from notice_choice where party_id = ${customers.partyId} and wanted and event = 'tag-not-read'`
    expect(chosen).toEqual([{ event: 'tag-not-read', channel: 'sms' }])
  })

  test('an e-mail address that is missing or not confirmed is the first thing to do, and leads to where it is done', async () => {
    const overview = OVERVIEW_TEXTS[way.language]
    const { owner } = database
    const first = () => page.locator('.ds-alert', { hasText: overview.todo }).locator('p').first().innerText()
    await owner`update party set street = null, email = null where id = ${customers.partyId}`
    await open('/min-side')
    expect(await first()).toContain(overview.emailMissing)
    expect(await findings()).toEqual([])
    const street = 'Bryggen 3'
    await owner`update party set street = ${street}, email = 'kari@example.org' where id = ${customers.partyId}`
    await open('/min-side')
    expect(await first()).toContain(overview.emailUnconfirmed)
    await follow(page.getByRole('link', { name: overview.toConfirm }))
    const profile = PROFILE_TEXTS[way.language]
    const part = page.getByRole('region', { name: profile.email, exact: true })
    await part.getByText(profile.unconfirmed).waitFor()
    expect(await part.getByLabel(profile.newEmail).inputValue()).toBe('kari@example.org')
    expect(await findings()).toEqual([])
    await follow(part.getByRole('button', { name: profile.sendCode }))
    const [mail] = await owner<
      { body: string }[]
    >`select body from outbox where kind = 'mail' order by id desc limit 1`
    await part
      .getByLabel(profile.code, { exact: true })
      .fill(/\d{4} \d{4}/.exec(mail?.body ?? '')?.[0] ?? 'none')
    await follow(part.getByRole('button', { name: profile.confirm }))
    await page.getByText(profile.saved['e-mail']).waitFor()
    expect(await part.getByText(profile.unconfirmed).count()).toBe(0)
    await open('/min-side')
    expect(await page.getByText(overview.emailUnconfirmed).count()).toBe(0)
  })

  test('an address that is missing, and the block that came of it, lead to where it is put right', async () => {
    const [agreement] = await database.owner<{ id: number }[]>`
      select id from agreement where party_id = ${customers.partyId}`
    await database.owner`update party set street = null where id = ${customers.partyId}`
    await database.owner`
      insert into agreement_block (agreement_id, because, set_by, during)
      values (${agreement?.id ?? 0}, 'address-missing', 'system', tstzrange(${BUSINESS_NOW - 1}, null))`
    await open('/min-side')
    const ways = [OVERVIEW_TEXTS[way.language].toAddress, BLOCK_TEXTS[way.language].toAddress]
    for (const name of ways)
      expect(await page.getByRole('link', { name }).getAttribute('href')).toBe(
        '/min-side/profil#part-address',
      )
    expect(await findings()).toEqual([])
    await follow(page.getByRole('link', { name: ways[0] ?? '' }))
    await page.getByRole('region', { name: PROFILE_TEXTS[way.language].address, exact: true }).waitFor()
    await database.owner`delete from agreement_block`
  })
})
