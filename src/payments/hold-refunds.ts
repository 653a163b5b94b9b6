import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import type { RefundState } from '#words/refunds.ts'
import { creditorKey } from './refund.ts'

// Credits are held before refunds, and refunds before balances, always: so that a payment taken back and a refund of it
// never wait for each other crosswise.

/** Refunds are asked for and sent by one at a time: what a customer has to good is counted once. */
export async function holdCredits(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(7301023)`
  // A payment that is taken back just now takes its credit with it; whoever does it is waited for.
  await tx`select id from customer_credit where undone_at is null order by id for no key update`
  // An invoice run that uses them is waited for, too.
  await tx`select id from invoice where kind = 'credit-note' order by id for no key update`
}

export type HeldRefund = {
  readonly id: number
  readonly state: RefundState
  readonly needsSecond: boolean
  readonly requestedBy: number | null
  /** Null: by rule, or not yet. */
  readonly approvedBy: number | null
  readonly accountId: number | null
  readonly partyId: number
  readonly issuerId: number
  readonly claimedOn: string
}

export async function holdRefund(tx: Tx, refundId: number): Promise<HeldRefund | undefined> {
  const [row] = await tx<HeldRefund[]>`
    select id, state, needs_second as "needsSecond", requested_by as "requestedBy",
           approved_by as "approvedBy", account_id as "accountId",
           party_id as "partyId", issuer_id as "issuerId", claimed_on as "claimedOn"
    from refund where id = ${refundId} for no key update`
  return row
}

/** What the ledger holds for these customers, by whose it is. Of a party with several issuers each has its own. */
export async function readCredit(tx: Tx, partyIds: readonly number[]): Promise<ReadonlyMap<string, Ore>> {
  const rows = await tx<{ partyId: number; agreementId: number; issuerId: number; credit: number }[]>`
    select party_id as "partyId", agreement_id as "agreementId", issuer_id as "issuerId",
           sum(case when from_account = 'customer-credit' then amount_ore else -amount_ore end)::bigint as credit
    from posting
    where party_id = any (${partyIds.map(String)}::bigint[]) and 'customer-credit' in (from_account, to_account)
    group by 1, 2, 3`
  return new Map(rows.map((row) => [creditorKey(row), ore(row.credit)]))
}
