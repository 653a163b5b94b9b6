import { findDecider, whyNotFor } from '#access/find-decider.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { RefundRefusal } from '#words/refunds.ts'
import { type HeldRefund, holdRefund } from './hold-refunds.ts'
import { type PayoutTerms, payoutTermsOn } from './payout-terms.ts'
import { isLapsed } from './refund.ts'
import { endRefunds, saveApproval, saveApprovalUndone } from './store-refunds.ts'

type Decision = { readonly refundId: number; readonly by: string; readonly now: number }

/**
 * Approves a refund and the account it goes to; with another account later it is approved anew. Whoever asked for it, or
 * entered or verified the account, never approves it.
 */
export async function approveRefund(
  db: Db,
  { refundId, by, now, terms }: Decision & { terms: PayoutTerms },
): Promise<{ state: 'approved' } | Refusal<RefundRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdFor(tx, refundId, by)
    if (isRefusal(held)) return held
    const { staff, refund } = held
    const account = await readAccount(tx, refund.partyId)
    if (!awaitsApproval(refund, account?.id)) return refuse('not-to-be-approved')
    const today = osloDay(now)
    if (refund.state === 'asked' && isLapsed(refund.claimedOn, payoutTermsOn(terms, today), today))
      return refuse('claim-lapsed')
    if (!account) return refuse('no-payout-account')
    if (!account.verified) return refuse('account-not-verified')
    if ([refund.requestedBy, account.changedBy, account.verifiedBy].includes(staff.id))
      return refuse('same-person-approves')
    await saveApproval(tx, { refundId, accountId: account.id, by: staff.id, now })
    return { state: 'approved' } as const
  })
}

/** Takes an approval back while the money is here: the refund waits for somebody to approve it anew. */
export async function undoApproval(
  db: Db,
  { refundId, by }: Omit<Decision, 'now'>,
): Promise<{ state: 'asked' } | Refusal<RefundRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdFor(tx, refundId, by)
    if (isRefusal(held)) return held
    const { refund } = held
    if (refund.state !== 'asked' && refund.state !== 'approved') return refuse('already-sent')
    if (refund.approvedBy === null) return refuse('not-approved-by-staff')
    await saveApprovalUndone(tx, refundId)
    return { state: 'asked' } as const
  })
}

/** Keeps what the customer has to good with us: nobody is paid. The rule does not ask for it again. */
export async function withdrawRefund(
  db: Db,
  { refundId, by, now }: Decision,
): Promise<{ state: 'withdrawn' } | Refusal<RefundRefusal>> {
  return inTransaction(db, async (tx) => {
    const held = await holdFor(tx, refundId, by)
    if (isRefusal(held)) return held
    const { staff, refund } = held
    if (refund.state !== 'asked' && refund.state !== 'approved') return refuse('already-sent')
    await endRefunds(tx, [refundId], { state: 'withdrawn', by: staff.id, now })
    return { state: 'withdrawn' } as const
  })
}

/** A refund, for somebody of its issuer who may decide. */
async function holdFor(tx: Tx, refundId: number, by: string) {
  const staff = await findDecider(tx, by)
  if (isRefusal(staff)) return staff
  const refund = await holdRefund(tx, refundId)
  if (!refund) return refuse('unknown-refund')
  return whyNotFor(staff, refund.issuerId) ?? { staff, refund }
}

function awaitsApproval(refund: HeldRefund, accountId: number | undefined): boolean {
  if (refund.state === 'asked') return true
  return refund.state === 'approved' && refund.needsSecond && refund.accountId !== (accountId ?? null)
}

async function readAccount(tx: Tx, partyId: number) {
  const [row] = await tx<
    { id: number; verified: boolean; changedBy: number | null; verifiedBy: number | null }[]
  >`
    select id, verified_at is not null as verified, changed_by as "changedBy", verified_by as "verifiedBy"
    from payout_account where party_id = ${partyId} and ended_at is null for no key update`
  return row
}
