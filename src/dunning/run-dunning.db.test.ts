import { describe, expect, test } from 'vitest'
import { startOfOsloDay } from '#core/oslo.ts'
import { readAccountTotal, readBalance } from '#ledger/store.ts'
import { invoiceAfter, lastPayments, pay, payableDatabase } from '#payments/payments.test-world.ts'
import {
  COLLECTED_ON,
  dun,
  isBlocked,
  morningOf,
  REMINDED_ON,
  reminderOf,
  toldTo,
} from './dunning.test-world.ts'

const { database, invoices } = payableDatabase()

async function anInvoice(amount = 20_000) {
  const [invoice] = await invoices([amount])
  return invoice!
}

async function stepsOf(invoiceId: number) {
  return database.batch<{ step: string; sent_at: number; deadline_at: number }[]>`
    select step, sent_at, deadline_at from audit.dunning_step where invoice_id = ${invoiceId} order by id`
}

describe('a reminder', () => {
  test('comes on the fourteenth day after due, in place of the invoice, for what is open and a fee', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, '2020-01-06')
    expect(await stepsOf(invoice.id)).toEqual([])
    expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ reminders: 1, collections: 0 })
    const reminder = await reminderOf(database.batch, invoice.id)
    expect(reminder).toMatchObject({
      kind: 'reminder',
      state: 'sent',
      total: 27_000,
      issuedOn: '2020-01-07',
      dueOn: '2020-01-21',
    })
    expect(reminder.kid).not.toBe(invoice.kid)
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({
      state: 'replaced-by-reminder',
      owed: 27_000,
    })
    expect(await stepsOf(invoice.id)).toEqual([
      { step: 'reminder', sent_at: morningOf(REMINDED_ON), deadline_at: startOfOsloDay('2020-01-22') },
    ])
  })

  test('has no passages: a line for what was open, and one for the fee', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, REMINDED_ON)
    const { id } = await reminderOf(database.batch, invoice.id)
    const lines = await database.batch`
      select l.kind, l.amount_ore, l.passed_at, c.kind as charge, c.agreement_id is not null as agreement
      from invoice_line l left join charge c on c.id = l.charge_id where l.invoice_id = ${id} order by l.id`
    expect([...lines]).toEqual([
      { kind: 'reminded', amount_ore: 20_000, passed_at: null, charge: null, agreement: false },
      { kind: 'fee', amount_ore: 7_000, passed_at: null, charge: 'fee', agreement: true },
    ])
  })

  test('books its fee once as income, and nothing else', async () => {
    const invoice = await anInvoice()
    const before = await readAccountTotal(database.batch, 'fee-income')
    const tolls = await readAccountTotal(database.batch, 'toll-payable')
    await dun(database.batch, REMINDED_ON)
    await dun(database.batch, REMINDED_ON)
    expect(before - (await readAccountTotal(database.batch, 'fee-income'))).toBe(7_000)
    expect(await readAccountTotal(database.batch, 'toll-payable')).toBe(tolls)
    expect(await readBalance(database.batch, invoice.partyId, 'receivable')).toBe(27_000)
  })

  test('is for what is still open where some is paid', async () => {
    const invoice = await anInvoice()
    await pay(database.batch, [{ kid: invoice.kid, amount: 15_000 }])
    await dun(database.batch, REMINDED_ON)
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ total: 12_000 })
  })

  test('has the next number of its issuer’s series, beside invoices, without a gap', async () => {
    await invoices([1_000, 2_000, 3_000])
    await dun(database.batch, REMINDED_ON, { batchSize: 2 })
    const gaps = await database.batch`
      select series from invoice group by series having max(invoice_number) <> count(*) or min(invoice_number) <> 1`
    expect([...gaps]).toEqual([])
  })

  test('never comes for what is paid, credited or a prepayment', async () => {
    const [paid, credited, prepayment] = await invoices([1_000, 2_000, 3_000])
    await pay(database.batch, [{ kid: paid!.kid, amount: 1_000 }])
    await database.owner`update invoice set state = 'credited' where id = ${credited!.id}`
    await database.owner`update invoice set due_on = null where id = ${prepayment!.id}`
    await dun(database.batch, '2020-06-01')
    const ids = [paid!.id, credited!.id, prepayment!.id].map(String)
    const steps = await database.batch`select from dunning_step where invoice_id = any (${ids}::bigint[])`
    expect(steps).toHaveLength(0)
  })

  test('waits while the agreement waits for somebody to look at it', async () => {
    const invoice = await anInvoice()
    await database.batch`update agreement set parked_because = 'price-jump' where party_id = ${invoice.partyId}`
    expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ waiting: { 'agreement-parked': 1 } })
    await database.batch`update agreement set parked_because = null where party_id = ${invoice.partyId}`
    expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ reminders: 1, waiting: {} })
  })
})

