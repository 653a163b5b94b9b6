import type { Invariant } from './invariant.ts'

/** Invoices, their lines, numbers and the channels they go by. */
export const INVOICE_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I8',
    says: 'a charge stands on at most one invoice that is not credited',
    sql: `select l.charge_id as id from invoice_line l join invoice i on i.id = l.invoice_id
          where i.credited_by is null and l.charge_id is not null group by l.charge_id having count(*) > 1`,
  },
  {
    code: 'I9',
    says: 'an invoice is the sum of its lines, and a line is its charge',
    sql: `select i.id from invoice i left join invoice_line l on l.invoice_id = i.id
          group by i.id having coalesce(sum(l.amount_ore), 0) <> i.total_ore
          union all
          select l.invoice_id from invoice_line l left join charge c on c.id = l.charge_id and c.party_id = l.party_id
          where l.charge_id is not null and (c.id is null or c.amount_ore <> l.amount_ore)`,
  },
  {
    code: 'I9b',
    says: 'an invoice gathers charges of its own party and agreement, or of a party without and its own issuer',
    sql: `select i.id from invoice i join invoice_line l on l.invoice_id = i.id
          join charge c on c.id = l.charge_id and c.party_id = l.party_id
          where l.party_id <> i.party_id or c.agreement_id is distinct from i.agreement_id
             or (i.agreement_id is null and c.issuer_id <> i.issuer_id)`,
  },
  {
    code: 'I9c',
    says: 'a credit note is less than nothing, asks for nothing, and is booked once as the customer’s credit',
    sql: `select i.id from invoice i left join (
            select ref_id, party_id, count(*) as n, sum(amount_ore) as amount_ore
            from posting where kind = 'credit-note' group by 1, 2) p on p.ref_id = i.id and p.party_id = i.party_id
          where (i.kind = 'credit-note') <> (i.total_ore < 0)
             or (i.kind = 'credit-note' and (i.due_on is not null or p.n is distinct from 1 or p.amount_ore <> -i.total_ore))
             or (i.kind <> 'credit-note' and p.n is not null)`,
  },
  {
    code: 'I9d',
    says: 'every line stands on an invoice, of the customer it is for',
    sql: `select l.id from invoice_line l left join invoice i on i.id = l.invoice_id
          where i.party_id is distinct from l.party_id`,
  },
  {
    code: 'I10',
    says: 'a KID is unique and its check digit right (MOD10)',
    sql: `select id from invoice where kid !~ '^[0-9]{2,25}$' or (
            select sum(case when d > 9 then d - 9 else d end) from (
              select substr(reverse(kid), i, 1)::int * case when i % 2 = 0 then 2 else 1 end as d
              from generate_series(1, length(kid)) as i) digits) % 10 <> 0
          union all select min(id) from invoice group by kid having count(*) > 1`,
  },
  {
    code: 'I11',
    says: 'invoice numbers have no gap within a series',
    sql: `select min(id) as id from invoice group by series
          having max(invoice_number) <> count(*) or min(invoice_number) <> 1 or count(distinct invoice_number) <> count(*)`,
  },
  {
    code: 'I22',
    says: 'an invoice that goes by e-mail is told about exactly once',
    sql: `select d.invoice_id from delivery d where d.channel = 'e-mail' and d.handed_at is not null
            and (select count(*) from outbox o where o.kind = 'mail'
                 and o.dedupe_key = 'invoice:' || d.invoice_id || case d.turn when 1 then '' else ':' || d.turn end) <> 1`,
  },
  {
    code: 'I22b',
    says: 'an invoice goes by another channel only after the one before has failed',
    sql: `select d.id from delivery d join delivery before on before.invoice_id = d.invoice_id and before.turn < d.turn
          where before.state not in ('bounced', 'unopened', 'returned', 'refused')`,
  },
  {
    code: 'I22c',
    says: 'a file to the printer has the letters it counts, each of them handed over',
    sql: `select f.id from print_file f
          left join print_letter l on l.print_file_id = f.id
          left join delivery d on d.id = l.delivery_id and d.channel = 'post' and d.handed_at is not null
          group by f.id having count(d.id) <> f.letter_count`,
  },
]
