import type { Invariant } from './invariant.ts'

/** The ledger, and what each toll charger is owed and paid of it. */
export const BOOK_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I1',
    says: 'every ledger transaction has two postings that sum to zero',
    sql: `select txn_id as id from audit.posting group by txn_id having sum(amount_ore) <> 0 or count(*) < 2`,
  },
  {
    code: 'I15',
    says: 'a customer’s balance is the sum of its postings, both ways',
    sql: `select coalesce(b.party_id, p.party_id) as id from balance b full join (
            select party_id, agreement_id, account, sum(amount_ore) as sum_ore from (
              select party_id, agreement_id, to_account as account, amount_ore from posting
              union all select party_id, agreement_id, from_account, -amount_ore from posting) s
            where account in ('receivable', 'customer-credit') group by 1, 2, 3) p
            on p.party_id = b.party_id and p.agreement_id = b.agreement_id and p.account = b.account
          where coalesce(b.balance_ore, 0) <> coalesce(p.sum_ore, 0)`,
  },
  {
    code: 'I15c',
    says: 'what an agreement owes in the ledger is open on its invoices, not invoiced yet, or owed back of a refund and not asked for yet',
    sql: `select party_id as id from (
            select party_id, agreement_id, balance_ore as ore from balance where account = 'receivable') l
          full join (
            select party_id, agreement_id, sum(ore) as ore from (
              select party_id, coalesce(agreement_id, 0) as agreement_id, total_ore - allocated_ore - carried_ore as ore
              from invoice where kind <> 'credit-note'
              union all
              select c.party_id, coalesce(c.agreement_id, 0), c.amount_ore from charge c
              where not exists (select from invoice_line n where n.charge_id = c.id)
              union all
              select party_id, agreement_id, owed_back_ore from refund r
              where not exists (select from asked_again a where a.of_refund_id = r.id)
              union all
              select party_id, 0, -amount_ore from foreign_owner_payment) s
            group by 1, 2) o using (party_id, agreement_id)
          where coalesce(l.ore, 0) <> coalesce(o.ore, 0)`,
  },
  {
    code: 'I15b',
    says: 'unallocated money is exactly the payments that wait in the queue',
    sql: `select 0 as id where (
            select coalesce(sum(case when from_account = 'unallocated' then amount_ore else -amount_ore end), 0)
            from posting where 'unallocated' in (from_account, to_account))
          <> (select coalesce(sum(amount_ore), 0) from payment where state = 'queued')`,
  },
  {
    code: 'I32',
    says: 'a settlement is the sum of its lines, and what an issuer keeps of a line is booked once',
    sql: `select s.id from settlement s left join settlement_line l on l.settlement_id = s.id
          group by s.id having count(l.id) <> s.line_count or coalesce(sum(l.tolls_ore + l.owners_ore - l.commission_ore), 0) <> s.sum_ore
          union all
          select coalesce(l.id, p.ref_id) from settlement_line l full join (
            select ref_id, count(*) as n, sum(case when to_account = 'toll-payable' then amount_ore else -amount_ore end) as amount_ore
            from posting where kind = 'settlement' group by 1) p on p.ref_id = l.id
          where coalesce(p.amount_ore, 0) <> coalesce(l.commission_ore, 0)
             or coalesce(p.n, 0) <> case when coalesce(l.commission_ore, 0) = 0 then 0 else 1 end`,
  },
  {
    code: 'I32b',
    says: 'no toll charger is told of more than was booked for it, and of a closed month it is told of all',
    sql: `select coalesce(l.id, 0) as id from (
            select charger_id, issuer_id, (booked_at at time zone 'Europe/Oslo')::date as booked_on, min(month_on) as month_on, count(*) as n,
                   sum(case when from_account = 'toll-payable' then amount_ore else -amount_ore end) as amount_ore
            from posting where 'toll-payable' in (from_account, to_account) and charger_id <> 0
              and kind not in ('settlement', 'charger-payout', 'charger-payout-returned') group by 1, 2, 3) p
          full join (
            select min(id) as id, charger_id, issuer_id, booked_on, sum(posting_count) as n, sum(tolls_ore + owners_ore) as amount_ore
            from settlement_line group by 2, 3, 4) l using (charger_id, issuer_id, booked_on)
          left join closed_month m on m.month_on = p.month_on
          where coalesce(l.n, 0) > coalesce(p.n, 0) or (l.n = p.n and l.amount_ore <> p.amount_ore)
             or (m.month_on is not null and l.n is distinct from p.n)`,
  },
  {
    code: 'I33',
    says: 'the postings of a closed month are what they were when it was closed',
    sql: `select 0 as id from (
            select month_on, issuer_id, charger_id, account, count(*) as n, sum(to_ore) as to_ore, sum(from_ore) as from_ore
            from posting cross join lateral (
              values (to_account, amount_ore, 0::bigint), (from_account, 0::bigint, amount_ore)) as side (account, to_ore, from_ore)
            where month_on in (select month_on from closed_month) group by 1, 2, 3, 4) p
          full join closed_month_sum s using (month_on, issuer_id, charger_id, account)
          where p.n is distinct from s.posting_count or p.to_ore is distinct from s.to_ore or p.from_ore is distinct from s.from_ore`,
  },
  {
    code: 'I41',
    says: 'a toll charger is paid the lines of its settlements that a payout names, each once, approved by two, and booked once',
    sql: `select o.id from charger_payout o
          left join (select l.payout_id, sum(l.amount_ore) as ore, bool_and(s.charger_id = p.charger_id and s.issuer_id = p.issuer_id
                              and l.amount_ore = s.tolls_ore + s.owners_ore - s.commission_ore) as is_own
                     from charger_payout_line l join settlement_line s on s.id = l.line_id join charger_payout p on p.id = l.payout_id
                     group by 1) l on l.payout_id = o.id
          left join (select ref_id, coalesce(sum(amount_ore) filter (where kind = 'charger-payout'), 0) as ore,
                            coalesce(sum(amount_ore) filter (where kind = 'charger-payout-returned'), 0) as back_ore
                     from posting where kind in ('charger-payout', 'charger-payout-returned') group by 1) b on b.ref_id = o.id
          where l.ore is distinct from o.amount_ore or not l.is_own
             or coalesce(b.ore, 0) <> case when o.state in ('sent', 'paid', 'rejected') then o.amount_ore else 0 end
             or coalesce(b.back_ore, 0) <> case when o.state = 'rejected' then o.amount_ore else 0 end
             or (o.state in ('sent', 'paid', 'rejected') and o.approved_by is null)
          union all
          select p.ref_id from posting p left join charger_payout o on o.id = p.ref_id
          where p.kind in ('charger-payout', 'charger-payout-returned') and o.id is null`,
  },
]
