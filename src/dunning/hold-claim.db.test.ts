import { beforeAll, expect, test } from 'vitest'
import { DECIDES_FOR_FJELLINJEN, pay, payableDatabase } from '#payments/payments.test-world.ts'
import { COLLECTED_ON, dun, morningOf, REMINDED_ON, reminderOf } from './dunning.test-world.ts'
import { HOLD_REASONS, holdClaim, releaseClaim } from './hold-claim.ts'

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
  'nothing follows while a claim is held for %s, and the ladder goes on when it is released',
  async (reason) => {
    const [invoice] = await invoices([10_000])
    const invoiceId = invoice!.id
    expect(await holdClaim(database.batch, { ...by, invoiceId, reason })).toEqual({ held: true })
    expect(await dun(database.batch, REMINDED_ON)).toMatchObject({ waiting: { [reason]: 1 } })
    expect(await steps(invoiceId)).toEqual([])
    expect(await releaseClaim(database.batch, { ...by, invoiceId })).toEqual({ released: true })
    await dun(database.batch, REMINDED_ON)
    expect(await steps(invoiceId)).toEqual(['reminder'])
  },
)

test('a claim is held by its reminder too, and then not collected', async () => {
  const [invoice] = await invoices([10_000])
  await dun(database.batch, REMINDED_ON)
  const { id: invoiceId } = await reminderOf(database.batch, invoice!.id)
  expect(await holdClaim(database.batch, { ...by, invoiceId, reason: 'dispute' })).toEqual({ held: true })
  await dun(database.batch, COLLECTED_ON)
  expect(await steps(invoice!.id)).toEqual(['reminder'])
  expect(await releaseClaim(database.batch, { ...by, invoiceId: invoice!.id })).toEqual({ released: true })
  await dun(database.batch, COLLECTED_ON)
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
