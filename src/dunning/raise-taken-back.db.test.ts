import { describe, expect, test } from 'vitest'
import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { inTransaction } from '#db/connection.ts'
import { saveReminders } from '#invoices/store.ts'
import { decideQueuedPayment, undoAllocation } from '#payments/decide-payment.ts'
import { invoiceAfter, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { COLLECTED_ON, dun, morningOf, REMINDED_ON, reminderOf } from './dunning.test-world.ts'
import { settleClaims } from './settle-claims.ts'

const { database, invoices } = payableDatabase()
const TAKEN_BACK = morningOf('2020-01-10')

/** 200 kr, of which 150 were paid before the reminder. */
async function partlyPaid() {
  const [invoice] = await invoices([20_000])
  await pay(database.batch, [{ kid: invoice!.kid, amount: 15_000 }])
  await dun(database.batch, REMINDED_ON)
  return invoice!
}

async function linesOf(invoiceId: number) {
  const lines = await database.batch<{ kind: string; amount: number }[]>`
    select kind, amount_ore as amount from invoice_line where invoice_id = ${invoiceId} order by id`
  return lines.map(({ kind, amount }) => `${kind} ${amount}`)
}

async function raisedNotices(reminderId: number) {
  return database.batch<{ kind: string; subject: string; body: string }[]>`
    select kind, subject, body from outbox where dedupe_key like ${`reminder-raised:${reminderId}:%`} order by id`
}

/** As I14b has it. */
async function unasked(): Promise<number> {
  const rows = await database.batch`
    select from invoice where replaced_by is not null and total_ore <> allocated_ore + carried_ore`
  return rows.length
}

describe('what the bank takes back after the reminder', () => {
  test('is asked for by the reminder, in a line of its own, with new days to pay', async () => {
    const invoice = await partlyPaid()
    const before = await reminderOf(database.batch, invoice.id)
    expect(before).toMatchObject({ total: 12_000, dueOn: '2020-01-21' })
    await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
    await settleClaims(database.batch, { now: TAKEN_BACK })
    const after = await reminderOf(database.batch, invoice.id)
    expect(after).toMatchObject({ total: 27_000, state: 'sent', dueOn: '2020-01-24' })
    expect(await linesOf(after.id)).toEqual(['reminded 5000', 'fee 7000', 'reminded 15000'])
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ owed: 27_000, allocated: 0 })
    expect(await unasked()).toBe(0)
  })

  test('is paid with the reminder, by either KID', async () => {
    const invoice = await partlyPaid()
    await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
    await settleClaims(database.batch, { now: TAKEN_BACK })
    await pay(database.batch, [{ kid: invoice.kid, amount: 27_000 }])
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ state: 'paid', allocated: 27_000 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ owed: 0, credit: 0 })
  })

  test('opens a reminder again that was paid', async () => {
    const invoice = await partlyPaid()
    await pay(database.batch, [
      { kid: invoice.kid, amount: 12_000 },
      { kid: invoice.kid, amount: -15_000 },
    ])
    await settleClaims(database.batch, { now: TAKEN_BACK })
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({
      state: 'partly-paid',
      total: 27_000,
      allocated: 12_000,
    })
  })

  test('goes to collection with the reminder, and not before its new days have passed', async () => {
    const invoice = await partlyPaid()
    await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
    const collected = async (day: string) => {
      await dun(database.batch, day)
      return [
        ...(await database.batch`select amount_ore from collection_claim where invoice_id = ${invoice.id}`),
      ]
    }
    // The run settles it first, and gives fourteen days from then.
    expect(await collected(COLLECTED_ON)).toEqual([])
    expect(await collected('2020-02-05')).toEqual([])
    expect(await collected('2020-02-06')).toEqual([{ amount_ore: 27_000 }])
  })

  test('is told the collector anew where the reminder is in collection already', async () => {
    const invoice = await partlyPaid()
    await dun(database.batch, COLLECTED_ON)
    await database.owner`
      insert into collection_file (issuer_id, file_number, content, row_count, sum_ore, made_at) values (1, 90, '', 0, 0, now())`
    await database.owner`
      update collection_claim set file_id = (select max(id) from collection_file) where invoice_id = ${invoice.id}`
    await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
    await settleClaims(database.batch, { now: morningOf('2020-01-25') })
    const [claim] = await database.batch`
      select state, amount_ore, file_id from collection_claim where invoice_id = ${invoice.id}`
    expect(claim).toEqual({ state: 'in-collection', amount_ore: 27_000, file_id: null })
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ dueOn: '2020-01-21' })
  })

  test('counts the same where it was a person who undid the payment', async () => {
    const invoice = await partlyPaid()
    const [payment] = await database.batch<{ id: number }[]>`
      select payment_id as id from allocation where invoice_id = ${invoice.id}`
    expect(await undoAllocation(database.batch, { paymentId: payment!.id, now: TAKEN_BACK })).toEqual({
      undone: true,
    })
    await settleClaims(database.batch, { now: TAKEN_BACK })
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ total: 27_000 })
    // And is put back again: on the reminder now.
    const choice = { paymentId: payment!.id, invoiceId: invoice.id, now: TAKEN_BACK }
    expect(await decideQueuedPayment(database.batch, choice)).toEqual({ allocatedOre: 15_000 })
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ allocated: 15_000 })
  })

  test('goes by way of the first reminder where there are two', async () => {
    const invoice = await partlyPaid()
    const first = await reminderOf(database.batch, invoice.id)
    await remindAgain(first.id)
    await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
    await settleClaims(database.batch, { now: TAKEN_BACK })
    const [carried] = await database.batch`
      select state, total_ore, carried_ore, due_on from invoice where id = ${first.id}`
    expect(carried).toEqual({
      state: 'replaced-by-reminder',
      total_ore: 27_000,
      carried_ore: 27_000,
      due_on: '2020-01-21',
    })
    expect(await reminderOf(database.batch, first.id)).toMatchObject({ total: 27_000, state: 'sent' })
    expect(await unasked()).toBe(0)
  })

  test('is said once, by mail without the amount, by letter with it, in the customer’s language', async () => {
    const languages: Record<Language, string> = { nb: 'høyere', nn: 'høgare', en: 'higher' }
    for (const [language, word] of Object.entries(languages)) {
      const invoice = await partlyPaid()
      await database.batch`
        update party set language = ${language}, email = ${language === 'nb' ? 'kari@example.no' : null} where id = ${invoice.partyId}`
      await pay(database.batch, [{ kid: invoice.kid, amount: -15_000 }])
      await settleClaims(database.batch, { now: TAKEN_BACK })
      await settleClaims(database.batch, { now: TAKEN_BACK })
      const { id, kid } = await reminderOf(database.batch, invoice.id)
      const [notice, ...more] = await raisedNotices(id)
      expect(more).toEqual([])
      expect(notice?.subject).toContain(word)
      if (language === 'nb') expect(notice?.body).not.toMatch(/150|270|http/)
      else expect(notice?.body).toMatch(new RegExp(`150.*270.*${kid}`, 's'))
    }
  })
})

test('nothing but a reminder is raised, and no total is changed otherwise', async () => {
  const invoice = await partlyPaid()
  const { id } = await reminderOf(database.batch, invoice.id)
  const raise = (from: number, to: number, amount: number) =>
    database.batch`
      select raise_reminders('{999}', ${[String(from)]}::bigint[], ${[String(to)]}::bigint[], ${[String(amount)]}::bigint[], '{}', '2020-01-10')`
  await expect(raise(id, invoice.id, 100)).rejects.toThrow('only a reminder')
  await expect(raise(invoice.id, id, 0)).rejects.toThrow('only a reminder')
  await expect(raise(invoice.id, id, -100)).rejects.toThrow('only a reminder')
  await expect(database.batch`update invoice set total_ore = 1 where id = ${id}`).rejects.toThrow(
    'permission',
  )
})

/** A second reminder, as a ladder with two would make it: no fee. */
async function remindAgain(reminderId: number): Promise<void> {
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
          carried: ore(12_000),
          fee: undefined,
        },
      ],
      TAKEN_BACK,
    )
  })
}
