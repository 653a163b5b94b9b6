import type { Invariant } from './invariant.ts'

/** Of prepaid ferry accounts. */
export const FERRY_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I50',
    says: 'a ferry account’s balance is the sum of its entries, each the one before and its own amount',
    sql: `select a.agreement_id as id from ferry_account a left join (
            select agreement_id, count(*) as n, sum(amount_ore) as ore from ferry_entry group by 1) e using (agreement_id)
          where a.balance_ore <> coalesce(e.ore, 0) or a.entry_count <> coalesce(e.n, 0)
          union all
          select id from (
            select id, entry_number, amount_ore, balance_ore, lag(balance_ore, 1, 0::bigint) over w as before_ore, row_number() over w as n
            from ferry_entry window w as (partition by agreement_id order by entry_number)) e
          where entry_number <> n or balance_ore <> before_ore + amount_ore`,
  },
  {
    code: 'I50b',
    says: 'what is held for a ferry account is its balance, and what it was asked ahead and has not had entered',
    sql: `select a.agreement_id as id from ferry_account a
          left join (select agreement_id, sum(case when from_account = 'prepaid' then amount_ore else -amount_ore end) as ore
                     from posting where 'prepaid' in (from_account, to_account) group by 1) l using (agreement_id)
          left join (select agreement_id, sum(amount_ore) as ore from ferry_prepayment group by 1) p using (agreement_id)
          left join (select agreement_id, sum(amount_ore) as ore from ferry_entry where kind in ('payment', 'payment-undone') group by 1) e
            using (agreement_id)
          where coalesce(l.ore, 0) <> a.balance_ore + coalesce(p.ore, 0) - coalesce(e.ore, 0)
          union all
          select p.invoice_id from ferry_prepayment p left join invoice i on i.id = p.invoice_id
          where i.total_ore is distinct from p.amount_ore or i.agreement_id <> p.agreement_id or i.due_on is not null`,
  },
  {
    code: 'I50c',
    says: 'what is drawn from a ferry account, or given back to it, is booked once',
    sql: `select coalesce(e.id, p.ref_id) as id from (
            select id, party_id, amount_ore from ferry_entry where kind in ('trip', 'trip-credit', 'card') and amount_ore <> 0) e
          full join (select ref_id, party_id, count(*) as n, sum(case when from_account = 'prepaid' then amount_ore else -amount_ore end) as ore
                     from posting where kind in ('ferry-trip', 'ferry-card') group by 1, 2) p on p.ref_id = e.id and p.party_id = e.party_id
          where p.n is distinct from 1 or p.ore is distinct from e.amount_ore
          union all
          select e.id from ferry_entry e left join allocation a on a.id = e.allocation_id
          where e.allocation_id is not null
            and (a.amount_ore is distinct from case e.kind when 'payment' then e.amount_ore else -e.amount_ore end or a.party_id <> e.party_id)`,
  },
  {
    code: 'I50d',
    says: 'no ferry discount is given below the limit: the balance before the trip decided it, or a former version of the trip',
    sql: `select id from (
            select e.*, lag(e.kind) over w as kind_before, lag(e.discount) over w as discount_before, a.kind as account_kind
            from ferry_entry e join ferry_account a using (agreement_id)
            window w as (partition by e.agreement_id order by e.entry_number)) e
          where kind = 'trip' and case when decided_on_ore is null
              then kind_before is distinct from 'trip-credit' or discount_before is distinct from discount
              else discount in ('private', 'organisation') and (
                decided_on_ore <> balance_ore - amount_ore or discount <> account_kind
                or decided_on_ore < limit_ore or (discount = 'private' and decided_on_ore = limit_ore)) end`,
  },
  {
    code: 'I50e',
    says: 'a ferry trip costs no more than its full price, its VAT is inside, and what the account does not pay is charged',
    sql: `select e.id from ferry_entry e
          left join charge f on f.id = e.fare_charge_id and f.kind = 'ferry-fare' left join charge t on t.id = e.toll_charge_id and t.kind = 'ferry-toll'
          where e.kind = 'trip' and (e.fare_ore + e.toll_ore > e.full_ore or e.vat_ore > e.fare_ore or e.vat_ore < 0
            or coalesce(f.amount_ore, 0) <> case when e.paid_by in ('tag-issuer', 'invoice') then e.fare_ore else 0 end
            or coalesce(t.amount_ore, 0) <> case when e.paid_by in ('tag-issuer', 'invoice') then e.toll_ore else 0 end
            or coalesce(f.vat_ore, e.vat_ore) <> e.vat_ore)
          union all
          select c.id from ferry_entry c left join ferry_entry e on e.trip_id = c.trip_id and e.kind = 'trip' and e.agreement_id = c.agreement_id
          where c.kind = 'trip-credit' and (e.id is null or c.amount_ore <> -e.amount_ore)`,
  },
  {
    code: 'I50f',
    says: 'no receipt is lost: a file is the trips it brought and those known before, and a trip of an account is posted within a day',
    sql: `select f.id from ferry_receipt_file f left join ferry_trip t on t.file_id = f.id
          group by f.id having count(t.id) <> f.declared_count - f.known_count or (f.known_count = 0 and coalesce(sum(t.full_ore), 0) <> f.declared_sum_ore)
          union all
          select coalesce(t.id, r.trip_id) from (select id, agreement_id, company_id, reference from ferry_trip where state = 'received') t
          full join ferry_trip_received r on r.trip_id = t.id and r.agreement_id = t.agreement_id
          where t.id is null or r.received_at < $1::timestamptz - interval '1 day'
            or (r.trip_id is null and not exists (
              select from ferry_trip o join ferry_entry e on e.trip_id = o.id and e.kind = 'trip'
              where o.company_id = t.company_id and o.reference = t.reference))`,
  },
  {
    code: 'I50g',
    says: 'an account is open, and a card of it released or posted, only after the whole prepayment has come in and the card was paid',
    sql: `with whole as (
            select agreement_id, min(posted_at) as at from (
              select p.agreement_id, p.amount_ore, e.posted_at, sum(e.amount_ore) over (partition by p.invoice_id order by e.entry_number) as in_ore
              from ferry_prepayment p join allocation a on a.invoice_id = p.invoice_id join ferry_entry e on e.allocation_id = a.id
              where p.because = 'opening') o
            where in_ore >= amount_ore group by 1)
          select a.agreement_id as id from ferry_account a left join whole w using (agreement_id)
          where a.opened_at is not null and (w.at is null or w.at > a.opened_at)
          union all
          select c.id from ferry_card c left join whole w using (agreement_id)
          where coalesce(c.released_at, c.sent_at) is not null
            and (w.at is null or w.at > c.released_at or c.released_at is null or c.sent_at < c.released_at
              or not exists (select from ferry_entry e where e.card_id = c.id and e.kind = 'card' and e.amount_ore = -c.fee_ore))`,
  },
]
