import type { Invariant } from './invariant.ts'

/** What follows when an invoice is not paid. */
export const DUNNING_INVARIANTS: readonly Invariant[] = [
  {
    code: 'I14b',
    says: 'what is open on a replaced invoice is asked for by its reminder, or asked for again, but for what is being settled',
    sql: `select i.id from invoice i join invoice r on r.id = i.replaced_by
          where i.total_ore <> i.allocated_ore + i.carried_ore and r.state <> 'credited'
            and not exists (select from due_key d where d.kind = 'settle' and d.key = i.id::text)`,
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
    code: 'I21f',
    says: 'a claim that the collector gave up stands as was last decided; what was credited is used on it, what was taken back is asked for by us',
    sql: `select k.id from collection_claim k
          left join lateral (select * from claim_decision c where c.claim_id = k.id order by c.id desc limit 1) d on true
          left join credit_use u on u.credit_note_id = d.credit_note_id and u.invoice_id = k.reminder_id
          where (k.state in ('credited', 'taken-back') or d.id is not null) and k.state is distinct from replace(d.decided, 'undone', 'withdrawn')
             or k.state = 'credited' and u.amount_ore is distinct from d.amount_ore`,
  },
  {
    code: 'I21g',
    says: 'the VAT of what was given up for lost is booked once with its decision, and what is undone takes it back',
    sql: `select coalesce(v.decision_id, p.ref_id) as id from (
            select decision_id, sum(vat_ore) as ore from lost_vat group by 1) v
          full join (
            select ref_id, sum(case when to_account = 'vat-payable' then amount_ore else -amount_ore end) as ore
            from posting where kind = 'lost-vat' group by 1) p on p.ref_id = v.decision_id
          where coalesce(v.ore, 0) <> coalesce(p.ore, 0)
          union all
          select d.id from (
            select id, decided, lag(id) over (partition by claim_id order by id) as of_id from claim_decision) d
          join lost_vat v on v.decision_id in (d.id, d.of_id)
          where d.decided = 'undone'
          group by d.id, v.vat_percent having sum(v.vat_ore) <> 0 or sum(v.basis_ore) <> 0`,
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
    code: 'I24b',
    says: 'nothing follows on an invoice while something on it is disputed',
    sql: `select s.id from dunning_step s join complained_passage k on k.invoice_id = s.invoice_id
          where s.sent_at > k.complained_at and (k.decided_at is null or s.sent_at < k.decided_at)`,
  },
]
