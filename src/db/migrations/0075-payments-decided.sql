-- Why: who puts a payment that waits on an invoice, or takes that back, is kept.
create table payment_decision (
  id bigint generated always as identity primary key,
  payment_id bigint not null references payment,
  decided text not null check (decided in ('allocated', 'undone')),
  invoice_id bigint references invoice,
  staff_id bigint not null references staff_member,
  decided_at timestamptz not null,
  check ((decided = 'allocated') = (invoice_id is not null))
);
create index payment_decision_of_payment on payment_decision (payment_id);
grant select, insert on payment_decision to brikke_batch;
