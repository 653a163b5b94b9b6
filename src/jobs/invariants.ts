// long because: it is one list, and whoever checks the books reads all of it.
/**
 * What must always hold, each as a query that returns what breaks it (reference: the numbering of the audit contract).
 * `$1` is the instant before which everything received must be settled.
 */
export type Invariant = { readonly code: string; readonly says: string; readonly sql: string }

export const INVARIANTS: readonly Invariant[] = [
  {
    code: 'I1',
    says: 'every ledger transaction has two postings that sum to zero',
    sql: `select txn_id as id from audit.posting group by txn_id having sum(amount_ore) <> 0 or count(*) < 2`,
  },
  {
    code: 'I2',
    says: 'a source record exists once',
    sql: `select min(id) as id from (
            select id, charger_id, sequence from passage where ended_because is distinct from 're-attributed'
            union all select id, charger_id, sequence from passage_waiting) p
          group by charger_id, sequence having count(*) > 1`,
  },
  {
    code: 'I2b',
    says: 'every stored passage has its natural key, and every key its passage',
    sql: `select coalesce(p.id, k.passage_id) as id
          from (select id, charger_id, sequence from passage where ended_because is distinct from 're-attributed'
                union all select id, charger_id, sequence from passage_waiting) p
          full join (select * from passage_key where passage_id is not null) k
            on k.charger_id = p.charger_id and k.sequence = p.sequence and k.passage_id = p.id
          where p.id is null or k.passage_id is null`,
  },
  {
    code: 'I3',
    says: 'nothing is lost: a closed passage file declares what it accepted and rejected',
    sql: `select f.id from audit.import_file f
          left join (select file_id, count(*) as n from audit.passage group by 1) p on p.file_id = f.id
          left join (select file_id, count(*) as n from audit.rejected_record group by 1) r on r.file_id = f.id
          where f.kind = 'passage' and f.state = 'closed' and f.declared_count <> coalesce(p.n, 0) + coalesce(r.n, 0)`,
  },
  {
    code: 'I4',
    says: 'nothing is stuck: after a day a passage is charged, free, held with a reason, another issuer’s, or has a next try',
    sql: `select p.id from passage p
          left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                            and c.reverses is null and c.reversed_by is null
          left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
          where not p.erased and p.ended_because is null and c.id is null and u.passage_id is null and p.received_at < $1::timestamptz
            and not exists (select from due_later d where d.kind = 'rate' and d.key = p.vehicle_id::text and d.from_at = p.passed_at)
          union all
          select id from passage_waiting where state = 'waiting-for-owner' and next_try_at < $1::timestamptz`,
  },
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
    code: 'I5c',
    says: 'a passage that was withdrawn, replaced or given to another is charged to nobody',
    sql: `select p.id from passage p
          left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
                            and c.reverses is null and c.reversed_by is null
          left join uncharged_passage u on u.party_id = p.party_id and u.passage_id = p.id and u.month_on = p.month_on
          where p.ended_because is not null and (c.id is not null or u.passage_id is not null)
            and not exists (select from due d where (d.kind = 'rate' and d.key = p.vehicle_id::text) or (d.kind = 'take-back' and d.key = p.id::text))`,
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
    code: 'I14b',
    says: 'what is open on a replaced invoice is asked for by its reminder, or asked for again, but for what is being settled',
    sql: `select i.id from invoice i join invoice r on r.id = i.replaced_by
          where i.total_ore <> i.allocated_ore + i.carried_ore and r.state <> 'credited'
            and not exists (select from due d where d.kind = 'settle' and d.key = i.id::text)`,
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
              from invoice where kind <> 'credit-note' and state <> 'credited'
              union all
              select c.party_id, coalesce(c.agreement_id, 0), c.amount_ore from charge c
              where not exists (select from invoice_line n join invoice i on i.id = n.invoice_id
                                where n.charge_id = c.id and i.state <> 'credited')
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
    code: 'I16',
    says: 'a tag, and a vehicle, belongs to one agreement at a time',
    sql: `select a.id from tag_assignment a join tag_assignment b on a.tag_id = b.tag_id and a.id < b.id and a.valid && b.valid
          union
          select a.id from tag_assignment a join tag_assignment b
            on a.vehicle_id = b.vehicle_id and a.id < b.id and a.valid && b.valid`,
  },
  {
    code: 'I16b',
    says: 'an assignment carries the number of its tag and the plate of its vehicle',
    sql: `select a.id from tag_assignment a join vehicle v on v.id = a.vehicle_id left join tag t on t.id = a.tag_id
          where a.plate <> v.country || ' ' || v.plate or a.tag_number is distinct from t.tag_number`,
  },
  {
    code: 'I16c',
    says: 'whatever is due of a key is in one slot, so that one worker has it all',
    sql: `select substring(key from '\\d+$')::bigint as id from due group by kind, key having count(distinct slot) > 1`,
  },
  {
    code: 'I17',
    says: 'a charged agreement was valid at the instant of the passage',
    sql: `select p.id from passage p join agreement a on a.id = p.agreement_id
          where not p.erased and p.ended_because is null and (p.passed_at < a.valid_from or p.passed_at >= coalesce(a.valid_to, 'infinity')
            or p.party_id <> a.party_id
            or exists (select from agreement_block b where b.agreement_id = a.id and b.during @> p.passed_at))`,
  },
  {
    code: 'I19',
    says: 'a charge counts in Oslo’s month of its passage, not in UTC’s',
    sql: `select c.id from charge c join passage p on p.party_id = c.party_id and p.id = c.passage_id and p.month_on = c.month_on
          where p.passed_at is not null and c.month_on <> date_trunc('month', p.passed_at at time zone 'Europe/Oslo')::date`,
  },
  {
    code: 'I20',
    says: 'an agreement with deletion keeps no plate, tag, time or place of a charged passage (terms 5.9)',
    sql: `select p.id from passage p
          join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on
          join agreement a on a.id = p.agreement_id
          where a.deletes_passages and (not p.erased or c.vehicle_id is not null)
          union all
          select l.invoice_id from invoice_line l join invoice i on i.id = l.invoice_id join agreement a on a.id = i.agreement_id
          where a.deletes_passages and l.kind = 'toll' and (l.passed_at is not null or l.station_name is not null or l.plate is not null)`,
  },
  {
    code: 'I21',
    says: 'no step of dunning comes before the ladder’s day, which is two weeks after due at the earliest (inkassoloven § 9), nor out of order',
    sql: `select d.id from dunning_step d join invoice i on i.id = d.reminded_id join invoice claim on claim.id = d.invoice_id
          where claim.due_on is null or d.taken_on < d.earliest_on
             or (d.step = 'reminder' and (d.earliest_on < i.due_on + 14 or (d.sent_at at time zone 'Europe/Oslo')::date < i.due_on + 14))
             or (d.step = 'collection' and (d.earliest_on <= i.due_on or i.kind <> 'reminder'))
             or (d.step_number > 1 and not exists (
                   select from dunning_step b where b.invoice_id = d.invoice_id and b.step = d.step and b.step_number = d.step_number - 1))`,
  },
  {
    code: 'I21b',
    says: 'a replaced invoice has exactly one reminder, for what was open and its fee; and a reminder replaces exactly one',
    sql: `select i.id from invoice i
          left join invoice r on r.id = i.replaced_by
          left join dunning_step d on d.reminded_id = i.id and d.reminder_id = r.id
          left join (select invoice_id, sum(amount_ore) as ore from invoice_line where kind = 'reminded' group by 1) l on l.invoice_id = r.id
          left join (select of_invoice_id, sum(amount_ore) as ore from asked_again group by 1) a on a.of_invoice_id = i.id
          where (i.state = 'replaced-by-reminder') <> (i.replaced_by is not null)
             or (i.replaced_by is not null and (d.id is null or r.kind <> 'reminder' or r.party_id <> i.party_id or r.issuer_id <> i.issuer_id
                                                or l.ore is distinct from i.carried_ore - coalesce(a.ore, 0)))
             or (i.replaced_by is null and i.carried_ore <> 0)
          union all
          select r.id from invoice r where r.kind = 'reminder' and (select count(*) from invoice i where i.replaced_by = r.id) <> 1`,
  },
  {
    code: 'I21e',
    says: 'what is asked for again stands on one line of one invoice, for what was open on a replaced invoice or owed back of a refund',
    sql: `select a.line_id as id from asked_again a
          left join invoice_line l on l.id = a.line_id and l.invoice_id = a.invoice_id and l.kind = 'asked-again'
          left join invoice n on n.id = a.invoice_id and n.kind = 'invoice'
          left join invoice i on i.id = a.of_invoice_id left join refund r on r.id = a.of_refund_id
          where l.id is null or n.id is null or l.amount_ore <> a.amount_ore or n.party_id <> coalesce(i.party_id, r.party_id)
             or n.issuer_id <> coalesce(i.issuer_id, r.issuer_id)
             or coalesce(n.agreement_id, 0) <> coalesce(case when i.id is null then r.agreement_id else i.agreement_id end, 0)
             or (i.id is not null and i.replaced_by is null)
          union all
          select l.id from invoice_line l where l.kind = 'asked-again' and not exists (select from asked_again a where a.line_id = l.id)`,
  },
  {
    code: 'I21c',
    says: 'a step has its claim and its invoices, and a claim is collected where a step says so',
    sql: `select d.id from dunning_step d
          left join invoice claim on claim.id = d.invoice_id left join invoice i on i.id = d.reminded_id
          left join collection_claim k on k.invoice_id = d.invoice_id and k.reminder_id = d.reminded_id
          where claim.id is null or i.id is null or claim.party_id <> d.party_id or i.party_id <> d.party_id
             or (d.step = 'collection' and k.id is null)
          union all
          select k.id from collection_claim k
          where not exists (select from dunning_step d where d.invoice_id = k.invoice_id and d.step = 'collection')`,
  },
  {
    code: 'I21d',
    says: 'an agreement is blocked while a claim on it is in collection (terms 2.9)',
    sql: `select k.id from collection_claim k where k.closed_at is null and k.agreement_id <> 0
            and not exists (select from agreement_block b where b.agreement_id = k.agreement_id
                            and b.because = 'debt-collection' and upper_inf(b.during) and not isempty(b.during))`,
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
  {
    code: 'I22d',
    says: 'who no letter reaches is blocked until the address is mended (terms 2.9)',
    sql: `select m.id from missing_address m join agreement a on a.party_id = m.party_id
          where m.mended_at is null and a.valid_from <= m.found_at and a.valid_to is null
            and not exists (select from agreement_block b where b.agreement_id = a.id
                            and b.because = 'address-missing' and upper_inf(b.during) and not isempty(b.during))`,
  },
  {
    code: 'I24',
    says: 'staff who looked at a customer had a case, or a reason of ten characters',
    sql: `select id from audit.staff_access where case_id is null and length(reason) < 10`,
  },
  {
    code: 'I24b',
    says: 'nothing follows on an invoice while something on it is disputed',
    sql: `select s.id from dunning_step s join complained_passage k on k.invoice_id = s.invoice_id
          where s.sent_at > k.complained_at and (k.decided_at is null or s.sent_at < k.decided_at)`,
  },
  {
    code: 'I25',
    says: 'a link between somebody logged in and an agreement has its proof: the holder’s own identity number',
    sql: `select l.id from user_agreement l
          join app_user u on u.id = l.user_id join agreement a on a.id = l.agreement_id join party p on p.id = a.party_id
          where l.revoked_at is null and (p.national_id_digest is distinct from u.national_id_digest or l.party_id <> a.party_id)`,
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
          where u.party_id <> i.party_id or i.kind <> 'invoice' or i.due_on is null
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
          select i.id from invoice i left join (select invoice_id, sum(amount_ore) as ore from credit_use group by 1) u on u.invoice_id = i.id
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
          select id from ferry_trip where state = 'received' and received_at < $1::timestamptz - interval '1 day'`,
  },
]
