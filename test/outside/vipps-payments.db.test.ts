import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { verify } from '#jobs/verify.ts'
import { invoiceAfter, pay, type TestInvoice } from '#payments/payments.test-world.ts'
import { settleVippsPayments } from '#payments/settle-vipps-payments.ts'
import { vippsWorld } from './vipps-world.ts'

const vipps = vippsWorld()
const { database } = vipps

async function anInvoice(amount = 12_350): Promise<TestInvoice> {
  const [invoice] = await vipps.invoices([amount])
  if (!invoice) throw new Error('no invoice')
  return invoice
}

/** The invariants of payments and books; the passages of this world have no files. */
const BOOKS = ['I1', 'I12', 'I13', 'I14', 'I15', 'I15b', 'I26', 'I36']

const PAID = { state: 'paid', owed: 0, credit: 0 }

describe('an invoice is paid by Vipps', () => {
  test('approved in the app, captured, and booked once, on the invoice', async () => {
    const invoice = await anInvoice()
    const page = await vipps.started(invoice)
    expect(await vipps.paymentOf(invoice)).toMatchObject({ state: 'created', captured: 0 })
    const back = await vipps.press(page, 'approve')
    expect(back).toBe(`http://localhost:9/tilbake/${(await vipps.paymentOf(invoice))?.reference}`)
    // Come back is not paid.
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent', allocated: 0 })
    await vipps.send('waiting')
    expect(await vipps.settle()).toBeGreaterThan(0)
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ ...PAID, allocated: 12_350 })
    expect(await vipps.paymentOf(invoice)).toMatchObject({ state: 'captured', captured: 12_350 })
    expect(await vipps.settle()).toBe(0)
    const { broken } = await verify(database.batch, { now: vipps.now() })
    expect(broken.filter(({ code }) => BOOKS.includes(code))).toEqual([])
  })

  test('however often and in whatever order it is told', async () => {
    await vipps.hold(true)
    const invoice = await anInvoice()
    await vipps.press(await vipps.started(invoice), 'approve')
    await vipps.hold(false)
    await vipps.send('reversed')
    await vipps.settle()
    await vipps.send('twice')
    await vipps.settle()
    await vipps.send('reversed')
    await vipps.settle()
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ ...PAID, allocated: 12_350 })
    const [told] = await database.batch<{ events: number; payments: number }[]>`
      select (select count(*)::int from vipps_event e join vipps_payment v using (reference)
              where v.invoice_id = ${invoice.id}) as events,
             (select count(*)::int from payment p join vipps_payment v on v.id = p.vipps_payment_id
              where v.invoice_id = ${invoice.id}) as payments`
    expect(told).toEqual({ events: 3, payments: 1 })
  })

  test('also when nothing is ever told: it is looked at after a while', async () => {
    await vipps.hold(true)
    const invoice = await anInvoice()
    await vipps.press(await vipps.started(invoice), 'approve')
    expect(await vipps.settle()).toBe(0)
    vipps.skip(31_000)
    await vipps.settle()
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject(PAID)
  })

  test('by two workers at once, captured once', async () => {
    const invoices = await vipps.invoices([1_000, 2_000, 3_000])
    for (const invoice of invoices) await vipps.press(await vipps.started(invoice), 'approve')
    await vipps.send('again')
    // Put off by the first worker, the payments are due again for the second while it is at work.
    const work = (later: number) =>
      settleVippsPayments(database.batch, vipps.world.vippsOf, { now: vipps.now() + later, limit: 20 })
    await Promise.all([work(0), work(40_000), work(200_000)])
    await Promise.all([work(400_000), work(800_000)])
    for (const invoice of invoices) expect(await invoiceAfter(database.batch, invoice)).toMatchObject(PAID)
    const payments = await database.batch`
      select from payment p join vipps_payment v on v.id = p.vipps_payment_id
      where v.invoice_id = any (${invoices.map(({ id }) => String(id))}::bigint[])`
    expect(payments).toHaveLength(3)
  })

  test('after Vipps has been down, and not before it says so', async () => {
    const invoice = await anInvoice()
    const page = await vipps.started(invoice)
    await vipps.press(page, 'approve')
    await vipps.send('waiting')
    await vipps.down(true)
    await vipps.settle()
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent' })
    await vipps.down(false)
    expect(await vipps.settle()).toBe(0)
    vipps.skip(31_000)
    await vipps.settle()
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject(PAID)
  })
})

