import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { chargePosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import { anAgreement, aPerson } from '#test/world.ts'
import { undoAllocation } from './decide-payment.ts'
import { importRefundStatus } from './import-refund-status.ts'
import { DECIDES_FOR_FJELLINJEN, invoiceAfter, lastPayments, NOW, pay } from './payments.test-world.ts'
import { readRefunds } from './read-refunds.ts'
import { refundableDatabase, TO_FJELLINJEN, terms } from './refunds.test-world.ts'
import { settleRefunds } from './settle-refunds.ts'

const world = refundableDatabase()
const { database, hasOverpaid, hasAccount, hasSent, asked, ask, send, statesOf, answer, statusReport } = world
const queued = async (partyId: number) =>
  (await readRefunds(database.batch, { now: NOW, terms })).filter((row) => row.partyId === partyId)

describe('the bank’s answer', () => {
  test('that it has paid is the end of it', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    expect(await answer(order, { refunds: { [`R-${refundId}`]: 'ACSC' } })).toMatchObject({
      paid: 1,
      rejected: 0,
    })
    expect(await statesOf(customer.partyId)).toEqual(['paid'])
    expect(await queued(customer.partyId)).toEqual([])
  })

  test('that it has taken the order in changes nothing yet', async () => {
    const { customer, ...order } = await hasSent(500)
    for (const status of ['ACTC', 'ACCP', 'PDNG'])
      expect(await answer(order, { status })).toMatchObject({ paid: 0, rejected: 0, waiting: 1 })
    expect(await statesOf(customer.partyId)).toEqual(['sent'])
  })

  test('that it will not pay gives the customer the credit back, and shows in the queue', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    expect(await answer(order, { refunds: { [`R-${refundId}`]: 'RJCT AC04' } })).toMatchObject({
      paid: 0,
      rejected: 1,
    })
    expect(await invoiceAfter(database.batch, customer)).toMatchObject({ owed: 0, credit: 500 })
    expect(await queued(customer.partyId)).toMatchObject([{ state: 'rejected', rejectedBecause: 'AC04' }])
  })

  test('of a wrong account asks for another one before it is paid again', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    await answer(order, { refunds: { [`R-${refundId}`]: 'RJCT AC01' } })
    await asked({ partyId: customer.partyId })
    expect(await queued(customer.partyId)).toMatchObject([{ state: 'approved', waitsFor: 'other-account' }])
    expect(await send()).toMatchObject({ refunds: 0, waiting: { 'other-account': 1 } })
    await hasAccount(customer.partyId)
    expect(await send()).toMatchObject({ refunds: 1 })
    expect(await statesOf(customer.partyId)).toEqual(['rejected', 'sent'])
  })

  test('for a fault that is not the account’s, the same account is paid to again', async () => {
    const { customer, ...order } = await hasSent(500)
    await answer(order, { status: 'RJCT' })
    await asked({ partyId: customer.partyId })
    expect(await send()).toMatchObject({ refunds: 1, waiting: {} })
  })

  test('may be for one of many, and the others wait', async () => {
    const [kari, amir] = [await hasOverpaid(500), await hasOverpaid(600)]
    for (const { partyId } of [kari, amir]) await hasAccount(partyId)
    const { refunds } = await asked({ partyId: kari.partyId })
    await asked({ partyId: amir.partyId })
    await send()
    const [order] = await database.batch<{ messageId: string; paymentId: string }[]>`
      select f.message_id as "messageId", f.payment_id as "paymentId"
      from refund r join refund_file f on f.id = r.file_id where r.id = ${refunds[0] ?? 0}`
    const told = { status: 'PART', refunds: { [`R-${refunds[0]}`]: 'RJCT AC01' } }
    expect(await answer(order!, told)).toMatchObject({ rejected: 1, waiting: 1 })
    expect(await statesOf(kari.partyId)).toEqual(['rejected'])
    expect(await statesOf(amir.partyId)).toEqual(['sent'])
  })

  test('that comes again changes nothing, in the same bytes or others', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    const told = { refunds: { [`R-${refundId}`]: 'RJCT AC04' } }
    const bytes = statusReport(order, told)
    const take = () => importRefundStatus(database.batch, bytes, { now: NOW })
    await Promise.all([take(), take(), take()])
    expect(await take()).toEqual({ paid: 0, rejected: 0, waiting: 0, alreadyImported: true })
    expect(await answer(order, told)).toMatchObject({ rejected: 0, alreadyImported: false })
    expect(await invoiceAfter(database.batch, customer)).toMatchObject({ credit: 500 })
  })

  test('of an order or a refund that is not ours is refused whole', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    const mine = { [`R-${refundId}`]: 'ACSC' }
    expect(await answer({ ...order, messageId: 'R-2-20191210-999' }, { status: 'RJCT' })).toEqual({
      refused: 'unknown-order',
      detail: 'R-2-20191210-999',
    })
    expect(await answer({ ...order, paymentId: 'P-1' }, { refunds: mine })).toEqual({
      refused: 'unknown-order',
      detail: 'P-1',
    })
    expect(await answer(order, { refunds: { ...mine, 'R-999999': 'ACSC' } })).toEqual({
      refused: 'unknown-refund',
      detail: 'R-999999',
    })
    expect(await statesOf(customer.partyId)).toEqual(['sent'])
  })

  test('that contradicts an earlier one is refused whole', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    const told = (status: string) => answer(order, { refunds: { [`R-${refundId}`]: status } })
    await told('ACSC')
    expect(await told('RJCT AC04')).toEqual({
      refused: 'contradicts-earlier-status',
      detail: `R-${refundId}`,
    })
    expect(await statesOf(customer.partyId)).toEqual(['paid'])
    expect(await invoiceAfter(database.batch, customer)).toMatchObject({ credit: 0 })
  })

  test('in no XML we know is refused', async () => {
    const doctype = Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><Document/>')
    expect(await importRefundStatus(database.batch, doctype, { now: NOW })).toHaveProperty('refused')
    expect(await importRefundStatus(database.batch, Buffer.from(''), { now: NOW })).toHaveProperty('refused')
  })
})

