import type { Ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { type Posting, refundOwedBackPosting } from '#ledger/posting.ts'
import { endRefunds, saveOwedBack } from './store-refunds.ts'

/**
 * The payments these credits came from are taken back. What is not at the bank yet is not paid out; what is, the customer
 * owes us: it stands as owed and no longer as their credit, and in the queue of refunds.
 */
export async function takeBackRefunds(
  tx: Tx,
  creditIds: readonly number[],
  now: number,
): Promise<readonly Posting[]> {
  if (creditIds.length === 0) return []
  const refunds = await tx<Live[]>`
    select id, state, party_id as "partyId", agreement_id as "agreementId", issuer_id as "issuerId", amount_ore as amount
    from refund where credit_id = any (${creditIds.map(String)}::bigint[]) and state in ('asked', 'approved', 'sent', 'paid')
    order by id for no key update`
  const unsent = refunds.filter(({ state }) => state === 'asked' || state === 'approved')
  const gone = refunds.filter(({ state }) => state === 'sent' || state === 'paid')
  await endRefunds(
    tx,
    unsent.map(({ id }) => id),
    { state: 'withdrawn', now },
  )
  await saveOwedBack(
    tx,
    gone.map(({ id }) => id),
  )
  return gone.map(({ id: refId, partyId, agreementId, issuerId, amount }) =>
    refundOwedBackPosting({ refId, partyId, agreementId, issuerId, chargerId: 0, amount }),
  )
}

/** Whether something of what this payment left is paid out, or on its way. */
export async function isRefunded(tx: Tx, paymentId: number): Promise<boolean> {
  // Whoever sends it just now is waited for.
  await tx`select id from customer_credit where payment_id = ${paymentId} and undone_at is null for no key update`
  const found = await tx`
    select from customer_credit c join refund r on r.credit_id = c.id
    where c.payment_id = ${paymentId} and c.undone_at is null and r.state in ('sent', 'paid') limit 1`
  return found.length > 0
}

type Live = {
  readonly id: number
  readonly state: 'asked' | 'approved' | 'sent' | 'paid'
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly amount: Ore
}
