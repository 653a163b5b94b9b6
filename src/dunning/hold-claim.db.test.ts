import { beforeAll, expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { DECIDES_FOR_FJELLINJEN, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { COLLECTED_ON, DUNNING_TERMS, dun, morningOf, REMINDED_ON, reminderOf } from './dunning.test-world.ts'
import { HOLD_REASONS, holdClaim, releaseClaim } from './hold-claim.ts'
import { holdDisputes } from './hold-disputes.ts'
import { writeCollectionFiles } from './write-collection-file.ts'

const { database, invoices } = payableDatabase()
const by = { by: 'kari@brikke.test', because: 'the customer has died', now: morningOf('2020-01-02') }

beforeAll(async () => {
  await database.batch`insert into staff_member (company_id, name, email, role)
    values (1, 'Kari', 'kari@brikke.test', 'case-worker'), (1, 'Rita', 'rita@brikke.test', 'reader')`
})

async function steps(invoiceId: number) {
  const rows = await database.batch<
    { step: string }[]
  >`select step from dunning_step where invoice_id = ${invoiceId} order by id`
  return rows.map(({ step }) => step)
}

test.each(HOLD_REASONS)(
  'nothing follows while a claim is held for %s, and the ladder goes on from its day when it is released in time',
  async (reason) => {
    const [invoice] = await invoices([10_000])
    const invoiceId = invoice!.id
    expect(await holdClaim(database.batch, { ...by, invoiceId, reason })).toEqual({ held: true })
    expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ waiting: { [reason]: 1 } })
    expect(await steps(invoiceId)).toEqual([])
    const beforeDue = { ...by, invoiceId, now: morningOf('2019-12-23') }
    expect(await releaseClaim(database.batch, beforeDue)).toEqual({ released: true })
    await dun(database.batch, REMINDED_ON)
    expect(await steps(invoiceId)).toEqual(['reminder'])
  },
)

test('let go after it was due, a claim costs nothing before a fresh deadline has passed', async () => {
  const [invoice] = await invoices([10_000])
  const invoiceId = invoice!.id
  await holdClaim(database.batch, { ...by, invoiceId, reason: 'dispute' })
  const released = { ...by, invoiceId, now: morningOf('2020-03-02') }
  expect(await releaseClaim(database.batch, released)).toEqual({ released: true })
  for (const day of ['2020-03-02', '2020-03-16'])
    expect(await dun(database.batch, day)).toMatchObject({ reminders: 0, waiting: { 'not-yet': 1 } })
  expect(await dun(database.batch, '2020-03-17')).toMatchObject({ reminders: 1 })
  expect(await reminderOf(database.batch, invoiceId)).toMatchObject({ total: 17_000, dueOn: '2020-03-31' })
})

test('what was not drawn while the agreement was parked costs nothing before a fresh deadline has passed', async () => {
  const [invoice] = await invoices([10_000])
  await database.batch`
    insert into agreement_hold (party_id, agreement_id, month_on, reason, measured, limit_was, held_at, state, decided_by, decided_because, decided_at)
    select party_id, agreement_id, '2019-12-01', 'passage-storm', 9, 8, '2019-12-20', 'released', 'kari@brikke.test', 'they drove',
           ${morningOf('2020-01-08')} from invoice where id = ${invoice!.id}`
  expect(await dun(database.batch, '2020-01-22')).toMatchObject({ reminders: 0 })
  expect(await dun(database.batch, '2020-01-23')).toMatchObject({ reminders: 1 })
})

