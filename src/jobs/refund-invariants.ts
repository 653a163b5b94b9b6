import type { Invariant } from './invariant.ts'

/** Money the customer has to good, and money paid back. */
export const REFUND_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I29',
    says: 'a refund is booked once when it is sent, and booked back when the bank rejects it',
    sql: `select r.id from refund r left join (
            select ref_id, party_id, coalesce(sum(amount_ore) filter (where kind = 'refund'), 0) as out_ore,
                   coalesce(sum(amount_ore) filter (where kind = 'refund-returned'), 0) as back_ore
            from posting where kind in ('refund', 'refund-returned') group by 1, 2) p on p.ref_id = r.id and p.party_id = r.party_id
          where coalesce(p.out_ore, 0) <> case when r.state in ('sent', 'paid', 'rejected') then r.amount_ore else 0 end
             or coalesce(p.back_ore, 0) <> case r.state when 'rejected' then r.amount_ore else 0 end
          union all
          select p.ref_id from posting p left join refund r on r.id = p.ref_id and r.party_id = p.party_id
          where p.kind in ('refund', 'refund-returned') and r.id is null`,
  },
  {
    code: 'I29b',
    says: 'no refund takes a customer’s credit below nothing',
    sql: `select party_id as id from posting where 'customer-credit' in (from_account, to_account)
          group by party_id, agreement_id, issuer_id
          having bool_or(kind = 'refund')
             and sum(case when from_account = 'customer-credit' then amount_ore else -amount_ore end) < 0`,
  },
  {
    code: 'I29c',
    says: 'a refund pays back its own customer, no more than there is to good, to an account verified and not changed that day',
    sql: `select r.id from refund r
          left join customer_credit c on c.id = r.credit_id left join invoice i on i.id = r.credit_note_id
          left join refund_file f on f.id = r.file_id left join payout_account a on a.id = r.account_id
          where r.party_id <> coalesce(c.party_id, i.party_id) or r.amount_ore > coalesce(c.amount_ore, -i.total_ore)
             or a.party_id <> r.party_id or f.issuer_id <> r.issuer_id
             or (f.id is not null and (a.verified_at is null or (a.changed_at at time zone 'Europe/Oslo')::date
                                                             >= (f.made_at at time zone 'Europe/Oslo')::date))`,
  },
  {
    code: 'I29d',
    says: 'a payment order is the refunds it declares',
    sql: `select f.id from refund_file f left join refund r on r.file_id = f.id
          group by f.id having count(r.id) <> f.refund_count or coalesce(sum(r.amount_ore), 0) <> f.sum_ore`,
  },
  {
    code: 'I39',
    says: 'no more credit is used than there is, each use is of the invoice’s own customer and issuer and booked once, and an invoice says what it used',
    sql: `select u.id from credit_use u join invoice i on i.id = u.invoice_id
          left join customer_credit c on c.id = u.credit_id left join payment p on p.id = c.payment_id
          left join refund b on b.id = c.refund_id left join invoice n on n.id = u.credit_note_id and n.kind = 'credit-note'
          where u.party_id <> i.party_id or i.due_on is null or not (i.kind = 'invoice' or i.kind = 'reminder' and u.after_issue)
             or coalesce(c.party_id, n.party_id) is distinct from i.party_id
             or coalesce(p.issuer_id, b.issuer_id, n.issuer_id) is distinct from i.issuer_id
             or coalesce(c.agreement_id, n.agreement_id, 0) <> coalesce(i.agreement_id, 0)
             or (c.undone_at is not null and u.undone_at is null)
          union all
          select coalesce(c.id, n.id) from (
            select credit_id, credit_note_id, sum(amount_ore) as ore from credit_use where undone_at is null group by 1, 2) u
          left join customer_credit c on c.id = u.credit_id left join invoice n on n.id = u.credit_note_id
          where u.ore + coalesce((select sum(r.amount_ore) from refund r where r.state in ('sent', 'paid')
                  and (r.credit_id = u.credit_id or r.credit_note_id = u.credit_note_id)), 0) > coalesce(c.amount_ore, -n.total_ore)
          union all
          select i.id from invoice i left join (select invoice_id, sum(amount_ore) as ore from credit_use where not after_issue group by 1) u on u.invoice_id = i.id
          where i.credit_used_ore <> coalesce(u.ore, 0)
          union all
          select coalesce(u.id, p.ref_id) from credit_use u full join (
            select ref_id, party_id, coalesce(sum(amount_ore) filter (where kind = 'credit-used'), 0) as used_ore,
                   coalesce(sum(amount_ore) filter (where kind = 'credit-used-undone'), 0) as undone_ore
            from posting where kind in ('credit-used', 'credit-used-undone') group by 1, 2) p on p.ref_id = u.id and p.party_id = u.party_id
          where p.used_ore is distinct from u.amount_ore
             or p.undone_ore is distinct from case when u.undone_at is null then 0 else u.amount_ore end`,
  },
  {
    code: 'I39b',
    says: 'what a customer has to good in the ledger is what payments, returned refunds and credit notes left of it',
    sql: `select party_id as id from (
            select party_id, agreement_id, issuer_id, sum(case when from_account = 'customer-credit' then amount_ore else -amount_ore end) as ore
            from posting where 'customer-credit' in (from_account, to_account) group by 1, 2, 3) l
          full join (
            select party_id, agreement_id, issuer_id, sum(ore) as ore from (
              select c.party_id, c.agreement_id, coalesce(p.issuer_id, b.issuer_id) as issuer_id, c.amount_ore as ore
              from customer_credit c left join payment p on p.id = c.payment_id left join refund b on b.id = c.refund_id
              where c.undone_at is null
              union all
              select party_id, coalesce(agreement_id, 0), issuer_id, -total_ore from invoice where kind = 'credit-note'
              union all
              select party_id, agreement_id, issuer_id, owed_back_ore - amount_ore from refund where state in ('sent', 'paid')
              union all
              select u.party_id, coalesce(i.agreement_id, 0), i.issuer_id, -u.amount_ore
              from credit_use u join invoice i on i.id = u.invoice_id where u.undone_at is null) r group by 1, 2, 3) k
            using (party_id, agreement_id, issuer_id)
          where coalesce(l.ore, 0) <> coalesce(k.ore, 0)`,
  },
]
