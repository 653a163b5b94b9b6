import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from './server.ts'
import { TEST_COUNTRY } from './test-country.ts'

const MIN_SIDE = 'http://localhost:9'
let sandbox: Sandbox
let config: client.Configuration
beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    smtpPort: 0,
    home: mkdtempSync(join(tmpdir(), 'sandbox-')),
    minSideUrl: MIN_SIDE,
    clientSecret: 'secret',
    companies: [],
    country: TEST_COUNTRY,
    portfolio: () => [],
    traffic: new Hono(),
  })
  const issuer = new URL(`${sandbox.url}/id-porten`)
  config = await client.discovery(issuer, 'min-side', undefined, client.ClientSecretBasic('secret'), {
    execute: [client.allowInsecureRequests],
  })
})
afterAll(async () => sandbox.close())

describe('ID-porten', () => {
  it('tells who logged in, how and how surely', async () => {
    const { claims, answer } = await logIn(browser(), { pid: '20914695016' })
    expect(answer.searchParams.get('iss')).toBe(`${sandbox.url}/id-porten`)
    expect(claims).toMatchObject({
      pid: '20914695016',
      acr: 'idporten-loa-high',
      amr: ['BankID'],
      locale: 'nn',
      name: 'Kari <b> Testesen',
    })
    expect(claims?.sid).toMatch(/.{10}/)
    expect(claims?.sub).not.toContain('20914695016')
  })

  it('lets one choose another way to log in', async () => {
    const { claims } = await logIn(browser(), { pid: '20914695016', method: 'Minid-OTC' })
    expect(claims).toMatchObject({ acr: 'idporten-loa-substantial', amr: ['Minid-OTC'] })
  })

  it('tells no number of somebody who has none', async () => {
    const { claims } = await logIn(browser(), { pid: 'uten-nummer-2' })
    expect(claims).not.toHaveProperty('pid')
    expect(claims).toMatchObject({ amr: ['eIDAS'], eidas_firstname: 'Pierre', eidas_lastname: 'Exemple' })
  })

  it('can answer with a level under the one asked for, and asks again the next time', async () => {
    const visitor = browser()
    const low = await logIn(visitor, { low: '20914695016' }, 'idporten-loa-high')
    expect(low.claims?.acr).toBe('idporten-loa-substantial')
    const high = await logIn(visitor, { pid: '20914695016' }, 'idporten-loa-high')
    expect(high.claims?.acr).toBe('idporten-loa-high')
  })

  it('says that the person cancelled', async () => {
    const { answer } = await logIn(browser(), { cancel: 'yes' })
    expect(answer.searchParams.get('error')).toBe('access_denied')
    expect(answer.searchParams.get('state')).toBe('the-state')
  })

  it('remembers who is logged in until they log out, and then tells Min side in a hidden frame', async () => {
    const visitor = browser()
    const { claims, idToken } = await logIn(visitor, { pid: '20914695016' })
    const again = await logIn(visitor, undefined)
    expect(again.claims?.sid).toBe(claims?.sid)

    const endSession = client.buildEndSessionUrl(config, {
      id_token_hint: idToken ?? '',
      post_logout_redirect_uri: `${MIN_SIDE}/`,
      state: 'bye',
    })
    const asked = await (await visitor(endSession)).text()
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)?.[1] ?? ''
    const action = /action="([^"]+)"/.exec(asked)?.[1] ?? ''
    const left = await visitor(new URL(action), { xsrf, logout: 'yes' })
    const sid = typeof claims?.sid === 'string' ? claims.sid : ''
    const told = new URLSearchParams({ iss: `${sandbox.url}/id-porten`, sid }).toString()
    const shown = await left.text()
    expect(shown).toContain(`<iframe src="${MIN_SIDE}/logg-ut/utenfra?${told}"`.replaceAll('&', '&amp;'))
    expect(shown).toContain(`href="${MIN_SIDE}/?state=bye"`)
    const after = await authorize(visitor)
    expect(after.pathname).toContain('/interaction/')
  })

  it('takes no request that was not pushed, and no push without PKCE', async () => {
    const plain = client.buildAuthorizationUrl(config, await request('idporten-loa-high'))
    const refused = await browser()(plain)
    expect(refused.status === 400 || refused.headers.get('location')?.includes('error=')).toBe(true)
    const { code_challenge: _, ...unproven } = await request('idporten-loa-high')
    await expect(client.buildAuthorizationUrlWithPAR(config, unproven)).rejects.toThrow()
  })

  it.each(['state', 'nonce'])('takes no push without %s, nor with an empty one', async (name) => {
    const whole = await request('idporten-loa-high')
    await expect(client.buildAuthorizationUrlWithPAR(config, whole)).resolves.toBeInstanceOf(URL)
    const { [name]: _, ...without } = whole
    for (const refused of [without, { ...whole, [name]: '' }]) {
      await expect(client.buildAuthorizationUrlWithPAR(config, refused)).rejects.toMatchObject({
        error: 'invalid_request',
        error_description: expect.stringContaining(`'${name}'`),
      })
    }
  })
})

const VERIFIER = client.randomPKCECodeVerifier()

async function request(acr: string): Promise<Record<string, string>> {
  return {
    redirect_uri: `${MIN_SIDE}/logg-inn/tilbake`,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(VERIFIER),
    code_challenge_method: 'S256',
    state: 'the-state',
    nonce: 'the-nonce',
    acr_values: acr,
    ui_locales: 'nn',
  }
}

type Browser = (url: URL, form?: Record<string, string>) => Promise<Response>

/** Keeps cookies by name and path, follows no redirect. */
function browser(): Browser {
  const jar = new Map<string, { path: string; pair: string }>()
  return async (url, form) => {
    const cookies = [...jar.values()].filter(({ path }) => url.pathname.startsWith(path))
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: cookies.map(({ pair }) => pair).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const set of response.headers.getSetCookie()) {
      const pair = set.split(';')[0] ?? ''
      const path = /path=([^;]+)/i.exec(set)?.[1] ?? '/'
      const name = `${pair.split('=')[0]} ${path}`
      if (/expires=Thu, 01 Jan 1970/i.test(set)) jar.delete(name)
      else jar.set(name, { path, pair })
    }
    return response
  }
}

async function authorize(visit: Browser, acr = 'idporten-loa-substantial'): Promise<URL> {
  const url = await client.buildAuthorizationUrlWithPAR(config, await request(acr))
  return locationOf(await visit(url), url)
}

async function logIn(visit: Browser, choice: Record<string, string> | undefined, acr?: string) {
  let at = await authorize(visit, acr)
  if (choice) {
    expect(at.pathname).toContain('/interaction/')
    expect(await (await visit(at)).text()).toContain('Kari &lt;b&gt; Testesen')
    const resume = locationOf(await visit(at, choice), at)
    at = locationOf(await visit(resume), resume)
  }
  if (at.searchParams.has('error')) return { answer: at }
  const tokens = await client.authorizationCodeGrant(config, at, {
    pkceCodeVerifier: VERIFIER,
    expectedState: 'the-state',
    expectedNonce: 'the-nonce',
  })
  return { answer: at, claims: tokens.claims(), idToken: tokens.id_token }
}

function locationOf(response: Response, from: URL): URL {
  return new URL(response.headers.get('location') ?? `no-redirect:${response.status}`, from)
}
