import { beforeAll, describe, expect, test } from 'vitest'
import { readAccountTotal } from '#ledger/store.ts'
import { decideQueuedPayment } from './decide-payment.ts'
import { importReturnStatus } from './import-return-status.ts'
import { DECIDES, DECIDES_FOR_FJELLINJEN, lastPayments, NOW, pay } from './payments.test-world.ts'
import { readPaymentQueue } from './read-queue.ts'
import { anAccount, LIV, ODD, refundableDatabase, TO_FJELLINJEN, TURID, terms } from './refunds.test-world.ts'
import { approveReturn, askReturn, withdrawReturn } from './return-payment.ts'
import { deliverReturns, sendReturns } from './send-returns.ts'

const { database, invoices, statusReport } = refundableDatabase()
const FROM = anAccount(700)
let kids = 1_000

beforeAll(async () => {
  await database.batch`
    insert into staff_member (company_id, name, email, role) values (2, 'Rita', 'rita@fjellinjen.example', 'reader')`
})

/** A payment to Fjellinjen with a KID nobody knows. */
async function aQueued(amount: number, account: string | null = FROM): Promise<number> {
  await pay(database.batch, [{ kid: String(++kids), amount }], TO_FJELLINJEN)
  const [payment] = await lastPayments(database.batch, 1)
  await database.owner`update payment set debit_account = ${account} where id = ${payment!.id}`
  return payment!.id
}
const ask = (paymentId: number, over: { by?: string; name?: string; because?: string } = {}) =>
  askReturn(database.batch, {
    paymentId,
    by: TURID,
    name: 'Ola Feil',
    because: 'meant for another',
    now: NOW,
    ...over,
  })
const approve = (paymentId: number, by = ODD) => approveReturn(database.batch, { paymentId, by, now: NOW })
const withdraw = (paymentId: number) => withdrawReturn(database.batch, { paymentId, by: LIV, now: NOW })
const send = () => sendReturns(database.batch, { now: NOW, terms })
const stateOf = async (id: number) => {
  const [row] = await database.batch<{ state: string; because: string | null }[]>`
    select state, queued_because as because from payment where id = ${id}`
  return row
}
const unallocated = () => readAccountTotal(database.batch, 'unallocated')
const orderOf = async (paymentId: number) => {
  const [row] = await database.batch<{ messageId: string; paymentId: string; refundId: string }[]>`
    select message_id as "messageId", order_id as "paymentId", end_to_end_id as "refundId"
    from payment_return where payment_id = ${paymentId} order by id desc limit 1`
  return row!
}

describe('money that is nobody’s', () => {
  test('goes back to the account it came from, once another member of staff has approved it', async () => {
    const before = await unallocated()
    const payment = await aQueued(12_345)
    expect(await ask(payment)).toEqual({ state: 'asked' })
    expect(
      (await readPaymentQueue(database.batch)).find(({ paymentId }) => paymentId === payment),
    ).toMatchObject({
      returning: 'asked',
    })
    expect(await send()).toEqual({ returns: 0, refused: [] })
    expect(await approve(payment, TURID)).toEqual({ refused: 'same-person-approves' })
    expect(await approve(payment)).toEqual({ state: 'approved' })
    expect(await send()).toEqual({ returns: 1, refused: [] })
    expect(await send()).toEqual({ returns: 0, refused: [] })
    expect(await stateOf(payment)).toEqual({ state: 'returned', because: null })
    expect(await unallocated()).toBe(before)
    const files = new Map<string, string>()
    const put = (name: string, content: Uint8Array) => {
      files.set(name, Buffer.from(content).toString())
      return Promise.resolve()
    }
    expect(await deliverReturns(database.batch, { put }, NOW)).toBe(1)
    expect(await deliverReturns(database.batch, { put }, NOW)).toBe(0)
    const [content] = [...files.values()]
    for (const part of [FROM, 'Ola Feil', '123.45', '<EndToEndId>B-']) expect(content).toContain(part)
  })

  test('that the bank sends back is gone; what it rejects waits for somebody again, and may be asked for anew', async () => {
    const [gone, stays] = [await aQueued(1_000), await aQueued(2_000)]
    for (const payment of [gone, stays]) {
      await ask(payment)
      await approve(payment)
    }
    await send()
    const answer = async (payment: number, status: 'ACSC' | 'RJCT') => {
      const order = await orderOf(payment)
      const report = statusReport(order, { refunds: { [order.refundId]: status } })
      return importReturnStatus(database.batch, report, { now: NOW })
    }
    expect(await answer(gone, 'ACSC')).toMatchObject({ state: 'paid' })
    expect(await answer(gone, 'ACSC')).toMatchObject({ state: 'paid' })
    expect(await answer(gone, 'RJCT')).toMatchObject({ refused: 'contradicts-earlier-status' })
    expect(await answer(stays, 'RJCT')).toMatchObject({ state: 'rejected' })
    expect(await stateOf(stays)).toEqual({ state: 'queued', because: 'return-rejected' })
    expect(await ask(gone)).toEqual({ refused: 'payment-not-queued' })
    expect(await ask(stays)).toEqual({ state: 'asked' })
  })

  test('is put on no invoice while it is to go back, until that is withdrawn', async () => {
    const [invoice] = await invoices([3_000], { issuerId: 2 })
    const paymentId = await aQueued(3_000)
    const decide = () =>
      decideQueuedPayment(database.batch, {
        paymentId,
        invoiceId: invoice!.id,
        by: DECIDES_FOR_FJELLINJEN,
        now: NOW,
      })
    await ask(paymentId)
    expect(await decide()).toEqual({ refused: 'return-asked' })
    expect(await ask(paymentId)).toEqual({ refused: 'return-asked' })
    await approve(paymentId)
    expect(await withdraw(paymentId)).toEqual({ state: 'withdrawn' })
    expect(await withdraw(paymentId)).toEqual({ refused: 'no-return-asked' })
    expect(await decide()).toEqual({ allocatedOre: 3_000 })
    expect(await ask(paymentId)).toEqual({ refused: 'payment-not-queued' })
  })

  test('that the bank has taken back meanwhile is not sent too', async () => {
    const payment = await aQueued(4_000)
    await ask(payment)
    await approve(payment)
    await pay(database.batch, [{ kid: String(kids), amount: -4_000 }], TO_FJELLINJEN)
    expect(await send()).toEqual({ returns: 0, refused: [] })
    expect(await stateOf(payment)).toMatchObject({ state: 'reversed' })
  })

  test('is asked for with a name and a reason, by staff of the company it came to, and of a known account', async () => {
    const payment = await aQueued(5_000)
    expect(await ask(payment, { name: ' ' })).toEqual({ refused: 'no-name-given' })
    expect(await ask(payment, { because: '' })).toEqual({ refused: 'no-reason-given' })
    expect(await ask(payment, { by: DECIDES })).toEqual({ refused: 'staff-of-another-company' })
    expect(await ask(payment, { by: 'rita@fjellinjen.example' })).toEqual({ refused: 'staff-may-only-read' })
    expect(await ask(999_999)).toEqual({ refused: 'payment-not-queued' })
    expect(await ask(await aQueued(6_000, null))).toEqual({ refused: 'no-account-to-return-to' })
    expect(await ask(await aQueued(-7_000))).toEqual({ refused: 'nothing-to-return' })
    expect(await approve(payment)).toEqual({ refused: 'no-return-asked' })
  })
})
