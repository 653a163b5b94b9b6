import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Day } from '#core/dated.ts'
import { makeKid } from '#core/kid.ts'
import { ore } from '#core/money.ts'
import { type OrganisationNumber, parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal } from '#core/refusal.ts'
import { writeEhfCreditNote } from '#formats/ehf-credit-note.ts'
import { writeEhfInvoice } from '#formats/ehf-invoice.ts'
import { writeEhfReminder } from '#formats/ehf-reminder.ts'
import { type PeppolKind, writePeppolEnvelope } from '#formats/sbdh.ts'
import { httpAccessPoint } from '#outside/access-point.ts'
import { httpEfaktura } from '#outside/efaktura.ts'
import { httpSmp, oneSmp } from '#outside/smp.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { anEhfCreditNote, anEhfDocument, anEhfReminder, BUYER_NUMBER } from '../ehf/documents.ts'
import { aSandbox, postTo } from './sandbox-world.ts'

/** The ports of src/outside and the doubles of sandbox/, written apart, speak with each other. */
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await aSandbox()
})
afterAll(async () => sandbox.close())

const WIRE_INVOICE = {
  invoiceId: '2019-9',
  efakturaIdentifier: 'e000000000001',
  kid: '10100000016',
  account: '12345678903',
}
const WIRE_CONSIGNMENT = {
  messageIdentifier: 'message-9',
  consignmentId: 'run-9',
  issuer: '987654325',
  customerReferencePosition: '5-9',
  invoices: [WIRE_INVOICE],
}

const CSV = {
  filename: 'passeringer.csv',
  mime: 'text/csv',
  description: null,
  content: new TextEncoder().encode('dag;beløp\r\n'),
} as const
const INSTANCE = '0b9f4f0e-7b1c-4d2a-9a53-6c1de41c2a10'

describe('who receives EHF', () => {
  test('is what ELMA has entered, and nobody else', async () => {
    await inElma(['invoice', 'credit-note'])
    const stranger = organisation('974760673')
    expect(await smp().receives([BUYER_NUMBER, stranger])).toEqual([
      { organisationNumber: BUYER_NUMBER, answer: 'found', receives: ['invoice', 'credit-note'] },
      { organisationNumber: stranger, answer: 'found', receives: [] },
    ])
  })

  test('is not known while the SMP is down', async () => {
    await postTo(`${sandbox.url}/smp/down`, { down: true })
    expect(await smp().receives([BUYER_NUMBER])).toMatchObject([{ answer: 'no-answer' }])
    await postTo(`${sandbox.url}/smp/down`, { down: false })
    expect(await smp().receives([BUYER_NUMBER])).toMatchObject([{ answer: 'found' }])
  })
})

