import { findDecider } from '#access/find-decider.ts'
import { readChangePause } from '#agreements/store-links.ts'
import { parseAccountNumber } from '#core/account-number.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { type Db, inTransaction, type Tx } from '#db/connection.ts'
import type { RefundRefusal } from '#words/refunds.ts'
import { type PayoutTerms, payoutTermsOn } from './payout-terms.ts'
import { savePayoutAccount } from './store-refunds.ts'

type Recording = {
  readonly partyId: number
  readonly accountNumber: string
  readonly by: string
  /** What the member of staff has seen. Absent: verified only if it has paid the customer's invoices, and nobody else's. */
  readonly proof?: string
  readonly now: number
  readonly terms: PayoutTerms
}

export type PayoutAccountRecorded = { readonly accountId: number; readonly isVerified: boolean }

/** Where a customer is paid. A new number starts anew: verified anew, and nothing is paid to it for its first days. */
export async function recordPayoutAccount(
  db: Db,
  { partyId, accountNumber, by, proof, now, terms }: Recording,
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
      : (await hasPaidFrom(tx, { partyId, account, times: payoutTermsOn(terms, osloDay(now)).accountPaidInvoices }))
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

/**
 * An account that has paid several of the customer's invoices in one go by their KID, and none of anybody else's. A debt
 * collector's has paid for many, and what was in collection tells of nobody; a stranger pays once.
 */
async function hasPaidFrom(
  tx: Tx,
  { partyId, account, times }: { partyId: number; account: string; times: number },
): Promise<boolean> {
  const [paid] = await tx<{ own: number; others: number }[]>`
    select count(distinct i.id) filter (
             where a.party_id = ${partyId} and a.decided_by = 'kid' and a.amount_ore = i.total_ore
               and not exists (select from collection_claim k where k.reminder_id = i.id))::int as own,
           count(*) filter (where a.party_id <> ${partyId})::int as others
    from payment p join allocation a on a.payment_id = p.id and a.undone_at is null join invoice i on i.id = a.invoice_id
    where p.debit_account = ${account}`
  return paid !== undefined && paid.own >= times && paid.others === 0
}
