import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { follow, logIn } from './browser.ts'
import { startSite } from './site.ts'
import { setStage } from './stage.ts'
import { axeFindings } from './ways.ts'

const { database, customers, site, browser } = setStage()
let context: BrowserContext
let page: Page

beforeAll(async () => {
  context = await browser.newContext()
  page = await context.newPage()
  await logIn(page, site.url)
}, 120_000)

/** An answer without what is new each time. */
function settled(text: string): string {
  return text.replaceAll(/nonce="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
}

describe('what is another’s', () => {
  test.each(['', '/faktura.pdf', '.data'])(
    'answers as what does not exist, to the letter: …%s',
    async (end) => {
      const ask = async (id: string) => {
        const answer = await context.request.get(`${site.url}/min-side/fakturaer/${id}${end}`)
        const headers = answer.headers()
        for (const changing of ['date', 'content-security-policy', 'content-length']) delete headers[changing]
        return { status: answer.status(), headers, body: settled(await answer.text()) }
      }
      expect((await ask(customers.invoices.sent)).status).toBe(200)
      const strangers = await ask(customers.strangersInvoice)
      expect(customers.strangersInvoice).toMatch(/^[0-9a-f-]{36}$/)
      expect(strangers.status).toBe(404)
      expect(strangers).toEqual(await ask(randomUUID()))
    },
  )

  test.each(['', '.data'])('has a price that answers as one that does not exist: …%s', async (end) => {
    const { charged, stranger } = customers.prices
    const ask = async (path: string) => {
      const answer = await context.request.get(`${site.url}${path}${end}`)
      const body = settled(await answer.text()).replaceAll(/\/\d+/g, '/…')
      return { status: answer.status(), body }
    }
    expect((await ask(charged)).status).toBe(200)
    const strangers = await ask(stranger)
    expect(strangers.status).toBe(404)
    for (const id of ['1', '0', '999999999999', '99999999999999999999', '1e3', 'x'])
      expect((await ask(stranger.replace(/\d+$/, id))).status).toBe(404)
    expect(strangers).toEqual(await ask(stranger.replace(/\d+$/, '1')))
    // One's own, but of another month.
    expect((await ask(charged.replace('2019-12', '2019-11'))).status).toBe(404)
  })

  test('does not stand in a list, a sum or a month', async () => {
    for (const path of ['/min-side', '/min-side/fakturaer', '/min-side/passeringer/2019-11']) {
      await page.goto(`${site.url}${path}`)
      expect(await page.content()).not.toMatch(/DN ?11111/)
    }
    await page.goto(`${site.url}/min-side/passeringer/2019-11`)
    await expect.poll(() => page.innerText('main')).toContain('8 passeringer')
  })

  test('is not shown to somebody not logged in, whichever way they ask', async () => {
    const invoice = `/min-side/fakturaer/${customers.invoices.sent}`
    const paths = ['/min-side', '/min-side/passeringer/2019-11', '/min-side/fakturaer', invoice]
    for (const path of [...paths, `${invoice}/faktura.pdf`, '/MIN-SIDE/', '/min-side/']) {
      const answer = await fetch(`${site.url}${path}`, { redirect: 'manual' })
      expect([path, answer.status]).toEqual([path, 302])
      expect(answer.headers.get('location')).toMatch(/^\/logg-inn\?til=/)
    }
    for (const path of paths) {
      const answer = await fetch(`${site.url}${path}.data`, { redirect: 'manual' })
      expect(await answer.text()).not.toContain('EK')
    }
  })
})

test('the invoice opens as PDF', async () => {
  const answer = await context.request.get(
    `${site.url}/min-side/fakturaer/${customers.invoices.sent}/faktura.pdf`,
  )
  expect(answer.headers()['content-type']).toBe('application/pdf')
  expect(answer.headers()['content-disposition']).toMatch(/^inline; filename="faktura-2019-\d+\.pdf"$/)
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
})

describe('a form', () => {
  test('posted from elsewhere, or without the token, changes nothing', async () => {
    await page.goto(`${site.url}/min-side`)
    const csrf = await page.inputValue('[name=csrf]')
    const post = (headers: Record<string, string>, token: string) =>
      context.request.post(`${site.url}/logg-ut`, { headers, form: { csrf: token } })
    expect((await post({ origin: 'https://evil.example' }, csrf)).status()).toBe(403)
    expect((await post({ 'sec-fetch-site': 'cross-site' }, csrf)).status()).toBe(403)
    expect((await post({}, csrf)).status()).toBe(403)
    expect((await post({ origin: site.url }, 'guessed')).status()).toBe(403)
    await page.goto(`${site.url}/min-side`)
    await expect.poll(() => page.innerText('main')).toContain('Kari Nordmann')
  })
})

describe('a form of any size', () => {
  const send = (headers: Record<string, string>, body: string | ReadableStream) =>
    fetch(`${site.url}/uten-elektronisk-id`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: site.url, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
      duplex: 'half',
    } as RequestInit)

  test('is refused before it is read where it is larger than any of ours, or does not say how large it is', async () => {
    expect((await send({}, `email=${'a'.repeat(200_000)}`)).status).toBe(413)
    const unsaid = new Blob(['email=kari@example.org']).stream()
    expect((await send({}, unsaid)).status).toBe(411)
    expect((await send({}, 'email=kari')).status).toBe(400)
  })

  test('sent again is the same form, and changed first it is another', async () => {
    await page.goto(`${site.url}/min-side/profil/varsler`)
    const [csrf, key] = [await page.inputValue('[name=csrf]'), await page.inputValue('main [name=key]')]
    const wanted = async (...ticked: string[]) => {
      const form = new URLSearchParams([
        ['csrf', csrf],
        ['key', key],
        ...ticked.map((one) => ['varsel', one]),
      ])
      const headers = { origin: site.url, 'content-type': 'application/x-www-form-urlencoded' }
      await context.request.post(`${site.url}/min-side/profil/varsler`, { headers, data: form.toString() })
      const rows = await database.owner<{ at: string }[]>`
        select event || ':' || channel as at from notice_choice where wanted order by 1`
      return rows.map(({ at }) => at)
    }
    expect(await wanted('invoice:sms')).toEqual(['invoice:sms'])
    expect(await wanted('payment-failed:sms')).toEqual(['payment-failed:sms'])
    // As a second click on the first would be.
    expect(await wanted('invoice:sms')).toEqual(['payment-failed:sms'])
  })
})

