import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { httpAccessPoint } from '#outside/access-point.ts'
import { httpAltinn } from '#outside/altinn.ts'
import { httpBankFiles } from '#outside/bank.ts'
import { efakturaRegister } from '#outside/efaktura.ts'
import { httpOrganisationRegister } from '#outside/organisation-register.ts'
import { httpSmp, oneSmp } from '#outside/smp.ts'
import { httpTagMaker } from '#outside/tag-maker.ts'
import { httpVehicleRegister } from '#outside/vehicle-register.ts'
import { httpVipps } from '#outside/vipps.ts'
import { BUYER_NUMBER } from '../ehf/documents.ts'

/** Whoever we ask may answer anything. Then nobody has said anything: within the time, and in bounded memory. */
let server: Server
let baseUrl = ''
let answer: (response: ServerResponse) => void = () => {}
let written = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume()
    response.on('error', () => {})
    answer(response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const TIME_MS = 1_500

const said =
  (body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  (response: ServerResponse) => {
    response.writeHead(200, headers).end(body)
  }

/** So much is small on the wire. */
const BOMB = gzipSync(Buffer.alloc(200_000_000, ' '))

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  nothing: said(''),
  'broken JSON': said('{"items": [1, 2'),
  'another’s JSON': said('{"hello": "you"}'),
  'a number': said('99999999999999999'),
  null: said('null'),
  'a page of HTML': said('<!doctype html><title>Login</title>', { 'content-type': 'text/html' }),
  'entities of XML': said('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', { 'content-type': 'application/xml' }),
  'brackets without end': said('['.repeat(200_000)),
  'Latin-1': said(Buffer.from('{"navn": "S\xf8r', 'latin1')),
  'a break in the middle': (response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('{"a": ')
    setTimeout(() => response.destroy(), 20)
  },
  'a drop at a time': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const drip = setInterval(() => response.write(' '), 100)
    response.on('close', () => clearInterval(drip))
  },
  'no word': (response) => void response.on('close', () => {}),
  'more than there is memory for': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const part = Buffer.alloc(1_000_000, ' ')
    const more = (): void => {
      if (response.destroyed) return
      written += part.length
      if (response.write(part)) setImmediate(more)
      else response.once('drain', more)
    }
    more()
  },
  'what is huge when it is unpacked': said(BOMB, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  }),
}

const at = () => ({ baseUrl, timeoutMs: TIME_MS })
const PLATE = { country: 'NO', canonical: 'EK12345' } as const

/** Each of our questions, and whether it was answered. */
const QUESTIONS: Readonly<Record<string, () => Promise<boolean>>> = {
  Altinn: async () =>
    (await httpAltinn({ ...at(), token: 't', resource: 'r' }).organisationsOf('20914695016')) !== 'no-answer',
  'the register of organisations': async () =>
    (await httpOrganisationRegister(at()).organisation('974760673')).answer !== 'no-answer',
  'the vehicle register': async () => {
    const [found] = await httpVehicleRegister({ ...at(), apiKey: 'k' }).vehicles([PLATE])
    return found?.answer !== 'no-answer'
  },
  'an SMP': async () => {
    const smp = httpSmp({ find: oneSmp(baseUrl), timeoutMs: TIME_MS, now: () => 0 })
    const [found] = await smp.receives([BUYER_NUMBER])
    return found?.answer !== 'no-answer'
  },
  'an access point': async () => {
    const dropped = await httpAccessPoint(at()).drop({ instanceId: 'i', envelope: '<a/>' })
    return dropped === 'accepted' || dropped.refused !== 'access-point-unavailable'
  },
  eFaktura: async () => {
    const [found] = await efakturaRegister({ ...at(), apiKey: 'k' }).lookupRecipients(['20914695016'])
    return found?.answer !== 'no-answer'
  },
  Vipps: async () => {
    const keys = { clientId: 'c', clientSecret: 's', apimKey: 'a', merchantSerialNumber: '123456' }
    const system = { name: 'brikke', version: '1' }
    return !isRefusal(await httpVipps({ ...at(), ...keys, system, now: () => 0 }).get('brikke-0001'))
  },
  'who posts tags': async () => (await httpTagMaker(at()).list()) !== undefined,
  'the bank': async () =>
    httpBankFiles(at())
      .list()
      .then(
        () => true,
        () => false,
      ),
}

describe.each(Object.keys(ANSWERS))('an answer that is %s', (what) => {
  test('is no answer of anybody’s, in time', async () => {
    answer = ANSWERS[what] ?? expect.fail()
    written = 0
    const begun = performance.now()
    const [asked, answered] = [
      Object.keys(QUESTIONS),
      await Promise.all(Object.values(QUESTIONS).map((ask) => ask())),
    ]
    expect(asked.filter((_, i) => answered[i])).toEqual([])
    expect(performance.now() - begun).toBeLessThan(4 * TIME_MS)
    // Ten million bytes each, and what was on its way.
    expect(written).toBeLessThan(asked.length * 40_000_000)
  })
})
