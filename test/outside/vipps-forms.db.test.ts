import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { isRefusal } from '#core/refusal.ts'
import { asParty } from '#db/connection.ts'
import { invoiceAfter, pay, type TestInvoice } from '#payments/payments.test-world.ts'
import { readPayments } from '#payments/read-payments.ts'
import { readVippsPayment } from '#payments/read-vipps-payment.ts'
import { vippsWorld } from './vipps-world.ts'

const vipps = vippsWorld()
const { database } = vipps

async function anInvoice(amount = 12_350): Promise<TestInvoice> {
  const [invoice] = await vipps.invoices([amount])
  if (!invoice) throw new Error('no invoice')
  return invoice
}

const PAID = { state: 'paid', owed: 0, credit: 0 }

describe('a form', () => {
  test('sent twice, or from two pages at once, is one payment', async () => {
    const invoice = await anInvoice()
    const formKey = randomUUID()
    const answers = await Promise.all([
      vipps.start(invoice, { formKey }),
      vipps.start(invoice, { formKey }),
      vipps.start(invoice),
      vipps.start(invoice),
    ])
    expect(new Set(answers.map((answer) => (isRefusal(answer) ? answer.refused : answer.url))).size).toBe(1)
    const rows = await database.batch`select from vipps_payment where invoice_id = ${invoice.id}`
    expect(rows).toHaveLength(1)
  })

  test('sent again when it is paid leads to what came of it, and is no new payment', async () => {
    const invoice = await anInvoice()
    const formKey = randomUUID()
    const first = await vipps.start(invoice, { formKey })
    if (isRefusal(first)) throw new Error(first.refused)
    await vipps.press(first.url, 'approve')
    // Approved, and we have not looked yet: not sent to a page that is over.
    expect(await vipps.start(invoice)).toMatchObject({ at: 'result' })
    await vipps.settle()
    expect(await vipps.start(invoice, { formKey })).toMatchObject({ at: 'result' })
    expect(await vipps.start(invoice)).toEqual({ refused: 'nothing-to-pay' })
  })

  test('of another’s invoice is of none', async () => {
    const invoice = await anInvoice()
    const stranger = await anInvoice()
    expect(await vipps.start(invoice, { as: stranger.partyId })).toEqual({ refused: 'unknown-invoice' })
    expect(await vipps.start(invoice, { formKey: "x'; --" })).toEqual({ refused: 'unknown-invoice' })
  })

  test('of an issuer that does not take Vipps is refused', async () => {
    const [invoice] = await vipps.invoices([1_000], { issuerId: 2 })
    expect(invoice && (await vipps.start(invoice))).toEqual({ refused: 'vipps-not-offered' })
  })

  test('sent when something was paid since asks for what is open now, once the first is ended', async () => {
    const invoice = await anInvoice(5_000)
    await vipps.started(invoice)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    expect(await vipps.start(invoice)).toEqual({ refused: 'vipps-under-way' })
    await vipps.settle()
    await vipps.press(await vipps.started(invoice), 'approve')
    await vipps.send('waiting')
    await vipps.settle()
    expect(await vipps.paymentOf(invoice)).toMatchObject({ state: 'captured', captured: 3_000 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject(PAID)
  })
})

describe('a message', () => {
  const told = async () => (await database.batch`select from vipps_event`).length

  test.each([
    ['not signed', {}],
    [
      'signed with another secret',
      {
        'x-ms-date': new Date().toUTCString(),
        'x-ms-content-sha256': 'WheYVksemg7EIq1edfs5IzP22Lgzxoq+8qNblJawdew=',
        authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${'A'.repeat(43)}=`,
      },
    ],
  ])('%s is turned away, and nothing of it is kept', async (_, headers) => {
    const before = await told()
    const url = `${vipps.world.url}/api/vipps/ferde`
    const answer = await fetch(url, { method: 'POST', body: '{"name":"CAPTURED"}', headers })
    expect(answer.status).toBe(401)
    expect((await fetch(`${url}-ukjent`, { method: 'POST', body: '{}' })).status).toBe(401)
    expect(await told()).toBe(before)
  })

  test('that is too long is not read', async () => {
    const body = 'x'.repeat(20_000)
    expect((await fetch(`${vipps.world.url}/api/vipps/ferde`, { method: 'POST', body })).status).toBe(413)
  })

  test('of a payment that is none of ours changes nothing', async () => {
    const before = await told()
    const asked = { reference: `stranger-${randomUUID()}`, amount: ore(100), idempotencyKey: randomUUID() }
    const returnUrl = 'http://localhost:9/'
    await vipps.world.vippsOf('ferde')?.create({ ...asked, description: 'Kiosk', returnUrl })
    await vipps.send('waiting')
    expect(await told()).toBe(before + 1)
    await vipps.settle()
    expect(await database.batch`select from vipps_event where taken_at is null`).toHaveLength(0)
  })

  test('comes to the address registered; Vipps has it once, also when we ask again', async () => {
    await vipps.register()
    await vipps.register()
    expect(await vipps.world.vippsOf('ferde')?.registrations()).toHaveLength(1)
    const [known] = await database.batch<{ id: string }[]>`select webhook_id as id from vipps_webhook`
    await vipps.world.vippsOf('ferde')?.unregister(known?.id ?? '')
    await vipps.register()
    expect(await vipps.world.vippsOf('ferde')?.registrations()).toHaveLength(1)
    const invoice = await anInvoice()
    const before = await told()
    await vipps.started(invoice)
    await vipps.send('waiting')
    expect(await told()).toBeGreaterThan(before)
  })
})

describe('Min side', () => {
  test('shows each payment with its way and what it paid, and a payment back as such', async () => {
    const [one, other] = await vipps.invoices([5_000, 700], { oneCustomer: true })
    if (!one || !other) throw new Error('no invoices')
    await vipps.press(await vipps.started(one), 'approve')
    await vipps.send('waiting')
    await vipps.settle()
    await pay(database.batch, [{ kid: other.kid, amount: 900 }])
    await pay(database.batch, [{ kid: other.kid, amount: -900 }])
    const { payments, pageCount } = await shown(one.partyId)
    expect(pageCount).toBe(1)
    expect(payments.map(({ way, amount, isTakenBack }) => [way, amount, isTakenBack])).toEqual([
      ['vipps', 5_000, false],
      ['bank', -900, false],
      ['bank', 900, true],
    ])
    expect(payments[0]?.invoice).toMatchObject({ amount: 5_000 })
    expect(payments.flatMap(({ invoice }) => invoice ?? [])).toHaveLength(1)
  })

  test('shows nobody another’s payments, nor the account they came from', async () => {
    const invoice = await anInvoice()
    const stranger = await anInvoice()
    await vipps.started(invoice)
    await pay(database.batch, [{ kid: invoice.kid, amount: 100 }])
    const reference = (await vipps.paymentOf(invoice))?.reference ?? ''
    expect((await shown(invoice.partyId)).payments).toHaveLength(1)
    const seen = await asParty(database.app, [stranger.partyId], (tx) =>
      Promise.all([
        readPayments(tx, [invoice.partyId], { page: 1 }),
        readVippsPayment(tx, [invoice.partyId], reference),
        tx`update vipps_payment set look_at = null where reference = ${reference}`,
      ]),
    )
    expect(seen[0].payments).toEqual([])
    expect(seen[1]).toBeUndefined()
    expect(seen[2].count).toBe(0)
    const denied = { code: '42501' }
    await expect(database.app`select debit_account from payment`).rejects.toMatchObject(denied)
    await expect(database.app`update vipps_payment set state = 'captured'`).rejects.toMatchObject(denied)
    await expect(database.app`select * from vipps_event`).rejects.toMatchObject(denied)
  })

  function shown(partyId: number) {
    return asParty(database.app, [partyId], (tx) => readPayments(tx, [partyId], { page: 1 }))
  }
})
