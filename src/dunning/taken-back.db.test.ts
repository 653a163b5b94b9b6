import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { invoiceLayout } from '#formats/invoice-layout.ts'
import { readInvoiceDocument } from '#invoices/read-invoice-document.ts'
import { saveReminders } from '#invoices/store.ts'
import { decideQueuedPayment, undoAllocation } from '#payments/decide-payment.ts'
import { DECIDES, invoiceAfter, pay } from '#payments/payments.test-world.ts'
import { refundableDatabase, TO_FJELLINJEN } from '#payments/refunds.test-world.ts'
import { COLLECTED_ON, dun, morningOf, REMINDED_ON, reminderOf, settle } from './dunning.test-world.ts'

const { database, invoices, hasSent, answer } = refundableDatabase()
const TAKEN_BACK = morningOf('2020-01-10')

/** 200 kr, of which 150 were paid before the reminder. */
async function partlyPaid() {
  const [invoice] = await invoices([20_000])
  await pay(database.batch, [{ kid: invoice!.kid, amount: 15_000 }])
  await dun(database.batch, REMINDED_ON)
  return invoice!
}

async function takenBack() {
  const invoice = await partlyPaid()
  const reminder = await reminderOf(database.batch, invoice.id)
  const before = await readInvoiceDocument(database.batch, reminder.id)
  await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
  await settle(database.batch, TAKEN_BACK)
  return { invoice, reminder, before }
}

/** The invoices that ask again for what was paid on this one. */
async function askedAgain(ofInvoiceId: number) {
  const rows = await database.batch<Again[]>`
    select i.id, i.kid, i.kind, i.state, i.total_ore as total, i.allocated_ore as allocated, i.issued_on as "issuedOn",
           i.due_on as "dueOn", a.first_invoice_id as "firstId"
    from asked_again a join invoice i on i.id = a.invoice_id where a.of_invoice_id = ${ofInvoiceId} order by i.id`
  return [...rows]
}

type Again = {
  id: number
  kid: string
  kind: string
  state: string
  total: number
  allocated: number
  issuedOn: string
  dueOn: string
  firstId: number
}

/** As I14b has it. */
async function unasked(): Promise<number> {
  const rows = await database.batch`
    select from invoice where replaced_by is not null and total_ore <> allocated_ore + carried_ore`
  return rows.length
}

describe('what the bank takes back after the reminder', () => {
  test('is asked for by an invoice of its own, with as many days to pay as the first', async () => {
    const { invoice } = await takenBack()
    const [again, ...more] = await askedAgain(invoice.id)
    expect(more).toEqual([])
    expect(again).toMatchObject({
      kind: 'invoice',
      state: 'sent',
      total: 15_000,
      issuedOn: '2020-01-10',
      dueOn: '2020-01-24',
      firstId: invoice.id,
    })
    expect(again?.kid).not.toBe(invoice.kid)
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ owed: 27_000, allocated: 0 })
    expect(await unasked()).toBe(0)
  })

  test('leaves the reminder as it was issued: its sum, its days, its lines and its paper', async () => {
    const { invoice, reminder, before } = await takenBack()
    expect(await reminderOf(database.batch, invoice.id)).toEqual(reminder)
    expect(await readInvoiceDocument(database.batch, reminder.id)).toEqual(before)
  })

  test('is named on its line, with the number of the first invoice', async () => {
    const { invoice } = await takenBack()
    const [again] = await askedAgain(invoice.id)
    const { oldNumber } = await reminderOf(database.batch, invoice.id)
    const document = await readInvoiceDocument(database.batch, again!.id)
    expect(document?.lines).toMatchObject([
      { kind: 'asked-again', amount: 15_000, asksAgain: `2019-${oldNumber}` },
    ])
    const said = LANGUAGES.map((language) => invoiceLayout({ ...document!, language }).summary.rows)
    expect(said.map(([row]) => row?.[0])).toEqual([
      `Faktura 2019-${oldNumber}: banken tok betalingen tilbake`,
      `Faktura 2019-${oldNumber}: banken tok betalinga tilbake`,
      `Invoice 2019-${oldNumber}: the bank took the payment back`,
    ])
  })

  test('is paid by its own KID, and the reminder by its own', async () => {
    const { invoice, reminder } = await takenBack()
    const [again] = await askedAgain(invoice.id)
    await pay(database.batch, [
      { kid: again!.kid, amount: 15_000 },
      { kid: invoice.kid, amount: 12_000 },
    ])
    expect(await askedAgain(invoice.id)).toMatchObject([{ state: 'paid' }])
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ id: reminder.id, state: 'paid' })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ owed: 0, credit: 0 })
  })

  test('is asked for once, whoever looks and however often', async () => {
    const { invoice } = await takenBack()
    await Promise.all([1, 2, 3].map(() => settle(database.batch, TAKEN_BACK)))
    expect(await askedAgain(invoice.id)).toHaveLength(1)
  })

  test('is reminded of anew, from the first step and after its own days', async () => {
    const { invoice } = await takenBack()
    const [again] = await askedAgain(invoice.id)
    const stepsOf = async () => {
      const rows = await database.batch<{ step: string; on: string }[]>`
        select step, taken_on as on from dunning_step where invoice_id = ${again!.id} order by id`
      return rows.map(({ step, on }) => `${step} ${on}`)
    }
    await dun(database.batch, COLLECTED_ON)
    await dun(database.batch, '2020-02-06')
    expect(await stepsOf()).toEqual([])
    await dun(database.batch, '2020-02-07')
    expect(await stepsOf()).toEqual(['reminder 2020-02-07'])
  })

  test('changes nothing of a claim in collection', async () => {
    const invoice = await partlyPaid()
    await dun(database.batch, COLLECTED_ON)
    const claim = () => database.batch`select * from collection_claim where invoice_id = ${invoice.id}`
    const before = [...(await claim())]
    await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
    await settle(database.batch, morningOf('2020-01-25'))
    expect([...(await claim())]).toEqual(before)
    expect(await askedAgain(invoice.id)).toMatchObject([{ total: 15_000 }])
  })

  test('counts the same where it was a person who undid the payment', async () => {
    const invoice = await partlyPaid()
    const [payment] = await database.batch<{ id: number }[]>`
      select payment_id as id from allocation where invoice_id = ${invoice.id}`
    expect(
      await undoAllocation(database.batch, { paymentId: payment!.id, by: DECIDES, now: TAKEN_BACK }),
    ).toEqual({
      undone: true,
    })
    await settle(database.batch, TAKEN_BACK)
    const [again] = await askedAgain(invoice.id)
    expect(again).toMatchObject({ total: 15_000 })
    // And is put where it is asked for now.
    const choice = { paymentId: payment!.id, invoiceId: again!.id, by: DECIDES, now: TAKEN_BACK }
    expect(await decideQueuedPayment(database.batch, choice)).toEqual({ allocatedOre: 15_000 })
    expect(await askedAgain(invoice.id)).toMatchObject([{ state: 'paid' }])
  })

  test('names the first invoice where there were two reminders, and what each of them had', async () => {
    const invoice = await partlyPaid()
    const first = await reminderOf(database.batch, invoice.id)
    await pay(database.batch, [{ kid: first.kid, amount: 2_000 }])
    await remindAgain(first.id, 10_000)
    await pay(database.batch, [
      { kid: first.kid, amount: -2_000 },
      { kid: invoice.kid, amount: -15_000 },
    ])
    await settle(database.batch, TAKEN_BACK)
    expect(await askedAgain(invoice.id)).toMatchObject([{ total: 15_000, firstId: invoice.id }])
    expect(await askedAgain(first.id)).toMatchObject([{ total: 2_000, firstId: invoice.id }])
    expect(await unasked()).toBe(0)
  })

  test('is told of by the channels, as any other invoice', async () => {
    const { invoice } = await takenBack()
    const [again] = await askedAgain(invoice.id)
    const told = await database.batch`
      select d.channel, d.state, o.kind from delivery d join outbox o on o.dedupe_key = 'invoice:' || d.invoice_id
      where d.invoice_id = ${again!.id}`
    expect([...told]).toEqual([{ channel: 'e-mail', state: 'handed-over', kind: 'mail' }])
  })
})

