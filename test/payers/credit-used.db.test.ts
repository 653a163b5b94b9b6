import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { askOwedBack } from '#dunning/ask-owed-back.ts'
import { parseChannelTerms } from '#invoices/channel-terms.ts'
import { parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { issueInvoices } from '#invoices/issue-invoices.ts'
import { readEInvoices } from '#invoices/read-e-invoices.ts'
import { readInvoiceDocument } from '#invoices/read-invoice-document.ts'
import { INVARIANTS } from '#jobs/invariants.ts'
import { undoAllocation } from '#payments/decide-payment.ts'
import {
  DECIDES_FOR_FJELLINJEN,
  drove,
  invoiceAfter,
  lastPayments,
  NOW,
  pay,
  type TestInvoice,
} from '#payments/payments.test-world.ts'
import { DAY_MS, refundableDatabase, TO_FJELLINJEN, TURID } from '#payments/refunds.test-world.ts'
import { settleRefunds } from '#payments/settle-refunds.ts'

const { database, hasOverpaid, hasAccount, hasSent, asked, send, statesOf, answer } = refundableDatabase()
const terms = parseInvoicingTerms(
  JSON.parse(readFileSync(new URL('../../data/invoicing.json', import.meta.url), 'utf8')),
)

const channels = parseChannelTerms(
  JSON.parse(readFileSync(new URL('../../data/channels.json', import.meta.url), 'utf8')),
)

/** What only these tests reach: that the books still say what the rows say. */
afterEach(async () => {
  for (const { code, sql } of INVARIANTS.filter((one) =>
    /^I(13|14|15|15b|15c|29|29b|39|39b)$/.test(one.code),
  ))
    expect({ code, broken: [...(await database.batch.unsafe(sql))] }).toEqual({ code, broken: [] })
})

function issue(now = NOW) {
  return issueInvoices(database.batch, {
    asOf: '2019-12-10',
    now,
    newId: randomUUID,
    terms,
    channels,
    of: 'everything',
  })
}

/** The next invoice after such a passage. */
async function nextInvoice(first: TestInvoice, amount: number): Promise<TestInvoice> {
  await drove(database.batch, first, amount)
  await issue()
  const [row] = await database.batch<TestInvoice[]>`
    select id, kid, party_id as "partyId" from invoice where party_id = ${first.partyId} order by id desc limit 1`
  if (!row || row.id === first.id) throw new Error('no next invoice')
  return row
}

describe('what a customer has to good', () => {
  test('is used on the next invoice of the issuer, and the rest is to be paid', async () => {
    const kari = await hasOverpaid(500)
    const next = await nextInvoice(kari, 2_000)
    expect(await invoiceAfter(database.batch, next)).toEqual({
      state: 'partly-paid',
      allocated: 500,
      owed: 1_500,
      credit: 0,
    })
    const document = await readInvoiceDocument(database.batch, next.id)
    expect(document).toMatchObject({ total: 2_000, creditUsed: 500 })
    await pay(database.batch, [{ kid: next.kid, amount: 1_500 }], TO_FJELLINJEN)
    expect(await invoiceAfter(database.batch, next)).toMatchObject({ state: 'paid', owed: 0, credit: 0 })
    // The paper says what it said, whatever has come in since.
    expect(await readInvoiceDocument(database.batch, next.id)).toEqual(document)
  })

  test('that covers an invoice pays it at once, and what is left is used on the one after', async () => {
    const kari = await hasOverpaid(3_000)
    const next = await nextInvoice(kari, 2_000)
    expect(await invoiceAfter(database.batch, next)).toEqual({
      state: 'paid',
      allocated: 2_000,
      owed: 0,
      credit: 1_000,
    })
    const last = await nextInvoice(kari, 1_600)
    expect(await invoiceAfter(database.batch, last)).toEqual({
      state: 'partly-paid',
      allocated: 1_000,
      owed: 600,
      credit: 0,
    })
  })

  test('that covers all of an invoice leaves nothing to claim of an account: it goes by another channel', async () => {
    const kari = await hasOverpaid(3_000)
    await database.owner`
      insert into mandate_file (sha256, transmission_number, declared_count, received_at) values ('covered', '0000009', 1, now())`
    await database.owner`
      insert into mandate (issuer_id, kid, party_id, agreement_id, wants_notice, file_id, given_at)
      select issuer_id, kid, party_id, agreement_id, true, (select max(id) from mandate_file), now() from invoice where id = ${kari.id}`
    const channelOf = async (amount: number) => {
      const { id } = await nextInvoice(kari, amount)
      const [row] = await database.batch<
        { channel: string }[]
      >`select channel from delivery where invoice_id = ${id}`
      return row?.channel
    }
    expect(await channelOf(2_000)).toBe('e-mail')
    expect(await channelOf(2_000)).toBe('avtalegiro')
  })

  test('is used once by two runs at a time, and a run again uses nothing', async () => {
    const kari = await hasOverpaid(500)
    await drove(database.batch, kari, 2_000)
    const runs = await Promise.all([issue(), issue(), issue()])
    expect(runs.reduce((sum, { issued }) => sum + issued, 0)).toBe(1)
    expect(await issue()).toMatchObject({ issued: 0 })
    const uses =
      await database.batch`select amount_ore as ore from credit_use where party_id = ${kari.partyId}`
    expect(uses).toEqual([{ ore: 500 }])
  })

  test('of a credit note is used too', async () => {
    const kari = await hasOverpaid(0)
    await drove(database.batch, kari, -700)
    await database.owner`update charge set created_at = '2019-01-02' where party_id = ${kari.partyId} and amount_ore < 0`
    const creditAfter = [{ issuer: 'all', from: '2015-01-01', source: 'test', value: { months: 3 } }]
    await issueInvoices(database.batch, {
      asOf: '2019-12-10',
      now: NOW,
      newId: randomUUID,
      terms: { ...terms, creditAfter },
      of: 'everything',
    })
    const next = await nextInvoice(kari, 2_000)
    expect(await invoiceAfter(database.batch, next)).toEqual({
      state: 'partly-paid',
      allocated: 700,
      owed: 1_300,
      credit: 0,
    })
  })

  test('goes as prepaid in the e-invoice, and is not asked for', async () => {
    const kari = await hasOverpaid(500)
    await database.owner`
      update party set organisation_number = '987654325', kind = 'organisation' where id = ${kari.partyId}`
    const next = await nextInvoice(kari, 2_000)
    const [row] = await database.batch<{ publicId: string }[]>`
      select public_id as "publicId" from invoice where id = ${next.id}`
    for await (const made of readEInvoices(database.batch)) {
      if (made.publicId !== row?.publicId || !('xml' in made)) continue
      expect(made.xml).toContain('<cbc:PrepaidAmount currencyID="NOK">5.00</cbc:PrepaidAmount>')
      expect(made.xml).toContain('<cbc:PayableAmount currencyID="NOK">15.00</cbc:PayableAmount>')
      return
    }
    throw new Error('no e-invoice was made')
  })

  test('is asked for again where the bank takes back the payment that it came from', async () => {
    const kari = await hasOverpaid(500)
    const next = await nextInvoice(kari, 2_000)
    await pay(database.batch, [{ kid: kari.kid, amount: -2_500 }], TO_FJELLINJEN)
    expect(await invoiceAfter(database.batch, next)).toEqual({
      state: 'sent',
      allocated: 0,
      owed: 4_000,
      credit: 0,
    })
    expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'reversal' }])
    // It was used, and the invoice still says so.
    expect(await readInvoiceDocument(database.batch, next.id)).toMatchObject({ creditUsed: 500 })
  })

  test('is open again where a person takes back the decision on that payment', async () => {
    const kari = await hasOverpaid(500)
    const next = await nextInvoice(kari, 2_000)
    const [payment] = await database.batch<{ id: number }[]>`select id from payment where kid = ${kari.kid}`
    expect(
      await undoAllocation(database.batch, {
        paymentId: payment?.id ?? 0,
        by: DECIDES_FOR_FJELLINJEN,
        now: NOW,
      }),
    ).toEqual({
      undone: true,
    })
    expect(await invoiceAfter(database.batch, next)).toEqual({
      state: 'sent',
      allocated: 0,
      owed: 4_000,
      credit: 0,
    })
  })
})