describe('a run', () => {
  test('of the same day again does nothing', async () => {
    await invoices([4_000, 5_000])
    expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ reminders: 2 })
    const before = await countRows()
    expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ reminders: 0, collections: 0, settled: 0 })
    expect(await countRows()).toEqual(before)
  })

  test('that stops in the middle is followed by one that does the rest', async () => {
    const made = await invoices([1_000, 2_000, 3_000, 4_000])
    const stopped = dun(failsAfter(1), REMINDED_ON, { batchSize: 1 })
    await expect(stopped).rejects.toThrow('killed')
    await dun(database.batch, REMINDED_ON)
    for (const { id } of made) expect(await stepsOf(id)).toHaveLength(1)
  })

  test('beside another reminds of each claim once', async () => {
    const made = await invoices([1_000, 2_000, 3_000, 4_000, 5_000, 6_000])
    const runs = await Promise.all([1, 2, 3].map(() => dun(database.batch, REMINDED_ON, { batchSize: 2 })))
    await dun(database.batch, REMINDED_ON)
    for (const { id } of made) expect(await stepsOf(id)).toHaveLength(1)
    expect(runs.reduce((sum, { reminders }) => sum + reminders, 0)).toBeLessThanOrEqual(6)
  })

  test('beside payments that come in neither loses nor doubles any', async () => {
    const made = await invoices([1_000, 2_000, 3_000, 4_000])
    const paid = made.map(({ kid }, i) => ({ kid, amount: (i + 1) * 1_000 }))
    await Promise.all([dun(database.batch, REMINDED_ON, { batchSize: 1 }), pay(database.batch, paid)])
    for (const invoice of made) {
      const { owed, credit } = await invoiceAfter(database.batch, invoice)
      expect([0, 7_000]).toContain(owed)
      expect(credit).toBe(0)
    }
  })
})

describe('a payment to the KID of an invoice that a reminder replaced', () => {
  test('reaches the reminder', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, REMINDED_ON)
    await pay(database.batch, [{ kid: invoice.kid, amount: 20_000 }])
    expect(await lastPayments(database.batch, 1)).toMatchObject([{ state: 'allocated', because: null }])
    const reminder = await reminderOf(database.batch, invoice.id)
    expect(reminder).toMatchObject({ state: 'partly-paid', allocated: 20_000 })
    await pay(database.batch, [{ kid: reminder.kid, amount: 7_000 }])
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ state: 'paid' })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ owed: 0, credit: 0 })
  })

  test('and beyond what the reminder asks for is the customer’s credit', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, REMINDED_ON)
    await pay(database.batch, [
      { kid: invoice.kid, amount: 20_000 },
      { kid: invoice.kid, amount: 20_000 },
    ])
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ state: 'paid', allocated: 27_000 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ owed: 0, credit: 13_000 })
  })

  test('is taken off the reminder when the bank takes it back', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, REMINDED_ON)
    await pay(database.batch, [{ kid: invoice.kid, amount: 27_000 }])
    await pay(database.batch, [{ kid: invoice.kid, amount: -27_000 }])
    expect(await reminderOf(database.batch, invoice.id)).toMatchObject({ state: 'sent', allocated: 0 })
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ owed: 27_000 })
  })
})