describe('an access point', () => {
  test('takes each kind of document once, and shows it opened', async () => {
    await inElma(['invoice', 'credit-note', 'reminder'])
    for (const kind of ['invoice', 'credit-note', 'reminder'] as const) {
      const drop = { instanceId: `${INSTANCE}-${kind}`, envelope: envelope(kind, `${INSTANCE}-${kind}`) }
      expect(await accessPoint().drop(drop)).toBe('accepted')
      expect(await accessPoint().drop(drop)).toBe('accepted')
    }
    const received = await inbox()
    expect(received.map(({ kind }) => kind)).toEqual(['reminder', 'credit-note', 'invoice'])
    const path = `${sandbox.url}/access-point/documents/${INSTANCE}-invoice`
    const shown = await (await fetch(path)).text()
    expect(shown).toContain(received[2]?.number)
    expect(shown).toContain('&lt;StandardBusinessDocument')
    expect(await (await fetch(`${path}/xml`)).text()).toBe(envelope('invoice', `${INSTANCE}-invoice`))
    expect(await (await fetch(`${sandbox.url}/access-point?til=${BUYER_NUMBER}`)).text()).toContain(
      `/access-point/documents/${INSTANCE}-invoice`,
    )
    expect(await (await fetch(`${path}/vedlegg/1`)).text()).toBe('dag;beløp\r\n')
    expect((await fetch(`${path}/vedlegg/2`)).status).toBe(404)
  })

  test('refuses another document under the same identifier', async () => {
    await inElma(['invoice'])
    const drop = { instanceId: `${INSTANCE}-again`, envelope: envelope('invoice', `${INSTANCE}-again`) }
    expect(await accessPoint().drop(drop)).toBe('accepted')
    const other = {
      ...drop,
      envelope: drop.envelope.replace('10Z', '11Z').replace('</Invoice>', ' </Invoice>'),
    }
    expect(other.envelope).not.toBe(drop.envelope)
    expect(await accessPoint().drop(other)).toEqual({ refused: 'ehf-instance-reused' })
  })

  test('refuses what the receiver does not take, and a receiver nobody knows', async () => {
    await inElma(['invoice'])
    const reminder = { instanceId: 'r', envelope: envelope('reminder', 'r') }
    expect(await accessPoint().drop(reminder)).toEqual({ refused: 'ehf-not-taken-by-receiver' })
    await inElma([])
    const invoice = { instanceId: 'i', envelope: envelope('invoice', 'i') }
    expect(await accessPoint().drop(invoice)).toEqual({ refused: 'ehf-receiver-unknown' })
    await inElma(['invoice'])
    expect(await accessPoint().drop(invoice)).toBe('accepted')
  })

  test.each<[string, (envelope: string) => string]>([
    ['no XML', () => 'hello'],
    ['a document without its envelope', (text) => text.replaceAll('StandardBusinessDocument>', 'Other>')],
    ['entities', (text) => text.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>')],
    ['another instance', (text) => text.replaceAll('wrong', 'other')],
    [
      'another receiver than the document',
      (text) => text.replace(`0192:${BUYER_NUMBER}<`, '0192:974760673<'),
    ],
    [
      'another kind than the document',
      (text) => text.replace('Invoice-2::Invoice##', 'CreditNote-2::CreditNote##'),
    ],
    ['no country', (text) => text.replace('COUNTRY_C1', 'COUNTRY')],
  ])('refuses an envelope with %s', async (_, spoil) => {
    await inElma(['invoice', 'credit-note'])
    const spoilt = spoil(envelope('invoice', 'wrong'))
    expect(spoilt).not.toBe(envelope('invoice', 'wrong'))
    expect(await accessPoint().drop({ instanceId: 'wrong', envelope: spoilt })).toEqual({
      refused: 'ehf-unreadable',
    })
  })

  test('that is down has not taken it', async () => {
    await postTo(`${sandbox.url}/access-point/down`, { down: true })
    const drop = { instanceId: 'later', envelope: envelope('invoice', 'later') }
    expect(await accessPoint().drop(drop)).toMatchObject({ refused: 'access-point-unavailable' })
    await postTo(`${sandbox.url}/access-point/down`, { down: false })
    await inElma(['invoice'])
    expect(await accessPoint().drop(drop)).toBe('accepted')
  })
})

describe('eFaktura', () => {
  const NATIONAL_ID = '20914695016'
  const OTHER = '20914695097'

  test('finds who receives it, takes a consignment once, and lets go until the day’s run', async () => {
    await postTo(`${sandbox.url}/efaktura/recipients/set`, { nationalId: NATIONAL_ID, has: true })
    await postTo(`${sandbox.url}/efaktura/recipients/set`, { nationalId: OTHER, has: false })
    const [kari, other] = await efaktura().lookupRecipients([NATIONAL_ID, OTHER])
    expect(other).toEqual({ nationalId: OTHER, answer: 'found', efakturaIdentifier: null })
    const value = kari?.answer === 'found' ? kari.efakturaIdentifier : null
    if (value === null) throw new Error('Kari has eFaktura')
    const invoices = ['2019-1', '2019-2'].map((invoiceId) => anInvoice(invoiceId, value))
    const consignment = { consignmentId: 'run-1', messageIdentifier: 'message-1', invoices }
    expect(await efaktura().send(consignment)).toBe('taken')
    expect(await efaktura().send(consignment)).toMatchObject({ refused: 'efaktura-consignment-repeated' })
    expect(await efaktura().cancel('2019-1')).toBe('cancelled')
    expect(await efaktura().cancel('2019-1')).toBe('cancelled')
    expect(await efaktura().status('run-1')).toMatchObject({ state: 'in-progress' })
    expect(await postTo(`${sandbox.url}/efaktura/run`, {})).toEqual({ run: 1 })
    expect(await efaktura().status('run-1')).toEqual({
      state: 'processed',
      invoices: [
        { invoiceId: '2019-1', state: 'cancelled' },
        { invoiceId: '2019-2', state: 'processed' },
      ],
    })
    expect(await efaktura().cancel('2019-2')).toEqual({ refused: 'efaktura-cannot-be-cancelled' })
    expect(await efaktura().cancel('2019-3')).toEqual({ refused: 'efaktura-unknown' })
    expect(await efaktura().status('run-2')).toEqual({ refused: 'efaktura-unknown' })
    expect(await (await fetch(`${sandbox.url}/efaktura`)).text()).toContain('trukket tilbake')
    const pdf = await fetch(`${sandbox.url}/efaktura/invoices/987654325/2019-2/pdf`)
    expect(await pdf.text()).toBe('%PDF')
  })

  test('takes nothing of a consignment with one recipient nobody knows', async () => {
    const invoices = [anInvoice('2019-4', 'e000000000001'), anInvoice('2019-5', 'nobody')]
    const consignment = { consignmentId: 'run-3', messageIdentifier: 'message-3', invoices }
    expect(await efaktura().send(consignment)).toMatchObject({
      refused: 'efaktura-recipient-unknown',
      faults: [{ invoiceId: '2019-5', code: 'efaktura-recipient-unknown' }],
    })
    expect(await efaktura().status('run-3')).toEqual({ refused: 'efaktura-unknown' })
  })

  test.each([
    [{ messageIdentifier: 'four' }, 5008],
    [{ issuer: '974760673' }, 5009],
    [{ consignmentId: '' }, 5010],
    [{ customerReferencePosition: '1-11' }, 5007],
    [{ customerReferencePosition: '5' }, 5007],
    [{ invoices: [{ ...WIRE_INVOICE, nationalId: NATIONAL_ID }] }, 5003],
    [{ invoices: [{ ...WIRE_INVOICE, efakturaIdentifier: undefined }] }, 5003],
    [{ invoices: [{ ...WIRE_INVOICE, account: '12345678904' }] }, 5006],
  ])('refuses %j with %i, whoever sends it', async (wanted, code) => {
    const response = await fetch(`${sandbox.url}/efaktura/issuers/987654325/consignments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'sandbox' },
      body: JSON.stringify({ ...WIRE_CONSIGNMENT, ...wanted }),
    })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: [{ code }] })
  })

  test('is closed to a wrong key, and silent when it is down', async () => {
    expect(await efaktura('wrong').status('run-1')).toEqual({ refused: 'efaktura-not-authorized' })
    await postTo(`${sandbox.url}/efaktura/down`, { down: true })
    expect(await efaktura().lookupRecipients([NATIONAL_ID])).toMatchObject([{ answer: 'no-answer' }])
    await postTo(`${sandbox.url}/efaktura/down`, { down: false })
  })
})

function smp() {
  return httpSmp({ find: oneSmp(`${sandbox.url}/smp`), timeoutMs: 2_000, now: () => Date.now() })
}

function accessPoint() {
  return httpAccessPoint({ baseUrl: `${sandbox.url}/access-point`, timeoutMs: 2_000 })
}

function efaktura(apiKey = 'sandbox') {
  const issuer = { organisationNumber: '987654325', customerReference: { from: 5, to: 9 } }
  return httpEfaktura({ baseUrl: `${sandbox.url}/efaktura`, apiKey, issuer, timeoutMs: 2_000 })
}

function anInvoice(invoiceId: string, value: string) {
  return {
    invoiceId,
    recipient: { by: 'efaktura-identifier', value },
    paidBy: 'efaktura',
    kid: makeKid('1010000001'),
    accountNumber: '12345678903',
    amount: ore(12350),
    issuedOn: '2019-12-10' as Day,
    dueOn: '2019-12-24' as Day,
    pdf: Buffer.from('%PDF'),
  } as const
}

async function inElma(receives: readonly PeppolKind[]) {
  return postTo(`${sandbox.url}/smp/organisations`, { organisationNumber: BUYER_NUMBER, receives })
}

async function inbox() {
  const response = await fetch(`${sandbox.url}/access-point/inbox.json?til=${BUYER_NUMBER}`)
  return (await response.json()) as { kind: string; number: string; attachments: unknown[] }[]
}

function envelope(kind: PeppolKind, instanceId: string): string {
  const [invoice, creditNote, reminder] = [
    anEhfDocument({ attachments: [CSV] }),
    anEhfCreditNote(),
    anEhfReminder(),
  ]
  const written = {
    invoice: () => [invoice, writeEhfInvoice(invoice)] as const,
    'credit-note': () => [creditNote, writeEhfCreditNote(creditNote)] as const,
    reminder: () => [reminder, writeEhfReminder(reminder)] as const,
  }[kind]()
  const [{ seller, buyer }, document] = written
  if (isRefusal(document)) throw new Error(document.refused)
  return writePeppolEnvelope({
    kind,
    sender: { scheme: '0192', value: seller.organisationNumber },
    receiver: buyer.endpoint,
    senderCountry: 'NO',
    instanceId,
    createdAt: Date.parse('2019-12-10T07:00:00Z'),
    document,
  })
}

function organisation(digits: string): OrganisationNumber {
  const number = parseOrganisationNumber(digits)
  if (isRefusal(number)) throw new Error(digits)
  return number
}