describe('the statement', () => {
  let references = 0

  /** As `import-payments` keeps what moved on an account and is no payment in. */
  async function moves(refundId: number, amount: number, because: 'debit' | 'returned') {
    const reference = `M${++references}`
    await database.batch`
      with file as (
        insert into payment_file (sha256, format, transmission_number, state, declared_count, declared_sum_ore, received_at)
        values (${reference}, 'camt.054', ${reference}, 'closed', 1, ${amount}, now()) returning id)
      insert into bank_movement (file_id, record_number, issuer_id, bank_ref, because, amount_ore, booked_on, end_to_end_id)
      select id, 1, 2, ${reference}, ${because}, ${amount}, '2019-12-10', ${`R-${refundId}`} from file`
    return settleRefunds(database.batch, { now: NOW })
  }

  test('tells that a refund has left our account, once', async () => {
    const { customer, refundId } = await hasSent(500)
    expect(await moves(refundId, -500, 'debit')).toEqual({ paid: 1, returned: 0 })
    expect(await settleRefunds(database.batch, { now: NOW })).toEqual({ paid: 0, returned: 0 })
    expect(await statesOf(customer.partyId)).toEqual(['paid'])
  })

  test('of another amount tells nothing', async () => {
    const { customer, refundId } = await hasSent(500)
    expect(await moves(refundId, -499, 'debit')).toEqual({ paid: 0, returned: 0 })
    expect(await statesOf(customer.partyId)).toEqual(['sent'])
  })

  test('tells that the money came back: the customer has the credit, and needs another account', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    await answer(order, { status: 'ACSC' })
    await moves(refundId, -500, 'debit')
    expect(await moves(refundId, 500, 'returned')).toEqual({ paid: 0, returned: 1 })
    expect(await settleRefunds(database.batch, { now: NOW })).toEqual({ paid: 0, returned: 0 })
    expect(await invoiceAfter(database.batch, customer)).toMatchObject({ credit: 500 })
    await asked({ partyId: customer.partyId })
    expect(await queued(customer.partyId)).toMatchObject([{ state: 'approved', waitsFor: 'other-account' }])
  })
})

