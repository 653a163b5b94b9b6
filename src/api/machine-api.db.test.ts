import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { acceptAll, bytesOf, DIGEST_KEY, LIMITS, NOW, passageFile, pLine, TEST_KEY } from '#test/passages.ts'
import { aCompany, aStation } from '#test/world.ts'
import { clientSecretDigest, machineApi } from './machine-api.ts'
import { saveApiClient } from './store.ts'

const db = testDatabase()
let app: ReturnType<typeof machineApi>

const FERDE = basic('ferde-roadside', 'hemmelig:med kolon')
const NORD = basic('nord-roadside', 'en annen hemmelighet')

beforeAll(async () => {
  await aCompany(db.batch)
  await db.batch`insert into company (id, code, name, organisation_number, toll_charger, issuer, source)
    values (5, 'bps-nord', 'Bompengeselskap Nord AS', '923456791', true, false, 'test')`
  await aStation(db.batch, { chargerId: 1, code: 'bergen-1', name: 'Sandviken' })
  const client = (clientId: string, companyCode: string, secret: string) =>
    saveApiClient(db.batch, { clientId, companyCode, secretDigest: clientSecretDigest(DIGEST_KEY, secret) })
  await client('ferde-roadside', 'ferde', 'hemmelig:med kolon')
  await client('nord-roadside', 'bps-nord', 'en annen hemmelighet')
  app = machineApi({
    db: db.app,
    now: () => NOW,
    machineNow: () => NOW,
    newId: randomUUID,
    random: randomBytes,
    encryptionKey: TEST_KEY,
    digestKey: DIGEST_KEY,
    lineBytesMax: () => LIMITS.lineBytesMax,
  })
})

describe('who may deliver', () => {
  test.each([
    ['nobody', undefined],
    ['a wrong secret', basic('ferde-roadside', 'feil')],
    ['an unknown client', basic('ukjent', 'hemmelig:med kolon')],
    ["another client's secret", basic('nord-roadside', 'hemmelig:med kolon')],
    ['no user name at all', 'Basic !!!'],
    ['another scheme', FERDE.replace('Basic', 'Bearer')],
  ])('%s is turned away, for delivering and for reading', async (_, authorization) => {
    const before = await fileCount()
    for (const answer of [
      await post(passageFile([]), authorization),
      await get(`/api/passage-files/${randomUUID()}`, authorization),
      await get(`/api/passage-files/${randomUUID()}/answer`, authorization),
    ]) {
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /)
      expect(await problemOf(answer)).toMatchObject({ title: 'unknown-client', status: 401 })
    }
    expect(await fileCount()).toBe(before)
  })
})

describe('a delivered file', () => {
  const at = '2019-12-09T12:00:00+01:00'
  const lines = [
    pLine(1, { at, plate: 'EK12345' }),
    pLine(2, { at, station: 'nowhere', plate: 'EK12345' }),
    pLine(1, { at, plate: 'EK12345' }),
  ]
  let id = ''

  test('is taken in, and says how many lines it declares', async () => {
    const answer = await post(passageFile(lines, { number: '17' }), FERDE)
    expect(answer.status).toBe(202)
    const body = (await answer.json()) as { id: string; declared: number }
    expect(body).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), declared: 3 })
    id = body.id
  })

  test('is open, and has no answer before its lines are stored', async () => {
    expect(await (await get(`/api/passage-files/${id}`, FERDE)).json()).toMatchObject({
      state: 'open',
      declared: 3,
      accepted: 0,
    })
    const answer = await get(`/api/passage-files/${id}/answer`, FERDE)
    expect(answer.status).toBe(409)
    expect(await problemOf(answer)).toMatchObject({ title: 'not-answered-yet' })
  })

  test('is answered line by line when they are', async () => {
    await acceptAll(db.batch)
    expect(await (await get(`/api/passage-files/${id}`, FERDE)).json()).toEqual({
      id,
      state: 'closed',
      declared: 3,
      accepted: 1,
      duplicate: 1,
      rejected: 1,
      refusedBecause: null,
      refusedAtLine: null,
    })
    const answer = await get(`/api/passage-files/${id}/answer`, FERDE)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    const text = (await answer.text()).split('\n')
    expect(text).toHaveLength(6)
    expect(text[0]).toMatch(/^H;brikke-passage-answer;1;ferde;17;/)
    expect(text.slice(4)).toEqual(['T;3', ''])
  })

  test('answers another charger exactly as a file that does not exist', async () => {
    for (const end of ['', '/answer']) {
      const stranger = await get(`/api/passage-files/${id}${end}`, NORD)
      const unknown = await get(`/api/passage-files/${randomUUID()}${end}`, NORD)
      expect(stranger.status).toBe(404)
      expect(unknown.status).toBe(404)
      const body = await stranger.text()
      expect(body).toBe(await unknown.text())
      expect(body).toContain('unknown-file')
      expect([...stranger.headers]).toEqual([...unknown.headers])
    }
  })

  test.each(['1', 'null', 'not-a-uuid', "'", '%00', '00000000-0000-0000-0000-00000000000g'])(
    'is not found by %s, which is no id',
    async (no) => {
      for (const end of ['', '/answer']) {
        const answer = await get(`/api/passage-files/${no}${end}`, FERDE)
        expect(answer.status).toBe(404)
        expect(await problemOf(answer)).toMatchObject({ title: 'unknown-file' })
      }
    },
  )
})

