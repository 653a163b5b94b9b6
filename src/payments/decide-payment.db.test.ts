import { describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { askRefunds } from './ask-refunds.ts'
import { creditQueuedPayment, decideQueuedPayment, undoAllocation } from './decide-payment.ts'
import {
  DECIDES,
  DECIDES_FOR_FJELLINJEN,
  invoiceAfter,
  lastPayments,
  NOW,
  pay,
  payableDatabase,
} from './payments.test-world.ts'
import { readPaymentQueue } from './read-queue.ts'
import { terms } from './refunds.test-world.ts'
import { askReturn } from './return-payment.ts'

const { database, invoices } = payableDatabase()
const anInvoice = async (amount: number) => (await invoices([amount]))[0]!
const decide = (paymentId: number, invoiceId: number) =>
  decideQueuedPayment(database.batch, { paymentId, invoiceId, by: DECIDES, now: NOW })
const undo = (paymentId: number) => undoAllocation(database.batch, { paymentId, by: DECIDES, now: NOW })

let unknownKids = 1_000

/** A payment with a KID nobody knows. */
async function aQueued(amount: number): Promise<number> {
  await pay(database.batch, [{ kid: String(++unknownKids), amount }])
  return (await lastPayments(database.batch, 1))[0]!.id
}

describe('a queued payment', () => {
  test('is put on the invoice a person says', async () => {
    const invoice = await anInvoice(2_000)
    const payment = await aQueued(2_000)
    expect((await readPaymentQueue(database.batch)).map(({ paymentId }) => paymentId)).toContain(payment)
    expect(await decide(payment, invoice.id)).toEqual({ allocatedOre: 2_000 })
    expect(await invoiceAfter(database.batch, invoice)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 0,
    })
    const by = await database.batch`select decided_by, party_id from allocation where payment_id = ${payment}`
    expect([...by]).toEqual([{ decided_by: 'person', party_id: invoice.partyId }])
    expect((await readPaymentQueue(database.batch)).map(({ paymentId }) => paymentId)).not.toContain(payment)
  })

  test('of more than is owed leaves a credit', async () => {
    const invoice = await anInvoice(2_000)
    expect(await decide(await aQueued(2_500), invoice.id)).toEqual({ allocatedOre: 2_000 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'paid', credit: 500 })
  })

  test('is not decided twice, nor by two at once', async () => {
    const [one, two] = await invoices([2_000, 2_000])
    const payment = await aQueued(2_000)
    const results = await Promise.all([
      decide(payment, one!.id),
      decide(payment, two!.id),
      decide(payment, one!.id),
    ])
    expect(results.filter(isRefusal)).toEqual([
      { refused: 'payment-not-queued' },
      { refused: 'payment-not-queued' },
    ])
    expect(await decide(payment, one!.id)).toEqual({ refused: 'payment-not-queued' })
  })

  test('asks for an invoice that is there, of the company that was paid, and open', async () => {
    const payment = await aQueued(2_000)
    expect(await decide(999_999, 1)).toEqual({ refused: 'payment-not-queued' })
    expect(await decide(payment, 999_999)).toEqual({ refused: 'unknown-invoice' })
    const [others] = await invoices([2_000], { issuerId: 2 })
    expect(await decide(payment, others!.id)).toEqual({ refused: 'unknown-invoice' })
    const paid = await anInvoice(1_000)
    await pay(database.batch, [{ kid: paid.kid, amount: 1_000 }])
    expect(await decide(payment, paid.id)).toEqual({ refused: 'invoice-already-paid' })
    const credited = await anInvoice(1_000)
    await database.batch`update invoice set state = 'credited' where id = ${credited.id}`
    expect(await decide(payment, credited.id)).toEqual({ refused: 'invoice-takes-no-payment' })
    expect((await lastPayments(database.batch, 2))[0]).toMatchObject({
      id: payment,
      state: 'queued',
      because: 'unknown-kid',
    })
  })
})

