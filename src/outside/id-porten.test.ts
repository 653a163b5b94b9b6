import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createIdPorten, type IdPortenSettings } from './id-porten.ts'

const ASKED = { state: 'the-state', nonce: 'the-nonce', codeVerifier: 'v'.repeat(43) }
const BACK = 'http://localhost:3000/logg-inn/tilbake'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

let server: Server
let issuer: string
/** What the provider on the wire was told, and what it answers next. */
let told: { path: string; form: URLSearchParams; authorization: string | undefined }[]
let answer: {
  claims?: Record<string, unknown>
  signedBy?: KeyObject
  token?: { status: number; body: string }
  down?: boolean
}

beforeAll(async () => {
  server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  told = []
  answer = {}
})
afterAll(() => server.close())

describe('the way there', () => {
  test('is asked for over our own line; the browser carries nothing but a reference', async () => {
    const url = await idPorten().begin({ ...ASKED, level: 'idporten-loa-substantial', language: 'nn' })
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    const [pushed] = told
    expect(pushed?.path).toBe('/par')
    expect(Object.fromEntries(pushed?.form ?? [])).toMatchObject({
      acr_values: 'idporten-loa-substantial',
      ui_locales: 'nn',
      scope: 'openid profile',
      redirect_uri: BACK,
      state: ASKED.state,
      nonce: ASKED.nonce,
      code_challenge: hash('sha256', ASKED.codeVerifier, 'base64url'),
      code_challenge_method: 'S256',
    })
    expect(pushed?.form.has('code_verifier')).toBe(false)
    expect(decodeURIComponent(atob(pushed?.authorization?.replace('Basic ', '') ?? ''))).toBe(
      'min-side:secret',
    )
  })

  test('can be proven with a key instead of a secret', async () => {
    const key = { ...privateKey.export({ format: 'jwk' }), kid: 'our-key' }
    await idPorten({ clientSecret: undefined, privateKeyJwk: key }).begin({
      ...ASKED,
      level: 'idporten-loa-high',
      language: 'nb',
    })
    const assertion = told[0]?.form.get('client_assertion') ?? ''
    const [header, claims] = assertion.split('.').slice(0, 2).map(partOf)
    expect(header).toMatchObject({ alg: 'RS256', kid: 'our-key' })
    expect(claims).toMatchObject({ iss: 'min-side', sub: 'min-side', aud: issuer })
  })

  test('is an error while nobody answers, and found once somebody does', async () => {
    const at = idPorten()
    answer = { down: true }
    await expect(at.begin({ ...ASKED, level: 'idporten-loa-high', language: 'nb' })).rejects.toThrow()
    answer = {}
    expect((await at.begin({ ...ASKED, level: 'idporten-loa-high', language: 'nb' })).origin).toBe(issuer)
  })

  test('is never plain text to another machine', async () => {
    const far = idPorten({ issuer: 'http://id-porten.example' })
    await expect(far.begin({ ...ASKED, level: 'idporten-loa-high', language: 'nb' })).rejects.toThrow(/HTTPS/)
  })
})

