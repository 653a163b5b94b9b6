import type { Invariant } from './invariant.ts'

/** Money in: payments, what they are allocated to, direct debit, Vipps and bulk payments. */
export const PAYMENT_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I12',
    says: 'a bank record is stored once, and a payment file is what it declares',
    sql: `select min(id) as id from payment group by bank_ref having count(*) > 1
          union all
          select f.id from payment_file f left join payment p on p.file_id = f.id
          group by f.id having count(p.id) > f.declared_count`,
  },
  {
    code: 'I13',
    says: 'nothing is allocated beyond what came in or is owed',
    sql: `select p.id from payment p join audit.allocation a on a.payment_id = p.id
          group by p.id having sum(a.amount_ore) > greatest(p.amount_ore, 0)
          union all
          select i.id from invoice i join audit.allocation a on a.invoice_id = i.id
          group by i.id having sum(a.amount_ore) > i.total_ore`,
  },
  {
    code: 'I13b',
    says: 'every allocation is of a payment, to an invoice of the customer it is for',
    sql: `select a.id from allocation a left join payment p on p.id = a.payment_id left join invoice i on i.id = a.invoice_id
          where p.id is null or i.party_id is distinct from a.party_id`,
  },
  {
    code: 'I14',
    says: 'an invoice is paid when all of it is allocated, and only then',
    sql: `select i.id from invoice i left join audit.allocation a on a.invoice_id = i.id
          group by i.id having coalesce(sum(a.amount_ore), 0) <> i.allocated_ore
             or ((i.state = 'paid') <> (coalesce(sum(a.amount_ore), 0) = i.total_ore and i.state not in ('credited', 'replaced-by-reminder')))`,
  },
  {
    code: 'I26',
    says: 'a payment file is accounted for: its payments, what is no payment, and what another file had brought',
    sql: `select f.id from payment_file f
          where f.declared_count <> f.duplicate_count
            + (select count(*) from payment p where p.file_id = f.id)
            + (select count(*) from bank_movement m where m.file_id = f.id)`,
  },
  {
    code: 'I27',
    says: 'a transmission to the bank is the claims or deletions it declares',
    sql: `select t.id from claim_transmission t
          left join claim k on t.id = case t.kind when 'claims' then k.transmission_id else k.deletion_id end
          group by t.id having count(k.id) <> t.claim_count or coalesce(sum(k.amount_ore), 0) <> t.sum_ore`,
  },
  {
    code: 'I28',
    says: 'a claim is of its invoice, and of a mandate of the same issuer and agreement',
    sql: `select k.id from claim k join invoice i on i.id = k.invoice_id join mandate m on m.id = k.mandate_id
          where k.kid <> i.kid or m.issuer_id <> i.issuer_id or m.agreement_id is distinct from i.agreement_id
             or m.party_id is distinct from i.party_id or k.amount_ore > i.total_ore`,
  },
  {
    code: 'I36',
    says: 'what is captured through Vipps came in once, and the ledger has it with Vipps',
    sql: `select v.id from vipps_payment v left join payment p on p.vipps_payment_id = v.id
          group by v.id having coalesce(sum(p.amount_ore), 0) <> v.captured_ore - v.refunded_ore
          union all
          select 0 where (
            select coalesce(sum(case when to_account = 'vipps' then amount_ore else -amount_ore end), 0)
            from posting where 'vipps' in (from_account, to_account))
          <> (select coalesce(sum(amount_ore), 0) from payment where vipps_payment_id is not null)
           - (select coalesce(sum(fee_ore + case when payment_id is null then 0 else amount_ore end), 0)
              from bulk_payment where sent_from = 'vipps')`,
  },
  {
    code: 'I40b',
    says: 'what goes back where it came from is a payment that nobody owns, whole, approved by two, and booked once',
    sql: `select r.id from payment_return r join payment p on p.id = r.payment_id
          left join (select ref_id, coalesce(sum(amount_ore) filter (where kind = 'payment-returned'), 0) as ore,
                            coalesce(sum(amount_ore) filter (where kind = 'payment-return-rejected'), 0) as back_ore
                     from posting where kind in ('payment-returned', 'payment-return-rejected') group by 1) b on b.ref_id = r.id
          where p.amount_ore <> r.amount_ore or p.issuer_id <> r.issuer_id or p.debit_account is distinct from r.account_number
             or (r.state in ('sent', 'paid')) and p.state <> 'returned'
             or coalesce(b.ore, 0) <> case when r.state in ('sent', 'paid', 'rejected') then r.amount_ore else 0 end
             or coalesce(b.back_ore, 0) <> case when r.state = 'rejected' then r.amount_ore else 0 end
          union all
          select p.id from payment p where p.state = 'returned'
            and not exists (select from payment_return r where r.payment_id = p.id and r.state in ('sent', 'paid'))
          union all
          select p.ref_id from posting p left join payment_return r on r.id = p.ref_id
          where p.kind in ('payment-returned', 'payment-return-rejected') and r.id is null`,
  },
  {
    code: 'I40',
    says: 'a bulk payment is the money it accounts for, is matched with one payment of its sum, and is booked once',
    sql: `select r.id from bulk_payment r
          left join (select bulk_payment_id, sum(amount_ore) as ore from (
            select bulk_payment_id, amount_ore from bulk_payment_part union all
            select bulk_payment_id, amount_ore from foreign_owner_payment) m group by 1) m on m.bulk_payment_id = r.id
          left join payment p on p.id = r.payment_id
          left join (select ref_id, sum(amount_ore) filter (where kind = 'bulk-payment') as ore,
                            sum(amount_ore) filter (where kind = 'bulk-payment-fee') as fee_ore
                     from posting where kind in ('bulk-payment', 'bulk-payment-fee') group by 1) b on b.ref_id = r.id
          where coalesce(m.ore, 0) <> r.amount_ore + r.fee_ore or coalesce(b.fee_ore, 0) <> r.fee_ore
             or coalesce(b.ore, 0) <> case when r.payment_id is null then 0 else r.amount_ore end
             or (r.payment_id is not null and (p.amount_ore <> r.amount_ore or p.issuer_id <> r.issuer_id or p.state <> 'bulk'))
          union all
          select p.id from payment p where p.state = 'bulk' and not exists (select from bulk_payment r where r.payment_id = p.id)
          union all
          select p.payment_id from bulk_payment_part p join payment m on m.id = p.payment_id
          where m.vipps_payment_id is null or m.amount_ore <> p.amount_ore
          union all
          select coalesce(f.charge_id, b.ref_id) from foreign_owner_payment f full join (
            select ref_id, party_id, sum(case when from_account = 'receivable' then amount_ore else -amount_ore end) as ore
            from posting where kind = 'collected-abroad' group by 1, 2) b on b.ref_id = f.charge_id and b.party_id = f.party_id
          left join foreign_owner_charge c on c.charge_id = f.charge_id
          where b.ore is distinct from f.amount_ore or c.amount_ore is distinct from f.amount_ore`,
  },
  {
    code: 'I13c',
    says: 'every payment is of a file, and came to a company of ours',
    sql: `select p.id from payment p left join payment_file f on f.id = p.file_id left join company c on c.id = p.issuer_id
          where c.id is null or f.id is null and p.file_id is not null`,
  },
  {
    code: 'I14c',
    says: 'what is unpaid with a day to be paid by, and only that, is where dunning looks',
    sql: `select coalesce(i.id, u.invoice_id) as id
          from (select id, party_id, due_on from invoice
                where state in ('sent', 'partly-paid') and kind <> 'credit-note' and due_on is not null) i
          full join unpaid_invoice u on u.invoice_id = i.id
          where u.party_id is distinct from i.party_id or u.due_on is distinct from i.due_on`,
  },
]
