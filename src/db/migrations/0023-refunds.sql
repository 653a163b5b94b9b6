-- Why: what a customer has to good is paid out, to an account of the customer's own, and by two people where it is much.
alter table posting
  drop constraint posting_kind_check,
  add constraint posting_kind_check check (kind in (
    'charge', 'payment', 'payment-reversal', 'allocation', 'allocation-undone', 'credit', 'credit-undone', 'deposit', 'credit-note',
    'refund', 'refund-returned', 'settlement', 'fee', 'forfeit', 'set-off'));

-- Where a customer is paid. A change is a new row: what was paid keeps the account it was paid to.
create table payout_account (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  account_number text not null check (
    account_number ~ '^[0-9]{11}$'
    -- MOD11: a number that no bank can have is not kept.
    and (5 * substr(account_number, 1, 1)::int + 4 * substr(account_number, 2, 1)::int + 3 * substr(account_number, 3, 1)::int
       + 2 * substr(account_number, 4, 1)::int + 7 * substr(account_number, 5, 1)::int + 6 * substr(account_number, 6, 1)::int
       + 5 * substr(account_number, 7, 1)::int + 4 * substr(account_number, 8, 1)::int + 3 * substr(account_number, 9, 1)::int
       + 2 * substr(account_number, 10, 1)::int + substr(account_number, 11, 1)::int) % 11 = 0),
  changed_at timestamptz not null,
  changed_by bigint references staff_member,               -- null: the customer
  verified_at timestamptz,
  verified_how text check (verified_how in ('logged-in', 'document', 'paid-from')),
  verified_by bigint references staff_member,
  ended_at timestamptz,
  check ((verified_at is null) = (verified_how is null)),
  check (verified_at >= changed_at),
  check (verified_by is null or verified_how = 'document'),
  check (verified_how <> 'document' or verified_by is not null)
);
create unique index one_payout_account on payout_account (party_id) where ended_at is null;
grant select, insert, update (verified_at, verified_how, verified_by, ended_at) on payout_account to brikke_batch;
grant select on payout_account to brikke_app;
alter table payout_account enable row level security;
alter table payout_account force row level security;
create policy own_rows on payout_account for select to brikke_app using (visible_party(party_id));

-- A payment order as it was made, so that a crash between here and the bank sends the same again.
create table refund_file (
  id bigint generated always as identity primary key,
  issuer_id smallint not null references company,
  number bigint not null check (number > 0),
  message_id text not null unique,
  payment_id text not null unique,
  content bytea not null,
  refund_count bigint not null check (refund_count > 0),
  sum_ore bigint not null check (sum_ore > 0),
  made_at timestamptz not null,
  execute_on date not null,
  sent_at timestamptz,
  unique (issuer_id, number)
);
create index refund_file_unsent on refund_file (id) where sent_at is null;
grant select, insert, update (sent_at) on refund_file to brikke_batch;

create table refund (
  id bigint generated always as identity primary key,
  party_id bigint not null references party,
  agreement_id bigint not null,                            -- 0: owed without an agreement
  issuer_id smallint not null references company,
  -- Terms 3.3: these, and nothing else.
  reason text not null check (reason in ('deposit', 'balance', 'overpayment', 'wrongly-charged-toll')),
  -- What the customer has to good: what a payment left, or a credit note.
  credit_id bigint references customer_credit,
  credit_note_id bigint references invoice,
  amount_ore bigint not null check (amount_ore > 0),
  claimed_on date not null,                                -- since when it is the customer's: lapses from here (terms 7.1)
  state text not null check (state in ('asked', 'approved', 'sent', 'paid', 'rejected', 'withdrawn', 'lapsed')),
  needs_second boolean not null,                           -- above the limit: a second member of staff approves
  requested_by bigint references staff_member,             -- null: proposed by rule
  requested_at timestamptz not null,
  approved_by bigint references staff_member,              -- null: approved by rule, below the limit
  approved_at timestamptz,
  account_id bigint references payout_account,             -- approved for, and paid to
  file_id bigint references refund_file,
  end_to_end_id text unique,                               -- what the bank calls it back to us
  answered_at timestamptz,
  rejected_because text,                                   -- the bank's codes, AC01 and so on
  ended_at timestamptz,                                    -- withdrawn or lapsed
  ended_by bigint references staff_member,
  -- Paid out, and then the bank took back the payment that it came from: the customer owes it.
  owed_back_ore bigint not null default 0 check (owed_back_ore >= 0 and owed_back_ore <= amount_ore),
  check (num_nonnulls(credit_id, credit_note_id) = 1),
  check ((credit_id is not null) = (reason = 'overpayment')),
  check (approved_by <> requested_by),
  check (state in ('withdrawn', 'lapsed') or (approved_at is null) = (state = 'asked')),
  check (approved_by is not null or not needs_second or state in ('asked', 'withdrawn', 'lapsed')),
  check (num_nulls(file_id, end_to_end_id) = case when state in ('sent', 'paid', 'rejected') then 0 else 2 end),
  check (file_id is null or account_id is not null),
  check ((state in ('withdrawn', 'lapsed')) = (ended_at is not null)),
  check ((state = 'rejected') = (rejected_because is not null)),
  check (owed_back_ore = 0 or state in ('sent', 'paid'))
);
-- Never paid twice: what a customer has to good stands on one refund that lives.
create unique index one_refund_of_credit on refund (credit_id) where state in ('asked', 'approved', 'sent', 'paid');
create unique index one_refund_of_credit_note on refund (credit_note_id) where state in ('asked', 'approved', 'sent', 'paid');
create index refund_waiting on refund (id) where state in ('asked', 'approved', 'sent');
create index refund_by_party on refund (party_id);
create index refund_by_file on refund (file_id) where file_id is not null;
create index refund_of_credit on refund (credit_id) where credit_id is not null;
create index refund_of_credit_note on refund (credit_note_id) where credit_note_id is not null;
grant select, insert, update (state, approved_by, approved_at, account_id, file_id, end_to_end_id, answered_at, rejected_because,
                              ended_at, ended_by, owed_back_ore) on refund to brikke_batch;
grant select on refund to brikke_app;
alter table refund enable row level security;
alter table refund force row level security;
create policy own_rows on refund for select to brikke_app using (visible_party(party_id));

-- What the bank answers, each file once.
create table refund_status_file (
  id bigint generated always as identity primary key,
  sha256 text not null unique,
  message_id text not null,
  file_id bigint not null references refund_file,
  received_at timestamptz not null
);
grant select, insert on refund_status_file to brikke_batch;

-- Credit notes that are not paid out yet are looked for among all invoices.
create index invoice_credit_note on invoice (party_id) where kind = 'credit-note';
