import { expect, test, vi } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { connect, type Db, type Tx } from '#db/connection.ts'
import { decideQueuedPayment } from './decide-payment.ts'
import { importPayments } from './import-payments.ts'
import {
  bankFile,
  DECIDES,
  invoiceAfter,
  lastPayments,
  NOW,
  pay,
  payableDatabase,
} from './payments.test-world.ts'

const { database, invoices } = payableDatabase()

/**
 * Imports files at once: all are let run until they wait for a table or for each other, then the table is let go. A
 * deadlock is tried again unseen, so the transactions begun are counted: there must be none.
 */
async function importAtOnce(files: readonly Uint8Array[], heldAt: 'payment_file' | 'allocation') {
  let begun = 0
  const counted = (db: Db) =>
    ({
      begin: (work: (tx: Tx) => Promise<unknown>) => {
        begun++
        return db.begin((tx) => work(tx as unknown as Tx))
      },
    }) as unknown as Db
  const other = connect(database.urlFor('batch'), { name: 'test-other', max: 6 })
  try {
    const imports = await holding(heldAt, files.length, () =>
      // Two pools, as two processes have.
      files.map((bytes, i) => importPayments(counted(i % 2 ? other : database.batch), bytes, { now: NOW })),
    )
    const results = await Promise.all(imports)
    expect(begun).toBe(files.length)
    return results.map((result) => {
      if (isRefusal(result)) throw new Error(result.refused)
      return result
    })
  } finally {
    await other.end()
  }
}

/** Holds a table until so many others wait. */
async function holding<T>(table: string, count: number, start: () => T): Promise<T> {
  return database.owner.begin(async (tx) => {
    await tx.unsafe(`lock table ${table} in exclusive mode`)
    const started = start()
    await vi.waitUntil(async () => (await countWaiting()) >= count, { timeout: 20_000, interval: 5 })
    return started
  }) as Promise<T>
}

async function countWaiting(): Promise<number> {
  const [row] = await database.owner<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`
  return row?.waiting ?? 0
}

test('one file imported by two processes at once has one effect', async () => {
  const [invoice] = await invoices([2_000])
  const bytes = bankFile([{ kid: invoice!.kid, amount: 2_000 }])
  const results = await importAtOnce([bytes, bytes, bytes, bytes, bytes], 'payment_file')
  expect(results.filter(({ payments }) => payments === 1)).toHaveLength(1)
  expect(results.filter(({ alreadyImported }) => alreadyImported)).toHaveLength(4)
  const paid = { state: 'paid', allocated: 2_000, owed: 0, credit: 0 }
  expect(await invoiceAfter(database.batch, invoice!)).toEqual(paid)
})

test('files about the same invoices wait for each other, and never crosswise', async () => {
  const five = await invoices([9_000, 9_000, 9_000, 9_000, 9_000], { oneCustomer: true })
  const kids = five.map(({ kid }) => kid)
  await pay(
    database.batch,
    kids.map((kid) => ({ kid, amount: 400 })),
  )
  const orders = [kids, kids.toReversed(), [...kids.slice(2), ...kids.slice(0, 2)], kids]
  const files = orders.map((order, i) =>
    bankFile(order.flatMap((kid) => [{ kid, amount: 100 + i }, ...(i === 1 ? [{ kid, amount: -400 }] : [])])),
  )
  await importAtOnce(files, 'payment_file')
  for (const invoice of five)
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ allocated: 406 })
})

test('files with the same records in another order wait too, and each record is booked once', async () => {
  const payments = Array.from({ length: 3_000 }, (_, i) => ({ kid: `99${i}`, amount: 100 }))
  for (let number = 800_001; number <= 800_003; number++) {
    const files = [bankFile(payments, { number }), bankFile(payments, { number, backwards: true })]
    const booked = (await importAtOnce(files, 'payment_file')).map((result) => result.payments)
    expect(booked.toSorted((a, b) => a - b)).toEqual([0, 3_000])
  }
})

test('reversals of what persons had decided are no crossroads either', async () => {
  const ring = await invoices([5_000, 5_000, 5_000, 5_000])
  const kids = ring.map((_, i) => `55500${i}`)
  await pay(
    database.batch,
    kids.map((kid) => ({ kid, amount: 100 })),
  )
  for (const [i, { id: paymentId }] of (await lastPayments(database.batch, kids.length)).entries())
    await decideQueuedPayment(database.batch, { paymentId, invoiceId: ring[i]!.id, by: DECIDES, now: NOW })
  // Each takes money off one invoice and puts some on the next, all round.
  const files = kids.map((kid, i) =>
    bankFile([
      { kid, amount: -100 },
      { kid: ring[(i + 1) % kids.length]!.kid, amount: 10 },
    ]),
  )
  await importAtOnce(files, 'allocation')
  for (const invoice of ring)
    expect(await invoiceAfter(database.batch, invoice)).toMatchObject({ allocated: 10 })
})

test('two reversals of one payment take it back once', async () => {
  const [invoice] = await invoices([2_000])
  await pay(database.batch, [{ kid: invoice!.kid, amount: 2_000 }])
  const reversal = [{ kid: invoice!.kid, amount: -2_000 }]
  await importAtOnce([bankFile(reversal), bankFile(reversal)], 'allocation')
  const states = (await lastPayments(database.batch, 3)).map(({ state }) => state)
  expect(states.toSorted()).toEqual(['queued', 'reversal', 'reversed'])
  expect(await invoiceAfter(database.batch, invoice!)).toMatchObject({ state: 'sent', allocated: 0 })
})
