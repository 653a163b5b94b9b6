import { findDecider } from '#access/find-decider.ts'
import { readChangePause } from '#agreements/store-links.ts'
import { parseAccountNumber } from '#core/account-number.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { RefundRefusal } from '#words/refunds.ts'
import { savePayoutAccount } from './store-refunds.ts'

type Recording = {
  readonly partyId: number
  readonly accountNumber: string
  readonly by: string
  /** What the member of staff has seen. Absent: verified only if the customer has paid us from it. */
  readonly proof?: string
  readonly now: number
}

export type PayoutAccountRecorded = { readonly accountId: number; readonly isVerified: boolean }

/** Where a customer is paid. A new number starts anew: verified anew, and nothing is paid to it for its first days. */
export async function recordPayoutAccount(
  db: Db,
  { partyId, accountNumber, by, proof, now }: Recording,
): Promise<PayoutAccountRecorded | Refusal<RefundRefusal>> {
  const account = parseAccountNumber(accountNumber)
  if (isRefusal(account)) return account
  if (proof !== undefined && proof !== 'document') return refuse('unknown-proof')
  return inTransaction(db, async (tx) => {
    const staff = await findDecider(tx, by)
    if (isRefusal(staff)) return staff
    const parties = await tx`select from party where id = ${partyId} for no key update`
    if (parties.length === 0) return refuse('unknown-party')
    if (!(await isCustomerOf(tx, partyId, staff.companyId))) return refuse('staff-of-another-company')
    if ((await readChangePause(tx, partyId, now)) !== undefined) return refuse('changes-paused')
    const verified = proof
      ? { how: 'document' as const, by: staff.id }
      : (await hasPaidFrom(tx, partyId, account))
        ? { how: 'paid-from' as const, by: undefined }
        : undefined
    const accountId = await savePayoutAccount(tx, {
      partyId,
      accountNumber: account,
      by: staff.id,
      verified,
      now,
    })
    const [saved] = await tx<{ isVerified: boolean }[]>`
      select verified_at is not null as "isVerified" from payout_account where id = ${accountId}`
    return { accountId, isVerified: saved?.isVerified ?? false }
  })
}

/** By an agreement, or because something is paid or owed: an owner has no agreement. */
async function isCustomerOf(tx: Tx, partyId: number, companyId: number): Promise<boolean> {
  const found = await tx`
    select from agreement where party_id = ${partyId} and issuer_id = ${companyId}
    union all select from invoice where party_id = ${partyId} and issuer_id = ${companyId} limit 1`
  return found.length > 0
}

/** An account that paid this customer's invoice by its KID is somebody's who had the invoice. */
async function hasPaidFrom(tx: Tx, partyId: number, account: string): Promise<boolean> {
  const paid = await tx`
    select from allocation a join payment p on p.id = a.payment_id
    where a.party_id = ${partyId} and a.undone_at is null and a.decided_by = 'kid' and p.debit_account = ${account} limit 1`
  return paid.length > 0
}
