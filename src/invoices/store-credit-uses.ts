import { type Ore, ore } from '#core/money.ts'
import type { Tx } from '#db/connection.ts'
import { creditUsedPosting } from '#ledger/posting.ts'
import { book } from '#ledger/store.ts'
import type { CreditUse } from './credit.ts'

export type NewCreditUse = CreditUse & {
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
}

/** Keeps which credit is used on which invoice, and books it: the customer owes less, and has as much less to good. */
export async function saveCreditUses(
  tx: Tx,
  uses: readonly NewCreditUse[],
  { now, afterIssue = false }: { now: number; afterIssue?: boolean },
): Promise<void> {
  if (uses.length === 0) return
  const rows = await tx<(Omit<NewCreditUse, 'creditId' | 'creditNoteId'> & { id: number })[]>`
    with used as (
      insert into credit_use (invoice_id, party_id, credit_id, credit_note_id, amount_ore, used_at, after_issue)
      select "invoiceId", "partyId", "creditId", "creditNoteId", amount, ${now}::timestamptz, ${afterIssue}
      from jsonb_to_recordset(${JSON.stringify(uses)}::text::jsonb) as u (
        "invoiceId" bigint, "partyId" bigint, "creditId" bigint, "creditNoteId" bigint, amount bigint)
      returning *)
    select u.id, u.invoice_id as "invoiceId", u.party_id as "partyId", coalesce(i.agreement_id, 0) as "agreementId",
           i.issuer_id as "issuerId", u.amount_ore as amount
    from used u join invoice i on i.id = u.invoice_id order by u.id`
  if (rows.length !== uses.length) throw new Error('credit was used on an invoice that does not exist')
  const postings = rows.map(({ id: refId, partyId, agreementId, issuerId, amount }) =>
    creditUsedPosting({ refId, partyId, agreementId, issuerId, chargerId: 0, amount }),
  )
  await book(tx, postings, now)
}

export type EndedCreditUse = {
  readonly id: number
  readonly invoiceId: number
  readonly partyId: number
  readonly agreementId: number
  readonly issuerId: number
  readonly amount: Ore
}

/** The payments these credits came from are taken back: what they were used on is open again, which the caller books. */
export async function endCreditUses(
  tx: Tx,
  creditIds: readonly number[],
  now: number,
): Promise<readonly EndedCreditUse[]> {
  if (creditIds.length === 0) return []
  const rows = await tx<EndedCreditUse[]>`
    update credit_use u set undone_at = ${now} from invoice i
    where u.credit_id = any (${creditIds.map(String)}::bigint[]) and u.undone_at is null and i.id = u.invoice_id
    returning u.id, u.invoice_id as "invoiceId", u.party_id as "partyId", coalesce(i.agreement_id, 0) as "agreementId",
              i.issuer_id as "issuerId", u.amount_ore as amount`
  return rows.map((row) => ({ ...row, amount: ore(row.amount) }))
}
