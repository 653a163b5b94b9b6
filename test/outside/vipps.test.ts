import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { PAYMENT_EVENTS, readVippsWebhook, type VippsMessage } from '#formats/vipps-webhook.ts'
import { httpVipps, type Vipps } from '#outside/vipps.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { aSandbox, postTo } from './sandbox-world.ts'

/** The port of src/outside and the double of sandbox/, written apart, speak with each other. */
let sandbox: Sandbox
let receiver: Server
let callback: string
let messages: VippsMessage[]
let receiverAnswers: number
let vipps: Vipps
let secret: string
let references = 0

beforeAll(async () => {
  sandbox = await aSandbox()
  receiver = createServer((request, response) => {
    void buffer(request).then((body) => {
      const header = (name: string) => request.headers[name]?.toString()
      messages.push({
        body,
        date: header('x-ms-date'),
        contentSha256: header('x-ms-content-sha256'),
        authorization: header('authorization'),
      })
      response.writeHead(receiverAnswers).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  callback = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/vipps/beskjed?utsteder=ferde`
  vipps = aClient()
  const registered = await vipps.register({ url: callback, events: PAYMENT_EVENTS })
  if (isRefusal(registered)) throw new Error(registered.refused)
  secret = registered.secret
})
beforeEach(() => {
  messages = []
  receiverAnswers = 200
})
afterAll(async () => {
  receiver.closeAllConnections()
  receiver.close()
  await sandbox.close()
})

function aClient(wanted: { readonly clientSecret?: string; readonly merchantSerialNumber?: string } = {}) {
  return httpVipps({
    baseUrl: `${sandbox.url}/vipps`,
    clientId: 'sandbox',
    clientSecret: 'sandbox',
    apimKey: 'sandbox',
    merchantSerialNumber: '123456',
    system: { name: 'brikke', version: '1' },
    timeoutMs: 2_000,
    now: () => Date.now(),
    ...wanted,
  })
}

describe('a payment by Vipps', () => {
  test('is created, approved on the page, captured in parts and refunded', async () => {
    const { reference, redirectUrl } = await created()
    expect(await vipps.get(reference)).toMatchObject({ state: 'created', authorized: 0 })
    expect(await (await fetch(redirectUrl)).text()).toContain('Faktura &lt;1&gt;')
    const back = await press(redirectUrl, 'approve')
    expect(back.headers.get('location')).toBe('http://localhost:9/tilbake')
    expect(await vipps.get(reference)).toMatchObject({ state: 'authorized', authorized: 1000, captured: 0 })
    const change = (amount: number, idempotencyKey: string) => ({
      reference,
      amount: ore(amount),
      idempotencyKey,
    })
    expect(await vipps.refund(change(1, 'r0'))).toMatchObject({ refused: 'vipps-conflict' })
    expect(await vipps.capture(change(600, 'c1'))).toMatchObject({ captured: 600 })
    expect(await vipps.capture(change(500, 'c2'))).toMatchObject({ refused: 'vipps-conflict' })
    expect(await vipps.refund(change(250, 'r1'))).toMatchObject({ captured: 600, refunded: 250 })
    expect(await vipps.refund(change(351, 'r2'))).toMatchObject({ refused: 'vipps-conflict' })
    expect(await vipps.cancel({ reference, idempotencyKey: 'x1' })).toMatchObject({
      state: 'authorized',
      cancelled: 400,
      captured: 600,
    })
  })

  test('asked for again with the same key is done once; with another question the key is refused', async () => {
    const { reference, redirectUrl } = await created()
    await press(redirectUrl, 'approve')
    const once = { reference, amount: ore(400), idempotencyKey: 'same' }
    const first = await vipps.capture(once)
    expect(await vipps.capture(once)).toEqual(first)
    expect(await vipps.get(reference)).toMatchObject({ captured: 400 })
    expect(await vipps.capture({ ...once, amount: ore(401) })).toMatchObject({ refused: 'vipps-conflict' })
    expect(await vipps.create(aPayment(reference, 'new-key'))).toMatchObject({ refused: 'vipps-conflict' })
    expect(await vipps.create(aPayment(reference, reference))).toEqual({ redirectUrl })
  })

  test.each([
    ['abort', 'aborted'],
    ['expire', 'expired'],
  ] as const)('by %s on the page is %s, and cannot be captured or approved after', async (how, state) => {
    const { reference, redirectUrl } = await created()
    await press(redirectUrl, how)
    await press(redirectUrl, 'approve')
    expect(await vipps.get(reference)).toMatchObject({ state })
    const change = { reference, amount: ore(1), idempotencyKey: 'c' }
    expect(await vipps.capture(change)).toMatchObject({ refused: 'vipps-conflict' })
    expect(await vipps.cancel(change)).toMatchObject({ refused: 'vipps-conflict' })
  })

  test('cancelled before it is approved is terminated', async () => {
    const { reference } = await created()
    expect(await vipps.cancel({ reference, idempotencyKey: 'x' })).toMatchObject({ state: 'terminated' })
  })

  test('is refused for what does not do, unknown to another sales unit, and closed to wrong keys', async () => {
    expect(await vipps.create({ ...aPayment('short', 'k') })).toMatchObject({ refused: 'vipps-bad-request' })
    expect(await vipps.create({ ...aPayment('long-enough', 'k'), amount: ore(0) })).toMatchObject({
      refused: 'vipps-bad-request',
    })
    const { reference } = await created()
    const another = aClient({ merchantSerialNumber: '654321' })
    expect(await another.get(reference)).toMatchObject({ refused: 'vipps-unknown-payment' })
    expect(await aClient({ clientSecret: 'wrong' }).get(reference)).toMatchObject({
      refused: 'vipps-not-authorized',
    })
  })

  test('is not known while Vipps is down', async () => {
    const { reference } = await created()
    await postTo(`${sandbox.url}/vipps/down`, { down: true })
    expect(await vipps.get(reference)).toMatchObject({ refused: 'vipps-unavailable' })
    await postTo(`${sandbox.url}/vipps/down`, { down: false })
    expect(await vipps.get(reference)).toMatchObject({ state: 'created' })
  })
})

describe('messages of Vipps', () => {
  test('tell of what happened, signed with the secret of the registration', async () => {
    const { reference, redirectUrl } = await created()
    await press(redirectUrl, 'approve')
    await vipps.capture({ reference, amount: ore(400), idempotencyKey: 'c' })
    await send('waiting')
    expect(heardOf(reference)).toEqual(['created 1000', 'authorized 1000', 'captured 400'])
    const [first] = messages
    expect(first && readVippsWebhook(first, { ...registration(), secret: 'guessed' })).toEqual({
      refused: 'webhook-altered',
    })
    const elsewhere = { ...registration(), url: callback.replace('ferde', 'vegamot') }
    expect(first && readVippsWebhook(first, elsewhere)).toEqual({ refused: 'webhook-altered' })
  })

  test('come twice and in the wrong order, and are told apart by their keys', async () => {
    await postTo(`${sandbox.url}/vipps/webhooks/hold`, { held: true })
    const { reference, redirectUrl } = await created()
    await press(redirectUrl, 'approve')
    await vipps.capture({ reference, amount: ore(400), idempotencyKey: 'c1' })
    await vipps.capture({ reference, amount: ore(400), idempotencyKey: 'c2' })
    expect(heardOf(reference)).toEqual([])
    await postTo(`${sandbox.url}/vipps/webhooks/hold`, { held: false })
    await send('reversed')
    expect(heardOf(reference)).toEqual(['captured 400', 'captured 400', 'authorized 1000', 'created 1000'])
    await send('twice')
    expect(heardOf(reference)).toHaveLength(12)
    // Two captures of the same amount are two events, each told three times.
    expect(new Set(eventsOf(reference).map(({ dedupeKey }) => dedupeKey)).size).toBe(4)
  })

  test('that were not taken are told again until they are', async () => {
    receiverAnswers = 503
    const { reference } = await created()
    await send('waiting')
    receiverAnswers = 200
    await send('waiting')
    const before = messages.length
    await send('waiting')
    expect(messages).toHaveLength(before)
    expect(new Set(heardOf(reference))).toEqual(new Set(['created 1000']))
    expect(await (await fetch(`${sandbox.url}/vipps`)).text()).toContain(reference)
  })

  test('go to those who are registered, and to nobody after that', async () => {
    const other = aClient({ merchantSerialNumber: '7777' })
    const events = ['epayments.payment.captured.v1']
    const registered = await other.register({ url: callback, events })
    if (isRefusal(registered)) throw new Error(registered.refused)
    expect(await other.registrations()).toEqual([{ id: registered.id, url: callback, events }])
    expect(await vipps.unregister(registered.id)).toMatchObject({ refused: 'vipps-unknown-payment' })
    await other.create(aPayment('of-another-unit', 'k'))
    await send('waiting')
    expect(messages).toEqual([])
    expect(await other.unregister(registered.id)).toBe('unregistered')
    expect(await other.registrations()).toEqual([])
  })
})

function aPayment(reference: string, idempotencyKey: string) {
  const returnUrl = 'http://localhost:9/tilbake'
  return { reference, idempotencyKey, amount: ore(1000), description: 'Faktura <1>', returnUrl }
}

async function created() {
  const reference = `reference-${++references}`
  const payment = await vipps.create(aPayment(reference, reference))
  if (isRefusal(payment)) throw new Error(`${payment.refused} ${payment.detail}`)
  return { reference, redirectUrl: payment.redirectUrl }
}

function press(page: string, how: 'approve' | 'abort' | 'expire') {
  return fetch(page, { method: 'POST', body: new URLSearchParams({ how }), redirect: 'manual' })
}

function send(how: 'waiting' | 'reversed' | 'twice') {
  return postTo(`${sandbox.url}/vipps/webhooks/send`, { how })
}

function registration() {
  return { url: callback, secret, now: Date.now(), toleranceMs: 60_000 }
}

function eventsOf(reference: string) {
  return messages
    .map((message) => readVippsWebhook(message, registration()))
    .map((event) => {
      if (isRefusal(event)) throw new Error(event.refused)
      return event
    })
    .filter((event) => event.reference === reference)
}

function heardOf(reference: string): string[] {
  return eventsOf(reference).map(({ happened, amount }) => `${happened} ${amount}`)
}
