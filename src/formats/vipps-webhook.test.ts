import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  PAYMENT_EVENTS,
  parseVippsEventName,
  readVippsWebhook,
  type VippsMessage,
  type VippsRegistration,
} from './vipps-webhook.ts'

const CAPTURED =
  '{"msn":"123456","reference":"ferde-2019-1042","pspReference":"psp-1","name":"CAPTURED","amount":{"currency":"NOK","value":12350},"timestamp":"2019-12-10T07:00:00Z","idempotencyKey":null,"success":true}'
const DATE = 'Tue, 10 Dec 2019 07:00:01 GMT'
const REGISTRATION: VippsRegistration = {
  url: 'https://min-side.example/vipps/beskjed?a=1',
  secret: 'a-secret/of+ours==',
  now: Date.parse('2019-12-10T07:00:20Z'),
  toleranceMs: 300_000,
}
/** Hash and signature were made by openssl, not by this code. */
const MESSAGE: VippsMessage = {
  body: Buffer.from(CAPTURED),
  date: DATE,
  contentSha256: 'WheYVksemg7EIq1edfs5IzP22Lgzxoq+8qNblJawdew=',
  authorization: authorization('/48+jzr/wbJ7YlQXB06uinY6t0c0kfkK1gVbPEW8VhE='),
}

describe('a message of Vipps', () => {
  test('signed with our secret for our address is read', () => {
    expect(readVippsWebhook(MESSAGE, REGISTRATION)).toEqual({
      happened: 'captured',
      reference: 'ferde-2019-1042',
      pspReference: 'psp-1',
      merchantSerialNumber: '123456',
      amount: 12350,
      happenedAt: Date.parse('2019-12-10T07:00:00Z'),
      succeeded: true,
      dedupeKey: 'ferde-2019-1042 psp-1 captured 2019-12-10T07:00:00Z',
    })
  })

  test.each([
    ['date', { date: undefined }],
    ['readable date', { date: 'yesterday' }],
    ['hash of its content', { contentSha256: undefined }],
    ['signature', { authorization: undefined }],
    ['signature of this kind', { authorization: 'Bearer abc' }],
    [
      'signature of all three headers',
      { authorization: MESSAGE.authorization?.replace(';x-ms-content-sha256', '') },
    ],
    ['whole signature', { authorization: MESSAGE.authorization?.slice(0, -5) }],
  ])('without a %s is unsigned', (_, wanted) => {
    expect(readVippsWebhook({ ...MESSAGE, ...wanted }, REGISTRATION)).toEqual({ refused: 'webhook-unsigned' })
  })

  test.each([
    ['another content', { body: Buffer.from(CAPTURED.replace('12350', '92350')) }, {}],
    ['another hash', { contentSha256: 'AAAAVksemg7EIq1edfs5IzP22Lgzxoq+8qNblJawdew=' }, {}],
    ['a hash cut short', { contentSha256: 'WheY' }, {}],
    ['another date', { date: 'Tue, 10 Dec 2019 07:00:02 GMT' }, {}],
    ['another path', {}, { url: 'https://min-side.example/vipps/annet?a=1' }],
    ['another query', {}, { url: 'https://min-side.example/vipps/beskjed?a=2' }],
    ['another host', {}, { url: 'https://evil.example/vipps/beskjed?a=1' }],
    ['another port', {}, { url: 'https://min-side.example:8443/vipps/beskjed?a=1' }],
    ['another secret', {}, { secret: 'a-secret/of+ours=' }],
  ])('with %s is altered', (_, message, registration) => {
    const read = readVippsWebhook({ ...MESSAGE, ...message }, { ...REGISTRATION, ...registration })
    expect(read).toEqual({ refused: 'webhook-altered' })
  })

  test('content and hash changed together are altered: the hash is signed', () => {
    const body = Buffer.from(CAPTURED.replace('12350', '92350'))
    const contentSha256 = createHash('sha256').update(body).digest('base64')
    expect(readVippsWebhook({ ...MESSAGE, body, contentSha256 }, REGISTRATION)).toEqual({
      refused: 'webhook-altered',
    })
  })

  test('is taken to the last millisecond of the tolerance, and refused after it, either way', () => {
    const signedAt = Date.parse(DATE)
    const at = (now: number) => readVippsWebhook(MESSAGE, { ...REGISTRATION, now })
    expect(at(signedAt + 300_000)).toHaveProperty('happened')
    expect(at(signedAt - 300_000)).toHaveProperty('happened')
    expect(at(signedAt + 300_001)).toEqual({ refused: 'webhook-too-old' })
    expect(at(signedAt - 300_001)).toEqual({ refused: 'webhook-too-early' })
  })

  test('of any bytes and headers at all is answered, and believed only by its signature', () => {
    const header = fc.option(fc.oneof(fc.string(), fc.base64String(), fc.constant(DATE)), { nil: undefined })
    fc.assert(
      fc.property(fc.uint8Array(), header, header, header, (body, date, contentSha256, authorized) => {
        const message = { body, date, contentSha256, authorization: authorized && authorization(authorized) }
        expect(readVippsWebhook(message, REGISTRATION)).toHaveProperty('refused')
      }),
    )
  })

  test.each([
    ['no JSON', 'hello'],
    ['broken text', Buffer.from([0x7b, 0xff, 0x7d])],
    ['no amount', CAPTURED.replace('amount', 'amounts')],
    ['another currency', CAPTURED.replace('NOK', 'EUR')],
    ['a negative amount', CAPTURED.replace('12350', '-1')],
    ['half an øre', CAPTURED.replace('12350', '0.5')],
    ['a reference we never give', CAPTURED.replace('ferde-2019-1042', '../../etc')],
    ['no time', CAPTURED.replace('2019-12-10T07:00:00Z', 'then')],
    ['no outcome', CAPTURED.replace('true', '"yes"')],
  ])('that is signed and holds %s is unreadable', (_, content) => {
    expect(readVippsWebhook(signed(content), REGISTRATION)).toEqual({ refused: 'webhook-unreadable' })
  })

  test.each(['{"eventType":"recurring.charge-captured.v1"}', '{"name":"SETTLED"}', '{}'])(
    'that is signed and tells of something else is passed by: %s',
    (content) => {
      expect(readVippsWebhook(signed(content), REGISTRATION)).toMatchObject({
        refused: 'webhook-of-something-else',
      })
    },
  )
})

