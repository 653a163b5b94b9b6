import { afterEach, describe, expect, test } from 'vitest'
import { asParty, inTransaction } from '#db/connection.ts'
import { payableDatabase } from '#payments/payments.test-world.ts'
import { COLLECTED_ON, DUNNING_TERMS, dun, morningOf, REMINDED_ON } from './dunning.test-world.ts'
import { holdDisputes } from './hold-disputes.ts'
import { writeCollectionFiles } from './write-collection-file.ts'

const { database, invoices } = payableDatabase()
const NOW = morningOf(COLLECTED_ON) + 5 * 3_600_000

async function collected(issuerId = 1) {
  const [invoice] = await invoices([20_000], { issuerId })
  await dun(database.batch, REMINDED_ON)
  await dun(database.batch, COLLECTED_ON)
  return invoice!
}

/** Claims the collector is told of, by their first invoice. */
async function told(): Promise<readonly number[]> {
  const put = () => Promise.resolve()
  await writeCollectionFiles(database.batch, { put }, { now: NOW, terms: DUNNING_TERMS })
  const rows = await database.batch<{ id: number }[]>`
    select invoice_id as id from collection_claim where file_id is not null order by 1`
  return rows.map(({ id }) => id)
}

describe('while a bank file is refused', () => {
  const refused = (because: string, issuerIds: readonly number[] | null) =>
    database.owner`
      insert into refused_payment_file (sha256, name, issuer_ids, because, state, refused_at)
      values ('a', 'ocr.txt', ${issuerIds && issuerIds.map(String)}::smallint[], ${because}, 'refused', ${NOW - 1})`
  afterEach(() => database.owner`truncate refused_payment_file`)

  test('after the morning’s step, the collector is not told of its issuer’s claims before it is taken', async () => {
    const [ours, theirs] = [await collected(), await collected(2)]
    await refused('bad-trailer', [1])
    expect(await told()).toEqual([theirs.id])
    await database.owner`update refused_payment_file set state = 'taken', settled_at = ${NOW}`
    expect(await told()).toEqual([ours.id, theirs.id].toSorted((a, b) => a - b))
  })

  test('whose money nobody can tell, it is told of none', async () => {
    const { id } = await collected()
    await refused('bad-header', null)
    expect(await told()).not.toContain(id)
  })

  test('of another format than the issuer’s own, which tells the same, it is told all the same', async () => {
    const { id } = await collected()
    await refused('other-payment-format', [1])
    expect(await told()).toContain(id)
  })
})

test('a complaint under way while the file is written is waited for, and its claim is not told', async () => {
  const { id: invoiceId, partyId } = await collected()
  const [held, complained] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const complaint = asParty(database.app, [partyId], async (tx) => {
    await holdDisputes(tx, [{ invoiceId, partyId }], { because: 'case 1', now: NOW })
    held.resolve()
    await complained.promise
  })
  await held.promise
  let written = false
  const writing = told().finally(() => (written = true))
  while (!written && !(await isWaitedFor())) await new Promise((next) => setTimeout(next, 10))
  complained.resolve()
  await complaint
  expect(await writing).not.toContain(invoiceId)
})

test('a complaint that comes while a file is made is after it, and does not wait for it', async () => {
  const { id: invoiceId, partyId } = await collected()
  const [made, complained] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const file = inTransaction(database.batch, async (tx) => {
    await tx`select pg_advisory_xact_lock(7301022::bigint)`
    made.resolve()
    await complained.promise
  })
  await made.promise
  const held = await asParty(database.app, [partyId], async (tx) => {
    await tx`set local lock_timeout = '1s'`
    return holdDisputes(tx, [{ invoiceId, partyId }], { because: 'case 1', now: NOW })
  })
  expect(held).toBe(1)
  complained.resolve()
  await file
})

async function isWaitedFor(): Promise<boolean> {
  return (await database.owner`select from pg_locks where locktype = 'advisory' and not granted`).length > 0
}

test('what is complained of is not told, whoever’s hold stands on the claim or was let go', async () => {
  const { id, partyId } = await collected()
  await database.owner`
    insert into customer_case (public_id, party_id, company_id, topic, subject, language, state, opened_at, seen_at)
    values (gen_random_uuid(), ${partyId}, 1, 'complaint', 'a', 'nb', 'open', ${NOW}, ${NOW})`
  await database.owner`
    insert into complaint (case_id, party_id, ground, complained_at) select max(id), ${partyId}, 'other', ${NOW} from customer_case`
  await database.owner`
    insert into complained_passage (case_id, party_id, passage_id, month_on, invoice_id, late, complained_at)
    select max(id), ${partyId}, 1, '2019-11-01', ${id}, false, ${NOW} from customer_case`
  expect(await told()).not.toContain(id)
  await database.owner`update complained_passage set decided_at = ${NOW}, finding = 'stands'`
  expect(await told()).toContain(id)
})