describe('beside refunds', () => {
  test('a refund by rule that waits for an account gives way, and of what is left one is asked for', async () => {
    const kari = await hasOverpaid(500)
    await asked()
    expect(await statesOf(kari.partyId)).toEqual(['approved'])
    await nextInvoice(kari, 300)
    await asked()
    expect(await statesOf(kari.partyId)).toEqual(['withdrawn', 'approved'])
    await hasAccount(kari.partyId)
    expect(await send()).toMatchObject({ sumOre: 200 })
    expect((await invoiceAfter(database.batch, kari)).credit).toBe(0)
  })

  test('what is on its way to the customer’s account is not used', async () => {
    const kari = await hasOverpaid(500)
    await hasAccount(kari.partyId)
    await asked()
    const next = await nextInvoice(kari, 2_000)
    expect(await invoiceAfter(database.batch, next)).toMatchObject({
      state: 'sent',
      owed: 2_000,
      credit: 500,
    })
    await send()
  })

  test('what a member of staff has asked to be paid out is not used', async () => {
    const kari = await hasOverpaid(500)
    await asked({ partyId: kari.partyId, by: TURID })
    const next = await nextInvoice(kari, 2_000)
    expect(await invoiceAfter(database.batch, next)).toMatchObject({ state: 'sent', credit: 500 })
  })

  test('a refund taken back covers what was used of the payment, and what was paid out', async () => {
    const kari = await hasOverpaid(500)
    await nextInvoice(kari, 300)
    await asked()
    await hasAccount(kari.partyId)
    await send()
    await pay(database.batch, [{ kid: kari.kid, amount: -2_500 }], TO_FJELLINJEN)
    // Both invoices, and the 200 øre that were paid out.
    expect(await invoiceAfter(database.batch, kari)).toMatchObject({ state: 'sent', owed: 2_500, credit: 0 })
  })

  test('a refund that comes back when an invoice has asked for it stands as credit, is found and is used', async () => {
    const { customer, refundId, messageId, paymentId } = await hasSent(500)
    await answer({ messageId, paymentId }, { status: 'ACSC' })
    await pay(database.batch, [{ kid: customer.kid, amount: -2_500 }], TO_FJELLINJEN)
    await inTransaction(database.batch, (tx) => askOwedBack(tx, { now: NOW + DAY_MS, newId: randomUUID }))
    const [file] = await database.batch<{ id: number }[]>`select max(id) as id from payment_file`
    await database.batch`
      insert into bank_movement (file_id, record_number, issuer_id, bank_ref, because, amount_ore, booked_on, end_to_end_id)
      values (${file?.id ?? 0}, 900, 2, ${`returned:${refundId}`}, 'returned', 500, '2019-12-11', ${`R-${refundId}`})`
    expect(await settleRefunds(database.batch, { now: NOW + 2 * DAY_MS })).toMatchObject({ returned: 1 })
    const [credit] = await database.batch`
      select amount_ore as ore, refund_id as "refundId" from customer_credit
      where party_id = ${customer.partyId} and undone_at is null`
    expect(credit).toEqual({ ore: 500, refundId })
    const next = await nextInvoice(customer, 2_000)
    expect(await invoiceAfter(database.batch, next)).toMatchObject({
      state: 'partly-paid',
      allocated: 500,
      credit: 0,
    })
    expect(await settleRefunds(database.batch, { now: NOW + 3 * DAY_MS })).toEqual({ paid: 0, returned: 0 })
  })
})
