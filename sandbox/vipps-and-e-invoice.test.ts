import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { efakturaRoutes } from './efaktura-routes.ts'
import { openElma } from './elma.ts'
import { smpRoutes } from './smp.ts'
import { TEST_COUNTRY } from './test-country.ts'
import { vippsRoutes } from './vipps-routes.ts'
import { at, readXml, textAt } from './xml.ts'

const NOW = '2019-12-10T07:00:00.000Z'
const KEYS = { client_id: 'sandbox', client_secret: 'sandbox', 'ocp-apim-subscription-key': 'sandbox' }
const vipps = vippsRoutes({ url: 'http://sandbox/vipps', now: () => NOW })

async function merchant(): Promise<Record<string, string>> {
  const answer = await vipps.request('/accesstoken/get', { method: 'POST', headers: KEYS })
  const { access_token } = (await answer.json()) as { access_token: string }
  return {
    authorization: `Bearer ${access_token}`,
    'ocp-apim-subscription-key': 'sandbox',
    'merchant-serial-number': '123456',
    'content-type': 'application/json',
  }
}

describe('Vipps', () => {
  const payment = (reference: string) => ({
    amount: { value: 100, currency: 'NOK' },
    paymentMethod: { type: 'WALLET' },
    reference,
    userFlow: 'WEB_REDIRECT',
    returnUrl: 'http://min-side/tilbake',
  })
  const create = async (body: unknown, key = 'key') =>
    vipps.request('/epayment/v1/payments', {
      method: 'POST',
      headers: { ...(await merchant()), 'idempotency-key': key },
      body: JSON.stringify(body),
    })

  it('approves by machine, once, and tells the events in order', async () => {
    expect((await create(payment('reference-1'))).status).toBe(201)
    const headers = await merchant()
    const approve = () =>
      vipps.request('/epayment/v1/test/payments/reference-1/approve', { method: 'POST', headers })
    expect((await approve()).status).toBe(200)
    expect((await approve()).status).toBe(409)
    const events = await vipps.request('/epayment/v1/payments/reference-1/events', { headers })
    expect(await events.json()).toMatchObject([
      { name: 'CREATED', idempotencyKey: 'key', timestamp: NOW, msn: '123456' },
      { name: 'AUTHORIZED', idempotencyKey: null, amount: { value: 100, currency: 'NOK' } },
    ])
  })

  it('answers with a problem, and asks for token, sales unit and key', async () => {
    const wrong = await create({ ...payment('reference-2'), userFlow: 'QR' }, 'another-key')
    expect(wrong.headers.get('content-type')).toBe('application/problem+json')
    expect(await wrong.json()).toMatchObject({ status: 400, type: 'about:blank', traceId: 'sandbox-400' })
    expect((await create(payment('reference-2'), '')).status).toBe(400)
    expect((await create(payment('reference-2'), 'k'.repeat(51))).status).toBe(400)
    const { authorization, ...withoutToken } = await merchant()
    expect(authorization).toMatch(/^Bearer /)
    const asked = (headers: Record<string, string>) =>
      vipps.request('/epayment/v1/payments/reference-1', { headers })
    expect((await asked(withoutToken)).status).toBe(401)
    expect((await asked({ ...(await merchant()), 'merchant-serial-number': 'x' })).status).toBe(400)
    expect((await asked(await merchant())).status).toBe(200)
  })
})

describe('ELMA', () => {
  const app = new Hono().route(
    '/smp',
    smpRoutes(openElma(TEST_COUNTRY), { url: 'http://sandbox/smp', accessPointUrl: 'http://sandbox/ap' }),
  )
  const enter = (fields: Record<string, string>) =>
    app.request('/smp/organisations', { method: 'POST', body: new URLSearchParams(fields) })

  it('is shown and changed on a page, and lists what it has an entry for', async () => {
    expect(await (await app.request('/smp')).text()).toContain('Prøvefirma AS')
    expect((await enter({ organisationNumber: '12' })).status).toBe(400)
    expect((await enter({ organisationNumber: '999999999', receives: 'invoice' })).status).toBe(303)
    const group = readXml(await (await app.request('/smp/iso6523-actorid-upis::0192:999999999')).text())
    expect(textAt(group, 'ParticipantIdentifier')).toBe('0192:999999999')
    const references = at(group, 'ServiceMetadataReferenceCollection')?.children ?? []
    expect(references).toHaveLength(1)
    const path = new URL(references[0]?.attributes.href ?? '').pathname
    const entry = readXml(await (await app.request(path)).text())
    const endpoint = at(
      entry,
      'ServiceMetadata/ServiceInformation/ProcessList/Process/ServiceEndpointList/Endpoint',
    )
    expect(textAt(endpoint, 'EndpointReference/Address')).toBe('http://sandbox/ap')
    await enter({ organisationNumber: '999999999' })
    expect((await app.request('/smp/iso6523-actorid-upis::0192:999999999')).status).toBe(404)
  })
})

describe('eFaktura', () => {
  it('is had by two of three, always the same, by an identifier that does not tell who', async () => {
    const people = Array.from({ length: 300 }, (_, index) => `109155${String(index).padStart(3, '0')}84`)
    const ask = async () => {
      const answer = await efakturaRoutes({ today: async () => '2019-12-10' }).request('/recipients', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': 'sandbox' },
        body: JSON.stringify({ nationalIds: people }),
      })
      const { recipients } = (await answer.json()) as { recipients: { efakturaIdentifier: string | null }[] }
      return recipients.map(({ efakturaIdentifier }) => efakturaIdentifier)
    }
    const found = await ask()
    expect(await ask()).toEqual(found)
    const has = found.filter((each) => each !== null)
    expect(new Set(has).size).toBe(200)
    expect(has.every((each) => /^e\d{12}$/.test(each))).toBe(true)
  })

  it('is in the banks when the day it came is over, unless it was stopped', async () => {
    let today = '2019-12-10'
    const app = efakturaRoutes({ today: async () => today })
    const post = async (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json', 'x-api-key': 'sandbox' }
      return (await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    }
    const send = (id: string) => {
      const invoice = {
        invoiceId: id,
        efakturaReference: 'K-7',
        kid: '10102019000000014',
        account: '99990000103',
        amountOre: 100,
      }
      return post('/issuers/987654325/consignments', {
        messageIdentifier: `message-${id}`,
        consignmentId: id,
        issuer: '987654325',
        customerReferencePosition: '9-16',
        invoices: [invoice],
      })
    }
    const stateOf = async (id: string) => {
      const headers = { 'x-api-key': 'sandbox' }
      const answer = await app.request(`/issuers/987654325/consignments/${id}`, { headers })
      return ((await answer.json()) as { state: string }).state
    }
    expect(await send('a')).toEqual({ state: 'IN_PROGRESS' })
    await send('b')
    expect(await post('/stop', { issuer: '987654325', invoiceId: 'b' })).toEqual({ stopped: true })
    expect([await stateOf('a'), await stateOf('b')]).toEqual(['IN_PROGRESS', 'STOPPED'])
    today = '2019-12-11'
    await send('c')
    expect([await stateOf('a'), await stateOf('b'), await stateOf('c')]).toEqual([
      'PROCESSED',
      'STOPPED',
      'IN_PROGRESS',
    ])
    expect(await post('/stop', { issuer: '987654325', invoiceId: 'a' })).toEqual({ stopped: false })
  })
})