describe('a payment of an invoice that takes none', () => {
  const credit = (paymentId: number, invoiceId: number, by = DECIDES) =>
    creditQueuedPayment(database.batch, { paymentId, invoiceId, by, now: NOW })

  /** Credited while the payment was on its way, which came by Vipps or from an account that the bank did not tell. */
  async function paidAfterCredit() {
    const invoice = await anInvoice(2_000)
    await database.batch`update invoice set state = 'credited' where id = ${invoice.id}`
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    const [payment] = await lastPayments(database.batch, 1)
    expect(payment).toMatchObject({ state: 'queued', because: 'invoice-credited' })
    await database.owner`update payment set debit_account = null where id = ${payment!.id}`
    return { invoice, paymentId: payment!.id }
  }

  test('is made its customer’s credit, which is asked out like any other; who decided is kept', async () => {
    const { invoice, paymentId } = await paidAfterCredit()
    expect(await decide(paymentId, invoice.id)).toEqual({ refused: 'invoice-takes-no-payment' })
    expect(await credit(paymentId, invoice.id)).toEqual({ creditOre: 2_000 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({
      state: 'credited',
      allocated: 0,
      credit: 2_000,
    })
    expect((await readPaymentQueue(database.batch)).map((one) => one.paymentId)).not.toContain(paymentId)
    expect(await credit(paymentId, invoice.id)).toEqual({ refused: 'payment-not-queued' })
    const { partyId } = invoice
    const asked = await askRefunds(database.batch, { now: NOW, terms, partyId })
    expect(asked).toMatchObject({ sumOre: 2_000, refunds: [expect.any(Number)] })
    expect(await undo(paymentId)).toEqual({ undone: true })
    const [refund] = await database.batch`select state from refund where party_id = ${partyId}`
    expect(refund).toEqual({ state: 'withdrawn' })
    const kept = await database.batch`
      select decided, invoice_id from payment_decision where payment_id = ${paymentId} order by id`
    expect([...kept]).toEqual([
      { decided: 'credited', invoice_id: invoice.id },
      { decided: 'undone', invoice_id: null },
    ])
  })

  test('taken back, it waits in the queue, and may be put on another invoice', async () => {
    const { invoice, paymentId } = await paidAfterCredit()
    await credit(paymentId, invoice.id)
    await undo(paymentId)
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'credited', credit: 0 })
    const other = await anInvoice(2_000)
    expect(await decide(paymentId, other.id)).toEqual({ allocatedOre: 2_000 })
  })

  test('which the bank takes back is credit no more', async () => {
    const { invoice, paymentId } = await paidAfterCredit()
    await credit(paymentId, invoice.id)
    await pay(database.batch, [{ kid: invoice.kid, amount: -2_000 }])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ credit: 0 })
    expect(await lastPayments(database.batch, 2)).toMatchObject([
      { state: 'reversed' },
      { state: 'reversal' },
    ])
  })

  test('may be of a paid one, and is put on one that takes payment instead', async () => {
    const [paid, open] = await invoices([1_000, 1_000])
    await pay(database.batch, [{ kid: paid!.kid, amount: 1_000 }])
    const paymentId = await aQueued(700)
    expect(await credit(paymentId, open!.id)).toEqual({ refused: 'invoice-takes-payment' })
    expect(await credit(paymentId, 999_999)).toEqual({ refused: 'unknown-invoice' })
    expect(await credit(paymentId, paid!.id, DECIDES_FOR_FJELLINJEN)).toEqual({
      refused: 'staff-of-another-company',
    })
    expect(await credit(paymentId, paid!.id)).toEqual({ creditOre: 700 })
    expect(await invoiceAfter(database.batch, paid!)).toMatchObject({ state: 'paid', credit: 700 })
  })

  test('is nobody’s credit where the bank takes back what nobody knows', async () => {
    const { invoice } = await paidAfterCredit()
    await pay(database.batch, [{ kid: String(++unknownKids), amount: -300 }])
    const [reversal] = await lastPayments(database.batch, 1)
    expect(await credit(reversal!.id, invoice.id)).toEqual({ refused: 'nothing-to-credit' })
  })

  test('and is on its way back to its account is not decided on', async () => {
    const { invoice, paymentId } = await paidAfterCredit()
    await database.owner`update payment set debit_account = '15030000002' where id = ${paymentId}`
    const asked = { paymentId, by: DECIDES, now: NOW, name: 'Kari Nordmann', because: 'credited' }
    expect(await askReturn(database.batch, asked)).toEqual({ state: 'asked' })
    expect(await credit(paymentId, invoice.id)).toEqual({ refused: 'return-asked' })
  })
})