describe('a file that does not hold', () => {
  const line = pLine(90, { at: '2019-12-09T12:00:00+01:00', plate: 'EK12345' })
  test.each([
    ['a count that is wrong', passageFile([line], { trailer: 'T;2' }), 'wrong-count', 3],
    ['no trailer', passageFile([line]).replace('T;1\n', ''), 'no-trailer', 2],
    ['a record nobody knows', passageFile([line, 'X;1']), 'unknown-record', 3],
    ['an empty body', '', 'empty-file', 1],
    ["another charger's file", passageFile([line], { charger: 'bps-nord' }), 'not-your-charger', 1],
    ['a charger nobody knows', passageFile([line], { charger: 'hvem' }), 'unknown-charger', 1],
  ])('is refused with code and line, and nothing of it is kept: %s', async (_, text, code, at) => {
    const answer = await post(text, FERDE)
    expect(answer.status).toBe(422)
    expect(await problemOf(answer)).toMatchObject({
      type: `urn:brikke:problem:${code}`,
      title: code,
      status: 422,
      line: at,
    })
    const [kept] = await db.batch`select count(*)::int as n from passage_file_chunk`
    expect(kept).toEqual({ n: 0 })
  })

  test('has never been read to its end when its beginning is wrong: the body streams', async () => {
    let given = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1024 * 1024
        // An API that gathers the body before it judges it would come here.
        if (given > 64 * 1024 * 1024) controller.error(new Error('the whole body was read'))
        else controller.enqueue(Buffer.alloc(1024 * 1024, 'x'))
      },
    })
    const answer = await post(endless, FERDE)
    expect(answer.status).toBe(422)
    expect(given).toBeLessThan(16 * 1024 * 1024)
  })
})

test('a body in parts is the same file, whatever it says its type is', async () => {
  const text = passageFile([pLine(500, { at: '2019-12-09T12:00:00+01:00', plate: 'EK12345' })], {
    number: '500',
  })
  for (const type of ['text/plain', 'text/plain; charset=utf-8', 'application/octet-stream', undefined]) {
    const answer = await post(ReadableStream.from(bytesOf(text, 7)), FERDE, type)
    expect([type, answer.status]).toEqual([type, 202])
  }
})

describe('what anybody may ask', () => {
  test('the health, the time and what the API is', async () => {
    expect(await (await get('/healthz')).text()).toBe('ok')
    expect(await (await get('/api/clock')).json()).toEqual({ now: new Date(NOW).toISOString() })
    const api = (await (await get('/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, { security?: unknown }>>
      components: { securitySchemes: unknown }
    }
    expect(api.openapi).toMatch(/^3\.1\./)
    const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => [`${method} ${path}`, security]),
    )
    const closed = [{ chargerCredentials: [] }]
    expect(Object.fromEntries(operations)).toEqual({
      'post /api/passage-files': closed,
      'get /api/passage-files/{id}': closed,
      'get /api/passage-files/{id}/answer': closed,
      'post /api/vipps/{issuer}': undefined,
      'get /api/clock': undefined,
      'get /healthz': undefined,
    })
    const served = new Set(
      app.routes.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/, '{$1}')}`),
    )
    expect(served).toEqual(new Set([...operations.map(([name]) => name), 'get /openapi.json']))
    expect(api.components.securitySchemes).toEqual({ chargerCredentials: { type: 'http', scheme: 'basic' } })
  })
})

function basic(clientId: string, secret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
}

async function get(path: string, authorization?: string): Promise<Response> {
  return app.request(path, { headers: headersOf(authorization) })
}

async function post(
  body: string | ReadableStream<Uint8Array>,
  authorization?: string,
  type: string | undefined = 'text/plain',
) {
  // `duplex` is what fetch asks for when a body streams; the types do not know it.
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: headersOf(authorization, type),
  }
  return app.request('/api/passage-files', init)
}

function headersOf(authorization?: string, type?: string): Record<string, string> {
  return { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) }
}

async function problemOf(answer: Response): Promise<unknown> {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return answer.json()
}

async function fileCount(): Promise<number> {
  const [row] = await db.batch<{ n: number }[]>`select count(*) as n from passage_file`
  return row?.n ?? 0
}