describe('the way back', () => {
  test.each(['BankID', 'Minid-OTC', 'Buypass ID', 'Commfides'])('tells who it is, by %s', async (method) => {
    answer = { claims: { amr: [method] } }
    expect(await finish()).toMatchObject({
      pid: '20914695016',
      acr: 'idporten-loa-high',
      sid: 'sid-1',
      name: undefined,
    })
    expect(told.at(-1)?.form.get('code_verifier')).toBe(ASKED.codeVerifier)
  })

  test('tells when there is no national identity number', async () => {
    answer = { claims: { pid: undefined, amr: ['eIDAS'] } }
    expect(await finish()).toMatchObject({ pid: undefined })
  })

  test('is refused when the person cancelled', async () => {
    expect(await finish({ code: undefined, error: 'access_denied' })).toEqual({ refused: 'log-in-cancelled' })
    expect(await finish({ code: undefined, error: 'server_error' })).toMatchObject({
      refused: 'log-in-failed',
    })
  })

  test.each([
    ['the answer names another issuer', { iss: 'https://other.example' }, {}],
    ['the answer names no issuer', { iss: undefined }, {}],
    ['the answer has another state', { state: 'another' }, {}],
    ['the token has another nonce', {}, { nonce: 'another' }],
    ['the token has no nonce', {}, { nonce: undefined }],
    ['the token is for somebody else', {}, { aud: 'another-client' }],
    ['the token is by another issuer', {}, { iss: 'https://other.example' }],
    ['the token has run out', {}, { exp: 1_500_000_000 }],
  ])('is refused when %s', async (_, params, claims) => {
    answer = { claims }
    expect(await finish(params)).toMatchObject({ refused: 'log-in-failed' })
  })

  test('is refused when somebody else has signed the token', async () => {
    answer = { signedBy: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }
    expect(await finish()).toMatchObject({ refused: 'log-in-failed' })
  })

  test('is refused when the code is not taken', async () => {
    answer = { token: { status: 400, body: '{"error":"invalid_grant"}' } }
    expect(await finish()).toEqual({ refused: 'log-in-failed', detail: 'invalid_grant' })
  })

  test.each([
    ['nobody is there', { down: true }],
    ['it is broken', { token: { status: 500, body: '{"error":"server_error"}' } }],
    ['something in between answers', { token: { status: 502, body: '<h1>Bad gateway</h1>' } }],
  ])('is an error, and no refusal, when %s', async (_, now) => {
    const at = idPorten()
    await at.pagesOrigin()
    answer = now
    await expect(at.finish(cameBack(), ASKED)).rejects.toThrow()
  })
})

test('log-out there is a form, so that the token that names a person is in no address', async () => {
  const form = await idPorten().logOutForm('an-id-token')
  expect(form).toEqual({
    action: `${issuer}/logout`,
    fields: {
      id_token_hint: 'an-id-token',
      client_id: 'min-side',
      post_logout_redirect_uri: 'http://localhost:3000/',
    },
  })
  expect(await idPorten().pagesOrigin()).toBe(issuer)
})

function idPorten(over: { [Name in keyof IdPortenSettings]?: IdPortenSettings[Name] | undefined } = {}) {
  const settings = {
    issuer,
    clientId: 'min-side',
    clientSecret: 'secret',
    redirectUri: BACK,
    afterLogOut: 'http://localhost:3000/',
    allowInsecure: true,
    timeoutMs: 2_000,
    ...over,
  }
  return createIdPorten(
    Object.fromEntries(Object.entries(settings).filter(([, set]) => set)) as IdPortenSettings,
  )
}

function cameBack(over: Record<string, string | undefined> = {}): URLSearchParams {
  const params = { code: 'the-code', state: ASKED.state, iss: issuer, ...over }
  return new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}

async function finish(over: Record<string, string | undefined> = {}) {
  return idPorten().finish(cameBack(over), ASKED)
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? ''
  if (answer.down) return void request.socket.destroy()
  const form = new URLSearchParams(await text(request))
  if (request.method === 'POST') told.push({ path, form, authorization: request.headers.authorization })
  const token = answer.token ?? {
    status: 200,
    body: JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken() }),
  }
  const [status, body] = {
    '/.well-known/openid-configuration': [200, JSON.stringify(metadata())] as const,
    '/jwks': [
      200,
      JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }] }),
    ] as const,
    '/par': [201, JSON.stringify({ request_uri: 'urn:idporten:1', expires_in: 120 })] as const,
    '/token': [token.status, token.body] as const,
  }[path] ?? [404, '']
  response
    .writeHead(status, { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json' })
    .end(body)
}

function metadata(): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    pushed_authorization_request_endpoint: `${issuer}/par`,
    end_session_endpoint: `${issuer}/logout`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
  }
}

function idToken(): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    aud: 'min-side',
    sub: 'pairwise',
    iat: now,
    exp: now + 120,
    nonce: ASKED.nonce,
    pid: '20914695016',
    acr: 'idporten-loa-high',
    amr: ['BankID'],
    sid: 'sid-1',
    ...answer.claims,
  }
  const signed = [{ alg: 'RS256', typ: 'JWT', kid: 'k' }, claims]
    .map((part) => base64url(JSON.stringify(part)))
    .join('.')
  return `${signed}.${sign('sha256', Buffer.from(signed), answer.signedBy ?? privateKey).toString('base64url')}`
}

function base64url(plain: string): string {
  return Buffer.from(plain).toString('base64url')
}

function partOf(encoded: string): unknown {
  return JSON.parse(Buffer.from(encoded, 'base64url').toString())
}
