-- Why: a customer may be asked to pay ahead; an agreement may have a credit limit of its own; what others hold for us is known until it is on our account; and
-- toll chargers are paid what they are told they are owed. A customer sees that a claim is collected.

-- Paid ahead: a charge as any other, held for the customer until it is used.
alter table charge
  drop constraint charge_kind_check,
  add constraint charge_kind_check check (kind in ('toll', 'deposit', 'fee', 'interest', 'correction', 'prepayment'));

-- Beside the issuer's, and instead of it from its day. Null: as much as they will.
create table agreement_credit_limit (
  id bigint generated always as identity primary key,
  agreement_id bigint not null references agreement,
  party_id bigint not null references party,
  from_on date not null,
  limit_ore bigint check (limit_ore >= 0),
  set_by bigint not null references staff_member,
  set_at timestamptz not null
);
create index agreement_credit_limit_by_agreement on agreement_credit_limit (agreement_id, from_on);
grant select, insert on agreement_credit_limit to brikke_batch;
grant select on agreement_credit_limit to brikke_app;
alter table agreement_credit_limit enable row level security;
alter table agreement_credit_limit force row level security;
create policy own_rows on agreement_credit_limit for select to brikke_app using (visible_party(party_id));

-- Min side says that a claim is collected.
grant select on collection_claim to brikke_app;
alter table collection_claim enable row level security;
alter table collection_claim force row level security;
create policy own_rows on collection_claim for select to brikke_app using (visible_party(party_id));

-- What Vipps, or the collector abroad, says that it pays us in one sum: a file of theirs once, and each sum once.
create table bulk_payment_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  sent_from text not null check (sent_from in ('vipps', 'collector-abroad')),
  issuer_id smallint not null references company,
  received_at timestamptz not null
);
grant select, insert on bulk_payment_file to brikke_batch;

create table bulk_payment (
  id bigint generated always as identity primary key,
  file_id bigint not null references bulk_payment_file,
  issuer_id smallint not null references company,
  sent_from text not null check (sent_from in ('vipps', 'collector-abroad')),
  reference text not null check (reference <> ''),
  amount_ore bigint not null check (amount_ore > 0),       -- what comes to our account
  fee_ore bigint not null check (fee_ore >= 0),            -- what was kept of it
  told_on date not null,
  payment_id bigint unique references payment,             -- it has come
  matched_at timestamptz,
  matched_by bigint references staff_member,               -- null: by the sum alone
  unique (issuer_id, sent_from, reference),
  check ((payment_id is null) = (matched_at is null)),
  check (matched_by is null or matched_at is not null)
);
create index bulk_payment_unmatched on bulk_payment (issuer_id, amount_ore) where payment_id is null;
grant select, insert, update (payment_id, matched_at, matched_by) on bulk_payment to brikke_batch;

-- What Vipps took and gave back of ours, and is accounted for: each sum of money through Vipps in one bulk payment.
create table bulk_payment_part (
  payment_id bigint primary key references payment,
  bulk_payment_id bigint not null references bulk_payment,
  amount_ore bigint not null
);
create index bulk_payment_part_by_bulk_payment on bulk_payment_part (bulk_payment_id);
grant select, insert on bulk_payment_part to brikke_batch;

-- And what owners abroad have paid the collector.
create table foreign_owner_payment (
  charge_id bigint primary key references foreign_owner_charge,
  party_id bigint not null,
  bulk_payment_id bigint not null references bulk_payment,
  amount_ore bigint not null
);
create index foreign_owner_payment_by_bulk_payment on foreign_owner_payment (bulk_payment_id);
grant select, insert on foreign_owner_payment to brikke_batch;

-- A sum that stands on our account and is of many: no customer's, and no longer in the queue.
alter table payment
  drop constraint payment_state_check,
  add constraint payment_state_check check (state in ('allocated', 'partly', 'queued', 'reversed', 'reversal', 'bulk'));

-- What an issuer pays a toll charger of what it was told that it is owed: asked for by one, approved by another.
create table charger_payout (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,
  charger_id smallint not null references company,
  amount_ore bigint not null check (amount_ore > 0),
  state text not null check (state in ('asked', 'approved', 'sent', 'paid', 'rejected', 'withdrawn')),
  requested_by bigint not null references staff_member,
  requested_at timestamptz not null,
  approved_by bigint references staff_member,
  approved_at timestamptz,
  account_number text,                                      -- the toll charger's, as it was when it was sent
  message_id text unique,                                   -- of the payment order
  payment_id text unique,
  end_to_end_id text unique,
  content bytea,
  made_at timestamptz,
  sent_at timestamptz,
  answered_at timestamptz,
  rejected_because text,
  ended_at timestamptz,
  check (issuer_id <> charger_id),
  check (approved_by <> requested_by),
  check ((approved_by is null) = (approved_at is null)),
  check (approved_at is not null or state in ('asked', 'withdrawn')),
  check (num_nulls(account_number, message_id, payment_id, end_to_end_id, content, made_at)
         = case when state in ('sent', 'paid', 'rejected') then 0 else 6 end),
  check ((state in ('paid', 'rejected')) = (answered_at is not null)),
  check ((state = 'rejected') = (rejected_because is not null)),
  check ((state = 'withdrawn') = (ended_at is not null))
);
create index charger_payout_waiting on charger_payout (id) where state in ('asked', 'approved', 'sent');
grant select, insert, update (state, approved_by, approved_at, account_number, message_id, payment_id, end_to_end_id, content, made_at,
                              sent_at, answered_at, rejected_because, ended_at) on charger_payout to brikke_batch;

-- A line of a settlement is paid once. Of a payout that came to nothing it is paid by another.
create table charger_payout_line (
  payout_id bigint not null references charger_payout,
  line_id bigint not null references settlement_line,
  amount_ore bigint not null,
  ended_at timestamptz,
  primary key (payout_id, line_id)
);
create unique index settlement_line_paid_once on charger_payout_line (line_id) where ended_at is null;
grant select, insert, update (ended_at) on charger_payout_line to brikke_batch;

alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off', 'credit-used', 'credit-used-undone',
    'bulk-payment', 'bulk-payment-fee', 'collected-abroad', 'charger-payout', 'charger-payout-returned')),
  drop constraint posting_from_account_check,
  add constraint posting_from_account_check check (from_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'collector-abroad', 'unallocated', 'deposit', 'prepaid', 'fee-income',
    'commission-income', 'payment-cost', 'vat-payable', 'refund-payable', 'write-off')),
  drop constraint posting_to_account_check,
  add constraint posting_to_account_check check (to_account in (
    'receivable', 'customer-credit', 'toll-payable', 'bank', 'vipps', 'collector-abroad', 'unallocated', 'deposit', 'prepaid', 'fee-income',
    'commission-income', 'payment-cost', 'vat-payable', 'refund-payable', 'write-off'));
