import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCouriers } from './couriers.ts'
import type { Message } from './message.ts'

const taken: { url: string | undefined; key: unknown; body: unknown }[] = []
const gateway = createServer((request, response) => {
  void text(request).then((body) => {
    taken.push({
      url: request.url,
      key: request.headers['idempotency-key'],
      body: JSON.parse(body) as unknown,
    })
    response.writeHead(request.url === '/letters' ? 503 : 202).end()
  })
})
let base = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
})
afterAll(() => gateway.close())

const message: Message = {
  dedupeKey: 'reminder:1',
  kind: 'sms',
  recipient: '+4790000000',
  subject: '',
  body: 'Hei',
  language: 'nb',
}
const smtp = { host: '127.0.0.1', port: 1, from: 'a@brikke.example' }

test('an SMS is handed to the gateway with the key that tells a repeat', async () => {
  const couriers = createCouriers({ ...smtp, smsUrl: `${base}/sms` })
  expect(await couriers.sms?.deliver(message)).toBe('delivered')
  const body = { recipient: '+4790000000', subject: '', body: 'Hei', language: 'nb' }
  expect(taken).toEqual([{ url: '/sms', key: 'reminder:1', body }])
})

test('a post office that is closed has not taken the letter', async () => {
  const couriers = createCouriers({ ...smtp, letterUrl: `${base}/letters` })
  expect(await couriers.letter?.deliver({ ...message, kind: 'letter' })).toEqual({ failed: 'HTTP 503' })
  const gone = createCouriers({ ...smtp, letterUrl: 'http://127.0.0.1:1' })
  expect(await gone.letter?.deliver({ ...message, kind: 'letter' })).toEqual({ failed: 'TypeError' })
})

test('nobody carries what no address is given for', () => {
  expect(Object.keys(createCouriers(smtp))).toEqual(['mail'])
})