describe('the name of an event', () => {
  test('is known in full and by its last word', () => {
    expect(PAYMENT_EVENTS).toHaveLength(8)
    for (const name of PAYMENT_EVENTS) {
      const short = name.split('.')[2] ?? ''
      expect(parseVippsEventName(name)).toEqual({ of: 'payment', happened: short })
      expect(parseVippsEventName(short.toUpperCase())).toEqual({ of: 'payment', happened: short })
    }
    expect(parseVippsEventName('recurring.agreement-stopped.v1')).toEqual({
      of: 'agreement',
      happened: 'stopped',
    })
    expect(parseVippsEventName('recurring.charge-canceled.v1')).toEqual({
      of: 'recurring-charge',
      happened: 'canceled',
    })
  })

  test.each(['', 'captured', 'epayments.payment.captured.v2', 'epayments.payment.activated.v1', 'toString'])(
    'is not «%s»',
    (name) => {
      expect(parseVippsEventName(name)).toEqual({ refused: 'webhook-of-something-else' })
    },
  )
})

function authorization(signature: string): string {
  return `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`
}

function signed(content: string | Buffer): VippsMessage {
  const body = Buffer.from(content)
  const contentSha256 = createHash('sha256').update(body).digest('base64')
  const signature = createHmac('sha256', REGISTRATION.secret)
    .update(`POST\n/vipps/beskjed?a=1\n${DATE};min-side.example;${contentSha256}`)
    .digest('base64')
  return { body, date: DATE, contentSha256, authorization: authorization(signature) }
}
