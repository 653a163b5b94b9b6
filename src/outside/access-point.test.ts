import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { httpAccessPoint } from './access-point.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const DROP = { instanceId: 'a/b-1', envelope: '<StandardBusinessDocument>æ</StandardBusinessDocument>' }

async function anAccessPoint(answer: (response: ServerResponse, told: string) => void) {
  const server = createServer((request, response) => {
    void text(request).then((body) => answer(response, `${request.method} ${request.url} ${body}`))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return httpAccessPoint({ baseUrl, timeoutMs: 2_000 })
}

test('a document is put where its instance says, whole', async () => {
  let told = ''
  const accessPoint = await anAccessPoint((response, line) => {
    told = line
    send(response, { state: 'accepted' }, 201)
  })
  expect(await accessPoint.drop(DROP)).toBe('accepted')
  expect(told).toBe(`PUT /documents/a%2Fb-1 ${DROP.envelope}`)
})

test.each([
  [422, 'unreadable', { refused: 'ehf-unreadable' }],
  [422, 'receiver-unknown', { refused: 'ehf-receiver-unknown' }],
  [422, 'document-not-taken', { refused: 'ehf-not-taken-by-receiver' }],
  [409, 'instance-reused', { refused: 'ehf-instance-reused' }],
  [422, 'certificate expired', { refused: 'ehf-refused', detail: 'certificate expired' }],
  [422, 'toString', { refused: 'ehf-refused', detail: 'toString' }],
])('a document refused by %i for «%s» is refused with its own word', async (status, reason, refusal) => {
  const accessPoint = await anAccessPoint((response) => send(response, { state: 'refused', reason }, status))
  expect(await accessPoint.drop(DROP)).toEqual(refusal)
})

test.each([
  ['silence', () => {}],
  ['a proxy’s page', (response: ServerResponse) => response.writeHead(200).end('<html>')],
  [
    'accepted, with a status that says no',
    (response: ServerResponse) => send(response, { state: 'accepted' }, 500),
  ],
  ['taken for later', (response: ServerResponse) => send(response, { state: 'accepted' }, 202)],
  [
    'refused, with a status that says yes',
    (response: ServerResponse) => send(response, { state: 'refused', reason: 'unreadable' }, 200),
  ],
  ['refused without a reason', (response: ServerResponse) => send(response, { state: 'refused' }, 422)],
  ['down', (response: ServerResponse) => send(response, {}, 503)],
])('%s is no answer: the same document is dropped again', async (_, answer) => {
  const accessPoint = await anAccessPoint(answer)
  expect(await accessPoint.drop(DROP)).toMatchObject({ refused: 'access-point-unavailable' })
})

function send(response: ServerResponse, json: unknown, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}
