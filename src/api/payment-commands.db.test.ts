import { expect, test } from 'vitest'
import { invoiceAfter, lastPayments, NOW, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { runPaymentQueue } from './payment-commands.ts'

const { database, invoices } = payableDatabase()

async function queue(...args: string[]) {
  const lines: string[] = []
  const code = await runPaymentQueue({ db: database.batch, now: NOW, say: (line) => lines.push(line) }, args)
  return { code, lines }
}

/** A number that is no invoice's, with its check digit right. */
async function aPaymentOfNobodys(amount: number): Promise<string> {
  await pay(database.batch, [{ kid: '9999999999999995', amount }])
  const [payment] = await lastPayments(database.batch, 1)
  expect(payment).toMatchObject({ state: 'queued' })
  return String(payment?.id)
}

test('a payment that nobody knows is shown, put on an invoice, and taken off it again', async () => {
  const [invoice] = await invoices([4_000])
  const paymentId = await aPaymentOfNobodys(4_000)
  expect((await queue()).lines).toEqual([
    expect.stringMatching(new RegExp(`"paymentId":${paymentId}.*"amountOre":4000.*"because"`)),
  ])
  expect(await queue('allocate', paymentId, String(invoice!.id))).toEqual({ code: 0, lines: ['done'] })
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'paid', allocated: 4_000 })
  expect(await queue()).toEqual({ code: 0, lines: [] })

  expect(await queue('undo', paymentId)).toEqual({ code: 0, lines: ['done'] })
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'sent', allocated: 0 })
  expect((await queue()).lines).toHaveLength(1)
})

test('a decision that cannot be taken is refused with its code, and changes nothing', async () => {
  const [paid, open] = await invoices([1_000, 2_000])
  await pay(database.batch, [{ kid: paid!.kid, amount: 1_000 }])
  const paymentId = await aPaymentOfNobodys(2_000)
  const refused = async (...args: string[]) => {
    const { code, lines } = await queue(...args)
    expect(code).toBe(1)
    return lines[0]
  }
  expect(await refused('allocate', paymentId, '999999')).toBe('refused: unknown-invoice')
  expect(await refused('allocate', paymentId, String(paid!.id))).toBe('refused: invoice-already-paid')
  expect(await refused('allocate', '999999', String(open!.id))).toBe('refused: payment-not-queued')
  expect(await refused('undo', paymentId)).toBe('refused: payment-not-allocated')
  expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'queued' }])
})

test.each([
  [['pay', '1', '1']],
  [['allocate', '1']],
  [['allocate', 'one', '1']],
  [['undo']],
  [['undo', '-1']],
])('what is not understood says how it is used, and decides nothing: %j', async (args) => {
  expect(await queue(...args)).toEqual({
    code: 1,
    lines: ['payment-queue [allocate PAYMENT INVOICE | undo PAYMENT]'],
  })
})
