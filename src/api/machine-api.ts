import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isRefusal } from '#core/refusal.ts'
import { type Key, keyedDigest } from '#core/seal.ts'
import type { Db } from '#db/connection.ts'
import { readFileAnswer, readFileState } from '#passages/read-answer.ts'
import { receiveFile } from '#passages/receive-file.ts'
import { receiveVipps } from './receive-vipps.ts'
import { readApiClient } from './store.ts'

export type MachineApi = {
  readonly db: Db
  readonly now: () => number
  /** The machine's time: Vipps dates its messages by it. */
  readonly machineNow: () => number
  readonly newId: () => string
  readonly random: (bytes: number) => Buffer
  readonly encryptionKey: Key
  readonly digestKey: string
  readonly lineBytesMax: () => number
}

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    line: z.int().optional(),
  })
  .openapi('Problem')
const state = z
  .object({
    id: z.uuid(),
    state: z.enum(['open', 'closed', 'refused']),
    declared: z.int(),
    accepted: z.int(),
    duplicate: z.int(),
    rejected: z.int(),
    refusedBecause: z.string().nullable(),
    refusedAtLine: z.int().nullable(),
  })
  .openapi('PassageFile')

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
})
const credentials = [{ chargerCredentials: [] }]
const id = z.object({ id: z.uuid() })

/** Who may call: `anyone`, or a toll charger's machine with its client credentials, for that charger's files only. */
const deliver = createRoute({
  method: 'post',
  path: '/api/passage-files',
  security: credentials,
  description:
    'Delivers a passage file v1. Answered 202 when its frame holds; its lines are judged afterwards.',
  request: { body: { content: { 'text/plain': { schema: z.string() } }, required: true } },
  responses: {
    202: {
      description: 'Taken in.',
      content: { 'application/json': { schema: z.object({ id: z.uuid(), declared: z.int() }) } },
    },
    401: problemAnswer('Unknown client or wrong secret.'),
    422: problemAnswer('The whole file is refused; nothing of it is booked.'),
  },
})
const readState = createRoute({
  method: 'get',
  path: '/api/passage-files/{id}',
  security: credentials,
  request: { params: id },
  responses: {
    200: { description: 'How far the file has come.', content: { 'application/json': { schema: state } } },
    401: problemAnswer('Unknown client or wrong secret.'),
    404: problemAnswer('No such file of yours.'),
  },
})
const readAnswer = createRoute({
  method: 'get',
  path: '/api/passage-files/{id}/answer',
  security: credentials,
  request: { params: id },
  responses: {
    200: {
      description: 'One line for each line received.',
      content: { 'text/plain': { schema: z.string() } },
    },
    401: problemAnswer('Unknown client or wrong secret.'),
    404: problemAnswer('No such file of yours.'),
    409: problemAnswer('Not every line is answered yet.'),
  },
})
const vippsMessage = createRoute({
  method: 'post',
  path: '/api/vipps/{issuer}',
  request: { params: z.object({ issuer: z.string() }) },
  description: 'A message of Vipps MobilePay, signed by HMAC. Not signed, nothing of it is kept.',
  responses: {
    200: { description: 'Kept, or had before.' },
    400: { description: 'Signed, and cannot be read.' },
    401: { description: 'Not signed by Vipps for this address, just now.' },
    413: { description: 'Too long.' },
  },
})
const clock = createRoute({
  method: 'get',
  path: '/api/clock',
  responses: {
    200: {
      description: 'Business time.',
      content: { 'application/json': { schema: z.object({ now: z.iso.datetime() }) } },
    },
  },
})
const health = createRoute({
  method: 'get',
  path: '/healthz',
  responses: {
    200: { description: 'Alive, with its database.', content: { 'text/plain': { schema: z.string() } } },
    503: problemAnswer('The database does not answer.'),
  },
})

export function machineApi(api: MachineApi): OpenAPIHono {
  // What is no id is an id of no file: it must not reach the database.
  const app = new OpenAPIHono({
    defaultHook: (asked, c) => (asked.success ? undefined : fail(c, 404, 'unknown-file')),
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'chargerCredentials', {
    type: 'http',
    scheme: 'basic',
  })
  // The body streams: a file of any size is read block by block.
  app.openapi(deliver, async (c) => {
    const client = await clientOf(c, api)
    if (!client) return unauthorised(c)
    const body = c.req.raw.body
    const received = await receiveFile(api.db, body ?? nothing(), {
      chargerId: client.companyId,
      now: api.now(),
      publicId: api.newId(),
      key: api.encryptionKey,
      random: api.random,
      lineBytesMax: api.lineBytesMax(),
    })
    if (!isRefusal(received)) return c.json({ id: received.publicId, declared: received.declaredCount }, 202)
    const { refused, detail, line } = received
    return fail(c, 422, refused, { line, ...(detail === undefined ? {} : { detail }) })
  })
  app.openapi(readState, async (c) => {
    const client = await clientOf(c, api)
    if (!client) return unauthorised(c)
    const found = await readFileState(api.db, client.companyId, c.req.param('id'))
    return found ? c.json(found, 200) : fail(c, 404, 'unknown-file')
  })
  app.openapi(readAnswer, async (c) => {
    const client = await clientOf(c, api)
    if (!client) return unauthorised(c)
    const found = await readFileAnswer(api.db, client.companyId, c.req.param('id'))
    if (!found) return fail(c, 404, 'unknown-file')
    return found.state === 'closed' ? c.text(found.text, 200) : fail(c, 409, 'not-answered-yet')
  })
  app.openapi(vippsMessage, (c) => receiveVipps(c, api))
  app.openapi(clock, (c) => c.json({ now: new Date(api.now()).toISOString() }, 200))
  app.openapi(health, async (c) => {
    try {
      await api.db`select 1`
      return c.text('ok', 200)
    } catch {
      return fail(c, 503, 'no-database')
    }
  })
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Brikke for machines', version: '1' } })
  return app
}

async function* nothing(): AsyncIterable<Uint8Array> {}

async function clientOf(c: Context, api: MachineApi): Promise<{ companyId: number } | undefined> {
  const [scheme, encoded = ''] = (c.req.header('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic') return undefined
  const [clientId = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return readApiClient(api.db, {
    clientId,
    secretDigest: clientSecretDigest(api.digestKey, secret.join(':')),
  })
}

/** Secrets are random and long, so a keyed digest is enough; the table alone lets nobody in. */
export function clientSecretDigest(digestKey: string, secret: string): string {
  return keyedDigest(digestKey, `api-client:${secret}`)
}

function unauthorised(c: Context) {
  c.header('WWW-Authenticate', 'Basic realm="passage-files"')
  return fail(c, 401, 'unknown-client')
}

function fail<Status extends 401 | 404 | 409 | 422 | 503>(
  c: Context,
  status: Status,
  code: string,
  more: { line?: number; detail?: string } = {},
) {
  return c.json({ type: `urn:brikke:problem:${code}`, title: code, status, ...more }, status, {
    'content-type': 'application/problem+json',
  })
}
