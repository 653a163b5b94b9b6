import type { Tx } from '#db/connection.ts'
import type { Credit } from './credit.ts'

/**
 * What these customers have to good, oldest first, held until the transaction ends: whoever takes a payment back or pays
 * out is waited for. What is on its way to the customer is not among it: at the bank, asked for by a member of staff, or
 * waiting only for its day with an account to go to. Nor is what has lapsed (terms 7.1).
 */
export async function holdCredits(tx: Tx, partyIds: readonly number[]): Promise<readonly Credit[]> {
  const parties = [...new Set(partyIds)].map(String)
  // Held first and read afterwards, and in the order in which refunds hold them.
  const held = await tx<{ id: number }[]>`
    select id from customer_credit where party_id = any (${parties}::bigint[]) and undone_at is null
    order by id for no key update`
  const notes = await tx<{ id: number }[]>`
    select id from invoice where party_id = any (${parties}::bigint[]) and kind = 'credit-note'
    order by id for no key update`
  if (held.length === 0 && notes.length === 0) return []
  return tx<Credit[]>`
    select "creditId", "creditNoteId", "partyId", "agreementId", "issuerId", amount_ore - used_ore as left
    from (
      select c.id as "creditId", null::bigint as "creditNoteId", c.party_id as "partyId", c.agreement_id as "agreementId",
             coalesce(p.issuer_id, r.issuer_id) as "issuerId", c.amount_ore, c.made_at as since,
             coalesce((select sum(u.amount_ore) from credit_use u where u.credit_id = c.id and u.undone_at is null), 0)::bigint as used_ore
      from customer_credit c left join payment p on p.id = c.payment_id left join refund r on r.id = c.refund_id
      where c.id = any (${held.map(({ id }) => String(id))}::bigint[]) and c.undone_at is null
      union all
      select null, n.id, n.party_id, coalesce(n.agreement_id, 0), n.issuer_id, -n.total_ore, n.issued_at,
             coalesce((select sum(u.amount_ore) from credit_use u where u.credit_note_id = n.id and u.undone_at is null), 0)::bigint
      from invoice n where n.id = any (${notes.map(({ id }) => String(id))}::bigint[])) k
    where used_ore < amount_ore and not exists (
      select from refund r where (r.credit_id = k."creditId" or r.credit_note_id = k."creditNoteId")
        and (r.state in ('sent', 'paid', 'lapsed')
             or (r.state in ('asked', 'approved')
                 and (r.requested_by is not null
                      or exists (select from payout_account a where a.party_id = r.party_id and a.ended_at is null)))))
    order by since, "creditId", "creditNoteId"`
}