describe('who decides', () => {
  test('is kept, with what was decided', async () => {
    const invoice = await anInvoice(2_000)
    const paymentId = await aQueued(2_000)
    await decide(paymentId, invoice.id)
    await undo(paymentId)
    const kept = await database.batch`
      select d.decided, d.invoice_id, s.email from payment_decision d join staff_member s on s.id = d.staff_id
      where d.payment_id = ${paymentId} order by d.id`
    expect([...kept]).toEqual([
      { decided: 'allocated', invoice_id: invoice.id, email: DECIDES },
      { decided: 'undone', invoice_id: null, email: DECIDES },
    ])
  })

  test('is staff of the company that was paid, in a role that decides', async () => {
    await database.batch`
      insert into staff_member (company_id, name, email, role) values (1, 'Rita', 'rita@ferde.example', 'reader')`
    const invoice = await anInvoice(2_000)
    const paymentId = await aQueued(2_000)
    const as = (by: string) =>
      decideQueuedPayment(database.batch, { paymentId, invoiceId: invoice.id, by, now: NOW })
    expect(await as('nobody@ferde.example')).toEqual({ refused: 'unknown-staff' })
    expect(await as('rita@ferde.example')).toEqual({ refused: 'staff-may-only-read' })
    expect(await as(DECIDES_FOR_FJELLINJEN)).toEqual({ refused: 'staff-of-another-company' })
    await decide(paymentId, invoice.id)
    expect(await undoAllocation(database.batch, { paymentId, by: DECIDES_FOR_FJELLINJEN, now: NOW })).toEqual(
      {
        refused: 'staff-of-another-company',
      },
    )
  })
})

describe('a decision', () => {
  test('is taken back and taken anew as often as need be', async () => {
    const [one, two] = await invoices([2_000, 3_000])
    const payment = await aQueued(2_400)
    for (let time = 0; time < 2; time++) {
      expect(await decide(payment, one!.id)).toEqual({ allocatedOre: 2_000 })
      expect(await undo(payment)).toEqual({ undone: true })
      expect(await invoiceAfter(database.batch, one!)).toEqual({
        state: 'sent',
        allocated: 0,
        owed: 2_000,
        credit: 0,
      })
      expect(await lastPayments(database.batch, 1)).toMatchObject([
        { state: 'queued', because: 'decision-undone' },
      ])
    }
    expect(await decide(payment, two!.id)).toEqual({ allocatedOre: 2_400 })
    expect(await invoiceAfter(database.batch, two!)).toMatchObject({ state: 'partly-paid', owed: 600 })
  })

  test('made by the KID is taken back too, and so is a double payment’s credit', async () => {
    const [one, two] = await invoices([2_000, 2_000])
    await pay(database.batch, [
      { kid: one!.kid, amount: 2_000 },
      { kid: one!.kid, amount: 2_000 },
    ])
    const [first, second] = await lastPayments(database.batch, 2)
    expect(await undo(second!.id)).toEqual({ undone: true })
    expect(await invoiceAfter(database.batch, one!)).toMatchObject({ state: 'paid', credit: 0 })
    expect(await decide(second!.id, two!.id)).toEqual({ allocatedOre: 2_000 })
    expect(await undo(first!.id)).toEqual({ undone: true })
    expect(await invoiceAfter(database.batch, one!)).toMatchObject({ state: 'sent', owed: 2_000 })
  })

  test('is not taken back where there is none, nor twice', async () => {
    const invoice = await anInvoice(2_000)
    expect(await undo(999_999)).toEqual({ refused: 'payment-not-allocated' })
    expect(await undo(await aQueued(100))).toEqual({ refused: 'payment-not-allocated' })
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    const [payment] = await lastPayments(database.batch, 1)
    const results = await Promise.all([undo(payment!.id), undo(payment!.id)])
    expect(results.filter(isRefusal)).toHaveLength(1)
    await pay(database.batch, [{ kid: invoice.kid, amount: -2_000 }])
    for (const { id } of await lastPayments(database.batch, 2))
      expect(await undo(id)).toEqual({ refused: 'payment-not-allocated' })
  })
})

describe('a queued reversal', () => {
  test('takes back the payment of the invoice a person says', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    const reversal = await aQueued(-2_000)
    expect(await decide(reversal, invoice.id)).toEqual({ allocatedOre: -2_000 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({
      state: 'sent',
      allocated: 0,
      owed: 2_000,
    })
    expect(await lastPayments(database.batch, 2)).toMatchObject([
      { state: 'reversed' },
      { state: 'reversal' },
    ])
  })

  test('takes back one that a person had put there', async () => {
    const invoice = await anInvoice(2_000)
    await decide(await aQueued(1_200), invoice.id)
    expect(await decide(await aQueued(-1_200), invoice.id)).toEqual({ allocatedOre: -1_200 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'sent', allocated: 0 })
  })

  test('asks for a payment of its amount', async () => {
    const invoice = await anInvoice(2_000)
    await pay(database.batch, [{ kid: invoice.kid, amount: 2_000 }])
    expect(await decide(await aQueued(-1_999), invoice.id)).toEqual({ refused: 'no-payment-to-reverse' })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ state: 'paid' })
  })
})