describe('what is not paid', () => {
  test.each([
    ['abort', 'aborted'],
    ['expire', 'expired'],
  ] as const)('an %s leaves the invoice open, and another payment may follow', async (how, state) => {
    const invoice = await anInvoice()
    await vipps.press(await vipps.started(invoice), how)
    await vipps.send('waiting')
    await vipps.settle()
    expect(await vipps.paymentOf(invoice)).toMatchObject({ state, captured: 0 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent', owed: 12_350 })
    await vipps.press(await vipps.started(invoice), 'approve')
    await vipps.send('waiting')
    await vipps.settle()
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject(PAID)
  })

  test('reserved after the invoice was paid by bank, it is let go and never taken', async () => {
    const invoice = await anInvoice(5_000)
    const page = await vipps.started(invoice)
    await pay(database.batch, [{ kid: invoice.kid, amount: 5_000 }])
    await vipps.press(page, 'approve')
    await vipps.send('waiting')
    await vipps.settle()
    const payment = await vipps.paymentOf(invoice)
    expect(payment).toMatchObject({ state: 'terminated', captured: 0 })
    expect(await vipps.world.vippsOf('ferde')?.get(payment?.reference ?? '')).toMatchObject({
      cancelled: 5_000,
      captured: 0,
    })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ ...PAID, allocated: 5_000 })
  })

  test('reserved when a part was paid meanwhile, only the rest is taken', async () => {
    const invoice = await anInvoice(5_000)
    const page = await vipps.started(invoice)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    await vipps.press(page, 'approve')
    await vipps.send('waiting')
    await vipps.settle()
    vipps.skip(4_000_000)
    await vipps.settle()
    const payment = await vipps.paymentOf(invoice)
    expect(payment).toMatchObject({ state: 'captured', captured: 3_000 })
    expect(await vipps.world.vippsOf('ferde')?.get(payment?.reference ?? '')).toMatchObject({
      captured: 3_000,
      cancelled: 2_000,
    })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ ...PAID, allocated: 5_000 })
  })

  test('paid by bank as well, after it was taken: the second is the customer’s credit', async () => {
    const invoice = await anInvoice(5_000)
    await vipps.press(await vipps.started(invoice), 'approve')
    await vipps.send('waiting')
    await vipps.settle()
    await pay(database.batch, [{ kid: invoice.kid, amount: 5_000 }])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'paid', credit: 5_000 })
  })

  test('paid back through Vipps, the invoice is open again', async () => {
    const invoice = await anInvoice(5_000)
    await vipps.press(await vipps.started(invoice), 'approve')
    await vipps.send('waiting')
    await vipps.settle()
    const reference = (await vipps.paymentOf(invoice))?.reference ?? ''
    await vipps.world.vippsOf('ferde')?.refund({ reference, amount: ore(5_000), idempotencyKey: 'back' })
    await vipps.send('twice')
    await vipps.settle()
    expect(await vipps.paymentOf(invoice)).toMatchObject({ state: 'refunded', refunded: 5_000 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent', owed: 5_000 })
  })

  test('of which Vipps never heard, it is given up and another may be tried', async () => {
    const invoice = await anInvoice()
    await vipps.down(true)
    expect(await vipps.start(invoice)).toMatchObject({ refused: 'vipps-silent' })
    await vipps.down(false)
    vipps.skip(61_000)
    await vipps.settle()
    expect(await vipps.paymentOf(invoice)).toMatchObject({ state: 'terminated' })
    await vipps.started(invoice)
  })
})
