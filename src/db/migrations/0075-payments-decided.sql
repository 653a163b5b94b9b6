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

-- And money that is nobody's goes back to the account it came from: asked for by one member of staff, approved by another.
alter table payment
  drop constraint payment_state_check,
  add constraint payment_state_check check (state in ('allocated', 'partly', 'queued', 'reversed', 'reversal', 'bulk', 'returned')),
  drop constraint payment_queued_because_check,
  add constraint payment_queued_because_check check (queued_because in (
    'unknown-kid', 'invoice-credited', 'invoice-replaced', 'reversal-without-payment', 'decision-undone', 'return-rejected'));

create table payment_return (
  id bigint generated always as identity primary key,
  payment_id bigint not null references payment,
  issuer_id smallint not null references company,
  amount_ore bigint not null check (amount_ore > 0),
  account_number text not null,                            -- the one it came from
  name text not null check (name <> ''),                   -- whose that is, as the bank names them
  because text not null check (because <> ''),
  state text not null check (state in ('asked', 'approved', 'sent', 'paid', 'rejected', 'withdrawn')),
  requested_by bigint not null references staff_member,
  requested_at timestamptz not null,
  approved_by bigint references staff_member,
  approved_at timestamptz,
  message_id text unique,                                  -- of the payment order
  order_id text unique,
  end_to_end_id text unique,
  content bytea,
  made_at timestamptz,
  sent_at timestamptz,
  answered_at timestamptz,
  rejected_because text,
  ended_at timestamptz,
  check (approved_by <> requested_by),
  check ((approved_by is null) = (approved_at is null)),
  check (approved_at is not null or state in ('asked', 'withdrawn')),
  check (num_nulls(message_id, order_id, end_to_end_id, content, made_at) = case when state in ('sent', 'paid', 'rejected') then 0 else 5 end),
  check ((state in ('paid', 'rejected')) = (answered_at is not null)),
  check ((state = 'rejected') = (rejected_because is not null)),
  check ((state = 'withdrawn') = (ended_at is not null))
);
create unique index one_return_of_payment on payment_return (payment_id) where state in ('asked', 'approved', 'sent', 'paid');
create index payment_return_waiting on payment_return (id) where state in ('asked', 'approved', 'sent');
grant select, insert, update (state, approved_by, approved_at, message_id, order_id, end_to_end_id, content, made_at, sent_at, answered_at,
                              rejected_because, ended_at) on payment_return to brikke_batch;

alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off', 'credit-used', 'credit-used-undone',
    'bulk-payment', 'bulk-payment-fee', 'collected-abroad', 'charger-payout', 'charger-payout-returned', 'ferry-trip', 'ferry-card',
    'payment-returned', 'payment-return-rejected'));