test('terms that were shown in another version are not accepted', async () => {
  await page.goto(`${site.url}/min-side/avtaler/tilleggsavtale`)
  const shown = await page.getAttribute('[name=vilkar]', 'value')
  const make = async (vilkar: string) => {
    await page.goto(`${site.url}/min-side/avtaler/tilleggsavtale`)
    const hidden = ['csrf', 'key', 'hovedavtale'].map(async (name) => [
      name,
      await page.inputValue(`main [name=${name}]`),
    ])
    const form = Object.fromEntries(await Promise.all(hidden)) as Record<string, string>
    const answer = await context.request.post(`${site.url}/min-side/avtaler/tilleggsavtale`, {
      headers: { origin: site.url },
      form: { ...form, selskap: 'vegfinans', vilkar },
      maxRedirects: 0,
    })
    return answer.status()
  }
  expect(shown).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(await make('2018-01-01')).toBe(400)
  expect(await make(shown ?? '')).toBe(303)
})

describe('a vehicle that is not known to be the customer’s', () => {
  const MONTH = '/min-side/passeringer/2019-12'
  const STATION = 'Nordre gate ved Nygårdsbroen'

  beforeAll(async () => {
    const [vehicle] = await database.owner<{ id: number }[]>`select id from vehicle where plate = 'EL55555'`
    await database.owner`
      insert into unproven_holding (party_id, vehicle_id, owner, from_at)
      values (${customers.partyId}, ${vehicle?.id ?? 0}, 'another', '2019-12-01')`
    await database.owner`update passage set read_by = 'plate' where vehicle_id = ${vehicle?.id ?? 0} and month_on = '2019-12-01'`
  })

  test('shows day and price of what its plate was read for: no place, no clock, on no page and in no file', async () => {
    await page.goto(`${site.url}${MONTH}`)
    const row = page.locator('.passage', { hasText: 'EL 55555' }).filter({ hasText: '10,00' })
    await expect.poll(() => row.innerText()).toMatch(/Sted og klokkeslett vises ikke[^]*Vegfinans/)
    expect(await axeFindings(page)).toEqual([])
    for (const path of [
      MONTH,
      `${MONTH}.data`,
      '/min-side',
      `/min-side/passeringer/fil/csv?fra=2019-12-01&til=2019-12-31`,
    ]) {
      const text = await (await context.request.get(`${site.url}${path}`)).text()
      expect(text).toContain('EL 55555')
      expect(text).not.toContain(STATION)
      expect(text).not.toMatch(/12[:.]20|T11:20/)
    }
    await follow(row.getByRole('link'))
    await expect.poll(() => page.innerText('main')).toContain('du er ikke kjent som eier av kjøretøyet')
    expect(await page.innerText('main')).not.toMatch(/12\.20|Nordre/)
    // Where the tag was read, or before it was said whose it is, all is shown.
    await page.goto(`${site.url}/min-side/passeringer/2019-11`)
    await expect.poll(() => page.innerText('main')).toContain(STATION)
  })
})