test('a claim is held by its reminder too, and then not collected', async () => {
  const [invoice] = await invoices([10_000])
  await dun(database.batch, REMINDED_ON)
  const { id: invoiceId } = await reminderOf(database.batch, invoice!.id)
  expect(await holdClaim(database.batch, { ...by, invoiceId, reason: 'dispute' })).toEqual({ held: true })
  await dun(database.batch, COLLECTED_ON)
  expect(await steps(invoice!.id)).toEqual(['reminder'])
  const released = { ...by, invoiceId: invoice!.id, now: morningOf(COLLECTED_ON) }
  expect(await releaseClaim(database.batch, released)).toEqual({ released: true })
  await dun(database.batch, '2020-02-06')
  expect(await steps(invoice!.id)).toEqual(['reminder'])
  await dun(database.batch, '2020-02-07')
  expect(await steps(invoice!.id)).toEqual(['reminder', 'collection'])
})

test('a hold is refused with its reason', async () => {
  const [open, paid] = await invoices([10_000, 20_000])
  await pay(database.batch, [{ kid: paid!.kid, amount: 20_000 }])
  const hold = (over: object) =>
    holdClaim(database.batch, { ...by, invoiceId: open!.id, reason: 'dispute', ...over })
  expect(await hold({ reason: 'because I say so' })).toMatchObject({ refused: 'unknown-hold-reason' })
  expect(await hold({ because: ' ' })).toEqual({ refused: 'no-reason-given' })
  expect(await hold({ by: 'nobody@brikke.test' })).toEqual({ refused: 'unknown-staff' })
  expect(await hold({ by: 'rita@brikke.test' })).toEqual({ refused: 'staff-may-only-read' })
  expect(await hold({ by: DECIDES_FOR_FJELLINJEN })).toEqual({ refused: 'staff-of-another-company' })
  expect(await hold({ invoiceId: 999_999 })).toEqual({ refused: 'unknown-invoice' })
  expect(await hold({ invoiceId: paid!.id })).toEqual({ refused: 'claim-settled' })
  expect(await hold({})).toEqual({ held: true })
  expect(await hold({ reason: 'death' })).toEqual({ refused: 'claim-already-held' })
  const release = (over: object) => releaseClaim(database.batch, { ...by, invoiceId: open!.id, ...over })
  expect(await release({ because: '' })).toEqual({ refused: 'no-reason-given' })
  expect(await release({ by: 'nobody@brikke.test' })).toEqual({ refused: 'unknown-staff' })
  expect(await release({ invoiceId: 999_999 })).toEqual({ refused: 'unknown-invoice' })
  expect(await release({})).toEqual({ released: true })
  expect(await release({})).toEqual({ refused: 'claim-not-held' })
})

test('a claim held between the step and the file is not told the collector before it is released, and then no more held', async () => {
  const [dead, disputed] = await invoices([10_000, 20_000])
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  const of = { ...by, invoiceId: dead!.id, now: morningOf(COLLECTED_ON) + 3_600_000 }
  expect(await holdClaim(database.batch, { ...of, reason: 'death' })).toEqual({ held: true })
  const dispute = [{ invoiceId: disputed!.id, partyId: disputed!.partyId }]
  await inTransaction(database.batch, (tx) => holdDisputes(tx, dispute, { because: 'case 1', now: of.now }))
  const told = async () => {
    const files: string[] = []
    const put = (_: string, content: string) => Promise.resolve(files.push(content)).then(() => {})
    await writeCollectionFiles(database.batch, { put }, { now: of.now, terms: DUNNING_TERMS })
    const [claim] = await database.batch<{ id: number }[]>`
      select id from collection_claim where invoice_id = ${dead!.id}`
    const rows: readonly string[] = files.join('').match(/^C;\d+/gm) ?? []
    return { ofDead: rows.includes(`C;${claim!.id}`), count: rows.length }
  }
  const before = await told()
  expect(before.ofDead).toBe(false)
  expect(await told()).toEqual({ ofDead: false, count: 0 })
  expect(await releaseClaim(database.batch, of)).toEqual({ released: true })
  expect(await told()).toEqual({ ofDead: true, count: 1 })
  expect(await holdClaim(database.batch, { ...of, reason: 'death' })).toEqual({
    refused: 'claim-with-collector',
  })
})
