import type { Browser, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SESSION_COOKIE } from '#access/cookie.ts'
import { follow, logIn } from './browser.ts'
import { CUSTOMER_PID } from './site.ts'
import { setStage } from './stage.ts'

const { database, site, browser } = setStage()

async function visitor(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const context = await browser.newContext(options)
  return context.newPage()
}

async function sessions(): Promise<number> {
  return (await database.owner`select from login_session`).length
}

async function toIdPorten(page: Page): Promise<void> {
  await page.goto(`${site.url}/logg-inn`)
  expect(page.url()).toContain('/id-porten/interaction/')
}

/** Whether Min side sends the browser to log in. */
async function isStranger(page: Page): Promise<boolean> {
  const answer = await page.request.get(`${site.url}/min-side`, { maxRedirects: 0 })
  return answer.headers().location?.startsWith('/logg-inn') ?? false
}

async function sidCookie(page: Page): Promise<string | undefined> {
  return (await page.context().cookies()).find(({ name }) => name === SESSION_COOKIE)?.value
}

describe.each([true, false])('with JavaScript %s', (javaScriptEnabled) => {
  test('one logs in, sees one’s own agreement, and logs out here and at ID-porten', async () => {
    const page = await visitor({ javaScriptEnabled })
    await logIn(page, site.url)
    await expect.poll(() => page.innerText('main')).toContain('EK 12345')
    const before = await sessions()
    await follow(page.getByRole('button', { name: 'Logg ut' }))
    if (!javaScriptEnabled) {
      await expect.poll(() => page.innerText('main')).toContain('Gjør deg ferdig')
      await follow(page.getByRole('button', { name: 'Logg ut av ID-porten' }))
      await follow(page.getByRole('button', { name: 'Logg ut' }))
    }
    await page.waitForURL(`${site.url}/`, { timeout: 15_000 })
    expect(await sessions()).toBe(before - 1)
    expect(await sidCookie(page)).toBeUndefined()
    // Logged out there too: one is asked anew.
    await page.goto(`${site.url}/min-side`)
    expect(page.url()).toContain('/id-porten/interaction/')
  })
})

test('the page one asked for is the page one comes to', async () => {
  const page = await visitor()
  await page.goto(`${site.url}/min-side/passeringer/2019-11`)
  await follow(page.locator(`[name=pid][value="${CUSTOMER_PID}"]`).first())
  await page.waitForURL(`${site.url}/min-side/passeringer/2019-11`)
})

test('agreements are linked by the national identity number, with their proof', async () => {
  const page = await visitor()
  await logIn(page, site.url)
  await logIn(await visitor(), site.url)
  const links = await database.owner`
    select l.proof, p.name from user_agreement l join party p on p.id = l.party_id where l.revoked_at is null`
  expect(links).toEqual([{ proof: 'national-id', name: 'Kari Nordmann' }])
})

test('a session gets a new token at log-in, and the old one opens nothing', async () => {
  const page = await visitor()
  await logIn(page, site.url)
  const first = await sidCookie(page)
  await page.goto(`${site.url}/logg-inn`)
  await page.waitForURL(/min-side/)
  const second = await sidCookie(page)
  expect(second).not.toBe(first)
  const answer = await fetch(`${site.url}/min-side`, {
    headers: { cookie: `${SESSION_COOKIE}=${first}` },
    redirect: 'manual',
  })
  expect(answer.status).toBe(302)
})

describe('a log-in that comes to nothing is explained', () => {
  test('cancelled', async () => {
    const page = await visitor()
    await toIdPorten(page)
    await follow(page.locator('[name=cancel]'))
    await expect.poll(() => page.innerText('main')).toContain('avbrutt hos ID-porten')
  })

  test('at a level too low', async () => {
    const page = await visitor()
    await toIdPorten(page)
    await follow(page.locator('[name=low]').first())
    await expect.poll(() => page.innerText('main')).toContain('ikke sikker nok')
    expect(await sidCookie(page)).toBeUndefined()
  })

  test('without a national identity number', async () => {
    const page = await visitor()
    await toIdPorten(page)
    await follow(page.locator('[name=pid][value^="uten-nummer"]').first())
    await expect.poll(() => page.innerText('main')).toContain('verken fødselsnummer eller D-nummer')
    expect(await sidCookie(page)).toBeUndefined()
  })

  test('and somebody with a D-number and no agreement comes in, and is told', async () => {
    const page = await visitor()
    await toIdPorten(page)
    await page.locator('[name=other]').fill('41819010186')
    await page.locator('[name=other]').press('Enter')
    await page.waitForURL(/forste-gang/)
    await expect.poll(() => page.innerText('main')).toContain('Vi fant ingen avtale')
  })
})

describe('the way back', () => {
  /** Logs in at the double, and stops before Min side hears of it. */
  async function answerOf(page: Page): Promise<string> {
    const options = { maxRedirects: 0 }
    let at = `${site.url}/logg-inn`
    while (!at.startsWith(`${site.url}/logg-inn/tilbake`)) {
      const chooses = at.includes('/interaction/')
      const answer = chooses
        ? await page.request.post(at, { ...options, form: { pid: CUSTOMER_PID } })
        : await page.request.get(at, options)
      at = new URL(answer.headers().location ?? '', at).href
    }
    return at
  }

  test('is no use in another browser', async () => {
    const answer = await answerOf(await visitor())
    const other = await visitor()
    await other.goto(answer)
    expect(await other.innerText('main')).toContain('begynt i en annen nettleser')
    expect(await sidCookie(other)).toBeUndefined()
  })

  test('is refused when it names another issuer, or state', async () => {
    for (const [name, value] of [
      ['iss', 'https://evil.example'],
      ['state', 'made-up'],
    ] as const) {
      const page = await visitor()
      const answer = new URL(await answerOf(page))
      answer.searchParams.set(name, value)
      const stopped = await page.goto(answer.href)
      expect(stopped?.status()).toBe(403)
      expect(await sidCookie(page)).toBeUndefined()
    }
  })

  test('can be walked once', async () => {
    const page = await visitor()
    const answer = await answerOf(page)
    await page.goto(answer)
    await page.waitForURL(/\/min-side/)
    const again = await page.goto(answer)
    expect(again?.status()).toBe(403)
  })
})

describe('log-out from outside', () => {
  test('ends the session whose name is told, needs no cookie, and may stand in a frame of ID-porten', async () => {
    const page = await visitor()
    await logIn(page, site.url)
    const [row] = await database.owner<{ sid: string }[]>`
      select provider_sid as sid from login_session order by started_at desc limit 1`
    const issuer = site.identityProvider.issuer
    const tell = (iss: string, sid: string) =>
      fetch(`${site.url}/logg-ut/utenfra?${new URLSearchParams({ iss, sid }).toString()}`)
    const before = await sessions()
    await tell('https://evil.example', row?.sid ?? '')
    await tell(issuer, 'guessed')
    expect(await sessions()).toBe(before)
    const answer = await tell(issuer, row?.sid ?? '')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain(
      `frame-ancestors ${new URL(issuer).origin}`,
    )
    expect(await isStranger(page)).toBe(true)
  })
})

test('after half an hour alone one is a stranger again', async () => {
  const page = await visitor()
  await logIn(page, site.url)
  expect(await isStranger(page)).toBe(false)
  site.skip(31 * 60_000)
  expect(await isStranger(page)).toBe(true)
})
