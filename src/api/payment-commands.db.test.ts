import { expect, test } from 'vitest'
import {
  DECIDES,
  invoiceAfter,
  lastPayments,
  NOW,
  pay,
  payableDatabase,
} from '#payments/payments.test-world.ts'
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
  expect(await queue('allocate', paymentId, String(invoice!.id), '--as', DECIDES)).toEqual({
    code: 0,
    lines: ['done'],
  })
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'paid', allocated: 4_000 })
  expect(await queue()).toEqual({ code: 0, lines: [] })

  expect(await queue('undo', paymentId, '--as', DECIDES)).toEqual({ code: 0, lines: ['done'] })
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'sent', allocated: 0 })
  expect((await queue()).lines).toHaveLength(1)
})

test('a decision that cannot be taken is refused with its code and why, and changes nothing', async () => {
  const [paid, open] = await invoices([1_000, 2_000])
  await pay(database.batch, [{ kid: paid!.kid, amount: 1_000 }])
  const paymentId = await aPaymentOfNobodys(2_000)
  const refused = async (...args: string[]) => {
    const { code, lines } = await queue(...args, '--as', DECIDES)
    expect(code).toBe(1)
    return lines[0]
  }
  expect(await refused('allocate', paymentId, '999999')).toBe(
    'unknown-invoice: Selskapet som fikk betalingen, har ingen faktura med dette nummeret.',
  )
  expect(await refused('allocate', paymentId, String(paid!.id))).toBe(
    'invoice-already-paid: Fakturaen er betalt. Velg en annen.',
  )
  expect(await refused('allocate', '999999', String(open!.id))).toBe(
    'payment-not-queued: Betalingen venter ikke på noen.',
  )
  expect(await refused('undo', paymentId)).toBe(
    'payment-not-allocated: Betalingen står ikke på noen faktura.',
  )
  expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'queued' }])
})

test.each([
  [['pay', '1', '1']],
  [['allocate', '1']],
  [['credit', '1', '--as', DECIDES]],
  [['allocate', 'one', '1']],
  [['undo']],
  [['undo', 'x', '--as', DECIDES]],
  [['undo', '1']],
])('what is not understood says how it is used, and decides nothing: %j', async (args) => {
  expect(await queue(...args)).toEqual({
    code: 1,
    lines: [expect.stringMatching(/^payment-queue \[allocate PAYMENT INVOICE --as STAFF/)],
  })
})