describe('collection', () => {
  test('comes two bank days after the notice has run out, and blocks the agreement from then on', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, REMINDED_ON)
    await dun(database.batch, '2020-01-22')
    expect(await stepsOf(invoice.id)).toHaveLength(1)
    await dun(database.batch, COLLECTED_ON)
    const at = morningOf(COLLECTED_ON)
    expect(await stepsOf(invoice.id)).toMatchObject([
      { step: 'reminder' },
      { step: 'collection', sent_at: at, deadline_at: startOfOsloDay('2020-01-22') },
    ])
    expect(await isBlocked(database.batch, invoice.partyId, at - 1)).toBe(false)
    expect(await isBlocked(database.batch, invoice.partyId, at)).toBe(true)
    const [claim] = await claimOf(invoice.id)
    expect(claim).toMatchObject({ state: 'in-collection', amount: 27_000 })
    const [mail] = await toldTo(database.batch, 'collection', claim!.id)
    expect(mail?.subject).toBe('Kravet fra Ferde AS er sendt til inkasso')
    expect(mail?.body).toContain('oppheves av seg selv når kravet er betalt')
    const [due] = await database.batch`
      select from due_key d join agreement a on d.key = 'agreement ' || a.id where d.kind = 're-attribute' and a.party_id = ${invoice.partyId}`
    expect(due).toBeDefined()
  })

  test('ends by itself when the claim is paid, by the old KID too, and the customer is told', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, REMINDED_ON)
    await dun(database.batch, COLLECTED_ON)
    const [claim] = await claimOf(invoice.id)
    await pay(database.batch, [{ kid: invoice.kid, amount: 26_999 }])
    expect(await dun(database.batch, '2020-01-23')).toMatchObject({ settled: 0 })
    await pay(database.batch, [{ kid: invoice.kid, amount: 1 }])
    expect(await dun(database.batch, '2020-01-24')).toMatchObject({ settled: 1 })
    expect(await isBlocked(database.batch, invoice.partyId, morningOf('2020-01-24'))).toBe(false)
    expect(await isBlocked(database.batch, invoice.partyId, morningOf('2020-01-23'))).toBe(true)
    expect(await claimOf(invoice.id)).toMatchObject([{ state: 'paid', closedBy: 'issuer' }])
    const [mail] = await toldTo(database.batch, 'collection-lifted', claim!.id)
    expect(mail?.subject).toBe('Avtalen din hos Ferde AS er åpnet igjen')
    expect(await dun(database.batch, '2020-01-24')).toMatchObject({ settled: 0 })
  })

  test('begins again when the bank takes the payment back', async () => {
    const invoice = await anInvoice()
    await dun(database.batch, REMINDED_ON)
    await dun(database.batch, COLLECTED_ON)
    await pay(database.batch, [{ kid: invoice.kid, amount: 27_000 }])
    await dun(database.batch, '2020-01-24')
    await pay(database.batch, [{ kid: invoice.kid, amount: -27_000 }])
    await dun(database.batch, '2020-01-25')
    expect(await claimOf(invoice.id)).toMatchObject([{ state: 'in-collection', closedBy: null }])
    expect(await isBlocked(database.batch, invoice.partyId, morningOf('2020-01-25'))).toBe(true)
    const [claim] = await claimOf(invoice.id)
    expect(await toldTo(database.batch, 'collection', claim!.id)).toHaveLength(2)
  })

  test('of two claims blocks until both are paid', async () => {
    const made = await invoices([1_000, 2_000], { oneCustomer: true })
    const partyId = made[0]!.partyId
    await database.owner`
      update invoice set agreement_id = (select min(id) from agreement where party_id = ${partyId}) where party_id = ${partyId}`
    await dun(database.batch, REMINDED_ON)
    await dun(database.batch, COLLECTED_ON)
    await pay(database.batch, [{ kid: made[0]!.kid, amount: 8_000 }])
    await dun(database.batch, '2020-01-24')
    expect(await isBlocked(database.batch, partyId, morningOf('2020-01-24'))).toBe(true)
    await pay(database.batch, [{ kid: made[1]!.kid, amount: 9_000 }])
    await dun(database.batch, '2020-01-25')
    expect(await isBlocked(database.batch, partyId, morningOf('2020-01-25'))).toBe(false)
  })
})

async function claimOf(invoiceId: number) {
  return database.batch<{ id: number; state: string; amount: number; closedBy: string | null }[]>`
    select id, state, amount_ore as amount, closed_by as "closedBy" from collection_claim where invoice_id = ${invoiceId}`
}

async function countRows() {
  const [row] = await database.batch`
    select (select count(*) from invoice) as invoices, (select count(*) from posting) as postings,
           (select count(*) from charge) as charges, (select count(*) from outbox) as messages,
           (select count(*) from dunning_step) as steps`
  return row
}

/** A database whose connection is gone after so many transactions that did something. */
function failsAfter(count: number): typeof database.batch {
  let begun = 0
  const begin = (work: never) => {
    // The first settles claims.
    if (begun++ > count) throw new Error('killed')
    return database.batch.begin(work)
  }
  return new Proxy(database.batch, {
    get: (target, name) => (name === 'begin' ? begin : Reflect.get(target, name)),
  })
}
