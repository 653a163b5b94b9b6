import { beforeEach, describe, expect, test } from 'vitest'
import { anAgreement, aPerson, aVehicle } from '#test/world.ts'
import { follow } from './browser.ts'
import { setStage } from './stage.ts'
import { fill, lastCode, send, visitor } from './typing.ts'
import { axeFindings, comeIn, WAYS } from './ways.ts'

const { database, site, browser } = setStage()

/** Of the agreements that were found before. */
beforeEach(async () => {
  await database.owner`truncate login_session, app_user, try_limit, proof_code, outbox, change_pause cascade`
  const theirs = await database.owner<{ id: number }[]>`select id from party where name = 'P. Exemple'`
  const ids = theirs.map(({ id }) => String(id))
  await database.owner`delete from tag_assignment where party_id = any(${ids}::bigint[])`
  await database.owner`delete from agreement where party_id = any(${ids}::bigint[])`
  await database.owner`delete from party where id = any(${ids}::bigint[])`
})

describe.each(WAYS)('in $language, with scripts $scripts', (way) => {
  async function anOldAgreement(over: { email?: string; number?: string } = {}) {
    const partyId = await aPerson(database.owner, {
      name: 'P. Exemple',
      email: over.email ?? 'gammel-pierre@example.org',
    })
    const agreement = await anAgreement(database.owner, {
      partyId,
      issuerId: 1,
      number: over.number ?? '700001',
    })
    return { partyId, agreementId: agreement.id }
  }

  const comeAsOther = () => comeIn(browser, site.url, way, { other: '41819010186' }, /forste-gang/)

  test('by e-mail: a code, an offer, a choice; all who could be reached are told, and one click undoes it', async () => {
    const { partyId, agreementId } = await anOldAgreement({ email: 'Gammel-Pierre@example.org' })
    const page = await comeAsOther()
    await page.goto(`${site.url}/finn-avtale`)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.locator('#email').fill('gammel-pierre@example.org')
    await follow(page.locator('form', { has: page.locator('#email') }).getByRole('button'))
    await page.locator('#code').waitFor()
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    expect(page.url()).not.toContain('pierre')
    await page.locator('#code').fill('00000000')
    await follow(page.locator('form', { has: page.locator('#code') }).getByRole('button'))
    expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true')
    await page.locator('#code').fill(await lastCode(database, 'mail'))
    await follow(page.locator('form', { has: page.locator('#code') }).getByRole('button'))
    await page.getByRole('checkbox').waitFor()
    await expect.poll(() => page.innerText('main')).toContain('700001')
    expect(await database.owner`select from user_agreement`).toHaveLength(0)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    await page.getByRole('checkbox').check()
    await send(page)
    await page.waitForURL(/steg=ferdig/)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    expect(
      await database.owner`select agreement_id as id, proof, revoked_at as gone from user_agreement`,
    ).toEqual([{ id: agreementId, proof: 'email', gone: null }])
    const told = await database.owner<{ kind: string; body: string }[]>`
      select kind, body from outbox where ref_id = ${partyId} order by kind`
    expect(told.map(({ kind }) => kind)).toEqual(['letter', 'mail'])
    // Who sees the agreements of several is told in whose name a new one is made.
    await database.owner`
      update app_user set party_id = ${await aPerson(database.owner, { name: 'P. Nyere' })}
      where id = (select user_id from user_agreement where agreement_id = ${agreementId})`
    await page.goto(`${site.url}/min-side/brikker-og-kjoretoy/legg-til`)
    await fill(page, { kjennemerke: way.scripts ? 'EV90001' : 'EV90002' })
    await send(page)
    await send(page)
    await page.getByRole('radio', { name: /ny avtale med Ferde/ }).check()
    await send(page)
    await expect.poll(() => page.innerText('main')).toMatch(/I na[mv]+net til\s+P\. Nyere/)
    await page.goto(`${site.url}/min-side/profil`)
    await expect.poll(() => page.innerText('main')).toContain('P. Nyere')
    await page.goto(`${site.url}/min-side/fakturaer/levering`)
    await expect.poll(() => page.innerText('main')).toContain('700001')
    const undo = /https?:\S+nokkel=\S+/.exec(told[1]?.body ?? '')?.[0] ?? ''
    const holder = await visitor(browser, site.url, way)
    await holder.goto(undo)
    if (way.scripts) expect(await axeFindings(holder)).toEqual([])
    expect(await database.owner`select from user_agreement where revoked_at is null`).toHaveLength(1)
    await send(holder)
    expect(await holder.innerText('h1')).toContain('700001')
    expect(await database.owner`select from user_agreement where revoked_at is null`).toHaveLength(0)
    expect(await database.owner`select from login_session`).toHaveLength(0)
    await holder.context().close()
    await page.context().close()
  })

  test('by number and vehicle: the same answer to all, and a letter to the one who has the agreement', async () => {
    const { partyId, agreementId } = await anOldAgreement({ number: '700002' })
    await aVehicle(database.owner, { plate: way.scripts ? 'PX11111' : 'PX22222', agreementId, partyId })
    const page = await comeAsOther()
    const ask = async (plate: string) => {
      await page.goto(`${site.url}/finn-avtale`)
      await fill(page, { number: '700002', plate })
      await follow(page.locator('form', { has: page.locator('#plate') }).getByRole('button'))
      await page.waitForURL(/steg=brev/)
      return page.innerText('main')
    }
    const wrong = await ask('ZZ99999')
    expect(await database.owner`select from outbox where kind = 'letter'`).toHaveLength(0)
    expect(await ask(way.scripts ? 'px 11111' : 'px 22222')).toBe(wrong)
    if (way.scripts) expect(await axeFindings(page)).toEqual([])
    const code = await lastCode(database, 'letter')
    await page.goto(`${site.url}/finn-avtale`)
    await page.locator('#letter-code').fill(code)
    await follow(page.locator('form', { has: page.locator('#letter-code') }).getByRole('button'))
    await page.waitForURL(/steg=ferdig&antall=1/)
    expect(await database.owner`select proof from user_agreement`).toEqual([{ proof: 'letter' }])
    await page.context().close()
  })
})