describe('every answer', () => {
  const paths = ['/', '/min-side', '/finnes-ikke', '/logg-ut/utenfra', '/min-side.data', '/logg-inn/tilbake']

  test.each(paths)('of %s is kept by nobody, and says what the browser may do', async (path) => {
    const headers = (await context.request.get(`${site.url}${path}`, { maxRedirects: 0 })).headers()
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none'.*script-src 'nonce-[^']+' 'strict-dynamic'/,
    )
    expect(headers['content-security-policy']).not.toContain('unsafe')
    if (path !== '/logg-ut/utenfra')
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  })

  test('has a nonce of its own', async () => {
    const policy = async () => (await fetch(site.url)).headers.get('content-security-policy')
    expect(await policy()).not.toBe(await policy())
  })

  test('but what is named by its content is kept for long', async () => {
    const html = await (await fetch(site.url)).text()
    const script = /\/assets\/[^"]+\.js/.exec(html)?.[0]
    const answer = await fetch(`${site.url}${script}`)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await fetch(`${site.url}/assets/nothing.js`)).status).toBe(404)
  })
})

test('an identity provider that is silent is said to be so', async () => {
  const alone = await startSite(database)
  await alone.closeIdPorten()
  const answer = await fetch(`${alone.url}/logg-inn`, { redirect: 'manual' })
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain('Vi får ikke kontakt med ID-porten')
  expect(alone.logged.map(({ event }) => event)).toEqual(['identity-provider-silent'])
  await alone.close()
})

test('tries from one /64 are counted together, whatever they are of, and those from another by themselves', async () => {
  const forget = async (i: number, from: string) => {
    const answer = await fetch(`${site.url}/uten-elektronisk-id/glemt-passord`, {
      method: 'POST',
      redirect: 'manual',
      // The proxy of ours adds whom it saw; what stood there before is anybody's.
      headers: { origin: site.url, 'x-forwarded-for': `203.0.113.${i}, ${from}` },
      body: new URLSearchParams({ email: `nobody-${i}@example.org` }),
    })
    await answer.body?.cancel()
    return answer.status
  }
  const answers = await Promise.all(
    Array.from({ length: 51 }, (_, i) => forget(i, `2001:db8:0:7::${i.toString(16)}`)),
  )
  expect(answers.filter((status) => status === 429)).toHaveLength(1)
  expect(await forget(60, '2001:db8:0:7:1:2:3:4')).toBe(429)
  expect(await forget(61, '2001:db8:0:8::1')).toBeLessThan(400)
})
