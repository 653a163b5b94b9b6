import { describe, expect, test } from 'vitest'
import { decideQueuedPayment } from './decide-payment.ts'
import { DECIDES, invoiceAfter, lastPayments, NOW, pay, payableDatabase } from './payments.test-world.ts'
import { readPaymentQueue } from './read-queue.ts'

const { database, invoices } = payableDatabase()
const anInvoice = async (amount: number) => (await invoices([amount]))[0]!

describe('a payment the bank takes back', () => {
  test('opens the invoice again, and takes the credit with it', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_300 }])
    await pay(database.batch, [{ kid: invoice.kid, amount: -2_300 }])
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'sent',
      allocated: 0,
      owed: 2_000,
      credit: 0,
    })
    expect(await lastPayments(database.batch, 2)).toMatchObject([
      { state: 'reversed' },
      { state: 'reversal' },
    ])
  })

  test('is taken back once, and only at the same amount', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    await pay(database.batch, [
      { kid: invoice.kid, amount: -1_999 },
      { kid: invoice.kid, amount: -2_000 },
      { kid: invoice.kid, amount: -2_000 },
    ])
    const without = { state: 'queued', because: 'reversal-without-payment' }
    expect(await lastPayments(database.batch, 3)).toMatchObject([without, { state: 'reversal' }, without])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent', owed: 2_000 })
  })

  test('of two is the later one, which was credit', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    await pay(database.batch, [{ kid: invoice.kid, amount: -2_000 }])
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 0,
    })
  })

  test('may come in the same file, before or after it is paid anew', async () => {
    const invoice = await anInvoice(2_000)
    const [paid, taken] = [
      { kid: invoice.kid, amount: 2_000 },
      { kid: invoice.kid, amount: -2_000 },
    ]
    await pay(database.batch, [paid, taken])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent', allocated: 0 })
    await pay(database.batch, [paid])
    await pay(database.batch, [taken, paid])
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 0,
    })
    expect(await lastPayments(database.batch, 3)).toMatchObject([
      { state: 'reversed' },
      { state: 'reversal' },
      { state: 'allocated' },
    ])
  })

  test('may still wait in the queue, and both are gone from it', async () => {
    const before = await readPaymentQueue(database.batch)
    await pay(database.batch, [{ kid: '8888888888', amount: 700 }])
    await pay(database.batch, [{ kid: '8888888888', amount: -700 }])
    expect(await readPaymentQueue(database.batch)).toEqual(before)
  })

  test('may have been put on its invoice by a person', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: '7777777777', amount: 2_000 }])
    const [payment] = await lastPayments(database.batch, 1)
    await decideQueuedPayment(database.batch, {
      paymentId: payment!.id,
      invoiceId: invoice.id,
      by: DECIDES,
      now: NOW,
    })
    await pay(database.batch, [
      { kid: '7777777777', amount: -2_000 },
      { kid: invoice.kid, amount: 1_000 },
    ])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({
      state: 'partly-paid',
      allocated: 1_000,
    })
  })

  test('without a KID is not guessed by its amount', async () => {
    await pay(database.batch, [{ kid: '', amount: 4_321 }])
    await pay(database.batch, [{ kid: '', amount: -4_321 }])
    expect(await lastPayments(database.batch, 2)).toMatchObject([
      { state: 'queued', because: 'unknown-kid' },
      { state: 'queued', because: 'reversal-without-payment' },
    ])
  })
})