test('a refund whose payment the bank took back is asked for by an invoice, once the bank has paid it out', async () => {
  const { customer, refundId, ...order } = await hasSent(5_000)
  await pay(database.batch, [{ kid: customer.kid, amount: -7_000 }], TO_FJELLINJEN)
  const asked = async () => {
    const rows = await database.batch<{ total: number; due: string }[]>`
      select i.total_ore as total, i.due_on as due from asked_again a join invoice i on i.id = a.invoice_id
      join refund r on r.id = a.of_refund_id where i.party_id = ${customer.partyId}`
    return [...rows]
  }
  await settle(database.batch, TAKEN_BACK)
  expect(await asked()).toEqual([])
  await answer(order, { refunds: { [`R-${refundId}`]: 'ACSC' } })
  await settle(database.batch, TAKEN_BACK)
  await settle(database.batch, TAKEN_BACK)
  expect(await asked()).toEqual([{ total: 5_000, due: '2020-01-24' }])
  expect(await invoiceAfter(database.batch, customer)).toMatchObject({ owed: 7_000, credit: 0 })
})

test('nobody who works may change what an invoice asks for, nor what is collected', async () => {
  const invoice = await partlyPaid()
  const { id } = await reminderOf(database.batch, invoice.id)
  await expect(database.batch`update invoice set total_ore = 1 where id = ${id}`).rejects.toThrow(
    'permission',
  )
  await expect(database.batch`update collection_claim set amount_ore = 1`).rejects.toThrow('permission')
  await expect(database.batch`update invoice_line set amount_ore = 1`).rejects.toThrow('permission')
  const functions = await database.owner`select from pg_proc where proname = 'raise_reminders'`
  expect(functions).toHaveLength(0)
})

/** A second reminder, as a ladder with two would make it: no fee. */
async function remindAgain(reminderId: number, carried: number): Promise<void> {
  await inTransaction(database.batch, async (tx) => {
    await saveReminders(
      tx,
      [
        {
          replacesId: reminderId,
          publicId: '00000000-0000-4000-8000-000000000077',
          series: '2020',
          invoiceNumber: 977,
          kid: '1202000009770',
          issuedOn: '2020-01-08',
          dueOn: '2020-01-22',
          carried: ore(carried),
          fee: undefined,
        },
      ],
      TAKEN_BACK,
    )
  })
}
