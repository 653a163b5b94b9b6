import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { httpVipps } from './vipps.ts'

type Told = { readonly line: string; readonly headers: IncomingMessage['headers']; readonly body: string }

let server: Server
let told: Told[]
/** What Vipps answers next to anything but the question for a token. */
let answer: (response: ServerResponse, line: string) => void
let token: (response: ServerResponse) => void
let now: number

beforeEach(async () => {
  told = []
  now = Date.parse('2019-12-10T07:00:00Z')
  token = (response) => send(response, { access_token: `token-${told.length}`, expires_in: '3600' })
  answer = (response) => send(response, aPayment())
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const line = `${request.method} ${request.url}`
      told.push({ line, headers: request.headers, body })
      if (line === 'POST /accesstoken/get') token(response)
      else answer(response, line)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const REFERENCE = 'ferde-2019-1042'
const CHANGE = { reference: REFERENCE, amount: ore(12350), idempotencyKey: 'key-1' }

function vipps() {
  return httpVipps({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: 'client',
    clientSecret: 'secret',
    apimKey: 'subscription',
    merchantSerialNumber: '123456',
    system: { name: 'brikke', version: '1' },
    timeoutMs: 2_000,
    now: () => now,
  })
}

describe('Vipps is asked', () => {
  test('for a payment of so much, with our keys, our name and the key of this very question', async () => {
    answer = (response) =>
      send(response, { reference: REFERENCE, redirectUrl: 'https://vipps.example/pay' }, 201)
    const created = await vipps().create({
      ...CHANGE,
      description: 'Faktura 2019-1042',
      returnUrl: 'https://min-side.example/tilbake',
    })
    expect(created).toEqual({ redirectUrl: 'https://vipps.example/pay' })
    expect(told.map(({ line }) => line)).toEqual(['POST /accesstoken/get', 'POST /epayment/v1/payments'])
    expect(told[0]?.headers).toMatchObject({
      client_id: 'client',
      client_secret: 'secret',
      'ocp-apim-subscription-key': 'subscription',
    })
    expect(told[1]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'ocp-apim-subscription-key': 'subscription',
      'merchant-serial-number': '123456',
      'idempotency-key': 'key-1',
      'vipps-system-name': 'brikke',
      'vipps-system-version': '1',
    })
    expect(told[1]?.headers).not.toHaveProperty('client_secret')
    expect(JSON.parse(told[1]?.body ?? '')).toEqual({
      amount: { value: 12350, currency: 'NOK' },
      paymentMethod: { type: 'WALLET' },
      reference: REFERENCE,
      userFlow: 'WEB_REDIRECT',
      returnUrl: 'https://min-side.example/tilbake',
      paymentDescription: 'Faktura 2019-1042',
    })
  })

  test.each(['capture', 'refund'] as const)('to %s a part, by its key', async (act) => {
    expect(await vipps()[act]({ ...CHANGE, amount: ore(50) })).toMatchObject({ captured: 12350 })
    expect(told[1]?.line).toBe(`POST /epayment/v1/payments/${REFERENCE}/${act}`)
    expect(told[1]?.headers['idempotency-key']).toBe('key-1')
    expect(JSON.parse(told[1]?.body ?? '')).toEqual({ modificationAmount: { value: 50, currency: 'NOK' } })
  })

  test('what a payment is, and to cancel it', async () => {
    const asked = vipps()
    expect(await asked.get(REFERENCE)).toEqual({
      reference: REFERENCE,
      pspReference: 'psp-1',
      state: 'authorized',
      amount: 12350,
      authorized: 12350,
      cancelled: 0,
      captured: 12350,
      refunded: 100,
    })
    await asked.cancel(CHANGE)
    expect(told.slice(1).map(({ line }) => line)).toEqual([
      `GET /epayment/v1/payments/${REFERENCE}`,
      `POST /epayment/v1/payments/${REFERENCE}/cancel`,
    ])
    expect(told[2]?.body).toBe('')
  })
})

describe('a token', () => {
  test('is used until shortly before it runs out', async () => {
    const asked = vipps()
    await asked.get(REFERENCE)
    now += 3_500_000
    await asked.get(REFERENCE)
    expect(tokensAsked()).toBe(1)
    now += 60_000
    await asked.get(REFERENCE)
    expect(tokensAsked()).toBe(2)
  })

  test('that is no longer taken is asked for anew, once', async () => {
    const asked = vipps()
    await asked.get(REFERENCE)
    answer = (response) => {
      answer = (then) => send(then, aPayment())
      problem(response, 401)
    }
    expect(await asked.get(REFERENCE)).toMatchObject({ state: 'authorized' })
    expect(tokensAsked()).toBe(2)
    answer = (response) => problem(response, 401)
    expect(await asked.get(REFERENCE)).toMatchObject({ refused: 'vipps-not-authorized' })
    expect(tokensAsked()).toBe(3)
  })

  test('not given for our keys is the installation’s to mend', async () => {
    token = (response) => problem(response, 401)
    expect(await vipps().get(REFERENCE)).toMatchObject({ refused: 'vipps-not-authorized' })
    expect(told).toHaveLength(1)
  })

  test('that cannot be read, or does not come, is no answer', async () => {
    token = (response) => send(response, { access_token: '', expires_in: 'soon' })
    expect(await vipps().get(REFERENCE)).toMatchObject({ refused: 'vipps-unavailable' })
    token = () => {}
    expect(await vipps().get(REFERENCE)).toMatchObject({ refused: 'vipps-unavailable' })
  })
})

describe('what Vipps will not', () => {
  test.each([
    [400, 'vipps-bad-request'],
    [403, 'vipps-not-authorized'],
    [404, 'vipps-unknown-payment'],
    [409, 'vipps-conflict'],
    [429, 'vipps-unavailable'],
    [500, 'vipps-unavailable'],
    [503, 'vipps-unavailable'],
  ])(
    'by status %i is %s, with title and trace but never what it says of the payer',
    async (status, refused) => {
      answer = (response) => problem(response, status)
      const detail = `${status} Not so trace-1`
      expect(await vipps().capture(CHANGE)).toEqual({ refused, detail })
    },
  )
})

describe('no answer of Vipps', () => {
  test.each([
    ['silence', () => {}],
    ['a line cut off', (response: ServerResponse) => response.destroy()],
    ['a page', (response: ServerResponse) => response.end('<html>')],
    ['nothing', (response: ServerResponse) => response.end()],
    ['half an øre', (response: ServerResponse) => send(response, aPayment({ captured: 0.5 }))],
    ['a state nobody knows', (response: ServerResponse) => send(response, aPayment({ state: 'PAID' }))],
    [
      'another payment',
      (response: ServerResponse) => send(response, aPayment({ reference: 'somebody-elses' })),
    ],
    [
      'a way to somewhere else',
      (response: ServerResponse) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    ],
  ])('is %s: it may be captured all the same', async (_, given) => {
    answer = given
    expect(await vipps().capture(CHANGE)).toMatchObject({ refused: 'vipps-unavailable' })
  })

  test.each(['javascript:alert(1)', 'vipps://token', '', undefined])(
    'is a page to pay on that is no page of the web: %s',
    async (redirectUrl) => {
      answer = (response) => send(response, { reference: REFERENCE, redirectUrl }, 201)
      const created = await vipps().create({ ...CHANGE, description: 'abc', returnUrl: 'https://a.example' })
      expect(created).toMatchObject({ refused: 'vipps-unavailable' })
    },
  )

  test('is nobody there', async () => {
    const asked = vipps()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(await asked.get(REFERENCE)).toMatchObject({ refused: 'vipps-unavailable' })
  })
})

function tokensAsked(): number {
  return told.filter(({ line }) => line === 'POST /accesstoken/get').length
}

function aPayment({ captured = 12350, state = 'AUTHORIZED', reference = REFERENCE } = {}) {
  const amount = (value: number) => ({ currency: 'NOK', value })
  return {
    reference,
    state,
    pspReference: 'psp-1',
    amount: amount(12350),
    aggregate: {
      authorizedAmount: amount(12350),
      cancelledAmount: amount(0),
      capturedAmount: amount(captured),
      refundedAmount: amount(100),
    },
  }
}

function send(response: ServerResponse, json: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

function problem(response: ServerResponse, status: number): void {
  send(response, { type: 'about:blank', title: 'Not so', detail: 'Kari', status, traceId: 'trace-1' }, status)
}
