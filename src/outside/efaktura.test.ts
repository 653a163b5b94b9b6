import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Day } from '#core/dated.ts'
import { makeKid } from '#core/kid.ts'
import { ore } from '#core/money.ts'
import type { EfakturaConsignment, EfakturaInvoice } from '#formats/efaktura-consignment.ts'
import { httpEfaktura } from './efaktura.ts'

let server: Server
let told: { readonly line: string; readonly headers: IncomingMessage['headers']; readonly body: string }[]
let answer: (response: ServerResponse) => void

beforeEach(async () => {
  told = []
  answer = (response) => send(response, { state: 'IN_PROGRESS' }, 202)
  server = createServer((request, response) => {
    void text(request).then((body) => {
      told.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function efaktura(issuer = { organisationNumber: '987654325', customerReference: { from: 5, to: 9 } }) {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return httpEfaktura({ baseUrl, apiKey: 'key', issuer, timeoutMs: 2_000 })
}

describe('a consignment of eFaktura', () => {
  test('is sent with each recipient named one way', async () => {
    const invoices = [
      anInvoice({ recipient: { by: 'efaktura-identifier', value: 'e1' } }),
      anInvoice({
        recipient: { by: 'national-id', value: '20914695016' },
        paidBy: 'efaktura-and-avtalegiro',
      }),
      anInvoice({ recipient: { by: 'efaktura-reference', value: 'K-7' } }),
    ]
    expect(await efaktura().send(aConsignment({ invoices }))).toBe('taken')
    expect(told[0]?.line).toBe('POST /issuers/987654325/consignments')
    expect(told[0]?.headers['x-api-key']).toBe('key')
    const body = JSON.parse(told[0]?.body ?? '')
    expect(body).toMatchObject({
      messageIdentifier: 'message-1',
      consignmentId: 'run-1',
      issuer: '987654325',
      customerReferencePosition: '5-9',
    })
    const paid = {
      invoiceId: '2019-1',
      kid: '10100000016',
      account: '12345678903',
      amountOre: 12350,
      issuedOn: '2019-12-10',
      dueOn: '2019-12-24',
      pdf: 'JVBERg==',
    }
    expect(body.invoices).toEqual([
      { ...paid, efakturaIdentifier: 'e1', paymentType: 'EFAKTURA' },
      { ...paid, nationalId: '20914695016', paymentType: 'EFAKTURA_AND_AVTALEGIRO' },
      { ...paid, efakturaReference: 'K-7', paymentType: 'EFAKTURA' },
    ])
  })

  test.each<[string, Partial<EfakturaConsignment>, string]>([
    ['a message identifier of four', { messageIdentifier: 'four' }, 'efaktura-message-identifier-malformed'],
    [
      'a message identifier of 51',
      { messageIdentifier: 'm'.repeat(51) },
      'efaktura-message-identifier-malformed',
    ],
    ['no identifier', { consignmentId: '' }, 'efaktura-consignment-malformed'],
    ['an identifier of 41', { consignmentId: 'c'.repeat(41) }, 'efaktura-consignment-malformed'],
    [
      'a thousand and one invoices',
      { invoices: Array.from({ length: 1001 }, () => anInvoice()) },
      'efaktura-too-many-invoices',
    ],
  ])('with %s is refused here and never sent', async (_, wanted, code) => {
    const faults = [{ invoiceId: null, code }]
    expect(await efaktura().send(aConsignment(wanted))).toEqual({ refused: code, faults })
    expect(told).toEqual([])
  })

  test('at the limits is sent', async () => {
    const invoices = Array.from({ length: 1000 }, () => anInvoice())
    const widest = { messageIdentifier: 'm'.repeat(50), consignmentId: 'c'.repeat(40), invoices }
    expect(await efaktura().send(aConsignment(widest))).toBe('taken')
    expect(await efaktura().send(aConsignment({ messageIdentifier: 'fiver', consignmentId: 'c' }))).toBe(
      'taken',
    )
  })

  test.each(['98765432', '9876543250', '98765432x'])('of the issuer %s is refused here', async (number) => {
    const issuer = { organisationNumber: number, customerReference: { from: 5, to: 9 } }
    expect(await efaktura(issuer).send(aConsignment())).toMatchObject({
      refused: 'efaktura-issuer-malformed',
    })
  })

  test.each([
    [1, 10, true],
    [10, 10, true],
    [1, 11, false],
    [0, 5, false],
    [6, 5, false],
  ])('whose KID of eleven has its customer at %i to %i is sent: %s', async (from, to, isSent) => {
    const issuer = { organisationNumber: '987654325', customerReference: { from, to } }
    const sent = await efaktura(issuer).send(aConsignment())
    if (isSent) expect(sent).toBe('taken')
    else expect(sent).toMatchObject({ refused: 'efaktura-kid-outside-position' })
  })

  test('names every invoice at fault, so that the others can go without them', async () => {
    const invoices = [
      anInvoice({ invoiceId: 'good' }),
      anInvoice({ invoiceId: 'to-nobody', recipient: { by: 'national-id', value: ' ' } }),
      anInvoice({ invoiceId: 'two-faults', accountNumber: '12345678904', kid: makeKid('123') }),
    ]
    expect(await efaktura().send(aConsignment({ invoices }))).toEqual({
      refused: 'efaktura-recipient-not-one',
      faults: [
        { invoiceId: 'to-nobody', code: 'efaktura-recipient-not-one' },
        { invoiceId: 'two-faults', code: 'efaktura-account-invalid' },
        { invoiceId: 'two-faults', code: 'efaktura-kid-outside-position' },
      ],
    })
    expect(told).toEqual([])
  })

  test.each([
    [209, 409, 'efaktura-consignment-repeated'],
    [5002, 422, 'efaktura-recipient-unknown'],
    [5003, 422, 'efaktura-recipient-not-one'],
    [5006, 422, 'efaktura-account-invalid'],
    [5007, 422, 'efaktura-kid-outside-position'],
    [5008, 422, 'efaktura-message-identifier-malformed'],
    [5009, 422, 'efaktura-issuer-malformed'],
    [5010, 422, 'efaktura-consignment-malformed'],
    [9999, 422, 'efaktura-refused'],
  ])('refused with %i (HTTP %i) is %s', async (code, status, refused) => {
    answer = (response) => send(response, { errors: [{ code, invoiceId: '2019-1' }] }, status)
    expect(await efaktura().send(aConsignment())).toEqual({
      refused,
      detail: String(code),
      faults: [{ invoiceId: '2019-1', code: refused }],
    })
  })

  test.each<[string, (response: ServerResponse) => void, string]>([
    ['silence', () => {}, 'efaktura-unavailable'],
    ['a page', (response) => response.end('<html>'), 'efaktura-unavailable'],
    ['something else', (response) => send(response, { done: true }), 'efaktura-unavailable'],
    ['an error without a number', (response) => send(response, { errors: [] }, 422), 'efaktura-unavailable'],
    [
      'an error of a house that is down',
      (response) => send(response, { errors: [{ code: 209, invoiceId: null }] }, 503),
      'efaktura-unavailable',
    ],
    ['a wrong key', (response) => send(response, {}, 401), 'efaktura-not-authorized'],
  ])('answered by %s is not taken for sent, nor for refused', async (_, given, refused) => {
    answer = given
    expect(await efaktura().send(aConsignment())).toMatchObject({ refused })
  })
})

describe('who receives eFaktura', () => {
  test('is told for each, and by name: whoever is not answered for is not known', async () => {
    answer = (response) =>
      send(response, {
        recipients: [
          { nationalId: '3', efakturaIdentifier: null },
          { nationalId: '1', efakturaIdentifier: 'e1' },
        ],
      })
    expect(await efaktura().lookupRecipients(['1', '2', '3'])).toEqual([
      { nationalId: '1', answer: 'found', efakturaIdentifier: 'e1' },
      { nationalId: '2', answer: 'no-answer' },
      { nationalId: '3', answer: 'found', efakturaIdentifier: null },
    ])
    expect(told[0]?.line).toBe('POST /recipients')
  })

  test('is asked 500 at a time, and nobody is asked for nothing', async () => {
    answer = (response) => send(response, { recipients: [] })
    await efaktura().lookupRecipients(Array.from({ length: 1001 }, (_, index) => String(index)))
    expect(told.map(({ body }) => JSON.parse(body).nationalIds.length)).toEqual([500, 500, 1])
    expect(await efaktura().lookupRecipients([])).toEqual([])
    expect(told).toHaveLength(3)
  })

  test('is not known when nobody answers', async () => {
    answer = () => {}
    expect(await efaktura().lookupRecipients(['1'])).toEqual([{ nationalId: '1', answer: 'no-answer' }])
  })
})

describe('what became of it', () => {
  test('is told for the whole and for each invoice', async () => {
    const invoices = ['PENDING', 'PROCESSED', 'CANCELLED'].map((state) => ({ invoiceId: state, state }))
    answer = (response) => send(response, { state: 'STOPPED', invoices })
    expect(await efaktura().status('run/1')).toEqual({
      state: 'stopped',
      invoices: [
        { invoiceId: 'PENDING', state: 'pending' },
        { invoiceId: 'PROCESSED', state: 'processed' },
        { invoiceId: 'CANCELLED', state: 'cancelled' },
      ],
    })
    expect(told[0]?.line).toBe('GET /issuers/987654325/consignments/run%2F1')
    answer = (response) => send(response, { state: 'LOST', invoices: [] })
    expect(await efaktura().status('run-1')).toMatchObject({ refused: 'efaktura-unavailable' })
  })

  test('can be taken back, or not any more', async () => {
    answer = (response) => send(response, { state: 'CANCELLED' })
    expect(await efaktura().cancel('2019-1')).toBe('cancelled')
    answer = (response) => send(response, { errors: [{ code: 409, invoiceId: '2019-1' }] }, 409)
    expect(await efaktura().cancel('2019-1')).toEqual({ refused: 'efaktura-cannot-be-cancelled' })
    answer = (response) => send(response, { errors: [{ code: 404, invoiceId: '2019-1' }] }, 404)
    expect(await efaktura().cancel('2019-1')).toEqual({ refused: 'efaktura-unknown' })
  })
})

function aConsignment(wanted: Partial<EfakturaConsignment> = {}): EfakturaConsignment {
  return { messageIdentifier: 'message-1', consignmentId: 'run-1', invoices: [anInvoice()], ...wanted }
}

function anInvoice(wanted: Partial<EfakturaInvoice> = {}): EfakturaInvoice {
  return {
    invoiceId: '2019-1',
    recipient: { by: 'efaktura-identifier', value: 'e1' },
    paidBy: 'efaktura',
    kid: makeKid('1010000001'),
    accountNumber: '12345678903',
    amount: ore(12350),
    issuedOn: '2019-12-10' as Day,
    dueOn: '2019-12-24' as Day,
    pdf: Buffer.from('%PDF'),
    ...wanted,
  }
}

function send(response: ServerResponse, json: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}
