import { findDecider, whyNotFor } from '#access/find-decider.ts'
import type { Ore } from '#core/money.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import { bulkPaymentPosting, type Holder } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { BulkMatchRefusal } from '#words/bulk-payments.ts'
import { saveMatched } from './store-bulk-payments.ts'

/**
 * Finds among the payments that nobody owns those that are a bulk payment come to our account: of the same issuer and sum, no
 * KID, on the day it was told of or later, and neither of the two may be another. Returns how many.
 */
export async function matchBulkPayments(db: Db, { now }: { now: number }): Promise<number> {
  return inTransaction(db, async (tx) => {
    await tx`select pg_advisory_xact_lock(7301042)`
    await tx`
      select p.id from payment p where p.state = 'queued' and p.queued_because = 'unknown-kid' and p.kid = ''
        and p.amount_ore in (select amount_ore from bulk_payment where payment_id is null)
      order by p.id for no key update`
    const pairs = await tx<Pair[]>`
      select * from (
        select r.id as "bulkId", p.id as "paymentId", r.issuer_id as "issuerId", r.sent_from as holder, r.amount_ore as amount,
               count(*) over (partition by r.id) as payments, count(*) over (partition by p.id) as sums
        from bulk_payment r join payment p on p.issuer_id = r.issuer_id and p.amount_ore = r.amount_ore and p.paid_on >= r.told_on
        where r.payment_id is null and p.state = 'queued' and p.queued_because = 'unknown-kid' and p.kid = '') m
      where payments = 1 and sums = 1 order by "bulkId"`
    await match(tx, pairs, { by: undefined, now })
    return pairs.length
  })
}

/** A person says which payment a bulk payment is. It is of its issuer and its sum, or it is another. */
export async function matchBulkPayment(
  db: Db,
  of: { bulkId: number; paymentId: number; by: string; now: number },
): Promise<{ matched: true } | Refusal<BulkMatchRefusal>> {
  return inTransaction(db, async (tx) => {
    await tx`select pg_advisory_xact_lock(7301042)`
    const staff = await findDecider(tx, of.by)
    if (isRefusal(staff)) return staff
    const [payment] = await tx<{ issuerId: number; amount: Ore; state: string }[]>`
      select issuer_id as "issuerId", amount_ore as amount, state from payment where id = ${of.paymentId} for no key update`
    if (payment?.state !== 'queued') return refuse('payment-not-queued')
    const others = whyNotFor(staff, payment.issuerId)
    if (others) return others
    const [pair] = await tx<Pair[]>`
      select id as "bulkId", ${of.paymentId}::bigint as "paymentId", issuer_id as "issuerId", sent_from as holder, amount_ore as amount
      from bulk_payment where id = ${of.bulkId} and payment_id is null`
    if (!pair) return refuse('no-such-bulk-payment')
    if (pair.issuerId !== payment.issuerId || pair.amount !== payment.amount) return refuse('not-its-sum')
    await match(tx, [pair], { by: staff.id, now: of.now })
    return { matched: true } as const
  })
}

type Pair = {
  readonly bulkId: number
  readonly paymentId: number
  readonly issuerId: number
  readonly holder: Holder
  readonly amount: Ore
}

async function match(
  tx: Tx,
  pairs: readonly Pair[],
  at: { by: number | undefined; now: number },
): Promise<void> {
  if (pairs.length === 0) return
  await saveMatched(tx, pairs, at)
  const postings = pairs.map(({ bulkId: refId, issuerId, holder, amount }) =>
    bulkPaymentPosting({ refId, partyId: 0, agreementId: 0, issuerId, chargerId: 0, holder, amount }),
  )
  await book(tx, postings, at.now)
}