describe('a payment taken back', () => {
  const takeBack = (kid: string, amount: number) =>
    pay(database.batch, [{ kid, amount: -amount }], TO_FJELLINJEN)

  test('before its credit is sent to the bank: nothing is paid out', async () => {
    const kari = await hasOverpaid(500)
    await hasAccount(kari.partyId)
    await asked({ partyId: kari.partyId })
    await takeBack(kari.kid, 2_500)
    expect(await statesOf(kari.partyId)).toEqual(['withdrawn'])
    expect(await send()).toMatchObject({ refunds: 0 })
    expect(await invoiceAfter(database.batch, kari)).toMatchObject({ state: 'sent', owed: 2_000, credit: 0 })
    expect(await ask({ partyId: kari.partyId })).toEqual({ refused: 'nothing-to-refund' })
  })

  test('after its credit is paid out: the customer owes it, and the queue says so', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    await answer(order, { refunds: { [`R-${refundId}`]: 'ACSC' } })
    await takeBack(customer.kid, 2_500)
    expect(await invoiceAfter(database.batch, customer)).toMatchObject({ owed: 2_500, credit: 0 })
    expect(await queued(customer.partyId)).toMatchObject([{ state: 'paid', owedBackOre: 500 }])
  })

  test('and then the refund rejected: the customer owes it no longer', async () => {
    const { customer, refundId, ...order } = await hasSent(500)
    await takeBack(customer.kid, 2_500)
    await answer(order, { refunds: { [`R-${refundId}`]: 'RJCT AC04' } })
    expect(await invoiceAfter(database.batch, customer)).toMatchObject({ owed: 2_000, credit: 0 })
    expect(await queued(customer.partyId)).toEqual([])
    expect(await ask({ partyId: customer.partyId })).toEqual({ refused: 'nothing-to-refund' })
  })

  test('while it is sent, is either not paid out or owed back', async () => {
    const kari = await hasOverpaid(500)
    await hasAccount(kari.partyId)
    await asked({ partyId: kari.partyId })
    await Promise.all([send(), takeBack(kari.kid, 2_500)])
    const [state] = await statesOf(kari.partyId)
    expect(await invoiceAfter(database.batch, kari)).toMatchObject({
      owed: state === 'sent' ? 2_500 : 2_000,
      credit: 0,
    })
  })

  test('by a person, who only thinks it was put wrongly, is refused: the money is not here', async () => {
    await hasSent(500)
    const [payment] = await lastPayments(database.batch, 1)
    expect(
      await undoAllocation(database.batch, { paymentId: payment!.id, by: DECIDES_FOR_FJELLINJEN, now: NOW }),
    ).toEqual({
      refused: 'credit-refunded',
    })
  })
})

describe('a credit note', () => {
  test('is paid out as toll that was wrongly charged, and the schema knows no reason beyond terms 3.3', async () => {
    const partyId = await owedToGro(-500, 'correction')
    await hasAccount(partyId)
    const { refunds } = await asked({ partyId })
    const [refund] =
      await database.batch`select reason, amount_ore as ore from refund where id = ${refunds[0]!}`
    expect(refund).toEqual({ reason: 'wrongly-charged-toll', ore: 500 })
    await expect(
      database.owner`update refund set reason = 'goodwill' where id = ${refunds[0]!}`,
    ).rejects.toThrow('refund_reason_check')
    expect(await send()).toMatchObject({ refunds: 1, sumOre: 500 })
    expect(await ask({ partyId })).toEqual({ refused: 'nothing-to-refund' })
  })

  test('of nothing but deposits is paid out as deposit', async () => {
    const partyId = await owedToGro(-20_000, 'deposit')
    const { refunds } = await asked({ partyId, reason: 'deposit' })
    expect(await database.batch`select reason from refund where id = ${refunds[0]!}`).toEqual([
      { reason: 'deposit' },
    ])
  })

  let charges = 777
  const invoicing = parseInvoicingTerms(
    JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
  )

  /** Her agreement has ended, and she is owed what was charged: a credit note. */
  async function owedToGro(amount: number, kind: string): Promise<number> {
    const db = database.batch
    const partyId = await aPerson(db, { name: 'Gro' })
    const { id: agreementId } = await anAgreement(db, { partyId, issuerId: 2 })
    await db`update agreement set valid_to = '2019-12-01' where id = ${agreementId}`
    const refId = ++charges
    await inTransaction(db, async (tx) => {
      await tx`
        insert into charge (id, month_on, party_id, agreement_id, issuer_id, charger_id, kind, tariff_ore, amount_ore, because, created_at)
        values (${refId}, '2019-12-01', ${partyId}, ${agreementId}, 2, 1, ${kind}, ${amount}, ${amount}, '[]', '2019-12-02')`
      const posting = chargePosting({
        refId,
        partyId,
        agreementId,
        issuerId: 2,
        chargerId: 1,
        amount: ore(amount),
        against: 'toll-payable',
      })
      await book(tx, posting ? [posting] : [], NOW - 86_400_000)
    })
    const how = { asOf: '2019-12-10', now: NOW, newId: randomUUID, terms: invoicing }
    await issueInvoices(db, { ...how, of: 'everything' })
    return partyId
  }
})
