import { beforeAll, expect, test } from 'vitest'
import { asParty } from '#db/connection.ts'
import { recordOpening } from '#invoices/record-opening.ts'
import { pay, payableDatabase } from '#payments/payments.test-world.ts'
import { dun, morningOf, REMINDED_ON } from './dunning.test-world.ts'
import { holdClaim, releaseClaim } from './hold-claim.ts'

const { database, invoices } = payableDatabase()
const STAFF = 'kari@brikke.test'

beforeAll(async () => {
  await database.batch`insert into staff_member (company_id, name, email, role)
    values (1, 'Kari', ${STAFF}, 'case-worker')`
})

/** An invoice whose mail came back, and what came after it. */
async function bounced(amount: number) {
  const [invoice] = await invoices([amount])
  await database.batch`
    update delivery set state = 'bounced', answered_at = '2019-12-13', followed_at = '2019-12-13' where invoice_id = ${invoice!.id}`
  return invoice!
}

async function byPost(invoiceId: number, handedAt: string) {
  await database.batch`
    insert into delivery (invoice_id, party_id, turn, channel, state, chosen_at, handed_at)
    select id, party_id, 2, 'post', 'handed-over', ${handedAt}, ${handedAt} from invoice where id = ${invoiceId}`
}

async function holds(invoiceId: number) {
  const rows = await database.batch<{ by: string; reason: string; releasedBy: string | null }[]>`
    select held_by as by, reason, released_by as "releasedBy" from claim_hold where invoice_id = ${invoiceId} order by id`
  return [...rows]
}

async function reminders(invoiceId: number) {
  const rows =
    await database.batch`select from dunning_step where invoice_id = ${invoiceId} and step = 'reminder'`
  return rows.length
}

const RULE = { by: 'rule', reason: 'unopened-channel' }

test('an invoice that bounced is not reminded of: the rule holds it, once, and says why', async () => {
  const invoice = await bounced(10_000)
  expect(await dun(database.batch, REMINDED_ON)).toMatchObject({
    reminders: 0,
    waiting: { 'unopened-channel': 1 },
  })
  await dun(database.batch, REMINDED_ON)
  expect(await holds(invoice.id)).toEqual([{ ...RULE, releasedBy: null }])
  expect(await reminders(invoice.id)).toBe(0)
})

test('the letter after it lifts the hold by itself, when it has been on its way for its days', async () => {
  const invoice = await bounced(10_000)
  await dun(database.batch, REMINDED_ON)
  await byPost(invoice.id, '2020-01-08T08:00:00+01:00')
  await dun(database.batch, '2020-01-21')
  expect(await reminders(invoice.id)).toBe(0)
  await dun(database.batch, '2020-01-22')
  expect(await reminders(invoice.id)).toBe(1)
  expect(await holds(invoice.id)).toEqual([{ ...RULE, releasedBy: 'rule' }])
})

test('read on Min side after every channel has failed, it is reminded of when there has been time to pay', async () => {
  const { id: invoiceId, partyId } = await bounced(10_000)
  await dun(database.batch, REMINDED_ON)
  const now = morningOf('2020-01-08')
  await asParty(database.app, [partyId], (tx) => recordOpening(tx, { invoiceId, now }))
  await dun(database.batch, '2020-01-22')
  expect(await reminders(invoiceId)).toBe(0)
  await dun(database.batch, '2020-01-23')
  expect(await reminders(invoiceId)).toBe(1)
  expect(await holds(invoiceId)).toEqual([{ ...RULE, releasedBy: 'rule' }])
})

test('a person may let the claim go on, and the rule does not hold it again', async () => {
  const { id: invoiceId } = await bounced(10_000)
  await dun(database.batch, REMINDED_ON)
  const said = { invoiceId, by: STAFF, because: 'told by telephone', now: morningOf('2020-01-08') }
  expect(await releaseClaim(database.batch, said)).toEqual({ released: true })
  await dun(database.batch, '2020-01-09')
  expect(await reminders(invoiceId)).toBe(1)
})

test('what a person holds stays held for that person’s reason, and is not let go by the rule', async () => {
  const { id: invoiceId } = await bounced(10_000)
  const of = { invoiceId, by: STAFF, because: 'disputed', now: morningOf('2020-01-02') }
  await holdClaim(database.batch, { ...of, reason: 'dispute' })
  await dun(database.batch, REMINDED_ON)
  await byPost(invoiceId, '2019-12-14T08:00:00+01:00')
  await dun(database.batch, '2020-02-01')
  expect(await holds(invoiceId)).toEqual([{ by: STAFF, reason: 'dispute', releasedBy: null }])
  expect(await reminders(invoiceId)).toBe(0)
})

test('paid, it is held no more', async () => {
  const invoice = await bounced(10_000)
  await dun(database.batch, REMINDED_ON)
  await pay(database.batch, [{ kid: invoice.kid, amount: 10_000 }])
  await dun(database.batch, '2020-01-10')
  expect(await holds(invoice.id)).toEqual([{ ...RULE, releasedBy: 'rule' }])
})

test('a person holds for a reason of their own what the rule holds, and the rule does not lift it', async () => {
  const { id: invoiceId } = await bounced(10_000)
  await dun(database.batch, REMINDED_ON)
  const of = { invoiceId, by: STAFF, because: 'disputed', now: morningOf('2020-01-08') }
  expect(await holdClaim(database.batch, { ...of, reason: 'dispute' })).toEqual({ held: true })
  await byPost(invoiceId, '2019-12-14T08:00:00+01:00')
  await dun(database.batch, '2020-02-01')
  expect(await holds(invoiceId)).toEqual([
    { ...RULE, releasedBy: 'rule' },
    { by: STAFF, reason: 'dispute', releasedBy: null },
  ])
  expect(await reminders(invoiceId)).toBe(0)
})

test.each(['ehf', 'efaktura'])(
  'what no network has taken has not come, however long it has been on its way: %s',
  async (channel) => {
    const [invoice] = await invoices([10_000])
    await database.owner`
    update delivery set channel = ${channel}, state = 'handed-over', handed_at = chosen_at where invoice_id = ${invoice!.id}`
    await dun(database.batch, '2020-02-01')
    expect(await reminders(invoice!.id)).toBe(0)
    expect(await holds(invoice!.id)).toEqual([{ ...RULE, releasedBy: null }])
    await database.batch`update delivery set state = 'delivered', answered_at = '2020-02-01' where invoice_id = ${invoice!.id}`
    await dun(database.batch, '2020-02-15')
    expect(await reminders(invoice!.id)).toBe(0)
    await dun(database.batch, '2020-02-16')
    expect(await reminders(invoice!.id)).toBe(1)
  },
)
