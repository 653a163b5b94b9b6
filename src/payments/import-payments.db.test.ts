import { describe, expect, test } from 'vitest'
import { importPayments } from './import-payments.ts'
import { bankFile, invoiceAfter, lastPayments, NOW, pay, payableDatabase } from './payments.test-world.ts'
import { readPaymentQueue } from './read-queue.ts'

const { database, invoices } = payableDatabase()
const anInvoice = async (amount: number) => (await invoices([amount]))[0]!
const countRows = async () =>
  (
    await database.batch`select (select count(*) from payment) as payments, (select count(*) from payment_file) as files,
    (select count(*) from posting) as postings, (select count(*) from allocation) as allocations`
  )[0]

describe('a payment by KID', () => {
  test('of exactly what is owed pays the invoice', async () => {
    const invoice = await anInvoice(2_000)
    expect(await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])).toEqual({
      payments: 1,
      sumOre: 2_000,
      duplicates: 0,
      movements: 0,
      alreadyImported: false,
    })
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 0,
    })
    expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'allocated', because: null }])
  })

  test('that is short leaves the rest owed, until the rest comes', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: invoice.kid, amount: 1_500 }])
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'partly-paid',
      allocated: 1_500,
      owed: 500,
      credit: 0,
    })
    expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'allocated' }])
    await pay(database.batch, [{ kid: invoice.kid, amount: 500 }])
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 0,
    })
  })

  test('of more than is owed pays the invoice, and the rest is the customer’s credit', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_700 }])
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 700,
    })
    expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'partly' }])
  })

  test('that comes twice is credit the second time, in one file or in two', async () => {
    const invoice = await anInvoice(2_000)
    const once = { kid: invoice.kid, amount: 2_000 }
    await pay(database.batch, [once, once])
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 2_000,
    })
    expect(await lastPayments(database.batch, 2)).toMatchObject([{ state: 'allocated' }, { state: 'partly' }])
    await pay(database.batch, [once])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'paid', credit: 4_000 })
  })

  test('nobody knows, or none at all, waits in the queue', async () => {
    await pay(database.batch, [
      { kid: '9999999999', amount: 2_400 },
      { kid: '', amount: 100 },
    ])
    const queue = (await readPaymentQueue(database.batch)).slice(-2)
    expect(queue).toMatchObject([
      { issuer: 'ferde', kid: '9999999999', amountOre: 2_400, paidOn: '2019-12-09', because: 'unknown-kid' },
      { kid: '', amountOre: 100, because: 'unknown-kid' },
    ])
  })

  test('is compared exactly: a nought in front makes it another', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: `0${invoice.kid}`, amount: 2_000 }])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent' })
  })

  test('on another issuer’s bank account waits in the queue', async () => {
    const [invoice] = await invoices([2_000], { issuerId: 2 })
    await pay(database.batch, [{ kid: invoice!.kid, amount: 2_000 }])
    expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'queued', because: 'unknown-kid' }])
    expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'sent', allocated: 0 })
    await pay(database.batch, [{ kid: invoice!.kid, amount: 2_000 }], { agreement: '008560002' })
    expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'paid' })
  })

  test.each([
    ['credited', 'invoice-credited'],
    ['replaced-by-reminder', 'invoice-replaced'],
  ])('of an invoice that is %s waits in the queue', async (state, because) => {
    const invoice = await anInvoice(2_000)
    await database.batch`update invoice set state = ${state} where id = ${invoice.id}`
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'queued', because }])
  })
})

describe('a payment file', () => {
  test('that comes again changes nothing, also under an agreement that must be told each time', async () => {
    const bytes = bankFile([{ kid: '12345', amount: 100 }], { agreement: '009999999' })
    expect(await importPayments(database.batch, bytes, { now: NOW })).toMatchObject({
      refused: 'unknown-ocr-agreement',
      detail: '009999999',
    })
    expect(await importPayments(database.batch, bytes, { now: NOW, issuer: 'nobody' })).toMatchObject({
      refused: 'unknown-issuer',
    })
    expect(await importPayments(database.batch, bytes, { now: NOW, issuer: 'ferde' })).toMatchObject({
      payments: 1,
    })
    const before = await countRows()
    expect(await importPayments(database.batch, bytes, { now: NOW + 1 })).toEqual({
      payments: 0,
      sumOre: 0,
      duplicates: 1,
      movements: 0,
      alreadyImported: true,
    })
    expect(await countRows()).toEqual(before)
  })

  test('that brings records again beside new ones books the new ones', async () => {
    const invoice = await anInvoice(2_000)
    const first = { kid: invoice.kid, amount: 500 }
    await pay(database.batch, [first], { number: 900_001 })
    expect(
      await pay(database.batch, [first, { kid: invoice.kid, amount: 700 }], { number: 900_001 }),
    ).toEqual({
      payments: 1,
      sumOre: 700,
      duplicates: 1,
      movements: 0,
      alreadyImported: false,
    })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ allocated: 1_200 })
  })

  test('that brings a record again with another amount or KID is refused whole', async () => {
    const invoice = await anInvoice(2_000)
    const first = { kid: invoice.kid, amount: 500 }
    await pay(database.batch, [first], { number: 900_002 })
    const before = await countRows()
    for (const other of [
      { ...first, amount: 600 },
      { ...first, kid: '' },
    ])
      expect(
        await importPayments(
          database.batch,
          bankFile([other, { kid: invoice.kid, amount: 700 }], { number: 900_002 }),
          {
            now: NOW,
          },
        ),
      ).toMatchObject({ refused: 'payment-changed' })
    expect(await countRows()).toEqual(before)
  })

  test.each([
    ['a sum that disagrees', (text: string) => text.replace(/(NY000089.{32})\d/, '$19'), 'sum-disagrees'],
    [
      'a count that disagrees',
      (text: string) => text.replace('NY09008800000002', 'NY09008800000003'),
      'count-disagrees',
    ],
    ['its end missing', (text: string) => text.replace(/NY000089.*\r\n/, ''), 'no-end-record'],
  ])('with %s is refused whole, and nothing is booked', async (_, spoil, refused) => {
    const invoice = await anInvoice(2_000)
    const before = await countRows()
    const text = bankFile([
      { kid: invoice.kid, amount: 2_000 },
      { kid: '12345', amount: 100 },
    ]).toString('latin1')
    expect(
      await importPayments(database.batch, Buffer.from(spoil(text), 'latin1'), { now: NOW }),
    ).toMatchObject({ refused })
    expect(await countRows()).toEqual(before)
    expect(await importPayments(database.batch, Buffer.from(text, 'latin1'), { now: NOW })).toMatchObject({
      payments: 2,
    })
  })

  test('without payments is a file all the same', async () => {
    expect(await pay(database.batch, [])).toEqual({
      payments: 0,
      sumOre: 0,
      duplicates: 0,
      movements: 0,
      alreadyImported: false,
    })
  })
})
