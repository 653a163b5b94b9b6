-- Why: what a customer has to good with an issuer is used on the next invoice, instead of being asked for in full.

-- How much of what is asked for was the customer's already when the invoice was made: it never changes.
alter table invoice
  add credit_used_ore bigint not null default 0,
  add constraint credit_used_of_what_is_asked check (credit_used_ore between 0 and greatest(total_ore, 0));

-- What is to good: what a payment left, or what came back of a refund when an invoice had asked for the money.
alter table customer_credit
  alter payment_id drop not null,
  add refund_id bigint unique references refund,
  add constraint credit_of_a_payment_or_a_refund check (num_nonnulls(payment_id, refund_id) = 1);
create index customer_credit_by_party on customer_credit (party_id) where undone_at is null;
insert into customer_credit (refund_id, party_id, agreement_id, amount_ore, made_at)
select r.id, r.party_id, r.agreement_id, r.amount_ore, r.answered_at from refund r
where r.state = 'rejected' and exists (select from asked_again a where a.of_refund_id = r.id);

-- Which of it, and on which invoice. It is undone with the payment that the credit came from.
create table credit_use (
  id bigint generated always as identity primary key,
  invoice_id bigint not null references invoice,
  party_id bigint not null,
  credit_id bigint references customer_credit,
  credit_note_id bigint references invoice,
  amount_ore bigint not null check (amount_ore > 0),
  used_at timestamptz not null,
  undone_at timestamptz,
  check (num_nonnulls(credit_id, credit_note_id) = 1)
);
create unique index credit_once_on_an_invoice on credit_use (invoice_id, credit_id) where credit_id is not null;
create unique index credit_note_once_on_an_invoice on credit_use (invoice_id, credit_note_id) where credit_note_id is not null;
create index credit_use_of_credit on credit_use (credit_id) where credit_id is not null;
create index credit_use_of_credit_note on credit_use (credit_note_id) where credit_note_id is not null;
grant select, insert, update (undone_at) on credit_use to brikke_batch;
grant select on credit_use to brikke_app;
alter table credit_use enable row level security;
alter table credit_use force row level security;
create policy own_rows on credit_use for select to brikke_app using (visible_party(party_id));

create or replace view audit.allocation as
  select id, payment_id, invoice_id, amount_ore from allocation where undone_at is null
  union all
  select -u.id, c.payment_id, u.invoice_id, u.amount_ore
  from credit_use u left join customer_credit c on c.id = u.credit_id where u.undone_at is null;

alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off', 'credit-used', 'credit-used-undone'));
