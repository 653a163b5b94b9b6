import type { Invariant } from './invariant.ts'

/** Charges: one for each passage, booked once. */
export const CHARGE_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I5',
    says: 'a passage has at most one live charge',
    sql: `select passage_id as id from charge c where passage_id is not null and reverses is null
            and not exists (select from charge r where r.reverses = c.id and r.party_id = c.party_id)
          group by passage_id having count(*) > 1`,
  },
  {
    code: 'I5b',
    says: 'a reversal takes back exactly the charge it names',
    sql: `select r.id from charge r left join charge c on c.id = r.reverses and c.party_id = r.party_id
          where r.reverses is not null and (c.id is null or c.amount_ore <> -r.amount_ore or c.reversed_by is distinct from r.id)
          union all
          select c.id from charge c left join charge r on r.id = c.reversed_by and r.party_id = c.party_id
          where c.reversed_by is not null and (r.id is null or r.reverses is distinct from c.id)`,
  },
  {
    code: 'I6',
    says: 'a passage is charged, or free or held, never both; and a charge has its passage',
    sql: `select c.id from charge c
          join uncharged_passage u on u.party_id = c.party_id and u.passage_id = c.passage_id and u.month_on = c.month_on
          where c.reverses is null and c.reversed_by is null
          union all
          select c.id from charge c left join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
          where c.passage_id is not null and p.id is null`,
  },
  {
    code: 'I7',
    says: 'a charge is booked once with its own amount; one of 0 øre is not booked',
    sql: `select c.id from charge c left join (
            select ref_id, party_id, count(*) as n,
                   sum(case when to_account = 'receivable' then amount_ore else -amount_ore end) as amount_ore
            from posting where kind = 'charge' group by 1, 2) p on p.ref_id = c.id and p.party_id = c.party_id
          where coalesce(p.n, 0) <> case when c.amount_ore = 0 then 0 else 1 end or coalesce(p.amount_ore, 0) <> c.amount_ore
          union all
          select p.ref_id from posting p left join charge c on c.id = p.ref_id and c.party_id = p.party_id
          where p.kind = 'charge' and c.id is null`,
  },
  {
    code: 'I37',
    says: 'what is held for tags is the deposits charged and neither given back nor forfeited, each of its own charge',
    sql: `select coalesce(l.party_id, h.party_id) as id from (
            select party_id, sum(case when from_account = 'deposit' then amount_ore else -amount_ore end) as ore
            from posting where 'deposit' in (from_account, to_account) group by 1) l
          full join (
            select d.party_id, sum(d.amount_ore) as ore from tag_deposit d join deposit_charge k on k.deposit_id = d.id
            where k.ended_at is null group by 1) h using (party_id)
          where coalesce(l.ore, 0) <> coalesce(h.ore, 0)
          union all
          select k.deposit_id from deposit_charge k join tag_deposit d on d.id = k.deposit_id
          left join charge c on c.party_id = k.party_id and c.id = k.charge_id and c.month_on = k.month_on
          where c.id is null or c.kind <> 'deposit' or c.amount_ore <> d.amount_ore or c.party_id <> d.party_id
             or (k.ended_at is not null and (d.ended_because = 'returned') <> (c.reversed_by is not null))`,
  },
  {
    code: 'I38',
    says: 'a charge is collected abroad or invoiced, never both, and a file abroad is the charges it declares',
    sql: `select f.charge_id as id from foreign_owner_charge f join invoice_line l on l.charge_id = f.charge_id
          union all
          select f.charge_id from foreign_owner_charge f left join charge c on c.party_id = f.party_id and c.id = f.charge_id
          where c.id is null or c.agreement_id is not null or c.amount_ore <> f.amount_ore
          union all
          select f.id from foreign_owner_file f left join foreign_owner_charge c on c.file_id = f.id
          group by f.id having count(c.charge_id) <> f.row_count or coalesce(sum(c.amount_ore), 0) <> f.sum_ore`,
  },
]
